import Contracts
import Daemon
import Identity
import Postgres
import RPC

struct AttendanceHandlers: AttendanceService {
  let store: Store
  let access: Access
  let doorkeepers: Doorkeepers
  let pages: PageTokens
  let passes: PassKeys
  let count: @Sendable (DoorResult) -> Void
  /// The wall clock.
  var now: @Sendable () -> Instant = { .now }

  func checkIn(_ request: CheckInRequest, _ call: CallContext) async throws -> CheckInResponse {
    let doorkeeper = try await doorkeepers.doorkeeper(of: call)
    var pass: PassClaims?
    if case .pass(let text) = request.subject { pass = try await passes.claims(of: text, store) }
    let scan = try Scan(request, pass, by: doorkeeper, now: now())
    let (logged, person) = try await store.take(scan)
    count(logged.answer.result)
    return CheckInResponse(logged, person)
  }

  func checkOut(
    _ request: CheckOutRequest, _ call: CallContext
  ) async throws -> Contracts.Attendance {
    let doorkeeper = try await doorkeepers.doorkeeper(of: call)
    let event = try await store.event(try UUID128(checked: request.eventId, "event_id"))
    let isDoor = doorkeeper.works(event)
    let scan = try Scan(request, by: doorkeeper, isDoor: isDoor, now: now())
    guard isDoor || event.selfCheckIn && scan.patronID == scan.actorID else {
      throw Access.denied
    }
    let (logged, person) = try await store.take(scan)
    guard let presence = logged.answer.presence else { throw Status.unknownPresence }
    return Contracts.Attendance(presence, at: event.id, person)
  }

  func listRoster(
    _ request: ListRosterRequest, _ call: CallContext
  ) async throws -> ListRosterResponse {
    let eventID = try UUID128(checked: request.eventId, "event_id")
    let limit = try checkedPageSize(request.pageSize)
    let states = try request.status.map { status in
      guard status.strength > 0 else { throw Status.invalid("status", "is not known") }
      return status.name
    }
    let part =
      request.q.isEmpty ? "" : try checkedText(request.q, "q", 2...100)
    try await authorizeRoster(eventID, call, devices: true)
    let query = request.withoutPage
    let after = try pages.position(request.pageToken, of: query).map(RosterPosition.init)
    let rows = try await store.roster(
      eventID, states: states, part: part, after: after, limit: limit + 1)
    let page = rows.prefix(limit)
    return ListRosterResponse(
      attendances: page.map { Contracts.Attendance($0) },
      nextPageToken: rows.count > limit
        ? try pages.token(after: page.last?.rosterPosition ?? [], of: query) : "")
  }

  func getEventSummary(
    _ request: GetEventSummaryRequest, _ call: CallContext
  ) async throws -> EventSummary {
    let eventID = try UUID128(checked: request.eventId, "event_id")
    try await authorizeRoster(eventID, call)
    let (figures, firstTimers) = try await store.figures(eventID, now: now())
    return EventSummary(figures, firstTimers: firstTimers, of: eventID)
  }

  func batchRecord(
    _ request: BatchRecordRequest, _ call: CallContext
  ) async throws -> BatchRecordResponse {
    let actor = try await access.require(.staff, or: ["users", "ctl"], call)
    let eventID = try UUID128(checked: request.eventId, "event_id")
    let batchID = try UUID128(checked: request.batchId, "batch_id")
    let results = try await store.record(eventID, batchID, try request.checkedRows(), by: actor)
    return BatchRecordResponse(
      results: results.map { result in
        BatchRecordResponse.Result(
          userId: result.patronID.description, changed: result.changed, refusal: result.refusal)
      })
  }

  func listUserAttendance(
    _ request: ListUserAttendanceRequest, _ call: CallContext
  ) async throws -> ListUserAttendanceResponse {
    let patronID = try await historian(request.userId, call)
    let limit = try checkedPageSize(request.pageSize)
    let query = request.withoutPage(of: patronID)
    let after = try pages.position(request.pageToken, of: query).map(HistoryPosition.init)
    let rows = try await store.history(patronID, after: after, limit: limit + 1)
    let page = rows.prefix(limit)
    return ListUserAttendanceResponse(
      attendances: page.map { Contracts.Attendance($0) },
      nextPageToken: rows.count > limit
        ? try pages.token(after: page.last?.historyPosition ?? [], of: query) : "")
  }

  // MARK: Rights

  /// Staff and whose event it is see who comes; everyone else does not.
  func authorizeRoster(
    _ eventID: UUID128, _ call: CallContext, devices: Bool = false
  ) async throws {
    if call.accessToken.isEmpty, case .service(let name) = try await access.actor(call),
      name.description == "ctl"
    {
      _ = try await store.event(eventID)
      return
    }
    let doorkeeper = try await doorkeepers.doorkeeper(of: call, at: eventID).doorkeeper
    if doorkeeper.device != nil && !devices { throw Access.denied }
  }

  /// Whose history it is; another person's is seen by staff, and is not there for others.
  func historian(_ text: String, _ call: CallContext) async throws -> UUID128 {
    let actor = try await access.require(.participant, or: ["ctl", "users"], call)
    let asked = text.isEmpty ? nil : try UUID128(checked: text, "user_id")
    guard let principal = actor.principal else {
      guard let asked else { throw Status.invalid("user_id", "must be a UUID") }
      return asked
    }
    let own = try UUID128(checked: principal.userID, "sub")
    guard let asked, asked != own else { return own }
    guard principal.role >= .staff else {
      throw Status.unknownUser
    }
    return asked
  }
}
