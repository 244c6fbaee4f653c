internal import Glibc

/// A point in time: microseconds since 1970-01-01 00:00 UTC, which is what timestamptz can hold.
public struct Instant: Hashable, Comparable, Sendable {
  public let microseconds: Int64

  public init(microseconds: Int64) { self.microseconds = microseconds }

  public static func < (left: Instant, right: Instant) -> Bool {
    left.microseconds < right.microseconds
  }

  /// The system's wall clock, cut to the microsecond.
  public static var now: Instant {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }
}

extension Instant: PostgresElement {
  public static var oid: UInt32 { 1184 }
  public static var arrayOID: UInt32 { 1185 }

  /// PostgreSQL counts from 2000-01-01.
  private static let epoch: Int64 = 946_684_800_000_000

  /// An instant before PostgreSQL's range is sent as one the server refuses with 22008.
  public func encode(into out: inout ParameterBuffer) {
    let (value, overflow) = microseconds.subtractingReportingOverflow(Self.epoch)
    out.write(overflow ? Int64.min + 1 : value)
  }

  /// `infinity` and `-infinity` are no instants and count as malformed.
  public static func decode(_ cell: Cell) throws(DecodeError) -> Instant {
    let raw: Int64 = try cell.integer()
    let (value, overflow) = raw.addingReportingOverflow(epoch)
    if overflow || raw == .min { throw .malformed }
    return Instant(microseconds: value)
  }
}
