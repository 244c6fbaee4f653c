/// What a frame carries: a message of the contract, or bytes that are one.
public protocol Payload: Sendable {
  /// Reads a value; no bytes are a valid empty message.
  static func decode(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> Self

  /// Hands `body` the size in bytes and a function that writes exactly so many into the caller's
  /// memory; it must not outlive `body`.
  func encode<Value: ~Copyable>(
    _ body: (_ size: Int, _ pack: (UnsafeMutableRawPointer) -> Void) throws -> Value
  ) throws -> Value
}

/// A message in its wire form, for those who pass calls on without knowing their types.
public struct RawPayload: Payload, Equatable {
  public var bytes: [UInt8]

  public init(_ bytes: [UInt8] = []) { self.bytes = bytes }

  public static func decode(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> RawPayload {
    unsafe RawPayload([UInt8](bytes))
  }

  public func encode<Value: ~Copyable>(
    _ body: (_ size: Int, _ pack: (UnsafeMutableRawPointer) -> Void) throws -> Value
  ) throws -> Value {
    try unsafe body(bytes.count) { target in
      unsafe bytes.withUnsafeBytes { source in
        if let start = source.baseAddress {
          unsafe target.copyMemory(from: start, byteCount: source.count)
        }
      }
    }
  }
}
