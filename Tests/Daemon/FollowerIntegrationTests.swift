import Contracts
import Postgres
import ProcessKit
import RPC
import Synchronization
import TestKit
import Testing

@testable import Daemon

/// What a follower survives.
@Suite(.serialized) struct FollowerIntegrationTests {
  @Test func `a connection lost between apply and commit applies once`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let harm = Mutex(3)
      let beta = try await world.beta { change, transaction in
        try await Sample.keep(change, transaction)
        let strikes = harm.withLock { left in
          left -= 1
          return left >= 0
        }
        if strikes { try await world.terminate(transaction) }
      }
      for number in 0..<10 { try await alpha.publish(.v7(), "\(number)") }
      try await eventually("all applied") { try await world.effects().count >= 10 }
      #expect(try await world.effects() == (0..<10).map(String.init))
      #expect(harm.withLock { $0 } < 0, "the connection was lost three times")
      await beta.stop()
      await alpha.stop()
    }
  }

  @Test func `control: with the cursor outside of the transaction the effect doubles`()
    async throws
  {
    try await World.with { world in
      let alpha = try await world.alpha()
      let beta = try await world.beta { _, _ in }
      beta.cancel()
      try await alpha.publish(.v7(), "once")
      let page = try await alpha.daemon.feed.changes(after: 0, limit: 10)
      let change = Change(
        position: page.rows[0].position, key: page.rows[0].key.description,
        payload: page.rows[0].payload)
      let database = beta.daemon.database
      // The planted fault: effect and cursor in two transactions, the process lost in between.
      for lost in [true, false] {
        try await database.transaction { try await Sample.keep(change, $0) }
        if lost { continue }
        try await database.execute(
          FollowerStatements(try #require(SchemaName("beta"))).move("alpha", change.position))
      }
      #expect(try await world.effects() == ["once", "once"], "the control must double the effect")
      await beta.stop()
      await alpha.stop()
    }
  }

  @Test func `of two replicas one applies, and the other takes over`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let first = try await world.beta("1")
      let second = try await world.beta("2")
      for number in 0..<20 { try await alpha.publish(.v7(), "\(number)") }
      try await eventually("applied by both") { try await world.effects().count >= 20 }
      await first.stop()
      for number in 20..<40 { try await alpha.publish(.v7(), "\(number)") }
      try await eventually("applied by one") { try await world.effects().count >= 40 }
      #expect(try await world.effects() == (0..<40).map(String.init))
      await second.stop()
      await alpha.stop()
    }
  }

  @Test func `what says all there is to say of a key is applied by itself, all else together`()
    async throws
  {
    try await World.with { world in
      let alpha = try await world.alpha()
      for text in ["a", "b", "end c", "end d", "e", "f"] { try await alpha.publish(.v7(), text) }
      let ends: @Sendable (Change) -> Bool = { change in
        do { return try Sample.text(change).hasPrefix("end") } catch { return false }
      }
      let beta = try await world.beta(replacing: ends, Sample.keep)
      try await eventually("all applied") { try await world.effects().count == 6 }
      let together = try await world.database.rows(
        """
        SELECT string_agg(text, ', ' ORDER BY number) FROM beta.effect
        GROUP BY xmin::text ORDER BY min(number)
        """)
      #expect(together == [["a, b"], ["end c"], ["end d"], ["e, f"]])
      await beta.stop()
      await alpha.stop()
    }
  }

  @Test func `a poison change parks its key alone, and replays in order`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let poisoned = Mutex(true)
      let beta = try await world.beta { change, transaction in
        if try Sample.text(change) == "poison", poisoned.withLock({ $0 }) {
          throw Status(.failedPrecondition, "cannot be applied")
        }
        try await Sample.keep(change, transaction)
      }
      let (bad, good) = (UUID128.v7(), UUID128.v7())
      try await alpha.publish(good, "a")
      try await alpha.publish(bad, "poison", "after poison")
      try await alpha.publish(good, "b", "c")
      try await eventually("the others applied") { try await world.effects() == ["a", "b", "c"] }
      try await eventually("two parked") {
        try await world.database.rows("SELECT text(key) FROM beta.parked").count == 2
      }
      let parked = try await world.database.rows("SELECT DISTINCT key::text FROM beta.parked")
      #expect(parked == [[bad.description]])

      // Replayed too early it stays parked; mended it is applied with what waited behind it.
      try await world.database.run("UPDATE beta.parked SET retry_at = now()")
      try await eventually("given up") {
        try await world.database.rows("SELECT 1 FROM beta.parked WHERE retry_at IS NULL").count == 2
      }
      poisoned.withLock { $0 = false }
      try await world.database.run("UPDATE beta.parked SET retry_at = now()")
      try await eventually("replayed") {
        try await world.effects() == ["a", "b", "c", "poison", "after poison"]
      }
      #expect(try await world.database.rows("SELECT 1 FROM beta.parked").isEmpty)
      await beta.stop()
      await alpha.stop()
    }
  }

  @Test func `a passing failure parks nothing, however often it comes`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let left = Mutex(FollowerRun.triesBeforeParking + 2)
      let beta = try await world.beta { change, transaction in
        let fails = left.withLock { left in
          left -= 1
          return left >= 0
        }
        if fails { throw Status(.unavailable, "its owner is down") }
        try await Sample.keep(change, transaction)
      }
      try await alpha.publish(.v7(), "patience")
      try await eventually("applied") {
        try await world.effects() == ["patience"]
      }
      #expect(try await world.database.rows("SELECT 1 FROM beta.parked").isEmpty)
      await beta.stop()
      await alpha.stop()
    }
  }

  @Test func `a follower too far behind rebuilds, then goes on`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      try await alpha.publish(.v7(), "old", "older", "kept")
      try await alpha.daemon.feed.stamp()
      try await world.database.run("DELETE FROM alpha.feed WHERE position < 3")
      let rebuilt = Mutex(0)
      let beta = try await world.beta(
        rebuild: { rebuilt.withLock { $0 += 1 } }, Sample.keep)
      try await alpha.publish(.v7(), "new")
      try await eventually("applied") { try await world.effects() == ["kept", "new"] }
      #expect(rebuilt.withLock { $0 } == 1)
      await beta.stop()
      await alpha.stop()
    }
  }

  @Test func `a dump restored into a fresh cluster goes on`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let beta = try await world.beta()
      try await alpha.publish(.v7(), "1", "2")
      try await eventually("applied") { try await world.effects() == ["1", "2"] }
      await beta.stop()
      // Neither stamped nor read when the dump is made.
      try await alpha.publish(.v7(), "3")
      await alpha.stop()

      let fresh = try await TestCluster.start(settings: ["fsync = off"])
      let copy = try await world.database.copied(to: fresh, roles: ["alpha", "beta", "users"])
      let alphaAgain = try await world.alpha(on: copy)
      let betaAgain = try await world.beta(on: copy)
      try await alphaAgain.publish(.v7(), "4")
      try await eventually("applied") { try await world.effects(on: copy).count >= 4 }
      #expect(try await world.effects(on: copy) == ["1", "2", "3", "4"])
      await betaAgain.stop()
      await alphaAgain.stop()
      try await fresh.stop()
    }
  }
}

extension World {
  /// Ends the backend that a transaction runs on, as a crash would.
  func terminate(_ transaction: Transaction) async throws {
    let pid = try await transaction.first(Sample.backend()) ?? 0
    _ = try await database.rows("SELECT pg_terminate_backend(\(pid))")
  }
}
