import Foundation
import Postgres
import TestKit
import Testing

@testable import Loyalty

/// What was awarded before there were rules.
@Suite struct EarningMigrationIntegrationTests {
  private static let before = """
    INSERT INTO loyalty.accounts (patron_id, tier, balance, lifetime, movements, moved_at)
    VALUES ('00000000-0000-7000-8000-000000000001', 'bronze', 10, 10, 3, '2026-01-03Z');
    INSERT INTO loyalty.ledger (id, patron_id, number, kind, points, description, source_key,
      reverses, balance_after, issued_at)
    VALUES
      ('00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-000000000001', 1, 'EARN',
        10, 'Attended Jazz Night',
        'attendance:00000000-0000-7000-8000-0000000000f1:attended:1', NULL, 10, '2026-01-01Z'),
      ('00000000-0000-7000-8000-0000000000a2', '00000000-0000-7000-8000-000000000001', 2, 'EARN',
        10, 'Attended Choir', 'attendance:00000000-0000-7000-8000-0000000000f2:attended:1', NULL,
        20, '2026-01-02Z'),
      ('00000000-0000-7000-8000-0000000000a3', '00000000-0000-7000-8000-000000000001', 3,
        'REVERSE', -10, 'Taken back: Attended Choir', NULL,
        '00000000-0000-7000-8000-0000000000a2', 10, '2026-01-03Z');
    INSERT INTO loyalty.lots (entry_id, patron_id, number, points, remaining) VALUES
      ('00000000-0000-7000-8000-0000000000a1', '00000000-0000-7000-8000-000000000001', 1, 10, 10),
      ('00000000-0000-7000-8000-0000000000a2', '00000000-0000-7000-8000-000000000001', 2, 10, 0);
    INSERT INTO loyalty.uses (entry_id, lot_entry_id, points) VALUES
      ('00000000-0000-7000-8000-0000000000a3', '00000000-0000-7000-8000-0000000000a2', 10);
    INSERT INTO loyalty.awards (attendance_id, rule, given, entry_id, position) VALUES
      ('00000000-0000-7000-8000-0000000000f1', 'attended', 1,
        '00000000-0000-7000-8000-0000000000a1', 7),
      ('00000000-0000-7000-8000-0000000000f2', 'attended', 1, NULL, 9),
      ('00000000-0000-7000-8000-0000000000f3', 'attended', 0, NULL, 8);
    """

  /// Loyalty's migrations up to one.
  private func migrations(upTo last: String) throws -> (MigrationSet, folder: String) {
    let folder = NSTemporaryDirectory() + "migrations-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let all = World.root + "/Services/Loyalty/Migrations"
    for name in try FileManager.default.contentsOfDirectory(atPath: all)
    where name.prefix(4) <= last {
      try FileManager.default.copyItem(atPath: "\(all)/\(name)", toPath: "\(folder)/\(name)")
    }
    return (try MigrationSet(schema: "loyalty", directory: folder), folder)
  }

  private func text(_ name: String) throws -> String {
    try String(
      contentsOfFile: World.root + "/Services/Loyalty/Migrations/\(name)", encoding: .utf8)
  }

  @Test func `awards from before rules stand as the default rule's, there and back`() async throws {
    let (old, folder) = try migrations(upTo: "0006")
    try await TestDatabase.with(migrations: [old]) { database in
      try await database.run(Self.before)
      let awards = """
        SELECT attendance_id::text, given, entry_id::text, position FROM loyalty.awards
        WHERE given > 0 ORDER BY 1
        """
      let before = try await database.rows(awards)
      try await database.run(try text("0007_rules.sql"))
      #expect(
        try await database.rows(
          """
          SELECT attendance_id::text, rule_id::text, given, entry_id::text, points
          FROM loyalty.awards ORDER BY 1
          """) == [
            [
              "00000000-0000-7000-8000-0000000000f1", World.attended, "1",
              "00000000-0000-7000-8000-0000000000a1", "10",
            ],
            ["00000000-0000-7000-8000-0000000000f2", World.attended, "1", nil, nil],
          ])
      #expect(
        try await database.rows(
          "SELECT event_name, status, position FROM loyalty.presences ORDER BY attendance_id") == [
            ["Jazz Night", "ATTENDED", "7"], ["Choir", "REGISTERED", "9"],
          ])
      #expect(
        try await database.rows(
          "SELECT count(*) FROM loyalty.ledger WHERE rule_id = '\(World.attended)'") == [["2"]])
      try await database.run(try text("0007_rules.down.sql"))
      #expect(try await database.rows(awards) == before)
    }
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test func `told again after the migration, old awards move nothing; undone they go`()
    async throws
  {
    try await World.with { world in
      try await world.database.run(
        Self.before.replacingOccurrences(
          of: "INSERT INTO loyalty.awards[^;]*;", with: "", options: .regularExpression))
      try await world.database.run(
        """
        INSERT INTO loyalty.presences (attendance_id, patron_id, start_time, position, status,
          category, event_name)
        VALUES ('00000000-0000-7000-8000-0000000000f1', '00000000-0000-7000-8000-000000000001',
          '2026-01-01Z', 7, 'ATTENDED', '', 'Jazz Night');
        INSERT INTO loyalty.awards (attendance_id, rule_id, entry_id, given, version, points, worth)
        VALUES ('00000000-0000-7000-8000-0000000000f1', '\(World.attended)',
          '00000000-0000-7000-8000-0000000000a1', 1, 1, 10, 10)
        """)
      let patron = try #require(UUID128("00000000-0000-7000-8000-000000000001"))
      let attendance = try #require(UUID128("00000000-0000-7000-8000-0000000000f1"))
      try await world.withStore { store in
        let visit = Visit(id: attendance, patron: patron)
        try await store.take(try visit.change(.registered, at: 6))
        try await store.take(try visit.change(.attended, at: 7))
        #expect(try await world.database.rows("SELECT 1 FROM loyalty.ledger").count == 3)
        try await store.take(try visit.change(.registered, at: 10))
        #expect(try await world.balance(patron) == 0)
        try await store.take(try visit.change(.attended, at: 11))
        #expect(try await world.balance(patron) == 10)
        #expect(try await world.breaches() == [])
      }
    }
  }
}
