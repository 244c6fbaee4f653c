public import Contracts

/// Makes valid messages of any type, as bytes, from what the schema says about it.
public struct RandomWire {
  public var random: SeededRandom
  /// Whether enum fields may hold numbers that the contract does not know.
  private let unknownNumbers: Bool

  public init(seed: UInt64, unknownNumbers: Bool = false) {
    random = SeededRandom(seed: seed)
    self.unknownNumbers = unknownNumbers
  }

  public mutating func message(_ schema: MessageSchema) -> [UInt8] {
    if schema.name == "google.protobuf.Timestamp" { return timestamp() }
    var bytes: [UInt8] = []
    var oneofs: Set<String> = []
    for field in schema.fields where !random.once(in: 3) {
      if let oneof = field.oneof, !oneofs.insert(oneof).inserted { continue }
      let count = field.isRepeated ? Int.random(in: 0...3, using: &random) : 1
      if field.isRepeated, isPacked(field.kind) {
        let packed = (0..<count).flatMap { _ in number(field.kind).bytes }
        if count > 0 { bytes += tag(field.number, 2) + varint(UInt64(packed.count)) + packed }
        continue
      }
      for _ in 0..<count {
        if let content = content(field.kind, schema) {
          bytes += tag(field.number, 2) + varint(UInt64(content.count)) + content
        } else {
          let number = number(field.kind)
          bytes += tag(field.number, number.wireType) + number.bytes
        }
      }
    }
    return bytes
  }

  private mutating func timestamp() -> [UInt8] {
    let seconds = Int64.random(in: -62_135_596_800...253_402_300_799, using: &random)
    let scale: UInt64 = [1, 1_000, 1_000_000].randomElement(using: &random) ?? 1
    let nanos = UInt64.random(in: 0..<(1_000_000_000 / scale), using: &random) * scale
    return tag(1, 0) + varint(UInt64(bitPattern: seconds)) + tag(2, 0) + varint(nanos)
  }

  private func isPacked(_ kind: FieldSchema.Kind) -> Bool {
    switch kind {
    case .text, .bytes, .message: false
    default: true
    }
  }

  private mutating func content(
    _ kind: FieldSchema.Kind, _ owner: MessageSchema
  ) -> [UInt8]? {
    switch kind {
    case .text where owner.name == "google.protobuf.FieldMask":
      Array(
        ["name", "first_name", "walk_in.email"].randomElement(using: &random)?.utf8 ?? "a".utf8)
    case .text: Array(text().utf8)
    case .bytes:
      (0..<Int.random(in: 0...20, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
    case .message(let inner): message(inner)
    default: nil
    }
  }

  private mutating func text() -> String {
    let letters: [Character] = ["a", "Z", "0", " ", "\"", "\\", "/", "\n", "\u{1}", "é", "漢", "🎷"]
    let count = random.once(in: 10) ? 300 : Int.random(in: 0...12, using: &random)
    return String((0..<count).map { _ in letters.randomElement(using: &random) ?? "a" })
  }

  private mutating func number(_ kind: FieldSchema.Kind) -> (wireType: Int, bytes: [UInt8]) {
    switch kind {
    case .bool: return (0, [random.once(in: 2) ? 1 : 0])
    case .double: return (1, fixed(double().bitPattern, 8))
    case .float: return (5, fixed(UInt64(Float(double()).bitPattern), 4))
    case .fixed64, .sfixed64: return (1, fixed(integer(Int64.self), 8))
    case .fixed32, .sfixed32: return (5, fixed(integer(Int32.self), 4))
    case .uint32, .sint32: return (0, varint(integer(Int32.self) & 0xFFFF_FFFF))
    case .int32: return (0, varint(integer(Int32.self)))
    case .enumeration(let schema): return (0, varint(enumeration(schema)))
    default: return (0, varint(integer(Int64.self)))
    }
  }

  private mutating func enumeration(_ schema: EnumSchema) -> UInt64 {
    if unknownNumbers, random.once(in: 4) { return integer(Int32.self) }
    let number = schema.values.randomElement(using: &random)?.number ?? 0
    return UInt64(bitPattern: Int64(number))
  }

  private mutating func integer<Number: FixedWidthInteger & SignedInteger>(
    _ type: Number.Type
  ) -> UInt64 {
    let edges: [Number] = [0, 1, -1, 127, 128, .min, .max]
    let value =
      random.once(in: 2)
      ? edges.randomElement(using: &random) ?? 0 : Number.random(in: .min ... .max, using: &random)
    return UInt64(bitPattern: Int64(value))
  }

  private mutating func double() -> Double {
    let edges: [Double] = [
      0, 1, -1.5, 0.1, 52.520008, .leastNonzeroMagnitude, .greatestFiniteMagnitude, .infinity,
      -.infinity,
    ]
    return edges.randomElement(using: &random) ?? 0
  }

  private func tag(_ number: Int, _ wireType: Int) -> [UInt8] {
    varint(UInt64(number) << 3 | UInt64(wireType))
  }

  private func varint(_ value: UInt64) -> [UInt8] {
    var value = value
    var bytes: [UInt8] = []
    while value >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: value) | 0x80)
      value >>= 7
    }
    return bytes + [UInt8(value)]
  }

  private func fixed(_ value: UInt64, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }
}
