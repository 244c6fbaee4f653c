import Foundation
import Postgres
import TestKit
import Testing

@testable import Loyalty

/// What the database itself refuses, whoever asks.
@Suite struct SchemaIntegrationTests {
  static let patron = "00000000-0000-7000-8000-000000000001"

  private func withMovements(_ body: (TestDatabase) async throws -> Void) async throws {
    try await World.with { world in
      try await world.withStore { store in
        try await store.take(try Visit().change(.attended, at: 1))
      }
      try await body(world.database)
    }
  }

  /// The SQLSTATE that a statement of loyalty's role is refused with.
  private func refusal(_ sql: String, _ database: TestDatabase) async throws -> String? {
    do {
      try await AdminConnection.with(database.url(role: "loyalty")) { try $0.run(sql) }
      return nil
    } catch PostgresError.server(let error) {
      return error.sqlState
    }
  }

  @Test func `the service itself cannot change or remove a line of the ledger`() async throws {
    try await withMovements { database in
      for sql in [
        "UPDATE loyalty.ledger SET points = points", "DELETE FROM loyalty.ledger",
        "TRUNCATE loyalty.ledger", "DELETE FROM loyalty.lots",
        "UPDATE loyalty.lots SET points = points", "DELETE FROM loyalty.accounts",
        "DELETE FROM loyalty.awards", "UPDATE loyalty.tiers SET least = 0",
        "ALTER TABLE loyalty.ledger ADD extra integer",
      ] {
        let state = try await refusal(sql, database)
        #expect(state == "42501", "\(sql)")
      }
      let reading = try await refusal("SELECT points FROM loyalty.ledger", database)
      #expect(reading == nil)
    }
  }

  @Test func `points that are not there cannot be taken, nor more than a lot has`() async throws {
    try await withMovements { database in
      for sql in [
        "UPDATE loyalty.accounts SET balance = -1", "UPDATE loyalty.accounts SET lifetime = -1",
        "UPDATE loyalty.lots SET remaining = -1", "UPDATE loyalty.lots SET remaining = 11",
        "UPDATE loyalty.accounts SET balance = 1000000001",
      ] {
        let state = try await refusal(sql, database)
        #expect(state == "23514", "\(sql)")
      }
    }
  }

  @Test func `a line is taken back once, and an award is named once`() async throws {
    try await withMovements { database in
      let add = """
        INSERT INTO loyalty.ledger (id, patron_id, number, kind, points, description, source_key,
          reverses, balance_after, issued_at)
        SELECT gen_random_uuid(), patron_id, max(number) OVER () + 1
        """
      let line = "FROM loyalty.ledger WHERE number = 1"
      let back = "\(add), 'REVERSE', -10, 'x', NULL, id, 0, now() \(line)"
      let first = try await refusal(back, database)
      #expect(first == nil)
      let again = "\(add) + 1, 'REVERSE', -10, 'x', NULL, id, 0, now() \(line)"
      let second = try await refusal(again, database)
      #expect(second == "23505")
      let twin = "\(add) + 1, 'EARN', 10, 'x', source_key, NULL, 0, now() \(line)"
      let third = try await refusal(twin, database)
      #expect(third == "23505")
    }
  }

  @Test func `the role reaches nothing but its own schema`() async throws {
    try await TestDatabase.with(migrations: World.migrations()) { database in
      let report = try await IsolationReport.make(of: "loyalty", in: database)
      #expect(report.violations == [])
      #expect(report.attempts > 20)
    }
  }

  @Test func `schema.sql is what the migrations make`() async throws {
    let migrated = try await TestDatabase.make(migrations: World.migrations())
    let written = try await TestDatabase.make()
    let text = try String(
      contentsOfFile: World.root + "/Services/Loyalty/schema.sql", encoding: .utf8)
    try await written.run("CREATE SCHEMA loyalty; \(text)")
    #expect(try await migrated.catalog() == written.catalog())
    try await migrated.drop()
    try await written.drop()
  }
}

extension TestDatabase {
  /// What the schema is made of.
  func catalog() async throws -> [[String?]] {
    try await rows(
      """
      SELECT 'column', c.relname, attname || ' ' || format_type(atttypid, atttypmod)
          || ' ' || attnotnull || ' ' || coalesce(pg_get_expr(adbin, adrelid), '')
      FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
        LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
      WHERE relnamespace = 'loyalty'::regnamespace AND attnum > 0 AND NOT attisdropped
        AND relkind IN ('r', 'S')
      UNION ALL SELECT 'constraint', conrelid::regclass::text,
        conname || ' ' || pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'loyalty'::regnamespace
      UNION ALL SELECT 'index', tablename, indexdef FROM pg_indexes WHERE schemaname = 'loyalty'
      UNION ALL SELECT 'grant', table_name, grantee || ' ' || column_name || ' ' || privilege_type
      FROM information_schema.column_privileges
      WHERE table_schema = 'loyalty' AND grantee = 'loyalty'
      UNION ALL SELECT 'function', proname, prosrc FROM pg_proc
      WHERE pronamespace = 'loyalty'::regnamespace
      ORDER BY 1, 2, 3
      """)
  }
}
