import Postgres
import ProcessKit
import TestKit
import Testing

/// What became of each row a writer tried to insert.
private actor History {
  private(set) var acknowledged: Set<UUID128> = []
  private(set) var unknown: Set<UUID128> = []
  private(set) var refused: Set<UUID128> = []
  private(set) var unexpected: [PostgresError] = []

  func note(_ id: UUID128, _ error: PostgresError?) {
    guard let error else {
      acknowledged.insert(id)
      return
    }
    if error.outcomeUnknown { unknown.insert(id) } else { refused.insert(id) }
    if error.failure != .unavailable { unexpected.append(error) }
  }

  var failures: Int { unknown.count + refused.count }
}

/// Writes rows from eight tasks until cancelled, alone and in transactions.
private func write(_ pool: Database, _ history: History) async {
  await withTaskGroup(of: Void.self) { group in
    for n in 0..<8 {
      group.addTask {
        while !Task.isCancelled {
          let id = UUID128.v7()
          let error = await failure {
            if n % 2 == 0 { return try await pool.execute(Sample.log(id)) }
            return try await pool.transaction { tx in try await tx.execute(Sample.log(id)) }
          }
          // Our own end of the test is no fault of the database.
          if case .canceled? = error { return }
          await history.note(id, error)
        }
      }
    }
  }
}

private func withOwnCluster(_ body: (TestCluster) async throws -> Void) async throws {
  let cluster = try await TestCluster.start()
  try await body(cluster)
  try await cluster.stop()
}

struct FaultTests {
  @Test func `a server killed under load loses nothing acknowledged and the pool heals`()
    async throws
  {
    try await withOwnCluster { cluster in
      try await TestDatabase.with(on: cluster) { database in
        try await database.run(Sample.tables)
        var configuration = Database.Configuration.patient(database.url())
        configuration.waitTimeout = .milliseconds(500)
        let pool = Database(configuration, statements: Sample.all)
        try await pool.start()
        let history = History()
        let writers = Task { await write(pool, history) }
        for _ in 0..<3 {
          let before = await history.acknowledged.count
          try await eventually("writes") { await history.acknowledged.count >= before + 200 }
          try await cluster.kill()
          let failures = await history.failures
          try await eventually("failures") { await history.failures > failures }
          try await cluster.start()
        }
        let before = await history.acknowledged.count
        try await eventually("writes") { await history.acknowledged.count >= before + 200 }
        writers.cancel()
        await writers.value

        let present = Set(try await pool.query(Sample.logged()))
        let (acknowledged, unknown) = await (history.acknowledged, history.unknown)
        #expect(acknowledged.subtracting(present).isEmpty)
        #expect(await history.refused.isDisjoint(with: present))
        // What was in flight when the test itself ended is neither.
        #expect(present.subtracting(acknowledged).subtracting(unknown).count <= 8)
        #expect(await history.unexpected == [])
        #expect(pool.snapshot.lost > 0)
        await pool.close()
      }
    }
  }

  @Test func `a stopped server costs callers their deadline, no more, and the pool heals`()
    async throws
  {
    try await withOwnCluster { cluster in
      let short = { (configuration: inout Database.Configuration) in
        configuration.statementTimeout = .seconds(1)
        configuration.stallGrace = .milliseconds(500)
        configuration.waitTimeout = .milliseconds(500)
        configuration.connectTimeout = .seconds(2)
      }
      try await withPool(on: cluster, configure: short) { (pool, _) async throws in
        try cluster.freeze()
        let clock = ContinuousClock()
        let taken = await clock.measure {
          await withTaskGroup(of: PostgresError?.self) { group in
            for n in Int32(1)...40 {
              group.addTask {
                switch n % 4 {
                case 0: await failure { try await pool.first(Sample.find(n)) }
                case 1: await failure { try await pool.execute(Sample.add(n, 1)) }
                case 2:
                  await failure {
                    try await pool.query(Sample.list([n]), timeout: .milliseconds(100))
                  }
                default:
                  await failure {
                    try await pool.transaction { tx in try await tx.execute(Sample.add(n, 1)) }
                  }
                }
              }
            }
            for await error in group {
              #expect([.unavailable, .timeout].contains(error?.failure))
            }
          }
        }
        #expect(taken < .seconds(30))
        try cluster.thaw()
        try await eventually("reads") {
          await failure { try await pool.first(Sample.find(1)) } == nil
        }
        try await eventually("writes") {
          await failure { try await pool.execute(Sample.add(50, 1)) } == nil
        }
        #expect(pool.snapshot.lost > 0)
      }
    }
  }

  @Test func `a backend terminated inside a transaction undoes it and says so`() async throws {
    try await withPool { (pool, database) async throws in
      let error = await failure {
        try await pool.transaction { tx in
          try await tx.execute(Sample.add(1, 1))
          let backend = try await tx.first(Sample.backend()) ?? 0
          try await database.run("SELECT pg_catalog.pg_terminate_backend(\(backend), 10000)")
          try await tx.execute(Sample.add(1, 1))
        }
      }
      #expect(error == .connectionLost(sent: false))
      #expect(error?.failure == .unavailable)
      #expect(try await pool.query(Sample.list([1])).map(\.value) == [10])
    }
  }

  @Test func `a terminated backend fails only the calls that were on it`() async throws {
    try await withPool(configure: set(\.sharedConnections, 2)) { (pool, _) async throws in
      let backend = try await pool.first(Sample.sharedBackend()) ?? 0
      // What ends it has its connection by now.
      _ = try await pool.first(Sample.backend())
      let errors = await withTaskGroup(of: PostgresError?.self) { group in
        for _ in 0..<20 {
          group.addTask { await failure { try await pool.query(Sample.sharedSleep(0.2)) } }
        }
        while pool.snapshot.busy < 2 { await Task.yield() }
        group.addTask { await failure { try await pool.query(Sample.terminate(backend)) } }
        return await group.reduce(into: []) { $0.append($1) }
      }
      let lost = errors.compactMap { $0 }
      #expect(lost.allSatisfy { $0 == .connectionLost(sent: true) })
      #expect(1...10 ~= lost.count)
      #expect(pool.snapshot.lost == 1)
      try await eventually("it is replaced") { pool.snapshot.open >= 3 }
      #expect(try await pool.first(Sample.find(1))?.value == 10)
    }
  }

  @Test func `an idle connection that broke is replaced unnoticed`() async throws {
    try await withPool(configure: set(\.leasedConnections, 1)) { (pool, database) async throws in
      let backend = try await pool.first(Sample.backend()) ?? 0
      try await database.run("SELECT pg_catalog.pg_terminate_backend(\(backend), 10000)")
      try await eventually("the loss is noticed") { pool.snapshot.lost > 0 }
      #expect(try await pool.first(Sample.backend()) != backend)
    }
  }

  @Test func `of several hosts the one that answers is taken`() async throws {
    try await TestDatabase.with { database in
      try await database.run(Sample.tables)
      let url = database.url().replacing("host=", with: "host=/nowhere,")
      let pool = Database(
        .init(url: url + " target_session_attrs=read-write"), statements: Sample.all)
      try await pool.start()
      #expect(try await pool.first(Sample.find(1))?.value == 10)
      await pool.close()
    }
  }

  @Test func `settings that put commits at risk are reported`() async throws {
    try await withPool { (pool, _) async throws in
      #expect(try await pool.unsafeSettings() == ["fsync"])
    }
    try await TestDatabase.with { database in
      try await database.run(
        "ALTER DATABASE \"\(database.name)\" SET synchronous_commit = 'off'")
      let pool = Database(.patient(database.url()), statements: [])
      try await pool.start()
      #expect(try await pool.unsafeSettings() == ["fsync", "synchronous_commit"])
      await pool.close()
    }
  }
}

struct HistoryTests {
  @Test func `a write acknowledged before its commit is caught by the count`() async throws {
    try await withPool { (pool, database) async throws in
      let history = History()
      let id = UUID128.v7()
      let error = await failure {
        try await pool.transaction { tx in
          try await tx.execute(Sample.log(id))
          // The planted fault: the answer goes out before the commit.
          await history.note(id, nil)
          let backend = try await tx.first(Sample.backend()) ?? 0
          try await database.run("SELECT pg_catalog.pg_terminate_backend(\(backend), 10000)")
        }
      }
      #expect(error?.failure == .unavailable)
      let present = Set(try await pool.query(Sample.logged()))
      #expect(await history.acknowledged.subtracting(present) == [id])
    }
  }
}
