import Contracts
import Postgres
import ProcessKit
import RPC
import Synchronization
import TestKit
import Testing

@testable import Daemon

/// Feeds between two services, over real sockets and a real database.
@Suite(.serialized) struct FeedIntegrationTests {
  @Test func `changes take effect in order and once, soon after their commit`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let beta = try await world.beta()
      let keys = (0..<5).map { _ in UUID128.v7() }
      for number in 0..<40 { try await alpha.publish(keys[number % 5], "\(number)") }
      try await eventually("all applied") { try await world.effects().count >= 40 }
      #expect(try await world.effects() == (0..<40).map(String.init))
      await beta.stop()
      await alpha.stop()
    }
  }

  @Test func `an early transaction held open loses no row and stalls nobody`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let beta = try await world.beta()
      let (early, late) = (UUID128.v7(), UUID128.v7())
      let feed = alpha.daemon.feed
      try await feed.transaction { transaction in
        try await transaction.execute(feed.publish([try Sample.entry(early, "early")]))
        try await alpha.publish(late, "late")
        // The later row is delivered while the earlier one is still uncommitted.
        try await eventually("late applied") {
          // PostgreSQL ends a transaction that is idle for long.
          _ = try await transaction.first(Sample.backend())
          return try await world.effects() == ["late"]
        }
      }
      try await eventually("early applied") { try await world.effects() == ["late", "early"] }
      await beta.stop()
      await alpha.stop()
    }
  }

  @Test func `control: reading past the last id loses the row that commits late`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let feed = alpha.daemon.feed
      let seen = Mutex<[Int]>([])
      let read = { @Sendable in
        let rows = try await world.database.rows("SELECT id FROM alpha.feed ORDER BY id")
        let ids = rows.compactMap { $0[0].flatMap { Int($0) } }
        seen.withLock { seen in
          let last = seen.last ?? 0
          seen += ids.filter { $0 > last }
        }
      }
      try await feed.transaction { transaction in
        try await transaction.execute(feed.publish([try Sample.entry(.v7(), "early")]))
        try await alpha.publish(.v7(), "late")
        try await read()
      }
      try await read()
      #expect(seen.withLock { $0 } == [2], "the control must lose the early row, of id 1")
      #expect(try await alpha.daemon.feed.changes(after: 0, limit: 10).rows.count == 2)
      await alpha.stop()
    }
  }

  /// Writers of one key follow each other on its row's lock; whatever replica reads when, each
  /// key's values arrive as they were made.
  @Test func `a cancel is never delivered before the enroll it follows`() async throws {
    try await World.with { world in
      let replicas = [try await world.alpha("1"), try await world.alpha("2")]
      let beta = try await world.beta()
      let keys = (0..<4).map { _ in UUID128.v7() }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for writer in 0..<8 {
          group.addTask {
            let daemon = replicas[writer % 2].daemon
            for number in 0..<25 {
              let key = keys[(writer + number) % 4]
              try await daemon.feed.transaction { transaction in
                let value = try await transaction.first(Sample.add(key, 1))
                try await transaction.execute(
                  daemon.feed.publish([try Sample.entry(key, "\(value ?? 0)")]))
              }
            }
          }
        }
        try await group.waitForAll()
      }
      try await eventually("all applied") { try await world.effects().count >= 200 }
      for key in keys {
        let rows = try await world.database.rows(
          "SELECT text FROM beta.effect WHERE key = '\(key)' ORDER BY number")
        #expect(rows.compactMap { $0[0] } == (1...50).map(String.init))
      }
      await beta.stop()
      for replica in replicas { await replica.stop() }
    }
  }

  @Test func `a wait in vain ends empty`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let handler = FeedHandler(feed: alpha.daemon.feed, fill: nil)
      #expect(try await alpha.read(handler, after: 0, wait: 100).changes.isEmpty)
      await alpha.stop()
    }
  }

  @Test func `a wait holds no connection`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let handler = FeedHandler(feed: alpha.daemon.feed, fill: nil)
      let page = Task { try await alpha.read(handler, after: 0, wait: 20_000) }
      try await eventually("waiting") { alpha.daemon.feed.signal.hasWaiters }
      // Other work of the daemon comes and goes; a transaction held would stay.
      try await eventually("no transaction") {
        try await world.database.rows(
          """
          SELECT 1 FROM pg_stat_activity
          WHERE datname = '\(world.database.name)' AND usename = 'alpha' AND xact_start IS NOT NULL
          """
        ).isEmpty
      }
      try await eventually("still waiting") { alpha.daemon.feed.signal.hasWaiters }
      page.cancel()
      _ = await page.result
      await alpha.stop()
    }
  }

  @Test func `a reader that knows more than the feed is told so`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let handler = FeedHandler(feed: alpha.daemon.feed, fill: nil)
      let refusal = await status { try await alpha.read(handler, after: 7, wait: 0) }
      #expect(refusal?.code == .outOfRange)
      await alpha.stop()
    }
  }
}

extension Running {
  /// Reads the feed as a call would.
  func read(_ handler: FeedHandler, after: Int64, wait: Int32) async throws -> ReadResponse {
    try await handler.read(
      ReadRequest(after: after, limit: 10, waitMs: wait), try CallContext.sample("Read"))
  }
}
