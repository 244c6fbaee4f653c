extension MessageSchema {
  /// The message's bytes from proto3 JSON; `json` nil stands for an empty object.
  ///
  /// `parameters` are fields by name with their value as text, as paths and queries give them; a
  /// repeated field may come several times. The body may not say again what a parameter says.
  /// With `masked`, the names of the body's members, those that are null included, are written to
  /// the field update_mask. Names are accepted as in JSON and as in the contract.
  public func wire(
    fromJSON json: [UInt8]?, parameters: [(name: String, text: String)] = [], masked: Bool = false
  ) throws(JSONError) -> [UInt8] {
    var reader = JSONReader(json ?? [])
    var seen = SeenFields()
    try reader.parameters(parameters, self, &seen)
    guard json != nil else { return reader.writer.bytes }
    var members: [String] = []
    switch shape {
    case .object:
      try reader.object(self, &seen) { field in if masked { members.append(field.name) } }
    case .timestamp, .fieldMask:
      try reader.content(self, try reader.token(), "must be a text")
    }
    try reader.scanner.expectEnd()
    if masked { try reader.mask(self, members, &seen) }
    return reader.writer.bytes
  }

  /// Where the field of that name stands, in either spelling; `hint` is looked at first.
  func index(ofName name: [UInt8], hint: Int) -> Int? {
    if hint < fields.count, fields[hint].isNamed(name) { return hint }
    return fields.firstIndex { $0.isNamed(name) }
  }
}

extension FieldSchema {
  fileprivate func isNamed(_ name: [UInt8]) -> Bool { jsonNameBytes == name || nameBytes == name }
}

/// Which fields and oneofs of one message have been said.
struct SeenFields {
  private var low: UInt64 = 0
  private var high: Set<Int> = []
  private var oneofs: [String] = []

  /// False when the field was said before.
  mutating func insert(_ index: Int) -> Bool {
    guard index < 64 else { return high.insert(index).inserted }
    defer { low |= 1 << UInt64(index) }
    return low & 1 << UInt64(index) == 0
  }

  /// False when another field of the same oneof was said before.
  mutating func insert(oneof: String?) -> Bool {
    guard let oneof else { return true }
    if oneofs.contains(oneof) { return false }
    oneofs.append(oneof)
    return true
  }
}

/// Reads one JSON text and writes the wire format as it goes.
struct JSONReader {
  var scanner: JSONScanner
  var writer = WireWriter()
  private var name: [UInt8] = []

  init(_ bytes: [UInt8]) {
    scanner = JSONScanner(bytes)
    writer.bytes.reserveCapacity(bytes.count)
  }

  mutating func object(
    _ schema: MessageSchema, _ seen: inout SeenFields, _ visit: (FieldSchema) -> Void
  ) throws(JSONError) {
    guard scanner.accept("{") else { throw JSONError("must be an object") }
    if scanner.accept("}") { return }
    var hint = 0
    repeat {
      let index = try member(schema, hint)
      let field = schema.fields[index]
      do throws(JSONError) {
        guard seen.insert(index) else {
          throw JSONError("is said twice: here, and above, by the path or by a header")
        }
        visit(field)
        if !scanner.accept(word: "null") {
          guard seen.insert(oneof: field.oneof) else {
            throw JSONError("excludes another member that is there: say only one of them")
          }
          try value(field)
        }
      } catch { throw error.inside(field.jsonName) }
      hint = index + 1
    } while scanner.accept(",")
    try scanner.expect("}")
  }

  /// A member's name and colon; the field it names.
  private mutating func member(
    _ schema: MessageSchema, _ hint: Int
  ) throws(JSONError) -> Int {
    guard scanner.peek() == UInt8(ascii: "\"") else { throw scanner.unexpected("a member's name") }
    name.removeAll(keepingCapacity: true)
    try scanner.string(into: &name)
    guard let index = schema.index(ofName: name, hint: hint) else {
      throw schema.unknown(String(decoding: name, as: UTF8.self))
    }
    try scanner.expect(":")
    return index
  }

  private mutating func value(_ field: FieldSchema) throws(JSONError) {
    guard field.isRepeated else { return try single(field) }
    guard scanner.accept("[") else { throw JSONError("must be a list") }
    if scanner.accept("]") { return }
    guard field.kind.isPackable else {
      return try elements { reader throws(JSONError) in try reader.single(field) }
    }
    writer.tag(field.number, .bytes)
    let start = writer.begin()
    try elements { reader throws(JSONError) in
      try reader.number(field.kind, try reader.token())
    }
    writer.end(start)
  }

  private mutating func elements(
    _ body: (inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    var index = 0
    repeat {
      do { try body(&self) } catch { throw error.inside(String(index)) }
      index += 1
    } while scanner.accept(",")
    try scanner.expect("]")
  }

  /// One value of the field, with its tag.
  private mutating func single(_ field: FieldSchema) throws(JSONError) {
    switch field.kind {
    case .message(let schema) where schema.shape == .object:
      writer.tag(field.number, .bytes)
      let start = writer.begin()
      var seen = SeenFields()
      try object(schema, &seen) { _ in }
      writer.end(start)
    case .text:
      guard scanner.peek() == UInt8(ascii: "\"") else { throw JSONError("must be a text") }
      writer.tag(field.number, .bytes)
      let start = writer.begin()
      try scanner.string(into: &writer.bytes)
      if writer.bytes[start...].contains(0) { throw JSONError("must not hold a NUL character") }
      writer.end(start)
    default: try scalar(field, try token())
    }
  }
}
