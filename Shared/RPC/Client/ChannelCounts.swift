/// What a channel has seen since it was made.
public struct ChannelCounts: Sendable {
  public var retries = 0
  /// Answers that were no valid frame, or not to this call.
  public var badAnswers = 0
  public var missedPings = 0
  /// Pings that failed otherwise, such as by a lost connection.
  public var failedPings = 0
  public var renewedSockets = 0
  /// Cancellations that could not be passed on.
  public var lostCancels = 0
  /// Endpoint lookups or connects that failed outright.
  public var failedLookups = 0
  /// Timeouts reported by nng although none was set.
  public var strangeTimeouts = 0
}
