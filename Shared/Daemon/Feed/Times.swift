public import Contracts
public import Postgres

extension Timestamp {
  /// The same moment in the contract's form.
  public init(_ instant: Instant) {
    let (seconds, rest) = instant.microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    let borrow: Int64 = rest < 0 ? 1 : 0
    self.init(
      seconds: seconds - borrow,
      nanos: Int32(truncatingIfNeeded: (rest + borrow * 1_000_000) * 1000))
  }
}

extension Instant {
  /// The same moment, cut to the microsecond; nil when it is outside of what can be stored.
  public init?(_ timestamp: Timestamp) {
    let (whole, overflow) = timestamp.seconds.multipliedReportingOverflow(by: 1_000_000)
    guard !overflow, (0..<1_000_000_000).contains(timestamp.nanos) else { return nil }
    let (sum, beyond) = whole.addingReportingOverflow(Int64(timestamp.nanos) / 1000)
    guard !beyond else { return nil }
    self.init(microseconds: sum)
  }
}
