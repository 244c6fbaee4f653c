import Contracts
import Identity
import Postgres
import ProcessKit
import TestKit
import Testing

@testable import Daemon
@testable import RPC

/// What has to happen in time; run alone, for neighbours take time too.
@Suite(.serialized) struct `Faults: feeds and access in time, Integration` {
  @Test func `another replica's commit is read within 100 ms and a bit`() async throws {
    try await World.with { world in
      let reader = try await world.alpha("1")
      let writer = try await world.alpha("2")
      let handler = FeedHandler(feed: reader.daemon.feed, fill: nil)
      var waits: [Duration] = []
      var after: Int64 = 0
      for _ in 0..<5 {
        let last = after
        async let page = reader.read(handler, after: last, wait: 5000)
        try await eventually("waiting") { reader.daemon.feed.signal.hasWaiters }
        let start = ContinuousClock.now
        try await writer.publish(.v7(), "news")
        let changes = try await page.changes
        waits.append(.now - start)
        after = try #require(changes.last).position
      }
      #expect(waits.sorted()[2] < .milliseconds(150), "\(waits)")
      await reader.stop()
      await writer.stop()
    }
  }

  /// The users feed brings a key, then ends the user's access.
  @Test func `keys and ended access come by the users feed within 5 s`() async throws {
    let people = People()
    try await World.with { world in
      let users = try await world.users()
      let alpha = try await world.alpha()
      let call = try CallContext.sample("Who", caller: "gateway", token: try people.token(epoch: 1))
      let admits = { @Sendable in await status { try await alpha.daemon.access.actor(call) } == nil
      }
      #expect(await !admits())

      var keySet = Contracts.KeySet()
      keySet.keys = [
        Contracts.SigningKey(keyId: people.key.publicKey.id, publicKey: people.key.publicKey.bytes)
      ]
      try await users.publish(FeedEntry(.v7(), KeySetChanged(keySet: keySet)))
      try await eventually("the key is known", within: .seconds(6)) { await admits() }

      let change = UserChanged(id: people.user.description, state: .active, tokenEpoch: 2)
      try await users.publish(FeedEntry(people.user, change))
      try await eventually("the token is void", within: .seconds(5)) { await !admits() }
      await alpha.stop()
      await users.stop()
    }
  }
}
