/// Bytes that are no protobuf message, or not one of the type they are read as.
public enum WireError: Error, Equatable, Sendable {
  case truncated
  case malformed
  case invalidText
  /// A time beyond year 9999, or a path that is none.
  case outOfRange
}

/// One field as it stands on the wire.
struct WireField {
  enum Kind: UInt8 {
    case varint = 0
    case fixed64 = 1
    case bytes = 2
    case fixed32 = 5
  }
  let number: Int
  let kind: Kind
  /// The number, for every kind but `bytes`.
  let value: UInt64
  /// Where the content lies, for `bytes`.
  let content: Range<Int>
}

/// Walks over the fields of one message inside a larger buffer.
struct WireReader {
  private let bytes: [UInt8]
  private let end: Int
  private(set) var at: Int

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    at = range.lowerBound
    end = range.upperBound
  }

  init(_ bytes: [UInt8]) {
    self.init(bytes, 0..<bytes.count)
  }

  var isAtEnd: Bool { at == end }

  /// The next field, or nil at the end.
  mutating func next() throws(WireError) -> WireField? {
    if at == end { return nil }
    let tag = try varint()
    guard tag <= UInt32.max, tag >> 3 != 0, let kind = WireField.Kind(rawValue: UInt8(tag & 7))
    else { throw .malformed }
    let number = Int(tag >> 3)
    switch kind {
    case .varint: return WireField(number: number, kind: kind, value: try varint(), content: 0..<0)
    case .fixed64: return WireField(number: number, kind: kind, value: try fixed(8), content: 0..<0)
    case .fixed32: return WireField(number: number, kind: kind, value: try fixed(4), content: 0..<0)
    case .bytes:
      let count = try varint()
      guard count <= UInt64(end - at) else { throw .truncated }
      let content = at..<(at + Int(count))
      at = content.upperBound
      return WireField(number: number, kind: kind, value: 0, content: content)
    }
  }

  /// One value of a packed list.
  mutating func element(
    _ kind: WireField.Kind, _ number: Int
  ) throws(WireError) -> WireField {
    let value: UInt64 =
      switch kind {
      case .fixed64: try fixed(8)
      case .fixed32: try fixed(4)
      case .varint, .bytes: try varint()
      }
    return WireField(number: number, kind: kind, value: value, content: 0..<0)
  }

  mutating func varint() throws(WireError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while at < end {
      let byte = bytes[at]
      at += 1
      if shift == 63 && byte > 1 { throw .malformed }
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw .truncated
  }

  mutating func fixed(_ count: Int) throws(WireError) -> UInt64 {
    guard end - at >= count else { throw .truncated }
    var value: UInt64 = 0
    for offset in 0..<count { value |= UInt64(bytes[at + offset]) << UInt64(8 * offset) }
    at += count
    return value
  }
}
