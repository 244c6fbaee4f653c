import Contracts
import Foundation
import Identity
import Postgres
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Events

/// Many at once on one event, through the store and through the sockets.
@Suite(.serialized) struct RacesIntegrationTests {
  private func numbers(_ world: World, _ event: String, _ status: String) async throws -> [Int] {
    try await world.database.rows(
      """
      SELECT queue_number FROM events.enrollments
      WHERE event_id = '\(event)' AND status = '\(status)' ORDER BY queue_number
      """
    ).compactMap { $0[0].flatMap { Int($0) } }
  }

  /// What must hold whenever nobody writes: seats counted right, none free while somebody waits.
  private func expectQuiet(_ world: World, _ event: String) async throws {
    let rows = try await world.database.rows(
      """
      SELECT taken, capacity,
        (SELECT coalesce(sum(1 + guests), 0) FROM events.enrollments
         WHERE event_id = e.id AND status = 'ENROLLED'),
        (SELECT guests + 1 FROM events.enrollments
         WHERE event_id = e.id AND status = 'WAITLISTED'
         ORDER BY priority DESC, queue_number LIMIT 1)
      FROM events.events AS e WHERE id = '\(event)'
      """)
    let row = rows[0].map { $0.flatMap { Int($0) } }
    let (taken, capacity, held) = (row[0] ?? -1, row[1] ?? .max, row[2])
    #expect(taken == held, "seats counted \(taken), held \(held ?? -1)")
    #expect(taken <= capacity)
    if let next = row[3] { #expect(next > capacity - taken, "a free seat and somebody who fits") }
  }

  @Test(arguments: [true, false])
  func `without the lock on the event's row, seats are sold twice`(locking: Bool) async throws {
    try await World.with { world in
      let control = try await Control(world.database, locking: locking)
      let enrolled = try await control.race(people: 200, seats: 10)
      await control.close()
      if locking { #expect(enrolled == 10) } else { #expect(enrolled > 10) }
    }
  }

  @Test func `a storm of cancels and enrollments leaves no free seat with somebody waiting`()
    async throws
  {
    try await World.served { world, running in
      let host = try world.person(.organizer)
      let event = try await host.published { $0.capacity = 12 }
      let ledger = try await SeatLedger(world.database)
      let store = try await Store(running.daemon, clock: { world.clock.now })
      let id = EventID(rawValue: try #require(UUID128(event.id)))
      let people = (0..<60).map { _ in UserID(rawValue: .v7()) }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for (number, person) in people.enumerated() {
          group.addTask {
            let viewer = Viewer.person(person, .participant)
            for round in 0..<3 {
              try await store.enrollOnce(
                person, at: id, guests: Int32((number + round) % 4), viewer)
              if (number + round) % 3 != 0 || round < 2 {
                _ = try await store.cancel(person, at: id, viewer)
              }
            }
          }
        }
        try await group.waitForAll()
      }
      try await expectQuiet(world, event.id)
      let doubled = try await world.database.rows(
        """
        SELECT user_id FROM events.enrollments GROUP BY event_id, user_id HAVING count(*) > 1
        """)
      #expect(doubled.isEmpty)
      try await ledger.expectSound(event.id, ofOneSize: false)
      #expect(try await ledger.promotions() > 0)
    }
  }

  @Test func `two who free a seat at once let two move up, each once`() async throws {
    try await World.served { world, running in
      let host = try world.person(.organizer)
      let event = try await host.published { $0.capacity = 2 }
      let store = try await Store(running.daemon, clock: { world.clock.now })
      let id = EventID(rawValue: try #require(UUID128(event.id)))
      let people = (0..<5).map { _ in UserID(rawValue: .v7()) }
      for person in people {
        try await store.enrollOnce(person, at: id, guests: 0, .person(person, .participant))
      }
      // The same seat is given up twice, and another once, all at the same moment.
      async let first = store.cancel(people[0], at: id, .person(people[0], .participant))
      async let again = store.cancel(people[0], at: id, .person(people[0], .participant))
      async let second = store.cancel(people[1], at: id, .person(people[1], .participant))
      _ = try await (first, again, second)
      #expect(try await numbers(world, event.id, "ENROLLED") == [3, 4])
      #expect(try await numbers(world, event.id, "WAITLISTED") == [5])
      let told = try await world.database.rows(
        """
        SELECT f.key FROM events.feed AS f JOIN events.enrollments AS e ON e.id = f.key
        WHERE f.kind = 'EnrollmentChanged' AND e.queue_number IN (3, 4)
        """)
      #expect(told.count == 4, "each is told of as it waits and as it is let in, once")
    }
  }

  @Test func `the capacity is not lowered below the seats taken, however the two race`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published { $0.capacity = 20 }
      let enrollments = EnrollmentsClient(try world.channel())
      let tokens = try (0..<40).map { _ in try world.token(.v7(), .participant) }
      let refusals = try await withThrowingTaskGroup(of: Status?.self) { group in
        for token in tokens {
          group.addTask {
            _ = try await enrollments.enroll(
              EnrollRequest(eventId: event.id),
              .init(timeout: .seconds(30), idempotencyKey: UUID().uuidString, accessToken: token))
            return nil
          }
        }
        for capacity in [15, 10, 5] as [Int32] {
          group.addTask {
            await status {
              try await host.events.updateEvent(
                UpdateEventRequest(
                  id: event.id, updateMask: FieldMask(paths: ["capacity"]), capacity: capacity),
                host.options)
            }
          }
        }
        return try await group.reduce(into: [Status]()) {
          if let refusal = $1 { $0.append(refusal) }
        }
      }
      for refusal in refusals {
        #expect(refusal.reason == "CAPACITY_BELOW_TAKEN")
        let taken = try #require(refusal.fact("taken").flatMap { Int($0) })
        let capacity = try #require(refusal.fact("capacity").flatMap { Int($0) })
        #expect(capacity < taken)
      }
      try await expectQuiet(world, event.id)
      let now = try await host.get(event)
      let late = await status {
        try await host.events.updateEvent(
          UpdateEventRequest(
            id: event.id, updateMask: FieldMask(paths: ["capacity"]), capacity: now.taken - 1),
          host.options)
      }
      #expect(late?.code == .failedPrecondition)
      #expect(late?.fact("taken") == "\(now.taken)")
      #expect(late?.fact("capacity") == "\(now.taken - 1)")
    }
  }
}
