internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC
internal import Synchronization

/// The transactions of rewards and what is redeemed.
///
/// Locks in this order: accounts by id, redemptions by id, rewards by id.
struct Shop: Sendable {
  let store: Store
  let idempotency: IdempotencyStore
  let audit: Audit
  /// How long people may cancel by themselves, in seconds.
  let cancelSeconds: Int64
  var clock: @Sendable () -> Moment = { .now }
  /// How many vouchers one transaction ends.
  var expiryLimit: Int32 = 200
  /// Who redeems one reward at once shares a commit.
  let flights = Flights<RewardID, Purchase, Purchased>()
  private let stuck = StuckPeople()
  private var database: Database { store.database }

  // MARK: The catalogue

  func reward(_ id: RewardID) async throws -> RewardRecord? {
    try await database.first(RewardStatements.find(id))
  }

  /// Cheapest first.
  func rewards(
    after place: (cost: Int32, id: RewardID), inactive: Bool, limit: Int32
  ) async throws -> [RewardRecord] {
    try await database.query(RewardStatements.list(place.cost, place.id, limit, inactive))
  }

  /// What somebody could redeem with: of each of the rewards how many they have.
  func shopper(
    _ patron: PatronID, _ rewards: [RewardID], _ now: Moment
  ) async throws -> (Tiers, Shopper, [RewardID: Int32]) {
    let (ladder, rows, held) = try await database.batch(
      TierStatements.ladder(), RewardStatements.shoppers([patron], now),
      RewardStatements.heldBy(patron, rewards))
    let tiers = try Store.tiers(ladder)
    let shopper = Shopper(
      tier: rows.first?.tier ?? tiers.lowest.name, balance: rows.first?.balance ?? 0, held: 0)
    return (tiers, shopper, Dictionary(held.map { ($0.id, $0.count) }, uniquingKeysWith: { $1 }))
  }

  /// Adds a reward, once per idempotency key.
  /// - Parameter shown: makes the answer.
  func create(
    _ fields: RewardTerms, by actor: Actor, _ call: CallContext,
    _ shown: @Sendable (RewardRecord) -> Reward
  ) async throws -> Reward {
    try await idempotency.run(call) { transaction in
      let now = clock()
      try await check(fields, transaction)
      let reward = RewardRecord(
        id: RewardID(rawValue: .v7(now: now)), fields: fields,
        taken: fields.stock == nil ? nil : 0, createdAt: now, updatedAt: now, version: 1)
      _ = try await transaction.batch(
        RewardStatements.add(reward),
        audit.entry(actor, .rewardCreated, .reward(reward.id), ["cost": .number(fields.cost)]))
      return shown(reward)
    }
  }

  /// Changes a reward; nil when there is none. What an edit leaves as it is stays untouched.
  func change(
    _ id: RewardID, by actor: Actor, _ action: AuditAction,
    _ edit: @Sendable (RewardRecord) throws -> RewardTerms
  ) async throws -> RewardRecord? {
    try await database.transaction { transaction in
      // Whoever redeems it or gives it back meanwhile waits, so that what stands can be counted.
      guard let reward = try await transaction.query(RewardStatements.lock([id])).first else {
        return nil
      }
      let now = clock()
      let fields = try edit(reward)
      try await check(fields, transaction)
      // Counted only where nothing counted them so far.
      let isCounted = reward.taken != nil || fields.stock == nil
      let standing =
        isCounted ? 0 : try await transaction.first(RewardStatements.standing(id)) ?? 0
      let edited = try reward.edited(to: fields, standing: standing, now)
      if edited == reward { return reward }
      _ = try await transaction.batch(
        RewardStatements.keep(edited),
        audit.entry(
          actor, action, .reward(id),
          ["cost": .number(fields.cost), "version": .number(edited.version)]))
      return edited
    }
  }

  /// The levels stay until the reward is there: whoever replaces them has to see it.
  private func check(_ fields: RewardTerms, _ transaction: Transaction) async throws {
    let (_, ladder) = try await transaction.batch(
      TierStatements.holdLadder(), TierStatements.ladder())
    let faults = fields.faults(try Store.tiers(ladder))
    if !faults.isEmpty { throw Faults(all: faults) }
  }

  // MARK: Redemptions

  func redemption(_ id: RedemptionID) async throws -> RedemptionRecord? {
    try await database.first(RedemptionStatements.find(id))
  }

  func redemption(code: String) async throws -> RedemptionRecord? {
    try await database.first(RedemptionStatements.ofCode(code))
  }

  /// Latest first.
  func redemptions(
    of patron: PatronID?, _ reward: RewardID?, _ status: RedemptionStatus?,
    before place: ListPlace, limit: Int32
  ) async throws -> [RedemptionRecord] {
    let (now, id) = (clock(), RedemptionID(rawValue: place.id))
    if let patron {
      return try await database.query(
        RedemptionStatements.ofPatron(
          patron, reward, status?.rawValue, now, place.time, id, limit))
    }
    guard let reward else { return [] }
    return try await database.query(
      RedemptionStatements.ofReward(reward, status?.rawValue, now, place.time, id, limit))
  }

  /// Hands a reward out, once.
  /// - Throws: `VoucherRefusal`.
  func use(
    _ id: RedemptionID, by actor: Actor, _ transaction: Transaction
  ) async throws -> RedemptionRecord? {
    guard var redemption = try await transaction.first(RedemptionStatements.lock([id])) else {
      return nil
    }
    let (now, person) = (clock(), actor.reference)
    try redemption.use(by: person, now)
    _ = try await transaction.batch(
      RedemptionStatements.use(id, now, person),
      audit.entry(
        actor, .voucherUsed, .redemption(id), ["user": .id(redemption.patron.rawValue)]))
    return redemption
  }

  /// Takes an unused voucher back: lots, stock and the person's limit come back.
  /// - Parameter isOwn: whether the time for it is limited.
  /// - Throws: `VoucherRefusal`.
  func cancel(
    _ seen: RedemptionRecord, isOwn: Bool, by actor: Actor
  ) async throws -> RedemptionRecord? {
    try await store.feed.transaction { transaction in
      let (_, rows) = try await transaction.batch(
        LedgerStatements.lockAccounts([seen.patron]), RedemptionStatements.lock([seen.id]))
      guard var redemption = rows.first else { return nil }
      let now = clock()
      guard try redemption.cancel(within: isOwn ? cancelSeconds : nil, now) else {
        return redemption
      }
      try await giveBack([redemption], by: actor.reference, now, transaction)
      try await transaction.execute(
        audit.entry(
          actor, .redemptionCanceled, .redemption(seen.id),
          ["user": .id(seen.patron.rawValue)]))
      return redemption
    }
  }

  /// Writes what has ended, and gives back what comes back. The accounts are locked.
  /// - Parameter offering: whether who cannot take what comes back is passed over, with what was to
  ///   end.
  /// - Returns: those people.
  @discardableResult
  private func giveBack(
    _ ended: [RedemptionRecord], offering: Bool = false, by actor: Reference?, _ now: Moment,
    _ transaction: Transaction
  ) async throws -> [PatronID: Refusal] {
    let back = ended.filter(\.refunded)
    if !back.isEmpty {
      try await transaction.execute(RewardStatements.lock(Set(back.map(\.reward)).sorted()))
    }
    let postings = back.map { redemption in
      Posting(
        id: EntryID(rawValue: .v7(now: now)), patron: redemption.patron,
        deed: .giveBack(redemption.entry), description: "Given back: \(redemption.rewardName)",
        reward: redemption.reward.rawValue, actor: actor)
    }
    let refused = try await store.post(
      offering ? [] : postings, offering: offering ? postings : [], now: now, transaction
    ).refused
    let done = ended.filter { !$0.refunded || refused[$0.patron] == nil }
    let freed = Dictionary(grouping: done.filter(\.refunded), by: \.reward)
      .sorted { $0.key < $1.key }
    _ = try await transaction.batch(
      RedemptionStatements.end(done, now),
      RewardStatements.take(freed.map(\.key), freed.map { -Int32(clamping: $0.value.count) }))
    return refused
  }

  // MARK: Vouchers that nobody used

  /// Ends vouchers that nobody used in time. Several replicas may run it at once. Who cannot take
  /// the points that come back keeps the voucher, expired, until the next time.
  func expireVouchers() async throws {
    var refused: [PatronID: Refusal] = [:]
    var last = DueVoucher.start
    var isFull = true
    while isFull {
      let now = clock()
      let due = try await database.query(
        RedemptionStatements.due(now, last.expiresAt, last.id, expiryLimit))
      guard let end = due.last else { break }
      last = end
      let people = Set(due.map(\.patron)).sorted()
      let problems: [PatronID: Refusal] = try await store.feed.transaction { transaction in
        let (_, rows) = try await transaction.batch(
          LedgerStatements.lockAccounts(people), RedemptionStatements.lock(due.map(\.id)))
        let ended = rows.compactMap { $0.expired(now) }
        if ended.isEmpty { return [:] }
        return try await giveBack(ended, offering: true, by: nil, now, transaction)
      }
      refused.merge(problems) { first, _ in first }
      isFull = due.count == Int(expiryLimit)
    }
    for (patron, problem) in stuck.news(refused) { store.refused(patron, problem) }
  }
}

/// Whom the job before could not give anything back, so that each is told of once.
final class StuckPeople: Sendable {
  private let people = Mutex<Set<PatronID>>([])

  /// Remembers these in the place of those before; tells who was not among those.
  func news(_ refused: [PatronID: Refusal]) -> [PatronID: Refusal] {
    people.withLock { before in
      defer { before = Set(refused.keys) }
      return refused.filter { !before.contains($0.key) }
    }
  }
}

/// Where a page of a list in order of time, latest first, ended.
struct ListPlace: Sendable {
  let time: Moment
  let id: UUID128

  /// Before everything.
  static let start = ListPlace(
    time: Moment(microseconds: 253_402_300_799_999_999), id: UUID128(high: .max, low: .max))
}

/// Everything that is wrong with a request's values; at least one.
struct Faults: Error {
  let all: [Fault]
}
