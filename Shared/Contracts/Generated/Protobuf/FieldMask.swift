// swift-format-ignore-file
// Generated from google/protobuf/field_mask.proto by deploy/generate.

internal import CContracts
public import RPC

/// `google.protobuf.FieldMask`.
public struct FieldMask: Message {
  public var paths: [String]

  public init() {
    paths = []
  }

  public init(
    paths: [String] = []
  ) {
    self.paths = paths
  }
}

extension FieldMask {
  public static var fullName: String { "google.protobuf.FieldMask" }

  public static let descriptor = unsafe MessageDescriptor(
    Google__Protobuf__FieldMask.self, google__protobuf__field_mask__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Google__Protobuf__FieldMask.self)
    paths = try unsafe readTexts(c.pointee.n_paths, c.pointee.paths)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Google__Protobuf__FieldMask.self, google__protobuf__field_mask__init)
    unsafe c.pointee.n_paths = paths.count
    unsafe c.pointee.paths = try arena.list(paths) { (value) throws(EncodeError) in try unsafe arena.text(value) }
    return UnsafeMutableRawPointer(c)
  }
}
