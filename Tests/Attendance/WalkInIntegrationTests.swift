import Contracts
import Postgres
import ProcessKit
import RPC
import Testing

@testable import Attendance
@testable import Daemon

extension AttendanceIntegrationTests {
  /// People who come without an id, and doors whose neighbours are down or behind.
  @Suite struct WalkIns {
    @Test func `a walk-in is attended without enrollment, under the id that users gave`()
      async throws
    {
      try await World.served { world, daemon in
        let staff = try world.person(.staff)
        let event = world.program.add()
        let answer = try await staff.letIn("Bo", at: event)
        #expect(answer.result == .ok && answer.attendance?.enrolledAt == nil)
        let id = try #require(UUID128(answer.attendance?.patronId ?? ""))
        #expect(world.people.user(id)?.firstName == "Bo")
        #expect(answer.attendance?.firstName == "Bo")
        #expect(try await staff.summary(event).walkIns == 1)
        #expect(try await world.changes(daemon).map(\.patronId) == [id.description])
      }
    }

    @Test func `a walk-in is found by e-mail, by phone only without e-mail`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let event = world.program.add()
        let ada = world.people.add(email: "ada@example.org", phone: "+4930111111")
        let bo = world.people.add("Bo", phone: "+4930222222")
        func patron(_ email: String, _ phone: String) async throws -> UUID128? {
          UUID128(
            try await staff.letIn("X", email: email, phone: phone, at: event)
              .attendance?.patronId ?? "")
        }
        #expect(try await patron("ADA@example.org", "") == ada)
        #expect(try await patron("", "+4930222222") == bo)
        #expect(try await patron("new@example.org", "+4930222222") == bo)
        let other = try #require(try await patron("", "+4930111111"))
        #expect(other != ada, "the number alone does not make one somebody with an address")
        #expect(world.people.user(other)?.phone == "")
        #expect(world.people.count == 3)
      }
    }

    @Test func `a walk-in who is enrolled attends under the enrollment`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let event = world.program.add { $0.enrollmentRequired = true }
        let ada = world.people.add(email: "ada@example.org")
        _ = world.program.enroll(ada, at: event)
        let answer = try await staff.letIn("Ada", email: "ada@example.org", at: event)
        #expect(answer.result == .ok && answer.attendance?.enrolledAt != nil)
        #expect(try await staff.letIn("Bo", at: event).result == .notEnrolled)
        #expect(world.people.count == 1, "nobody is made who is not let in")
      }
    }

    @Test func `nobody is made for a door that is not open`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let event = world.program.add { $0.canceledAt = Timestamp(TestClock.start) }
        #expect(try await staff.letIn("Bo", at: event).result == .canceled)
        #expect(world.people.count == 0)
      }
    }

    @Test func `with users down a walk-in comes in, and is told of once users knows them`()
      async throws
    {
      try await World.with { world in
        let events = try await world.events()
        let daemon = try await world.attendance()
        let staff = try world.person(.staff)
        let event = world.program.add()
        let first = try await staff.letIn("Bo", email: "bo@example.org", at: event, scan: "1")
        #expect(first.result == .ok && first.attendance?.firstName == "Bo")
        let provisional = try #require(first.attendance?.patronId)
        #expect(try await world.changes(daemon).isEmpty)

        let bo = world.people.add("Bo", email: "bo@example.org")
        _ = try await world.users()
        let store = try world.store(daemon)
        try await eventually("users answers") {
          await status { try await store.identifyWalkIns() } == nil
        }
        let roster = try await staff.roster(event)
        #expect(roster.map(\.patronId) == [bo.description])
        #expect(roster.map(\.id) == [first.attendance?.id])
        #expect(try await world.changes(daemon).map(\.patronId) == [bo.description])
        #expect(
          try await world.number("SELECT count(*) FROM attendance.walk_ins WHERE email <> ''") == 0)

        // The door still has the old id: the same scan, a new one and a check-out all work.
        var repeated = try await staff.letIn("Bo", email: "bo@example.org", at: event, scan: "1")
        #expect(repeated.attendance?.lastName == "L", "the name is as last heard")
        repeated.attendance?.lastName = "Guest"
        #expect(repeated == first)
        let old = try #require(UUID128(provisional))
        let again = try await staff.checkIn(old, at: event)
        #expect(again.alreadyRecorded && again.attendance?.patronId == bo.description)
        #expect(try await staff.checkOut(old, of: event).patronId == bo.description)
        try await store.identifyWalkIns()
        // Once that Bo came, and once that Bo left.
        let told = try await world.changes(daemon).map(\.patronId)
        #expect(told == [bo.description, bo.description])
        try await world.expectSoundCounts()
        #expect(events.daemon.name == "events")
      }
    }

    @Test func `a walk-in who had come already is one person with the earliest time`()
      async throws
    {
      try await World.with { world in
        _ = try await world.events()
        let daemon = try await world.attendance()
        let staff = try world.person(.staff)
        let event = world.program.add()
        let ada = world.people.add(email: "ada@example.org")
        try await staff.letIn("Ada", email: "ada@example.org", at: event)
        world.clock.advance(minutes: 5)
        try await staff.letIn("Ada", email: "ada@example.org", at: event)
        let users = try await world.users()
        world.clock.advance(minutes: 5)
        try await eventually("users answers") {
          await status { try await staff.checkIn(ada, at: event) } == nil
        }
        #expect(try await staff.summary(event).attended == 3)

        try await world.store(daemon).identifyWalkIns()
        let roster = try await staff.roster(event)
        #expect(roster.map(\.patronId) == [ada.description])
        #expect(roster.first?.checkInTime == Timestamp(TestClock.start))
        #expect(try await staff.summary(event).attended == 1)
        #expect(try await staff.summary(event).present == 1)
        #expect(
          try await world.changes(daemon).map(\.checkInTime)
            == [TestClock.start.adding(minutes: 10), TestClock.start].map { Timestamp($0) },
          "told when she came, and when that turned out to be earlier")
        try await world.expectSoundCounts()
        #expect(users.daemon.name == "users")
      }
    }

    @Test func `with users down a walk-in who is not let in is nobody`() async throws {
      try await World.with { world in
        _ = try await world.events()
        _ = try await world.attendance()
        let staff = try world.person(.staff)
        let event = world.program.add { $0.doorLimit = 1 }
        #expect(try await staff.letIn("Bo", at: event).result == .ok)
        #expect(try await staff.letIn("Cy", at: event, scan: "2").result == .full)
        #expect(
          try await world.number(
            "SELECT count(*) FROM attendance.scans WHERE scan_id = '2' AND patron_id IS NULL") == 1)
        // What has nobody is nobody's to be found again.
        #expect(try await staff.letIn("Cy", at: event, scan: "2").result == .full)
        try await world.expectSoundCounts()
      }
    }

    @Test func `with every neighbour down a known person at a known event comes in`()
      async throws
    {
      try await World.with { world in
        let (users, events) = (try await world.users(), try await world.events())
        _ = try await world.attendance()
        let staff = try world.person(.staff)
        let (event, ada, bo) = (world.program.add(), world.people.add(), world.people.add())
        try await staff.checkIn(ada, at: event)
        try await staff.checkIn(bo, at: event)
        try await staff.checkOut(ada, of: event)
        await world.stop(users)
        await world.stop(events)
        let calls = (world.people.calls, world.program.calls)
        #expect(try await staff.checkIn(ada, at: event).result == .ok)
        try await staff.checkOut(ada, of: event)
        #expect(try await staff.summary(event).present == 1)
        // Who nobody can tell is not refused: the door says that it does not know.
        let unknown = await status { try await staff.checkIn(.v7(), at: event) }
        #expect(unknown?.code == .unavailable || unknown?.code == .deadlineExceeded)
        #expect(calls == (world.people.calls, world.program.calls))
      }
    }

    @Test func `copies that lag ask the owner once, and believe it`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let event = world.program.add { $0.enrollmentRequired = true }
        let ada = world.people.add()
        _ = world.program.enroll(ada, at: event)
        #expect(try await staff.checkIn(ada, at: event).result == .ok)
        let calls = (world.people.calls, world.program.calls)
        #expect(try await staff.checkIn(ada, at: event).alreadyRecorded)
        #expect(calls == (world.people.calls, world.program.calls), "known by now")
        #expect(try await staff.summary(event).registered == 1)
      }
    }
  }
}

extension Someone {
  func roster(
    _ event: UUID128, _ states: [Contracts.Attendance.Status] = [], q: String = "",
    pageSize: Int32 = 0
  ) async throws -> [Contracts.Attendance] {
    var rows: [Contracts.Attendance] = []
    var token = ""
    repeat {
      let page = try await attendance.listRoster(
        ListRosterRequest(
          eventId: event.description, pageSize: pageSize, pageToken: token, status: states, q: q),
        options)
      rows += page.attendances
      token = page.nextPageToken
    } while !token.isEmpty
    return rows
  }
}
