import Postgres
import TestKit
import Testing

/// What starting a pool with one statement says of it.
private func problem(_ statement: any Preparable) async throws -> String? {
  try await TestDatabase.with { database in
    try await database.run(Sample.tables)
    let pool = Database(.patient(database.url()), statements: [Sample.find, statement])
    let error = await failure { try await pool.start() }
    await pool.close()
    guard case .statements(let faults)? = error else { return error?.logText }
    #expect(faults.map(\.statement) == [statement.definition.name])
    return faults.first?.problem
  }
}

struct StatementTests {
  private let select = "SELECT id, value, note FROM sample.counter WHERE id = $1"

  @Test func `a statement that fits starts`() async throws {
    let fits = Statement<Sample.Counter, Int32>("fits", select, Sample.Counter.columns)
    #expect(try await problem(fits) == nil)
  }

  @Test func `broken SQL keeps the pool from starting`() async throws {
    let broken = Statement<Void>("broken", "SELEC 1")
    #expect(try await problem(broken)?.contains("SQLSTATE 42601") == true)
    let unknown = Statement<Void>("unknown", "DELETE FROM sample.nowhere")
    #expect(try await problem(unknown)?.contains("SQLSTATE 42P01") == true)
  }

  @Test func `a name without its schema keeps the pool from starting`() async throws {
    let bare = Statement<Void>("bare", "DELETE FROM counter")
    #expect(try await problem(bare)?.contains("SQLSTATE 42P01") == true)
  }

  @Test func `a parameter of another type is found`() async throws {
    let wide = Statement<Sample.Counter, Int64>("wide", select, Sample.Counter.columns)
    #expect(
      try await problem(wide) == "parameter $1 expected bigint, PostgreSQL has integer")
    let more = Statement<Sample.Counter, Int32, Int32>("more", select, Sample.Counter.columns)
    #expect(try await problem(more) == "2 parameters expected, PostgreSQL has 1")
  }

  @Test func `a column of another type or name, or out of order, is found`() async throws {
    let type = Statement<Sample.Counter, Int32>(
      "type", "SELECT id, value::integer, note FROM sample.counter WHERE id = $1",
      Sample.Counter.columns)
    #expect(
      try await problem(type) == "column value expected bigint, PostgreSQL has integer")
    let order = Statement<Sample.Counter, Int32>(
      "order", "SELECT id, note, value FROM sample.counter WHERE id = $1", Sample.Counter.columns)
    #expect(try await problem(order) == "column 2 expected value, PostgreSQL has note")
    let fewer = Statement<Sample.Counter, Int32>(
      "fewer", "SELECT id, value FROM sample.counter WHERE id = $1", Sample.Counter.columns)
    #expect(try await problem(fewer) == "3 columns expected, PostgreSQL has 2")
  }

  @Test func `two columns of one type cannot change places unnoticed`() async throws {
    let columns = Columns(["first", "last"]) { (first: String, last: String) in first + last }
    let swapped = Statement<String>("swapped", "SELECT 'b' AS last, 'a' AS first", columns)
    #expect(try await problem(swapped) == "column 1 expected first, PostgreSQL has last")
  }

  @Test func `all faults are reported at once`() async throws {
    try await TestDatabase.with { database in
      let statements: [any Preparable] = [
        Statement<Void>("one", "SELEC"), Statement<Void>("two", "SELECT 1"),
        Statement<Void>("three", "DELETE FROM nowhere"),
      ]
      let pool = Database(.patient(database.url()), statements: statements)
      let error = await failure { try await pool.start() }
      guard case .statements(let faults) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(faults.map(\.statement) == ["one", "two", "three"])
      #expect(error?.description.contains("statement two: 0 columns expected") == true)
    }
  }

  @Test func `a database that is not there keeps the pool from starting`() async throws {
    let cluster = try await TestCluster.shared()
    let pool = Database(.init(url: cluster.url(database: "nowhere")), statements: [])
    let error = await failure { try await pool.start() }
    #expect(error?.failure == .unavailable)
    #expect(error?.logText.contains("nowhere") == true)
    #expect(await failure { try await pool.first(Sample.find(1)) } == .closed)
  }
}
