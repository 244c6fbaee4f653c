/// How long sessions live, in seconds.
struct SessionLimits: Sendable, Equatable {
  /// Without being used.
  let idle: Int64
  /// Whatever happens.
  let whole: Int64

  /// A repeat of a refresh gets the same answer for so long, in seconds.
  static let repeatable: Int64 = 10
}

/// What is known of a refresh token that came, and of its session.
struct RefreshFacts: Sendable {
  let usedAt: Instant?
  let isRevoked: Bool
  let idleAt: Instant
  let expiresAt: Instant
  /// The person's epoch when the session began, and today's.
  let epoch: Int64
  let userEpoch: Int64
  let isActive: Bool
}

/// What a refresh token that came is good for.
enum RefreshVerdict: Equatable {
  case renew
  /// The same call again: it gets the same successor.
  case again
  /// Somebody has a token that is not theirs: nobody knows who, so the session ends for both.
  case reuse
  /// The session is over.
  case over

  /// - Parameter isRepeat: whether the call's idempotency key opens the successor.
  init(_ facts: RefreshFacts, isRepeat: Bool, now: Instant) {
    let end = min(facts.idleAt, facts.expiresAt)
    if facts.isRevoked || now >= end || facts.epoch != facts.userEpoch || !facts.isActive {
      self = .over
    } else if let usedAt = facts.usedAt {
      let isFresh = now < usedAt.adding(seconds: SessionLimits.repeatable)
      self = isRepeat && isFresh ? .again : .reuse
    } else {
      self = .renew
    }
  }
}

extension Rules {
  /// What a client calls its device, fit for a list: one line of at most 100 characters.
  static func device(_ text: String) throws(Unfit) -> String {
    try line(text, "device_name", limit: 100)
  }

  /// What a client calls itself: nobody chose it, so what does not fit is left out.
  static func agent(_ text: String) -> String {
    String(text.unicodeScalars.filter { !String($0).hasControls }.prefix(200).map(Character.init))
      .tidy
  }
}
