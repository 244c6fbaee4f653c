import Contracts
import Foundation
import Postgres
import RPC
import Synchronization
import TestKit
import Testing

@testable import Loyalty

/// Crowds at one reward over real sockets and two replicas.
@Suite(.serialized) struct RewardRacesIntegrationTests {
  /// What became of many calls: how many by each outcome.
  private func race(
    _ people: [UUID128], _ body: @escaping @Sendable (UUID128) async throws -> Redemption
  ) async -> (given: [Redemption], refused: [String: Int]) {
    await withTaskGroup(of: Result<Redemption, any Error>.self) { group in
      for person in people {
        group.addTask {
          do { return .success(try await body(person)) } catch { return .failure(error) }
        }
      }
      var given: [Redemption] = []
      var refused: [String: Int] = [:]
      for await outcome in group {
        switch outcome {
        case .success(let redemption): given.append(redemption)
        case .failure(let error):
          refused[(error as? Status)?.details?.errorInfo?.reason ?? "\(error)", default: 0] += 1
        }
      }
      return (given, refused)
    }
  }

  /// Gives many people points at once.
  private func endow(_ market: Market, _ people: [UUID128], _ points: Int32) async throws {
    let store = market.store
    try await store.feed.transaction { transaction in
      try await store.post(
        people.map { person in
          let id = EntryID(rawValue: .v7())
          return Posting(
            id: id, patron: PatronID(rawValue: person), deed: .earn(points, .never),
            description: "Given", sourceKey: "test:\(id.rawValue)")
        }, now: .now, transaction)
    }
  }

  @Test func `500 people at once for 10 in stock: 10 get one, and nobody pays for nothing`()
    async throws
  {
    try await Market.with(replicas: 2) { market in
      let people = (0..<500).map { _ in UUID128.v7() }
      try await endow(market, people, 10)
      let reward = try await market.reward(10) { $0.stock = 10 }
      // Everybody comes while the reward is locked; both replicas run into it.
      let (given, refused) = try await market.world.database.whileLocked(
        "SELECT FROM loyalty.rewards WHERE id = '\(reward.id)' FOR UPDATE", waiting: 2
      ) {
        await race(people) { try await market.redeem(reward, by: $0) }
      }
      #expect(given.count == 10 && refused == ["SOLD_OUT": 490])
      #expect(Set(given.map(\.voucherCode)).count == 10)
      let spent = try await market.world.database.rows(
        "SELECT count(*), min(balance) FROM loyalty.accounts WHERE balance < 10")
      #expect(spent == [["10", "0"]])
      let lines = try await market.world.database.rows(
        "SELECT count(*) FROM loyalty.ledger WHERE kind = 'BURN'")
      #expect(lines == [["10"]])
    }
  }

  @Test func `one person's 200 calls at once spend what is there, and not more`() async throws {
    try await Market.with(replicas: 2) { market in
      let person = UUID128.v7()
      try await market.give(person, 75)
      let rewards = [
        try await market.reward(10), try await market.reward(10) { $0.stock = 1000 },
      ]
      let turn = Mutex(0)
      let (given, refused) = await race(Array(repeating: person, count: 200)) { person in
        let index = turn.withLock { turn in
          turn += 1
          return turn % 2
        }
        return try await market.redeem(rewards[index], by: person)
      }
      #expect(given.count == 7 && refused == ["TOO_FEW_POINTS": 193])
      #expect(try await market.world.balance(person) == 5)
    }
  }

  @Test func `a person's limit holds however many calls come at once`() async throws {
    try await Market.with(replicas: 2) { market in
      let person = UUID128.v7()
      try await market.give(person, 1000)
      let reward = try await market.reward(10) { $0.perPerson = 3 }
      let (given, refused) = await race(Array(repeating: person, count: 100)) {
        try await market.redeem(reward, by: $0)
      }
      #expect(given.count == 3 && refused == ["LIMIT_REACHED": 97])
    }
  }

  @Test func `one key sent many times to two replicas redeems once and answers the same`()
    async throws
  {
    try await Market.with(replicas: 2) { market in
      let person = UUID128.v7()
      try await market.give(person, 1000)
      let reward = try await market.reward(10)
      let (given, refused) = await race(Array(repeating: person, count: 60)) {
        try await market.redeem(reward, by: $0, key: "the same")
      }
      #expect(given.count == 60 && refused == [:] && Set(given.map(\.voucherCode)).count == 1)
      #expect(try await market.world.balance(person) == 990)
    }
  }

  @Test func `a voucher handed out at many counters at once is handed out once`() async throws {
    try await Market.with(replicas: 2) { market in
      let person = UUID128.v7()
      try await market.give(person, 10)
      let voucher = try await market.redeem(try await market.reward(10), by: person)
      let staff = (0..<30).map { _ in UUID128.v7() }
      let (used, refused) = await race(staff) {
        try await market.rewards.useRedemption(
          UseRedemptionRequest(code: voucher.voucherCode), try market.signedIn($0, .staff))
      }
      #expect(used.count == 1 && refused == ["VOUCHER_USED": 29])
    }
  }

  @Test func `using and cancelling at once: one of them wins`() async throws {
    try await Market.with(replicas: 2) { market in
      let person = UUID128.v7()
      try await market.give(person, 200)
      let reward = try await market.reward(10) { $0.stock = 20 }
      for _ in 0..<10 {
        let voucher = try await market.redeem(reward, by: person)
        let (done, refused) = await race([person, .v7()]) { who in
          if who == person {
            return try await market.rewards.cancelRedemption(
              CancelRedemptionRequest(id: voucher.id), try market.signedIn(who))
          }
          return try await market.rewards.useRedemption(
            UseRedemptionRequest(code: voucher.voucherCode), try market.signedIn(who, .staff))
        }
        #expect(done.count == 1 && refused.values.reduce(0, +) == 1)
      }
    }
  }

  @Test func `earning, redeeming, cancelling and undoing at once leave every sum right`()
    async throws
  {
    try await Market.with(replicas: 2) { market in
      let people = (0..<6).map { _ in UUID128.v7() }
      for person in people { try await market.give(person, 100) }
      let reward = try await market.reward(20) { $0.stock = 40 }
      await withTaskGroup { group in
        for (index, person) in (0..<8).flatMap({ _ in people }).enumerated() {
          group.addTask {
            // Refusals are expected; what counts is that the sums are right whatever happens.
            _ = await refusal {
              switch index % 3 {
              case 0: return try await market.redeem(reward, by: person).id
              case 1:
                let voucher = try await market.redeem(reward, by: person)
                return try await market.rewards.cancelRedemption(
                  CancelRedemptionRequest(id: voucher.id), try market.signedIn(person)
                ).id
              default:
                let line = try await market.give(person, 30)
                try await market.post(
                  .takeBack(Line(entry: line, points: 30)), of: person)
                return ""
              }
            }
          }
        }
      }
      let below = try await market.world.database.rows(
        "SELECT count(*) FROM loyalty.accounts WHERE balance < 0")
      #expect(below == [["0"]])
      // `Market.with` compares every sum.
    }
  }

  @Test func `without the lock the same steps sell more than there is`() async throws {
    try await World.with { world in
      for (locking, isSound) in [(true, true), (false, false)] {
        let sold = try await Control(world.database, locking: locking).race(stock: 5)
        #expect((sold == 5) == isSound, "locking: \(locking), sold: \(sold)")
      }
    }
  }
}

/// The way rewards are sold, on a copy of the table without its CHECK, so that the row lock can be
/// left out: the control that shows what the lock is for.
private struct Control {
  private let database: Database
  /// Without the lock: everybody looks before anybody writes, the moment that the lock forbids.
  private let meeting: Meeting?
  private let lock: Statement<RewardRecord, [RewardID]>
  private let take: Statement<Void, [RewardID], [Int32]>
  private static let connections = 20

  init(_ world: TestDatabase, locking: Bool) async throws {
    try await world.run(
      """
      DROP SCHEMA IF EXISTS control CASCADE;
      CREATE SCHEMA control;
      CREATE TABLE control.rewards (LIKE loyalty.rewards INCLUDING DEFAULTS);
      """)
    func text(_ statement: any Preparable) -> String {
      let sql = statement.definition.sql.replacing("loyalty.rewards", with: "control.rewards")
      return locking ? sql : sql.replacing(" FOR NO KEY UPDATE", with: "")
    }
    lock = Statement("lock", text(RewardStatements.lock), RewardRecord.columns, on: .leased)
    take = Statement("take", text(RewardStatements.take), on: .leased)
    meeting = locking ? nil : Meeting(of: Self.connections)
    try await world.run(
      """
      INSERT INTO control.rewards (id, name, description, terms, cost, stock, taken, is_active,
        refund_expired, created_at, updated_at)
      VALUES ('00000000-0000-7000-8000-000000000001', 'x', '', '', 1, 5, 0, true, false, now(),
        now())
      """)
    var configuration = Database.Configuration.patient(world.url())
    configuration.leasedConnections = Self.connections
    database = Database(configuration, statements: [lock, take])
    try await database.start()
  }

  /// As many as there are connections ask at once: how many were sold.
  func race(stock: Int32) async throws -> Int {
    let id = RewardID(rawValue: UUID128(high: 0x7000, low: 0x8000_0000_0000_0001))
    let tiers = try #require(Tiers([Tier(name: "bronze", least: 0)]))
    let sold = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<Self.connections {
        group.addTask {
          try await database.transaction { transaction in
            let rewards = try await transaction.query(lock([id]))
            await meeting?.join()
            let shopper = Shopper(tier: "bronze", balance: 1, held: 0)
            guard rewards[0].obstacle(for: shopper, tiers, .now) == nil else { return false }
            try await transaction.execute(take([id], [1]))
            return true
          }
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    await database.close()
    return sold
  }
}

/// Lets nobody go on before all have come.
private actor Meeting {
  private var missing: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(of count: Int) { missing = count }

  func join() async {
    missing -= 1
    if missing > 0 { return await withCheckedContinuation { waiting.append($0) } }
    for waiter in waiting { waiter.resume() }
    waiting = []
  }
}
