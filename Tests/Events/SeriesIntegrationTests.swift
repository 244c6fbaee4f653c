import Contracts
import Foundation
import Identity
import Postgres
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Events

extension Someone {
  var series: SeriesClient { SeriesClient(channel) }
  var calendars: CalendarsClient { CalendarsClient(channel) }

  /// Tuesdays at seven in Berlin, from 2030-06-04 on.
  func createSeries(
    key: String = UUID().uuidString, _ change: (inout CreateSeriesRequest) -> Void = { _ in }
  ) async throws -> Series {
    var request = CreateSeriesRequest(
      name: "Choir", category: "meetup", location: "Hall", timeZone: "Europe/Berlin",
      localStart: "2030-06-04T19:00", rule: SeriesRule(frequency: .weekly))
    change(&request)
    return try await series.createSeries(request, options(key))
  }

  func publishedSeries(
    _ change: (inout CreateSeriesRequest) -> Void = { _ in }
  ) async throws -> Series {
    let made = try await createSeries(change)
    return try await series.publishSeries(PublishSeriesRequest(id: made.id), options)
  }

  /// By their start.
  func occurrences(_ series: Series) async throws -> [Event] {
    try await events.listEvents(
      ListEventsRequest(pageSize: 200, orderBy: "start_time", seriesId: series.id), options
    ).events
  }

  func update(
    _ series: Series, _ paths: [String], _ change: (inout UpdateSeriesRequest) -> Void
  ) async throws -> Series {
    var request = UpdateSeriesRequest(id: series.id, updateMask: FieldMask(paths: paths))
    change(&request)
    return try await self.series.updateSeries(request, options)
  }

  func rename(_ event: Event, _ name: String) async throws {
    _ = try await events.updateEvent(
      UpdateEventRequest(id: event.id, updateMask: FieldMask(paths: ["name"]), name: name), options)
  }
}

extension Event {
  /// When it begins, in UTC: "2030-06-04 17:00".
  var begins: String {
    guard let start = startTime else { return "" }
    let seconds = Int(start.seconds).modulo(86_400)
    let day = LocalDate(Instant(microseconds: start.seconds * 1_000_000))
    return "\(day) \((seconds / 3600).padded(2)):\((seconds / 60 % 60).padded(2))"
  }
}

/// Series over real sockets, at a time the test sets: 2030-06-01 12:00 UTC, a Saturday.
@Suite struct SeriesIntegrationTests {
  @Test func `a new series has its occurrences for 26 weeks, each an event of its own`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let series = try await host.createSeries {
        $0.capacity = 12
        $0.registrationOpensMinutes = 7 * 1440
        $0.selfCancelMinutes = 60
      }
      #expect(series.madeUntil == "2030-11-30" && series.rule?.weekdays == [.tuesday])
      let events = try await host.occurrences(series)
      #expect(events.count == 26 && events.allSatisfy { $0.status == .draft })
      // Seven in the evening there, before the clocks go back and after.
      #expect(events.first?.begins == "2030-06-04 17:00")
      #expect(events[20].begins == "2030-10-22 17:00" && events[21].begins == "2030-10-29 18:00")
      #expect(events.last?.begins == "2030-11-26 18:00")
      let first = events[0]
      #expect(first.originalStart == first.startTime && first.capacity == 12)
      #expect(first.seriesId == series.id && first.hostId == host.name)
      let start = try #require(first.startTime).seconds
      #expect(first.endTime?.seconds == start + 7200)
      #expect(first.registrationOpensAt?.seconds == start - 7 * 86_400)
      #expect(first.selfCancelUntil?.seconds == start - 3600 && first.registrationClosesAt == nil)
    }
  }

  @Test func `the same request twice makes one series`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let one = try await host.createSeries(key: "choir")
      #expect(try await host.createSeries(key: "choir") == one)
      #expect(try await world.database.rows("SELECT count(*) FROM events.series") == [["1"]])
      #expect(try await world.database.rows("SELECT count(*) FROM events.events") == [["26"]])
    }
  }

  @Test func `as time goes by the job makes what is missing, once whatever replicas run it`()
    async throws
  {
    try await World.served { world, one in
      let two = try await world.events("2")
      let host = try world.person(.organizer)
      var all: [Series] = []
      for _ in 0..<8 { all.append(try await host.publishedSeries()) }
      world.clock.advance(hours: 14 * 24)
      let stores = try await [
        Store(one.daemon, clock: { world.clock.now }),
        Store(two.daemon, clock: { world.clock.now }),
      ]
      for _ in 0..<2 {
        try await withThrowingTaskGroup(of: Void.self) { group in
          for store in stores + stores { group.addTask { try await store.extendSeries() } }
          try await group.waitForAll()
        }
        for series in all {
          let events = try await host.occurrences(series)
          #expect(events.count == 28 && Set(events.map(\.begins)).count == 28)
          // They stand as the series does.
          #expect(events.last?.status == .scheduled && events.last?.begins == "2030-12-10 18:00")
        }
      }
      await two.stop()
    }
  }

  @Test func `control: without the key on series and day, two at once make an occurrence twice`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let series = try await host.createSeries()
      let copy = """
        INSERT INTO events.events (id, series_id, series_day, host_id, name, description, category,
          location, address, time_zone, is_public, waitlist, overtaking, enrollment_required,
          reentry, self_check_in)
        SELECT gen_random_uuid(), series_id, series_day, host_id, name, description, category,
          location, address, time_zone, is_public, waitlist, overtaking, enrollment_required,
          reentry, self_check_in FROM events.events WHERE series_id = '\(series.id)'
        """
      await #expect(throws: PostgresError.self) { try await world.database.run(copy) }
      try await world.database.run("ALTER TABLE events.events DROP CONSTRAINT once_a_day")
      try await world.database.run(copy)
      #expect(try await world.database.rows("SELECT count(*) FROM events.events") == [["52"]])
    }
  }

  @Test func `a count is kept exactly, across runs of the job and edits of the rule`()
    async throws
  {
    try await World.served { world, running in
      let host = try world.person(.organizer)
      let store = try await Store(running.daemon, clock: { world.clock.now })
      let long = try await host.publishedSeries {
        $0.rule = SeriesRule(frequency: .weekly, count: 40)
      }
      let short = try await host.publishedSeries {
        $0.rule = SeriesRule(frequency: .weekly, count: 10)
      }
      #expect(short.madeUntil.isEmpty, "all are made")
      world.clock.advance(hours: 28 * 24)
      try await store.extendSeries()
      _ = try await host.update(short, ["rule"]) {
        $0.rule = SeriesRule(frequency: .weekly, weekdays: [.thursday], count: 10)
      }
      let events = try await host.occurrences(short)
      #expect(events.count == 10)
      #expect(events[3].begins == "2030-06-25 17:00" && events[4].begins == "2030-07-04 17:00")
      #expect(events[9].begins == "2030-08-08 17:00")
      for _ in 0..<5 {
        world.clock.advance(hours: 60 * 24)
        try await store.extendSeries()
      }
      #expect(try await host.occurrences(short).count == 10)
      #expect(try await host.occurrences(long).count == 40)
    }
  }

  @Test func `until is the last day, and interval and several weekdays count from the start`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let series = try await host.createSeries {
        $0.rule = SeriesRule(
          frequency: .weekly, interval: 2, weekdays: [.friday, .tuesday], until: "2030-06-21")
      }
      #expect(
        try await host.occurrences(series).map(\.begins) == [
          "2030-06-04 17:00", "2030-06-07 17:00", "2030-06-18 17:00", "2030-06-21 17:00",
        ])
      let monthly = try await host.createSeries {
        $0.rule = SeriesRule(frequency: .monthly, weekdays: [.friday], week: -1, count: 3)
      }
      #expect(
        try await host.occurrences(monthly).map(\.begins) == [
          "2030-06-28 17:00", "2030-07-26 17:00", "2030-08-30 17:00",
        ])
    }
  }

  @Test func `what has passed is never made`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let series = try await host.createSeries {
        $0.localStart = "2030-05-01T13:30"
        $0.timeZone = "Africa/Nairobi"
        $0.rule = SeriesRule(frequency: .daily, count: 3)
      }
      // It is three in the afternoon there.
      #expect(
        try await host.occurrences(series).map(\.begins)
          == ["2030-06-02 10:30", "2030-06-03 10:30", "2030-06-04 10:30"])
    }
  }

  @Test func `a canceled series has nothing to come, whoever asks how often`() async throws {
    try await World.served { world, running in
      let host = try world.person(.organizer)
      let series = try await host.publishedSeries()
      let store = try await Store(running.daemon, clock: { world.clock.now })
      world.clock.advance(hours: 7 * 24)
      for _ in 0..<2 {
        let canceled = try await host.series.cancelSeries(
          CancelSeriesRequest(id: series.id, reason: "Nobody sings"), host.options)
        #expect(canceled.canceledAt != nil && canceled.madeUntil.isEmpty)
      }
      world.clock.advance(hours: 30 * 24)
      try await store.extendSeries()
      let events = try await host.occurrences(series)
      #expect(events.count == 26 && events[0].status == .completed)
      #expect(
        events.dropFirst().allSatisfy {
          $0.status == .canceled && $0.cancelReason == "Nobody sings"
        })
      let late = await status {
        try await host.update(series, ["name"]) { $0.name = "Band" }
      }
      #expect(late?.reason == "SERIES_CANCELED")
      let again = await status {
        try await host.series.publishSeries(PublishSeriesRequest(id: series.id), host.options)
      }
      #expect(again?.reason == "SERIES_CANCELED")
      let lines = try await world.database.rows(
        "SELECT object, details FROM events.audit_entries WHERE action = 'series.canceled'")
      #expect(lines == [["series:\(series.id)", "{\"events\":25}"]])
    }
  }

  @Test func `who sees and who changes a series`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let (other, admin) = (try world.person(.organizer), try world.person(.admin))
      let (member, staff) = (try world.person(), try world.person(.staff))
      let draft = try await host.createSeries()
      let hidden = try await host.publishedSeries { $0.isPublic = false }
      let open = try await host.publishedSeries()
      func seen(_ person: Someone) async throws -> Set<String> {
        let list = try await person.series.listSeries(ListSeriesRequest(), person.options).series
        var single: Set<String> = []
        for series in [draft, hidden, open] {
          let refusal = await status {
            try await person.series.getSeries(GetSeriesRequest(id: series.id), person.options)
          }
          #expect(refusal == nil || refusal?.code == .notFound)
          if refusal == nil { single.insert(series.id) }
        }
        #expect(single == Set(list.map(\.id)))
        return single
      }
      for person in [host, admin] { #expect(try await seen(person).count == 3) }
      for person in [staff, other] { #expect(try await seen(person) == [hidden.id, open.id]) }
      #expect(try await seen(member) == [open.id])
      for (series, code) in [(draft, Code.notFound), (open, .permissionDenied)] {
        for person in [other, member, staff] {
          let rename = await status { try await person.update(series, ["name"]) { $0.name = "x" } }
          #expect(rename?.code == code)
          let cancel = await status {
            try await person.series.cancelSeries(
              CancelSeriesRequest(id: series.id), person.options)
          }
          #expect(cancel?.code == code)
        }
      }
      _ = try await admin.update(open, ["name"]) { $0.name = "Choir two" }
      for person in [member, staff] {
        #expect(await status { try await person.createSeries() }?.code == .permissionDenied)
      }
    }
  }

  @Test func `a series that lacks what people need is not published, and faults are named`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let bare = try await host.createSeries { $0.location = "" }
      let refusal = await status {
        try await host.series.publishSeries(PublishSeriesRequest(id: bare.id), host.options)
      }
      #expect(refusal?.reason == "EVENT_INCOMPLETE" && refusal?.fact("missing") == "location")
      let wrong = await status {
        try await host.createSeries {
          $0.rule = SeriesRule(frequency: .daily, weekdays: [.monday], count: 200)
          $0.capacity = 0
        }
      }
      #expect(wrong?.fields == ["capacity", "rule.count", "rule.weekdays"])
      let text = await status { try await host.createSeries { $0.localStart = "tomorrow" } }
      #expect(text?.fields == ["local_start"])
      #expect(await status { try await host.createSeries { $0.rule = nil } }?.fields == ["rule"])
      let none = await status {
        try await host.series.getSeries(
          GetSeriesRequest(id: UUID128.v7().description), host.options)
      }
      #expect(none?.code == .notFound)
    }
  }

  @Test func `pages of series hold each once`() async throws {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      var made: [String] = []
      for _ in 0..<5 {
        made.append(
          try await host.createSeries { $0.rule = .init(frequency: .weekly, count: 1) }.id)
      }
      var found: [String] = []
      var token = ""
      repeat {
        let page = try await host.series.listSeries(
          ListSeriesRequest(pageSize: 2, pageToken: token, hostId: host.name), host.options)
        found += page.series.map(\.id)
        token = page.nextPageToken
      } while !token.isEmpty
      #expect(found == made.reversed())
    }
  }

  @Test func `an event that has begun is marked as one that did not meet, by who runs it`()
    async throws
  {
    try await World.served { world, _ in
      let host = try world.person(.organizer)
      let event = try await host.occurrences(try await host.publishedSeries())[0]
      func mark(_ person: Someone, _ value: Bool? = nil) async throws -> Event {
        try await person.series.markDidNotMeet(
          MarkDidNotMeetRequest(eventId: event.id, didNotMeet: value), person.options)
      }
      #expect(await status { try await mark(host) }?.reason == "EVENT_STATUS")
      world.clock.advance(hours: 7 * 24)
      for role in [Role.participant, .staff, .organizer] {
        let person = try world.person(role)
        #expect(await status { try await mark(person) }?.code == .permissionDenied)
      }
      let marked = try await mark(host)
      #expect(marked.didNotMeet && marked.status == .completed)
      #expect(try await mark(host).version == marked.version, "a repeat changes nothing")
      let back = try await mark(try world.person(.admin), false)
      #expect(!back.didNotMeet && back.version == marked.version + 1)
    }
  }
}
