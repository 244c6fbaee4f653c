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

  func getPoints(_ request: GetPointsRequest, _ call: CallContext) async throws -> Points {
    let patron = try await self.patron(request.patronId, call)
    async let standing = store.standing(patron, .now)
    let account = try await store.account(patron)
    let (tiers, stands) = try await standing
    return Points(account, patron, tiers, stands)
  }

  func listStatement(
    _ request: ListStatementRequest, _ call: CallContext
  ) async throws -> ListStatementResponse {
    let patron = try await self.patron(request.patronId, call)
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
      movements: page.map(Movement.init),
      nextPageToken: try next.map { try pages.token(after: [String($0.number)], of: query) } ?? "")
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
  private func patron(_ text: String, _ call: CallContext) async throws -> PatronID {
    let actor = try await access.actor(call)
    if case .anonymous = actor { throw Access.notSignedIn }
    let own = actor.principal.flatMap { UUID128($0.userID) }
    guard let asked = text.isEmpty ? own : UUID128(text) else {
      throw Status.invalid("patron_id", "must be a UUID")
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
      })
    tierPoints = counted
    if let standing, standing.isPinned {
      pinned = true
      pinnedUntil = standing.pinnedUntil.map { Timestamp($0) }
    }
  }
}

extension Movement {
  init(_ entry: Entry) {
    self.init(
      id: entry.id.rawValue.description, kind: Kind(entry.kind), points: entry.points,
      description: entry.description, rewardId: entry.reward?.description ?? "",
      reverses: entry.reverses?.rawValue.description ?? "", issuedAt: Timestamp(entry.issuedAt),
      expiresAt: entry.expiresAt.map { Timestamp($0) }, balanceAfter: entry.balanceAfter)
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
