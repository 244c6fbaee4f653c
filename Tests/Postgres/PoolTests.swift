import Postgres
import ProcessKit
import TestKit
import Testing

struct PoolTests {
  @Test func `a row comes back as it was written`() async throws {
    try await withPool { (pool, _) async throws in
      let row = try await pool.first(Sample.find(7))
      #expect(row == Sample.Counter(id: 7, value: 70, note: nil))
      #expect(try await pool.first(Sample.find(1000)) == nil)
      #expect(try await pool.query(Sample.list([3, 1, 1000])).map(\.id) == [1, 3])
      #expect(try await pool.query(Sample.list([])).isEmpty)
    }
  }

  @Test func `a failed statement harms no neighbour in the pipeline`() async throws {
    try await withPool { (pool, _) async throws in
      let results = await withTaskGroup(of: (Int32, Int32?, PostgresError?).self) { group in
        for n in Int32(0)..<600 {
          group.addTask {
            let divisor = n % 3 == 0 ? 0 : n
            do throws(PostgresError) {
              return (n, try await pool.first(Sample.divide(divisor)), nil)
            } catch {
              return (n, nil, error)
            }
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
      #expect(results.count == 600)
      for (n, value, error) in results {
        if n % 3 == 0 {
          #expect(error?.failure == .invalidData)
        } else {
          #expect(value == 100 / n)
        }
      }
      #expect(pool.snapshot.lost == 0)
    }
  }

  @Test func `large answers and many calls at once do not block each other`() async throws {
    try await withPool { (pool, _) async throws in
      let text = String(repeating: "x", count: 50_000)
      let total = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<200 {
          group.addTask { try await pool.first(Sample.repeated(text, 20))?.utf8.count ?? 0 }
        }
        return try await group.reduce(0, +)
      }
      #expect(total == 200 * 1_000_000)
    }
  }

  @Test func `constraint violations carry the constraint and nothing personal`() async throws {
    try await withPool { (pool, _) async throws in
      let error = await failure { try await pool.execute(Sample.insert(1, 5, "secret")) }
      #expect(error?.failure == .uniqueViolation(constraint: "counter_pkey"))
      #expect(error?.description == "SQLSTATE 23505 (counter_pkey)")
      #expect(error?.logText.contains("duplicate key") == true)
      #expect(error?.logText.contains("already exists") == false, "that names the value")
      let check = await failure { try await pool.execute(Sample.add(1, -11)) }
      #expect(check?.failure == .checkViolation(constraint: "counter_value_check"))
      #expect(check?.logText.contains("Failing row") == false, "that shows the row")
    }
  }

  @Test func `a batch takes effect whole or not at all`() async throws {
    try await withPool { (pool, _) async throws in
      let (first, second) = try await pool.batch(Sample.add(1, 1), Sample.find(2))
      #expect(first.map(\.value) == [11])
      #expect(second.map(\.value) == [20])
      let error = await failure { try await pool.batch(Sample.add(1, 1), Sample.add(2, -1000)) }
      #expect(error?.failure == .checkViolation(constraint: "counter_value_check"))
      #expect(try await pool.first(Sample.find(1))?.value == 11)
    }
  }

  @Test func `more waiting calls than allowed are refused at once`() async throws {
    let small = { (configuration: inout Database.Configuration) in
      configuration.leasedConnections = 1
      configuration.maxWaiting = 3
    }
    try await withPool(configure: small) { (pool, _) async throws in
      let (waiting, refused) = (Tally(), Tally())
      try await withThrowingTaskGroup(of: Void.self) { group in
        // The only connection is taken until all have come.
        let (taken, free) = (AsyncStream<Void>.makeStream(), AsyncStream<Void>.makeStream())
        group.addTask {
          try await pool.transaction { tx in
            try await tx.execute(Sample.add(1, 1))
            taken.continuation.finish()
            for await _ in free.stream {}
          }
        }
        for await _ in taken.stream {}
        for _ in 0..<9 {
          group.addTask {
            switch await failure({ try await pool.query(Sample.list([1])) })?.failure {
            case nil: waiting.add()
            case .unavailable: refused.add()
            case let other: Issue.record("\(String(describing: other))")
            }
          }
        }
        try await eventually("six are refused") { refused.value == 6 }
        #expect(waiting.value == 0)
        free.continuation.finish()
        try await group.waitForAll()
      }
      #expect(waiting.value == 3 && refused.value == 6)
      #expect(pool.snapshot.refused == 6)
    }
  }

  @Test func `a closed pool answers every call with closed`() async throws {
    try await withPool { (pool, _) async throws in
      await pool.close()
      #expect(await failure { try await pool.first(Sample.find(1)) } == .closed)
      await pool.close()
    }
  }
}
