import Contracts
import Foundation
import Identity
import Postgres
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Events

/// Seats and the waiting list from the caller's side.
@Suite struct EnrollmentIntegrationTests {
  @Test func `a member enrolls itself; a repeat and the same key give the claim as it is`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published { $0.capacity = 3 }
      let member = try world.person()
      let first = try await member.enroll(event, guests: 1, key: "k")
      #expect(first.status == .enrolled && first.guests == 1 && first.position == nil)
      #expect(first.alreadyEnrolled == false)
      #expect(try await member.enroll(event, guests: 1, key: "k") == first)
      var again = try await member.enroll(event, user: member.name, guests: 0, key: "other")
      #expect(again.alreadyEnrolled == true)
      again.alreadyEnrolled = false
      #expect(again == first)
      let got = try await host.get(event)
      #expect(got.taken == 2 && got.available == 1 && got.version == event.version)
      let reused = await status { try await member.enroll(event, guests: 2, key: "k") }
      #expect(reused?.reason == "IDEMPOTENCY_KEY_REUSED")
    }
  }

  @Test func `one key sent many times at once enrolls once`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published()
      let member = try world.person()
      let answers = try await withThrowingTaskGroup(of: Enrollment.self) { group in
        for _ in 0..<20 { group.addTask { try await member.enroll(event, key: "same") } }
        return try await group.reduce(into: Set<String>()) { $0.insert($1.id) }
      }
      #expect(answers.count == 1)
      #expect(try await host.get(event).taken == 1)
    }
  }

  @Test func `who cancels frees the seat for the first who waits, and comes back at the end`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published { $0.capacity = 1 }
      let people = try (0..<3).map { _ in try world.person() }
      for person in people { try await person.enroll(event) }
      let canceled = try await people[0].cancel(event)
      #expect(canceled.status == .canceled && canceled.canceledAt != nil)
      #expect(try await people[0].cancel(event) == canceled)
      let second = try await people[1].enrollments.getEnrollment(
        GetEnrollmentRequest(eventId: event.id), people[1].options)
      #expect(second.status == .enrolled)
      let back = try await people[0].enroll(event)
      #expect(back.id == canceled.id && back.status == .waitlisted && back.position == 2)
      let queue = try await host.enrollments.listWaitlist(
        ListWaitlistRequest(eventId: event.id, pageSize: 1), host.options)
      #expect(queue.enrollments.map(\.userId) == [people[2].name])
      let rest = try await host.enrollments.listWaitlist(
        ListWaitlistRequest(eventId: event.id, pageSize: 1, pageToken: queue.nextPageToken),
        host.options)
      #expect(rest.enrollments.map(\.userId) == [people[0].name])
      #expect(rest.enrollments.map(\.position) == [2] && rest.nextPageToken.isEmpty)
      #expect(try await host.get(event).taken == 1)
    }
  }

  @Test func `more seats, or no limit, let people in at once, and a large party is not passed`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published { $0.capacity = 4 }
      let people = try (0..<5).map { _ in try world.person() }
      try await people[0].enroll(event, guests: 3)
      for (person, guests) in zip(people[1...], [0, 2, 0, 3] as [Int32]) {
        #expect(try await person.enroll(event, guests: guests).status == .waitlisted)
      }
      try await host.setCapacity(event, 6)
      // One seat is left, for which the party of three is too large; nobody passes it.
      #expect(try await host.get(event).taken == 5)
      try await host.setCapacity(event, 8)
      #expect(try await host.get(event).taken == 8)
      try await host.setCapacity(event, nil)
      let done = try await host.get(event)
      #expect(done.taken == 13 && done.available == nil)
      let queue = try await host.enrollments.listWaitlist(.init(eventId: event.id), host.options)
      #expect(queue.enrollments.isEmpty)
    }
  }

  @Test func `a full event without waiting list refuses, and says how full it is`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published {
        $0.capacity = 1
        $0.waitlist = false
      }
      try await world.person().enroll(event)
      let refusal = await status { try await world.person().enroll(event) }
      #expect(refusal?.code == .failedPrecondition)
      #expect(refusal?.reason == "EVENT_FULL")
      #expect(refusal?.fact("capacity") == "1" && refusal?.fact("taken") == "1")
      #expect(
        try await world.database.rows("SELECT count(*) FROM events.idempotency WHERE key <> ''")
          .count == 1)
    }
  }

  @Test func `outside the registration window organizers may enroll others, which is audited`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let staff = try world.person(.staff)
      let event = try await host.published {
        $0.registrationOpensAt = Timestamp(TestClock.start.adding(hours: 1))
        $0.registrationClosesAt = Timestamp(TestClock.start.adding(hours: 2))
      }
      let early = await status { try await world.person().enroll(event) }
      #expect(early?.reason == "REGISTRATION_NOT_OPEN")
      let door = await status {
        try await staff.enroll(event, user: UUID128.v7().description)
      }
      #expect(door?.reason == "REGISTRATION_NOT_OPEN")
      let guest = UUID128.v7().description
      #expect(try await host.enroll(event, user: guest).status == .enrolled)
      world.clock.advance(hours: 1)
      try await world.person().enroll(event)
      world.clock.advance(hours: 1)
      let late = await status { try await world.person().enroll(event) }
      #expect(late?.reason == "REGISTRATION_CLOSED")
      let audit = try await world.database.rows(
        "SELECT actor, action, object, details FROM events.audit_entries")
      #expect(
        audit == [
          [
            "user:\(host.name)", "enrollment.outside_window", "event:\(event.id)",
            "{\"user\":\"\(guest)\"}",
          ]
        ])
    }
  }

  @Test func `people cancel by themselves until the start; staff also later`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let staff = try world.person(.staff)
      let event = try await host.published()
      let member = try world.person()
      try await member.enroll(event)
      world.clock.advance(hours: 24)
      let late = await status { try await member.cancel(event) }
      #expect(late?.reason == "SELF_CANCEL_CLOSED")
      #expect(try await staff.cancel(event, user: member.name).status == .canceled)
    }
  }

  // MARK: Rights

  @Test func `another person's claim is not there, a roster is for those who keep it`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published()
      let (member, other) = (try world.person(), try world.person())
      try await member.enroll(event)
      let looks: [(String, @Sendable (Someone) async throws -> Void, Code)] = [
        (
          "get",
          {
            _ = try await $0.enrollments.getEnrollment(
              .init(eventId: event.id, userId: member.name), $0.options)
          },
          .notFound
        ),
        ("cancel", { try await $0.cancel(event, user: member.name) }, .notFound),
        ("enroll", { try await $0.enroll(event, user: member.name) }, .permissionDenied),
        (
          "roster",
          { _ = try await $0.enrollments.listEnrollments(.init(eventId: event.id), $0.options) },
          .permissionDenied
        ),
        (
          "of a person",
          { _ = try await $0.enrollments.listEnrollments(.init(userId: member.name), $0.options) },
          .notFound
        ),
        (
          "waiting list",
          { _ = try await $0.enrollments.listWaitlist(.init(eventId: event.id), $0.options) },
          .permissionDenied
        ),
      ]
      for (name, look, code) in looks {
        #expect(await status { try await look(other) }?.code == code, "\(name)")
        for allowed in [host, try world.person(.staff), try world.person(.admin)]
        where name != "cancel" && !(name == "of a person" && allowed.name == host.name) {
          #expect(await status { try await look(allowed) } == nil, "\(name)")
        }
      }
      let own = try await member.enrollments.listEnrollments(
        .init(userId: member.name), member.options)
      #expect(own.enrollments.map(\.eventId) == [event.id])
      let stranger = EnrollmentsClient(try world.channel())
      let anonymous = await status {
        try await stranger.enroll(
          .init(eventId: event.id), .init(idempotencyKey: "k", accessToken: ""))
      }
      #expect(anonymous?.code == .unauthenticated)
      let named = await status {
        try await stranger.enroll(
          .init(eventId: event.id, userId: other.name),
          .init(idempotencyKey: "k", accessToken: ""))
      }
      #expect(named?.code == .unauthenticated)
    }
  }

  @Test func `a stranger cannot enroll in what is not public, and learns nothing of it`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published { $0.isPublic = false }
      let member = try world.person()
      let looks: [@Sendable () async throws -> Void] = [
        { try await member.enroll(event) }, { try await member.cancel(event) },
        { try await member.enroll(event, user: host.name) },
        {
          _ = try await member.enrollments.listWaitlist(.init(eventId: event.id), member.options)
        },
        {
          _ = try await member.enrollments.listEnrollments(
            .init(eventId: event.id), member.options)
        },
      ]
      for look in looks { #expect(await status(look)?.code == .notFound) }
      #expect(try await host.enroll(event, user: member.name).status == .enrolled)
      #expect(try await member.get(event).id == event.id)
    }
  }

  @Test func `a roster is listed oldest first, by state, page by page`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published { $0.capacity = 2 }
      var names: [String] = []
      for _ in 0..<5 {
        let person = try world.person()
        names.append(person.name)
        try await person.enroll(event)
        world.clock.advance(hours: 1)
      }
      var request = ListEnrollmentsRequest(pageSize: 2, eventId: event.id)
      var listed: [Enrollment] = []
      repeat {
        let page = try await host.enrollments.listEnrollments(request, host.options)
        listed += page.enrollments
        request.pageToken = page.nextPageToken
      } while !request.pageToken.isEmpty
      #expect(listed.map(\.userId) == names)
      #expect(listed.map(\.position) == [nil, nil, 1, 2, 3])
      let waiting = try await host.enrollments.listEnrollments(
        .init(eventId: event.id, status: .waitlisted), host.options)
      #expect(waiting.enrollments.map(\.userId) == Array(names[2...]))
      let nowhere = await status {
        try await host.enrollments.listEnrollments(
          .init(eventId: UUID128.v7().description), host.options)
      }
      #expect(nowhere?.code == .notFound)
      let neither = await status {
        try await host.enrollments.listEnrollments(.init(), host.options)
      }
      #expect(neither?.fields == ["event_id"])
      let unknown = await status {
        try await host.enrollments.listEnrollments(
          .init(eventId: event.id, status: .unrecognized(9)), host.options)
      }
      #expect(unknown?.fields == ["status"])
    }
  }
}
