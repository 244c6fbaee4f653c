import Postgres
import TestKit
import Testing

/// Runs `body` with a database that holds the schemas and roles of two services.
private func withTwo(
  on cluster: TestCluster? = nil, _ body: (TestDatabase) async throws -> Void
) async throws {
  let sets = [
    try MigrationFiles.sample("alpha").set("alpha"), try MigrationFiles.sample("beta").set("beta"),
  ]
  try await TestDatabase.with(migrations: sets, on: cluster) { try await body($0) }
}

struct RolesTests {
  @Test func `a service's role is refused everything outside its schema`() async throws {
    try await withTwo { (database) async throws in
      for role in ["alpha", "beta"] {
        let report = try await IsolationReport.make(of: role, in: database)
        #expect(report.violations == [])
        #expect(report.attempts > 30)
      }
    }
  }

  @Test(arguments: [
    ("GRANT USAGE ON SCHEMA beta TO alpha; GRANT SELECT ON beta.item TO alpha", "beta.item"),
    ("GRANT SELECT ON beta.names TO PUBLIC", "SELECT on beta.names"),
    (
      "GRANT USAGE ON SCHEMA beta TO alpha; GRANT UPDATE ON SEQUENCE beta.number TO alpha",
      "nextval"
    ),
    ("GRANT EXECUTE ON FUNCTION beta.purge TO PUBLIC", "beta.purge"),
    ("GRANT CREATE ON SCHEMA public TO PUBLIC", "public"),
    ("GRANT CREATE ON SCHEMA alpha TO alpha", "alpha.probe"),
    ("ALTER TABLE alpha.item OWNER TO alpha", "owns item"),
    ("GRANT INSERT ON migrations.applied TO alpha", "migrations.applied"),
  ])
  func `a right too many is found`(grant: String, named: String) async throws {
    try await withTwo { (database) async throws in
      try await database.run(grant)
      let report = try await IsolationReport.make(of: "alpha", in: database)
      #expect(report.violations.contains { $0.contains(named) }, "\(report.violations)")
    }
  }

  @Test(arguments: [
    ("GRANT pg_read_server_files TO alpha", "pg_read_server_files"),
    ("ALTER ROLE alpha CREATEDB", "may create databases"),
    ("ALTER ROLE alpha SUPERUSER", "SET ROLE postgres"),
  ])
  func `a power too many is found`(grant: String, named: String) async throws {
    let cluster = try await TestCluster.start()
    try await withTwo(on: cluster) { (database) async throws in
      try await database.run(grant)
      let report = try await IsolationReport.make(of: "alpha", in: database)
      #expect(report.violations.contains { $0.contains(named) }, "\(report.violations)")
    }
    try await cluster.stop()
  }

  @Test func `a role does in its schema what its migrations granted, no more`() async throws {
    try await withTwo { (database) async throws in
      let verbs = [
        "SELECT * FROM alpha.item", "INSERT INTO alpha.item (name) VALUES ('x')",
        "SELECT alpha.purge(1)",
      ]
      try await AdminConnection.with(database.url(role: "alpha")) { session in
        for verb in verbs { try session.run(verb) }
      }
      for verb in ["DELETE FROM alpha.item", "UPDATE alpha.item SET name = ''"] {
        let error = await failure {
          try await AdminConnection.with(database.url(role: "alpha")) { try $0.run(verb) }
        }
        guard case .server(let refused)? = error else {
          Issue.record("\(verb): \(String(describing: error))")
          continue
        }
        #expect(refused.sqlState == "42501")
      }
    }
  }

  @Test func `installing again keeps what is there and takes the new password`() async throws {
    let cluster = try await TestCluster.start()
    let database = try await TestDatabase.make(on: cluster)
    for password in ["first", "it's \"second\""] {
      try await Roles(
        services: [.init(name: "gamma", password: password)], migratorPassword: password
      ).install(on: database.url())
      let url = database.url(role: "gamma").replacing(
        cluster.password, with: password == "first" ? "first" : #"'it\'s "second"'"#)
      let user = try await AdminConnection.with(url) { try $0.rows("SELECT current_user") }
      #expect(user == [["gamma"]])
    }
    let error = await failure {
      try await AdminConnection.with(database.url(role: "gamma")) { try $0.run("SELECT 1") }
    }
    #expect(error?.failure == .unavailable)
    try await cluster.stop()
  }
}
