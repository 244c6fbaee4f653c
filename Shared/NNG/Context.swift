internal import CNNG
internal import Dispatch

/// One conversation at a time on a socket, with the one nng_aio that drives it.
///
/// The owner starts an operation, then waits for `completed` before it starts the next: nng
/// crashes when a receive is posted before its send has completed. Calls to `send`, `receive` and
/// `cancel` must be serialized by the owner's lock, and `completed` must take the same lock before
/// it starts the next operation: a cancel that overlaps the reuse of an aio hits the wrong
/// operation.
@safe public final class Context: @unchecked Sendable {
  // Sendable by hand: nng's own locks guard the handles, the owner's lock the order of calls.
  private let context: nng_ctx
  private var aio: OpaquePointer?
  private var completed: (@Sendable (NNGError?) -> Void)?

  /// - Parameter completed: called on an nng thread when an operation ended; it must not block.
  ///   Code that it makes ready to run runs when it returns, on the same thread.
  public init(
    on socket: Socket, completed: @escaping @Sendable (NNGError?) -> Void
  ) throws(NNGError) {
    var made = nng_ctx()
    try NNGError.check(unsafe nng_ctx_open(&made, socket.handle))
    self.context = made
    self.completed = completed
    let allocated = unsafe nng_aio_alloc(
      &aio, { unsafe Context.callback($0) }, Unmanaged.passRetained(self).toOpaque())
    guard allocated == 0 else {
      _ = nng_ctx_close(made)
      unsafe Unmanaged.passUnretained(self).release()
      throw NNGError(code: allocated)
    }
  }

  /// Ends the context for good; an operation under way fails with NNG_ECLOSED. Returns at once.
  ///
  /// Until then the context keeps itself and what `completed` holds alive, for nng may call at any
  /// time. Freeing happens on a thread of its own: nng_aio_free waits for the callback to end, and
  /// this may be called from inside it.
  public func close() {
    Socket.undertaker.async { [self] in
      _ = nng_ctx_close(context)
      unsafe nng_aio_stop(aio)
      drop()
      unsafe nng_aio_free(aio)
      unsafe aio = nil
      completed = nil
      unsafe Unmanaged.passUnretained(self).release()
    }
  }

  private static func callback(_ argument: UnsafeMutableRawPointer?) {
    guard let argument = unsafe argument else { return }
    let me = unsafe Unmanaged<Context>.fromOpaque(argument).takeUnretainedValue()
    let code = unsafe nng_aio_result(me.aio)
    InlineExecutor.shared.batch { me.completed?(code == 0 ? nil : NNGError(code: code)) }
  }

  // The context holds one message at a time: what it received, or what it is to send.

  /// Takes over a message to send; what was held before is freed.
  public func hold(_ message: consuming NNGMessage) {
    drop()
    unsafe nng_aio_set_msg(aio, message.release())
  }

  /// Frees the message held, if any.
  public func drop() {
    guard let held = unsafe nng_aio_get_msg(aio) else { return }
    unsafe nng_aio_set_msg(aio, nil)
    unsafe nng_msg_free(held)
  }

  /// Lends the bytes of the message held; empty without one.
  public func withMessage<R, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    guard let held = unsafe nng_aio_get_msg(aio) else {
      return try unsafe body(UnsafeRawBufferPointer(start: nil, count: 0))
    }
    return try unsafe body(
      UnsafeRawBufferPointer(start: nng_msg_body(held), count: nng_msg_len(held)))
  }

  /// Starts sending the message held; when `completed` reports a failure it was not sent and is
  /// still held.
  public func send() { unsafe nng_ctx_send(context, aio) }

  /// Starts receiving; after success what came is held.
  public func receive() { unsafe nng_ctx_recv(context, aio) }

  /// Asks the operation under way to end with NNG_ECANCELED; `completed` still comes exactly once,
  /// with success when the operation was quicker.
  public func cancel() { unsafe nng_aio_cancel(aio) }
}
