internal import Glibc

/// Runs a task's jobs at once on the thread that made them ready: nng's own.
///
/// A hop from nng's threads to the cooperative pool costs two thread wake-ups a call, which is
/// most of a small call's time. The price: what a handler computes between two awaits holds one of
/// nng's few threads, so long or blocking work must leave it.
///
/// Jobs made ready while another runs on the same thread wait in that thread's own queue, so a
/// resume neither recurses nor runs under a lock that its caller holds.
public final class InlineExecutor: TaskExecutor, Sendable {
  public static let shared = InlineExecutor()

  private let current: pthread_key_t

  private init() {
    var key = pthread_key_t()
    let made = unsafe pthread_key_create(&key) { queue in
      if let queue = unsafe queue { unsafe Unmanaged<Queue>.fromOpaque(queue).release() }
    }
    precondition(made == 0, "the process has no thread-specific key left")
    current = key
  }

  /// The jobs that wait on one thread; made once for each thread and released when it ends.
  private final class Queue {
    var jobs: [UnownedJob] = []
    var taken: [UnownedJob] = []
    var running = false
  }

  private var queue: Queue {
    if let known = unsafe pthread_getspecific(current) {
      return unsafe Unmanaged<Queue>.fromOpaque(known).takeUnretainedValue()
    }
    let made = Queue()
    unsafe pthread_setspecific(current, Unmanaged.passRetained(made).toOpaque())
    return made
  }

  public func enqueue(_ job: consuming ExecutorJob) {
    let queue = queue
    queue.jobs.append(UnownedJob(job))
    if !queue.running { drain(queue) }
  }

  /// Runs `body`, then every job that became ready meanwhile, and what those made ready.
  public func batch(_ body: () -> Void) {
    let queue = queue
    if queue.running { return body() }
    queue.running = true
    body()
    drain(queue)
  }

  private func drain(_ queue: Queue) {
    queue.running = true
    while !queue.jobs.isEmpty {
      swap(&queue.jobs, &queue.taken)
      for job in queue.taken {
        unsafe job.runSynchronously(on: asUnownedTaskExecutor())
      }
      queue.taken.removeAll(keepingCapacity: true)
    }
    queue.running = false
  }
}
