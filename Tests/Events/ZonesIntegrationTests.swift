import Contracts
import Postgres
import Testing

@testable import Daemon
@testable import Events

/// What clocks show where they change, judged by Python's zoneinfo.
@Suite struct ZonesIntegrationTests {
  private static let zones = [
    ("Europe/Berlin", ["2030-03-31", "2030-10-27"]),
    ("America/New_York", ["2030-03-10", "2030-11-03"]),
    ("Australia/Lord_Howe", ["2030-04-07", "2030-10-06"]),
    ("Africa/Casablanca", ["2030-01-06", "2030-02-10"]),
    ("Asia/Kolkata", ["2030-03-31", "2030-10-27"]),
    ("Africa/Nairobi", ["2030-03-31", "2030-10-27"]),
    ("Pacific/Kiritimati", ["2030-03-31"]), ("Etc/GMT+12", ["2030-10-27"]),
  ]

  @Test func `every local time around a change of clocks is the moment that zoneinfo says`()
    async throws
  {
    try await World.served { world, running in
      let database = running.daemon.database
      var judged = 0
      for (zone, changes) in Self.zones {
        var walls: [LocalTime] = []
        var ours: [Int64] = []
        for change in changes {
          let day = try #require(LocalDate(change))
          let days = (-2...2).map { day.adding(days: $0) }
          for minute: Int32 in stride(from: 0, through: 300, by: 15) + [719, 1200, 1439] {
            let slots = try await database.query(SeriesStatements.slots(days, minute, zone))
            walls += slots.map { LocalTime(date: $0.day, minute: minute) }
            ours += slots.map { $0.start.microseconds / 1_000_000 }
          }
        }
        let theirs = try await CalendarJudge.instants(zone, walls)
        for (index, wall) in walls.enumerated() {
          #expect(ours[index] == theirs[index], "\(wall) in \(zone)")
        }
        judged += walls.count
      }
      #expect(judged > 1500)
    }
  }

  @Test func `a time that is left out comes later by the leap; of two the first is taken`()
    async throws
  {
    try await World.served { world, running in
      func utc(_ day: String, _ minute: Int32, _ zone: String) async throws -> String {
        let slots = try await running.daemon.database.query(
          SeriesStatements.slots([try #require(LocalDate(day))], minute, zone))
        return CalendarText.time(try #require(slots.first).start)
      }
      #expect(try await utc("2030-03-31", 150, "Europe/Berlin") == "20300331T013000Z")
      #expect(try await utc("2030-10-27", 150, "Europe/Berlin") == "20301027T003000Z")
      #expect(try await utc("2030-03-10", 150, "America/New_York") == "20300310T073000Z")
      #expect(try await utc("2030-11-03", 90, "America/New_York") == "20301103T053000Z")
      #expect(try await utc("2030-10-27", 150, "Africa/Nairobi") == "20301026T233000Z")
      // Control: asked plainly, PostgreSQL takes the second.
      let plain = try await world.database.rows(
        """
        SELECT (timestamp '2030-10-27 02:30' AT TIME ZONE 'Europe/Berlin')
          = timestamptz '2030-10-27 01:30Z'
        """)
      #expect(plain == [["t"]])
    }
  }

  @Test(arguments: ["Europe/Berlin", "America/New_York", "Africa/Nairobi"])
  func `a daily series over a winter and a spring is where zoneinfo has it`(zone: String)
    async throws
  {
    try await World.served { world, running in
      let host = try world.person(.organizer)
      let store = try await Store(running.daemon, clock: { world.clock.now })
      let series = try await host.createSeries {
        $0.timeZone = zone
        $0.localStart = "2030-10-01T02:30"
        $0.rule = SeriesRule(frequency: .daily)
      }
      for _ in 0..<2 {
        world.clock.advance(hours: 100 * 24)
        try await store.extendSeries()
      }
      let rows = try await world.database.rows(
        """
        SELECT series_day::text, extract(epoch FROM start_time)::bigint, start_time = original_start
        FROM events.events WHERE series_id = '\(series.id)' ORDER BY series_day
        """)
      let first = try #require(LocalDate("2030-10-01"))
      let days = rows.compactMap { $0[0].flatMap { LocalDate($0) } }
      #expect(days == (0..<days.count).map { first.adding(days: $0) } && days.count > 250)
      #expect(days.contains { $0.description == "2031-03-30" })
      let theirs = try await CalendarJudge.instants(
        zone, days.map { LocalTime(date: $0, minute: 150) })
      #expect(rows.map { $0[1] } == theirs.map { "\($0)" } && rows.allSatisfy { $0[2] == "t" })
    }
  }
}
