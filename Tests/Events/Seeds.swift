import Contracts
import Postgres
import TestKit

/// An event written straight into the table, with whatever past it needs.
struct Seed: Sendable {
  var id = UUID128.v7()
  var host = UUID128.v7()
  var name = "Event"
  var description = ""
  var category = ""
  var location = "Hall"
  var series: UUID128?
  var point: (latitude: Double, longitude: Double)?
  /// Hours from the test's begin.
  var start: Double? = 24
  var hours = 2.0
  var isPublic = true
  var isPublished = true
  var isStarted = false
  var isClosed = false
  var isCanceled = false
  /// Minutes before the test's begin.
  var created = 0

  private func text(_ value: String) -> String { "'\(value.replacing("'", with: "''"))'" }

  private func time(_ hours: Double?) -> String {
    hours.map { "'2030-06-01 12:00Z'::timestamptz + interval '\($0) hours'" } ?? "NULL"
  }

  fileprivate var row: String {
    """
    ('\(id)', \(series.map { "'\($0)'" } ?? "NULL"), '\(host)', \(text(name)),
     \(text(description)), \(text(category)), \(text(location)), '',
     \(point.map { "\($0.latitude)" } ?? "NULL"), \(point.map { "\($0.longitude)" } ?? "NULL"),
     'UTC', \(time(start)), \(time(start.map { $0 + hours })), \(isPublic), true, false, false,
     true, false, \(isPublished ? time(-9999) : "NULL"), \(isStarted ? time(-1) : "NULL"),
     \(isClosed ? time(-1) : "NULL"), \(isCanceled ? time(-1) : "NULL"),
     '2030-06-01 12:00Z'::timestamptz - interval '\(created) minutes')
    """
  }
}

extension World {
  func seed(_ seeds: [Seed]) async throws {
    for series in Set(seeds.compactMap(\.series)) {
      try await database.run(
        """
        INSERT INTO events.series (
          id, host_id, name, description, category, location, address, time_zone, start_day,
          start_minute, duration_minutes, frequency, every, weekdays, week, from_day,
          counted_before, made_until, is_public, waitlist, overtaking, enrollment_required,
          reentry, self_check_in)
        VALUES (
          '\(series)', '\(UUID128.v7())', 'Series', '', '', 'Hall', '', 'UTC', '2030-01-01', 0, 60,
          'DAILY', 1, '{}', 0, '2030-01-01', 0, '10000-01-01', true, true, false, false, true,
          false)
        ON CONFLICT (id) DO NOTHING
        """)
    }
    try await database.run(
      """
      INSERT INTO events.events (
        id, series_id, host_id, name, description, category, location, address, latitude,
        longitude, time_zone, start_time, end_time, is_public, waitlist, overtaking,
        enrollment_required, reentry, self_check_in, published_at, started_at, closed_at,
        canceled_at, created_at)
      VALUES \(seeds.map(\.row).joined(separator: ",\n"))
      """)
  }
}

extension Someone {
  /// All events of a list, page by page.
  func list(
    size: Int32 = 200, _ change: (inout ListEventsRequest) -> Void = { _ in },
    between: () async throws -> Void = {}
  ) async throws -> [Event] {
    var request = ListEventsRequest(pageSize: size)
    change(&request)
    var all: [Event] = []
    repeat {
      let page = try await events.listEvents(request, options)
      all += page.events
      request.pageToken = page.nextPageToken
      if !request.pageToken.isEmpty { try await between() }
    } while !request.pageToken.isEmpty
    return all
  }
}

extension World {
  /// Somebody who is not signed in.
  func stranger() throws -> Someone {
    let channel = try channel()
    return Someone(
      id: .v7(), channel: channel, token: "", events: EventsClient(channel),
      enrollments: EnrollmentsClient(channel), rsvps: RsvpsClient(channel))
  }
}
