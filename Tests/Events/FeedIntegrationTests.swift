import Contracts
import Foundation
import Identity
import Postgres
import ProcessKit
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Events

/// What the feed tells, and that the clock's doings are told once.
@Suite struct FeedIntegrationTests {
  private func changes(_ world: World) async throws -> [Change] {
    let feed = FeedClient(try world.channel(as: "attendance"))
    var changes: [Change] = []
    while true {
      let page = try await feed.read(
        ReadRequest(after: changes.last?.position ?? 0),
        CallOptions(timeout: .seconds(60), accessToken: ""))
      if page.changes.isEmpty { return changes }
      changes += page.changes
    }
  }

  @Test func `the feed tells of events and claims as they are now, and of no person`() async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published { $0.capacity = 1 }
      let people = try (0..<2).map { _ in try world.person() }
      for person in people { try await person.enroll(event) }
      try await people[0].cancel(event)
      let changes = try await changes(world)
      #expect(
        changes.map(\.kind) == [
          "EventChanged", "EventChanged", "EnrollmentChanged", "EnrollmentChanged",
          "EnrollmentChanged", "EnrollmentChanged",
        ])
      for change in changes.prefix(2) {
        let told = try EventChanged.decode(change.payload)
        #expect(told.event == (try await host.get(event)))
      }
      let claims = try changes.dropFirst(2)
        .map { try #require(try EnrollmentChanged.decode($0.payload).enrollment) }
      #expect(claims.map(\.userId) == [people[0], people[1], people[0], people[1]].map(\.name))
      #expect(claims.map(\.status) == [.canceled, .enrolled, .canceled, .enrolled])
      #expect(claims.allSatisfy { $0.firstName.isEmpty && $0.lastName.isEmpty })
      #expect(changes.dropFirst(2).map(\.key) == claims.map(\.id))
      // What is kept says nothing of the event either.
      let kept = try await world.database.rows(
        "SELECT count(*) FROM events.feed WHERE position('Jazz'::bytea IN payload) > 0")
      #expect(kept[0][0] == "0")
    }
  }

  @Test func `the start and the end are told once each, by any of several replicas at once`()
    async throws
  {
    try await World.with { world in
      let replicas = [try await world.events("1"), try await world.events("2")]
      let host = try world.person(.organizer)
      var ids: [String] = []
      for _ in 0..<30 { ids.append(try await host.published().id) }
      _ = try await host.create()
      let before = try await changes(world).count
      func tellEverywhere() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for replica in replicas + replicas {
            group.addTask {
              let store = try await Store(replica.daemon, clock: { world.clock.now })
              try await store.tellCrossings()
            }
          }
          try await group.waitForAll()
        }
      }
      try await tellEverywhere()
      #expect(try await changes(world).count == before, "nothing has come yet")
      world.clock.advance(hours: 25)
      try await tellEverywhere()
      try await tellEverywhere()
      let started = try await changes(world).dropFirst(before)
      #expect(started.map(\.key).sorted() == ids.sorted())
      let statuses = try started.map { try EventChanged.decode($0.payload).event?.status }
      #expect(statuses.allSatisfy { $0 == .ongoing })
      world.clock.advance(hours: 25)
      try await tellEverywhere()
      let ended = try await changes(world).dropFirst(before + 30)
      #expect(ended.map(\.key).sorted() == ids.sorted())
      for replica in replicas { await replica.stop() }
    }
  }

  @Test func `after a downtime over start and end both are told; by hand, nothing twice`()
    async throws
  {
    try await World.served { world, running in
      let host = try world.person(.organizer)
      let slept = try await host.published()
      let byHand = try await host.published()
      _ = try await host.events.startEvent(.init(id: byHand.id), host.options)
      _ = try await host.events.completeEvent(.init(id: byHand.id), host.options)
      let canceled = try await host.published()
      _ = try await host.events.cancelEvent(.init(id: canceled.id), host.options)
      let before = try await changes(world).count
      world.clock.advance(hours: 100)
      let store = try await Store(running.daemon, clock: { world.clock.now })
      try await store.tellCrossings()
      try await store.tellCrossings()
      let told = try await changes(world).dropFirst(before)
      #expect(told.map(\.key) == [slept.id, slept.id])
      #expect(try await host.get(slept).version == slept.version, "the clock edits nothing")
    }
  }

  @Test func `the daemon's own job tells of what has begun`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published()
      world.clock.advance(hours: 25)
      let second = try await world.events("2", ["EVENTS_CROSSINGS": "100ms"])
      try await eventually("the start is told") {
        try await changes(world).count(where: { $0.key == event.id }) == 3
      }
      await second.stop()
    }
  }
}
