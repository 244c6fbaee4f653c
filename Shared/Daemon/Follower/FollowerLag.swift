internal import Postgres

/// How far behind a follower is.
struct FollowerLag: Sendable {
  private var isWaiting = false
  /// When the oldest change was made that may not have taken effect.
  private var since = Instant.now

  /// Everything known is applied, and news are waited for.
  mutating func waits() { if isCurrent { isWaiting = true } }
  private var isCurrent = false

  mutating func caughtUp() {
    isCurrent = true
    since = .now
  }

  /// A page came whose first change was made then.
  mutating func applies(_ createdAt: Instant?) {
    isWaiting = false
    isCurrent = true
    since = createdAt ?? .now
  }

  mutating func stuck() {
    if isWaiting { since = .now }
    isWaiting = false
    isCurrent = false
  }

  /// Seconds.
  func value(_ now: Instant = .now) -> Double {
    isWaiting ? 0 : max(0, Double(now.microseconds - since.microseconds) / 1_000_000)
  }
}
