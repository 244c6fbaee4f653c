import Contracts
import Postgres
import RPC
import Testing

@testable import Attendance
@testable import Daemon

extension AttendanceIntegrationTests {
  /// What devices without network tell later.
  @Suite struct Uploads {
    private typealias Told = UploadScansRequest.Scan

    private func told(
      _ subject: Told.Subject, _ name: String, at minutes: Int64 = 0, out: Bool = false,
      forced: Bool = false
    ) -> Told {
      Told(
        subject: subject, scanId: name,
        occurredAt: Timestamp(TestClock.start.adding(minutes: minutes)), kind: out ? .out : .in,
        forced: forced)
    }

    @Test func `each scan is answered by itself in its place, and told again the same`()
      async throws
    {
      try await World.served { world, daemon in
        let staff = try world.person(.staff)
        let (event, ada, bo) = (world.program.add(), world.people.add(), world.people.add("Bo"))
        world.clock.advance(minutes: 60)
        let scans = [
          told(.userId("\(ada)"), "1", at: 5),
          told(.userId("nobody"), "2"),
          told(.userId("\(UUID128.v7())"), "3"),
          told(.userId("\(bo)"), "4", at: 20, out: true),
          told(.userId("\(bo)"), "5", at: 2),
          told(.userId("\(ada)"), "6", at: 3),
          told(.pass("no pass"), "7"),
          told(.walkIn(.init(firstName: "Cy", email: "cy@example.org")), "8", at: 4),
          told(.personOf("8"), "9", at: 30, out: true),
          told(.personOf("unknown"), "10", out: true),
          Told(subject: .userId("\(ada)"), scanId: "11"),
        ]
        let first = try await staff.upload(scans, at: event)
        #expect(first.results.map(\.scanId) == scans.map(\.scanId))
        let none = CheckInResponse.Result.unspecified
        #expect(
          first.results.map(\.result)
            == [.ok, none, .invalid, .ok, .ok, .ok, .invalid, .ok, .ok, none, none])
        #expect(first.results[1].error.contains("UUID") && !first.results[10].error.isEmpty)
        #expect(first.results[9].retry && first.results.filter(\.retry).count == 1)
        #expect(first.liveCount == 1, "Ada is inside; Bo and Cy have left")
        #expect(first.results[5].alreadyRecorded)
        #expect(
          first.results[5].attendance?.checkInTime
            == Timestamp(TestClock.start.adding(minutes: 3)), "the earliest counts")
        #expect(first.results[7].attendance?.firstName == "Cy")
        let after = try await world.changes(daemon).count
        let again = try await staff.upload(scans, at: event)
        #expect(again.results == first.results)
        #expect(try await world.changes(daemon).count == after, "told again nothing happens")
        #expect(try await staff.roster(event).count == 3)
        let out = try await staff.roster(event).first { $0.firstName == "Bo" }
        #expect(out?.checkOutTime == Timestamp(TestClock.start.adding(minutes: 20)))
        try await world.expectSoundCounts()
      }
    }

    @Test func `against the rules of the house it is taken and marked; a live refusal stands`()
      async throws
    {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (event, ada, bo) = (
          world.program.add {
            $0.doorLimit = 1
            $0.enrollmentRequired = true
          }, world.people.add(), world.people.add("Bo")
        )
        world.clock.advance(minutes: 60)
        _ = world.program.enroll(ada, at: event)
        let refused = try await staff.checkIn(bo, at: event, scan: "live", device: "pad")
        #expect(refused.result == .notEnrolled)
        let answers = try await staff.upload(
          [
            told(.userId("\(ada)"), "1"), told(.userId("\(bo)"), "live"),
            told(.userId("\(bo)"), "2"), told(.userId("\(bo)"), "live", forced: true),
            told(.userId("\(ada)"), "3", at: -500),
          ], at: event
        ).results
        #expect(answers.map(\.result) == [.ok, .notEnrolled, .ok, .ok, .ok])
        #expect(answers.map(\.forced) == [false, false, true, true, true])
        #expect(answers[4].message.contains("not open"))
        #expect(try await staff.summary(event).present == 2)
        #expect(
          try await world.database.rows(
            "SELECT details FROM attendance.audit_entries WHERE action = 'door.forced'")
            == [["{\"scans\":3}"]])
        let log = try await staff.log(at: event)
        #expect(log.filter(\.forced).count == 3 && log.count == 5)
        let live = try await staff.checkIn(bo, at: event, scan: "live", device: "pad")
        #expect(live.result == .ok, "set aside")
        try await world.expectSoundCounts()
      }
    }

    @Test func `a device's clock is bounded by its snapshot and the receipt, and marked`()
      async throws
    {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let event = world.program.add()
        let people = (0..<3).map { world.people.add("P\($0)") }
        world.clock.advance(minutes: 60)
        let answers = try await staff.upload(
          [
            told(.userId("\(people[0])"), "1", at: 90), told(.userId("\(people[1])"), "2", at: -90),
            told(.userId("\(people[2])"), "3", at: 30),
          ], at: event, snapshot: TestClock.start
        ).results
        #expect(answers.map(\.clockBounded) == [true, true, false])
        #expect(
          answers.map { $0.attendance?.checkInTime }
            == [60, 0, 30].map { Timestamp(TestClock.start.adding(minutes: $0)) })
        #expect(try await staff.log(at: event).filter(\.clockBounded).count == 2)
      }
    }

    @Test func `with users down known people and walk-ins are taken, strangers asked for again`()
      async throws
    {
      try await World.with { world in
        var users = try await world.users()
        _ = try await world.events()
        let daemon = try await world.attendance()
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        try await staff.checkIn(ada, at: event)
        world.clock.advance(minutes: 60)
        await world.stop(users)
        let bo = world.people.add("Bo")
        let scans = [
          told(.userId("\(ada)"), "1", at: 5),
          told(.walkIn(.init(firstName: "Cy", email: "cy@example.org")), "2", at: 5),
          told(.walkIn(.init(firstName: "Cy", email: "cy@example.org")), "3", at: 2),
          told(.userId("\(bo)"), "4", at: 2),
          told(.personOf("2"), "5", at: 30, out: true),
        ]
        let first = try await staff.upload(scans, at: event).results
        #expect(first.map(\.result) == [.ok, .ok, .ok, .unspecified, .ok])
        #expect(first[3].retry)
        users = try await world.users()
        try await world.store(daemon).identifyWalkIns()
        let again = try await staff.upload(scans, at: event).results
        #expect(again.map(\.result) == [.ok, .ok, .ok, .ok, .ok])
        let roster = try await staff.roster(event)
        #expect(roster.map(\.firstName).sorted() == ["Ada", "Bo", "Cy"])
        let cy = try #require(roster.first { $0.firstName == "Cy" })
        #expect(cy.checkInTime == Timestamp(TestClock.start.adding(minutes: 2)))
        #expect(cy.checkOutTime == Timestamp(TestClock.start.adding(minutes: 30)))
        #expect(world.people.count == 3, "two walk-ins of one address are one person")
        try await world.expectSoundCounts()
      }
    }

    @Test func `an upload has one to five hundred scans and a device`() async throws {
      try await World.served { world, _ in
        let staff = try world.person(.staff)
        let (event, ada) = (world.program.add(), world.people.add())
        let one = told(.userId("\(ada)"), "1")
        let wrong = [
          await status { try await staff.upload([], at: event) },
          await status { try await staff.upload(Array(repeating: one, count: 501), at: event) },
          await status { try await staff.upload([one], at: event, device: "") },
        ]
        for refusal in wrong { #expect(refusal?.code == .invalidArgument) }
        let full = try await staff.upload(Array(repeating: one, count: 500), at: event)
        #expect(full.results.allSatisfy { $0 == full.results[0] })
        #expect(try await world.number("SELECT count(*) FROM attendance.scans") == 1)
      }
    }

    @Test func `ten thousand scans of four devices, in two orders, twice, between live scans`()
      async throws
    {
      try await World.served { world, daemon in
        let staff = try world.person(.staff)
        try await world.watchCounts()
        let people = (0..<300).map { world.people.add("P\($0)", email: "p\($0)@example.org") }
        world.clock.advance(minutes: 200)
        var random = SeededRandom(seed: 5)
        let scans = (0..<10_000).map { number -> Told in
          let person = Int.random(in: 0..<people.count, using: &random)
          let isOut = Int.random(in: 0..<3, using: &random) == 0
          let subject: Told.Subject =
            number % 100 == 0 && !isOut
            ? .walkIn(.init(firstName: "P", email: "p\(person)@example.org"))
            : .userId("\(people[person])")
          let second = Int64.random(in: 0..<7200, using: &random)
          return Told(
            subject: subject, scanId: "\(number)",
            occurredAt: Timestamp(
              Instant(microseconds: TestClock.start.microseconds + second * 1_000_000)),
            kind: isOut ? .out : .in)
        }
        var results: [[[String?]]] = []
        for run in 0..<2 {
          let event = world.program.add()
          // A first one each, so that all know the event.
          try await staff.checkIn(people[0], at: event, occurredAt: TestClock.start)
          let orders = (0..<8).map { _ in UInt64.random(in: 0...9999, using: &random) }
          let clock = ContinuousClock.now
          _ = try await all(9) { task in
            if task == 8 { return try await live(staff, people, event) }
            var order = SeededRandom(seed: orders[task])
            let own = (0..<10_000).filter { $0 % 4 == task % 4 }.map { scans[$0] }
              .shuffled(using: &order)
            for start in stride(from: 0, to: own.count, by: 500) {
              let batch = Array(own[start..<min(start + 500, own.count)])
              let answers = try await staff.upload(batch, at: event, device: "\(task % 4)-\(run)")
              guard answers.results.allSatisfy({ $0.result == .ok }) else {
                Issue.record("a scan was not taken")
                return false
              }
            }
            return true
          }
          print("20000 scans uploaded, 100 live: \(ContinuousClock.now - clock)")
          results.append(try await world.outcome(event))
          #expect(try await staff.summary(event).attended == 300)
        }
        #expect(results[0] == results[1] && results[0].count > 1000)
        #expect(try await world.number("SELECT count(*) FROM attendance.scans") == 20_202)
        try await world.expectSoundCounts()
        #expect(try await world.number("SELECT count(*) FROM public.unsound") == 0)
        _ = daemon
      }
    }

    private func live(
      _ staff: Someone, _ people: [UUID128], _ event: UUID128
    ) async throws -> Bool {
      for number in 0..<100 {
        let answer = try await staff.checkIn(
          people[number], at: event, scan: "live \(number) \(event)", device: "live",
          occurredAt: TestClock.start.adding(minutes: Int64(number % 90)))
        guard answer.result == .ok else { return false }
      }
      return true
    }
  }
}

extension World {
  /// What came of an event: each record and stay, without the names that a run gave.
  func outcome(_ event: UUID128) async throws -> [[String?]] {
    try await database.rows(
      """
      SELECT patron_id::text, status, check_in_time::text, check_out_time::text,
        split_part(device_id, '-', 1), method
      FROM attendance.attendance WHERE event_id = '\(event)'
      UNION ALL
      SELECT patron_id::text, in_time::text, out_time::text, auto_closed::text, '', ''
      FROM attendance.stays JOIN attendance.attendance a ON a.id = attendance_id
      WHERE event_id = '\(event)'
      ORDER BY 1, 2, 3
      """)
  }

  /// From now on whatever is committed while counts differ from a recount is noted in
  /// `public.unsound`.
  func watchCounts() async throws {
    try await database.run(
      """
      CREATE TABLE public.unsound (event_id uuid, present integer, attended integer);
      CREATE FUNCTION public.recount() RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
      BEGIN
        INSERT INTO public.unsound
        SELECT event_id, present, attended FROM attendance.live
        WHERE event_id = NEW.event_id AND (
          attended <> (SELECT count(*) FROM attendance.attendance a
            WHERE a.event_id = live.event_id AND a.attended)
          OR present <> (SELECT count(*) FROM attendance.stays
            JOIN attendance.attendance a ON a.id = attendance_id
            WHERE a.event_id = live.event_id AND out_time IS NULL));
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER recount AFTER UPDATE ON attendance.live
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.recount();
      """)
  }
}
