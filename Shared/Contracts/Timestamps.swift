extension Timestamp {
  /// Microseconds since 1970 UTC, which is what PostgreSQL keeps times in.
  public init(microseconds: Int64) {
    let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    let borrow: Int64 = rest < 0 ? 1 : 0
    self.init(seconds: seconds - borrow, nanos: Int32(rest + borrow * 1_000_000) * 1_000)
  }

  /// Microseconds since 1970 UTC, cut down to whole ones; nil outside the years 1 to 9999, or when
  /// the nanoseconds are not from 0 to 999,999,999.
  public var microseconds: Int64? {
    guard writableSeconds.contains(seconds), (0...999_999_999).contains(nanos) else { return nil }
    return seconds * 1_000_000 + Int64(nanos / 1_000)
  }
}

extension Timestamp {
  /// As JSON has it, such as "2026-11-21T18:00:00.250Z"; nil outside the years 1 to 9999.
  public var rfc3339: String? {
    var text: [UInt8] = []
    guard appendRFC3339(seconds: seconds, nanos: nanos, to: &text) else { return nil }
    return String(decoding: text, as: UTF8.self)
  }
}
