/// Reads the tokens of one JSON text (RFC 8259), strictly.
struct JSONScanner {
  let bytes: [UInt8]
  private(set) var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next byte that is no white space, left where it is; 0 at the end.
  mutating func peek() -> UInt8 {
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      case let byte: return byte
      }
    }
    return 0
  }

  mutating func expect(_ letter: Unicode.Scalar) throws(JSONError) {
    guard peek() == UInt8(ascii: letter) else { throw unexpected("'\(letter)'") }
    at += 1
  }

  /// Whether `letter` comes next; then it is consumed.
  mutating func accept(_ letter: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: letter) else { return false }
    at += 1
    return true
  }

  /// Whether `word` comes next; then it is consumed.
  mutating func accept(word: String) -> Bool {
    guard peek() == word.utf8.first, bytes[at...].starts(with: word.utf8) else { return false }
    at += word.utf8.count
    return true
  }

  mutating func expectEnd() throws(JSONError) {
    _ = peek()
    guard at == bytes.count else { throw unexpected("nothing more") }
  }

  func unexpected(_ wanted: String) -> JSONError {
    JSONError(
      at < bytes.count
        ? "The JSON is broken at byte \(at): expected \(wanted)."
        : "The JSON ends too early: expected \(wanted).")
  }

  /// A string's content, appended to `output` as UTF-8.
  mutating func string(into output: inout [UInt8]) throws(JSONError) {
    try expect("\"")
    while true {
      let start = at
      while at < bytes.count, isPlain(bytes[at]) { at += 1 }
      output.append(contentsOf: bytes[start..<at])
      guard at < bytes.count else { throw unexpected("'\"'") }
      switch bytes[at] {
      case UInt8(ascii: "\""):
        at += 1
        return
      case UInt8(ascii: "\\"): try escape(into: &output)
      case 0..<0x20: throw unexpected("no bare control character")
      default:
        guard let count = utf8Length(bytes, at, bytes.count) else { throw unexpected("UTF-8") }
        output.append(contentsOf: bytes[at..<(at + count)])
        at += count
      }
    }
  }

  private func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private mutating func escape(into output: inout [UInt8]) throws(JSONError) {
    at += 1
    guard at < bytes.count else { throw unexpected("an escaped character") }
    let letter = bytes[at]
    at += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): output.append(letter)
    case UInt8(ascii: "b"): output.append(0x08)
    case UInt8(ascii: "f"): output.append(0x0C)
    case UInt8(ascii: "n"): output.append(0x0A)
    case UInt8(ascii: "r"): output.append(0x0D)
    case UInt8(ascii: "t"): output.append(0x09)
    case UInt8(ascii: "u"): output.append(contentsOf: UTF8.encode(try unicode()) ?? .init())
    default:
      at -= 1
      throw unexpected("one of \" \\ / b f n r t u")
    }
  }

  private mutating func unicode() throws(JSONError) -> Unicode.Scalar {
    let first = try hex4()
    if let scalar = Unicode.Scalar(first) { return scalar }
    let isPair =
      first < 0xDC00 && bytes.count - at >= 2 && bytes[at] == UInt8(ascii: "\\")
      && bytes[at + 1] == UInt8(ascii: "u")
    guard isPair else { throw unexpected("the second half of a surrogate pair") }
    at += 2
    let second = try hex4()
    guard (0xDC00...0xDFFF).contains(second),
      let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    else { throw unexpected("the second half of a surrogate pair") }
    return scalar
  }

  private mutating func hex4() throws(JSONError) -> UInt32 {
    guard bytes.count - at >= 4 else { throw unexpected("four hexadecimal digits") }
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = hexDigit(bytes[at]) else { throw unexpected("a hexadecimal digit") }
      value = value << 4 | digit
      at += 1
    }
    return value
  }

  private func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  /// A number's text, by JSON's grammar; nil when none comes next.
  mutating func number() throws(JSONError) -> ArraySlice<UInt8>? {
    let first = peek()
    guard first == UInt8(ascii: "-") || isDigit(first) else { return nil }
    let start = at
    if first == UInt8(ascii: "-") { at += 1 }
    if at < bytes.count, bytes[at] == UInt8(ascii: "0") { at += 1 } else { try digits() }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      try digits()
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") {
        at += 1
      }
      try digits()
    }
    return bytes[start..<at]
  }

  private mutating func digits() throws(JSONError) {
    let start = at
    while at < bytes.count, isDigit(bytes[at]) { at += 1 }
    if at == start { throw unexpected("a digit") }
  }

  private func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
