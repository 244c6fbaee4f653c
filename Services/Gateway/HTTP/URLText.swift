/// Percent-encoding (RFC 3986 section 2.1).
enum PercentEncoding {
  /// The text behind the encoding; nil when it is not one of UTF-8, or holds a NUL.
  static func decoded(_ text: Substring, plusIsSpace: Bool) -> String? {
    if !text.utf8.contains(where: { $0 == 0x25 || $0 == 0x2B || $0 == 0 }) {
      return String(text)
    }
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%") {
        guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
        else { return nil }
        bytes.append(high << 4 | low)
      } else {
        bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? 0x20 : byte)
      }
    }
    if bytes.contains(0) { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// The text as one segment of a path.
  static func segment(_ text: String) -> String {
    var result = ""
    let hex = Array("0123456789ABCDEF".unicodeScalars)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        result += "%"
        result.unicodeScalars.append(hex[Int(byte >> 4)])
        result.unicodeScalars.append(hex[Int(byte & 15)])
      }
    }
    return result
  }
}

/// The target of a request, cut in two.
struct RequestTarget {
  let path: Substring
  /// What follows the first question mark, if there is one.
  let query: Substring?

  init(_ target: String) {
    if let mark = target.firstIndex(of: "?") {
      path = target[..<mark]
      query = target[target.index(after: mark)...]
    } else {
      path = target[...]
      query = nil
    }
  }

  /// The query's parameters in order (application/x-www-form-urlencoded).
  /// - Throws: `Refusal` when one is not well formed.
  func parameters() throws(Refusal) -> [(name: String, text: String)] {
    var result: [(name: String, text: String)] = []
    for part in (query ?? "").split(separator: "&") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = PercentEncoding.decoded(sides[0], plusIsSpace: true)
      let text = sides.count == 2 ? PercentEncoding.decoded(sides[1], plusIsSpace: true) : ""
      guard let name, let text, !name.isEmpty else {
        throw .badRequest("the query is not percent-encoded UTF-8")
      }
      result.append((name, text))
    }
    return result
  }
}
