import TestKit
import Testing

@testable import Postgres

private let names = ["0001_tables", "0002_view", "0003_purge"]

/// Runs `body` with a database that has the roles, but no schema, of `alpha`.
private func withEmpty(
  _ body: (TestDatabase, MigrationFiles) async throws -> Void
) async throws {
  try await TestDatabase.with { database in
    let login = Roles.Login(name: "alpha", password: database.cluster.password)
    try await Roles(services: [login], migratorPassword: login.password)
      .install(on: database.url())
    try await body(database, try MigrationFiles.sample("alpha"))
  }
}

private func migrator(_ database: TestDatabase, _ files: MigrationFiles) throws -> Migrator {
  Migrator(url: database.url(role: Roles.migrator), sets: [try files.set("alpha")])
}

/// The error of a migrator's work.
private func refusal(_ body: () async throws -> some Any) async -> MigrationError? {
  do {
    _ = try await body()
    return nil
  } catch {
    return error as? MigrationError
  }
}

/// What the database's schema `alpha` holds, and what is recorded of it.
private func state(_ database: TestDatabase) async throws -> [[String?]] {
  try await database.rows(
    """
    SELECT 'table', relname FROM pg_class
    WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'alpha')
    UNION ALL SELECT 'function', proname FROM pg_proc
    WHERE pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'alpha')
    UNION ALL SELECT 'applied', name FROM migrations.applied
    UNION ALL SELECT 'row', name FROM alpha.item
    ORDER BY 1, 2
    """)
}

struct MigratorTests {
  @Test func `pending migrations are applied once, in order`() async throws {
    try await withEmpty { (database, files) async throws in
      let migrator = try migrator(database, files)
      let before = try await migrator.status()
      #expect(before == [.init(schema: "alpha", applied: [], pending: names)])
      #expect(try await migrator.migrate() == names)
      #expect(try await migrator.migrate() == [])
      let after = try await migrator.status()
      #expect(after == [.init(schema: "alpha", applied: names, pending: [])])
    }
  }

  @Test func `a rollback undoes the newest, and migrating brings it back`() async throws {
    try await withEmpty { (database, files) async throws in
      let migrator = try migrator(database, files)
      _ = try await migrator.migrate()
      let whole = try await state(database)
      #expect(try await migrator.rollback(2, of: "alpha") == ["0003_purge", "0002_view"])
      #expect(try await migrator.status().first?.pending == ["0002_view", "0003_purge"])
      #expect(try await migrator.migrate() == ["0002_view", "0003_purge"])
      #expect(try await state(database) == whole)
      #expect(try await migrator.rollback(9, of: "alpha") == names.reversed())
    }
  }

  @Test func `a service's role sees the version without any right to change it`() async throws {
    try await withEmpty { (database, files) async throws in
      _ = try await migrator(database, files).migrate()
      let pool = Database(
        .init(url: database.url(role: "alpha")), statements: [SchemaVersion.latest])
      try await pool.start()
      #expect(try await pool.first(SchemaVersion.latest("alpha")) == 3)
      #expect(try await pool.first(SchemaVersion.latest("beta")) == .some(nil))
      await pool.close()
    }
  }

  @Test func `a migration that fails leaves nothing behind and is named`() async throws {
    try await withEmpty { (database, files) async throws in
      try files.write("0002_view", "CREATE TABLE alpha.half (); SELECT 1/0;")
      let error = await refusal { try await migrator(database, files).migrate() }
      guard case .failed("alpha", "0002_view", let cause)? = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(cause.failure == .invalidData)
      #expect(try await migrator(database, files).status().first?.applied == ["0001_tables"])
      try files.write("0002_view", "CREATE TABLE alpha.half ();")
      #expect(try await migrator(database, files).migrate() == ["0002_view", "0003_purge"])
    }
  }

  @Test func `an edited file is refused by name, and nothing else is applied`() async throws {
    try await withEmpty { (database, files) async throws in
      try files.remove("0003_purge")
      try files.remove("0003_purge.down")
      _ = try await migrator(database, files).migrate()
      try files.write("0002_view", "CREATE VIEW alpha.names AS SELECT 1 AS name;")
      try files.write("0003_more", "CREATE TABLE alpha.more ();")
      try files.write("0003_more.down", "DROP TABLE alpha.more;")
      let expected = MigrationError.edited(schema: "alpha", name: "0002_view")
      #expect(await refusal { try await migrator(database, files).migrate() } == expected)
      #expect(await refusal { try await migrator(database, files).status() } == expected)
      let more = try await database.rows("SELECT to_regclass('alpha.more')")
      #expect(more == [[nil]])
    }
  }

  @Test func `a lost file and a late number are refused by name`() async throws {
    try await withEmpty { (database, files) async throws in
      try files.remove("0002_view")
      try files.remove("0002_view.down")
      _ = try await migrator(database, files).migrate()
      try files.write("0002_late", "SELECT 1;")
      try files.write("0002_late.down", "SELECT 1;")
      #expect(
        await refusal { try await migrator(database, files).migrate() }
          == .late(schema: "alpha", name: "0002_late"))
      for name in ["0002_late", "0002_late.down", "0003_purge", "0003_purge.down"] {
        try files.remove(name)
      }
      #expect(
        await refusal { try await migrator(database, files).migrate() }
          == .missing(schema: "alpha", name: "0003_purge"))
    }
  }

  @Test func `files that do not belong are refused by name`() async throws {
    for (file, error) in [
      ("create", MigrationError.badName("create.sql")), ("0001_a", .noDown("0001_a.sql")),
      ("0001_a.down", .badName("0001_a.down.sql")), ("1_a", .badName("1_a.sql")),
      ("0000_a", .badName("0000_a.sql")), ("0001_A", .badName("0001_A.sql")),
    ] {
      #expect(await refusal { try MigrationFiles([file: ""]).set("alpha") } == error)
    }
    let files = try MigrationFiles(["0001_a": "", "0001_a.down": "", "0001_b": ""])
    #expect(await refusal { try files.set("alpha") } == .duplicate("0001_b.sql"))
  }

  @Test func `a file that ends its transaction is refused`() async throws {
    try await withEmpty { (database, files) async throws in
      try files.write("0002_view", "SELECT 1; COMMIT;")
      #expect(
        await refusal { try await migrator(database, files).migrate() }
          == .endedTransaction(schema: "alpha", name: "0002_view"))
    }
  }

  @Test func `five migrators at once are one`() async throws {
    try await withEmpty { (database, files) async throws in
      let migrator = try migrator(database, files)
      let applied = try await withThrowingTaskGroup(of: [String].self) { group in
        for _ in 0..<5 { group.addTask { try await migrator.migrate() } }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      #expect(applied == names)
    }
  }

  @Test func `without the lock two migrators collide`() async throws {
    try await withEmpty { (database, files) async throws in
      let set = try files.set("alpha")
      let url = database.url(role: Roles.migrator)
      try await AdminConnection.with(url) { try MigratorSession(admin: $0).prepare("alpha") }
      let failures = try await AdminConnection.with(url) { admin in
        let session = MigratorSession(admin: admin)
        let pending = try session.compare(set).pending
        // Another one, that took no lock either, looks at the same moment and is faster.
        for migration in pending { try session.apply(migration, to: "alpha") }
        return pending.filter { migration in
          do {
            try session.apply(migration, to: "alpha")
            return false
          } catch {
            return true
          }
        }
      }
      #expect(failures.map(\.name) == names)
    }
  }

  @Test func `a migrator cut off at any message is finished by the next`() async throws {
    var cuts = 0
    try await withEmpty { (database, files) async throws in
      for afterwards in [false, true] {
        var message = 0
        var isWhole = false
        while !isWhole {
          let proxy = try TestProxy(cluster: database.cluster, cut: message, after: afterwards)
          let url = proxy.url(for: database, role: Roles.migrator)
          let set = try files.set("alpha")
          isWhole = await failedToMigrate(Migrator(url: url, sets: [set])) == nil
          proxy.close()
          _ = try await migrator(database, files).migrate()
          let present = try await state(database)
          #expect(present.filter { $0[0] == "applied" }.map { $0[1] } == names)
          #expect(present.filter { $0[0] == "row" }.count == 1)
          try await database.run("DROP SCHEMA alpha CASCADE; DROP SCHEMA migrations CASCADE")
          if !isWhole { cuts += 1 }
          message += 1
        }
      }
    }
    #expect(cuts > 30)
  }
}

private func failedToMigrate(_ migrator: Migrator) async -> (any Error)? {
  do {
    _ = try await migrator.migrate()
    return nil
  } catch {
    return error
  }
}
