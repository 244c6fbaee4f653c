internal import CContracts

/// A value that the contract defines; its type, its codec and its name are generated from `proto/`.
public protocol Message: Payload, Equatable {
  /// The contract's name for it, such as "credopass.users.v1.User".
  static var fullName: String { get }

  /// protobuf-c's description of the C struct.
  static var descriptor: MessageDescriptor { get }

  init()

  /// Copies the value out of a C struct that protobuf-c unpacked into an arena.
  @unsafe init(unpacked: UnsafeRawPointer) throws(DecodeError)

  /// Builds the C struct in `arena`, where it lives until the arena is given back.
  @unsafe func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer
}

/// protobuf-c's description of one message type.
@safe public struct MessageDescriptor: @unchecked Sendable {
  let pointer: UnsafePointer<ProtobufCMessageDescriptor>

  /// Takes the description from a struct that `start`, protobuf-c's init function, has filled in.
  package init<CType>(_ type: CType.Type, _ start: (UnsafeMutablePointer<CType>?) -> Void) {
    let sample = UnsafeMutablePointer<CType>.allocate(capacity: 1)
    defer { unsafe sample.deallocate() }
    unsafe start(sample)
    let base = unsafe UnsafeRawPointer(sample).assumingMemoryBound(to: ProtobufCMessage.self)
    unsafe pointer = base.pointee.descriptor
  }
}

/// The largest message on the wire, in bytes.
public let maximumMessageSize = 1 << 20

/// Why bytes are not the message they should be.
public enum DecodeError: Error, Equatable, Sendable {
  /// Not this message's wire format, or too many parts for the arena.
  case malformed
  /// A text is not UTF-8 or holds a NUL.
  case invalidText
  /// Longer than `maximumMessageSize`.
  case tooLarge
}

/// Why a value cannot be sent.
public enum EncodeError: Error, Equatable, Sendable {
  /// A text holds a NUL, which protobuf-c would cut it at.
  case invalidText
  /// Longer than `maximumMessageSize`, or too many parts for the arena.
  case tooLarge
}

extension Message {
  /// Reads a message; no bytes are a valid empty one. Unknown fields are passed over.
  public static func decode(_ bytes: UnsafeRawBufferPointer) throws(DecodeError) -> Self {
    guard bytes.count <= maximumMessageSize else { throw .tooLarge }
    guard let start = bytes.baseAddress, bytes.count > 0 else { return Self() }
    return try Arena.withCurrent { (arena) throws(DecodeError) in
      let unpacked = unsafe protobuf_c_message_unpack(
        descriptor.pointer, arena.allocator, bytes.count,
        start.assumingMemoryBound(to: UInt8.self))
      guard let unpacked = unsafe unpacked else { throw .malformed }
      return try unsafe Self(unpacked: unpacked)
    }
  }

  /// Reads a message; no bytes are a valid empty one. Unknown fields are passed over.
  public static func decode(_ bytes: [UInt8]) throws(DecodeError) -> Self {
    try unsafe bytes.withUnsafeBufferPointer { (bytes) throws(DecodeError) in
      try unsafe decode(UnsafeRawBufferPointer(bytes))
    }
  }

  /// The message's bytes.
  public func encode() throws(EncodeError) -> [UInt8] {
    try Arena.withCurrent { (arena) throws(EncodeError) in
      let (message, size) = try unsafe measure(in: arena)
      return unsafe [UInt8](unsafeUninitializedCapacity: size) { bytes, count in
        count = unsafe protobuf_c_message_pack(message, bytes.baseAddress)
      }
    }
  }

  /// Lays the message out, then hands `body` its packed size and a function that packs it.
  ///
  /// `pack` writes exactly `size` bytes into memory of the caller, such as the body of a message
  /// about to be sent; it must not outlive `body`. Throws `EncodeError` before `body` runs.
  public func encode<Value: ~Copyable>(
    _ body: (_ size: Int, _ pack: (UnsafeMutableRawPointer) -> Void) throws -> Value
  ) throws -> Value {
    try Arena.withCurrent { arena in
      let (message, size) = try unsafe measure(in: arena)
      return try unsafe body(size) { target in
        let written = unsafe protobuf_c_message_pack(
          message, target.assumingMemoryBound(to: UInt8.self))
        precondition(written == size, "packed size differs from the size foretold")
      }
    }
  }

  private func measure(
    in arena: borrowing Arena
  ) throws(EncodeError) -> (UnsafePointer<ProtobufCMessage>, Int) {
    let raw = try unsafe layOut(in: arena)
    let message = unsafe UnsafePointer(raw.assumingMemoryBound(to: ProtobufCMessage.self))
    let size = unsafe protobuf_c_message_get_packed_size(message)
    guard size <= maximumMessageSize else { throw .tooLarge }
    return unsafe (message, size)
  }
}
