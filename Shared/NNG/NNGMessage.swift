internal import CNNG

/// One nng message: a block of bytes with a single owner, given away by sending it.
///
/// nng_msg(5): a message belongs to whoever holds it; a send that succeeds takes it over.
@safe public struct NNGMessage: ~Copyable, @unchecked Sendable {
  // Sendable by hand: the one owner is the only one with the pointer.
  private let handle: OpaquePointer

  /// A message of `count` bytes whose content is not yet set.
  public init(count: Int) throws(NNGError) {
    var made: OpaquePointer?
    try NNGError.check(unsafe nng_msg_alloc(&made, count))
    guard let made = unsafe made else { throw NNGError(code: Int32(NNG_ENOMEM.rawValue)) }
    unsafe self.handle = made
  }

  deinit { unsafe nng_msg_free(handle) }

  /// The length of the body in bytes.
  public var count: Int { unsafe nng_msg_len(handle) }

  /// Lends the body; the pointer is dead when `body` returns.
  @inline(__always)
  public borrowing func withBytes<R, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try unsafe body(
      UnsafeRawBufferPointer(start: nng_msg_body(handle), count: nng_msg_len(handle)))
  }

  /// Lends the body for writing; the pointer is dead when `body` returns.
  @inline(__always)
  public borrowing func withMutableBytes<R, E: Error>(
    _ body: (UnsafeMutableRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    try unsafe body(
      UnsafeMutableRawBufferPointer(start: nng_msg_body(handle), count: nng_msg_len(handle)))
  }

  /// Gives the message to nng.
  consuming func release() -> OpaquePointer {
    let released = unsafe handle
    discard self
    return unsafe released
  }
}
