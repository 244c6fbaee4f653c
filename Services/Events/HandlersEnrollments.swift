internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

struct EnrollmentsHandlers: EnrollmentsService {
  let desk: Desk
  private var store: Store { desk.store }

  func enroll(_ request: EnrollRequest, _ call: CallContext) async throws -> Enrollment {
    try await desk.answer(call) { viewer in
      let id = try Input.event(request.eventId)
      let user = try viewer.claimant(try Input.user(request.userId))
      try await desk.checkNames(user, at: id, viewer)
      return try await store.enroll(user, at: id, guests: request.guests, viewer, call)
    }
  }

  func cancelEnrollment(
    _ request: CancelEnrollmentRequest, _ call: CallContext
  ) async throws -> Enrollment {
    try await desk.answer(call) { viewer in
      let user = try viewer.claimant(try Input.user(request.userId))
      return Enrollment(
        try await store.cancel(user, at: try Input.event(request.eventId), viewer))
    }
  }

  func updateEnrollment(
    _ request: UpdateEnrollmentRequest, _ call: CallContext
  ) async throws -> Enrollment {
    try await desk.answer(call) { viewer in
      let id = try Input.event(request.eventId)
      let user = try viewer.claimant(try Input.user(request.userId))
      try await checkClaim(of: user, at: id, viewer)
      let edit = try ClaimEdit(request)
      try Faults.check(edit.faults)
      return Enrollment(try await store.update(edit, of: user, at: id, viewer))
    }
  }

  func getEnrollment(
    _ request: GetEnrollmentRequest, _ call: CallContext
  ) async throws -> Enrollment {
    try await desk.answer(call) { viewer in
      let id = try Input.event(request.eventId)
      let user = try viewer.claimant(try Input.user(request.userId))
      try await checkClaim(of: user, at: id, viewer)
      guard let claim = try await store.claimShown(id, user) else {
        throw Refusal.notFound("enrollment")
      }
      return Enrollment(claim)
    }
  }

  /// Another person's claim is there for those who keep the roster.
  private func checkClaim(of user: UserID, at id: EventID, _ viewer: Viewer) async throws {
    if user == viewer.userID { return }
    let event = try await store.event(id, viewer)
    guard viewer.keepsRoster(of: event) else { throw Refusal.notFound("enrollment") }
  }

  func listEnrollments(
    _ request: ListEnrollmentsRequest, _ call: CallContext
  ) async throws -> ListEnrollmentsResponse {
    try await desk.answer(call) { viewer in
      let event = try Input.optionalID(request.eventId, "event_id").map(EventID.init(rawValue:))
      let user = try Input.user(request.userId)
      try await checkRoster(event, user, viewer)
      let size = try Input.pageSize(request.pageSize)
      var query = request
      query.pageToken = ""
      query.pageSize = 0
      let place = try desk.pages.position(request.pageToken, of: query).map(ListPlace.init)
      let rows = try await rows(
        event, user, try request.status.filter(), place ?? .start, limit: size + 1)
      let page = rows.prefix(Int(size))
      var response = ListEnrollmentsResponse(enrollments: page.map { Enrollment($0) })
      if rows.count > page.count, let last = page.last?.record {
        response.nextPageToken = try desk.pages.token(
          after: ListPlace(time: last.enrolledAt, id: last.id).position, of: query)
      }
      return response
    }
  }

  private func rows(
    _ event: EventID?, _ user: UserID?, _ status: EnrollmentStatus?, _ place: ListPlace,
    limit: Int32
  ) async throws -> [ShownEnrollment] {
    guard let event else {
      guard let user else { return [] }
      return try await store.enrollments(of: user, status, after: place, limit: limit)
    }
    guard let user else {
      return try await store.enrollments(of: event, status, after: place, limit: limit)
    }
    // There is one at most, and one page of it.
    let claim = try await store.claimShown(event, user)
    return [claim].compactMap { $0 }.filter { status == nil || $0.record.status == status }
  }

  /// A person lists their own claims; a roster is for those who keep it.
  private func checkRoster(_ id: EventID?, _ user: UserID?, _ viewer: Viewer) async throws {
    guard id != nil || user != nil else {
      throw Refusal.invalid("event_id", "must be said unless user_id is")
    }
    if user != nil && user == viewer.userID { return }
    // A service goes through lists of what may be gone meanwhile.
    if case .service = viewer { return }
    guard let id else {
      if viewer.holds(.staff) { return }
      throw Refusal.notFound("user")
    }
    let event = try await store.event(id, viewer)
    guard viewer.keepsRoster(of: event) else { throw Refusal.denied }
  }

  func listWaitlist(
    _ request: ListWaitlistRequest, _ call: CallContext
  ) async throws -> ListWaitlistResponse {
    try await desk.answer(call) { viewer in
      let event = try await store.event(try Input.event(request.eventId), viewer)
      guard viewer.keepsRoster(of: event) else { throw Refusal.denied }
      let size = try Input.pageSize(request.pageSize)
      var query = request
      query.pageToken = ""
      query.pageSize = 0
      let place = try desk.pages.position(request.pageToken, of: query).map(Self.queuePlace)
      let rows = try await store.waitlist(event.id, after: place, limit: size + 1)
      let page = rows.prefix(Int(size))
      var response = ListWaitlistResponse(enrollments: page.map { Enrollment($0) })
      if rows.count > page.count, let last = page.last?.record {
        response.nextPageToken = try desk.pages.token(
          after: ["\(last.priority)", "\(last.queueNumber)"], of: query)
      }
      return response
    }
  }

  private static func queuePlace(_ position: [String]) throws -> (Int32, Int64) {
    guard position.count == 2, let priority = Int32(position[0]), let number = Int64(position[1])
    else { throw Refusal.invalid("page_token", "must be next_page_token of the same query") }
    return (priority, number)
  }
}

extension ListPlace {
  init(_ position: [String]) throws(Refusal) {
    guard position.count == 2, let time = Int64(position[0]), let id = UUID128(position[1])
    else { throw .invalid("page_token", "must be next_page_token of the same query") }
    self.init(time: Instant(microseconds: time), id: id)
  }

  var position: [String] { ["\(time.microseconds)", "\(id)"] }
}
