import Contracts
import Foundation
import Identity
import Postgres
import TestKit
import Testing

@testable import Daemon
@testable import Events

/// Duplicates, deleted drafts, events of the past, and categories.
@Suite struct DraftIntegrationTests {
  private func duplicate(
    _ someone: Someone, _ event: Event, at hours: Int64? = nil, key: String = UUID().uuidString
  ) async throws -> Event {
    try await someone.events.duplicateEvent(
      DuplicateEventRequest(
        id: event.id, startTime: hours.map { Timestamp(TestClock.start.adding(hours: $0)) }),
      someone.options(key))
  }

  private func delete(_ someone: Someone, _ event: Event) async throws {
    _ = try await someone.events.deleteEvent(DeleteEventRequest(id: event.id), someone.options)
  }

  private func time(_ hours: Int64) -> Timestamp { Timestamp(TestClock.start.adding(hours: hours)) }

  @Test func `a duplicate is a draft of the same words; its times keep their distance`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published {
        $0.endTime = time(27)
        $0.registrationOpensAt = time(1)
        $0.registrationClosesAt = time(23)
        $0.selfCancelUntil = time(20)
        $0.capacity = 7
        $0.isPublic = false
        $0.latitude = 1
        $0.longitude = 2
      }
      try await host.enroll(event)
      let copy = try await duplicate(host, event, at: 124)
      #expect(copy.id != event.id && copy.status == .draft && copy.publishedAt == nil)
      #expect(copy.taken == 0 && copy.capacity == 7 && copy.version == 1)
      #expect(copy.startTime == time(124) && copy.endTime == time(127))
      #expect(copy.registrationOpensAt == time(101) && copy.registrationClosesAt == time(123))
      #expect(copy.selfCancelUntil == time(120))
      #expect(copy.name == event.name && copy.latitude == 1 && !copy.isPublic)
      let timeless = try await duplicate(host, event)
      #expect(timeless.startTime == nil && timeless.endTime == nil)
      #expect(timeless.registrationOpensAt == nil && timeless.selfCancelUntil == nil)
      #expect(try await duplicate(host, timeless, at: 5).endTime == time(7))
    }
  }

  @Test func `a duplicate is made once per key, by organizers who see the event`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.published()
      let first = try await duplicate(host, event, at: 50, key: "k")
      #expect(try await duplicate(host, event, at: 50, key: "k") == first)
      let other = await status { try await duplicate(host, event, at: 51, key: "k") }
      #expect(other?.code == .failedPrecondition)
      #expect(try await host.list { $0.status = ["draft"] }.map(\.id) == [first.id])
      // An administrator's is the host's, another organizer's their own.
      let admin = try world.person(.admin)
      #expect(try await duplicate(admin, event).hostId == host.name)
      let organizer = try world.person(.organizer)
      #expect(try await duplicate(organizer, event).hostId == organizer.name)
      for role in [.staff, .participant] as [Role] {
        let someone = try world.person(role)
        #expect(await status { try await duplicate(someone, event) }?.code == .permissionDenied)
        #expect(await status { try await duplicate(someone, first) }?.code == .notFound)
      }
      #expect(
        await status { try await duplicate(world.stranger(), event) }?.code == .unauthenticated)
      #expect(await status { try await duplicate(organizer, first) }?.code == .notFound)
    }
  }

  @Test func `a duplicate that would leave the calendar is refused`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.create { $0.selfCancelUntil = time(-9999) }
      // The first and the last second of the calendar.
      for seconds in [-62_135_596_800, 253_402_300_799] as [Int64] {
        let refusal = await status {
          try await host.events.duplicateEvent(
            DuplicateEventRequest(id: event.id, startTime: Timestamp(seconds: seconds)),
            host.options("\(seconds)"))
        }
        #expect(["start_time", "end_time"].contains(refusal?.fields.first))
      }
    }
  }

  @Test func `a draft is deleted, told as gone and put on record, and then it is not there`()
    async throws
  {
    try await World.served { world, events in
      let host = try world.person(.organizer)
      let event = try await host.create { $0.name = "Zebra" }
      try await delete(host, event)
      #expect(await status { try await delete(host, event) }?.code == .notFound)
      #expect(await status { try await host.get(event) }?.code == .notFound)
      #expect(try await host.list { $0.q = "zebra" }.isEmpty)
      try await events.daemon.feed.stamp()
      let rows = try await events.daemon.feed.changes(after: 0, limit: 100).rows
      let store = try await Store(events.daemon, clock: { world.clock.now })
      let filled = try await store.fill(
        rows.map { Change(kind: $0.kind, key: $0.key.description, payload: $0.payload) })
      let last = try #require(filled.last)
      #expect(try EventChanged.decode(last.payload) == EventChanged(id: event.id, event: nil))
      let deeds = try await world.database.rows(
        "SELECT actor, object FROM events.audit_entries WHERE action = 'event.deleted'")
      #expect(deeds == [["user:\(host.name)", "event:\(event.id)"]])
    }
  }

  @Test func `only a draft is deleted; the refusal says where the event stands and what may be`()
    async throws
  {
    try await World.served { world, _ in
      let (host, admin) = (try world.person(.organizer), try world.person(.admin))
      let ids = (0..<4).map { _ in UUID128.v7() }
      try await world.seed([
        Seed(id: ids[0], host: host.id), Seed(id: ids[1], host: host.id, start: -1),
        Seed(id: ids[2], host: host.id, start: -9),
        Seed(id: ids[3], host: host.id, isPublished: false, isCanceled: true),
      ])
      let stands = ["SCHEDULED", "ONGOING", "COMPLETED", "CANCELED"]
      for (id, stand) in zip(ids, stands) {
        for someone in [host, admin] {
          let refusal = await status {
            try await delete(someone, Event(id: id.description))
          }
          #expect(refusal?.code == .failedPrecondition && refusal?.reason == "EVENT_STATUS")
          #expect(refusal?.fact("status") == stand && refusal?.fact("allowed") == "DRAFT")
          #expect(refusal?.message.contains("cancel") == ["SCHEDULED", "ONGOING"].contains(stand))
        }
      }
      let draft = try await host.create()
      for role in Role.allCases where role != .admin {
        let someone = try world.person(role)
        #expect(await status { try await delete(someone, draft) }?.code == .notFound)
      }
      let published = Event(id: ids[0].description)
      let staff = try world.person(.staff)
      #expect(
        await status { try await delete(staff, published) }?.code
          == .permissionDenied)
      try await delete(admin, draft)
    }
  }

  @Test(arguments: ["ENROLLED", "CANCELED", "an upload"])
  func `a draft that something refers to is not deleted`(reference: String) async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let draft = try await host.create()
      let canceled = reference == "CANCELED" ? "now()" : "NULL"
      try await world.database.run(
        reference == "an upload"
          ? """
          INSERT INTO events.batch_rows (batch_id, event_id, user_id, changed)
          VALUES ('\(draft.id)', '\(draft.id)', '\(host.id)', true)
          """
          : """
          INSERT INTO events.enrollments (
            id, event_id, user_id, status, queue_number, guests, enrolled_at, canceled_at)
          VALUES ('\(draft.id)', '\(draft.id)', '\(host.id)', '\(reference)', 1, 0, now(),
            \(canceled))
          """)
      let refusal = await status { try await delete(host, draft) }
      #expect(refusal?.code == .failedPrecondition && refusal?.reason == "EVENT_REFERENCED")
      #expect(refusal?.fact("status") == "DRAFT")
      #expect(try await host.get(draft).id == draft.id)
    }
  }

  @Test func `an event of the past is over once it is published, takes nobody, and is found`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let draft = try await host.create {
        $0.name = "Founders' dinner"
        $0.startTime = time(-100_000)
        $0.latitude = 5
        $0.longitude = 5
      }
      #expect(draft.status == .draft)
      let event = try await host.events.publishEvent(
        PublishEventRequest(id: draft.id), host.options)
      #expect(event.status == .completed && event.startTime == time(-100_000))
      let guest = try world.person()
      for someone in [guest, host] {
        let refusal = await status { try await someone.enroll(event) }
        #expect(refusal?.code == .failedPrecondition && refusal?.reason == "EVENT_NOT_OPEN")
      }
      #expect(try await guest.list { $0.status = ["completed"] }.map(\.id) == [event.id])
      #expect(try await guest.list { $0.q = "founders" }.map(\.id) == [event.id])
      #expect(try await guest.list { $0.near = "5,5" }.map(\.id) == [event.id])
      #expect(try await guest.list { $0.to = time(-99_990) }.map(\.id) == [event.id])
    }
  }

  @Test func `categories are counted of what is on or to come and the caller may see`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let open = Seed(category: "club")
      func another(_ change: (inout Seed) -> Void) -> Seed {
        var seed = open
        seed.id = .v7()
        change(&seed)
        return seed
      }
      try await world.seed([
        open, another { $0.start = -1 }, another { $0.category = "bar" },
        another { $0.category = "" }, another { $0.start = -9 }, another { $0.isClosed = true },
        another { $0.isCanceled = true },
        another {
          $0.isPublished = false
          $0.host = host.id
        },
        another {
          $0.isPublic = false
          $0.category = "bar"
          $0.host = host.id
        },
      ])
      func counts(_ someone: Someone) async throws -> [String] {
        try await someone.events.listCategories(.init(), someone.options).categories
          .map { "\($0.category) \($0.count)" }
      }
      #expect(try await counts(world.stranger()) == ["club 2", " 1", "bar 1"])
      #expect(try await counts(world.person()) == ["club 2", " 1", "bar 1"])
      #expect(try await counts(world.person(.staff)) == ["bar 2", "club 2", " 1"])
      #expect(try await counts(host) == ["bar 2", "club 2", " 1"])
    }
  }
}
