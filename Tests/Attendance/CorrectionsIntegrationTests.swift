import Contracts
import Identity
import Postgres
import RPC
import Testing

@testable import Attendance
@testable import Daemon

extension AttendanceIntegrationTests {
  /// What people put right, and what it changes elsewhere.
  @Suite struct Corrections {
    /// An event with one person enrolled.
    private func evening(_ world: World) async throws -> (event: UUID128, ada: UUID128) {
      let (event, ada) = (world.program.add(), world.people.add())
      try await world.person(.staff).record(
        [
          BatchRecordRequest.Row(
            userId: ada.description, status: .registered, enrolledAt: Timestamp(TestClock.start))
        ], at: event)
      return (event, ada)
    }

    @Test func `an undone check-in was none: status, counts, feed and record say so`() async throws
    {
      try await World.served { world, daemon in
        let staff = try world.person(.staff)
        let (event, ada) = try await evening(world)
        let first = try await staff.checkIn(ada, at: event, device: "left")
        let undone = try await staff.undo(ada, at: event, "the wrong Ada")
        #expect(undone.annulled == 1 && undone.liveCount == 0)
        let record = try #require(undone.attendance)
        #expect(record.status == .registered && record.checkInTime == nil)
        #expect(record.deviceId == "" && record.firstName == "Ada")
        let figures = try await staff.summary(event)
        #expect(figures.attended == 0 && figures.present == 0 && figures.registered == 1)
        #expect(try await world.number("SELECT count(*) FROM attendance.stays") == 0)

        let repeated = try await staff.undo(ada, at: event, "once more")
        #expect(repeated.annulled == 0 && repeated.attendance == record)

        // Whoever comes after all has come: the same presence, told again.
        world.clock.advance(minutes: 3)
        let redone = try await staff.checkIn(ada, at: event)
        #expect(redone.result == .ok && !redone.alreadyRecorded && redone.liveCount == 1)
        #expect(redone.attendance?.id == first.attendance?.id)
        #expect(
          redone.attendance?.checkInTime == Timestamp(TestClock.start.adding(minutes: 3)))
        let told = try await world.changes(daemon)
        #expect(told.map(\.status) == [.attended, .registered, .attended])
        #expect(Set(told.map(\.id)) == [record.id] && told.allSatisfy { !$0.removed })

        let lines = try await world.database.rows(
          """
          SELECT actor, action, object, details::jsonb ->> 'user' FROM attendance.audit_entries
          WHERE action = 'attendance.undone'
          """)
        #expect(
          lines == [["user:\(staff.id)", "attendance.undone", "event:\(event)", "\(ada)"]])
        let corrections = try await staff.corrections(at: event)
        #expect(corrections.map(\.reason) == ["the wrong Ada"] && corrections[0].kind == .undo)
        let log = try await staff.log(at: event)
        #expect(log.map { $0.annulledAt != nil } == [false, true])
        #expect(log[1].annulledBy == staff.id.description && log[1].deviceId == "left")
        try await world.expectSoundCounts()
      }
    }

    @Test func `of a walk-in who was none only the log is left; coming back it is the same`()
      async throws
    {
      try await World.served { world, daemon in
        let staff = try world.person(.staff)
        let (event, bo) = (world.program.add(), world.people.add("Bo"))
        let first = try await staff.checkIn(bo, at: event)
        let undone = try await staff.undo(bo, at: event)
        #expect(undone.attendance == nil && undone.annulled == 1)
        #expect(try await staff.roster(event).isEmpty)
        #expect(try await staff.summary(event).walkIns == 0)
        #expect(try await staff.log(at: event).count == 1)
        #expect(try await staff.undo(bo, at: event).annulled == 0)
        let redone = try await staff.checkIn(bo, at: event)
        #expect(redone.attendance?.id == first.attendance?.id, "one presence, one award")
        let told = try await world.changes(daemon)
        #expect(told.map(\.removed) == [false, true, false])
        #expect(told.map(\.status) == [.attended, .registered, .attended])
        let stranger = await status { try await staff.undo(.v7(), at: event) }
        #expect(stranger?.reason == "ATTENDANCE_NOT_FOUND")
      }
    }

    @Test func `an undo with a key is done once, whatever happened since`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (event, ada) = try await evening(world)
        try await staff.checkIn(ada, at: event)
        let first = try await staff.undo(ada, at: event, key: "undo-1")
        try await staff.checkIn(ada, at: event)
        #expect(try await staff.undo(ada, at: event, key: "undo-1") == first)
        #expect(try await staff.summary(event).attended == 1)
        #expect(
          try await world.number(
            "SELECT count(*) FROM attendance.idempotency WHERE response::text LIKE '%Ada%'") == 0)
      }
    }

    @Test func `after the door is shut the host and organizers correct, and it is a no-show then`()
      async throws
    {
      try await World.served { world, daemon in
        let staff = try world.person(.staff)
        let host = try world.person(.participant)
        let (event, ada) = (
          world.program.add { $0.hostId = host.id.description }, world.people.add()
        )
        try await staff.record(
          [
            BatchRecordRequest.Row(
              userId: ada.description, status: .registered, enrolledAt: Timestamp(TestClock.start))
          ], at: event)
        try await staff.checkIn(ada, at: event)
        world.clock.advance(minutes: 240)
        let store = try world.store(daemon)
        try await store.settleShutDoors(now: world.clock.now)
        let refused = await status { try await staff.undo(ada, at: event) }
        #expect(refused?.code == .permissionDenied && refused?.reason == "DOOR_SHUT")
        let organizer = try world.person(.organizer)
        let undone = try await organizer.undo(ada, at: event, "somebody else's ticket")
        #expect(undone.attendance?.status == .noShow)
        #expect(try await staff.summary(event).noShows == 1)
        let back = try await host.recordPresence(ada, at: event, "it was her after all")
        #expect(back.status == .attended && back.checkInTime == nil)
        let timed = try await host.recordPresence(ada, at: event, "at nine", in: TestClock.start)
        #expect(timed.checkInTime == Timestamp(TestClock.start))
        try await host.recordPresence(ada, at: event, "at nine", in: TestClock.start)
        #expect(
          try await world.changes(daemon).map(\.status)
            == [.attended, .noShow, .attended, .attended])
        #expect(
          try await staff.corrections(at: event).map(\.kind) == [.record, .record, .undo])
        #expect(try await staff.summary(event).present == 0)
        try await world.expectSoundCounts()
      }
    }

    @Test func `who is excused is no no-show, attends when coming, and may be expected again`()
      async throws
    {
      try await World.served { world, daemon in
        let staff = try world.person(.staff)
        let (event, ada) = try await evening(world)
        let excused = try await staff.excuse(ada, at: event, "ill")
        #expect(excused.status == .excused && excused.excusedAt != nil)
        #expect(try await staff.excuse(ada, at: event, "ill") == excused)
        #expect(try await staff.checkIn(ada, at: event).result == .ok)
        #expect(try await staff.summary(event).excused == 0)
        let late = await status { try await staff.excuse(ada, at: event, "ill") }
        #expect(late?.reason == "ATTENDED_ALREADY")
        #expect(try await staff.undo(ada, at: event).attendance?.status == .excused)

        world.clock.advance(minutes: 240)
        try await world.store(daemon).settleShutDoors(now: world.clock.now)
        let organizer = try world.person(.organizer)
        #expect(try await staff.summary(event).excused == 1)
        #expect(try await organizer.withdrawExcuse(ada, at: event).status == .noShow)
        #expect(try await organizer.withdrawExcuse(ada, at: event).status == .noShow)
        #expect(
          try await world.changes(daemon).map(\.status)
            == [.excused, .attended, .excused, .noShow])
        #expect(
          try await staff.corrections(at: event).map(\.kind) == [.withdrawExcuse, .undo, .excuse])
        let guest = await status { try await organizer.excuse(world.people.add(), at: event, "x") }
        #expect(guest?.reason == "NOT_EXPECTED")
      }
    }

    @Test func `a presence taken over by an upload can be taken back, too`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        let row = BatchRecordRequest.Row(
          userId: ada.description, status: .attended, checkInTime: Timestamp(TestClock.start))
        try await staff.record([row], at: event)
        #expect(try await staff.undo(ada, at: event).annulled == 1)
        #expect(try await staff.summary(event).attended == 0)
        // A row without lines in the log, as a restored or hand-made table has.
        let bo = world.people.add("Bo")
        try await world.database.run(
          """
          INSERT INTO attendance.attendance
            (id, event_id, patron_id, status, check_in_time, source, method)
          VALUES (gen_random_uuid(), '\(event)', '\(bo)', 'ATTENDED', '2030-06-01 17:30Z', 'IMPORT',
            'IMPORT');
          UPDATE attendance.live SET attended = attended + 1
          """)
        let met = try await staff.checkIn(bo, at: event)
        #expect(met.alreadyRecorded && met.attendance?.method == .`import`)
        #expect(met.message == "Welcome back.")
        #expect(try await staff.undo(bo, at: event).annulled == 2)
        #expect(try await staff.roster(event).isEmpty)
        try await world.expectSoundCounts()
      }
    }

    @Test func `nobody but who works the door corrects, lists corrections or reads the log`()
      async throws
    {
      try await World.served { world, _ in
        let (event, ada) = try await evening(world)
        let member = try world.person(.participant, ada)
        let refusals = [
          await status { try await member.undo(ada, at: event) },
          await status { try await member.excuse(ada, at: event, "ill") },
          await status { try await member.withdrawExcuse(ada, at: event) },
          await status { try await member.recordPresence(ada, at: event, "was there") },
          await status { try await member.corrections(at: event) },
          await status { try await member.log(at: event) },
          await status { try await member.upload([], at: event) },
        ]
        for refusal in refusals { #expect(refusal?.code == .permissionDenied) }
        #expect(try await member.log(of: ada).isEmpty, "everybody reads what is about them")
        let other = try world.person(.participant)
        #expect(await status { try await other.log(of: ada) }?.code == .notFound)
        let stranger = Someone(
          id: ada, token: "", attendance: member.attendance, passes: member.passes,
          corrections: member.corrections, scans: member.scans)
        let unknown = [
          await status { try await stranger.undo(ada, at: event) },
          await status { try await stranger.excuse(ada, at: event, "ill") },
          await status { try await stranger.withdrawExcuse(ada, at: event) },
          await status { try await stranger.recordPresence(ada, at: event, "was there") },
          await status { try await stranger.corrections(at: event) },
          await status { try await stranger.log(at: event) },
          await status { try await stranger.upload([], at: event) },
        ]
        for refusal in unknown { #expect(refusal?.code == .unauthenticated) }
      }
    }

    @Test func `a correction needs a reason, and none lies ahead`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (event, ada) = try await evening(world)
        let later = world.program.add {
          $0.startTime = Timestamp(TestClock.start.adding(minutes: 600))
          $0.endTime = Timestamp(TestClock.start.adding(minutes: 700))
        }
        let tooLong = String(repeating: "x", count: 501)
        let ahead = TestClock.start.adding(minutes: 1)
        let refusals = [
          await status { try await staff.undo(ada, at: event, " ") },
          await status { try await staff.excuse(ada, at: event, tooLong) },
          await status { try await staff.recordPresence(ada, at: event, "x", in: ahead) },
        ]
        for refusal in refusals { #expect(refusal?.code == .invalidArgument) }
        let early = await status { try await staff.recordPresence(ada, at: later, "x") }
        #expect(early?.reason == "DOOR_NOT_OPEN")
        let unknown = await status { try await staff.undo(ada, at: .v7()) }
        #expect(unknown?.reason == "EVENT_NOT_FOUND")
      }
    }

    @Test func `the log comes in pages, latest first, at an event and of a person`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let event = world.program.add()
        let people = (0..<5).map { world.people.add("P\($0)") }
        for person in people {
          try await staff.checkIn(person, at: event)
          world.clock.advance(minutes: 1)
        }
        try await staff.checkOut(people[0], of: event, scan: "out", device: "left")
        let log = try await staff.log(at: event, pageSize: 2)
        #expect(log.map(\.userId) == ([people[0]] + people.reversed()).map(\.description))
        #expect(log[0].kind == .out && log[0].scanId == "out" && log[0].deviceId == "left")
        let own = try world.person(.participant, people[0])
        #expect(try await own.log(of: people[0]).map(\.kind) == [.out, .in])
        let wrong = await status {
          try await staff.scans.listScans(
            ListScansRequest(eventId: event.description, pageToken: "AAAA"), staff.options)
        }
        #expect(wrong?.code == .invalidArgument)
      }
    }

    @Test func `a check-out by name is answered once and for all`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        try await staff.checkIn(ada, at: event, scan: "1", device: "left")
        world.clock.advance(minutes: 9)
        let out = try await staff.checkOut(ada, of: event, scan: "2", device: "left")
        world.clock.advance(minutes: 9)
        try await staff.checkIn(ada, at: event)
        #expect(try await staff.checkOut(ada, of: event, scan: "2", device: "left") == out)
        #expect(try await staff.summary(event).present == 1, "a repeat puts nobody out")
        let reused = await status {
          try await staff.checkOut(ada, of: event, scan: "1", device: "left")
        }
        #expect(reused?.reason == "SCAN_ID_REUSED")
      }
    }
  }
}

extension Someone {
  @discardableResult
  func undo(
    _ user: UUID128, at event: UUID128, _ reason: String = "by mistake", key: String = ""
  ) async throws -> UndoCheckInResponse {
    var options = options
    options.idempotencyKey = key
    return try await corrections.undoCheckIn(
      UndoCheckInRequest(eventId: event.description, userId: user.description, reason: reason),
      options)
  }

  @discardableResult
  func excuse(
    _ user: UUID128, at event: UUID128, _ reason: String
  ) async throws -> Contracts.Attendance {
    try await corrections.excuse(
      ExcuseRequest(eventId: event.description, userId: user.description, reason: reason), options)
  }

  func withdrawExcuse(_ user: UUID128, at event: UUID128) async throws -> Contracts.Attendance {
    try await corrections.withdrawExcuse(
      WithdrawExcuseRequest(eventId: event.description, userId: user.description), options)
  }

  @discardableResult
  func recordPresence(
    _ user: UUID128, at event: UUID128, _ reason: String, in time: Instant? = nil
  ) async throws -> Contracts.Attendance {
    try await corrections.recordPresence(
      RecordPresenceRequest(
        eventId: event.description, userId: user.description, reason: reason,
        checkInTime: time.map { Timestamp($0) }), options)
  }

  func corrections(at event: UUID128) async throws -> [Correction] {
    try await corrections.listCorrections(
      ListCorrectionsRequest(eventId: event.description), options
    ).corrections
  }

  /// The whole scan log of an event or a person, page by page.
  func log(
    at event: UUID128? = nil, of user: UUID128? = nil, pageSize: Int32 = 0
  ) async throws -> [ScanEntry] {
    var entries: [ScanEntry] = []
    var request = ListScansRequest(
      eventId: event?.description ?? "", userId: user?.description ?? "", pageSize: pageSize)
    repeat {
      let page = try await scans.listScans(request, options)
      entries += page.scans
      request.pageToken = page.nextPageToken
    } while !request.pageToken.isEmpty
    return entries
  }

  @discardableResult
  func upload(
    _ scans: [UploadScansRequest.Scan], at event: UUID128, device: String = "pad",
    snapshot: Instant? = nil
  ) async throws -> UploadScansResponse {
    try await self.scans.uploadScans(
      UploadScansRequest(
        eventId: event.description, deviceId: device, scans: scans,
        snapshotMadeAt: snapshot.map { Timestamp($0) }), options)
  }
}
