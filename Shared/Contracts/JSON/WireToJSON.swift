extension MessageSchema {
  /// The message's proto3 JSON from its bytes. Fields without presence are always written, zeros
  /// included; unknown fields are passed over; names are lowerCamelCase, 64-bit numbers strings.
  public func json(fromWire wire: [UInt8]) throws(WireError) -> [UInt8] {
    var printer = JSONPrinter(wire)
    try printer.message(self, 0..<wire.count)
    return printer.output
  }
}

/// Reads the wire format of a message and writes its JSON.
struct JSONPrinter {
  /// A known field as it stands on the wire.
  private struct Entry {
    let index: Int
    let field: WireField
  }

  /// The member of a oneof that counts so far.
  private struct Winner {
    let index: Int
    /// Its first entry since another member stood.
    let start: Int
  }

  private let bytes: [UInt8]
  private(set) var output: [UInt8] = []
  /// The fields of the messages that are being written, innermost last.
  private var entries: [Entry] = []

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    output.reserveCapacity(bytes.count * 2 + 256)
  }

  mutating func message(_ schema: MessageSchema, _ range: Range<Int>) throws(WireError) {
    let base = entries.count
    defer { entries.removeSubrange(base...) }
    try scan(schema, range, base)
    switch schema.shape {
    case .object: try object(schema, base)
    case .timestamp: try timestamp(base)
    case .fieldMask: try fieldMask(base)
    }
  }

  /// Collects the known fields, then puts them in the schema's order.
  private mutating func scan(
    _ schema: MessageSchema, _ range: Range<Int>, _ base: Int
  ) throws(WireError) {
    var reader = WireReader(bytes, range)
    var isSorted = true
    var last = 0
    var oneofs: [String: Winner] = [:]
    while let field = try reader.next() {
      guard let index = schema.index(ofNumber: field.number, hint: last) else { continue }
      if index < last { isSorted = false }
      last = index
      if let oneof = schema.fields[index].oneof, oneofs[oneof]?.index != index {
        oneofs[oneof] = Winner(index: index, start: entries.count)
      }
      entries.append(Entry(index: index, field: field))
    }
    if oneofs.count > 0 { dropLosers(schema, oneofs, base) }
    if !isSorted {
      // Stable, because of one field the last value counts and lists keep their order.
      let sorted = entries[base...].enumerated().sorted {
        ($0.element.index, $0.offset) < ($1.element.index, $1.offset)
      }
      entries.replaceSubrange(base..., with: sorted.map(\.element))
    }
  }

  /// Of a oneof only the member that came last counts, from where it took over.
  private mutating func dropLosers(
    _ schema: MessageSchema, _ winners: [String: Winner], _ base: Int
  ) {
    let kept = entries.indices[base...].filter { place in
      guard let oneof = schema.fields[entries[place].index].oneof, let winner = winners[oneof]
      else { return true }
      return place >= winner.start
    }
    entries.replaceSubrange(base..., with: kept.map { entries[$0] })
  }

  private mutating func object(_ schema: MessageSchema, _ base: Int) throws(WireError) {
    output.append(UInt8(ascii: "{"))
    let top = entries.count
    var at = base
    var isFirst = true
    for (index, field) in schema.fields.enumerated() {
      let start = at
      while at < top, entries[at].index == index { at += 1 }
      if start == at && field.hasPresence { continue }
      if !isFirst { output.append(UInt8(ascii: ",")) }
      isFirst = false
      output.append(UInt8(ascii: "\""))
      output.append(contentsOf: field.jsonNameBytes)
      output.append(UInt8(ascii: "\""))
      output.append(UInt8(ascii: ":"))
      if field.isRepeated {
        try list(field, start..<at)
      } else if case .message(let inner) = field.kind {
        try single(inner, start..<at)
      } else if at > start {
        try scalar(field.kind, entries[at - 1].field)
      } else {
        zero(field.kind)
      }
    }
    output.append(UInt8(ascii: "}"))
  }

  /// A message given several times is one: the parts one after the other are its whole.
  private mutating func single(
    _ schema: MessageSchema, _ places: Range<Int>
  ) throws(WireError) {
    for place in places where entries[place].field.kind != .bytes { throw .malformed }
    if places.count == 1 {
      return try message(schema, entries[places.lowerBound].field.content)
    }
    var inner = JSONPrinter(entries[places].flatMap { bytes[$0.field.content] })
    try inner.message(schema, 0..<inner.bytes.count)
    output.append(contentsOf: inner.output)
  }

  private mutating func list(_ field: FieldSchema, _ places: Range<Int>) throws(WireError) {
    output.append(UInt8(ascii: "["))
    var isFirst = true
    for place in places {
      let entry = entries[place].field
      if entry.kind == .bytes && field.kind.isPackable {
        var reader = WireReader(bytes, entry.content)
        while !reader.isAtEnd {
          comma(&isFirst)
          try scalar(field.kind, try reader.element(field.kind.wireKind, field.number))
        }
      } else {
        comma(&isFirst)
        if case .message(let inner) = field.kind {
          guard entry.kind == .bytes else { throw .malformed }
          try message(inner, entry.content)
        } else {
          try scalar(field.kind, entry)
        }
      }
    }
    output.append(UInt8(ascii: "]"))
  }

  private mutating func comma(_ isFirst: inout Bool) {
    if !isFirst { output.append(UInt8(ascii: ",")) }
    isFirst = false
  }

  private mutating func timestamp(_ base: Int) throws(WireError) {
    var seconds: Int64 = 0
    var nanos: Int32 = 0
    for entry in entries[base...] {
      guard entry.field.kind == .varint else { throw .malformed }
      if entry.index == 0 { seconds = Int64(bitPattern: entry.field.value) }
      if entry.index == 1 { nanos = Int32(truncatingIfNeeded: entry.field.value) }
    }
    output.append(UInt8(ascii: "\""))
    guard appendRFC3339(seconds: seconds, nanos: nanos, to: &output) else { throw .outOfRange }
    output.append(UInt8(ascii: "\""))
  }

  private mutating func fieldMask(_ base: Int) throws(WireError) {
    output.append(UInt8(ascii: "\""))
    for place in base..<entries.count {
      guard entries[place].field.kind == .bytes else { throw .malformed }
      if place > base { output.append(UInt8(ascii: ",")) }
      guard appendPath(bytes[entries[place].field.content], to: &output) else {
        throw .outOfRange
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  private mutating func zero(_ kind: FieldSchema.Kind) {
    switch kind {
    case .bool: append("false")
    case .text, .bytes: append("\"\"")
    case .enumeration(let schema): appendEnum(schema, 0)
    case .int64, .sint64, .sfixed64, .uint64, .fixed64: append("\"0\"")
    case .double, .float, .int32, .sint32, .sfixed32, .uint32, .fixed32: append("0")
    case .message: append("null")
    }
  }

  private mutating func scalar(
    _ kind: FieldSchema.Kind, _ field: WireField
  ) throws(WireError) {
    guard field.kind == kind.wireKind else { throw .malformed }
    let value = field.value
    switch kind {
    case .bool: append(value != 0 ? "true" : "false")
    case .double: appendDouble(Double(bitPattern: value))
    case .float: appendFloat(Float(bitPattern: UInt32(truncatingIfNeeded: value)))
    case .int32, .sfixed32: append(String(Int32(truncatingIfNeeded: value)))
    case .uint32, .fixed32: append(String(UInt32(truncatingIfNeeded: value)))
    case .sint32:
      append(String(Int32(truncatingIfNeeded: unzigzag(value & 0xFFFF_FFFF))))
    case .int64, .sfixed64: appendQuoted(String(Int64(bitPattern: value)))
    case .uint64, .fixed64: appendQuoted(String(value))
    case .sint64: appendQuoted(String(unzigzag(value)))
    case .enumeration(let schema): appendEnum(schema, Int32(truncatingIfNeeded: value))
    case .text: try appendText(field.content)
    case .bytes:
      output.append(UInt8(ascii: "\""))
      appendBase64(bytes[field.content], to: &output)
      output.append(UInt8(ascii: "\""))
    case .message: preconditionFailure("a message is no scalar")
    }
  }

  private func unzigzag(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  private mutating func append(_ text: String) { output.append(contentsOf: text.utf8) }

  private mutating func appendQuoted(_ text: String) {
    output.append(UInt8(ascii: "\""))
    append(text)
    output.append(UInt8(ascii: "\""))
  }

  private mutating func appendEnum(_ schema: EnumSchema, _ number: Int32) {
    if let name = schema.name(of: number) { appendQuoted(name) } else { append(String(number)) }
  }

  private mutating func appendDouble(_ value: Double) {
    if value.isFinite { return append(value.description) }
    appendQuoted(value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity")
  }

  private mutating func appendFloat(_ value: Float) {
    if value.isFinite { return append(value.description) }
    appendQuoted(value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity")
  }

  /// A text in quotes, escaped where JSON demands it; refused when it is not UTF-8.
  private mutating func appendText(_ content: Range<Int>) throws(WireError) {
    output.append(UInt8(ascii: "\""))
    var start = content.lowerBound
    var at = start
    while at < content.upperBound {
      let byte = bytes[at]
      if byte >= 0x80 {
        guard let count = utf8Length(bytes, at, content.upperBound) else { throw .invalidText }
        at += count
      } else if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        output.append(contentsOf: bytes[start..<at])
        appendEscape(byte)
        at += 1
        start = at
      } else {
        at += 1
      }
    }
    output.append(contentsOf: bytes[start..<at])
    output.append(UInt8(ascii: "\""))
  }

  private mutating func appendEscape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
    case 0x0A: append("\\n")
    case 0x0D: append("\\r")
    case 0x09: append("\\t")
    default:
      append(byte < 0x10 ? "\\u000" : "\\u00")
      append(String(byte, radix: 16))
    }
  }
}
