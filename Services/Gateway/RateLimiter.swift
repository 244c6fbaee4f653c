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
    /// So many more would pass now; seconds until the whole burst would.
    case passed(left: Int, fullIn: Int)
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
      let before = refilled(bucket, rate, now)
      let tokens = before >= 1 ? before - 1 : before
      buckets[client] = Bucket(tokens: tokens, at: now)
      if before < 1 { return .refused(after: rate.seconds(for: 1 - tokens)) }
      return .passed(left: Int(tokens), fullIn: rate.seconds(for: Double(rate.burst) - tokens))
    }
  }

  /// Whether `take` would pass; takes nothing.
  func hasRoom(_ client: String, _ rate: Rate) -> Bool {
    let now = clock()
    return buckets.withLock { buckets in
      buckets[client].map { refilled($0, rate, now) >= 1 } ?? true
    }
  }

  private func refilled(
    _ bucket: Bucket, _ rate: Rate, _ now: ContinuousClock.Instant
  ) -> Double {
    let seconds = bucket.at.duration(to: now) / .seconds(1)
    return min(Double(rate.burst), bucket.tokens + max(0, seconds) * Double(rate.perSecond))
  }
}

extension Rate {
  /// Whole seconds, at least one, until so many requests more may be made.
  fileprivate func seconds(for tokens: Double) -> Int {
    max(1, Int((tokens / Double(perSecond)).rounded(.up)))
  }
}

/// What a client may still do, as draft-ietf-httpapi-ratelimit-headers-09 spells it.
struct Quota: Sendable {
  let rate: Rate
  let verdict: RateLimiter.Verdict

  var fields: [(String, String)] {
    let window = max(1, rate.burst / rate.perSecond)
    let (left, seconds) =
      switch verdict {
      case .passed(let left, let fullIn): (left, fullIn)
      case .refused(let after): (0, after)
      case .uncounted: (0, 1)
      }
    return [
      ("RateLimit-Policy", "\"default\";q=\(rate.burst);w=\(window)"),
      ("RateLimit", "\"default\";r=\(left);t=\(seconds)"),
    ]
  }
}

extension Refusal {
  static func tooMany(after seconds: Int) -> Refusal {
    var refusal = Refusal(
      429, .resourceExhausted, "RATE_LIMITED", "too many requests; slow down")
    refusal.headers = [("Retry-After", "\(seconds)")]
    return refusal
  }
}
