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

/// What people say of coming, and the seats that go with it.
@Suite struct RsvpIntegrationTests {
  private func counts(_ someone: Someone, _ event: Event) async throws -> [Int32] {
    let page = try await someone.rsvps.listRsvps(
      ListRsvpsRequest(eventId: event.id), someone.options)
    let counts = try #require(page.counts)
    return [counts.going, counts.interested, counts.notGoing]
  }

  /// What `status` says, where that is a variable's name.
  private func refusal(_ body: () async throws -> some Any) async -> Status? {
    await status(body)
  }

  @Test func `GOING enrolls or waits, the others hold nothing, and all are counted`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published { $0.capacity = 1 }
      let ledger = try await SeatLedger(world.database)
      let people = try world.people(4)
      let first = try await people[0].say(.going, event)
      #expect(first.status == .going && first.enrollment?.status == .enrolled)
      #expect(try await people[0].say(.unspecified, event) == first, "GOING is meant, once")
      #expect(try await people[1].say(.going, event).enrollment?.position == 1)
      #expect(try await people[2].say(.interested, event).enrollment == nil)
      #expect(try await people[3].say(.notGoing, event).enrollment == nil)
      #expect(try await counts(people[3], event) == [2, 1, 1])
      #expect(try await host.get(event).taken == 1)
      // INTERESTED after GOING gives the seat up, and who waits has it in the same moment.
      let perhaps = try await people[0].say(.interested, event)
      #expect(perhaps.status == .interested && perhaps.enrollment?.status == .canceled)
      let next = try await people[1].enrollments.getEnrollment(
        GetEnrollmentRequest(eventId: event.id), people[1].options)
      #expect(next.status == .enrolled)
      #expect(try await people[1].say(.notGoing, event).enrollment?.status == .canceled)
      #expect(try await counts(host, event) == [0, 2, 2])
      #expect(try await host.get(event).taken == 0)
      try await ledger.expectSound(event.id)
    }
  }

  @Test func `an RSVP follows the enrollment, whoever changes that; who said nothing says nothing`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published()
      let people = try world.people(3)
      try await people[0].say(.going, event)
      try await people[1].say(.interested, event)
      try await people[0].cancel(event)
      try await people[1].enroll(event)
      try await people[2].enroll(event)
      #expect(try await counts(host, event) == [1, 0, 1])
      // An upload cancels one and enrolls another.
      let rows: [BatchEnrollRequest.Row] = [
        .init(userId: people[0].name, status: .enrolled),
        .init(userId: people[1].name, status: .canceled),
      ]
      _ = try await host.enrollments.batchEnroll(
        BatchEnrollRequest(eventId: event.id, batchId: UUID128.v7().description, rows: rows),
        host.options)
      #expect(try await counts(host, event) == [1, 0, 1])
      let said = try await host.rsvps.listRsvps(.init(eventId: event.id), host.options).rsvps
      #expect(said.map(\.userId) == people.prefix(2).map(\.name))
      #expect(said.map(\.status) == [.going, .notGoing])
    }
  }

  @Test func `what is refused about the seat refuses the whole`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published {
        $0.capacity = 1
        $0.waitlist = false
        $0.selfCancelUntil = Timestamp(TestClock.start.adding(hours: 1))
      }
      let people = try world.people(2)
      try await people[0].say(.going, event)
      try await people[1].say(.interested, event)
      let full = await status { try await people[1].say(.going, event) }
      #expect(full?.reason == "EVENT_FULL" && full?.fact("taken") == "1")
      #expect(try await counts(host, event) == [1, 1, 0])
      world.clock.advance(hours: 2)
      for status in [Rsvp.Status.interested, .notGoing] {
        let late = await refusal { try await people[0].say(status, event) }
        #expect(late?.reason == "SELF_CANCEL_CLOSED")
      }
      let staff = try world.person(.staff)
      let helped = try await staff.say(.notGoing, event, user: people[0].name)
      #expect(helped.enrollment?.status == .canceled)
      world.clock.advance(hours: 48)
      for status in [Rsvp.Status.going, .interested, .notGoing] {
        let over = await refusal { try await world.person().say(status, event) }
        #expect(over?.reason == "EVENT_NOT_OPEN")
      }
      let strange = await refusal { try await people[0].say(.unrecognized(9), event) }
      #expect(strange?.fields == ["status"])
    }
  }

  @Test func `an RSVP is no presence`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published { $0.capacity = 5 }
      try await world.person().say(.going, event)
      // Attendance learns of an enrollment, and of nothing else.
      let kinds = try await world.database.rows("SELECT DISTINCT kind FROM events.feed ORDER BY 1")
      #expect(kinds == [["EnrollmentChanged"], ["EventChanged"]])
    }
  }

  @Test func `counts are for whoever sees the event, names for those who keep its roster`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published()
      let hidden = try await host.published { $0.isPublic = false }
      let people = try world.people(3)
      for person in people { try await person.say(.interested, event) }
      let own = try await people[0].rsvps.listRsvps(.init(eventId: event.id), people[0].options)
      #expect(own.rsvps.map(\.userId) == [people[0].name] && own.counts?.interested == 3)
      let other = await status {
        try await people[0].rsvps.listRsvps(
          .init(eventId: event.id, userId: people[1].name), people[0].options)
      }
      #expect(other?.code == .notFound)
      let theirs = await status {
        try await people[0].rsvps.listRsvps(.init(userId: people[1].name), people[0].options)
      }
      #expect(theirs?.code == .notFound)
      for keeper in [host, try world.person(.staff), try world.person(.admin)] {
        var request = ListRsvpsRequest(pageSize: 2, eventId: event.id)
        let first = try await keeper.rsvps.listRsvps(request, keeper.options)
        request.pageToken = first.nextPageToken
        let last = try await keeper.rsvps.listRsvps(request, keeper.options)
        #expect((first.rsvps + last.rsvps).map(\.userId) == people.map(\.name))
        #expect(first.counts != nil && last.counts == nil && last.nextPageToken.isEmpty)
      }
      let stranger = RsvpsClient(try world.channel())
      let seen = try await stranger.listRsvps(.init(eventId: event.id), .init(accessToken: ""))
      #expect(seen.rsvps.isEmpty && seen.counts?.interested == 3)
      let unseen = await status {
        try await stranger.listRsvps(.init(eventId: hidden.id), .init(accessToken: ""))
      }
      #expect(unseen?.code == .notFound)
      let unnamed = await status {
        try await stranger.listRsvps(.init(userId: people[0].name), .init(accessToken: ""))
      }
      #expect(unnamed?.code == .unauthenticated)
      let neither = await status { try await host.rsvps.listRsvps(.init(), host.options) }
      #expect(neither?.fields == ["event_id"])
    }
  }

  @Test func `people speak for themselves, those who keep the roster for others`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published()
      let hidden = try await host.published { $0.isPublic = false }
      let (member, other) = (try world.person(), try world.person())
      let foreign = await status { try await other.say(.going, event, user: member.name) }
      #expect(foreign?.code == .permissionDenied)
      #expect(await status { try await other.say(.going, hidden) }?.code == .notFound)
      #expect(try await host.say(.going, event, user: member.name).userId == member.name)
      let stranger = RsvpsClient(try world.channel())
      let anonymous = await status {
        try await stranger.setRsvp(.init(eventId: event.id), .init(accessToken: ""))
      }
      #expect(anonymous?.code == .unauthenticated)
    }
  }

  @Test(arguments: [UserChanged.State.erased, .purged])
  func `what somebody said goes when they are gone`(state: UserChanged.State) async throws {
    try await World.with { world in
      let users = try await world.users([:])
      let events = try await world.events()
      let host = try world.person(.organizer)
      let event = try await host.published()
      let (leaver, stays) = (try world.person(), try world.person())
      for person in [leaver, stays] { try await person.say(.going, event) }
      try await users.daemon.feed.transaction { transaction in
        try await transaction.execute(
          users.daemon.feed.publish([
            try FeedEntry(leaver.id, UserChanged(id: leaver.name, state: state))
          ]))
      }
      try await eventually("the RSVP is gone") {
        try await world.database.rows("SELECT user_id::text FROM events.rsvps") == [[stays.name]]
      }
      for daemon in [users, events] { await daemon.stop() }
    }
  }

  @Test func `of GOING and canceling at once the last one to be served stands, and both agree`()
    async throws
  {
    try await World.with { world in
      let replicas = [try await world.events("1"), try await world.events("2")]
      let host = try world.person(.organizer)
      let event = try await host.published { $0.capacity = 3 }
      let ledger = try await SeatLedger(world.database)
      let people = try world.people(12)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for person in people {
          for round in 0..<6 {
            group.addTask {
              switch round % 3 {
              case 0: try await person.say(.going, event)
              case 1: _ = try await person.enroll(event)
              // There may be nothing to cancel yet.
              default:
                let refusal = await status { try await person.cancel(event) }
                #expect(refusal == nil || refusal?.code == .notFound)
              }
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(
        try await world.database.rows(
          """
          SELECT r.user_id FROM events.rsvps AS r
          JOIN events.enrollments AS e USING (event_id, user_id)
          WHERE (r.status = 'GOING') <> (e.status <> 'CANCELED')
          """) == [])
      try await ledger.expectSound(event.id)
      for replica in replicas { await replica.stop() }
    }
  }
}
