internal import Daemon

/// What an operator may set; LOYALTY_TIME_ZONE and so on.
struct Config: Sendable {
  /// Time between judgements of levels that are no longer reached.
  let evaluateTiers: Duration
  /// IANA name of the zone in which the organization's days, months and years are reckoned.
  let timeZone: String

  init(_ settings: inout Settings) {
    evaluateTiers = settings.duration(
      "EVALUATE_TIERS", default: .seconds(3600), in: .seconds(1)...(.seconds(86400)))
    timeZone = settings.text("TIME_ZONE", default: "UTC")
  }
}
