import Postgres
import TestKit
import Testing

/// Plans are kept for as long as a connection, whatever becomes of the tables.
struct PlanTests {
  private static let wholeTables = Statement<String>(
    "sample.whole_tables", "SELECT set_config('enable_seqscan', 'on', true) AS mode",
    Columns(["mode"]) { (mode: String) in mode }, on: .leased)
  /// How often the table was read whole, as this connection counts.
  private static let scans = Statement<Int64>(
    "sample.scans",
    "SELECT pg_stat_get_xact_numscans('sample.counter'::regclass) AS scans",
    Columns(["scans"]) { (scans: Int64) in scans }, on: .leased)
  private static let setting = Statement<String, String>(
    "sample.setting", "SELECT current_setting($1) AS value",
    Columns(["value"]) { (value: String) in value }, on: .leased)

  /// How often finding one of 20,000 rows reads all of them, when the plan was made for one.
  private func scans(planning: [Query<String>] = []) async throws -> Int64 {
    let statements = Sample.all + [Self.wholeTables, Self.scans]
    return try await withOneConnection(statements) { pool, database in
      try await database.run(
        """
        TRUNCATE sample.counter;
        INSERT INTO sample.counter VALUES (1, 1);
        ALTER TABLE sample.counter SET (autovacuum_enabled = false);
        ANALYZE sample.counter
        """)
      // PostgreSQL keeps a plan from the sixth time on.
      for _ in 1...8 {
        try await pool.transaction { transaction in
          for query in planning { _ = try await transaction.query(query) }
          _ = try await transaction.query(Sample.list([1]))
        }
      }
      try await database.run(
        "INSERT INTO sample.counter SELECT n, n FROM generate_series(2, 20000) AS n")
      return try await pool.transaction { transaction in
        let (before, found, after) = try await transaction.batch(
          Self.scans(), Sample.list([7]), Self.scans())
        #expect(found.map(\.value) == [7])
        return after[0] - before[0]
      }
    }
  }

  @Test func `what was planned for one row finds by index among many`() async throws {
    #expect(try await scans() == 0)
  }

  @Test func `control: left to choose, PostgreSQL reads all to find one`() async throws {
    #expect(try await scans(planning: [Self.wholeTables()]) == 1)
  }

  @Test func `what sums over whole tables may read them as they lie, and nothing after it`()
    async throws
  {
    try await withOneConnection(Sample.all + [Self.setting]) { pool, _ in
      let summing = try await pool.querySumming(Self.setting("enable_seqscan"))
      let after = try await pool.query(Self.setting("enable_seqscan"))
      #expect(summing == ["on"])
      #expect(after == ["off"])
    }
  }

  @Test func `nothing is compiled before it runs`() async throws {
    try await withPool(Sample.all + [Self.setting]) { pool, _ in
      let compiles = try await pool.first(Self.setting("jit"))
      #expect(compiles == "off")
    }
  }
}

private func withOneConnection<Value>(
  _ statements: [any Preparable], _ body: (Database, TestDatabase) async throws -> Value
) async throws -> Value {
  func configure(_ configuration: inout Database.Configuration) {
    configuration.leasedConnections = 1
  }
  return try await withPool(statements, configure: configure, body)
}
