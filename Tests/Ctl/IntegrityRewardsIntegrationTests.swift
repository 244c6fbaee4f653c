import Postgres
import ProcessKit
import TestKit
import Testing

@testable import Ctl

/// What `credopass db verify` tells of levels and rewards.
@Suite struct IntegrityRewardsIntegrationTests {
  private static let root = Built.root

  /// One person with points who redeemed one of five.
  private static let sound = """
    INSERT INTO loyalty.accounts (patron_id, balance, lifetime, tier, movements) VALUES
      ('00000000-0000-7000-8000-000000000001', 140, 150, 'silver', 2);
    INSERT INTO loyalty.rewards (id, name, description, terms, cost, stock, taken, is_active,
      refund_expired, created_at, updated_at, least_tier)
    VALUES ('00000000-0000-7000-8000-000000000002', 'x', '', '', 10, 5, 1, true, false, now(),
      now(), 'gold');
    INSERT INTO loyalty.ledger (id, patron_id, number, kind, points, description, reward_id,
      balance_after, issued_at)
    VALUES ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-000000000001', 1,
        'EARN', 150, 'x', NULL, 150, now()),
      ('00000000-0000-7000-8000-000000000004', '00000000-0000-7000-8000-000000000001', 2,
        'BURN', -10, 'x', '00000000-0000-7000-8000-000000000002', 140, now());
    INSERT INTO loyalty.redemptions (id, reward_id, patron_id, entry_id, points, reward_name,
      status, code, issued_at, refunds_expired)
    VALUES ('00000000-0000-7000-8000-000000000005', '00000000-0000-7000-8000-000000000002',
      '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000004', 10, 'x',
      'ISSUED', '2222222222222222', now(), false);
    INSERT INTO loyalty.tier_changes (id, patron_id, from_tier, to_tier, why, points, changed_at)
    VALUES ('00000000-0000-7000-8000-000000000006', '00000000-0000-7000-8000-000000000001',
      'bronze', 'silver', 'REACHED', 150, now());
    """

  private static let spoilings: [(sql: String, fault: String)] = [
    ("UPDATE loyalty.rewards SET taken = 2", "rewards whose stock is not counted right"),
    (
      "UPDATE loyalty.redemptions SET points = 11",
      "redemptions whose points no line of the ledger spent"
    ),
    (
      "UPDATE loyalty.redemptions SET status = 'CANCELED', ended_at = now(), refunded = true",
      "redemptions whose points came back and stand, or did not and should have"
    ),
    ("DELETE FROM loyalty.redemptions", "points spent on a reward that nobody got"),
    (
      "UPDATE loyalty.accounts SET tier = 'jade'", "accounts on a level that there is not"
    ),
    (
      "UPDATE loyalty.accounts SET lifetime = 500", "accounts below the level that they reached"
    ),
    (
      "UPDATE loyalty.accounts SET tier = 'gold'",
      "accounts whose level is not that of their last change"
    ),
    (
      "DELETE FROM loyalty.tiers WHERE name = 'gold'",
      "rewards that ask for a level that there is not"
    ),
  ]

  @Test func `each fault of levels and rewards is told, and nothing where there is none`()
    async throws
  {
    let migrations = try MigrationSet(
      schema: "loyalty", directory: Self.root + "/Services/Loyalty/Migrations")
    try await TestDatabase.with(migrations: [migrations]) { database in
      try await database.run(Self.sound)
      let integrity = Integrity(url: database.url())
      func told() async throws -> Set<String> {
        let names = Set(Integrity.rewards.map(\.fault))
        return Set(try await integrity.faults(["loyalty"]).map(\.text)).intersection(names)
      }
      #expect(try await told() == [])
      #expect(Set(Self.spoilings.map(\.fault)) == Set(Integrity.rewards.map(\.fault)))
      for (sql, fault) in Self.spoilings {
        try await database.run(sql)
        #expect(try await told().contains(fault), "\(sql)")
        try await database.run(
          """
          TRUNCATE loyalty.redemptions, loyalty.rewards, loyalty.ledger, loyalty.accounts,
            loyalty.tier_changes CASCADE;
          INSERT INTO loyalty.tiers (name, least) VALUES ('gold', 500) ON CONFLICT DO NOTHING;
          """ + Self.sound)
      }
    }
  }
}
