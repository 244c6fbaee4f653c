import Contracts
import Postgres
import RPC
import Testing

@testable import Attendance
@testable import Daemon

/// What a doorkeeper gets, over real sockets and tables.
extension AttendanceIntegrationTests {
  @Suite struct Doorkeeping {
    @Test func `a known person is let in once, and again answered with the same record`()
      async throws
    {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        let first = try await staff.checkIn(ada, at: event, device: "left door")
        #expect(first.result == .ok && !first.alreadyRecorded && first.liveCount == 1)
        let record = try #require(first.attendance)
        #expect(record.attended && record.checkInTime == Timestamp(TestClock.start))
        #expect(record.firstName == "Ada" && record.checkedInBy == staff.id.description)
        #expect(record.enrolledAt == nil && record.method == .manual)

        world.clock.advance(minutes: 5)
        let second = try await staff.checkIn(ada, at: event, device: "right door", method: .qr)
        #expect(second.result == .ok && second.alreadyRecorded && second.liveCount == 1)
        #expect(second.attendance == record, "record, time and first door unchanged")
        #expect(try await world.number("SELECT count(*) FROM attendance.attendance") == 1)
        #expect(try await world.number("SELECT count(*) FROM attendance.scans") == 2)
      }
    }

    @Test func `an event announced just now is open, though the news of it is on its way`()
      async throws
    {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        let draft = world.program.add {
          $0.status = .draft
          $0.publishedAt = nil
        }
        // What the copies said before.
        #expect(try await staff.checkIn(world.people.add("Bo"), at: event).result == .ok)
        #expect(try await staff.checkIn(ada, at: draft).result == .tooEarly)
        try await world.database.run("UPDATE attendance.events SET is_draft = true")
        #expect(try await staff.checkIn(ada, at: event, scan: "a").result == .ok)
        #expect(try await staff.checkIn(ada, at: draft).result == .tooEarly)
        #expect(
          try await world.number("SELECT count(*) FROM attendance.events WHERE is_draft") == 1)
      }
    }

    @Test func `staff may let in before the door opens and after it is shut, which is recorded`()
      async throws
    {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (ada, bob) = (world.people.add(), world.people.add())
        let later = world.program.add {
          $0.startTime = Timestamp(TestClock.start.adding(minutes: 121))
        }
        let over = world.program.add {
          $0.closedAt = Timestamp(TestClock.start.adding(minutes: -1))
        }
        #expect(try await staff.checkIn(ada, at: later).result == .tooEarly)
        #expect(try await staff.checkIn(ada, at: later, scan: "a", bypass: true).result == .ok)
        let again = try await staff.checkIn(ada, at: later, scan: "a", bypass: true)
        #expect(again.result == .ok, "a repeat is answered the same")
        #expect(try await staff.checkIn(ada, at: later, bypass: true).alreadyRecorded)
        #expect(try await staff.checkIn(bob, at: over, bypass: true).result == .ok)
        // Where nothing is bypassed nothing is recorded, and what no clock forbids stays forbidden.
        #expect(try await staff.checkIn(ada, at: world.program.add(), bypass: true).result == .ok)
        let canceled = world.program.add { $0.canceledAt = Timestamp(TestClock.start) }
        #expect(try await staff.checkIn(ada, at: canceled, bypass: true).result == .canceled)
        let lines = try await world.database.rows(
          """
          SELECT actor, action, object, details::jsonb ->> 'user', details::jsonb ->> 'scan'
          FROM attendance.audit_entries ORDER BY id
          """)
        #expect(
          lines.map { $0.dropLast() }
            == [(later, ada), (over, bob)].map { event, user in
              ["user:\(staff.id)", "door.window_bypassed", "event:\(event)", "\(user)"]
            })
        let scan = lines[0][4] ?? ""
        #expect(
          try await world.number(
            "SELECT count(*) FROM attendance.scans WHERE id = '\(scan)' AND result = 'OK'") == 1)
      }
    }

    @Test func `who works no door cannot open it out of time`() async throws {
      try await World.served { world, _ in
        let ada = world.people.add()
        let event = world.program.add { $0.selfCheckIn = true }
        let member = try world.person(.participant, ada)
        let refusal = await status { try await member.checkIn(ada, at: event, bypass: true) }
        #expect(refusal?.code == .permissionDenied)
        #expect(try await member.checkIn(ada, at: event).result == .ok)
        #expect(try await world.number("SELECT count(*) FROM attendance.audit_entries") == 0)
      }
    }

    @Test func `every refusal is an answer with its code, and lies in the scan log`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let ada = world.people.add()
        let later = Timestamp(TestClock.start.adding(minutes: 121))
        let events: [(DoorResult, UUID128, UUID128)] = [
          (.canceled, world.program.add { $0.canceledAt = Timestamp(TestClock.start) }, ada),
          (.tooEarly, world.program.add { $0.startTime = later }, ada),
          (
            .tooLate,
            world.program.add { $0.closedAt = Timestamp(TestClock.start.adding(minutes: -1)) }, ada
          ),
          (.invalid, world.program.add(), .v7()),
          (.notEnrolled, world.program.add { $0.enrollmentRequired = true }, ada),
          (.full, world.program.add { $0.doorLimit = 0 }, ada),
        ]
        for (expected, event, person) in events {
          let answer = try await staff.checkIn(person, at: event)
          #expect(answer.result == expected)
          #expect(!answer.message.isEmpty && answer.attendance == nil && answer.liveCount == 0)
          let logged = try await world.database.rows(
            "SELECT result FROM attendance.scans WHERE event_id = '\(event)'")
          #expect(logged == [[expected.name]])
        }
        let member = try world.person(.participant, ada)
        #expect(try await member.checkIn(ada, at: world.program.add()).result == .selfCheckInOff)
        #expect(try await world.number("SELECT count(*) FROM attendance.scans") == 7)
        #expect(try await world.number("SELECT count(*) FROM attendance.attendance") == 0)
      }
    }

    @Test func `an event that nobody has is not found`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let ada = world.people.add()
        let refused = await status { try await staff.checkIn(ada, at: .v7()) }
        #expect(refused?.code == .notFound && refused?.reason == "EVENT_NOT_FOUND")
      }
    }

    @Test func `the door shuts at the end of the last day where the event is`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        // 20:00 to 22:00 in Berlin: the day ends there at 22:00 UTC, 240 minutes after the start.
        let event = world.program.add()
        world.clock.set(TestClock.start.adding(minutes: 239))
        #expect(try await staff.checkIn(world.people.add(), at: event).result == .ok)
        world.clock.set(TestClock.start.adding(minutes: 240))
        #expect(try await staff.checkIn(world.people.add(), at: event).result == .tooLate)
        // What happened in time and is told late still counts.
        let late = try await staff.checkIn(
          world.people.add(), at: event, occurredAt: TestClock.start)
        #expect(late.result == .ok && late.attendance?.checkInTime == Timestamp(TestClock.start))
      }
    }

    @Test func `an event that ends at midnight ends on the day before`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let event = world.program.add {
          $0.endTime = Timestamp(TestClock.start.adding(minutes: 240))
        }
        world.clock.set(TestClock.start.adding(minutes: 240))
        #expect(try await staff.checkIn(world.people.add(), at: event).result == .tooLate)
      }
    }

    @Test func `a scan's name serves one scan`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (event, ada, bo) = (world.program.add(), world.people.add(), world.people.add("Bo"))
        let first = try await staff.checkIn(ada, at: event, scan: "1", device: "door")
        let again = try await staff.checkIn(ada, at: event, scan: "1", device: "door")
        #expect(first == again && !again.alreadyRecorded)
        for (person, place) in [(bo, event), (ada, world.program.add())] {
          let refused = await status {
            try await staff.checkIn(person, at: place, scan: "1", device: "door")
          }
          #expect(refused?.reason == "SCAN_ID_REUSED")
        }
        #expect(try await staff.checkIn(bo, at: event, scan: "1", device: "other").result == .ok)
      }
    }

    @Test func `an answer stays the same after what it told of has changed`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        let first = try await staff.checkIn(ada, at: event, scan: "1")
        world.clock.advance(minutes: 5)
        try await staff.checkOut(ada, of: event)
        try await staff.checkIn(world.people.add(), at: event)
        #expect(try await staff.checkIn(ada, at: event, scan: "1") == first)
      }
    }

    @Test func `who leaves is no longer inside, and comes back`() async throws {
      try await World.served { world, daemon in
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        try await staff.checkIn(ada, at: event)
        world.clock.advance(minutes: 30)
        let out = try await staff.checkOut(ada, of: event)
        #expect(out.checkOutTime == Timestamp(TestClock.start.adding(minutes: 30)))
        #expect(try await staff.checkOut(ada, of: event) == out, "a repeat changes nothing")
        #expect(try await staff.summary(event).present == 0)

        world.clock.advance(minutes: 10)
        let back = try await staff.checkIn(ada, at: event)
        #expect(back.alreadyRecorded && back.liveCount == 1)
        #expect(back.attendance?.checkInTime == Timestamp(TestClock.start))
        #expect(back.attendance?.checkOutTime == nil)
        let early = await status {
          try await staff.checkOut(ada, of: event, at: TestClock.start.adding(minutes: 35))
        }
        #expect(early?.reason == "OUT_BEFORE_IN")
        #expect(try await world.number("SELECT count(*) FROM attendance.stays") == 2)
        #expect(try await staff.summary(event).attended == 1)
        let told = try await world.changes(daemon).map(\.checkOutTime)
        #expect(told == [nil, out.checkOutTime], "that somebody is back says nothing of how long")
      }
    }

    @Test func `without re-entry who left stays out, and stays recorded`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add { $0.reentry = false }, world.people.add())
        try await staff.checkIn(ada, at: event)
        let out = try await staff.checkOut(ada, of: event)
        let back = try await staff.checkIn(ada, at: event)
        #expect(back.result == .ok && back.alreadyRecorded && back.liveCount == 0)
        #expect(back.attendance == out && back.message.contains("no re-entry"))
      }
    }

    @Test func `who was never inside cannot leave`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let event = world.program.add()
        let refused = await status { try await staff.checkOut(world.people.add(), of: event) }
        #expect(refused?.code == .notFound && refused?.reason == "ATTENDANCE_NOT_FOUND")
      }
    }

    @Test func `a refused check-out is in the log once, and may be tried again under its name`()
      async throws
    {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        for _ in 0..<2 {
          let refused = await status {
            try await staff.checkOut(ada, of: event, scan: "out", device: "left")
          }
          #expect(refused?.reason == "ATTENDANCE_NOT_FOUND")
        }
        try await staff.checkIn(ada, at: event)
        let early = await status {
          try await staff.checkOut(
            ada, of: event, at: TestClock.start.adding(minutes: -60), scan: "early", device: "left")
        }
        #expect(early?.reason == "OUT_BEFORE_IN")
        let out = try await staff.checkOut(ada, of: event, scan: "out", device: "left")
        #expect(try await staff.checkOut(ada, of: event, scan: "out", device: "left") == out)
        let lines = try await staff.log(at: event).filter { $0.kind == .out }
          .map { "\($0.scanId) \($0.result) \($0.message)" }
        #expect(
          Set(lines) == [
            "out invalid Has not been here.", "early invalid Came in after that time.",
            "out ok Goodbye.",
          ])
        #expect(lines.count == 3)
      }
    }

    @Test func `a full room lets the next one in when somebody leaves`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (event, ada, bo) = (
          world.program.add { $0.doorLimit = 1 }, world.people.add(), world.people.add()
        )
        #expect(try await staff.checkIn(ada, at: event).result == .ok)
        #expect(try await staff.checkIn(bo, at: event).result == .full)
        #expect(try await staff.checkIn(ada, at: event).alreadyRecorded, "is inside already")
        try await staff.checkOut(ada, of: event)
        #expect(try await staff.checkIn(bo, at: event).result == .ok)
      }
    }
  }
}
