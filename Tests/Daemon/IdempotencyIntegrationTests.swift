import Contracts
import Postgres
import Synchronization
import TestKit
import Testing

@testable import Daemon
@testable import RPC

/// One key, one effect. Each run adds to an item and answers its value.
@Suite(.serialized) struct IdempotencyIntegrationTests {
  @Test func `a repeat gets the same answer and has no effect`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let item = UUID128.v7()
      let first = try await alpha.add(5, to: item, try .sample("Add", key: "k"))
      let again = try await alpha.add(5, to: item, try .sample("Add", key: "k"))
      #expect(first.oldest == 5 && again == first)
      #expect(try await world.value(of: item) == 5)
      await alpha.stop()
    }
  }

  @Test func `another request under the same key is refused`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let item = UUID128.v7()
      _ = try await alpha.add(5, to: item, try .sample("Add", key: "k", digest: 1))
      for other in [
        try CallContext.sample("Add", key: "k", digest: 2), try .sample("Other", key: "k"),
      ] {
        let refusal = await status { try await alpha.add(5, to: item, other) }
        #expect(refusal?.code == .failedPrecondition)
        #expect(refusal?.details?.errorInfo?.reason == "IDEMPOTENCY_KEY_REUSED")
      }
      #expect(try await world.value(of: item) == 5)
      await alpha.stop()
    }
  }

  @Test func `what is kept of a request cannot be guessed without the service's secret`()
    async throws
  {
    try await World.with { world in
      let alpha = try await world.alpha()
      _ = try await alpha.add(5, to: .v7(), try .sample("Add", key: "k", digest: 1))
      let digest = String(repeating: "01", count: 32)
      let kept = try await world.database.rows(
        "SELECT octet_length(request), request = '\\x\(digest)' FROM alpha.idempotency")
      #expect(kept == [["32", "f"]])
      await alpha.stop()
    }
  }

  @Test func `a key belongs to whoever used it`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let item = UUID128.v7()
      _ = try await alpha.add(5, to: item, try .sample("Add", key: "k", caller: "client"))
      _ = try await alpha.add(5, to: item, try .sample("Add", key: "k", caller: "beta"))
      #expect(try await world.value(of: item) == 10)
      await alpha.stop()
    }
  }

  @Test func `a keyed call without a key is refused before anything happens`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let item = UUID128.v7()
      let refusal = await status { try await alpha.add(5, to: item, try .sample("Add")) }
      #expect(refusal?.code == .invalidArgument)
      #expect(refusal?.details?.errorInfo?.reason == "IDEMPOTENCY_KEY_REQUIRED")
      #expect(try await world.value(of: item) == nil)
      await alpha.stop()
    }
  }

  @Test func `16 duplicates at once, on two replicas, have one effect and one answer`()
    async throws
  {
    try await World.with { world in
      let replicas = [try await world.alpha("1"), try await world.alpha("2")]
      let item = UUID128.v7()
      let answers = try await withThrowingTaskGroup(of: Int64.self) { group in
        for number in 0..<16 {
          group.addTask {
            let call = try CallContext.sample("Add", key: "k")
            return try await replicas[number % 2].add(5, to: item, call).oldest
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers == Array(repeating: 5, count: 16))
      #expect(try await world.value(of: item) == 5)
      for replica in replicas { await replica.stop() }
    }
  }

  @Test func `a duplicate of one that takes too long is told to come back`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha("1", ["ALPHA_LOCK_TIMEOUT": "100ms"])
      let item = UUID128.v7()
      let call = try CallContext.sample("Add", key: "k")
      let answer: ReadResponse = try await alpha.daemon.idempotency.run(call) { transaction in
        let refusal = await status { try await alpha.add(5, to: item, call) }
        #expect(refusal?.code == .aborted)
        _ = try await transaction.first(Sample.add(item, 1))
        return ReadResponse(oldest: 1)
      }
      #expect(answer.oldest == 1)
      #expect(try await world.value(of: item) == 1)
      await alpha.stop()
    }
  }

  @Test func `what is rolled back leaves no row, and the key is free`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let item = UUID128.v7()
      let call = try CallContext.sample("Add", key: "k")
      let refusal = await status {
        let _: ReadResponse = try await alpha.daemon.idempotency.run(call) { transaction in
          _ = try await transaction.first(Sample.add(item, 1))
          throw Status(.failedPrecondition, "no")
        }
      }
      #expect(refusal?.code == .failedPrecondition)
      #expect(try await world.database.rows("SELECT key FROM alpha.idempotency").isEmpty)
      #expect(try await alpha.add(5, to: item, call).oldest == 5)
      await alpha.stop()
    }
  }

  @Test func `the purge takes what is older than its span and leaves the rest`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let item = UUID128.v7()
      for key in ["old", "new"] {
        _ = try await alpha.add(1, to: item, try .sample("Add", key: key))
      }
      try await world.database.run(
        "UPDATE alpha.idempotency SET created_at = now() - interval '25 hours' WHERE key = 'old'")
      let purge = alpha.daemon.idempotency.statements.purge
      try await alpha.daemon.database.execute(purge(.now - .seconds(86400), 100))
      #expect(
        try await world.database.rows("SELECT key FROM alpha.idempotency") == [["new"]])
      await alpha.stop()
    }
  }
}

extension Running {
  /// Adds to an item, once per key; answers its value.
  func add(_ amount: Int64, to item: UUID128, _ call: CallContext) async throws -> ReadResponse {
    do {
      return try await daemon.idempotency.run(call) { transaction in
        ReadResponse(oldest: try await transaction.first(Sample.add(item, amount)) ?? 0)
      }
    } catch {
      throw Status.of(error) ?? error
    }
  }
}

extension World {
  func value(of item: UUID128) async throws -> Int? {
    try await database.rows("SELECT value FROM alpha.item WHERE id = '\(item)'")
      .first?.first.flatMap { $0 }.flatMap { Int($0) }
  }
}
