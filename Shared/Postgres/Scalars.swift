extension Bool: PostgresElement {
  public static var oid: UInt32 { 16 }
  public static var arrayOID: UInt32 { 1000 }
  public func encode(into out: inout ParameterBuffer) { out.write(UInt8(self ? 1 : 0)) }
  public static func decode(_ cell: Cell) throws(DecodeError) -> Bool {
    try cell.integer(UInt8.self) != 0
  }
}

extension Int16: PostgresElement {
  public static var oid: UInt32 { 21 }
  public static var arrayOID: UInt32 { 1005 }
  public func encode(into out: inout ParameterBuffer) { out.write(self) }
  public static func decode(_ cell: Cell) throws(DecodeError) -> Int16 { try cell.integer() }
}

extension Int32: PostgresElement {
  public static var oid: UInt32 { 23 }
  public static var arrayOID: UInt32 { 1007 }
  public func encode(into out: inout ParameterBuffer) { out.write(self) }
  public static func decode(_ cell: Cell) throws(DecodeError) -> Int32 { try cell.integer() }
}

extension Int64: PostgresElement {
  public static var oid: UInt32 { 20 }
  public static var arrayOID: UInt32 { 1016 }
  public func encode(into out: inout ParameterBuffer) { out.write(self) }
  public static func decode(_ cell: Cell) throws(DecodeError) -> Int64 { try cell.integer() }
}

extension Double: PostgresElement {
  public static var oid: UInt32 { 701 }
  public static var arrayOID: UInt32 { 1022 }
  public func encode(into out: inout ParameterBuffer) { out.write(bitPattern) }
  public static func decode(_ cell: Cell) throws(DecodeError) -> Double {
    Double(bitPattern: try cell.integer())
  }
}

extension String: PostgresElement {
  public static var oid: UInt32 { 25 }
  public static var arrayOID: UInt32 { 1009 }

  /// text, varchar, bpchar and name share one binary form.
  public static func accepts(oid: UInt32) -> Bool { [25, 1043, 1042, 19].contains(oid) }
  public static func acceptsArray(oid: UInt32) -> Bool { [1009, 1015, 1014, 1003].contains(oid) }

  public func encode(into out: inout ParameterBuffer) { out.write(utf8) }
  public static func decode(_ cell: Cell) throws(DecodeError) -> String {
    let raw = unsafe try cell.bytes()
    return unsafe String(decoding: raw, as: UTF8.self)
  }
}

extension Optional: PostgresValue where Wrapped: PostgresValue {
  public static var oid: UInt32 { Wrapped.oid }
  public static func accepts(oid: UInt32) -> Bool { Wrapped.accepts(oid: oid) }
  public func encode(into out: inout ParameterBuffer) {
    if let self { self.encode(into: &out) } else { out.null() }
  }
  public static func decode(_ cell: Cell) throws(DecodeError) -> Wrapped? {
    cell.isNull ? nil : try Wrapped.decode(cell)
  }
}

/// A JSON document as text, for jsonb columns.
public struct JSONText: PostgresElement, Hashable {
  public static var oid: UInt32 { 3802 }
  public static var arrayOID: UInt32 { 3807 }
  public let text: String

  public init(_ text: String) { self.text = text }

  /// The binary form of jsonb is a version, 1, and the text.
  public func encode(into out: inout ParameterBuffer) {
    out.write(UInt8(1))
    out.write(text.utf8)
  }

  public static func decode(_ cell: Cell) throws(DecodeError) -> JSONText {
    let raw = unsafe try cell.bytes()
    guard let version = unsafe raw.first, version == 1 else { throw .malformed }
    return JSONText(unsafe String(decoding: raw.dropFirst(), as: UTF8.self))
  }
}
