// swift-format-ignore-file
// Generated from google/protobuf/timestamp.proto by deploy/generate.

internal import CContracts
public import RPC

/// `google.protobuf.Timestamp`.
public struct Timestamp: Message {
  public var seconds: Int64
  public var nanos: Int32

  public init() {
    seconds = 0
    nanos = 0
  }

  public init(
    seconds: Int64 = 0,
    nanos: Int32 = 0
  ) {
    self.seconds = seconds
    self.nanos = nanos
  }
}

extension Timestamp {
  public static var fullName: String { "google.protobuf.Timestamp" }

  public static let descriptor = unsafe MessageDescriptor(
    Google__Protobuf__Timestamp.self, google__protobuf__timestamp__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    seconds = unsafe c.pointee.seconds
    nanos = unsafe c.pointee.nanos
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Google__Protobuf__Timestamp.self, google__protobuf__timestamp__init)
    unsafe c.pointee.seconds = seconds
    unsafe c.pointee.nanos = nanos
    return UnsafeMutableRawPointer(c)
  }
}
