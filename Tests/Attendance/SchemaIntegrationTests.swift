import Foundation
import Postgres
import TestKit
import Testing

@testable import Attendance

/// What the tables themselves refuse, and who reaches them.
@Suite struct SchemaIntegrationTests {
  @Test func `the role reaches nothing but its own schema`() async throws {
    let sets = [try World.migrations(), try SharedTables.migrations("users")]
    try await TestDatabase.with(migrations: sets) { database in
      let report = try await IsolationReport.make(of: "attendance", in: database)
      #expect(report.violations == [])
      #expect(report.attempts > 20)
    }
  }

  @Test func `the scan log only grows`() async throws {
    try await TestDatabase.with(migrations: [try World.migrations()]) { database in
      for verb in ["UPDATE attendance.scans SET message = ''", "DELETE FROM attendance.scans"] {
        let state = await sqlState(verb, as: "attendance", database)
        #expect(state == "42501")
      }
    }
  }

  @Test func `no row says what cannot be`() async throws {
    try await TestDatabase.with(migrations: [try World.migrations()]) { database in
      let insert = """
        INSERT INTO attendance.attendance
          (id, event_id, patron_id, status, source, enrolled_at, check_in_time, check_out_time)
        VALUES (gen_random_uuid(), '\(UUID())', '\(UUID())',
        """
      let wrong = [
        "'HERE', 'DOOR', now(), NULL, NULL)", "'ATTENDED', 'RUMOUR', NULL, NULL, NULL)",
        "'REGISTERED', 'IMPORT', NULL, NULL, NULL)", "'NO_SHOW', 'IMPORT', now(), now(), NULL)",
        "'ATTENDED', 'DOOR', NULL, now(), now() - interval '1 second')",
      ]
      for values in wrong {
        #expect(await sqlState("\(insert) \(values)", as: "attendance", database) == "23514")
      }
      let right = "\(insert) 'ATTENDED', 'DOOR', NULL, now(), now())"
      #expect(await sqlState(right, as: "attendance", database) == nil)
      #expect(await sqlState(right, as: "attendance", database) == "23505")
      let live = "INSERT INTO attendance.live VALUES (gen_random_uuid(), -1, 0, 0)"
      #expect(await sqlState(live, as: "attendance", database) == "23514")
    }
  }

  @Test func `schema.sql is what the migrations make, and down leaves nothing`() async throws {
    let migrated = try await TestDatabase.make(migrations: [try World.migrations()])
    let written = try await TestDatabase.make()
    let text = try String(contentsOfFile: World.folder + "/schema.sql", encoding: .utf8)
    try await written.run("CREATE SCHEMA attendance; \(text)")
    #expect(try await catalog(of: migrated) == catalog(of: written))
    for migration in try World.migrations().migrations.reversed() {
      try await migrated.run(migration.down)
    }
    #expect(try await catalog(of: migrated).isEmpty)
    try await migrated.drop()
    try await written.drop()
  }

  @Test func `presences from before figures are packed, and events from before are incomplete`()
    async throws
  {
    // The role has to be there.
    let other = try await TestDatabase.make(migrations: [try World.migrations()])
    let database = try await TestDatabase.make()
    try await database.run("CREATE SCHEMA attendance")
    let all = try World.migrations().migrations
    let figures = try #require(all.firstIndex { $0.name.contains("figures") })
    for migration in all[..<figures] { try await database.run(migration.up) }
    let (event, person) = (UUID(), UUID())
    try await database.run(
      """
      INSERT INTO attendance.events (id, host_id, name, category, start_time, enrollment_required,
        reentry, self_check_in, is_draft, opens_at, shuts_at)
      VALUES ('\(event)', '\(person)', 'Jazz', 'concert', now(), false, true, false, false, now(),
        now());
      INSERT INTO attendance.attendance (id, event_id, patron_id, status, source)
      VALUES ('\(UUID())', '\(event)', '\(person)', 'ATTENDED', 'DOOR')
      """)
    for migration in all[figures...] { try await database.run(migration.up) }
    let changes = try await database.rows("SELECT event_id, number FROM attendance.changes")
    #expect(changes == [[event.uuidString.lowercased(), "1"]])
    let events = try await database.rows("SELECT time_zone, counts_from FROM attendance.events")
    #expect(events == [["", nil]], "in no figure until its owner has told the rest")
    try await database.drop()
    try await other.drop()
  }

  private func sqlState(
    _ sql: String, as role: String, _ database: TestDatabase
  ) async -> String? {
    do {
      try await AdminConnection.with(database.url(role: role)) { try $0.run(sql) }
      return nil
    } catch {
      guard case .server(let server)? = error as? PostgresError else { return "\(error)" }
      return server.sqlState
    }
  }

  private func catalog(of database: TestDatabase) async throws -> [[String?]] {
    try await database.rows(
      """
      SELECT 'column', c.relname, attname || ' ' || format_type(atttypid, atttypmod)
          || ' ' || attnotnull || ' ' || coalesce(pg_get_expr(adbin, adrelid), '')
      FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
        LEFT JOIN pg_attrdef d ON adrelid = attrelid AND adnum = attnum
      WHERE relnamespace = 'attendance'::regnamespace AND attnum > 0 AND relkind IN ('r', 'S')
      UNION ALL SELECT 'constraint', conrelid::regclass::text,
        conname || ' ' || pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'attendance'::regnamespace
      UNION ALL SELECT 'index', tablename, indexdef FROM pg_indexes
      WHERE schemaname = 'attendance'
      UNION ALL SELECT 'grant', table_name, grantee || ' ' || column_name || ' ' || privilege_type
      FROM information_schema.column_privileges
      WHERE table_schema = 'attendance' AND grantee = 'attendance'
      ORDER BY 1, 2, 3
      """)
  }
}
