import Foundation
import Postgres
import TestKit
import Testing

@testable import Loyalty

/// The ledger of a deployment that has run for a while.
@Suite struct LedgerMigrationIntegrationTests {
  private static let folder = World.root + "/Services/Loyalty/Migrations"

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(Self.folder)/\(name)", encoding: .utf8)
  }

  /// The schema as it was before, as one migration.
  private func withBefore(_ body: (TestDatabase) async throws -> Void) async throws {
    let folder = NSTemporaryDirectory() + "before-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { do { try FileManager.default.removeItem(atPath: folder) } catch { print(error) } }
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
    for file in files where file < "0006" {
      try FileManager.default.copyItem(
        atPath: "\(Self.folder)/\(file)", toPath: "\(folder)/\(file)")
    }
    try await TestDatabase.with(
      migrations: [try MigrationSet(schema: "loyalty", directory: folder)], body)
  }

  /// Two people: one earned twice, of which one was taken back; one earned once.
  private static let history = """
    INSERT INTO loyalty.accounts (patron_id, balance, lifetime, tier, movements)
    VALUES ('00000000-0000-7000-8000-00000000000a', 10, 10, 'bronze', 3),
      ('00000000-0000-7000-8000-00000000000b', 10, 10, 'bronze', 1);
    INSERT INTO loyalty.ledger (id, patron_id, number, kind, points, description, source_key,
      reverses, balance_after, issued_at)
    SELECT line::uuid, person::uuid, number, kind, points, 'x', key, back::uuid, total,
      '2026-01-01'::timestamptz + number * interval '1 day'
    FROM (VALUES
      ('00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-00000000000a', 1, 'EARN',
        10, 'attendance:a', NULL, 10),
      ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-00000000000a', 2, 'EARN',
        10, 'attendance:b', NULL, 20),
      ('00000000-0000-7000-8000-000000000003', '00000000-0000-7000-8000-00000000000a', 3,
        'REVERSE', -10, NULL, '00000000-0000-7000-8000-000000000001', 10),
      ('00000000-0000-7000-8000-000000000004', '00000000-0000-7000-8000-00000000000b', 1, 'EARN',
        10, 'attendance:c', NULL, 10)
    ) AS v (line, person, number, kind, points, key, back, total);
    INSERT INTO loyalty.lots (entry_id, patron_id, points, remaining, available_at)
    SELECT id, patron_id, points, CASE source_key WHEN 'attendance:a' THEN 0 ELSE points END,
      issued_at
    FROM loyalty.ledger WHERE kind = 'EARN';
    """

  @Test func `lots, accounts and lines are carried over, and can be spent`() async throws {
    try await withBefore { database in
      try await database.run(Self.history)
      try await database.run(try text("0006_ledger.sql"))
      let breaches = try await World.breaches(in: database)
      #expect(breaches == [])
      let lots = try await database.rows(
        "SELECT number, remaining, is_open::text FROM loyalty.lots ORDER BY entry_id")
      #expect(lots == [["1", "0", "false"], ["2", "10", "true"], ["1", "10", "true"]])
      let uses = try await database.rows(
        "SELECT right(entry_id::text, 1), right(lot_entry_id::text, 1), points FROM loyalty.uses")
      #expect(uses == [["3", "1", "10"]])
    }
  }

  @Test func `the way back leads to what was there`() async throws {
    try await withBefore { database in
      let before = try await database.catalog()
      try await database.run(Self.history)
      try await database.run(try text("0006_ledger.sql"))
      #expect(try await database.catalog() != before)
      try await database.run(
        """
        INSERT INTO loyalty.ledger (id, patron_id, number, kind, points, description,
          balance_after, issued_at)
        SELECT gen_random_uuid(), patron_id, 9, 'EARN', 1, 'x', 11, now() FROM loyalty.accounts;
        INSERT INTO loyalty.lots (entry_id, patron_id, number, points, remaining)
        SELECT id, patron_id, 9, 1, 1 FROM loyalty.ledger WHERE number = 9
        """)
      try await database.run(try text("0006_ledger.down.sql"))
      let after = try await database.catalog()
      let valid = after.map { row in
        row.map { $0?.replacingOccurrences(of: " NOT VALID", with: "") }
      }
      #expect(Set(valid).symmetricDifference(before) == [])
    }
  }

  @Test func `the outbox is what the template makes`() throws {
    let template = try String(
      contentsOfFile: World.root + "/Shared/Daemon/Tables/outbox.sql", encoding: .utf8)
    let made = template.replacingOccurrences(of: "{schema}", with: "loyalty")
    #expect(try text("0006_ledger.sql").contains(made))
  }
}
