import Contracts
import Foundation
import Identity
import Postgres
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Events

/// Events from the caller's side: over sockets, with tokens, on a real database.
@Suite struct EventsIntegrationTests {
  @Test func `an organizer makes a draft with defaults that need no thought`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.create()
      #expect(event.hostId == host.name)
      #expect(event.status == .draft)
      #expect(event.endTime == Timestamp(TestClock.start.adding(hours: 26)))
      #expect(event.isPublic && event.waitlist && event.reentry)
      #expect(!event.overtaking && !event.enrollmentRequired && !event.selfCheckIn)
      #expect(event.capacity == nil && event.available == nil && event.version == 1)
      #expect(try await host.get(event) == event)
    }
  }

  @Test func `the same key makes one event and gives one answer`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let request = CreateEventRequest(name: "Once")
      let first = try await host.events.createEvent(request, host.options("k"))
      let again = try await host.events.createEvent(request, host.options("k"))
      #expect(first == again)
      let other = await status {
        try await host.events.createEvent(CreateEventRequest(name: "Other"), host.options("k"))
      }
      #expect(other?.reason == "IDEMPOTENCY_KEY_REUSED")
      let none = await status { try await host.events.createEvent(request, host.options) }
      #expect(none?.reason == "IDEMPOTENCY_KEY_REQUIRED")
      #expect(try await world.database.rows("SELECT count(*) FROM events.events")[0][0] == "1")
    }
  }

  @Test func `every value that is not allowed is named in one answer`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let refusal = await status {
        try await host.create {
          $0.timeZone = "Mars/Olympus"
          $0.capacity = 0
          $0.latitude = 91
        }
      }
      #expect(refusal?.code == .invalidArgument)
      #expect(
        Set(refusal?.fields ?? []) == ["time_zone", "capacity", "latitude", "longitude"])
    }
  }

  @Test(arguments: ["Europe/Berlin", "America/Argentina/Buenos_Aires", "UTC", "Asia/Kathmandu"])
  func `a time zone is an IANA name`(zone: String) async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      #expect(try await host.create { $0.timeZone = zone }.timeZone == zone)
      for wrong in ["posix/Europe/Berlin", "CEST+2", "europe/berlin", "Berlin", "localtime"] {
        let refusal = await status { try await host.create { $0.timeZone = wrong } }
        #expect(refusal?.fields == ["time_zone"])
      }
    }
  }

  @Test func `ids that are none are refused before anything is looked for`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      for id in ["", "x", "00000000-0000-0000-0000-00000000000g", "é"] {
        let refusal = await status {
          try await host.events.getEvent(GetEventRequest(id: id), host.options)
        }
        #expect(refusal?.fields == ["id"])
      }
      let unknown = await status {
        try await host.events.getEvent(
          GetEventRequest(id: UUID128.v7().description), host.options)
      }
      #expect(unknown?.code == .notFound)
    }
  }

  // MARK: Edits

  private func update(
    _ someone: Someone, _ event: Event, _ paths: [String], version: Int64 = 0,
    _ change: (inout UpdateEventRequest) -> Void = { _ in }
  ) async throws -> Event {
    var request = UpdateEventRequest(
      id: event.id, updateMask: FieldMask(paths: paths), expectedVersion: version)
    change(&request)
    return try await someone.events.updateEvent(request, someone.options)
  }

  @Test func `an edit changes what its mask names and nothing else`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.create { $0.capacity = 5 }
      let edited = try await update(host, event, ["name", "waitlist"]) {
        $0.name = "Late jazz"
        $0.description = "not named, so not written"
        $0.waitlist = false
      }
      #expect(edited.name == "Late jazz" && !edited.waitlist && edited.description.isEmpty)
      #expect(edited.capacity == 5 && edited.version == 2)
      // Named and absent is cleared, to the default where there is one.
      let cleared = try await update(host, edited, ["capacity", "waitlist"])
      #expect(cleared.capacity == nil && cleared.waitlist && cleared.version == 3)
      for paths in [[], ["host_id"], ["status"], ["name", "*"]] {
        let refusal = await status { try await update(host, event, paths) }
        #expect(refusal?.fields == ["update_mask"])
      }
    }
  }

  @Test func `an edit of an older version is refused, and one of two at once wins`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.create()
      _ = try await update(host, event, ["name"], version: 1) { $0.name = "B" }
      let late = await status {
        try await update(host, event, ["name"], version: 1) { $0.name = "C" }
      }
      #expect(late?.code == .failedPrecondition)
      #expect(late?.reason == "VERSION_MISMATCH")
      #expect(late?.fact("version") == "2")
      let outcomes = await withTaskGroup(of: Status?.self) { group in
        for name in ["D", "E", "F", "G"] {
          group.addTask {
            await status { try await update(host, event, ["name"], version: 2) { $0.name = name } }
          }
        }
        return await group.reduce(into: [Status?]()) { $0.append($1) }
      }
      #expect(outcomes.count(where: { $0 == nil }) == 1)
      #expect(outcomes.compactMap { $0 }.allSatisfy { $0.reason == "VERSION_MISMATCH" })
      #expect(try await host.get(event).version == 3)
    }
  }

  @Test func `an edit that is in force already changes nothing and is not told`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.create()
      let first = try await update(host, event, ["name"], version: 1) { $0.name = "B" }
      let again = try await update(host, event, ["name"], version: 1) { $0.name = "B" }
      #expect(first == again)
      #expect(try await world.database.rows("SELECT count(*) FROM events.feed")[0][0] == "2")
    }
  }

  // MARK: Commands

  @Test func `an event is published, started, completed; each repeat gives the same answer`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.create()
      let steps: [(Event.Status, @Sendable () async throws -> Event)] = [
        (.scheduled, { try await host.events.publishEvent(.init(id: event.id), host.options) }),
        (.ongoing, { try await host.events.startEvent(.init(id: event.id), host.options) }),
        (.completed, { try await host.events.completeEvent(.init(id: event.id), host.options) }),
      ]
      for (wanted, step) in steps {
        let first = try await step()
        #expect(first.status == wanted)
        world.clock.advance(hours: 1)
        #expect(try await step() == first)
      }
      let back = await status {
        try await host.events.startEvent(.init(id: event.id), host.options)
      }
      #expect(back?.code == .failedPrecondition)
      #expect(back?.reason == "EVENT_STATUS")
      #expect(back?.fact("status") == "COMPLETED")
      #expect(back?.fact("allowed") == "SCHEDULED")
    }
  }

  @Test func `an event that has begun is canceled by an admin only`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let admin = try world.person(.admin)
      let event = try await host.published()
      world.clock.advance(hours: 25)
      #expect(try await host.get(event).status == .ongoing)
      let request = CancelEventRequest(id: event.id, reason: "rain")
      let refusal = await status { try await host.events.cancelEvent(request, host.options) }
      #expect(refusal?.code == .permissionDenied)
      #expect(refusal?.reason == "ADMIN_REQUIRED")
      let canceled = try await admin.events.cancelEvent(request, admin.options)
      #expect(canceled.status == .canceled && canceled.cancelReason == "rain")
      let again = try await host.events.cancelEvent(
        CancelEventRequest(id: event.id, reason: "snow"), host.options)
      #expect(again == canceled)
    }
  }

  // MARK: Rights

  @Test func `who may make, see and edit an event`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let draft = try await host.create()
      let hidden = try await host.published { $0.isPublic = false }
      let open = try await host.published()
      for role in [Role.participant, .staff, .organizer, .admin] {
        let someone = try world.person(role)
        let made = await status { try await someone.create() }
        #expect(made?.code == (role < .organizer ? .permissionDenied : nil))
        let sees = await status { try await someone.get(draft) }
        #expect(sees?.code == (role == .admin ? nil : .notFound))
        let seesHidden = await status { try await someone.get(hidden) }
        #expect(seesHidden?.code == (role == .participant ? .notFound : nil))
        #expect(await status { try await someone.get(open) } == nil)
        for (event, code) in [
          (draft, Code.notFound), (open, .permissionDenied),
          (hidden, role == .participant ? .notFound : .permissionDenied),
        ] {
          let edit = await status {
            try await update(someone, event, ["description"]) { $0.description = "\(role)" }
          }
          #expect(edit?.code == (role == .admin ? nil : code))
        }
      }
      let channel = EventsClient(try world.channel())
      let stranger = CallOptions(timeout: .seconds(60), accessToken: "")
      #expect(await status { try await channel.getEvent(.init(id: open.id), stranger) } == nil)
      for event in [draft, hidden] {
        let refusal = await status { try await channel.getEvent(.init(id: event.id), stranger) }
        #expect(refusal?.code == .notFound)
      }
      let create = await status {
        try await channel.createEvent(
          CreateEventRequest(),
          CallOptions(timeout: .seconds(60), idempotencyKey: "k", accessToken: ""))
      }
      #expect(create?.code == .unauthenticated)
    }
  }

  @Test func `an organizer makes events of its own, an admin also for others`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let admin = try world.person(.admin)
      let other = await status { try await host.create { $0.hostId = admin.name } }
      #expect(other?.code == .permissionDenied)
      #expect(try await admin.create { $0.hostId = host.name }.hostId == host.name)
    }
  }
}
