internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

struct RsvpsHandlers: RsvpsService {
  let desk: Desk
  private var store: Store { desk.store }

  func setRsvp(_ request: SetRsvpRequest, _ call: CallContext) async throws -> Rsvp {
    try await desk.answer(call) { viewer in
      let id = try Input.event(request.eventId)
      let user = try viewer.claimant(try Input.user(request.userId))
      let status = try request.status.known() ?? .going
      try await desk.checkNames(user, at: id, viewer)
      let claim = try await store.say(status, user, at: id, viewer)
      guard let said = try await store.rsvps(at: id, user, nil, after: .start, limit: 1).first
      else { throw Refusal.notFound("RSVP") }
      var answer = Rsvp(said)
      answer.enrollment = claim.map { Enrollment($0) }
      return answer
    }
  }

  func listRsvps(
    _ request: ListRsvpsRequest, _ call: CallContext
  ) async throws -> ListRsvpsResponse {
    try await desk.answer(call, strangers: true) { viewer in
      let event = try Input.optionalID(request.eventId, "event_id").map(EventID.init(rawValue:))
      let named = try Input.user(request.userId)
      let status = try request.status.known()
      let audience = try await audience(event, named, viewer)
      let size = try Input.pageSize(request.pageSize)
      var query = request
      query.pageToken = ""
      query.pageSize = 0
      let place = try desk.pages.position(request.pageToken, of: query).map(ListPlace.init)
      let rows = try await rows(event, audience, status, place ?? .start, limit: size + 1)
      let page = rows.prefix(Int(size))
      var response = ListRsvpsResponse(rsvps: page.map { Rsvp($0) })
      if rows.count > page.count, let last = page.last?.record {
        let id = event == nil ? last.eventID.rawValue : last.userID.rawValue
        response.nextPageToken = try desk.pages.token(
          after: ListPlace(time: last.createdAt, id: id).position, of: query)
      }
      if let event, place == nil { response.counts = RsvpCounts(try await store.rsvps(at: event)) }
      return response
    }
  }

  /// Whose answers are listed.
  private enum Audience {
    case everybody
    case one(UserID)
    case nobody
  }

  /// A person lists their own answers; who keeps an event's roster, everybody's. To others who see
  /// the event nobody has a name.
  private func audience(
    _ id: EventID?, _ named: UserID?, _ viewer: Viewer
  ) async throws -> Audience {
    guard let id else {
      guard let named else {
        throw Refusal.invalid("event_id", "must be said unless user_id is")
      }
      guard viewer != .anonymous else { throw Access.notSignedIn }
      guard named == viewer.userID || viewer.holds(.staff) else {
        throw Refusal.notFound("user")
      }
      return .one(named)
    }
    let event = try await store.event(id, viewer)
    if viewer.keepsRoster(of: event) { return named.map { .one($0) } ?? .everybody }
    guard named == nil || named == viewer.userID else { throw Refusal.notFound("user") }
    return viewer.userID.map { .one($0) } ?? .nobody
  }

  private func rows(
    _ event: EventID?, _ audience: Audience, _ status: RsvpStatus?, _ place: ListPlace,
    limit: Int32
  ) async throws -> [ShownRsvp] {
    switch (event, audience) {
    case (let event?, .everybody):
      try await store.rsvps(at: event, nil, status, after: place, limit: limit)
    case (let event?, .one(let user)):
      try await store.rsvps(at: event, user, status, after: place, limit: limit)
    case (nil, .one(let user)):
      try await store.rsvps(of: user, status, after: place, limit: limit)
    default: []
    }
  }
}
