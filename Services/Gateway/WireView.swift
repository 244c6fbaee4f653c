internal import Contracts

/// Looks up single fields of a message's bytes: an answer's version, the ids of a location.
struct WireView {
  private let bytes: [UInt8]
  private var at = 0

  /// The last value of every field of the top level that is a number or a text.
  private(set) var numbers: [Int: UInt64] = [:]
  private(set) var texts: [Int: String] = [:]

  /// Nil when the bytes are no message.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    while at < bytes.count {
      guard let tag = varint(), read(Int(truncatingIfNeeded: tag >> 3), tag & 7) else { return nil }
    }
  }

  private mutating func read(_ number: Int, _ kind: UInt64) -> Bool {
    switch kind {
    case 0:
      guard let value = varint() else { return false }
      numbers[number] = value
    case 1: at += 8
    case 5: at += 4
    case 2:
      guard let length = varint(), length <= UInt64(bytes.count - at) else { return false }
      // Ids are short; what is longer is none.
      if length <= 64 {
        texts[number] = String(validating: bytes[at..<(at + Int(length))], as: UTF8.self)
      }
      at += Int(length)
    default: return false
    }
    return at <= bytes.count
  }

  private mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    for place in 0..<10 {
      guard at < bytes.count else { return nil }
      let byte = bytes[at]
      at += 1
      value |= UInt64(byte & 0x7F) << UInt64(7 * place)
      if byte < 0x80 { return value }
    }
    return nil
  }

  func number(_ field: String, _ schema: MessageSchema) -> UInt64? {
    schema.fields.first { $0.name == field }.flatMap { numbers[$0.number] }
  }

  func text(_ field: String, _ schema: MessageSchema) -> String? {
    schema.fields.first { $0.name == field }.flatMap { texts[$0.number] }
  }
}

/// A resource's version with a hash of what was shown of it (RFC 9110 section 8.8.3).
///
/// A resource changes by itself too (status follows the clock, seats move), so what was shown is
/// part of the tag; edits compare the version alone.
enum EntityTag {
  static func make(_ message: [UInt8], _ schema: MessageSchema, _ body: [UInt8]) -> String? {
    guard let field = schema.fields.first(where: { $0.name == "version" }), !field.isRepeated,
      let version = WireView(message)?.number("version", schema)
    else { return nil }
    return "\"\(version)-\(String(fnv(body), radix: 16))\""
  }

  /// The tag of a file: of its content alone.
  static func make(_ content: [UInt8]) -> String { "\"\(String(fnv(content), radix: 16))\"" }

  /// The version in an If-Match field; nil when it is not a tag of ours.
  static func version(_ field: String) -> Int64? {
    guard field.count >= 3, field.hasPrefix("\""), field.hasSuffix("\"") else { return nil }
    let version = field.dropFirst().dropLast().prefix { $0 != "-" }
    return Int64(version).flatMap { $0 > 0 ? $0 : nil }
  }

  /// FNV-1a, the same on every replica.
  private static func fnv(_ bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return hash
  }
}
