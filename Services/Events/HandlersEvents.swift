internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

struct EventsHandlers: EventsService {
  let desk: Desk
  private var store: Store { desk.store }

  func createEvent(_ request: CreateEventRequest, _ call: CallContext) async throws -> Event {
    try await desk.answer(call) { viewer in
      let host = try viewer.host(try Input.user(request.hostId, "host_id"))
      let fields = try EventFields(request).normalized()
      try Faults.check(fields.faults(zones: store.zones))
      if host != viewer.userID { try await store.checkPerson(host) }
      return try await store.create(fields, host: host, call)
    }
  }

  func getEvent(_ request: GetEventRequest, _ call: CallContext) async throws -> Event {
    try await desk.answer(call, strangers: true) { viewer in
      let event = try await store.event(try Input.event(request.id, "id"), viewer)
      return Event(event, store.clock())
    }
  }

  func listEvents(
    _ request: ListEventsRequest, _ call: CallContext
  ) async throws -> ListEventsResponse {
    try await desk.answer(call, strangers: true) { viewer in
      let filter = try EventFilter(request)
      let size = try Input.pageSize(request.pageSize)
      var query = request
      query.pageToken = ""
      query.pageSize = 0
      let place = try desk.pages.position(request.pageToken, of: query).map(EventPlace.init)
      // Where an event stands must not change between the pages of one list.
      let now = place?.now ?? store.clock()
      let rows = try await store.list(
        filter, after: place?.event, limit: size + 1, now: now, viewer)
      let page = rows.prefix(Int(size))
      let next =
        rows.count > page.count
        ? try page.last.map {
          try desk.pages.token(after: EventPlace(now: now, event: $0.0).position, of: query)
        } : nil
      return ListEventsResponse(
        events: page.map { Event($0.1, now) }, nextPageToken: next ?? "")
    }
  }

  func updateEvent(_ request: UpdateEventRequest, _ call: CallContext) async throws -> Event {
    try await change(request.id, call) { event, now in
      guard request.expectedVersion >= 0 else {
        throw Refusal.invalid("expected_version", "must not be negative")
      }
      let fields = try event.fields.updated(by: request).normalized()
      try Faults.check(fields.faults(zones: store.zones))
      return try event.edited(to: fields, expectedVersion: request.expectedVersion, now)
    }
  }

  func publishEvent(_ request: PublishEventRequest, _ call: CallContext) async throws -> Event {
    try await change(request.id, call) { try EventCommand.publish.apply(to: $0, $1) }
  }

  func startEvent(_ request: StartEventRequest, _ call: CallContext) async throws -> Event {
    try await change(request.id, call) { try EventCommand.start.apply(to: $0, $1) }
  }

  func completeEvent(_ request: CompleteEventRequest, _ call: CallContext) async throws -> Event {
    try await change(request.id, call) { try EventCommand.complete.apply(to: $0, $1) }
  }

  func cancelEvent(_ request: CancelEventRequest, _ call: CallContext) async throws -> Event {
    let isAdmin = try await desk.viewer(call).holds(.admin)
    let command = EventCommand.cancel(reason: request.reason, byAdmin: isAdmin)
    return try await change(request.id, call) { try command.apply(to: $0, $1) }
  }

  private func change(
    _ id: String, _ call: CallContext,
    _ edit: @escaping @Sendable (EventRecord, Instant) throws -> EventRecord
  ) async throws -> Event {
    try await desk.answer(call) { viewer in
      let event = try await store.change(try Input.event(id, "id"), viewer, edit)
      return Event(event, store.clock())
    }
  }
}

extension EventFilter {
  private static let orders = [
    "", "start_time", "start_time desc", "name", "name desc", "created_at", "created_at desc",
  ]

  init(_ request: ListEventsRequest) throws(Refusal) {
    guard Self.orders.contains(request.orderBy) else {
      throw .invalid(
        "order_by", "must be start_time, name or created_at, each also with \" desc\"")
    }
    for text in request.status {
      guard let status = EventStatus(alias: text) else {
        throw .invalid("status", "must be DRAFT, SCHEDULED, ONGOING, COMPLETED or CANCELED")
      }
      statuses.append(status)
    }
    order = request.orderBy
    host = try Input.user(request.hostId, "host_id")
    category = request.category.isEmpty ? nil : request.category.trimmed.lowercased()
    series = try Input.optionalID(request.seriesId, "series_id")
    from = try Input.time(request.from, "from")
    to = try Input.time(request.to, "to")
    isPublic = request.public
    let text = request.q.trimmed
    guard text.isEmpty || (2...100).contains(text.unicodeScalars.count) else {
      throw .invalid("q", "must be 2 to 100 characters")
    }
    words = text.isEmpty ? nil : text
  }
}

/// Where a page of events ended, and the moment at which its list was begun.
private struct EventPlace {
  let now: Instant
  let event: ListedEvent

  init(now: Instant, event: ListedEvent) {
    self.now = now
    self.event = event
  }

  init(_ position: [String]) throws(Refusal) {
    guard position.count == 5, let now = Int64(position[0]), let section = Int32(position[1]),
      let number = Int64(position[2]), let id = UUID128(position[4])
    else { throw .invalid("page_token", "must be next_page_token of the same query") }
    self.now = Instant(microseconds: now)
    event = ListedEvent(
      id: EventID(rawValue: id), section: section, number: number, word: position[3])
  }

  var position: [String] {
    [
      "\(now.microseconds)", "\(event.section)", "\(event.number)", event.word,
      "\(event.id.rawValue)",
    ]
  }
}
