import Contracts
import Identity
import Postgres
import ProcessKit
import RPC
import Synchronization
import TestKit
import Testing

@testable import Daemon

/// What a feed forgets, and what it fills in.
@Suite(.serialized) struct PurgeIntegrationTests {
  private func age(_ world: World, _ days: Int, _ which: String = "true") async throws {
    try await world.database.run(
      "UPDATE alpha.feed SET created_at = created_at - '\(days) days'::interval WHERE \(which)")
  }

  private func kept(_ world: World) async throws -> [String?] {
    try await world.database.rows(
      "SELECT coalesce(position::text, 'none') FROM alpha.feed ORDER BY id"
    ).map { $0[0] }
  }

  private let month = Duration.seconds(30 * 86400)

  @Test func `what is older than is kept goes, also what nobody ever read`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let feed = alpha.daemon.feed
      try await alpha.publish(.v7(), "1", "2", "3")
      try await age(world, 31)
      try await alpha.publish(.v7(), "4", "5")
      #expect(try await kept(world) == Array(repeating: "none", count: 5))
      try await feed.purge(before: .now - month, renewals: [:])
      #expect(try await kept(world) == ["4", "5"])
      // A reader who comes now is told where the feed begins.
      let page = try await feed.changes(after: 0, limit: 10)
      #expect(page.oldest == 4 && page.rows.map(\.position) == [4, 5])
      await alpha.stop()
    }
  }

  @Test func `more than one batch goes in one run`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let feed = alpha.daemon.feed
      let entries = try (0..<11_000).map { try Sample.entry(.v7(), "\($0)") }
      try await feed.transaction { try await $0.execute(feed.publish(entries)) }
      try await age(world, 31)
      try await alpha.publish(.v7(), "kept")
      try await feed.purge(before: .now - month, renewals: [:])
      #expect(try await kept(world) == ["11001"])
      await alpha.stop()
    }
  }

  /// A change that began long ago and committed late has a later place than younger ones.
  @Test func `what is kept has no gap, whatever the rows' times say`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let feed = alpha.daemon.feed
      try await alpha.publish(.v7(), "1", "2", "3", "4")
      try await feed.stamp()
      try await age(world, 31, "position IN (1, 3)")
      try await feed.purge(before: .now - month, renewals: [:])
      #expect(try await kept(world) == ["2", "3", "4"])
      let page = try await feed.changes(after: 1, limit: 10)
      #expect(page.oldest == 2 && page.rows.map(\.position) == [2, 3, 4])
      await alpha.stop()
    }
  }

  @Test func `a feed that was emptied says so, and goes on counting`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let feed = alpha.daemon.feed
      try await alpha.publish(.v7(), "1", "2")
      try await age(world, 31)
      try await feed.purge(before: .now - month, renewals: [:])
      #expect(try await feed.changes(after: 0, limit: 10).oldest == 3)
      try await alpha.publish(.v7(), "3")
      #expect(try await feed.changes(after: 2, limit: 10).rows.map(\.position) == [3])
      await alpha.stop()
    }
  }

  @Test func `what must not leave is told again in the moment it leaves`() async throws {
    try await World.with { world in
      let alpha = try await world.alpha()
      let feed = alpha.daemon.feed
      try await alpha.publish(.v7(), "lasting")
      try await age(world, 31)
      let renewed = Mutex(0)
      let renew: FeedRenewal = { transaction in
        renewed.withLock { $0 += 1 }
        try await transaction.execute(feed.publish([try Sample.entry(.v7(), "lasting")]))
      }
      for _ in 0..<2 {
        try await feed.purge(before: .now - month, renewals: ["Change": renew, "Other": renew])
        let page = try await feed.changes(after: 1, limit: 10)
        #expect(page.rows.count == 1 && page.rows[0].position == 2)
      }
      #expect(renewed.withLock { $0 } == 1, "what is young stays, and is not told again")
      // When it cannot be told, it does not leave.
      try await age(world, 31)
      let refusal = await status {
        try await feed.purge(
          before: .now - month, renewals: ["Change": { _ in throw Access.denied }])
      }
      #expect(refusal == Access.denied)
      #expect(try await kept(world) == ["2"])
      await alpha.stop()
    }
  }

  @Test func `readers get what is so when they read, not when it was written`() async throws {
    try await World.with { world in
      let name = Mutex("Ada")
      let alpha = try await world.alpha(fill: { changes in
        try changes.map { change in
          var change = change
          change.payload = try Change(kind: name.withLock { $0 }).encode()
          return change
        }
      })
      let key = UUID128.v7()
      try await alpha.publish(key, "nobody")
      let beta = try await world.beta()
      try await eventually("applied") { try await world.effects() == ["Ada"] }
      name.withLock { $0 = "Grace" }
      try await alpha.publish(key, "nobody")
      try await eventually("applied") { try await world.effects() == ["Ada", "Grace"] }
      let stored = try await world.database.rows(
        "SELECT DISTINCT position('Ada'::bytea IN payload) FROM alpha.feed")
      #expect(stored == [["0"]], "the feed itself keeps no name")
      await beta.stop()
      await alpha.stop()
    }
  }

  @Test func `a page of filled changes fits one message, and the rest comes with the next`()
    async throws
  {
    try await World.with { world in
      let text = String(repeating: "x", count: 400_000)
      let alpha = try await world.alpha(fill: { changes in
        try changes.map { change in
          var change = change
          change.payload = try Change(kind: text).encode()
          return change
        }
      })
      try await alpha.publish(.v7(), "1", "2", "3", "4", "5")
      let reader = FeedClient(try world.channel(to: "alpha"))
      var positions: [[Int64]] = []
      var after: Int64 = 0
      while after < 5 {
        let page = try await reader.read(
          ReadRequest(after: after, limit: 10, waitMs: 0), CallOptions(accessToken: ""))
        positions.append(page.changes.map(\.position))
        after = try #require(positions.last?.last)
      }
      #expect(positions == [[1, 2], [3, 4], [5]])
      await alpha.stop()
    }
  }
}
