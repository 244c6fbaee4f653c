internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

/// Somebody who redeems a reward, with the name under which the answer is kept.
struct Purchase: Sendable {
  let patron: PatronID
  /// The cost that they were shown; nil when they take any.
  let shown: Int32?
  let actor: Actor
  let ticket: Ticket
}

/// What one of a flight is told.
typealias Purchased = Result<Redemption, any Error>

extension Shop {
  /// Spends points on a reward, once per idempotency key. Those who redeem one reward at once share
  /// a transaction: its accounts are locked in order, then the reward, then each is judged in order
  /// of coming as if alone. A reward without stock is held shared, so that replicas do not wait for
  /// each other.
  func redeem(
    _ reward: RewardID, _ patron: PatronID, shown: Int32?, by actor: Actor, _ call: CallContext
  ) async throws -> Redemption {
    let purchase = Purchase(
      patron: patron, shown: shown, actor: actor, ticket: try await idempotency.ticket(call))
    var tries = 1
    while true {
      do {
        return try await flights.take(reward, purchase, redeemTogether).get()
      } catch is TicketTaken {
        // What took the key has ended: its answer is there now.
        guard tries < 3 else {
          throw Status(.aborted, "the first call of this key has just ended; repeat it")
        }
        tries += 1
      }
    }
  }

  private func redeemTogether(_ id: RewardID, _ all: [Purchase]) async throws -> [Purchased] {
    let people = Set(all.map(\.patron)).sorted()
    return try await store.feed.transaction { transaction in
      let (_, seen, kept) = try await transaction.batch(
        LedgerStatements.lockAccounts(people), RewardStatements.find(id),
        idempotency.find(all.map(\.ticket)))
      let now = clock()
      let isEndless = seen.first?.fields.stock == nil
      let isLimited = seen.first?.fields.perPerson != nil
      let hold = isEndless ? RewardStatements.hold(id) : RewardStatements.lock([id])
      // What comes after the locks sees what was committed before they were had.
      let (rewards, shoppers, held, ladder) = try await transaction.batch(
        hold, RewardStatements.shoppers(people, now),
        RewardStatements.held(id, isLimited ? people : []), TierStatements.ladder())
      guard (rewards.first?.fields.stock == nil) == isEndless,
        (rewards.first?.fields.perPerson != nil) == isLimited
      else {
        throw Status(.aborted, "the reward has just been changed; repeat it")
      }
      var flight = RedeemFlight(
        reward: rewards.first, tiers: try Store.tiers(ladder), shoppers, held, kept: kept,
        cancelSeconds: cancelSeconds, now: now)
      let outcomes = all.map { purchase in Purchased { try flight.take(purchase) } }
      try await write(flight, transaction)
      return outcomes
    }
  }

  private func write(_ flight: RedeemFlight, _ transaction: Transaction) async throws {
    guard let reward = flight.reward, !flight.made.isEmpty else { return }
    try await store.post(
      flight.made.map { made in
        Posting(
          id: made.redemption.entry, patron: made.redemption.patron,
          deed: .burn(reward.fields.cost),
          description: reward.spendingDescription,
          sourceKey: "redemption:\(made.redemption.id.rawValue)", reward: reward.id.rawValue,
          actor: made.actor.reference)
      }, now: flight.now, transaction)
    for made in flight.made where made.actor.reference != made.redemption.patron.rawValue {
      try await transaction.execute(
        audit.entry(
          made.actor, .redeemedForAnother, .redemption(made.redemption.id),
          ["user": .id(made.redemption.patron.rawValue)]))
    }
    let redemptions = flight.made.map(\.redemption)
    let add = RedemptionStatements.add(redemptions, of: reward, flight.now)
    let keep = try idempotency.keep(flight.answers)
    let kept: [Bool]
    if reward.fields.stock == nil {
      (_, kept) = try await transaction.batch(add, keep)
    } else {
      (_, _, kept) = try await transaction.batch(
        add, RewardStatements.take([reward.id], [Int32(clamping: redemptions.count)]), keep)
    }
    try IdempotencyStore.check(kept, of: flight.answers.count)
  }
}

/// What becomes of a flight, before it is written. Who is refused leaves nothing behind.
private struct RedeemFlight {
  /// Nil when there is no such reward.
  private(set) var reward: RewardRecord?
  let now: Moment
  private(set) var made: [(redemption: RedemptionRecord, actor: Actor)] = []
  /// What is kept under the keys.
  private(set) var answers: [(ticket: Ticket, response: Redemption)] = []
  private let tiers: Tiers
  private var shoppers: [PatronID: Shopper]
  private let kept: [Ticket.Name: StoredAnswer]
  private let cancelSeconds: Int64
  private var index: [Ticket.Name: Int] = [:]

  init(
    reward: RewardRecord?, tiers: Tiers, _ shoppers: [ShopperRow], _ held: [Held<PatronID>],
    kept: [StoredAnswer], cancelSeconds: Int64, now: Moment
  ) {
    self.reward = reward
    self.tiers = tiers
    self.cancelSeconds = cancelSeconds
    self.now = now
    let held = Dictionary(held.map { ($0.id, $0.count) }, uniquingKeysWith: { $1 })
    self.shoppers = Dictionary(
      shoppers.map { row in
        (row.patron, Shopper(tier: row.tier, balance: row.balance, held: held[row.patron] ?? 0))
      }, uniquingKeysWith: { $1 })
    self.kept = Dictionary(kept.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
  }

  mutating func take(_ purchase: Purchase) throws -> Redemption {
    let ticket = purchase.ticket
    if let stored = kept[ticket.name] { return try ticket.answer(stored) }
    if let first = index[ticket.name].map({ answers[$0] }) {
      try ticket.checkSame(first.ticket)
      return first.response
    }
    let answer = try judge(purchase)
    index[ticket.name] = answers.count
    answers.append((ticket, answer))
    return answer
  }

  private mutating func judge(_ purchase: Purchase) throws -> Redemption {
    guard var reward else { throw Status.unknownReward }
    if let shown = purchase.shown, shown != reward.fields.cost {
      throw Obstacle.costChanged(shown: shown, cost: reward.fields.cost)
    }
    var shopper =
      shoppers[purchase.patron] ?? Shopper(tier: tiers.lowest.name, balance: 0, held: 0)
    if let obstacle = reward.obstacle(for: shopper, tiers, now) { throw obstacle }
    shopper.balance -= reward.fields.cost
    shopper.held += 1
    shoppers[purchase.patron] = shopper
    if let taken = reward.taken { reward.taken = taken + 1 }
    self.reward = reward
    let redemption = RedemptionRecord(
      id: RedemptionID(rawValue: .v7(now: now)), reward: reward.id, patron: purchase.patron,
      entry: EntryID(rawValue: .v7(now: now)), points: reward.fields.cost,
      rewardName: reward.fields.name, status: .issued,
      // The system's generator, which nobody can foresee.
      code: VoucherCode.make(
        (0..<VoucherCode.count).map { _ in Int.random(in: 0..<VoucherCode.symbols.count) }),
      issuedAt: now, expiresAt: reward.voucherEnd(now), refunded: false,
      refundsExpired: reward.fields.refundsExpired)
    made.append((redemption, purchase.actor))
    return Redemption(redemption, now, cancelSeconds: cancelSeconds, showsCode: true)
  }
}

extension RedemptionStatements {
  /// Made of one reward at one time.
  static func add(
    _ redemptions: [RedemptionRecord], of reward: RewardRecord, _ now: Moment
  ) -> Query<Void> {
    add(
      redemptions.map(\.id), reward.id, redemptions.map(\.patron), redemptions.map(\.entry),
      reward.fields.cost, reward.fields.name, redemptions.map(\.code), now,
      reward.voucherEnd(now), reward.fields.refundsExpired)
  }
}
