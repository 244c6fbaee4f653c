import Contracts
import Daemon
import Identity
import Postgres
import RPC

struct FiguresHandlers: FiguresService {
  let store: Store
  let access: Access
  /// Knows who works an event's door, and whose history is whose.
  let doors: AttendanceHandlers
  let lists: FigureLists
  var now: @Sendable () -> Instant = { .now }

  // MARK: One event, for who works its door

  func getEventArrivals(
    _ request: GetEventArrivalsRequest, _ call: CallContext
  ) async throws -> EventArrivals {
    let eventID = try UUID128(checked: request.eventId, "event_id")
    let minutes = try checkedNumber(request.bucketMinutes, "bucket_minutes", 1...240, unsaid: 5)
    try await doors.authorizeRoster(eventID, call)
    var total: Int32 = 0
    return EventArrivals(
      buckets: try await store.arrivals(at: eventID, minutes: Int64(minutes)).map { row in
        total += row.arrived
        return .init(minute: row.minute, arrived: row.arrived, total: total)
      })
  }

  func getEventPresence(
    _ request: GetEventPresenceRequest, _ call: CallContext
  ) async throws -> EventPresence {
    let eventID = try UUID128(checked: request.eventId, "event_id")
    let minutes = try checkedNumber(request.bucketMinutes, "bucket_minutes", 1...240, unsaid: 5)
    try await doors.authorizeRoster(eventID, call)
    // Nobody has been at what has no time yet.
    guard let start = try await store.event(eventID).startTime else { return EventPresence() }
    return EventPresence(
      try await store.stays(at: eventID), start: start, minutes: Int64(minutes))
  }

  func getEventDwell(
    _ request: GetEventDwellRequest, _ call: CallContext
  ) async throws -> EventDwell {
    let eventID = try UUID128(checked: request.eventId, "event_id")
    try await doors.authorizeRoster(eventID, call)
    let dwell = try await store.dwell(at: eventID)
    return EventDwell(
      eventId: eventID.description, people: dwell.people, stays: dwell.stays,
      meanSeconds: dwell.mean, medianSeconds: dwell.median)
  }

  // MARK: One person, for themselves and for staff

  func getPersonFigures(
    _ request: GetPersonFiguresRequest, _ call: CallContext
  ) async throws -> PersonFigures {
    let person = try await doors.historian(request.userId, call)
    let events = try await store.events(of: person, try Filter(request), now: now())
    return PersonFigures(events, of: person)
  }

  // MARK: All events, for organizers

  func getOverview(_ request: GetOverviewRequest, _ call: CallContext) async throws -> Overview {
    try await authorize(call)
    let scope = try await store.scope(try Filter(request), now: now())
    return try await store.tally(OverviewTally(scope.range), scope, scope.all) {
      Overview($0, events: scope.range.count)
    }
  }

  func listMonthFigures(
    _ request: ListMonthFiguresRequest, _ call: CallContext
  ) async throws -> ListMonthFiguresResponse {
    let page = try await page(request, call) { (MonthTally($0.range), $0.all) }
    return ListMonthFiguresResponse(
      months: page.rows.map { MonthFigures($0) }, nextPageToken: page.nextToken)
  }

  func listEventFigures(
    _ request: ListEventFiguresRequest, _ call: CallContext
  ) async throws -> ListEventFiguresResponse {
    let page = try await page(request, call) { (EventTally($0.range), $0.all) }
    return ListEventFiguresResponse(
      events: page.rows.map { EventFigures($0) }, nextPageToken: page.nextToken)
  }

  func listRetention(
    _ request: ListRetentionRequest, _ call: CallContext
  ) async throws -> ListRetentionResponse {
    let page = try await page(request, call) { (RetentionTally($0.range), $0.all) }
    return ListRetentionResponse(
      retention: page.rows.map { Retention($0) }, nextPageToken: page.nextToken)
  }

  func listLapsed(
    _ request: ListLapsedRequest, _ call: CallContext
  ) async throws -> ListLapsedResponse {
    let atLeast = try checkedNumber(request.atLeast, "at_least", 1...1000, unsaid: 3)
    let of = try checkedNumber(request.of, "of", 1...1000, unsaid: 6)
    let missed = try checkedNumber(request.missed, "missed", 1...1000, unsaid: 3)
    let page = try await page(request, call) { scope in
      let empty = LapsedTally(scope.range, atLeast: atLeast, of: Int(of), missed: Int(missed))
      return (empty, empty.places)
    }
    let people = try await store.people(page.rows.map(\.number))
    return ListLapsedResponse(
      people: page.rows.compactMap { row in
        people[row.number].map { LapsedPerson(row, $0, page.scope) }
      }, nextPageToken: page.nextToken)
  }

  func listFirstTimers(
    _ request: ListFirstTimersRequest, _ call: CallContext
  ) async throws -> ListFirstTimersResponse {
    let page = try await page(request, call) { (FirstTimersTally($0), $0.all) }
    let people = try await store.people(page.rows.map(\.number))
    return ListFirstTimersResponse(
      people: page.rows.compactMap { row in
        people[row.number].map { FirstTimer(row, $0, page.scope) }
      }, nextPageToken: page.nextToken)
  }

  func listTopAttenders(
    _ request: ListTopAttendersRequest, _ call: CallContext
  ) async throws -> ListTopAttendersResponse {
    let page = try await page(request, call) { (AttendersTally(), $0.range) }
    let people = try await store.people(page.rows.map(\.number))
    return ListTopAttendersResponse(
      people: page.rows.compactMap { row in
        people[row.number].map { TopAttender(row, $0, page.scope) }
      }, nextPageToken: page.nextToken)
  }

  func listStreaks(
    _ request: ListStreaksRequest, _ call: CallContext
  ) async throws -> ListStreaksResponse {
    let atLeast = try checkedNumber(request.atLeast, "at_least", 1...1000, unsaid: 2)
    let page = try await page(request, call) { scope in
      (StreakTally(scope.range, atLeast: atLeast), scope.range)
    }
    let people = try await store.people(page.rows.map(\.number))
    return ListStreaksResponse(
      people: page.rows.compactMap { row in people[row.number].map { Streak(row, $0) } },
      nextPageToken: page.nextToken)
  }

  // MARK: The same for each

  private func authorize(_ call: CallContext) async throws {
    try await access.require(.organizer, or: ["ctl"], call)
  }

  /// - Parameter start: the tally, and the places of the events that it has to take.
  private func page<Request: FigureListRequest, Counted: ListTally>(
    _ request: Request, _ call: CallContext, _ start: (Scope) -> (Counted, Range<Int>)
  ) async throws -> FigurePage<Counted.Row> {
    try await authorize(call)
    let filter = try Filter(request)
    return try await lists.page(request, now: now()) { asOf in
      let scope = try await store.scope(filter, now: asOf)
      let (empty, places) = start(scope)
      let rows = try await store.tally(empty, scope, places) { counted in
        counted.rows.sorted { $0.place < $1.place }
      }
      return FigureList(rows: rows, scope: scope)
    }
  }
}

/// A number within bounds; 0 says none.
private func checkedNumber(
  _ number: Int32, _ field: String, _ bounds: ClosedRange<Int32>, unsaid: Int32
) throws -> Int32 {
  if number == 0 { return unsaid }
  guard bounds.contains(number) else {
    throw Status.invalid(field, "must be \(bounds.lowerBound) to \(bounds.upperBound)")
  }
  return number
}
