import Postgres
import ProcessKit
import TestKit
import Testing

private enum Call {
  @TaskLocal static var deadline: ContinuousClock.Instant?
  @Sendable static func current() -> ContinuousClock.Instant? { deadline }
}

private func oneLease(_ configuration: inout Database.Configuration) {
  configuration.leasedConnections = 1
}

/// Waits until as many statements with this text run on the server.
private func running(_ count: Int, like text: String, on database: TestDatabase) async throws {
  let sql = """
    SELECT count(*) FROM pg_catalog.pg_stat_activity
    WHERE state = 'active' AND query LIKE '%\(text)%' AND pid <> pg_catalog.pg_backend_pid()
    AND datname = pg_catalog.current_database()
    """
  try await eventually("\(count) run") { try await database.rows(sql) == [["\(count)"]] }
}

struct DeadlineTests {
  @Test func `a deadline bounds the wait for a connection`() async throws {
    try await withPool(configure: oneLease) { (pool, _) async throws in
      try await pool.transaction { tx in
        try await tx.execute(Sample.add(1, 1))
        let error = await failure {
          try await pool.query(Sample.list([1]), timeout: .milliseconds(30))
        }
        #expect(error == .timeout(sent: false))
        #expect(pool.snapshot.waiting == 0)
      }
    }
  }

  @Test func `without a deadline the wait ends at the pool's own limit`() async throws {
    let small = { (configuration: inout Database.Configuration) in
      configuration.leasedConnections = 1
      configuration.waitTimeout = .milliseconds(30)
    }
    try await withPool(configure: small) { (pool, _) async throws in
      // With a deadline of its own, for to open the connection takes longer.
      try await pool.transaction(timeout: .seconds(60)) { tx in
        try await tx.execute(Sample.add(1, 1))
        let error = await failure { try await pool.query(Sample.list([1])) }
        #expect(error?.failure == .unavailable)
        #expect(error?.outcomeUnknown == false)
      }
    }
  }

  @Test func `a deadline stops a leased statement on the server too`() async throws {
    try await withPool(configure: oneLease) { (pool, database) async throws in
      let backend = try await pool.first(Sample.backend())
      let clock = ContinuousClock()
      let taken = await clock.measure {
        let error = await failure {
          try await pool.query(Sample.sleep(60), timeout: .milliseconds(50))
        }
        #expect(error?.failure == .timeout)
      }
      #expect(taken < .seconds(50))
      #expect(try await pool.first(Sample.backend()) == backend)
      try await running(0, like: "pg_sleep", on: database)
    }
  }

  @Test func `a deadline may be longer than the usual statement timeout`() async throws {
    try await withPool(configure: set(\.statementTimeout, .seconds(1))) {
      (pool, _) async throws in
      #expect(await failure { try await pool.query(Sample.sleep(60)) }?.failure == .timeout)
    }
    let short = { (configuration: inout Database.Configuration) in
      configuration.statementTimeout = .seconds(2)
      configuration.stallGrace = .milliseconds(200)
    }
    try await withPool(configure: short) { (pool, _) async throws in
      #expect(try await pool.query(Sample.sleep(2.8), timeout: .seconds(60)) == [true])
    }
  }

  @Test func `a deadline on a shared connection frees the caller and harms no neighbour`()
    async throws
  {
    try await withPool(configure: set(\.sharedConnections, 1)) { (pool, _) async throws in
      async let neighbour = pool.first(Sample.find(2))
      let error = await failure {
        try await pool.query(Sample.sharedSleep(3), timeout: .seconds(1))
      }
      #expect(error == .timeout(sent: true))
      #expect(try await neighbour?.value == 20)
      #expect(try await pool.first(Sample.find(1))?.value == 10)
      #expect(pool.snapshot.lost == 0)
    }
  }

  @Test func `the pool asks for the deadline of the call it serves`() async throws {
    try await withPool(deadline: Call.current, configure: oneLease) { (pool, _) async throws in
      let error = await Call.$deadline.withValue(.now + .milliseconds(30)) {
        await failure { try await pool.query(Sample.sleep(60)) }
      }
      #expect(error?.failure == .timeout)
      let late = await Call.$deadline.withValue(.now - .seconds(1)) {
        await failure { try await pool.first(Sample.find(1)) }
      }
      #expect(late == .timeout(sent: false))
      #expect(try await pool.query(Sample.sleep(0.05)) == [true])
    }
  }

  @Test func `a deadline ends a transaction and undoes it`() async throws {
    try await withPool(configure: oneLease) { (pool, _) async throws in
      let error = await failure {
        try await pool.transaction(timeout: .milliseconds(80)) { tx in
          try await tx.execute(Sample.add(1, 1))
          _ = try await tx.query(Sample.sleep(60))
        }
      }
      #expect(error?.failure == .timeout)
      #expect(error?.outcomeUnknown == false)
      #expect(try await pool.query(Sample.list([1])).map(\.value) == [10])
    }
  }
}

struct CancellationTests {
  @Test func `cancelling a task cancels its statement on the server`() async throws {
    try await withPool(configure: oneLease) { (pool, database) async throws in
      let backend = try await pool.first(Sample.backend())
      let task = Task { await failure { try await pool.query(Sample.sleep(60)) } }
      try await running(1, like: "pg_sleep", on: database)
      task.cancel()
      #expect(await task.value == .canceled(sent: true))
      #expect(try await pool.first(Sample.backend()) == backend)
      try await running(0, like: "pg_sleep", on: database)
    }
  }

  @Test func `cancelling a task takes it out of the queue`() async throws {
    try await withPool(configure: oneLease) { (pool, _) async throws in
      try await pool.transaction { tx in
        try await tx.execute(Sample.add(1, 1))
        let task = Task { await failure { try await pool.query(Sample.list([1])) } }
        try await eventually("it waits") { pool.snapshot.waiting > 0 }
        task.cancel()
        #expect(await task.value == .canceled(sent: false))
      }
      #expect(try await pool.query(Sample.list([1])).map(\.value) == [11])
    }
  }

  @Test func `a task cancelled before its call sends nothing`() async throws {
    try await withPool { (pool, _) async throws in
      let task = Task {
        while !Task.isCancelled { await Task.yield() }
        return await failure { try await pool.execute(Sample.add(1, 1)) }
      }
      task.cancel()
      #expect(await task.value == .canceled(sent: false))
      #expect(try await pool.first(Sample.find(1))?.value == 10)
    }
  }

  @Test func `cancelling a transaction undoes it and frees its connection`() async throws {
    try await withPool(configure: oneLease) { (pool, database) async throws in
      let backend = try await pool.first(Sample.backend())
      let task = Task {
        await failure {
          try await pool.transaction { tx in
            try await tx.execute(Sample.add(1, 1))
            _ = try await tx.query(Sample.sleep(60))
          }
        }
      }
      try await running(1, like: "pg_sleep", on: database)
      task.cancel()
      #expect(await task.value == .canceled(sent: false))
      #expect(try await pool.first(Sample.backend()) == backend)
      #expect(try await pool.query(Sample.list([1])).map(\.value) == [10])
    }
  }

  @Test func `a storm of deadlines and cancellations leaves every connection clean`()
    async throws
  {
    try await withPool(configure: set(\.leasedConnections, 4)) { (pool, database) async throws in
      await withTaskGroup(of: Void.self) { group in
        for n in 0..<600 {
          group.addTask {
            let task = Task {
              _ = await failure {
                try await pool.transaction(timeout: .milliseconds(Int.random(in: 1...60))) { tx in
                  try await tx.execute(Sample.add(Int32(1 + n % 50), 1))
                  _ = try await tx.query(Sample.sleep(Double.random(in: 0...0.02)))
                }
              }
              _ = await failure {
                try await pool.query(
                  Sample.sharedSleep(0), timeout: .microseconds(Int.random(in: 1...2000)))
              }
            }
            if n % 2 == 0 {
              for _ in 0..<(n % 40) { await Task.yield() }
              task.cancel()
            }
            await task.value
          }
        }
      }
      try await eventually("nothing runs") { pool.snapshot.busy == 0 }
      let open = try await database.rows(
        """
        SELECT count(*) FROM pg_catalog.pg_stat_activity
        WHERE datname = pg_catalog.current_database() AND state LIKE 'idle in transaction%'
        """)
      #expect(open == [["0"]])
      for _ in 0..<8 { #expect(try await pool.query(Sample.sleep(0.01)) == [true]) }
      #expect(pool.snapshot.waiting == 0)
      #expect(pool.snapshot.lost == 0)
    }
  }
}
