/// A UUID as two big-endian halves, so that order is byte order.
public struct UUID128: Hashable, Comparable, Sendable {
  public let high: UInt64
  public let low: UInt64

  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  public static func < (left: UUID128, right: UUID128) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }

  /// Makes a version 7 UUID (RFC 9562, 5.7): milliseconds since 1970, then the fraction of the
  /// millisecond in the 12 bits of `rand_a` (6.2, method 3), then 62 random bits.
  public static func v7(
    now: Instant, using random: inout some RandomNumberGenerator
  ) -> UUID128 {
    let microseconds = UInt64(max(0, now.microseconds))
    let fraction = (microseconds % 1000) * 4096 / 1000
    let high = (microseconds / 1000) << 16 | 0x7000 | fraction
    let low = random.next() & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
    return UUID128(high: high, low: low)
  }

  /// Makes a version 7 UUID from the system's clock and randomness.
  public static func v7(now: Instant = .now) -> UUID128 {
    var random = SystemRandomNumberGenerator()
    return v7(now: now, using: &random)
  }
}

extension UUID128: PostgresElement {
  public static var oid: UInt32 { 2950 }
  public static var arrayOID: UInt32 { 2951 }
  public func encode(into out: inout ParameterBuffer) {
    out.write(high)
    out.write(low)
  }
  public static func decode(_ cell: Cell) throws(DecodeError) -> UUID128 {
    let raw = unsafe try cell.bytes()
    guard raw.count == 16 else { throw .malformed }
    return unsafe UUID128(
      high: UInt64(bigEndian: raw.loadUnaligned(as: UInt64.self)),
      low: UInt64(bigEndian: raw.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
  }
}

extension UUID128: LosslessStringConvertible {
  /// Reads the form 8-4-4-4-12 in either case; anything else is nil.
  public init?(_ text: some StringProtocol) { self.init(text.utf8) }
  // Of the concrete type, so that it is compiled once and well.
  public init?(_ text: String) { self.init(text.utf8) }

  private init?(_ text: some Collection<UInt8>) {
    var high: UInt64 = 0
    var low: UInt64 = 0
    var digits = 0
    var index = -1
    for byte in text {
      index += 1
      if index == 8 || index == 13 || index == 18 || index == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
        continue
      }
      guard digits < 32, let digit = hexDigit(byte) else { return nil }
      if digits < 16 { high = high << 4 | digit } else { low = low << 4 | digit }
      digits += 1
    }
    guard digits == 32 else { return nil }
    self.init(high: high, low: low)
  }

  /// The lower-case form 8-4-4-4-12.
  public var description: String {
    unsafe String(unsafeUninitializedCapacity: 36) { text in
      var place = 0
      for index in 0..<32 {
        if index == 8 || index == 12 || index == 16 || index == 20 {
          unsafe text[place] = UInt8(ascii: "-")
          place += 1
        }
        let half = index < 16 ? high : low
        let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - 4 * (index % 16))) & 15
        unsafe text[place] = digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a")
        place += 1
      }
      return place
    }
  }
}

private func hexDigit(_ byte: UInt8) -> UInt64? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
  case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a") + 10)
  case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A") + 10)
  default: nil
  }
}
