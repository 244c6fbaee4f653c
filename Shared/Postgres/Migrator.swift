/// Brings the schemas of a database to where their migrations say.
///
/// Connects as the role `migrator`, or as one that may become it. A session lock makes several at
/// once work one after the other; each migration and its record are one transaction, so a run that
/// was killed anywhere is finished by the next.
public struct Migrator: Sendable {
  /// Where a schema stands, in names of migrations.
  public struct Status: Sendable, Equatable {
    public let schema: String
    public let applied: [String]
    public let pending: [String]
  }

  public let url: String
  public let sets: [MigrationSet]
  /// How long to wait for another migrator.
  public var lockWait = Duration.seconds(60)
  /// lock_timeout while migrating, so that a statement waiting for a table does not hold up
  /// everybody behind it for long.
  public var tableLockTimeout = Duration.seconds(5)

  public init(url: String, sets: [MigrationSet]) {
    self.url = url
    self.sets = sets
  }

  /// Applies what is pending, schema by schema: the names of what was applied.
  ///
  /// Throws `MigrationError`, or `PostgresError` before anything is applied.
  public func migrate() async throws -> [String] {
    try await locked { session in
      var names: [String] = []
      for set in sets {
        try session.prepare(set.schema)
        for migration in try session.compare(set).pending {
          try session.apply(migration, to: set.schema)
          names.append(migration.name)
        }
      }
      return names
    }
  }

  /// Undoes the last migrations of one schema, newest first: their names.
  public func rollback(_ count: Int, of schema: String) async throws -> [String] {
    try await locked { session in
      guard let set = sets.first(where: { $0.schema == schema }) else { return [] }
      let migrations = try session.compare(set).applied.suffix(max(0, count)).reversed()
      for migration in migrations { try session.undo(migration, in: schema) }
      return migrations.map(\.name)
    }
  }

  /// Compares files and records without changing anything.
  public func status() async throws -> [Status] {
    try await AdminConnection.with(url) { admin in
      let session = MigratorSession(admin: admin)
      return try sets.map { set in
        let (applied, pending) = try session.compare(set)
        return Status(
          schema: set.schema, applied: applied.map(\.name), pending: pending.map(\.name))
      }
    }
  }

  private func locked<Value: Sendable>(
    _ body: @escaping @Sendable (MigratorSession) throws -> Value
  ) async throws -> Value {
    try await AdminConnection.with(url) { admin in
      let session = MigratorSession(admin: admin)
      try session.lock(wait: lockWait, tables: tableLockTimeout)
      return try body(session)
    }
  }
}

/// The version of a schema as a service's own role may see it.
public enum SchemaVersion {
  /// The number of the newest migration applied to a schema; nil when there is none.
  public static let latest = Statement<Int32?, String>(
    "schema.version", "SELECT max(number) AS number FROM migrations.applied WHERE schema = $1",
    Columns(["number"]) { (number: Int32?) in number })
}
