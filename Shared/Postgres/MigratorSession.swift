/// What a migrator does on its connection. Blocks.
struct MigratorSession {
  let admin: AdminConnection

  /// Any number will do, as long as it stays: the lock is known by it.
  private static let lockKey = "7163042558417"

  func lock(wait: Duration, tables: Duration) throws(PostgresError) {
    try admin.run("SET ROLE \(Roles.migrator)")
    try admin.run("SET statement_timeout = 0; SET lock_timeout = \(wait.milliseconds)")
    _ = try admin.rows("SELECT pg_advisory_lock(\(Self.lockKey))")
    try admin.run("SET lock_timeout = \(tables.milliseconds)")
  }

  /// Makes the table of records, the service's schema, and lets the service see both.
  func prepare(_ schema: String) throws(PostgresError) {
    let name = quoted(name: schema)
    try admin.run(
      """
      CREATE SCHEMA IF NOT EXISTS migrations;
      CREATE TABLE IF NOT EXISTS migrations.applied (
        schema text NOT NULL,
        number integer NOT NULL,
        name text NOT NULL,
        sha256 bytea NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (schema, number)
      );
      CREATE SCHEMA IF NOT EXISTS \(name);
      GRANT USAGE ON SCHEMA migrations, \(name) TO \(name);
      GRANT SELECT ON migrations.applied TO \(name);
      """)
  }

  /// Sorts a set into what is applied and what is pending, or says what does not fit.
  func compare(_ set: MigrationSet) throws -> (applied: [Migration], pending: [Migration]) {
    var records = try self.records(of: set.schema)
    var applied: [Migration] = []
    var pending: [Migration] = []
    for migration in set.migrations {
      guard let record = records.removeValue(forKey: migration.number) else {
        pending.append(migration)
        continue
      }
      guard record.name == migration.name, record.sha256 == (try sha256(of: migration.up)) else {
        throw MigrationError.edited(schema: set.schema, name: record.name)
      }
      applied.append(migration)
    }
    if let record = records.min(by: { $0.key < $1.key }) {
      throw MigrationError.missing(schema: set.schema, name: record.value.name)
    }
    if let last = applied.last, let first = pending.first, first.number < last.number {
      throw MigrationError.late(schema: set.schema, name: first.name)
    }
    return (applied, pending)
  }

  private struct Record {
    let name: String
    let sha256: String
  }

  private func records(of schema: String) throws -> [Int32: Record] {
    let isNew = try admin.rows("SELECT to_regclass('migrations.applied')")[0][0] == nil
    if isNew { return [:] }
    let rows = try admin.rows(
      "SELECT number, name, encode(sha256, 'hex') FROM migrations.applied WHERE schema = $1",
      schema)
    var records: [Int32: Record] = [:]
    for row in rows {
      guard let number = row[0].flatMap({ Int32($0) }), let name = row[1], let hash = row[2]
      else { continue }
      records[number] = Record(name: name, sha256: hash)
    }
    return records
  }

  private func sha256(of text: String) throws(PostgresError) -> String? {
    try admin.rows("SELECT encode(sha256(convert_to($1, 'UTF8')), 'hex')", text)[0][0]
  }

  func apply(_ migration: Migration, to schema: String) throws(MigrationError) {
    try inTransaction(migration.up, of: migration, in: schema) { () throws(PostgresError) in
      _ = try admin.rows(
        """
        INSERT INTO migrations.applied (schema, number, name, sha256)
        VALUES ($1, $2::integer, $3, sha256(convert_to($4, 'UTF8')))
        """, schema, String(migration.number), migration.name, migration.up)
    }
  }

  func undo(_ migration: Migration, in schema: String) throws(MigrationError) {
    try inTransaction(migration.down, of: migration, in: schema) { () throws(PostgresError) in
      _ = try admin.rows(
        "DELETE FROM migrations.applied WHERE schema = $1 AND number = $2::integer", schema,
        String(migration.number))
    }
  }

  /// Runs a file and its record as one; when anything fails, neither stands.
  private func inTransaction(
    _ sql: String, of migration: Migration, in schema: String,
    record: () throws(PostgresError) -> Void
  ) throws(MigrationError) {
    let stayed: Bool
    do throws(PostgresError) {
      try admin.run("BEGIN")
      try admin.run(sql)
      stayed = admin.isInTransaction
      if stayed {
        try record()
        try admin.run("COMMIT")
      }
    } catch {
      throw .failed(schema: schema, name: migration.name, error)
    }
    if !stayed { throw .endedTransaction(schema: schema, name: migration.name) }
  }
}
