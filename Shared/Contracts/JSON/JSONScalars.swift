/// One value that is neither object nor list.
struct JSONToken {
  enum Kind { case string, number, word, parameter }
  let kind: Kind
  let bytes: ArraySlice<UInt8>

  /// A JSON string, or the text of a parameter.
  var text: ArraySlice<UInt8>? { kind == .string || kind == .parameter ? bytes : nil }
}

extension JSONReader {
  mutating func token() throws(JSONError) -> JSONToken {
    if scanner.peek() == UInt8(ascii: "\"") {
      var content: [UInt8] = []
      try scanner.string(into: &content)
      return JSONToken(kind: .string, bytes: content[...])
    }
    if let number = try scanner.number() { return JSONToken(kind: .number, bytes: number) }
    for word in ["true", "false", "null"] where scanner.accept(word: word) {
      return JSONToken(kind: .word, bytes: Array(word.utf8)[...])
    }
    switch scanner.peek() {
    case UInt8(ascii: "{"), UInt8(ascii: "["): return JSONToken(kind: .word, bytes: [])
    default: throw scanner.unexpected("a value")
    }
  }

  /// The value of a field that holds one token, with its tag.
  mutating func scalar(_ field: FieldSchema, _ token: JSONToken) throws(JSONError) {
    switch field.kind {
    case .text:
      guard let text = token.text else { throw JSONError("must be a text") }
      if text.contains(0) { throw JSONError("must not hold a NUL character") }
      writer.tag(field.number, .bytes)
      writer.varint(UInt64(text.count))
      writer.append(text)
    case .bytes:
      guard let text = token.text, let bytes = decodeBase64(text) else {
        throw JSONError("must be base64")
      }
      writer.tag(field.number, .bytes)
      writer.varint(UInt64(bytes.count))
      writer.append(bytes)
    case .message(let schema):
      writer.tag(field.number, .bytes)
      let start = writer.begin()
      try content(schema, token, "must be an object")
      writer.end(start)
    default:
      writer.tag(field.number, field.kind.wireKind)
      try number(field.kind, token)
    }
  }

  /// The content of a message whose JSON is a text.
  mutating func content(
    _ schema: MessageSchema, _ token: JSONToken, _ otherwise: String
  ) throws(JSONError) {
    switch schema.shape {
    case .timestamp:
      guard let text = token.text, let time = parseRFC3339(text) else {
        throw JSONError("must be a time such as 2026-11-21T19:30:00Z, in the years 1 to 9999")
      }
      writer.tag(1, .varint)
      writer.varint(UInt64(bitPattern: time.seconds))
      writer.tag(2, .varint)
      writer.varint(UInt64(time.nanos))
    case .fieldMask:
      guard let text = token.text, let paths = parsePaths(text) else {
        throw JSONError("must be field names with commas between, such as firstName,lastName")
      }
      appendPaths(paths)
    case .object: throw JSONError(otherwise)
    }
  }

  mutating func appendPaths(_ paths: [[UInt8]]) {
    for path in paths {
      writer.tag(1, .bytes)
      writer.varint(UInt64(path.count))
      writer.append(path)
    }
  }

  /// A number, boolean or enum value, without a tag.
  mutating func number(_ kind: FieldSchema.Kind, _ token: JSONToken) throws(JSONError) {
    switch kind {
    case .bool: writer.varint(try bool(token) ? 1 : 0)
    case .double: writer.fixed(try double(token).bitPattern, 8)
    case .float: writer.fixed(UInt64(try float(token).bitPattern), 4)
    case .int32: writer.varint(UInt64(bitPattern: Int64(try integer(token, Int32.self))))
    case .int64: writer.varint(UInt64(bitPattern: try integer(token, Int64.self)))
    case .uint32: writer.varint(UInt64(try integer(token, UInt32.self)))
    case .uint64: writer.varint(try integer(token, UInt64.self))
    case .sint32: writer.varint(zigzag(Int64(try integer(token, Int32.self))))
    case .sint64: writer.varint(zigzag(try integer(token, Int64.self)))
    case .fixed32: writer.fixed(UInt64(try integer(token, UInt32.self)), 4)
    case .fixed64: writer.fixed(try integer(token, UInt64.self), 8)
    case .sfixed32:
      writer.fixed(UInt64(UInt32(bitPattern: try integer(token, Int32.self))), 4)
    case .sfixed64: writer.fixed(UInt64(bitPattern: try integer(token, Int64.self)), 8)
    case .enumeration(let schema):
      writer.varint(UInt64(bitPattern: Int64(try enumeration(schema, token))))
    case .text, .bytes, .message: preconditionFailure("not a number")
    }
  }

  private func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: value << 1 ^ value >> 63) }

  private func bool(_ token: JSONToken) throws(JSONError) -> Bool {
    if token.kind == .word || token.kind == .parameter {
      if token.bytes.elementsEqual("true".utf8) { return true }
      if token.bytes.elementsEqual("false".utf8) { return false }
    }
    throw JSONError("must be true or false")
  }

  private func integer<Number: FixedWidthInteger>(
    _ token: JSONToken, _ type: Number.Type
  ) throws(JSONError) -> Number {
    if token.kind != .word, let digits = wholeDigits(token.bytes), let value = Number(digits) {
      return value
    }
    throw JSONError("must be a whole number from \(Number.min) to \(Number.max)")
  }

  /// The digits of the whole number that is written here as JSON writes numbers, with a minus if
  /// it has one. JSON knows no integers (RFC 8259, 6): 5.0 and 50e-1 are 5. Nil when the number is
  /// not whole, or longer than any integer is.
  private func wholeDigits(_ text: ArraySlice<UInt8>) -> String? {
    var scanner = JSONScanner(Array(text))
    let number: ArraySlice<UInt8>?
    do { number = try scanner.number() } catch { return nil }
    guard let number, number.count == text.count else { return nil }
    let halves = number.split { $0 | 0x20 == UInt8(ascii: "e") }
    let power = halves.count == 1 ? 0 : Int32(String(decoding: halves[1], as: UTF8.self))
    guard let power else { return nil }
    let sign = number.first == UInt8(ascii: "-") ? "-" : ""
    let parts = halves[0].dropFirst(sign.count).split(separator: UInt8(ascii: "."))
    var digits = Array(parts.joined().drop { $0 == UInt8(ascii: "0") })
    if digits.isEmpty { return "0" }
    let shift = Int(power) - (parts.count == 1 ? 0 : parts[1].count)
    let longest = 20
    guard digits.count + shift <= longest else { return nil }
    let dropped = digits.suffix(max(0, -shift))
    guard dropped.count < digits.count, dropped.allSatisfy({ $0 == UInt8(ascii: "0") }) else {
      return nil
    }
    digits.removeLast(dropped.count)
    digits += repeatElement(UInt8(ascii: "0"), count: max(0, shift))
    return sign + String(decoding: digits, as: UTF8.self)
  }

  private func double(_ token: JSONToken) throws(JSONError) -> Double {
    let allowed = JSONError("must be a number")
    if token.kind == .word { throw allowed }
    let text = String(decoding: token.bytes, as: UTF8.self)
    if token.kind != .number {
      switch text {
      case "NaN": return .nan
      case "Infinity": return .infinity
      case "-Infinity": return -.infinity
      default:
        var inner = JSONScanner(Array(token.bytes))
        guard try inner.number()?.count == token.bytes.count else { throw allowed }
      }
    }
    guard let value = Double(text), value.isFinite else {
      throw JSONError("must be a number within the range of a double")
    }
    return value
  }

  private func float(_ token: JSONToken) throws(JSONError) -> Float {
    let value = try double(token)
    let narrow = Float(value)
    guard narrow.isFinite == value.isFinite else {
      throw JSONError("must be a number within the range of a float")
    }
    return narrow
  }

  private func enumeration(_ schema: EnumSchema, _ token: JSONToken) throws(JSONError) -> Int32 {
    if let text = token.text,
      let value = schema.values.first(where: { text.elementsEqual($0.name.utf8) })
    {
      return value.number
    }
    throw JSONError("must be one of \(schema.values.map(\.name).joined(separator: ", "))")
  }
}

extension FieldSchema.Kind {
  var isPackable: Bool {
    switch self {
    case .text, .bytes, .message: false
    default: true
    }
  }

  var wireKind: WireField.Kind {
    switch self {
    case .double, .fixed64, .sfixed64: .fixed64
    case .float, .fixed32, .sfixed32: .fixed32
    case .text, .bytes, .message: .bytes
    default: .varint
    }
  }
}
