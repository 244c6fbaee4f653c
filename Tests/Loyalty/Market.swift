import Contracts
import Foundation
import Identity
import Postgres
import ProcessKit
import TestKit
import Testing

@testable import Daemon
@testable import Loyalty
@testable import RPC

/// Rewards, levels and reports as people reach them, over real sockets.
struct Market: Sendable {
  let world: World
  let running: Running
  let rewards: RewardsClient
  let tiers: TiersClient
  let reports: ReportsClient
  let points: LoyaltyClient
  let admin = UUID128.v7()

  static func with(
    _ more: [String: String] = [:], replicas: Int = 1, _ body: (Market) async throws -> Void
  ) async throws {
    try await World.with { world in
      var running: [Running] = []
      for number in 1...replicas {
        running.append(try await world.loyalty("\(number)", more))
      }
      let channel = try world.channel()
      try await body(
        Market(
          world: world, running: running[0], rewards: RewardsClient(channel),
          tiers: TiersClient(channel), reports: ReportsClient(channel),
          points: LoyaltyClient(channel)))
      let breaches = try await world.breaches() + world.redemptionBreaches()
      #expect(breaches == [])
      for replica in running { await replica.stop() }
    }
  }

  var store: Store { store { _, _ in } }

  /// - Parameter refused: hears to whom nothing can be given.
  func store(
    refused: @escaping @Sendable (PatronID, Loyalty.Refusal) -> Void
  ) -> Store {
    var settings = Settings(service: "loyalty", environment: [:], file: [:])
    return Store(
      running.daemon.database, running.daemon.feed, Config(&settings), refused: refused)
  }

  func shop(
    refused: @escaping @Sendable (PatronID, Loyalty.Refusal) -> Void = { _, _ in },
    at clock: @escaping @Sendable () -> Moment
  ) -> Shop {
    Shop(
      store: store(refused: refused), idempotency: running.daemon.idempotency,
      audit: running.daemon.audit, cancelSeconds: 3600, clock: clock)
  }

  /// - Parameter key: names what is to happen once; without one, whatever is asked is new.
  func signedIn(
    _ person: UUID128, _ role: Role = .participant, key: String = UUID().uuidString
  ) throws -> CallOptions {
    var options = try world.signedIn(person, role)
    options.idempotencyKey = key
    return options
  }

  /// As an ADMIN.
  func boss() throws -> CallOptions { try signedIn(admin, .admin) }

  /// Gives points that count as earned.
  @discardableResult
  func give(
    _ person: UUID128, _ points: Int32, expires: Moment? = nil, now: Moment = .now
  ) async throws -> EntryID {
    let id = EntryID(rawValue: .v7(now: now))
    try await post(
      .earn(points, expires.map { .at($0) } ?? .never), of: person, id, now)
    return id
  }

  func post(
    _ deed: Posting.Deed, of person: UUID128, _ id: EntryID = EntryID(rawValue: .v7()),
    _ now: Moment = .now
  ) async throws {
    let posting = Posting(
      id: id, patron: PatronID(rawValue: person), deed: deed, description: "Given",
      sourceKey: "test:\(id.rawValue)")
    let store = store
    try await store.feed.transaction { transaction in
      try await store.post([posting], now: now, transaction)
    }
  }

  func reward(
    _ cost: Int32 = 10, _ change: (inout CreateRewardRequest) -> Void = { _ in }
  ) async throws -> Reward {
    var request = CreateRewardRequest(name: "A coffee", cost: cost)
    change(&request)
    return try await rewards.createReward(request, try boss())
  }

  func redeem(
    _ reward: Reward, by person: UUID128, key: String = UUID().uuidString
  ) async throws -> Redemption {
    try await rewards.redeemReward(
      RedeemRewardRequest(rewardId: reward.id), try signedIn(person, key: key))
  }

  /// Returns once everybody has been judged by levels that were replaced: a job does it.
  func untilJudged() async throws {
    try await eventually("judged") {
      try await world.database.rows("SELECT judged = version FROM loyalty.tier_settings")
        == [["t"]]
    }
  }

  func tier(of person: UUID128) async throws -> String {
    try await points.getPoints(
      GetPointsRequest(patronId: person.description), try boss()
    ).tier
  }
}

extension World {
  /// Breaches of what must hold of redemptions after every commit; none is right.
  func redemptionBreaches() async throws -> [[String?]] {
    try await database.rows(
      """
      SELECT 'stock', id::text FROM loyalty.rewards w WHERE stock IS NOT NULL AND taken <> (
        SELECT count(*) FROM loyalty.redemptions r WHERE r.reward_id = w.id AND NOT refunded)
      UNION ALL
      SELECT 'burn', id::text FROM loyalty.redemptions r WHERE (
        SELECT count(*) FROM loyalty.ledger l WHERE l.id = r.entry_id AND kind = 'BURN'
          AND l.points = -r.points AND l.patron_id = r.patron_id AND l.reward_id = r.reward_id) <> 1
      UNION ALL
      SELECT 'refund', id::text FROM loyalty.redemptions r WHERE refunded <> EXISTS (
        SELECT FROM loyalty.ledger l WHERE l.reverses = r.entry_id)
      UNION ALL
      SELECT 'history', patron_id::text FROM loyalty.accounts a CROSS JOIN LATERAL (
        SELECT to_tier FROM loyalty.tier_changes c WHERE c.patron_id = a.patron_id
        ORDER BY changed_at DESC, id DESC LIMIT 1) AS last WHERE last.to_tier <> a.tier
      """)
  }

  /// To loyalty, as the gateway.
  func channel() throws -> Channel {
    let keys = try ServiceKeys(file: "\(state)/keys/gateway")
    let key = try #require(
      keys.key(caller: "gateway", callee: "loyalty").flatMap { ServiceKey($0) })
    let registry = Registry(state: state)
    return Channel(
      ChannelConfiguration(
        caller: try #require(ServiceName("gateway")), callee: try #require(ServiceName("loyalty")),
        key: key, endpoints: { try registry.endpoints(of: "loyalty") },
        pingTimeout: .seconds(30), connectWait: .seconds(60)))
  }
}

/// The reason that `body` is refused with, and its facts; nil when it is not.
func refusal(_ body: () async throws -> some Any) async -> (
  reason: String, facts: [String: String]
)? {
  do {
    _ = try await body()
    return nil
  } catch {
    guard let info = (error as? Status)?.details?.errorInfo else { return ("\(error)", [:]) }
    return (
      info.reason, Dictionary(info.metadata.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
    )
  }
}
