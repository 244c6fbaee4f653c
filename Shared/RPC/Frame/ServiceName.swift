/// The name of a service as it stands in a frame: 1 to 16 characters of a-z, 0-9 and "-".
public struct ServiceName: Hashable, Sendable, CustomStringConvertible {
  /// The characters in the order of the wire, padded with zero bytes.
  let high: UInt64
  let low: UInt64

  static let size = 16

  /// Nil when `text` is not such a name.
  public init?(_ text: String) {
    let characters = Array(text.utf8)
    let allowed = characters.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == 45
    }
    guard (1...Self.size).contains(characters.count), allowed else { return nil }
    let padded = characters + [UInt8](repeating: 0, count: Self.size - characters.count)
    high = padded[0..<8].reduce(0) { $0 << 8 | UInt64($1) }
    low = padded[8..<16].reduce(0) { $0 << 8 | UInt64($1) }
  }

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  public var description: String {
    let bytes = [high, low].flatMap { half in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> UInt64($0)) }
    }
    return String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }
}
