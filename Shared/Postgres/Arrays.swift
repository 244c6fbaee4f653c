/// A value that may stand in a one-dimensional array.
public protocol PostgresElement: PostgresValue {
  /// The OID of the array type.
  static var arrayOID: UInt32 { get }
  static func acceptsArray(oid: UInt32) -> Bool
  static func encodeArray(_ array: [Self], into out: inout ParameterBuffer)
  static func decodeArray(_ cell: Cell) throws(DecodeError) -> [Self]
}

extension PostgresElement {
  public static func acceptsArray(oid: UInt32) -> Bool { oid == arrayOID }

  /// Dimensions, a flag, the element's OID, then length and lower bound, then the elements
  /// (`array_send` in PostgreSQL's arrayfuncs.c). An empty array has no dimension at all.
  public static func encodeArray(_ array: [Self], into out: inout ParameterBuffer) {
    out.write(Int32(array.isEmpty ? 0 : 1))
    out.write(Int32(0))
    out.write(oid)
    if array.isEmpty { return }
    out.write(Int32(clamping: array.count))
    out.write(Int32(1))
    for value in array { out.element(value) }
  }

  public static func decodeArray(_ cell: Cell) throws(DecodeError) -> [Self] {
    var reader = try ArrayReader(cell)
    guard accepts(oid: reader.element) else { throw .malformed }
    var array: [Self] = []
    array.reserveCapacity(reader.count)
    for _ in 0..<reader.count { array.append(try Self.decode(reader.next())) }
    return array
  }
}

extension PostgresElement where Self: RawRepresentable, RawValue: PostgresElement {
  public static var arrayOID: UInt32 { RawValue.arrayOID }
  public static func acceptsArray(oid: UInt32) -> Bool { RawValue.acceptsArray(oid: oid) }
}

extension Optional: PostgresElement where Wrapped: PostgresElement {
  public static var arrayOID: UInt32 { Wrapped.arrayOID }
  public static func acceptsArray(oid: UInt32) -> Bool { Wrapped.acceptsArray(oid: oid) }
}

extension Array: PostgresValue where Element: PostgresElement {
  public static var oid: UInt32 { Element.arrayOID }
  public static func accepts(oid: UInt32) -> Bool { Element.acceptsArray(oid: oid) }
  public func encode(into out: inout ParameterBuffer) { Element.encodeArray(self, into: &out) }
  public static func decode(_ cell: Cell) throws(DecodeError) -> [Element] {
    try Element.decodeArray(cell)
  }
}

/// A byte exists only as an element, which makes `[UInt8]` a bytea: PostgreSQL has no byte type.
extension UInt8: PostgresElement {
  public static var oid: UInt32 { 0 }
  public static var arrayOID: UInt32 { 17 }
  public func encode(into out: inout ParameterBuffer) { out.write(self) }
  public static func decode(_ cell: Cell) throws(DecodeError) -> UInt8 { try cell.integer() }
  public static func encodeArray(_ array: [UInt8], into out: inout ParameterBuffer) {
    out.write(array)
  }
  public static func decodeArray(_ cell: Cell) throws(DecodeError) -> [UInt8] {
    unsafe Array(try cell.bytes())
  }
}

/// bytea[].
extension Array: PostgresElement where Element == UInt8 {
  public static var arrayOID: UInt32 { 1001 }
}

/// Walks through the elements of an array's binary form.
@safe private struct ArrayReader {
  private let raw: UnsafeRawBufferPointer
  private var offset = 0
  let element: UInt32
  let count: Int

  init(_ cell: Cell) throws(DecodeError) {
    let raw = unsafe try cell.bytes()
    guard raw.count >= 12 else { throw .malformed }
    let dimensions = unsafe Int32(bigEndian: raw.loadUnaligned(as: Int32.self))
    element = unsafe UInt32(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
    unsafe self.raw = raw
    offset = 12
    if dimensions == 0 {
      count = 0
      return
    }
    guard dimensions == 1, raw.count >= 20 else { throw .malformed }
    let length = unsafe Int32(bigEndian: raw.loadUnaligned(fromByteOffset: 12, as: Int32.self))
    // Each element takes four bytes at least, so a false length reserves nothing absurd.
    guard length >= 0, Int(length) <= (raw.count - 20) / 4 else { throw .malformed }
    count = Int(length)
    offset = 20
  }

  mutating func next() throws(DecodeError) -> Cell {
    guard unsafe raw.count - offset >= 4 else { throw .malformed }
    let length = unsafe Int32(
      bigEndian: raw.loadUnaligned(fromByteOffset: offset, as: Int32.self))
    offset += 4
    if length == -1 { return unsafe Cell(start: nil, count: 0) }
    guard length >= 0, unsafe raw.count - offset >= Int(length) else { throw .malformed }
    defer { offset += Int(length) }
    return unsafe Cell(start: raw.baseAddress.map { unsafe $0 + offset }, count: Int(length))
  }
}
