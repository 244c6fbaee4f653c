internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

struct SeriesHandlers: SeriesService {
  let desk: Desk
  private var store: Store { desk.store }

  func createSeries(_ request: CreateSeriesRequest, _ call: CallContext) async throws -> Series {
    try await desk.answer(call) { viewer in
      let host = try viewer.host(try Input.user(request.hostId, "host_id"))
      let fields = try SeriesFields(request).normalized()
      try Faults.check(fields.faults(zones: store.zones))
      if host != viewer.userID { try await store.checkPerson(host) }
      return try await store.create(fields, host: host, call)
    }
  }

  func getSeries(_ request: GetSeriesRequest, _ call: CallContext) async throws -> Series {
    try await desk.answer(call, strangers: true) { viewer in
      Series(try await store.series(try Self.id(request.id), viewer))
    }
  }

  func listSeries(
    _ request: ListSeriesRequest, _ call: CallContext
  ) async throws -> ListSeriesResponse {
    try await desk.answer(call, strangers: true) { viewer in
      let host = try Input.user(request.hostId, "host_id")
      let size = try Input.pageSize(request.pageSize)
      var query = request
      query.pageToken = ""
      query.pageSize = 0
      let place = try desk.pages.position(request.pageToken, of: query).map(Self.place)
      let rows = try await store.listSeries(of: host, before: place, limit: size + 1, viewer)
      let page = rows.prefix(Int(size))
      var response = ListSeriesResponse(series: page.map { Series($0) })
      if rows.count > page.count, let last = page.last {
        response.nextPageToken = try desk.pages.token(after: ["\(last.id.rawValue)"], of: query)
      }
      return response
    }
  }

  func updateSeries(_ request: UpdateSeriesRequest, _ call: CallContext) async throws -> Series {
    try await desk.answer(call) { viewer in
      let version = try Self.version(request.expectedVersion)
      let mask = request.updateMask?.paths ?? []
      return Series(
        try await store.updateSeries(
          try Self.id(request.id), expectedVersion: version, viewer
        ) { try edited($0, by: request, mask) })
    }
  }

  func splitSeries(_ request: SplitSeriesRequest, _ call: CallContext) async throws -> Series {
    try await desk.answer(call) { viewer in
      let version = try Self.version(request.expectedVersion)
      let mask = request.updateMask?.paths ?? []
      return try await store.splitSeries(
        try Self.id(request.id), at: try Input.event(request.eventId), expectedVersion: version,
        viewer, call
      ) { try edited($0, by: request, mask) }
    }
  }

  func publishSeries(_ request: PublishSeriesRequest, _ call: CallContext) async throws -> Series {
    try await desk.answer(call) { viewer in
      Series(try await store.publishSeries(try Self.id(request.id), viewer))
    }
  }

  func cancelSeries(_ request: CancelSeriesRequest, _ call: CallContext) async throws -> Series {
    try await desk.answer(call) { viewer in
      Series(
        try await store.cancelSeries(try Self.id(request.id), reason: request.reason, viewer))
    }
  }

  func markDidNotMeet(
    _ request: MarkDidNotMeetRequest, _ call: CallContext
  ) async throws -> Event {
    try await desk.answer(call) { viewer in
      let mark = request.didNotMeet ?? true
      let event = try await store.change(try Input.event(request.eventId), viewer) {
        try $0.marked(didNotMeet: mark, $1)
      }
      return Event(event, store.clock())
    }
  }

  private func edited(
    _ fields: SeriesFields, by request: some SeriesRequest, _ mask: [String]
  ) throws -> SeriesFields {
    let wanted = try fields.updated(by: request, mask).normalized()
    try Faults.check(wanted.faults(zones: store.zones))
    return wanted
  }

  private static func id(_ text: String) throws(Refusal) -> SeriesID {
    SeriesID(rawValue: try Input.id(text, "id"))
  }

  private static func version(_ version: Int64) throws(Refusal) -> Int64 {
    if version >= 0 { return version }
    throw .invalid("expected_version", "must not be negative")
  }

  private static func place(_ position: [String]) throws -> SeriesID {
    guard position.count == 1, let id = UUID128(position[0]) else {
      throw Refusal.invalid("page_token", "must be next_page_token of the same query")
    }
    return SeriesID(rawValue: id)
  }
}
