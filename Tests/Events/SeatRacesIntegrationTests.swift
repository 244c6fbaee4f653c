import Contracts
import Foundation
import Identity
import Postgres
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Events

/// Crowds at one event over real sockets and two replicas; the ledger sees every commit.
@Suite(.serialized) struct SeatRacesIntegrationTests {
  /// A host's event with so many seats, and two replicas to ask.
  private func atTwoReplicas(
    seats: Int32, _ body: @Sendable (World, Someone, Event, SeatLedger) async throws -> Void
  ) async throws {
    try await World.with { world in
      let replicas = [try await world.events("1"), try await world.events("2")]
      let host = try world.person(.organizer)
      let event = try await host.published { $0.capacity = seats }
      try await body(world, host, event, try await SeatLedger(world.database))
      for replica in replicas { await replica.stop() }
    }
  }

  /// Starts everybody while the event is locked, and lets go when both replicas have run into it.
  private func whileLocked<Value: Sendable>(
    _ world: World, _ event: Event, _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await world.database.whileLocked(
      "SELECT FROM events.events WHERE id = '\(event.id)' FOR UPDATE", waiting: 2, body)
  }

  private func enroll(_ people: [Someone], at event: Event) async throws -> [Enrollment] {
    try await withThrowingTaskGroup(of: Enrollment.self) { group in
      for person in people { group.addTask { try await person.enroll(event) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }

  private func numbers(_ world: World, _ status: String) async throws -> [Int] {
    try await world.database.rows(
      "SELECT queue_number FROM events.enrollments WHERE status = '\(status)' ORDER BY 1"
    ).compactMap { $0[0].flatMap { Int($0) } }
  }

  @Test func `1,000 people at once for 10 seats: 10 are enrolled, 990 wait in the order they came`()
    async throws
  {
    try await atTwoReplicas(seats: 10) { world, _, event, ledger in
      let people = try world.people(1000)
      let answers = try await whileLocked(world, event) { try await enroll(people, at: event) }
      #expect(answers.count(where: { $0.status == .enrolled }) == 10)
      // The place each was told of is the place they had.
      #expect(answers.compactMap(\.position).sorted() == Array(1...990))
      #expect(try await numbers(world, "ENROLLED") == Array(1...10))
      #expect(try await numbers(world, "WAITLISTED") == Array(11...1000))
      try await ledger.expectSound(event.id)
      #expect(
        try await ledger.number("SELECT count(*) FROM ledger.told") == 1000,
        "each is told of once")
      let flights = try await ledger.number("SELECT count(DISTINCT tx) FROM ledger.told")
      #expect(flights < 500, "neighbours share a commit")
    }
  }

  @Test func `50 cancel while 200 enroll: each seat goes to who came first, in the same moment`()
    async throws
  {
    try await atTwoReplicas(seats: 50) { world, _, event, ledger in
      let (first, later) = (try world.people(100), try world.people(200))
      // 50 of them wait already.
      for person in first { try await person.enroll(event) }
      try await whileLocked(world, event) {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for person in first.prefix(50) {
            group.addTask { _ = try await person.cancel(event) }
          }
          for person in later { group.addTask { _ = try await person.enroll(event) } }
          try await group.waitForAll()
        }
      }
      #expect(try await ledger.promotions() == 50)
      #expect(try await numbers(world, "ENROLLED") == Array(51...100))
      #expect(try await numbers(world, "WAITLISTED") == Array(101...300))
      try await ledger.expectSound(event.id)
    }
  }

  @Test func `the capacity goes up and down amid enrollments, never below the seats taken`()
    async throws
  {
    try await atTwoReplicas(seats: 20) { world, host, event, ledger in
      let people = try world.people(120)
      for person in people.prefix(40) { try await person.enroll(event) }
      let refusals = try await whileLocked(world, event) {
        try await withThrowingTaskGroup(of: Status?.self) { group in
          for person in people.suffix(80) {
            group.addTask {
              try await person.enroll(event)
              return nil
            }
          }
          for person in people.prefix(15) {
            group.addTask {
              try await person.cancel(event)
              return nil
            }
          }
          for capacity in [30, 5, 40, 10, nil, 60, 25, 200] as [Int32?] {
            group.addTask { await status { try await host.setCapacity(event, capacity) } }
          }
          return try await group.reduce(into: [Status]()) {
            if let refusal = $1 { $0.append(refusal) }
          }
        }
      }
      for refusal in refusals {
        #expect(refusal.reason == "CAPACITY_BELOW_TAKEN")
        let taken = try #require(refusal.fact("taken").flatMap { Int($0) })
        let capacity = try #require(refusal.fact("capacity").flatMap { Int($0) })
        #expect(capacity < taken)
      }
      try await ledger.expectSound(event.id)
      #expect(try await ledger.promotions() > 0)
      // At the end there is room for all who wait, and so nobody does.
      try await host.setCapacity(event, nil)
      #expect(try await numbers(world, "WAITLISTED") == [])
      try await ledger.expectSound(event.id)
    }
  }

  @Test func `an event called off amid enrollments lets nobody in after that`() async throws {
    try await atTwoReplicas(seats: 10) { world, host, event, ledger in
      let people = try world.people(200)
      for person in people.prefix(20) { try await person.enroll(event) }
      let outcomes = try await whileLocked(world, event) {
        try await withThrowingTaskGroup(of: Status?.self) { group in
          for (number, person) in people.enumerated().dropFirst(20) {
            group.addTask { await status { try await person.enroll(event) } }
            if number == 110 {
              group.addTask {
                await status {
                  try await host.events.cancelEvent(.init(id: event.id), host.options)
                }
              }
            }
          }
          for person in people.prefix(10) {
            group.addTask { await status { try await person.cancel(event) } }
          }
          return try await group.reduce(into: [Status?]()) { $0.append($1) }
        }
      }
      let refused = outcomes.compactMap { $0 }
      for refusal in refused {
        #expect(["EVENT_NOT_OPEN", "SELF_CANCEL_CLOSED"].contains(refusal.reason), "\(refusal)")
      }
      let late = await status { try await world.person().enroll(event) }
      #expect(late?.reason == "EVENT_NOT_OPEN")
      // Every enrollment that was answered stands, and no other.
      let enrolled = try await ledger.number("SELECT count(*) FROM events.enrollments")
      let turnedAway = refused.count { $0.reason == "EVENT_NOT_OPEN" }
      #expect(enrolled == 200 - turnedAway)
      try await ledger.expectSound(event.id)
    }
  }

  @Test func `two who promote at once, one by canceling and one by capacity, let each in once`()
    async throws
  {
    try await atTwoReplicas(seats: 5) { world, host, event, ledger in
      let people = try world.people(30)
      for person in people { try await person.enroll(event) }
      try await whileLocked(world, event) {
        async let canceled = people[0].cancel(event)
        async let again = people[0].cancel(event)
        async let fewer = people[1].cancel(event)
        async let raised: Void = host.setCapacity(event, 8)
        _ = try await (canceled, again, fewer, raised)
      }
      #expect(try await ledger.promotions() == 5)
      #expect(try await numbers(world, "ENROLLED") == Array(3...10))
      #expect(
        try await ledger.number("SELECT count(DISTINCT tx) FROM ledger.promotions") == 3,
        "three causes: two cancels and more seats")
      try await ledger.expectSound(event.id)
    }
  }

  @Test func `one key sent many times to two replicas enrolls once and answers the same`()
    async throws
  {
    try await atTwoReplicas(seats: 10) { world, host, event, ledger in
      let member = try world.people(1)[0]
      let other = try await host.published()
      let answers = try await whileLocked(world, event) {
        try await withThrowingTaskGroup(of: Enrollment?.self) { group in
          for number in 0..<64 {
            group.addTask {
              // A few use the key for something else, which is refused.
              let wanted = number % 16 == 15 ? other : event
              do { return try await member.enroll(wanted, key: "same") } catch let refusal as Status
              {
                #expect(refusal.reason == "IDEMPOTENCY_KEY_REUSED", "\(refusal)")
                return nil
              }
            }
          }
          return try await group.reduce(into: [Enrollment]()) {
            if let answer = $1 { $0.append(answer) }
          }
        }
      }
      #expect(Set(answers.map(\.id)).count == 1 && answers.allSatisfy { $0 == answers[0] })
      #expect([4, 60].contains(answers.count), "one of the two uses has the key")
      #expect(try await ledger.number("SELECT count(*) FROM events.enrollments") == 1)
      #expect(try await ledger.number("SELECT count(*) FROM ledger.told") == 1)
    }
  }
}
