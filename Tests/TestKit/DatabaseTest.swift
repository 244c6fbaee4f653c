import Foundation
public import Postgres

/// A database of a test's own.
public struct TestDatabase: Sendable {
  public let cluster: TestCluster
  public let name: String

  /// Makes a database as a copy of a migrated one; `drop` it, or use `with`.
  public static func make(
    migrations: [MigrationSet] = [], on cluster: TestCluster? = nil
  ) async throws -> TestDatabase {
    let cluster = if let cluster { cluster } else { try await TestCluster.shared() }
    let template = try await Templates.shared.name(for: migrations, on: cluster)
    let name = "test_" + UUID().uuidString.lowercased()
    try await AdminConnection.with(cluster.url()) { admin in
      try admin.run("CREATE DATABASE \"\(name)\" TEMPLATE \"\(template)\"")
      if migrations.isEmpty { return }
      try admin.run(Roles.rights(on: name, for: migrations.map(\.schema)))
    }
    return TestDatabase(cluster: cluster, name: name)
  }

  /// Runs `body` with a database of its own and drops it after success.
  public static func with<Value>(
    migrations: [MigrationSet] = [], on cluster: TestCluster? = nil,
    _ body: (TestDatabase) async throws -> Value
  ) async throws -> Value {
    let database = try await make(migrations: migrations, on: cluster)
    // After a failure the database is left to the cluster's end: dropping it might fail too and
    // hide the cause.
    let value = try await body(database)
    try await database.drop()
    return value
  }

  /// A connection string; without a role, the superuser's.
  public func url(role: String = "postgres") -> String { cluster.url(database: name, role: role) }

  /// Runs SQL as the superuser; several statements are one transaction.
  public func run(_ sql: String) async throws {
    try await AdminConnection.with(url()) { try $0.run(sql) }
  }

  /// Runs one statement as the superuser: its rows as text.
  public func rows(_ sql: String) async throws -> [[String?]] {
    try await AdminConnection.with(url()) { try $0.rows(sql) }
  }

  /// Drops the database, breaking connections to it.
  public func drop() async throws {
    try await AdminConnection.with(cluster.url()) { [name] admin in
      try admin.run("DROP DATABASE \"\(name)\" WITH (FORCE)")
    }
  }
}

/// One migrated database per set of migrations and cluster, made when first needed.
private actor Templates {
  static let shared = Templates()
  private var made: [String: Task<String, any Error>] = [:]

  func name(for sets: [MigrationSet], on cluster: TestCluster) async throws -> String {
    let key = cluster.directory + sets.map(\.fingerprint).joined(separator: "\n")
    if let task = made[key] { return try await task.value }
    let task = Task { try await make(sets, on: cluster) }
    made[key] = task
    return try await task.value
  }

  private func make(_ sets: [MigrationSet], on cluster: TestCluster) async throws -> String {
    let name = "template_" + UUID().uuidString.lowercased()
    try await AdminConnection.with(cluster.url()) { admin in
      try admin.run("CREATE DATABASE \"\(name)\"")
    }
    let services = sets.map { Roles.Login(name: $0.schema, password: cluster.password) }
    try await Roles(services: services, migratorPassword: cluster.password)
      .install(on: cluster.url(database: name))
    let url = cluster.url(database: name, role: Roles.migrator)
    _ = try await Migrator(url: url, sets: sets).migrate()
    return name
  }
}
