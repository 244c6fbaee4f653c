import Contracts
import Identity
import Postgres
import RPC
import Testing

@testable import Attendance
@testable import Daemon

extension AttendanceIntegrationTests {
  /// Who sees figures, what is no question, and what copies from before lack.
  @Suite struct FigureAccess {
    private struct Asker {
      let someone: Someone
      let figures: FiguresClient

      init(_ someone: Someone, _ world: World) throws {
        self.someone = someone
        figures = FiguresClient(try world.channel())
      }

      func refusal<Request: Message, Response: Message>(
        _ call: (Request, CallOptions) async throws -> Response, _ request: Request
      ) async -> Code? {
        await status { try await call(request, someone.options) }?.code
      }

      /// What each call about all events is refused with.
      func ofAll() async -> [Code?] {
        [
          await refusal(figures.getOverview, GetOverviewRequest()),
          await refusal(figures.listMonthFigures, ListMonthFiguresRequest()),
          await refusal(figures.listEventFigures, ListEventFiguresRequest()),
          await refusal(figures.listRetention, ListRetentionRequest()),
          await refusal(figures.listLapsed, ListLapsedRequest()),
          await refusal(figures.listFirstTimers, ListFirstTimersRequest()),
          await refusal(figures.listTopAttenders, ListTopAttendersRequest()),
          await refusal(figures.listStreaks, ListStreaksRequest()),
        ]
      }

      func of(_ event: UUID128) async -> [Code?] {
        let id = event.description
        return [
          await refusal(figures.getEventArrivals, GetEventArrivalsRequest(eventId: id)),
          await refusal(figures.getEventPresence, GetEventPresenceRequest(eventId: id)),
          await refusal(figures.getEventDwell, GetEventDwellRequest(eventId: id)),
        ]
      }

      func of(person: UUID128) async -> Code? {
        await refusal(
          figures.getPersonFigures, GetPersonFiguresRequest(userId: person.description))
      }
    }

    @Test func `organizers see figures of all, who works the door an event's, everyone their own`()
      async throws
    {
      try await World.served { world, _ in
        let (ada, bo) = (world.people.add(), world.people.add("Bo"))
        let member = try Asker(try world.person(.participant, ada), world)
        let event = world.program.add()
        let own = world.program.add { $0.hostId = ada.description }
        #expect(await member.ofAll().allSatisfy { $0 == .permissionDenied })
        #expect(await member.of(event).allSatisfy { $0 == .permissionDenied })
        #expect(await member.of(own).allSatisfy { $0 == nil }, "whose event it is")
        #expect(await member.of(person: ada) == nil)
        #expect(await member.of(person: bo) == .notFound)

        let staff = try Asker(try world.person(.staff), world)
        #expect(await staff.ofAll().allSatisfy { $0 == .permissionDenied })
        #expect(await staff.of(event).allSatisfy { $0 == nil })
        #expect(await staff.of(person: bo) == nil)
        #expect(await staff.of(.v7()).allSatisfy { $0 == .notFound })
        for role in [Role.organizer, .admin] {
          let asker = try Asker(try world.person(role), world)
          #expect(await asker.ofAll().allSatisfy { $0 == nil })
        }
        let figures = FiguresClient(try world.channel())
        let options = CallOptions(timeout: .seconds(60), accessToken: "")
        let refused = await status {
          try await figures.getOverview(GetOverviewRequest(), options)
        }
        #expect(refused?.code == .unauthenticated)
      }
    }

    @Test func `what is no question is refused with its field`() async throws {
      try await World.served { world, _ in
        let asker = try Asker(try world.person(.organizer), world)
        let event = world.program.add().description
        let time = Timestamp(TestClock.start)
        let figures = asker.figures
        let refusals = [
          await asker.refusal(figures.getOverview, GetOverviewRequest(from: time, to: time)),
          await asker.refusal(figures.getOverview, GetOverviewRequest(seriesId: "x")),
          await asker.refusal(
            figures.getOverview, GetOverviewRequest(category: String(repeating: "a", count: 51))),
          await asker.refusal(
            figures.getOverview,
            GetOverviewRequest(from: Timestamp(seconds: .max, nanos: 0))),
          await asker.refusal(figures.listStreaks, ListStreaksRequest(atLeast: -1)),
          await asker.refusal(figures.listStreaks, ListStreaksRequest(atLeast: 1001)),
          await asker.refusal(figures.listLapsed, ListLapsedRequest(of: 1001)),
          await asker.refusal(figures.listLapsed, ListLapsedRequest(missed: -1)),
          await asker.refusal(figures.listRetention, ListRetentionRequest(pageSize: 201)),
          await asker.refusal(figures.listRetention, ListRetentionRequest(pageToken: "AAAA")),
          await asker.refusal(
            figures.getEventArrivals, GetEventArrivalsRequest(eventId: event, bucketMinutes: 241)),
          await asker.refusal(
            figures.getEventPresence, GetEventPresenceRequest(eventId: event, bucketMinutes: -1)),
          await asker.refusal(figures.getEventDwell, GetEventDwellRequest(eventId: "x")),
          await asker.refusal(figures.getPersonFigures, GetPersonFiguresRequest(userId: "x")),
        ]
        for (number, refusal) in refusals.enumerated() {
          #expect(refusal == .invalidArgument, "\(number)")
        }
      }
    }

    @Test func `times from the beginning to the end of time break nothing`() async throws {
      try await World.served { world, _ in
        let (early, late) = (world.program.add(), world.program.add())
        let organizer = try world.person(.organizer)
        let ada = world.people.add()
        for event in [early, late] {
          try await organizer.checkIn(ada, at: event)
          try await organizer.checkOut(ada, of: event)
        }
        try await world.database.run(
          """
          UPDATE attendance.events SET start_time = '0001-01-01 00:00Z',
            end_time = '0001-01-02 00:00Z' WHERE id = '\(early)';
          UPDATE attendance.events SET start_time = '9999-12-31 00:00Z', closed_at = now()
            - interval '1 day' WHERE id = '\(late)';
          UPDATE attendance.stays SET in_time = '0001-01-01 00:00Z';
          UPDATE attendance.attendance SET check_in_time = '0001-01-01 00:00Z';
          """)
        let figures = FiguresClient(try world.channel())
        for event in [early, late] {
          let id = event.description
          for minutes in [1, 240] as [Int32] {
            let arrivals = try await figures.getEventArrivals(
              GetEventArrivalsRequest(eventId: id, bucketMinutes: minutes), organizer.options)
            #expect(arrivals.buckets.map(\.total) == [1])
            let presence = try await figures.getEventPresence(
              GetEventPresenceRequest(eventId: id, bucketMinutes: minutes), organizer.options)
            #expect(presence.peakPresent == 1)
          }
        }
        let months = try await figures.listMonthFigures(
          ListMonthFiguresRequest(), organizer.options)
        #expect(months.months.map(\.month).first == "0001-01")
        _ = try await figures.listRetention(ListRetentionRequest(), organizer.options)
      }
    }

    @Test func `copies from before figures are completed by their owner, once`() async throws {
      try await World.served { world, daemon in
        let staff = try world.person(.staff)
        let event = world.program.add { $0.didNotMeet = true }
        try await staff.checkIn(world.people.add(), at: event)
        let gone = UUID128.v7()
        // As the migration finds them.
        try await world.database.run(
          """
          UPDATE attendance.events SET time_zone = '', end_time = NULL, did_not_meet = false;
          INSERT INTO attendance.events (id, host_id, name, category, enrollment_required, reentry,
            self_check_in, is_draft) VALUES ('\(gone)', '\(gone)', '', '', false, true, false, true)
          """)
        let store = try world.store(daemon)
        try await store.completeEvents()
        let rows = try await world.database.rows(
          """
          SELECT time_zone, end_time = start_time + interval '2 hours', did_not_meet
          FROM attendance.events ORDER BY time_zone
          """)
        #expect(rows == [["Europe/Berlin", "t", "t"], ["UTC", nil, "f"]])
        let asked = world.program.calls
        try await store.completeEvents()
        #expect(world.program.calls == asked)
      }
    }

    @Test func `who is purged is in no list, and counted no more`() async throws {
      try await World.served { world, _ in
        var history = FigureHistory(seed: 9, people: 5)
        try await world.database.run(history.makePeople() + history.makeEvents(8))
        try await world.database.run(
          history.makePresences(90) + """

            UPDATE attendance.live AS l SET attended = (SELECT count(*)
                FROM attendance.attendance AS a WHERE a.event_id = l.event_id AND a.attended),
              present = (SELECT count(*) FROM attendance.stays AS s
                JOIN attendance.attendance AS a ON a.id = s.attendance_id
                WHERE a.event_id = l.event_id AND s.out_time IS NULL)
            """)
        var judge = try FigureJudge(world)
        try await judge.ask(Filter())
        #expect(try await judge.differences() == [])
        let person = history.people[0]
        try await world.database.run("SELECT attendance.purge_person('\(person)')")
        try await judge.ask(Filter())
        #expect(try await judge.differences() == [])
        let left = "SELECT count(*) FROM attendance.patrons WHERE id = '\(person)'"
        #expect(try await world.number(left) == 0)
        let event = history.events[0]
        try await world.database.run("SELECT attendance.purge_event('\(event)')")
        for table in ["changes", "crowds", "events"] {
          #expect(
            try await world.number(
              "SELECT count(*) FROM attendance.\(table) "
                + "WHERE \(table == "events" ? "id" : "event_id") = '\(event)'") == 0)
        }
        try await judge.ask(Filter())
        #expect(try await judge.differences() == [])
      }
    }
  }
}
