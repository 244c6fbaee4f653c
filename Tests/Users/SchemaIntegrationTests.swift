import Foundation
import Postgres
import TestKit
import Testing

@testable import Users

extension UsersIntegration {
  /// The schema and its migrations.
  @Suite struct SchemaIntegrationTests {
    static let folder = World.root + "/Services/Users"

    @Test func `schema.sql is what the migrations make`() async throws {
      let set = try MigrationSet(schema: "users", directory: Self.folder + "/Migrations")
      let text = try String(contentsOfFile: Self.folder + "/schema.sql", encoding: .utf8)
      let migrated = try await TestDatabase.with(migrations: [set]) { try await Self.shape($0) }
      let written = try await TestDatabase.with(migrations: [set]) { database in
        try await database.run("DROP SCHEMA users CASCADE; SET ROLE migrator;" + text)
        return try await Self.shape(database)
      }
      #expect(migrated == written && migrated.count > 100)
    }

    @Test func `the shared tables are the template's`() throws {
      for name in ["0001_shared.sql", "0001_shared.down.sql"] {
        let ours = try String(contentsOfFile: Self.folder + "/Migrations/" + name, encoding: .utf8)
        #expect(ours == (try SharedTables.text(name, schema: "users")))
      }
    }

    @Test func `undone, nothing is left, and it can be done again`() async throws {
      let set = try MigrationSet(schema: "users", directory: Self.folder + "/Migrations")
      try await TestDatabase.with(migrations: [set]) { database in
        let migrator = Migrator(url: database.url(role: "migrator"), sets: [set])
        let before = try await Self.shape(database)
        let all = set.migrations.count
        #expect(try await migrator.rollback(all, of: "users").count == all)
        #expect(try await Self.shape(database).isEmpty)
        _ = try await migrator.migrate()
        #expect(try await Self.shape(database) == before)
      }
    }

    @Test func `the table itself refuses what the rules would`() async throws {
      let set = try MigrationSet(schema: "users", directory: Self.folder + "/Migrations")
      try await TestDatabase.with(migrations: [set]) { database in
        let wrong = [
          "email) VALUES (gen_random_uuid(), 'A@x.org'", "phone) VALUES (gen_random_uuid(), '555'",
          "role) VALUES (gen_random_uuid(), 'ROOT'",
          "first_name) VALUES (gen_random_uuid(), repeat('x', 101)",
          "reputation) VALUES (gen_random_uuid(), 5.01",
          "password_hash) VALUES (gen_random_uuid(), 'x'",
          "email_verified) VALUES (gen_random_uuid(), true",
          "deactivated_reason) VALUES (gen_random_uuid(), 'why'",
          "external_id) VALUES (gen_random_uuid(), 'sub without issuer'",
        ]
        for values in wrong {
          await #expect(throws: PostgresError.self, "\(values)") {
            try await database.run("INSERT INTO users.users (id, \(values))")
          }
        }
        let rows = try await database.rows("SELECT id::text FROM users.users")
        #expect(rows.isEmpty)
      }
    }

    @Test func `only who is as an upload made them can be removed`() async throws {
      let set = try MigrationSet(schema: "users", directory: Self.folder + "/Migrations")
      try await TestDatabase.with(migrations: [set]) { database in
        let id = "'0190a5b0-0000-7000-8000-000000000001'"
        let unmake = "SELECT count(*) FROM users.unmake(ARRAY[\(id)::uuid], ARRAY[1::bigint])"
        let changes = [
          "role = 'STAFF'", "version = 2", "last_login_at = now()", "is_active = false",
          "password_hash = 'x'", "email_verified = true",
          "external_id = 'x', external_issuer = 'y'",
        ]
        for change in changes {
          try await database.run(
            """
            INSERT INTO users.users (id, email) VALUES (\(id), 'a@x.org');
            UPDATE users.users SET \(change)
            """)
          #expect(try await database.rows(unmake)[0][0] == "0", "\(change)")
          try await database.run("DELETE FROM users.users")
        }
        try await database.run("INSERT INTO users.users (id, email) VALUES (\(id), 'a@x.org')")
        #expect(try await database.rows(unmake)[0][0] == "1")
        await #expect(throws: PostgresError.self, "the service itself deletes nobody") {
          try await AdminConnection.with(database.url(role: "users")) { connection in
            try connection.run("DELETE FROM users.users")
          }
        }
      }
    }

    /// Columns, constraints, indexes, triggers and rights, as text.
    private static func shape(_ database: TestDatabase) async throws -> [[String?]] {
      try await database.rows(
        """
        SELECT 'column', c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod),
          a.attnotnull::text, pg_get_expr(d.adbin, d.adrelid)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = to_regnamespace('users') AND c.relkind = 'r'
        UNION ALL SELECT 'constraint', conrelid::regclass::text, conname::text,
          pg_get_constraintdef(oid), NULL, NULL
        FROM pg_constraint WHERE connamespace = to_regnamespace('users')
        UNION ALL SELECT 'index', tablename::text, indexname::text, indexdef, NULL, NULL
        FROM pg_indexes WHERE schemaname = 'users'
        UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname::text, pg_get_triggerdef(t.oid),
          NULL, NULL
        FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
        WHERE c.relnamespace = to_regnamespace('users') AND NOT tgisinternal
        UNION ALL SELECT 'right', table_name::text, column_name::text, privilege_type::text,
          grantee::text, NULL
        FROM information_schema.column_privileges
        WHERE table_schema = 'users' AND grantee = 'users'
        ORDER BY 1, 2, 3, 4, 5
        """)
    }
  }
}
