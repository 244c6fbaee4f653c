/// A value PostgreSQL takes as a parameter and gives as a column, in binary both ways.
///
/// A type that wraps another needs only `RawRepresentable` and this conformance (or
/// `PostgresElement`, to stand in arrays as well).
public protocol PostgresValue: Sendable {
  /// The type's OID in `pg_type`, which for built-in types never changes.
  static var oid: UInt32 { get }

  /// Says whether a parameter or column of this type is read and written just like ours.
  static func accepts(oid: UInt32) -> Bool

  /// Appends the binary form, or calls `null()`.
  func encode(into out: inout ParameterBuffer)

  /// Reads the binary form; throws when the cell is NULL or malformed.
  static func decode(_ cell: Cell) throws(DecodeError) -> Self
}

extension PostgresValue {
  public static func accepts(oid: UInt32) -> Bool { oid == self.oid }
}

extension PostgresValue where Self: RawRepresentable, RawValue: PostgresValue {
  public static var oid: UInt32 { RawValue.oid }
  public static func accepts(oid: UInt32) -> Bool { RawValue.accepts(oid: oid) }
  public func encode(into out: inout ParameterBuffer) { rawValue.encode(into: &out) }
  public static func decode(_ cell: Cell) throws(DecodeError) -> Self {
    guard let value = Self(rawValue: try RawValue.decode(cell)) else { throw .unknownValue }
    return value
  }
}

/// Why a cell could not be read. The bytes themselves are never part of the error.
public enum DecodeError: Error, Sendable, Equatable {
  case unexpectedNull
  case malformed
  /// The raw value has no counterpart in the wrapping type.
  case unknownValue
}

/// One cell of a result; its bytes live as long as the result.
@safe public struct Cell {
  private let start: UnsafeRawPointer?
  private let count: Int

  init(start: UnsafeRawPointer?, count: Int) {
    unsafe self.start = start
    self.count = count
  }

  public var isNull: Bool { unsafe start == nil }

  /// The bytes of a cell that must not be NULL.
  func bytes() throws(DecodeError) -> UnsafeRawBufferPointer {
    guard let start = unsafe start else { throw .unexpectedNull }
    return unsafe UnsafeRawBufferPointer(start: start, count: count)
  }

  /// A big-endian integer that fills the cell.
  func integer<Value: FixedWidthInteger>(_: Value.Type = Value.self) throws(DecodeError) -> Value {
    let raw = unsafe try bytes()
    guard raw.count == MemoryLayout<Value>.size else { throw .malformed }
    return unsafe Value(bigEndian: raw.loadUnaligned(as: Value.self))
  }
}

/// The binary parameters of one statement, laid out end to end.
public struct ParameterBuffer: Sendable {
  /// Where the first one begins: behind a byte which gives even an empty parameter an address,
  /// since libpq takes a null pointer for NULL.
  static let start = 1

  private(set) var bytes: [UInt8] = [0]
  /// The length of each parameter; -1 stands for NULL, as in the protocol.
  private(set) var lengths: [Int32] = []
  private var isNull = false

  init() {}

  /// Makes the value being encoded NULL.
  public mutating func null() { isNull = true }

  /// Appends the value's big-endian bytes.
  public mutating func write<Value: FixedWidthInteger>(_ value: Value) {
    unsafe withUnsafeBytes(of: value.bigEndian) { unsafe bytes.append(contentsOf: $0) }
  }

  /// Appends bytes as they are.
  public mutating func write(_ raw: some Sequence<UInt8>) { bytes.append(contentsOf: raw) }

  /// Appends one whole parameter.
  mutating func append(_ value: some PostgresValue) { lengths.append(encode(value)) }

  /// Appends one array element with its length before it.
  mutating func element(_ value: some PostgresValue) {
    let place = bytes.count
    write(Int32(0))
    let length = encode(value)
    for index in 0..<4 {
      bytes[place + index] = UInt8(truncatingIfNeeded: length >> (24 - 8 * Int32(index)))
    }
  }

  private mutating func encode(_ value: some PostgresValue) -> Int32 {
    let start = bytes.count
    isNull = false
    value.encode(into: &self)
    defer { isNull = false }
    return isNull ? -1 : Int32(clamping: bytes.count - start)
  }
}
