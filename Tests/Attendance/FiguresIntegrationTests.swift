import Contracts
import Postgres
import ProcessKit
import RPC
import Testing

@testable import Attendance
@testable import Daemon

extension AttendanceIntegrationTests {
  /// Figures over histories made at random, beside an independent computation of each.
  @Suite struct AllFigures {
    /// Asks with every kind of filter, about some events and some people.
    private func ask(_ judge: inout FigureJudge, _ history: inout FigureHistory) async throws {
      let hour: Int64 = 60
      let from = TestClock.start.adding(minutes: -90 * 24 * hour)
      let to = TestClock.start.adding(minutes: -10 * 24 * hour)
      let filters = [
        Filter(), Filter(from: from), Filter(from: from, to: to), Filter(to: to),
        Filter(category: "service"), Filter(seriesID: history.series[0]),
        Filter(category: "concert", seriesID: history.series[1], from: from),
        Filter(category: "none such"),
      ]
      for filter in filters {
        try await judge.ask(filter)
        // In pages of a few, and with other bounds.
        try await judge.ask(
          filter, size: .random(in: 1...7, using: &history),
          atLeast: .random(in: 1...3, using: &history), of: .random(in: 1...9, using: &history),
          missed: .random(in: 1...4, using: &history))
        for person in history.people.prefix(3) { try await judge.ask(person: person, filter) }
      }
      for event in history.events.shuffled(using: &history).prefix(6) {
        try await judge.ask(
          event: event, minutes: [0, 1, 7, 60].randomElement(using: &history) ?? 0)
      }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `figures are what an independent computation finds, whoever changes what`(_ seed: UInt64)
      async throws
    {
      try await World.served { world, daemon in
        var history = FigureHistory(seed: seed, people: 14)
        var judge = try FigureJudge(world)
        let database = world.database
        try await database.run(history.makePeople() + history.makeEvents(26))
        try await database.run(history.makePresences(35))
        try await ask(&judge, &history)
        #expect(judge.questions.count > 150)
        #expect(try await judge.differences() == [])

        for _ in 0..<3 {
          try await database.run(history.makeChanges() + history.makePresences(3))
          try await ask(&judge, &history)
          #expect(try await judge.differences() == [])
        }
        // As a job packs it, and as time goes by.
        try await database.run(history.makeEvents(3))
        try await database.run(history.makeChanges() + history.makePresences(10))
        try await world.store(daemon).packCrowds(now: world.clock.now)
        world.clock.advance(minutes: 4000)
        try await ask(&judge, &history)
        #expect(try await judge.differences() == [])
        #expect(try await world.crowdFaults() == 0)
      }
    }

    @Test func `the judge finds what is wrong`() async throws {
      try await World.served { world, _ in
        var history = FigureHistory(seed: 4, people: 8)
        var judge = try FigureJudge(world)
        try await world.database.run(history.makePeople() + history.makeEvents(12))
        try await world.database.run(history.makePresences(50))
        let spoiled: [(String, Any)] = [
          ("attended", 99), ("showRate", 0.123), ("currentStreak", 7), ("walkIns", -1),
        ]
        for (member, value) in spoiled {
          try await judge.ask(person: history.people[0], Filter())
          judge.spoil(member, value)
          #expect(try await judge.differences().count == 1, "\(member)")
        }
        try await judge.ask(Filter())
        judge.spoil("people", [[String: Any]]())
        #expect(try await judge.differences().count == 1)
      }
    }

    @Test func `where nothing was there is nothing to divide by`() async throws {
      try await World.served { world, _ in
        var judge = try FigureJudge(world)
        try await judge.ask(Filter())
        try await judge.ask(person: .v7(), Filter())
        let event = world.program.add()
        try await world.person(.staff).checkIn(world.people.add(), at: event)
        try await judge.ask(event: event, minutes: 0)
        #expect(try await judge.differences() == [])
        let overview = try await judge.figures.getOverview(
          GetOverviewRequest(), judge.organizer.options)
        #expect(overview.events == 0 && overview.showRate == nil && overview.fill == nil)
        #expect(overview.meanAttended == nil && overview.people == 0)
      }
    }

    @Test func `a streak goes on over what did not meet, was canceled, or was excused`()
      async throws
    {
      try await World.served { world, _ in
        let (ada, series) = (UUID128.v7(), UUID128.v7())
        // From the first to the last: came, did not meet, excused, canceled, came, a draft.
        let marks = ["ATTENDED", "unmet", "EXCUSED", "canceled", "ATTENDED", "draft"]
        for (week, mark) in marks.enumerated() {
          let event = UUID128.v7()
          let start = "to_timestamp(1900000000 + \(week) * 604800)"
          try await world.database.run(
            """
            INSERT INTO attendance.events (id, series_id, host_id, name, category, start_time,
              enrollment_required, reentry, self_check_in, is_draft, canceled_at, opens_at,
              shuts_at, settled, time_zone, end_time, did_not_meet)
            VALUES ('\(event)', '\(series)', '\(event)', 'Choir', 'service', \(start), false, true,
              false, \(mark == "draft"), \(mark == "canceled" ? start : "NULL"), \(start),
              \(start), true, 'Europe/Berlin', \(start) + interval '1 hour', \(mark == "unmet"))
            """)
          guard mark == mark.uppercased() else { continue }
          try await world.database.run(
            """
            INSERT INTO attendance.attendance (id, event_id, patron_id, status, source, enrolled_at)
            VALUES ('\(UUID128.v7())', '\(event)', '\(ada)', '\(mark)', 'IMPORT', now())
            """)
        }
        let judge = try FigureJudge(world)
        let own = try await judge.figures.getPersonFigures(
          GetPersonFiguresRequest(userId: ada.description, seriesId: series.description),
          judge.organizer.options)
        #expect(own.events == 3 && own.attended == 2 && own.excused == 1)
        #expect(own.currentStreak == 2 && own.longestStreak == 2)
        #expect(own.showRate == 2.0 / 3 && own.attendanceRate == 2.0 / 3)
        let all = try await judge.figures.listStreaks(
          ListStreaksRequest(seriesId: series.description), judge.organizer.options)
        #expect(all.people.map(\.userId) == [ada.description] && all.people[0].current == 2)
      }
    }

    @Test func `nothing that is committed is missing from figures asked for after it`()
      async throws
    {
      try await World.served { world, daemon in
        let event = world.program.add()
        let staff = try world.person(.staff)
        let judge = try FigureJudge(world)
        try await staff.checkIn(world.people.add(), at: event)
        // From now on it counts, and people go on coming.
        try await world.database.run(
          "UPDATE attendance.events SET end_time = start_time WHERE id = '\(event)'")
        let store = try world.store(daemon)
        let (figures, options) = (judge.figures, judge.organizer.options)
        let people = (0..<40).map { _ in world.people.add() }
        let short = try await all(8) { number in
          var short = 0
          for (count, person) in people[(number * 5)..<(number * 5 + 5)].enumerated() {
            try await staff.checkIn(person, at: event)
            if number == 0 { try await store.packCrowds(now: world.clock.now) }
            let overview = try await figures.getOverview(GetOverviewRequest(), options)
            // Mine at least, and the one before.
            if overview.attended < Int64(count + 2) { short += 1 }
            if overview.people != overview.attended { short += 1 }
          }
          return short
        }
        #expect(short.allSatisfy { $0 == 0 })
        let overview = try await judge.figures.getOverview(
          GetOverviewRequest(), judge.organizer.options)
        #expect(overview.attended == 41 && overview.people == 41)
        #expect(try await world.crowdFaults() == 0)
      }
    }

    @Test func `without the triggers figures would be old`() async throws {
      try await World.served { world, _ in
        var history = FigureHistory(seed: 5, people: 6)
        var judge = try FigureJudge(world)
        try await world.database.run(history.makePeople() + history.makeEvents(8))
        try await world.database.run(history.makePresences(60))
        try await judge.ask(Filter())
        #expect(try await judge.differences() == [])
        try await world.database.run(
          """
          ALTER TABLE attendance.attendance DISABLE TRIGGER USER;
          DELETE FROM attendance.stays;
          DELETE FROM attendance.attendance;
          """)
        try await judge.ask(Filter())
        #expect(try await judge.differences().isEmpty == false)
        #expect(try await world.crowdFaults() > 0)
      }
    }

    @Test func `pages of one list are of one counting, and go on where it is forgotten`()
      async throws
    {
      try await World.served { world, _ in
        var history = FigureHistory(seed: 6, people: 30)
        let judge = try FigureJudge(world)
        try await world.database.run(history.makePeople() + history.makeEvents(10))
        try await world.database.run(history.makePresences(70))
        var request = ListTopAttendersRequest(pageSize: 4)
        var seen: [String] = []
        repeat {
          let page = try await judge.figures.listTopAttenders(request, judge.organizer.options)
          seen += page.people.map(\.userId)
          request.pageToken = page.nextPageToken
          // Whoever changes what meanwhile: nobody comes twice.
          try await world.database.run(history.makePresences(2))
        } while !request.pageToken.isEmpty
        #expect(Set(seen).count == seen.count && seen.count > 20)

        // Other lists push it out of memory; the token still says where to go on.
        request.pageToken = ""
        let first = try await judge.figures.listTopAttenders(request, judge.organizer.options)
        for size in 1...6 as ClosedRange<Int32> {
          _ = try await judge.figures.listStreaks(
            ListStreaksRequest(pageSize: 1, atLeast: size), judge.organizer.options)
          _ = try await judge.figures.listFirstTimers(
            ListFirstTimersRequest(pageSize: size, category: "concert"), judge.organizer.options)
          _ = try await judge.figures.listLapsed(
            ListLapsedRequest(pageSize: size, atLeast: 1, missed: 1), judge.organizer.options)
        }
        request.pageToken = first.nextPageToken
        let second = try await judge.figures.listTopAttenders(request, judge.organizer.options)
        let both = first.people + second.people
        #expect(Set(both.map(\.userId)).count == 8)
        #expect(both.map(\.attended) == both.map(\.attended).sorted(by: >))
      }
    }
  }
}

extension World {
  /// Events whose packed attendance differs from the rows although it says that it is of them.
  func crowdFaults() async throws -> Int {
    try await number(
      """
      SELECT count(*) FROM attendance.crowds AS c
        JOIN attendance.changes AS n ON n.event_id = c.event_id AND n.number = c.as_of
      WHERE c.attended <> (SELECT count(*) FROM attendance.attendance AS a
          WHERE a.event_id = c.event_id AND a.attended)
        OR c.came <> coalesce((
          SELECT string_agg(int4send(p.number), '' ORDER BY p.number)
          FROM attendance.attendance AS a JOIN attendance.patrons AS p ON p.id = a.patron_id
          WHERE a.event_id = c.event_id AND a.attended), '')
      """)
  }
}
