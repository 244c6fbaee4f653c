internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

/// Answers `LoyaltyService`: a person sees its own points, an ADMIN and the services everybody's.
struct LoyaltyHandlers: LoyaltyService {
  let store: Store
  let access: Access
  let pages: PageTokens
  let idempotency: IdempotencyStore
  let audit: Audit
  let people: People

  func getPoints(_ request: GetPointsRequest, _ call: CallContext) async throws -> Points {
    let patron = try await self.patron(request.patronId, call)
    let now = Moment.now
    async let standing = store.standing(patron, now)
    async let next = store.expiringNext(patron, after: now)
    let account = try await store.account(patron, now: now)
    let (tiers, stands) = try await standing
    var points = Points(account, patron, tiers, stands)
    points.expiringNext = try await next.map(ExpiringPoints.init)
    return points
  }

  func listStatement(
    _ request: ListStatementRequest, _ call: CallContext
  ) async throws -> ListStatementResponse {
    let patron = try await self.patron(request.patronId, call)
    let showsActors = try await access.principal(call).map { $0.role >= .staff } ?? true
    guard (0...200).contains(request.pageSize) else {
      throw Status.invalid("page_size", "must be from 1 to 200, or 0 for 50")
    }
    let size = request.pageSize == 0 ? 50 : Int64(request.pageSize)
    // Named, so that a token fits one person's statement whoever "me" is.
    let query = ListStatementRequest(patronId: patron.rawValue.description)
    let below = try Self.below(try pages.position(request.pageToken, of: query))
    let entries = try await store.statement(patron, below: below, limit: size + 1)
    let page = entries.prefix(Int(size))
    let next = entries.count > page.count ? page.last : nil
    return ListStatementResponse(
      movements: page.map { Movement($0, showsActor: showsActors) },
      nextPageToken: try next.map { try pages.token(after: [String($0.number)], of: query) } ?? "")
  }

  func getBalanceAt(_ request: GetBalanceAtRequest, _ call: CallContext) async throws -> BalanceAt {
    let patron = try await self.patron(request.patronId, call)
    guard let time = request.time?.microseconds.map(Moment.init(microseconds:)), time <= .now
    else { throw Status.invalid("time", "must be a time that has passed") }
    let past = try await store.balance(patron, at: time)
    return BalanceAt(
      patronId: patron.rawValue.description, time: Timestamp(time), balance: past.balance,
      owed: past.owed)
  }

  func listExpiring(
    _ request: ListExpiringRequest, _ call: CallContext
  ) async throws -> ListExpiringResponse {
    let patron = try await self.patron(request.userId, field: "user_id", call)
    guard (0...3660).contains(request.days) else {
      throw Status.invalid("days", "must be from 1 to 3660, or 0 for all")
    }
    let now = Moment.now
    let until = request.days == 0 ? nil : Expiry.idle(request.days, after: now)
    return ListExpiringResponse(
      expiring: try await store.expiring(patron, after: now, until: until)
        .map(ExpiringPoints.init))
  }

  func adjustPoints(_ request: AdjustPointsRequest, _ call: CallContext) async throws -> Movement {
    let actor = try await access.require(.admin, or: ["ctl"], call)
    let now = Moment.now
    let posting = try Self.posting(
      request, by: actor.principal.flatMap { UUID128($0.userID) }, now)
    try await people.check(posting.patron)
    let record = audit.entry(
      actor, .adjusted, .user(posting.patron.rawValue),
      ["points": .number(request.points), "line": .id(posting.id.rawValue)])
    do {
      return try await idempotency.run(call) { transaction in
        let line = try await store.adjust(posting, record: record, now: now, transaction)
        guard let line else { throw Status(.notFound, "no such person") }
        return Movement(line, showsActor: true)
      }
    } catch let refusal as Refusal {
      throw refusal.status
    }
  }

  func getPreferences(
    _ request: GetPreferencesRequest, _ call: CallContext
  ) async throws -> Preferences {
    let patron = try await self.patron(request.patronId, call)
    return Preferences(patron, try await store.wishes(patron))
  }

  func updatePreferences(
    _ request: UpdatePreferencesRequest, _ call: CallContext
  ) async throws -> Preferences {
    let patron = try await self.patron(request.patronId, call)
    let mask = request.updateMask?.paths ?? []
    guard !mask.isEmpty else { throw Status.invalid("update_mask", "must name what to change") }
    if let other = mask.first(where: { !["leaderboard", "expiry_notices"].contains($0) }) {
      throw Status.invalid("update_mask", "\(other.prefix(60)) cannot be changed")
    }
    let own = try await access.principal(call).flatMap { UUID128($0.userID) }
    if own != patron.rawValue { try await people.check(patron) }
    let wishes = try await store.wish(
      leaderboard: mask.contains("leaderboard") ? request.leaderboard ?? true : nil,
      expiryNotices: mask.contains("expiry_notices") ? request.expiryNotices ?? true : nil, patron)
    guard let wishes else { throw Status(.notFound, "no such person") }
    return Preferences(patron, wishes)
  }

  /// What an adjustment posts.
  /// - Throws: INVALID_ARGUMENT.
  private static func posting(
    _ request: AdjustPointsRequest, by actor: Reference?, _ now: Moment
  ) throws -> Posting {
    guard let patron = UUID128(request.userId) else {
      throw Status.invalid("user_id", "must be a UUID")
    }
    let limit = Account.limit
    guard request.points != 0, (-limit...limit).contains(request.points) else {
      throw Status.invalid("points", "must be from 1 to 1000000000, or the same below 0")
    }
    let reason = request.reason
    guard (1...300).contains(reason.unicodeScalars.count), !reason.utf8.contains(0) else {
      throw Status.invalid("reason", "must be 1 to 300 characters without NUL")
    }
    var expiry = Expiry.never
    if let time = request.expiresAt {
      guard request.points > 0, let end = time.microseconds.map(Moment.init(microseconds:)),
        end > now
      else {
        throw Status.invalid("expires_at", "must lie ahead, and is for points that are given")
      }
      expiry = .at(end)
    }
    return Posting(
      id: EntryID(rawValue: .v7(now: now)), patron: PatronID(rawValue: patron),
      deed: .adjust(request.points, expiry), description: reason, actor: actor)
  }

  private static func below(_ position: [String]?) throws -> Int32 {
    guard let position else { return .max }
    guard position.count == 1, let number = Int32(position[0]) else {
      throw Status.invalid("page_token", "must be next_page_token of the same query")
    }
    return number
  }

  /// Whose points are asked for, when the caller may see them.
  /// - Throws: NOT_FOUND for another person's, UNAUTHENTICATED, INVALID_ARGUMENT.
  private func patron(
    _ text: String, field: String = "patron_id", _ call: CallContext
  ) async throws -> PatronID {
    let actor = try await access.actor(call)
    if case .anonymous = actor { throw Access.notSignedIn }
    let own = actor.principal.flatMap { UUID128($0.userID) }
    guard let asked = text.isEmpty ? own : UUID128(text) else {
      throw Status.invalid(field, "must be a UUID")
    }
    if let principal = actor.principal, principal.role < .admin, asked != own {
      throw Status(.notFound, "no such person")
    }
    return PatronID(rawValue: asked)
  }
}

extension Points {
  /// Who never earned anything has nothing, on the lowest level.
  init(_ account: Account?, _ patron: PatronID, _ tiers: Tiers, _ standing: TierStanding?) {
    let lifetime = account?.lifetime ?? 0
    let counted = standing?.points.counted(tiers.basis) ?? 0
    let tier = tiers.shown(account?.tier ?? tiers.lowest.name, counted)
    let next = tiers.next(after: tier)
    self.init(
      patronId: patron.rawValue.description, balance: account?.balance ?? 0, lifetime: lifetime,
      tier: tier, tierSince: account?.tierSince.map { Timestamp($0) },
      nextTier: next.map {
        NextTier(tier: $0.name, pointsMissing: Tiers.missing($0, counted))
      },
      pending: account?.pending ?? 0, owed: account?.owed ?? 0)
    tierPoints = counted
    if let standing, standing.isPinned {
      pinned = true
      pinnedUntil = standing.pinnedUntil.map { Timestamp($0) }
    }
  }
}

extension Movement {
  /// - Parameter showsActor: whether who moved the points is told.
  init(_ entry: Entry, showsActor: Bool) {
    self.init(
      id: entry.id.rawValue.description, kind: Kind(entry.kind), points: entry.points,
      description: entry.description, rewardId: entry.reward?.description ?? "",
      reverses: entry.reverses?.rawValue.description ?? "", issuedAt: Timestamp(entry.issuedAt),
      expiresAt: entry.expiresAt.map { Timestamp($0) }, balanceAfter: entry.balanceAfter,
      ruleId: entry.rule?.description ?? "", eventId: entry.event?.description ?? "",
      lotId: entry.lot?.rawValue.description ?? "",
      actorId: showsActor ? entry.actor?.description ?? "" : "")
  }
}

extension Movement.Kind {
  init(_ kind: EntryKind) {
    self =
      switch kind {
      case .earn: .earn
      case .burn: .burn
      case .expire: .expire
      case .reverse: .reverse
      case .adjust: .adjust
      }
  }
}

extension ExpiringPoints {
  init(_ day: ExpiringDay) {
    self.init(lastDay: day.lastDay, points: day.points, expiresAt: Timestamp(day.expiresAt))
  }
}

extension Preferences {
  init(_ patron: PatronID, _ wishes: Wishes) {
    self.init(
      patronId: patron.rawValue.description, leaderboard: wishes.leaderboard,
      expiryNotices: wishes.expiryNotices)
  }
}
