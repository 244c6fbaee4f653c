internal import Synchronization

/// How often one client may ask.
struct Rate: Sendable, Equatable {
  /// Requests a second, in the long run.
  let perSecond: Int
  /// Requests at once.
  let burst: Int
}

/// Token buckets, one per client, in bounded memory.
final class RateLimiter: Sendable {
  enum Verdict: Equatable {
    case passed
    /// Seconds until the next request would pass.
    case refused(after: Int)
    /// So many clients at once that this one cannot be counted.
    case uncounted
  }

  private struct Bucket {
    var tokens: Double
    var at: ContinuousClock.Instant
  }

  private let limit: Int
  private let buckets = Mutex<[String: Bucket]>([:])

  private let clock: @Sendable () -> ContinuousClock.Instant

  /// - Parameter limit: how many clients are counted at once.
  init(limit: Int = 100_000, clock: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
    self.limit = limit
    self.clock = clock
  }

  /// Takes one token of `client`'s bucket, which fills at `rate`.
  func take(_ client: String, _ rate: Rate) -> Verdict {
    let now = clock()
    return buckets.withLock { buckets in
      if buckets[client] == nil, buckets.count >= limit {
        // A bucket that would be full by now says nothing.
        buckets = buckets.filter { refilled($0.value, rate, now) < Double(rate.burst) }
        if buckets.count >= limit { return .uncounted }
      }
      let bucket = buckets[client] ?? Bucket(tokens: Double(rate.burst), at: now)
      let tokens = refilled(bucket, rate, now)
      let passes = tokens >= 1
      buckets[client] = Bucket(tokens: passes ? tokens - 1 : tokens, at: now)
      if passes { return .passed }
      let seconds = (1 - tokens) / Double(rate.perSecond)
      return .refused(after: max(1, Int(seconds.rounded(.up))))
    }
  }

  private func refilled(
    _ bucket: Bucket, _ rate: Rate, _ now: ContinuousClock.Instant
  ) -> Double {
    let seconds = bucket.at.duration(to: now) / .seconds(1)
    return min(Double(rate.burst), bucket.tokens + max(0, seconds) * Double(rate.perSecond))
  }
}

extension Refusal {
  /// 429 with the fields of draft-ietf-httpapi-ratelimit-headers-09.
  static func tooMany(_ rate: Rate, after seconds: Int) -> Refusal {
    var refusal = Refusal(
      429, .resourceExhausted, "RATE_LIMITED", "too many requests; slow down")
    let window = max(1, rate.burst / rate.perSecond)
    refusal.headers = [
      ("Retry-After", "\(seconds)"),
      ("RateLimit-Policy", "\"default\";q=\(rate.burst);w=\(window)"),
      ("RateLimit", "\"default\";r=0;t=\(seconds)"),
    ]
    return refusal
  }
}
