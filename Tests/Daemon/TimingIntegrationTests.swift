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
      var (waits, writes): ([Duration], [Duration]) = ([], [])
      var after: Int64 = 0
      for _ in 0..<5 {
        let last = after
        async let page = reader.read(handler, after: last, wait: 20_000)
        try await eventually("waiting") { reader.daemon.feed.signal.hasWaiters }
        let start = ContinuousClock.now
        try await writer.publish(.v7(), "news")
        writes.append(.now - start)
        let changes = try await page.changes
        waits.append(.now - start)
        after = try #require(changes.last).position
      }
      // The bit is what this machine takes for a few transactions now.
      #expect(
        waits.sorted()[2] < .milliseconds(150) + writes.sorted()[2] * 5, "\(waits) \(writes)")
      await reader.stop()
      await writer.stop()
    }
  }

  @Test func `wrong settings end a process within a second`() async throws {
    try await World.with { world in
      var times: [Duration] = []
      for _ in 0..<5 {
        let start = ContinuousClock.now
        let wrong = try world.environment(ProcessIntegrationTests.wrong)
        #expect(try await DaemonProcess("alpha", wrong).end().code == 78)
        times.append(.now - start)
      }
      #expect(try #require(times.min()) < .seconds(1), "\(times)")
    }
  }

  /// The users feed brings a key, then ends the user's access.
  @Test func `keys and ended access come by the users feed within seconds`() async throws {
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
      try await eventually("the key is known", within: .seconds(20)) { await admits() }

      let change = UserChanged(id: people.user.description, state: .active, tokenEpoch: 2)
      try await users.publish(FeedEntry(people.user, change))
      try await eventually("the token is void", within: .seconds(20)) { await !admits() }
      await alpha.stop()
      await users.stop()
    }
  }
}
