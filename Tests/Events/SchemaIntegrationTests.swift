import Foundation
import Postgres
import TestKit
import Testing

@testable import Events

/// The schema: one text, one truth, and no right more than needed.
@Suite struct SchemaIntegrationTests {
  private static let shape = """
    SELECT format('%s.%s %s %s %s', table_name, column_name, data_type, is_nullable,
      column_default) FROM information_schema.columns WHERE table_schema = 'events'
    UNION ALL SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'events'::regnamespace
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'events'
    UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc
      WHERE pronamespace = 'events'::regnamespace
    UNION ALL SELECT pg_get_triggerdef(t.oid) FROM pg_trigger AS t
      JOIN pg_class AS c ON c.oid = tgrelid
      WHERE relnamespace = 'events'::regnamespace AND NOT tgisinternal
    UNION ALL SELECT format('%s %s.%s %s', grantee, table_name, column_name, privilege_type)
      FROM information_schema.column_privileges WHERE table_schema = 'events'
    UNION ALL SELECT format('%s %s %s', grantee, table_name, privilege_type)
      FROM information_schema.table_privileges WHERE table_schema = 'events'
    ORDER BY 1
    """

  private func shape(_ set: MigrationSet) async throws -> [String] {
    try await TestDatabase.with(migrations: [set]) { database in
      try await database.rows(Self.shape).compactMap { $0[0] }
    }
  }

  @Test func `schema.sql is what the migrations make`() async throws {
    let folder = NSTemporaryDirectory() + "schema-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: World.folder + "/schema.sql", toPath: folder + "/0001_all.sql")
    try "".write(toFile: folder + "/0001_all.down.sql", atomically: false, encoding: .utf8)
    let whole = try await shape(MigrationSet(schema: "events", directory: folder))
    let steps = try await shape(try World.migrations())
    #expect(whole.count > 100)
    #expect(whole == steps)
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test func `the shared tables are the ones that every service has`() throws {
    for name in ["0001_shared.sql", "0001_shared.down.sql"] {
      let own = try String(
        contentsOfFile: World.folder + "/Migrations/" + name, encoding: .utf8)
      #expect(own == (try SharedTables.text(name, schema: "events")))
    }
  }

  @Test func `every migration can be undone and made again`() async throws {
    let set = try World.migrations()
    try await TestDatabase.with(migrations: [set]) { database in
      let before = try await database.rows(Self.shape)
      let migrator = Migrator(url: database.url(role: Roles.migrator), sets: [set])
      #expect(try await migrator.rollback(9999, of: "events").count == set.migrations.count)
      #expect(try await database.rows(Self.shape).isEmpty)
      _ = try await migrator.migrate()
      #expect(try await database.rows(Self.shape) == before)
    }
  }

  @Test func `the room's older record comes under the shared one, and so do late lines of it`()
    async throws
  {
    let all = try World.migrations()
    try await TestDatabase.with(migrations: [all]) { database in
      let migrator = Migrator(url: database.url(role: Roles.migrator), sets: [all])
      // Back to where the shared tables were not there yet.
      while try await database.rows("SELECT to_regclass('events.audit_entries')") != [[nil]] {
        #expect(try await migrator.rollback(1, of: "events").count == 1)
      }
      let (event, user) = (UUID128.v7(), UUID128.v7())
      let line = { @Sendable (actor: String) in
        """
        INSERT INTO events.audit (id, at, actor, action, event_id, user_id) VALUES
          (gen_random_uuid(), '2025-01-02 03:04:05Z', '\(actor)', 'enroll outside window',
          '\(event)', '\(user)')
        """
      }
      try await database.run(line("user:a"))
      _ = try await migrator.migrate()
      // A replica of the release before still writes.
      let url = database.url(role: "events")
      try await AdminConnection.with(url) { try $0.run(line("user:b")) }
      let rows = try await database.rows(
        """
        SELECT actor, at = '2025-01-02 03:04:05Z', object, details::jsonb ->> 'user'
        FROM events.audit_entries JOIN events.audit_unsealed ON entry_id = id ORDER BY id
        """)
      #expect(
        rows == ["user:a", "user:b"].map { [$0, "t", "event:\(event)", "\(user)"] })
    }
  }

  @Test func `the service's role reaches nothing but its own`() async throws {
    let sets = [try World.migrations(), try SharedTables.migrations("users")]
    try await TestDatabase.with(migrations: sets) { database in
      let report = try await IsolationReport.make(of: "events", in: database)
      #expect(report.violations.isEmpty)
      #expect(report.attempts > 0)
    }
  }

  @Test(arguments: [
    """
    INSERT INTO events.events (
      id, host_id, name, description, category, location, address, time_zone, is_public, waitlist,
      overtaking, enrollment_required, reentry, self_check_in)
    SELECT id, host_id, name, description, category, location, address, time_zone, is_public,
      waitlist, overtaking, enrollment_required, reentry, self_check_in FROM events.events
    """,
    "UPDATE events.events SET taken = 11", "UPDATE events.events SET taken = -1",
    "UPDATE events.events SET end_time = start_time", "UPDATE events.events SET latitude = 1",
    "UPDATE events.events SET latitude = 91, longitude = 0",
    "UPDATE events.events SET capacity = 0", "UPDATE events.events SET name = ''",
    "UPDATE events.events SET time_zone = ''",
    "UPDATE events.enrollments SET status = 'CANCELED'",
    "UPDATE events.enrollments SET status = 'GOING'", "UPDATE events.enrollments SET guests = 11",
    """
    INSERT INTO events.enrollments (id, event_id, user_id, status, queue_number, guests,
      enrolled_at) SELECT gen_random_uuid(), event_id, user_id, 'ENROLLED', 2, 0, now()
    FROM events.enrollments
    """,
  ])
  func `what the rules refuse the tables refuse too`(sql: String) async throws {
    try await TestDatabase.with(migrations: [try World.migrations()]) { database in
      try await database.run(
        """
        INSERT INTO events.events (
          id, host_id, name, description, category, location, address, time_zone, start_time,
          end_time, capacity, taken, is_public, waitlist, overtaking, enrollment_required,
          reentry, self_check_in, published_at)
        VALUES (gen_random_uuid(), gen_random_uuid(), 'a', '', '', 'b', '', 'UTC', '2030-06-02',
          '2030-06-03', 10, 1, true, true, false, false, true, false, '2030-05-01');
        INSERT INTO events.enrollments
          (id, event_id, user_id, status, queue_number, guests, enrolled_at)
        SELECT gen_random_uuid(), id, gen_random_uuid(), 'ENROLLED', 1, 0, now()
        FROM events.events;
        """)
      let refusal = await #expect(throws: PostgresError.self) { try await database.run(sql) }
      guard case .server(let error) = refusal else {
        Issue.record("\(sql) gave \(String(describing: refusal))")
        return
      }
      #expect(["23514", "23505"].contains(error.sqlState), "\(error.logText)")
    }
  }
}
