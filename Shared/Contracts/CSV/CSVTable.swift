/// How the pages of a List call become a CSV file: a line per row, columns by name. An answer
/// without rows is one itself.
///
/// Times are RFC 3339, values of enums their names, lists one cell with "; " between. Only texts
/// can be dangerous in a spreadsheet, and are made harmless.
public struct CSVTable: Sendable {
  private let shape: PageShape
  private let columns: [FieldSchema]

  /// Nil when its rows lack one of the columns.
  /// - Parameter columns: fields of a row, as in JSON.
  public init?(_ answer: MessageSchema, columns names: [String]) {
    let shape = PageShape(table: answer)
    let columns = names.compactMap { name in
      shape.row.fields.first { $0.jsonName == name && $0.isCell }
    }
    guard columns.count == names.count else { return nil }
    self.shape = shape
    self.columns = columns
  }

  /// The first line, behind a byte order mark: without one spreadsheets read other scripts wrongly.
  public var header: [UInt8] {
    var line: [UInt8] = [0xEF, 0xBB, 0xBF]
    for (index, column) in columns.enumerated() {
      if index > 0 { line.append(UInt8(ascii: ",")) }
      CSVCell.append(column.jsonName.utf8, to: &line)
    }
    return line + "\r\n".utf8
  }

  /// The lines of a page, and the token of the next; "" on the last.
  public func page(_ wire: [UInt8]) throws(WireError) -> (lines: [UInt8], nextToken: String) {
    var lines: [UInt8] = []
    let next = try shape.read(wire) { place throws(WireError) in try row(wire, place, &lines) }
    return (lines, next)
  }

  private func row(
    _ wire: [UInt8], _ range: Range<Int>, _ lines: inout [UInt8]
  ) throws(WireError) {
    var reader = WireReader(wire, range)
    var fields: [Int: [WireField]] = [:]
    while let field = try reader.next() { fields[field.number, default: []].append(field) }
    for (index, column) in columns.enumerated() {
      if index > 0 { lines.append(UInt8(ascii: ",")) }
      try cell(wire, fields[column.number] ?? [], column, &lines)
    }
    lines += "\r\n".utf8
  }

  private func cell(
    _ wire: [UInt8], _ values: [WireField], _ field: FieldSchema, _ lines: inout [UInt8]
  ) throws(WireError) {
    for value in values where value.kind != field.kind.wireKind { throw .malformed }
    switch field.kind {
    case .text:
      let texts = field.isRepeated ? values : values.suffix(1)
      CSVCell.append(texts.map { wire[$0.content] }.joined(separator: "; ".utf8), to: &lines)
    case .message:
      guard let content = values.last?.content else { return }
      try time(wire, content, &lines)
    case .enumeration(let schema):
      let number = Int32(truncatingIfNeeded: values.last?.value ?? 0)
      CSVCell.append((schema.name(of: number) ?? String(number)).utf8, to: &lines)
    default:
      if values.isEmpty && field.hasPresence { return }
      lines += Self.number(field.kind, values.last?.value ?? 0).utf8
    }
  }

  private static func number(_ kind: FieldSchema.Kind, _ value: UInt64) -> String {
    switch kind {
    case .bool: value == 0 ? "false" : "true"
    case .double: Double(bitPattern: value).description
    case .float: Float(bitPattern: UInt32(truncatingIfNeeded: value)).description
    case .uint64, .fixed64: String(value)
    case .uint32, .fixed32: String(UInt32(truncatingIfNeeded: value))
    case .int32, .sfixed32: String(Int32(truncatingIfNeeded: value))
    case .sint32, .sint64: String(Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1))
    default: String(Int64(bitPattern: value))
    }
  }

  private func time(
    _ wire: [UInt8], _ range: Range<Int>, _ lines: inout [UInt8]
  ) throws(WireError) {
    var reader = WireReader(wire, range)
    var (seconds, nanos) = (Int64(0), Int32(0))
    while let field = try reader.next() {
      guard field.kind == .varint else { throw .malformed }
      if field.number == 1 { seconds = Int64(bitPattern: field.value) }
      if field.number == 2 { nanos = Int32(truncatingIfNeeded: field.value) }
    }
    guard appendRFC3339(seconds: seconds, nanos: nanos, to: &lines) else { throw .outOfRange }
  }
}

extension FieldSchema {
  /// Whether a value fits into one cell.
  fileprivate var isCell: Bool {
    switch kind {
    case .text: true
    case .bytes: false
    case .message(let schema): schema.shape == .timestamp && !isRepeated
    default: !isRepeated
    }
  }
}
