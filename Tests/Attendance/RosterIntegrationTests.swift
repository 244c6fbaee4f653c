import Contracts
import Postgres
import ProcessKit
import RPC
import Testing

@testable import Attendance
@testable import Daemon

extension AttendanceIntegrationTests {
  /// Rosters, figures, imports and what the feeds of others bring.
  @Suite struct Rosters {
    /// Publishes a change as users or events would.
    private func tell(_ daemon: Running, _ key: UUID128, _ message: some Message) async throws {
      try await daemon.daemon.feed.transaction { transaction in
        try await transaction.execute(daemon.daemon.feed.publish([try FeedEntry(key, message)]))
      }
    }

    private func told(_ user: User, _ state: UserChanged.State = .active) -> UserChanged {
      UserChanged(
        id: user.id, state: state, role: .participant, tokenEpoch: 0, firstName: user.firstName,
        lastName: user.lastName)
    }

    @Test func `enrollments make the roster, and cancelling takes off it`() async throws {
      try await World.with { world in
        let users = try await world.users()
        let events = try await world.events()
        _ = try await world.attendance()
        let staff = try world.person(.staff)
        let event = world.program.add()
        let (ada, bo) = (world.people.add("Ada"), world.people.add("Bo"))
        for id in [ada, bo] {
          let user = try #require(world.people.user(id))
          try await tell(users, id, told(user))
        }
        try await tell(
          events, event, EventChanged(id: event.description, event: world.program.event(event)))
        var claims = [ada, bo].map { world.program.enroll($0, at: event) }
        for claim in claims {
          try await tell(events, .v7(), EnrollmentChanged(enrollment: claim))
        }
        try await eventually("both are expected") {
          try await staff.roster(event).map(\.firstName) == ["Ada", "Bo"]
        }
        // The enrolled person's row is the one that comes in.
        let expected = try await staff.roster(event)[0]
        let answer = try await staff.checkIn(ada, at: event)
        #expect(answer.attendance?.id == expected.id && !answer.alreadyRecorded)
        #expect(answer.attendance?.enrolledAt == expected.enrolledAt)
        #expect(try await staff.roster(event).count == 2)

        for index in claims.indices {
          claims[index].status = .canceled
          try await tell(events, .v7(), EnrollmentChanged(enrollment: claims[index]))
        }
        try await eventually("Bo is expected no more") {
          try await staff.roster(event).map(\.firstName) == ["Ada"]
        }
        #expect(try await staff.summary(event).walkIns == 1, "Ada came all the same")

        let user = try #require(world.people.user(ada))
        try await tell(users, ada, told(user, .erased))
        try await eventually("her name is gone") {
          try await staff.roster(event).map(\.firstName) == [""]
        }
        try await eventually("she comes in no more") {
          try await staff.checkIn(ada, at: event).result == .invalid
        }
      }
    }

    @Test func `a change of the event is a change at the door`() async throws {
      try await World.with { world in
        _ = try await world.users()
        let events = try await world.events()
        _ = try await world.attendance()
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        try await staff.checkIn(ada, at: event)
        var changed = try #require(world.program.event(event))
        changed.canceledAt = Timestamp(TestClock.start)
        try await tell(events, event, EventChanged(id: changed.id, event: changed))
        try await eventually("the door knows") {
          try await staff.checkIn(ada, at: event).result == .canceled
        }
      }
    }

    @Test func `copies that the feeds no longer reach are made anew from the lists`()
      async throws
    {
      try await World.with { world in
        let users = try await world.users()
        let events = try await world.events()
        let gone = UUID128.v7()
        try await tell(users, gone, UserChanged(id: gone.description, state: .active))
        try await tell(events, gone, EventChanged(id: gone.description))
        for daemon in [users, events] { try await daemon.daemon.feed.stamp() }
        try await world.database.run("DELETE FROM users.feed; DELETE FROM events.feed")
        let event = world.program.add()
        for name in ["Ada", "Bo"] { _ = world.program.enroll(world.people.add(name), at: event) }

        _ = try await world.attendance()
        try await eventually("the roster is there") {
          try await world.number("SELECT count(*) FROM attendance.attendance") == 2
        }
        try await eventually("their names are there") {
          try await world.number("SELECT count(*) FROM attendance.users") == 2
        }
        let staff = try world.person(.staff)
        #expect(try await staff.roster(event).map(\.firstName) == ["Ada", "Bo"])
      }
    }

    @Test func `a roster comes in pages, by name, by state and by part of a name`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let event = world.program.add()
        for name in ["Eve", "Dan", "Cy", "Bo", "Ada", "50%"] {
          try await staff.checkIn(world.people.add(name), at: event)
        }
        let names = try await staff.roster(event, pageSize: 2).map(\.firstName)
        #expect(names == ["50%", "Ada", "Bo", "Cy", "Dan", "Eve"])
        #expect(try await staff.roster(event, q: "DA").map(\.firstName) == ["Ada", "Dan"])
        #expect(try await staff.roster(event, q: "0%").map(\.firstName) == ["50%"])
        #expect(try await staff.roster(event, [.noShow]).isEmpty)
        #expect(try await staff.roster(event, [.noShow, .attended]).count == 6)

        let page = try await staff.attendance.listRoster(
          ListRosterRequest(eventId: event.description, pageSize: 2), staff.options)
        let refusals = [
          ListRosterRequest(eventId: event.description, pageSize: 201),
          ListRosterRequest(eventId: event.description, pageToken: "AAAA"),
          ListRosterRequest(eventId: event.description, q: "a"),
          ListRosterRequest(eventId: "x"),
          ListRosterRequest(
            eventId: event.description, pageToken: page.nextPageToken, status: [.attended]),
        ]
        for request in refusals {
          let refused = await status {
            try await staff.attendance.listRoster(request, staff.options)
          }
          #expect(refused?.code == .invalidArgument)
        }
      }
    }

    @Test func `a history comes latest event first`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let ada = world.people.add()
        let events = [Int64(0), 30, 60].map { minutes in
          world.program.add {
            $0.startTime = Timestamp(TestClock.start.adding(minutes: minutes))
            $0.endTime = Timestamp(TestClock.start.adding(minutes: 90))
          }
        }
        for event in events { try await staff.checkIn(ada, at: event) }
        var seen: [String] = []
        var token = ""
        repeat {
          let page = try await staff.attendance.listUserAttendance(
            ListUserAttendanceRequest(userId: ada.description, pageSize: 1, pageToken: token),
            staff.options)
          seen += page.attendances.map(\.eventId)
          token = page.nextPageToken
        } while !token.isEmpty
        #expect(seen == events.reversed().map(\.description))
      }
    }

    @Test func `figures divide only by what is there`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (open, seats) = (world.program.add(), world.program.add { $0.capacity = 4 })
        let empty = try await staff.summary(open)
        #expect(empty.showRate == nil && empty.fill == nil && empty.capacity == nil)
        let enrolled = Timestamp(TestClock.start)
        let rows = [
          Contracts.Attendance.Status.attended, .registered, .excused, .noShow,
        ].map {
          BatchRecordRequest.Row(
            userId: world.people.add().description, status: $0, enrolledAt: enrolled)
        }
        try await staff.record(rows, at: seats)
        try await staff.checkIn(world.people.add(), at: seats)
        let figures = try await staff.summary(seats)
        #expect(figures.registered == 4 && figures.attended == 2 && figures.walkIns == 1)
        #expect(figures.noShows == 1 && figures.excused == 1 && figures.present == 1)
        #expect(figures.showRate == 0.25 && figures.fill == 0.5 && figures.capacity == 4)
        #expect(figures.version > empty.version)
      }
    }

    @Test func `an upload told again is answered as it was, row by row`() async throws {
      try await World.served { world, daemon in
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        let rows = [
          BatchRecordRequest.Row(userId: ada.description, status: .attended),
          BatchRecordRequest.Row(userId: UUID128.v7().description, status: .attended),
          BatchRecordRequest.Row(userId: world.people.add().description, status: .registered),
        ]
        let batch = UUID128.v7()
        let first = try await staff.record(rows, at: event, batch: batch)
        #expect(first.map(\.changed) == [true, false, false])
        #expect(first.map(\.refusal.isEmpty) == [true, false, false])
        #expect(try await staff.record(rows, at: event, batch: batch) == first)
        let other = try await staff.record([rows[0]], at: event)
        #expect(other.map(\.changed) == [false], "another upload says nothing new")
        #expect(try await world.changes(daemon).map(\.patronId) == [ada.description])
        let answer = try await staff.checkIn(ada, at: event)
        #expect(answer.alreadyRecorded && answer.liveCount == 1)
        #expect(answer.attendance?.checkInTime != nil, "the upload gave no time, the door did")
        try await world.expectSoundCounts()

        let again = BatchRecordRequest(
          eventId: event.description, batchId: batch.description, rows: [rows[0], rows[0]])
        for request in [again, BatchRecordRequest(eventId: event.description, batchId: "x")] {
          let refused = await status {
            try await staff.attendance.batchRecord(request, staff.options)
          }
          #expect(refused?.code == .invalidArgument)
        }
      }
    }

    @Test func `when the door shuts the expected became no-shows, once, by two replicas`()
      async throws
    {
      try await World.served { world, daemon in
        let second = try await world.attendance("2")
        let staff = try world.person(.staff)
        let (event, ada, bo) = (world.program.add(), world.people.add(), world.people.add())
        let rows = [ada, bo].map {
          BatchRecordRequest.Row(
            userId: $0.description, status: .registered, enrolledAt: Timestamp(TestClock.start))
        }
        try await staff.record(rows, at: event)
        try await staff.checkIn(ada, at: event)
        let stores = [try world.store(daemon), try world.store(second)]
        for store in stores { try await store.settleShutDoors(now: world.clock.now) }
        #expect(try await staff.roster(event, [.registered]).count == 1, "the door is open")

        world.clock.advance(minutes: 240)
        let now = world.clock.now
        _ = try await all(8) { number in try await stores[number % 2].settleShutDoors(now: now) }
        #expect(try await staff.roster(event, [.noShow]).map(\.patronId) == [bo.description])
        #expect(try await staff.summary(event).present == 0)
        #expect(
          try await world.number(
            "SELECT count(*) FROM attendance.stays WHERE auto_closed AND out_time IS NOT NULL") == 1
        )
        let told = try await world.changes(daemon)
        #expect(told.map(\.status) == [.attended, .noShow])
        try await world.expectSoundCounts()

        // A scan from before the door shut still counts, and the points can follow.
        try await staff.checkIn(bo, at: event, occurredAt: TestClock.start)
        #expect(try await world.changes(daemon).map(\.status) == [.attended, .noShow, .attended])
        #expect(try await staff.summary(event).noShows == 0)
        #expect(try await staff.summary(event).present == 0, "nobody stays behind a shut door")
        #expect(
          try await world.number("SELECT count(*) FROM attendance.stays WHERE auto_closed") == 2)
        try await stores[0].settleShutDoors(now: now)
        try await world.expectSoundCounts()
      }
    }
  }
}

extension Someone {
  @discardableResult
  func record(
    _ rows: [BatchRecordRequest.Row], at event: UUID128, batch: UUID128 = .v7()
  ) async throws -> [BatchRecordResponse.Result] {
    try await attendance.batchRecord(
      BatchRecordRequest(
        eventId: event.description, batchId: batch.description, rows: rows), options
    ).results
  }
}
