internal import Glibc

/// Runs `body` once on a thread of its own: for the poll loop and for calls of libpq that block.
func startThread(_ body: @escaping @Sendable () -> Void) {
  let box = unsafe Unmanaged.passRetained(ThreadBody(run: body))
  var thread = pthread_t()
  let failed = unsafe pthread_create(
    &thread, nil,
    { argument in
      guard let argument = unsafe argument else { return nil }
      unsafe Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run()
      return nil
    }, box.toOpaque())
  // EAGAIN: the machine is out of threads. Without its thread the pool cannot keep its promises.
  precondition(failed == 0, "pthread_create: \(failed)")
  pthread_detach(thread)
}

/// Runs blocking work on a thread of its own and waits for it without blocking a cooperative one.
func onOwnThread<Value: Sendable, Failure: Error>(
  _ work: @escaping @Sendable () throws(Failure) -> Value
) async throws(Failure) -> Value {
  let result: Result<Value, Failure> = await withCheckedContinuation { waiter in
    startThread { waiter.resume(returning: Result(catching: work)) }
  }
  return try result.get()
}

private final class ThreadBody: Sendable {
  let run: @Sendable () -> Void
  init(run: @escaping @Sendable () -> Void) { self.run = run }
}
