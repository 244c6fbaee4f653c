import Contracts
import Foundation
import Identity
import Postgres
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Events

/// A claim that changes: its party, its place on the list.
@Suite struct ClaimEditIntegrationTests {
  private func serve(
    seats: Int32, _ body: (World, Someone, Event, SeatLedger) async throws -> Void
  ) async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published { $0.capacity = seats }
      try await body(world, host, event, try await SeatLedger(world.database))
    }
  }

  private func standing(_ person: Someone, _ event: Event) async throws -> Enrollment {
    try await person.enrollments.getEnrollment(
      GetEnrollmentRequest(eventId: event.id), person.options)
  }

  @Test func `fewer guests let the next ones in, in the same moment and told once`() async throws {
    try await serve(seats: 4) { world, host, event, ledger in
      let people = try world.people(4)
      try await people[0].enroll(event, guests: 3)
      for person in people.dropFirst() { try await person.enroll(event) }
      #expect(try await people[0].update(event, guests: 1).guests == 1)
      #expect(try await standing(people[1], event).status == .enrolled)
      #expect(try await standing(people[2], event).status == .enrolled)
      #expect(try await standing(people[3], event).position == 1)
      // Once more changes and tells nothing.
      let told = try await ledger.number("SELECT count(*) FROM ledger.told")
      #expect(try await people[0].update(event, guests: 1).guests == 1)
      #expect(try await ledger.number("SELECT count(*) FROM ledger.told") == told)
      #expect(try await host.get(event).taken == 4)
      try await ledger.expectSound(event.id)
    }
  }

  @Test func `more guests take what is free and nothing else`() async throws {
    try await serve(seats: 6) { world, host, event, ledger in
      let people = try world.people(3)
      for person in [people[0], people[2]] { try await person.enroll(event) }
      #expect(try await people[0].update(event, guests: 2).guests == 2)
      let refusal = await status { try await people[0].update(event, guests: 5) }
      #expect(refusal?.reason == "NOT_ENOUGH_SEATS" && refusal?.code == .failedPrecondition)
      #expect(refusal?.fact("free") == "2" && refusal?.fact("more") == "3")
      // Who waits may bring more along, but never more than there are seats.
      #expect(try await people[1].enroll(event, guests: 2).status == .waitlisted)
      #expect(try await people[1].update(event, guests: 5).position == 1)
      let never = await status { try await people[1].update(event, guests: 6) }
      #expect(never?.reason == "PARTY_TOO_LARGE")
      // With fewer it fits, and gets its seat by that.
      let fits = try await people[1].update(event, guests: 0)
      #expect(fits.status == .enrolled && fits.guests == 0)
      #expect(try await host.get(event).taken == 5)
      try await ledger.expectSound(event.id, ofOneSize: false)
    }
  }

  @Test func `a priority moves somebody up, is on record, and ends with the claim`() async throws {
    try await serve(seats: 1) { world, host, event, ledger in
      let people = try world.people(4)
      for person in people { try await person.enroll(event) }
      let denied = await status { try await people[3].update(event, priority: 9) }
      #expect(denied?.code == .permissionDenied)
      let staff = try world.person(.staff)
      let door = await status { try await staff.update(event, user: people[3].name, priority: 9) }
      #expect(door?.code == .permissionDenied)
      let raised = try await host.update(event, user: people[3].name, priority: 9)
      #expect(raised.priority == 9 && raised.position == 1)
      let record = try await world.database.rows(
        "SELECT actor, action, details FROM events.audit_entries")
      #expect(
        record == [
          [
            "user:\(host.name)", "enrollment.priority_set",
            "{\"user\":\"\(people[3].name)\",\"priority\":9}",
          ]
        ])
      try await people[0].cancel(event)
      #expect(try await standing(people[3], event).status == .enrolled)
      // Who comes back comes to the end.
      try await people[3].cancel(event)
      let back = try await people[3].enroll(event)
      #expect(back.priority == 0 && back.position == 2)
      let late = await status { try await host.update(event, user: people[1].name, priority: 1) }
      #expect(late?.reason == "NOT_WAITING")
      try await ledger.expectSound(event.id, ofOneSize: false)
    }
  }

  @Test func `a waiting list that is switched off serves those in line and takes nobody new`()
    async throws
  {
    try await serve(seats: 1) { world, host, event, ledger in
      let people = try world.people(4)
      for person in people.prefix(3) { try await person.enroll(event) }
      _ = try await host.events.updateEvent(
        UpdateEventRequest(
          id: event.id, updateMask: FieldMask(paths: ["waitlist"]), waitlist: false), host.options)
      let refusal = await status { try await people[3].enroll(event) }
      #expect(refusal?.reason == "EVENT_FULL")
      try await people[0].cancel(event)
      #expect(try await standing(people[1], event).status == .enrolled)
      #expect(try await standing(people[2], event).position == 1)
      try await ledger.expectSound(event.id)
    }
  }

  @Test func `when the event may be overtaken, the first that fits gets the seat`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published {
        $0.capacity = 2
        $0.overtaking = true
      }
      let ledger = try await SeatLedger(world.database)
      let people = try world.people(4)
      for person in people.prefix(2) { try await person.enroll(event) }
      try await people[2].enroll(event, guests: 1)
      try await people[3].enroll(event)
      try await people[0].cancel(event)
      #expect(try await standing(people[2], event).status == .waitlisted)
      #expect(try await standing(people[3], event).status == .enrolled)
      try await people[1].cancel(event)
      #expect(try await host.get(event).taken == 1)
      try await people[3].cancel(event)
      #expect(try await standing(people[2], event).status == .enrolled)
      #expect(try await ledger.promotions() == 2)
    }
  }

  @Test func `another person's claim is not there to change; those who keep the roster may`()
    async throws
  {
    try await serve(seats: 9) { world, host, event, _ in
      let (member, other) = (try world.person(), try world.person())
      try await member.enroll(event)
      let strange = await status { try await other.update(event, user: member.name, guests: 1) }
      #expect(strange?.code == .notFound)
      let none = await status { try await other.update(event, guests: 1) }
      #expect(none?.code == .notFound)
      for (guests, keeper) in [host, try world.person(.staff), try world.person(.admin)]
        .enumerated()
      {
        let changed = try await keeper.update(
          event, user: member.name, guests: Int32(guests) + 1)
        #expect(changed.guests == Int32(guests) + 1)
      }
      for (wrong, field) in [(Int32(11), "guests"), (-1, "guests")] {
        #expect(await status { try await member.update(event, guests: wrong) }?.fields == [field])
      }
      #expect(
        await status { try await host.update(event, user: member.name, priority: 1001) }?.fields
          == ["priority"])
      #expect(await status { try await member.update(event) }?.fields == ["update_mask"])
      let stranger = EnrollmentsClient(try world.channel())
      let anonymous = await status {
        try await stranger.updateEnrollment(.init(eventId: event.id), .init(accessToken: ""))
      }
      #expect(anonymous?.code == .unauthenticated)
      try await member.cancel(event)
      #expect(
        await status { try await member.update(event, guests: 1) }?.reason
          == "ENROLLMENT_CANCELED")
    }
  }
}
