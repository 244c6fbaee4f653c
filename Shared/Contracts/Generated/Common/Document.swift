// swift-format-ignore-file
// Generated from credopass/common/v1/document.proto by deploy/generate.

internal import CContracts
public import RPC

/// A file that is the whole answer of a call: over HTTP it is the body, as it is. Its media type is
/// the call's, always the same.
public struct Document: Message {
  /// What the file holds.
  public var content: [UInt8]
  /// What it is called when it is kept, such as "event.ics".
  public var fileName: String

  public init() {
    content = []
    fileName = ""
  }

  public init(
    content: [UInt8] = [],
    fileName: String = ""
  ) {
    self.content = content
    self.fileName = fileName
  }
}

extension Document {
  public static var fullName: String { "credopass.common.v1.Document" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Common__V1__Document.self, credopass__common__v1__document__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Common__V1__Document.self)
    content = unsafe readBytes(c.pointee.content.len, c.pointee.content.data)
    fileName = try unsafe readText(c.pointee.file_name)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Common__V1__Document.self, credopass__common__v1__document__init)
    unsafe c.pointee.content = .init(len: content.count, data: try arena.bytes(content))
    unsafe c.pointee.file_name = try arena.text(fileName)
    return UnsafeMutableRawPointer(c)
  }
}
