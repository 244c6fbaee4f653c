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
      try await desk.list(request, viewer)
    }
  }

  func listCategories(
    _: ListCategoriesRequest, _ call: CallContext
  ) async throws -> ListCategoriesResponse {
    try await desk.answer(call, strangers: true) { viewer in
      let categories = try await store.categories(viewer)
      return ListCategoriesResponse(
        categories: categories.map { .init(category: $0.category, count: $0.count) })
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

  func duplicateEvent(
    _ request: DuplicateEventRequest, _ call: CallContext
  ) async throws -> Event {
    try await desk.answer(call) { viewer in
      let id = try Input.event(request.id, "id")
      let start = try Input.time(request.startTime, "start_time")
      return try await store.duplicate(id, at: start, viewer, call)
    }
  }

  func deleteEvent(
    _ request: DeleteEventRequest, _ call: CallContext
  ) async throws -> DeleteEventResponse {
    try await desk.answer(call) { viewer in
      try await store.delete(try Input.event(request.id, "id"), viewer)
      return DeleteEventResponse()
    }
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
