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

/// What events knows of people, and what it does when it does not.
@Suite struct PeopleIntegrationTests {
  @Test func `a person the copy lacks is asked for, and kept with the name`() async throws {
    try await World.with { world in
      let (known, gone) = (UUID128.v7(), UUID128.v7())
      let users = try await world.users([known: true, gone: false])
      let events = try await world.events()
      let host = try world.person(.organizer)
      let event = try await host.published()
      let claim = try await host.enroll(event, user: known.description)
      #expect(claim.firstName == "Ada" && claim.lastName == "L")
      let stored = try await world.database.rows(
        """
        SELECT count(*) FROM events.idempotency
        WHERE position('Ada'::bytea IN response) > 0
        """)
      #expect(stored[0][0] == "0", "a kept answer bears no name")
      let inactive = await status { try await host.enroll(event, user: gone.description) }
      #expect(inactive?.reason == "USER_INACTIVE")
      // The copy is behind: who it says has left is asked for before anything is refused.
      try await world.database.run(
        "UPDATE events.users SET is_active = false WHERE id = '\(known)'")
      let other = try await host.published()
      #expect(try await host.enroll(other, user: known.description).status == .enrolled)
      let unknown = await status {
        try await host.enroll(event, user: UUID128.v7().description)
      }
      #expect(unknown?.code == .notFound)
      for daemon in [users, events] { await daemon.stop() }
    }
  }

  @Test func `while users does not answer, the word of who may enroll others counts`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published()
      let (unheard, left) = (UUID128.v7(), UUID128.v7())
      #expect(try await host.enroll(event, user: unheard.description).status == .enrolled)
      // Who is known to have left is not enrolled on a word.
      try await world.database.run(
        "INSERT INTO events.users VALUES ('\(left)', 'Ada', '', false)")
      let refusal = await status { try await host.enroll(event, user: left.description) }
      #expect(refusal?.reason == "USER_INACTIVE")
    }
  }

  @Test func `names follow the users feed; who is erased has none`() async throws {
    try await World.with { world in
      let users = try await world.users([:])
      let events = try await world.events()
      let host = try world.person(.organizer)
      let event = try await host.published()
      let member = try world.person()
      try await member.enroll(event)
      func tell(_ state: UserChanged.State, _ name: String) async throws {
        try await users.daemon.feed.transaction { transaction in
          try await transaction.execute(
            users.daemon.feed.publish([
              try FeedEntry(
                member.id, UserChanged(id: member.name, state: state, firstName: name))
            ]))
        }
      }
      func name() async throws -> String {
        try await member.enrollments.getEnrollment(
          .init(eventId: event.id, userId: member.name), host.options
        ).firstName
      }
      try await tell(.active, "Grace")
      try await eventually("the name arrives") { try await name() == "Grace" }
      try await tell(.erased, "")
      try await eventually("the name is gone") { try await name().isEmpty }
      for daemon in [users, events] { await daemon.stop() }
    }
  }

  // MARK: Uploads

  private func upload(
    _ someone: Someone, _ event: Event, _ batch: UUID128, _ rows: [BatchEnrollRequest.Row]
  ) async throws -> [BatchEnrollResponse.Result] {
    try await someone.enrollments.batchEnroll(
      .init(eventId: event.id, batchId: batch.description, rows: rows), someone.options
    ).results
  }

  @Test func `an upload counts seats where none is left, answers each row, and repeats harmlessly`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published { $0.capacity = 2 }
      let people = try (0..<4).map { _ in try world.person() }
      let batch = UUID128.v7()
      let rows =
        people.map { BatchEnrollRequest.Row(userId: $0.name, status: .enrolled) }
        + [
          .init(userId: people[0].name, status: .enrolled), .init(userId: "x", status: .enrolled),
          .init(userId: UUID128.v7().description, status: .waitlisted),
          .init(userId: UUID128.v7().description, status: .enrolled, guests: 99),
        ]
      let first = try await upload(host, event, batch, rows)
      #expect(first.map(\.changed) == [true, true, true, true, false, false, false, false])
      #expect(
        first.map { $0.refusal.prefix { $0 != ":" } }
          == ["", "", "", "", "user_id", "user_id", "status", "guests"])
      let full = try await host.get(event)
      #expect(full.taken == 4 && full.available == 0)
      // Seats beyond the capacity are no seats for others.
      #expect(try await world.person().enroll(event).status == .waitlisted)
      // Someone leaves; the repeat of the upload does not bring them back.
      try await people[0].cancel(event)
      #expect(try await upload(host, event, batch, rows) == first)
      #expect(try await host.get(event).taken == 3)
      try await people[1].cancel(event)
      try await people[2].cancel(event)
      #expect(try await host.get(event).taken == 2, "the one who waited has moved up")
      let other = try await upload(
        host, event, .v7(), [.init(userId: people[3].name, status: .canceled)])
      #expect(other.map(\.changed) == [true])
      #expect(try await host.get(event).taken == 1)
    }
  }

  @Test func `an upload records people at past events too, and is for those who run the event`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published()
      let claimed = Timestamp(TestClock.start.adding(hours: -500))
      world.clock.advance(hours: 1000)
      let row = BatchEnrollRequest.Row(
        userId: UUID128.v7().description, status: .enrolled, enrolledAt: claimed)
      #expect(try await upload(host, event, .v7(), [row]).map(\.changed) == [true])
      let roster = try await host.enrollments.listEnrollments(
        .init(eventId: event.id), host.options)
      #expect(roster.enrollments.map(\.enrolledAt) == [claimed])
      for role in [Role.participant, .staff, .organizer] {
        let other = try world.person(role)
        let refusal = await status { try await upload(other, event, .v7(), [row]) }
        #expect(refusal?.code == .permissionDenied)
      }
      for rows in [[], [BatchEnrollRequest.Row](repeating: row, count: 501)] {
        let refusal = await status { try await upload(host, event, .v7(), rows) }
        #expect(refusal?.fields == ["rows"])
      }
    }
  }

  @Test func `one upload sent twice at once counts its seats once`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published()
      let rows = (0..<100).map { _ in
        BatchEnrollRequest.Row(userId: UUID128.v7().description, status: .enrolled)
      }
      let batch = UUID128.v7()
      async let first = upload(host, event, batch, rows)
      async let second = upload(host, event, batch, rows)
      let answers = try await (first, second)
      #expect(answers.0 == answers.1)
      #expect(try await host.get(event).taken == 100)
    }
  }
}
