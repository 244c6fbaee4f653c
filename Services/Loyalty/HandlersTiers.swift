internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

/// Answers `TiersService`.
struct TiersHandlers: TiersService {
  let store: Store
  let audit: Audit
  let access: Access
  let pages: PageTokens
  let people: People
  var clock: @Sendable () -> Moment = { .now }

  func getLadder(_: GetLadderRequest, _ call: CallContext) async throws -> TierLadder {
    _ = try await Asker(access, call)
    var ladder = TierLadder(try await store.tiers())
    ladder.judging = try await store.ladderProgress().map(LadderJudging.init)
    return ladder
  }

  func setLadder(
    _ request: SetLadderRequest, _ call: CallContext
  ) async throws -> SetLadderResponse {
    let asker = try await admin(call)
    do {
      let tiers = try (request.ladder ?? TierLadder()).tiers()
      let now = clock()
      if request.dryRun {
        let moved = try await store.movements(by: tiers, now)
        return SetLadderResponse(
          ladder: TierLadder(tiers), rise: Int32(clamping: moved.rise),
          fall: Int32(clamping: moved.fall), replaced: Int32(clamping: moved.replaced))
      }
      // Nobody is counted, however many there are: a job judges all, and tells how far it is.
      try await store.replace(
        tiers, now,
        audit.entry(
          asker.actor, .laddersSet, AuditObject("tiers"), ["levels": .number(tiers.all.count)]))
      var ladder = TierLadder(tiers)
      ladder.judging = try await store.ladderProgress().map(LadderJudging.init)
      return SetLadderResponse(ladder: ladder)
    } catch { throw Status.told(error) }
  }

  func listTierMembers(
    _ request: ListTierMembersRequest, _ call: CallContext
  ) async throws -> ListTierMembersResponse {
    _ = try await admin(call)
    let tiers = try await store.tiers()
    guard tiers.has(request.tier) else { throw Status.invalid("tier", tiers.refusal) }
    let size = try Said.pageSize(request.pageSize)
    let query = ListTierMembersRequest(tier: request.tier)
    let place = try pages.position(request.pageToken, of: query)
    var after = UUID128(high: 0, low: 0)
    if let place {
      guard place.count == 1, let id = UUID128(place[0]) else { throw Status.wrongPage }
      after = id
    }
    let members = try await store.members(
      request.tier, after: PatronID(rawValue: after), clock(), limit: size + 1)
    let page = members.prefix(Int(size))
    let next = members.count > page.count ? page.last : nil
    let names = await people.names(of: page.map(\.patron))
    return ListTierMembersResponse(
      members: page.map { member in
        let id = member.patron.rawValue.description
        return TierMember(
          patronId: id, tierSince: member.since.map { Timestamp($0) }, pinned: member.isPinned,
          balance: member.balance, lifetime: member.lifetime,
          firstName: names[id]?.firstName ?? "", lastName: names[id]?.lastName ?? "")
      },
      nextPageToken: try next.map {
        try pages.token(after: ["\($0.patron.rawValue)"], of: query)
      } ?? "")
  }

  func listTierChanges(
    _ request: ListTierChangesRequest, _ call: CallContext
  ) async throws -> ListTierChangesResponse {
    let asker = try await Asker(access, call)
    let patron = try asker.patron(request.patronId, others: .admin)
    let size = try Said.pageSize(request.pageSize)
    let query = ListTierChangesRequest(patronId: patron.rawValue.description)
    let place = try ListPlace(try pages.position(request.pageToken, of: query))
    let changes = try await store.tierChanges(patron, before: place, limit: size + 1)
    let page = changes.prefix(Int(size))
    let next = changes.count > page.count ? page.last : nil
    return ListTierChangesResponse(
      changes: page.map { TierChange($0) },
      nextPageToken: try next.map {
        try pages.token(after: ListPlace(time: $0.changedAt, id: $0.id).position, of: query)
      } ?? "")
  }

  func pinTier(_ request: PinTierRequest, _ call: CallContext) async throws -> TierPin {
    let asker = try await admin(call)
    let patron = PatronID(rawValue: try Said.id(request.patronId, "patron_id"))
    let now = clock()
    let until = try Said.time(request.until, "until")
    if let until, until <= now { throw Status.invalid("until", "must be in the future") }
    let reason = try Said.text(request.reason, "reason", most: 200)
    // Whoever has an account is somebody; of others only users knows.
    if try await store.account(patron) == nil { try await people.check(patron) }
    let pinned = try await store.pin(
      patron, to: request.tier.isEmpty ? nil : request.tier, until: until,
      by: asker.actor.reference, reason, now,
      audit.entry(asker.actor, .tierPinned, .user(patron.rawValue)))
    guard let pinned else { throw Status.unknownTier }
    return TierPin(
      patronId: patron.rawValue.description, tier: pinned, until: until.map { Timestamp($0) })
  }

  func unpinTier(
    _ request: UnpinTierRequest, _ call: CallContext
  ) async throws -> UnpinTierResponse {
    let asker = try await admin(call)
    let patron = PatronID(rawValue: try Said.id(request.patronId, "patron_id"))
    let tier = try await store.unpin(
      patron, by: asker.actor.reference, clock(),
      audit.entry(asker.actor, .tierUnpinned, .user(patron.rawValue)))
    if let tier { return UnpinTierResponse(tier: tier) }
    return UnpinTierResponse(tier: try await store.tiers().lowest.name)
  }

  private func admin(_ call: CallContext) async throws -> Asker {
    let asker = try await Asker(access, call)
    try asker.require(.admin)
    return asker
  }
}
