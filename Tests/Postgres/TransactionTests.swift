import Postgres
import TestKit
import Testing

private struct Refusal: Error {}

struct TransactionTests {
  @Test func `a transaction commits what it did and returns its value`() async throws {
    try await withPool { (pool, _) async throws in
      let value = try await pool.transaction { tx in
        try await tx.execute(Sample.add(1, 5))
        return try await tx.first(Sample.find(1))?.value
      }
      #expect(value == 15)
      #expect(try await pool.first(Sample.find(1))?.value == 15)
    }
  }

  @Test func `an error thrown inside undoes everything`() async throws {
    try await withPool { (pool, _) async throws in
      await #expect(throws: Refusal.self) {
        try await pool.transaction { tx in
          try await tx.execute(Sample.add(1, 5))
          throw Refusal()
        }
      }
      let after = try await pool.first(Sample.find(1))?.value
      #expect(after == 10)
    }
  }

  @Test func `a swallowed error cannot be committed around`() async throws {
    try await withPool { (pool, _) async throws in
      let error = await failure {
        try await pool.transaction { tx in
          try await tx.execute(Sample.add(1, 5))
          _ = await failure { try await tx.execute(Sample.insert(1, 1, nil)) }
        }
      }
      #expect(error?.failure == .uniqueViolation(constraint: "counter_pkey"))
      let after = try await pool.first(Sample.find(1))?.value
      #expect(after == 10)
    }
  }

  @Test func `what runs with the commit is committed with what came before, or nothing is`()
    async throws
  {
    try await withPool { (pool, _) async throws in
      let value = try await pool.transaction { tx in
        try await tx.execute(Sample.add(1, 5))
        let (row, _) = try await tx.commit(after: Sample.find(1), Sample.add(2, 1))
        return row.first?.value
      }
      #expect(value == 15)
      let error = await failure {
        try await pool.transaction { tx in
          try await tx.execute(Sample.add(1, 5))
          _ = try await tx.commit(after: Sample.add(2, 1), Sample.insert(1, 1, nil))
        }
      }
      #expect(error?.failure == .uniqueViolation(constraint: "counter_pkey"))
      let after = try await pool.query(Sample.list([1, 2])).map(\.value)
      #expect(after == [15, 21])
      let alone = try await pool.transaction { tx in
        let (_, row) = try await tx.commit(after: Sample.add(1, 1), Sample.find(1))
        return row.first?.value
      }
      #expect(alone == 16, "a transaction of one round trip")
    }
  }

  @Test func `a batch inside sees and shares the transaction`() async throws {
    try await withPool { (pool, _) async throws in
      await #expect(throws: Refusal.self) {
        try await pool.transaction { tx in
          try await tx.execute(Sample.add(1, 5))
          let (row, _) = try await tx.batch(Sample.find(1), Sample.add(2, 1))
          #expect(row.map(\.value) == [15])
          throw Refusal()
        }
      }
      let after = try await pool.query(Sample.list([1, 2])).map(\.value)
      #expect(after == [10, 20])
    }
  }

  @Test func `the connection comes back clean however a transaction ends`() async throws {
    try await withPool(configure: set(\.leasedConnections, 1)) { (pool, _) async throws in
      let backend = try await pool.first(Sample.backend())
      for _ in 0..<3 {
        _ = await failure {
          try await pool.transaction { tx in try await tx.execute(Sample.add(1, -1000)) }
        }
        await #expect(throws: Refusal.self) {
          try await pool.transaction { tx in
            try await tx.execute(Sample.add(1, 1))
            throw Refusal()
          }
        }
      }
      #expect(try await pool.first(Sample.backend()) == backend)
      #expect(try await pool.execute(Sample.insert(200, 1, nil)) == 1)
      #expect(try await pool.first(Sample.find(200)) != nil)
    }
  }

  @Test func `a transaction that is over takes no more statements`() async throws {
    try await withPool { (pool, _) async throws in
      let escaped = try await pool.transaction { tx in
        try await tx.execute(Sample.add(1, 1))
        return tx
      }
      #expect(await failure { try await escaped.execute(Sample.add(1, 1)) } == .closed)
      #expect(try await pool.first(Sample.find(1))?.value == 11)
      try await pool.transaction { tx in
        _ = try await tx.commit(after: Sample.add(1, 1))
        #expect(await failure { try await tx.execute(Sample.add(1, 1)) } == .closed)
      }
      #expect(try await pool.first(Sample.find(1))?.value == 12)
    }
  }

  @Test func `a deadlock is resolved by running the loser again`() async throws {
    try await withPool { (pool, _) async throws in
      let barrier = Barrier(2)
      let attempts = Tally()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (first, second) in [(Int32(1), Int32(2)), (2, 1)] {
          group.addTask {
            try await pool.transaction { tx in
              attempts.add()
              try await tx.execute(Sample.add(first, 1))
              await barrier.arrive()
              try await tx.execute(Sample.add(second, 1))
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(attempts.value == 3)
      #expect(try await pool.query(Sample.list([1, 2])).map(\.value) == [12, 22])
    }
  }

  @Test func `transactions that wait for each other's rows lose no update`() async throws {
    try await withPool { (pool, _) async throws in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<100 {
          group.addTask {
            try await pool.transaction { tx in
              guard let row = try await tx.first(Sample.add(3, 0)) else { return }
              try await tx.execute(Sample.add(3, row.value + 1 - row.value))
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await pool.first(Sample.find(3))?.value == 130)
    }
  }

  @Test func `waiting for a lock ends at the lock timeout`() async throws {
    try await withPool(configure: set(\.lockTimeout, .milliseconds(50))) {
      (pool, _) async throws in
      try await pool.transaction { tx in
        try await tx.execute(Sample.add(1, 1))
        let error = await failure { try await pool.execute(Sample.add(1, 1)) }
        #expect(error?.failure == .lockTimeout)
      }
      #expect(try await pool.first(Sample.find(1))?.value == 11)
    }
  }

  @Test func `a constraint checked at commit fails the transaction, not the connection`()
    async throws
  {
    try await TestDatabase.with { database in
      try await database.run(
        """
        CREATE SCHEMA sample;
        CREATE TABLE sample.item (
          id integer CONSTRAINT item_id UNIQUE DEFERRABLE INITIALLY DEFERRED);
        """)
      let insert = Statement<Void, Int32>(
        "insert", "INSERT INTO sample.item VALUES ($1)", on: .leased)
      let pipelined = Statement<Void, Int32>("pipelined", "INSERT INTO sample.item VALUES ($1)")
      var configuration = Database.Configuration.patient(database.url())
      configuration.leasedConnections = 1
      let pool = Database(configuration, statements: [insert, pipelined])
      try await pool.start()
      try await pool.execute(insert(1))
      let expected = Failure.uniqueViolation(constraint: "item_id")
      for _ in 0..<3 {
        #expect(await failure { try await pool.execute(insert(1)) }?.failure == expected)
        #expect(await failure { try await pool.execute(pipelined(1)) }?.failure == expected)
        let inside = await failure {
          try await pool.transaction { tx in try await tx.execute(insert(1)) }
        }
        #expect(inside?.failure == expected)
      }
      #expect(try await pool.execute(insert(2)) == 1)
      #expect(try await pool.execute(pipelined(3)) == 1)
      #expect(pool.snapshot.lost == 0)
      await pool.close()
    }
  }
}
