import Postgres
import Synchronization
import TestKit

/// What the tests of the pool run on: a table of counters and the statements for it.
enum Sample {
  static let tables = """
    CREATE SCHEMA sample;
    CREATE TABLE sample.counter (
      id integer PRIMARY KEY, value bigint NOT NULL CHECK (value >= 0), note text);
    INSERT INTO sample.counter SELECT n, n * 10, NULL FROM generate_series(1, 100) n;
    CREATE TABLE sample.log (id uuid PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
    """

  struct Counter: Equatable {
    let id: Int32
    let value: Int64
    let note: String?
    static let columns = Columns(["id", "value", "note"], Counter.init(id:value:note:))
  }

  static let find = Statement<Counter, Int32>(
    "sample.find", "SELECT id, value, note FROM sample.counter WHERE id = $1", Counter.columns)
  static let list = Statement<Counter, [Int32]>(
    "sample.list", "SELECT id, value, note FROM sample.counter WHERE id = ANY($1) ORDER BY id",
    Counter.columns, on: .leased)
  static let add = Statement<Counter, Int32, Int64>(
    "sample.add",
    "UPDATE sample.counter SET value = value + $2 WHERE id = $1 RETURNING id, value, note",
    Counter.columns, on: .leased)
  static let insert = Statement<Void, Int32, Int64, String?>(
    "sample.insert", "INSERT INTO sample.counter (id, value, note) VALUES ($1, $2, $3)",
    on: .leased)
  static let divide = Statement<Int32, Int32>(
    "sample.divide", "SELECT 100 / $1 AS ratio", Columns(["ratio"]) { (n: Int32) in n })
  static let log = Statement<Void, UUID128>(
    "sample.log", "INSERT INTO sample.log (id) VALUES ($1)", on: .leased)
  static let logged = Statement<UUID128>(
    "sample.logged", "SELECT id FROM sample.log", Columns(["id"]) { (id: UUID128) in id },
    on: .leased)
  static let backend = Statement<Int32>(
    "sample.backend", "SELECT pg_backend_pid() AS pid", Columns(["pid"]) { (pid: Int32) in pid },
    on: .leased)
  static let sharedBackend = Statement<Int32>(
    "sample.shared_backend", "SELECT pg_backend_pid() AS pid",
    Columns(["pid"]) { (pid: Int32) in pid })
  static let sleep = Statement<Bool, Double>(
    "sample.sleep", "SELECT true AS slept FROM pg_sleep($1)",
    Columns(["slept"]) { (slept: Bool) in slept }, on: .leased)
  static let sharedSleep = Statement<Bool, Double>(
    "sample.shared_sleep", "SELECT true AS slept FROM pg_sleep($1)",
    Columns(["slept"]) { (slept: Bool) in slept })
  static let repeated = Statement<String, String, Int32>(
    "sample.repeat", "SELECT repeat($1, $2) AS text", Columns(["text"]) { (s: String) in s })

  static let terminate = Statement<Bool, Int32>(
    "sample.terminate", "SELECT pg_terminate_backend($1) AS done",
    Columns(["done"]) { (done: Bool) in done }, on: .leased)

  static let all: [any Preparable] = [
    terminate,
    find, list, add, insert, divide, log, logged, backend, sharedBackend, sleep, sharedSleep,
    repeated,
  ]
}

/// Runs `body` with a started pool on a database of its own that holds `Sample.tables`.
func withPool<Value>(
  _ statements: [any Preparable] = Sample.all, on cluster: TestCluster? = nil,
  deadline: @escaping @Sendable () -> ContinuousClock.Instant? = { nil },
  configure: (inout Database.Configuration) -> Void = { _ in },
  _ body: (Database, TestDatabase) async throws -> Value
) async throws -> Value {
  try await TestDatabase.with(on: cluster) { database in
    try await database.run(Sample.tables)
    var configuration = Database.Configuration.patient(database.url())
    configure(&configuration)
    let pool = Database(configuration, statements: statements, deadline: deadline)
    try await pool.start()
    let value = try await body(pool, database)
    await pool.close()
    return value
  }
}

/// The error an operation throws, of which the test knows that it must.
func failure(_ body: () async throws -> some Any) async -> PostgresError? {
  do {
    _ = try await body()
    return nil
  } catch {
    return error as? PostgresError
  }
}

/// Lets tasks go on once a number of them has come.
actor Barrier {
  private var missing: Int
  private var waiters: [CheckedContinuation<Void, Never>] = []

  init(_ count: Int) { missing = count }

  /// Returns at once when the number has been reached before.
  func arrive() async {
    missing -= 1
    if missing > 0 { return await withCheckedContinuation { waiters.append($0) } }
    for waiter in waiters { waiter.resume() }
    waiters = []
  }
}

/// Counts from many tasks.
final class Tally: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func add() { count.withLock { $0 += 1 } }
}

/// A change of one setting.
func set<Value>(
  _ setting: WritableKeyPath<Database.Configuration, Value>, _ value: Value
) -> (inout Database.Configuration) -> Void {
  { $0[keyPath: setting] = value }
}
