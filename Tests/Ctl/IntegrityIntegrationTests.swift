import Foundation
import Postgres
import ProcessKit
import TestKit
import Testing

@testable import Ctl

/// What `db verify` finds in a ledger, tampering by tampering.
@Suite struct IntegrityIntegrationTests {
  /// One person earned 10 and spent 4 of it, gave that back, and spent 3; another earned 10, which
  /// was taken back.
  private static let ledger = """
    INSERT INTO loyalty.accounts (patron_id, balance, lifetime, tier, movements)
    VALUES ('00000000-0000-7000-8000-00000000000a', 7, 10, 'bronze', 4),
      ('00000000-0000-7000-8000-00000000000b', 0, 0, 'bronze', 2);
    INSERT INTO loyalty.ledger
      (id, patron_id, number, kind, points, description, reverses, balance_after, issued_at)
    SELECT ('00000000-0000-7000-8000-00000000000' || line)::uuid,
      ('00000000-0000-7000-8000-00000000000' || person)::uuid, number, kind, points, 'x',
      ('00000000-0000-7000-8000-00000000000' || back)::uuid, total, now()
    FROM (VALUES (1, 'a', 1, 'EARN', 10, NULL, 10), (2, 'a', 2, 'BURN', -4, NULL, 6),
      (3, 'a', 3, 'REVERSE', 4, 2, 10), (4, 'a', 4, 'ADJUST', -3, NULL, 7),
      (5, 'b', 1, 'EARN', 10, NULL, 10), (6, 'b', 2, 'REVERSE', -10, 5, 0)
    ) AS v (line, person, number, kind, points, back, total);
    INSERT INTO loyalty.lots (entry_id, patron_id, number, points, remaining)
    SELECT id, patron_id, number, 10, CASE WHEN balance_after = 10 AND patron_id::text LIKE '%a'
      THEN 7 ELSE 0 END
    FROM loyalty.ledger WHERE kind = 'EARN';
    INSERT INTO loyalty.uses (entry_id, lot_entry_id, points, returned_at)
    SELECT ('00000000-0000-7000-8000-00000000000' || line)::uuid,
      ('00000000-0000-7000-8000-00000000000' || lot)::uuid, points, back
    FROM (VALUES (2, 1, 4, now()), (4, 1, 3, NULL), (6, 5, 10, NULL))
      AS v (line, lot, points, back);
    UPDATE loyalty.ledger SET issued_at = '2026-03-01T12:07:00Z';
    INSERT INTO loyalty.counted (patron_id, lines)
    SELECT patron_id, movements FROM loyalty.accounts;
    INSERT INTO loyalty.quarters (began, kind, lines, points, outstanding, owed)
    VALUES ('2026-03-01T12:00:00Z', 'EARN', 2, 20, 20, 0),
      ('2026-03-01T12:00:00Z', 'BURN', 1, -4, -4, 0),
      ('2026-03-01T12:00:00Z', 'REVERSE', 2, -6, -6, 0),
      ('2026-03-01T12:00:00Z', 'ADJUST', 1, -3, -3, 0),
      ('2026-03-01T13:00:00Z', 'EARN', 0, 0, 0, 0);
    INSERT INTO loyalty.earned
      (patron_id, rule_id, part, first, previous, times, issued, kept)
    SELECT patron_id, '00000000-0000-0000-0000-000000000000', 0, 1, '-infinity',
      ARRAY[timestamptz '2026-03-01T12:07:00Z'], '{10}',
      CASE WHEN balance > 0 THEN '{10}' ELSE '{0}' END::bigint[]
    FROM loyalty.accounts;
    """

  private static let line = "'00000000-0000-7000-8000-00000000000"

  private func faults(after tampering: String) async throws -> Set<String> {
    let migrations = try MigrationSet(
      schema: "loyalty", directory: Built.root + "/Services/Loyalty/Migrations")
    return try await TestDatabase.with(migrations: [migrations]) { database in
      try await database.run(Self.ledger)
      // Nothing keeps a tamperer from it.
      try await database.run("SET session_replication_role = replica; \(tampering)")
      return Set(
        try await Integrity(url: database.url()).faults(["loyalty"]).map(\.text))
    }
  }

  @Test func `a ledger that is whole has no fault`() async throws {
    #expect(try await faults(after: "SELECT") == [])
    // Who waits is judged before long.
    let waits = "INSERT INTO loyalty.to_judge (patron_id, due_at) VALUES (\(Self.line)a', now())"
    #expect(try await faults(after: waits) == [])
  }

  @Test(arguments: [
    ("UPDATE loyalty.accounts SET balance = balance + 1", "accounts whose balance is not the sum"),
    ("UPDATE loyalty.accounts SET movements = 9", "accounts whose balance is not the sum"),
    (
      "UPDATE loyalty.lots SET remaining = 6 WHERE remaining = 7",
      "accounts whose balance is not what their lots hold"
    ),
    (
      "UPDATE loyalty.uses SET returned_at = NULL",
      "lots that hold other than what was not taken from them"
    ),
    (
      "DELETE FROM loyalty.uses WHERE entry_id = \(line)4'",
      "lines that took other than what lots gave"
    ),
    (
      "UPDATE loyalty.uses SET points = 11 WHERE entry_id = \(line)6'",
      "lines that took other than what lots gave"
    ),
    (
      "UPDATE loyalty.uses SET returned_at = now() WHERE entry_id = \(line)4'",
      "uses that were returned though their line stands"
    ),
    (
      "UPDATE loyalty.uses SET returned_at = NULL WHERE entry_id = \(line)2'",
      "uses that were returned though their line stands"
    ),
    (
      "UPDATE loyalty.ledger SET points = 3 WHERE id = \(line)3'",
      "lines that give back other than a line took"
    ),
    ("UPDATE loyalty.counted SET lines = 5", "people more of whose lines are counted"),
    ("UPDATE loyalty.counted SET lines = lines - 1", "quarters of an hour that were counted wrong"),
    ("DELETE FROM loyalty.quarters WHERE kind = 'BURN'", "quarters of an hour that were counted"),
    ("UPDATE loyalty.quarters SET owed = 1", "quarters of an hour that were counted wrong"),
    (
      "UPDATE loyalty.quarters SET lines = 1 WHERE lines = 0",
      "quarters of an hour that were counted wrong"
    ),
    ("UPDATE loyalty.earned SET kept = '{10}'", "what rules gave people that was counted wrong"),
    (
      "UPDATE loyalty.earned SET times = ARRAY[now()]",
      "what rules gave people that was counted wrong"
    ),
    ("DELETE FROM loyalty.earned", "what rules gave people that was counted wrong"),
    (
      "UPDATE loyalty.earned SET previous = now()",
      "what rules gave people that was counted wrong"
    ),
    (
      "DELETE FROM loyalty.lots WHERE entry_id = \(line)5'",
      "lines that gave points and opened no lot"
    ),
    ("DELETE FROM loyalty.accounts WHERE balance = 0", "lines of no account"),
    ("DELETE FROM loyalty.ledger WHERE number = 1", "lines that take back no line"),
    ("DELETE FROM loyalty.ledger WHERE number = 1", "lots of no line"),
    (
      "DELETE FROM loyalty.ledger WHERE kind = 'ADJUST'",
      "uses of no line, or of no lot of the same person"
    ),
    (
      "UPDATE loyalty.uses SET lot_entry_id = \(line)5' WHERE entry_id = \(line)4'",
      "uses of no line, or of no lot of the same person"
    ),
    (
      """
      INSERT INTO loyalty.to_judge (patron_id, problem, due_at)
      VALUES (\(line)a', 'TOO_MANY_POINTS', now())
      """, "people to whom the points that they earned cannot be given"
    ),
    (
      """
      INSERT INTO loyalty.to_judge (patron_id, due_at)
      VALUES (\(line)a', now() - interval '61 minutes')
      """, "people who should have been judged an hour ago"
    ),
  ])
  func `what was tampered with is found`(tampering: String, fault: String) async throws {
    let found = try await faults(after: tampering)
    #expect(found.contains { $0.hasPrefix(fault) }, "\(found)")
  }
}
