internal import Daemon

/// What an operator may set; LOYALTY_POINTS_PER_EVENT and so on.
struct Config: Sendable {
  /// What one attended event earns.
  let pointsPerEvent: Int32
  /// Time between judgements of levels that are no longer reached.
  let evaluateTiers: Duration

  init(_ settings: inout Settings) {
    pointsPerEvent = Int32(settings.integer("POINTS_PER_EVENT", default: 10, in: 1...100_000))
    evaluateTiers = settings.duration(
      "EVALUATE_TIERS", default: .seconds(3600), in: .seconds(1)...(.seconds(86400)))
  }
}
