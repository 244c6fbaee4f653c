import Contracts
import Foundation
import Identity
import Postgres
import ProcessKit
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Events

/// What an edit of a series does to its occurrences and to the people who come.
@Suite struct SeriesEditsIntegrationTests {
  private func claims(_ world: World, _ event: Event) async throws -> [[String?]] {
    try await world.database.rows(
      "SELECT status FROM events.enrollments WHERE event_id = '\(event.id)' ORDER BY id")
  }

  @Test func `an edit of all reaches what is to come, and nothing that has begun`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let series = try await host.publishedSeries()
      world.clock.advance(hours: 7 * 24)
      let before = try await host.occurrences(series)
      let changed = try await host.update(series, ["name", "capacity", "duration_minutes"]) {
        $0.name = "Big choir"
        $0.capacity = 30
        $0.durationMinutes = 90
      }
      #expect(changed.version > series.version && changed.name == "Big choir")
      let events = try await host.occurrences(series)
      #expect(events.map(\.id) == before.map(\.id) && events[0] == before[0])
      #expect(events.dropFirst().allSatisfy { $0.name == "Big choir" && $0.capacity == 30 })
      let (start, end) = (try #require(events[1].startTime), try #require(events[1].endTime))
      #expect(end.seconds - start.seconds == 5400)
      #expect(events.map(\.begins) == before.map(\.begins))
      // What the job makes later is like that, too.
      let again = try await host.update(series, ["name"]) { $0.name = "Big choir" }
      #expect(again.version == changed.version, "a repeat changes nothing")
    }
  }

  @Test func `what an occurrence says by itself it keeps, field by field`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let series = try await host.publishedSeries()
      let events = try await host.occurrences(series)
      try await host.rename(events[1], "Carols")
      let moved = Timestamp(seconds: try #require(events[2].startTime).seconds + 86_400)
      _ = try await host.events.updateEvent(
        UpdateEventRequest(
          id: events[2].id, updateMask: FieldMask(paths: ["start_time", "end_time"]),
          startTime: moved, endTime: Timestamp(seconds: moved.seconds + 3600)), host.options)
      _ = try await host.update(series, ["name", "location", "local_start"]) {
        $0.name = "Band"
        $0.location = "Barn"
        $0.localStart = "2030-06-04T20:00"
      }
      let now = try await host.occurrences(series)
      #expect(now.map(\.name) == ["Band", "Carols"] + Array(repeating: "Band", count: 24))
      #expect(now.allSatisfy { $0.location == "Barn" })
      #expect(now[0].begins == "2030-06-04 18:00" && now[1].begins == "2030-06-11 18:00")
      // Moved by hand to the next day at seven, for an hour: so it stays.
      let own = try #require(now.first { $0.id == events[2].id })
      #expect(own.begins == "2030-06-19 17:00")
      #expect(own.endTime?.seconds == moved.seconds + 3600)
      let was = try #require(events[2].startTime).seconds
      #expect(own.originalStart?.seconds == was + 3600)
    }
  }

  @Test func `another day of the week moves the same events, and their people with them`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let member = try world.person()
      let series = try await host.publishedSeries { $0.capacity = 5 }
      let before = try await host.occurrences(series)
      try await member.enroll(before[3])
      _ = try await host.update(series, ["rule", "time_zone"]) {
        $0.rule = SeriesRule(frequency: .weekly, weekdays: [.wednesday])
        $0.timeZone = "America/New_York"
      }
      let events = try await host.occurrences(series)
      #expect(events.map(\.id) == before.map(\.id))
      #expect(events[3].begins == "2030-06-26 23:00" && events[3].taken == 1)
      #expect(events.last?.begins == "2030-11-28 00:00")
      #expect(try await claims(world, events[3]) == [["ENROLLED"]])
      let changed = try await world.database.rows(
        """
        SELECT was_start = '2030-06-25 17:00Z' FROM events.notices
        WHERE event_id = '\(events[3].id)' AND kind = 'CHANGED'
        """)
      #expect(changed == [["t"]], "they are told")
    }
  }

  @Test func `occurrences without a place in the rule go, or are canceled when somebody comes`()
    async throws
  {
    try await World.served { world, running in
      let host = try world.person(.organizer)
      let (member, leaver) = (try world.person(), try world.person())
      let series = try await host.publishedSeries {
        $0.rule = SeriesRule(frequency: .daily, until: "2030-06-16")
      }
      let before = try await host.occurrences(series)
      #expect(before.count == 13)
      // The 11th to 16th; a claim that was given up holds nothing.
      try await member.enroll(before[8])
      try await leaver.enroll(before[9])
      try await leaver.cancel(before[9])
      _ = try await host.update(series, ["rule"]) {
        $0.rule = SeriesRule(frequency: .weekly, weekdays: [.tuesday])
      }
      let events = try await host.occurrences(series)
      let kept = events.filter { $0.status == .scheduled }
      #expect(kept.prefix(2).map(\.id) == [before[0].id, before[7].id])
      #expect(kept.count == 26)
      let canceled = events.filter { $0.status == .canceled }
      #expect(canceled.map(\.id) == [before[8].id])
      #expect(canceled[0].cancelReason == "The series no longer takes place on this day.")
      #expect(events.count == 27)
      // The feed tells of those that are gone.
      let store = try await Store(running.daemon, clock: { world.clock.now })
      try await running.daemon.feed.stamp()
      let rows = try await running.daemon.feed.changes(after: 0, limit: 500).rows
      let filled = try await store.fill(
        rows.map { Change(kind: $0.kind, key: $0.key.description, payload: $0.payload) })
      let last = try #require(filled.last { $0.key == before[9].id })
      #expect(try EventChanged.decode(last.payload).event == nil)
      let lines = try await world.database.rows(
        "SELECT details FROM events.audit_entries WHERE action = 'series.occurrences_removed'")
      #expect(lines == [["{\"deleted\":10,\"canceled\":1}"]])
    }
  }

  @Test func `one that is canceled stays so, and is not made again by job or edit`() async throws {
    try await World.served { world, running in
      let host = try world.person(.organizer)
      let series = try await host.publishedSeries()
      let event = try await host.occurrences(series)[2]
      _ = try await host.events.cancelEvent(
        CancelEventRequest(id: event.id, reason: "Holiday"), host.options)
      let store = try await Store(running.daemon, clock: { world.clock.now })
      try await store.extendSeries()
      for (day, start) in [("THURSDAY", "2030-06-20 17:00"), ("TUESDAY", "2030-06-18 17:00")] {
        _ = try await host.update(series, ["rule", "name"]) {
          $0.rule = SeriesRule(
            frequency: .weekly, weekdays: [day == "THURSDAY" ? .thursday : .tuesday])
          $0.name = "Choir on \(day)"
        }
        let events = try await host.occurrences(series)
        #expect(events.count == 26)
        let same = try await host.get(event)
        #expect(same.status == .canceled && same.name == "Choir")
        #expect(!events.contains { $0.begins == start && $0.id != event.id })
      }
    }
  }

  @Test func `this and all after it become a series of their own`() async throws {
    try await World.served { world, running in
      let host = try world.person(.organizer)
      let member = try world.person()
      let series = try await host.publishedSeries {
        $0.rule = SeriesRule(frequency: .weekly, count: 12)
      }
      let before = try await host.occurrences(series)
      try await member.enroll(before[7])
      world.clock.advance(hours: 8 * 24)
      let request = SplitSeriesRequest(
        id: series.id, eventId: before[5].id,
        updateMask: FieldMask(paths: ["local_start", "name"]), name: "Late choir",
        localStart: "2030-07-09T21:00")
      let next = try await host.series.splitSeries(request, host.options("split"))
      #expect(try await host.series.splitSeries(request, host.options("split")) == next)
      #expect(next.id != series.id && next.rule?.count == 7 && next.publishedAt != nil)
      let (old, new) = (try await host.occurrences(series), try await host.occurrences(next))
      #expect(old.map(\.id) == before.prefix(5).map(\.id) && old.allSatisfy { $0.name == "Choir" })
      #expect(new.map(\.id) == before.suffix(7).map(\.id))
      #expect(new.allSatisfy { $0.name == "Late choir" && $0.seriesId == next.id })
      #expect(new[0].begins == "2030-07-09 19:00" && new[2].taken == 1)
      let ended = try await host.series.getSeries(GetSeriesRequest(id: series.id), host.options)
      #expect(ended.rule?.until == "2030-07-08" && ended.rule?.count == 0)
      let store = try await Store(running.daemon, clock: { world.clock.now })
      world.clock.advance(hours: 200 * 24)
      try await store.extendSeries()
      #expect(try await host.occurrences(series).count == 5)
      #expect(try await host.occurrences(next).count == 7)
    }
  }

  @Test func `from the first on it is the series itself; what has begun is no place to split`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let series = try await host.publishedSeries()
      let events = try await host.occurrences(series)
      func split(_ event: Event, _ key: String) async throws -> Series {
        try await host.series.splitSeries(
          SplitSeriesRequest(
            id: series.id, eventId: event.id, updateMask: FieldMask(paths: ["name"]), name: key),
          host.options(key))
      }
      #expect(try await split(events[0], "a").id == series.id)
      #expect(try await host.occurrences(series).allSatisfy { $0.name == "a" })
      world.clock.advance(hours: 7 * 24)
      #expect(await status { try await split(events[0], "b") }?.code != nil)
      let other = try await host.occurrences(try await host.createSeries())[3]
      #expect(await status { try await split(other, "c") }?.code == .notFound)
      let stranger = try world.person(.organizer)
      let refusal = await status {
        try await stranger.series.splitSeries(
          SplitSeriesRequest(
            id: series.id, eventId: events[4].id, updateMask: FieldMask(paths: ["name"]),
            name: "x"), stranger.options("d"))
      }
      #expect(refusal?.code == .permissionDenied)
    }
  }

  @Test func `an edit of what somebody else has changed since is refused`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let series = try await host.createSeries()
      _ = try await host.update(series, ["name"]) { $0.name = "Two" }
      let late = await status {
        try await host.update(series, ["name"]) {
          $0.name = "Three"
          $0.expectedVersion = series.version
        }
      }
      #expect(late?.reason == "VERSION_MISMATCH")
      let same = try await host.update(series, ["name"]) {
        $0.name = "Two"
        $0.expectedVersion = series.version
      }
      #expect(same.version == series.version + 1, "a repeat is answered as the first time")
    }
  }

  @Test func `an edit that one occurrence does not allow changes none`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let series = try await host.publishedSeries { $0.capacity = 5 }
      let events = try await host.occurrences(series)
      for guests: Int32 in [1, 1] {
        try await world.person().enroll(events[9], guests: guests)
      }
      let refusal = await status { try await host.update(series, ["capacity"]) { $0.capacity = 3 } }
      #expect(refusal?.reason == "CAPACITY_BELOW_TAKEN" && refusal?.fact("taken") == "4")
      #expect(refusal?.fact("event") == events[9].id)
      #expect(try await host.occurrences(series).allSatisfy { $0.capacity == 5 })
    }
  }

  @Test func `more seats let those in who wait, at every occurrence`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let series = try await host.publishedSeries { $0.capacity = 1 }
      let events = try await host.occurrences(series)
      for event in events.prefix(2) {
        try await world.person().enroll(event)
        #expect(try await world.person().enroll(event).status == .waitlisted)
      }
      _ = try await host.update(series, ["capacity"]) { $0.capacity = 2 }
      #expect(try await host.occurrences(series).prefix(2).allSatisfy { $0.taken == 2 })
    }
  }

  @Test func `people who enroll while a series is edited lose nothing`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let series = try await host.publishedSeries {
        $0.rule = SeriesRule(frequency: .daily, until: "2030-06-30")
      }
      let events = try await host.occurrences(series)
      let people = try (0..<24).map { _ in try world.person() }
      let refusals = try await withThrowingTaskGroup(of: Status?.self) { group in
        for (number, person) in people.enumerated() {
          group.addTask {
            await status { try await person.enroll(events[number]) }
          }
        }
        for weekday in [SeriesRule.Weekday.tuesday, .thursday, .friday] {
          group.addTask {
            await status {
              try await host.update(series, ["rule"]) {
                $0.rule = SeriesRule(
                  frequency: .weekly, weekdays: [weekday], until: "2030-06-30")
              }
            }
          }
        }
        return try await group.reduce(into: [Status]()) { if let status = $1 { $0.append(status) } }
      }
      // Too late is one answer; an error or a claim at nothing is none.
      #expect(
        refusals.allSatisfy { $0.code == .notFound || $0.reason == "EVENT_NOT_OPEN" },
        "\(refusals)")
      let lost = try await world.database.rows(
        """
        SELECT count(*) FROM events.enrollments AS c LEFT JOIN events.events AS e ON e.id = event_id
        WHERE e.id IS NULL OR series_day IS NULL
        """)
      #expect(lost == [["0"]])
      let counted = try await world.database.rows(
        """
        SELECT count(*) FROM events.events AS e WHERE taken <> (
          SELECT count(*) FROM events.enrollments WHERE event_id = e.id AND status = 'ENROLLED')
        """)
      #expect(counted == [["0"]])
    }
  }

  @Test func `a purged host's series go with their events, and so do links of the erased`()
    async throws
  {
    try await World.with { world in
      let users = try await world.users([:])
      let events = try await world.events()
      let (host, other) = (try world.person(.organizer), try world.person(.organizer))
      _ = try await host.publishedSeries()
      let kept = try await other.publishedSeries()
      for person in [host, other] {
        _ = try await person.calendars.renewCalendarLink(RenewCalendarLinkRequest(), person.options)
      }
      func tell(_ person: Someone, _ state: UserChanged.State) async throws {
        try await users.daemon.feed.transaction { transaction in
          try await transaction.execute(
            users.daemon.feed.publish([
              try FeedEntry(person.id, UserChanged(id: person.name, state: state))
            ]))
        }
      }
      try await tell(host, .purged)
      try await tell(other, .erased)
      try await eventually("they are gone") {
        try await world.database.rows(
          """
          SELECT (SELECT count(*) FROM events.calendar_links),
            (SELECT string_agg(id::text, ' ') FROM events.series),
            (SELECT count(*) FROM events.events)
          """) == [["0", kept.id, "26"]]
      }
      // What a call wrote that had begun before is taken by the job.
      try await world.database.run(
        """
        UPDATE events.series SET host_id = '\(host.id)';
        UPDATE events.events SET host_id = '\(host.id)';
        INSERT INTO events.calendar_links
        SELECT '\(host.id)', decode(repeat('00', 16), 'hex'), now();
        """)
      let store = try await Store(events.daemon, clock: { world.clock.now })
      try await store.purgeLeftovers()
      for table in ["series", "events", "calendar_links"] {
        #expect(try await world.database.rows("SELECT FROM events.\(table)").isEmpty)
      }
      for daemon in [users, events] { await daemon.stop() }
    }
  }
}
