internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

extension Desk {
  func list(_ request: ListEventsRequest, _ viewer: Viewer) async throws -> ListEventsResponse {
    let filter = try EventFilter(request)
    let size = try Input.pageSize(request.pageSize)
    var query = request
    query.pageToken = ""
    query.pageSize = 0
    let begun = try pages.position(request.pageToken, of: query).map(Begun.init)
    // Where an event stands must not change between the pages of one list.
    let now = begun?.now ?? store.clock()
    let listed = try await store.list(
      filter, after: begun?.place, limit: size + 1, now: now, viewer)
    let page = listed.prefix(Int(size))
    var next = ""
    if listed.count > page.count, let last = page.last {
      next = try pages.token(after: Begun(now: now, place: last.place).position, of: query)
    }
    return ListEventsResponse(
      events: page.map { listed in
        var event = Event(listed.event, now)
        event.distanceKm = listed.kilometers
        return event
      }, nextPageToken: next)
  }
}

extension EventFilter {
  init(_ request: ListEventsRequest) throws(Refusal) {
    if !request.orderBy.isEmpty {
      guard let order = EventOrder(rawValue: request.orderBy) else {
        throw .invalid(
          "order_by", "must be start_time, name or created_at, each also with \" desc\"")
      }
      self.order = order
    }
    for text in request.status {
      guard let status = EventStatus(alias: text) else {
        throw .invalid("status", "must be DRAFT, SCHEDULED, ONGOING, COMPLETED or CANCELED")
      }
      statuses.append(status)
    }
    host = try Input.user(request.hostId, "host_id")
    category = request.category.isEmpty ? nil : request.category.trimmed.lowercased()
    series = try Input.optionalID(request.seriesId, "series_id")
    from = try Input.time(request.from, "from")
    to = try Input.time(request.to, "to")
    if let from, let to, to <= from { throw .invalid("to", "must be after from") }
    isPublic = request.public
    let text = request.q.trimmed
    guard text.isEmpty || (2...100).contains(text.unicodeScalars.count) else {
      throw .invalid("q", "must be 2 to 100 characters")
    }
    words = text.isEmpty ? nil : text
    if !request.near.isEmpty {
      near = try Circle(request.near, kilometers: request.radiusKm)
      if order != nil { throw .invalid("order_by", "must be empty with near: by distance") }
    } else if request.radiusKm != nil {
      throw .invalid("near", "must be said when radius_km is")
    }
  }
}

/// The moment at which a list was begun, and where its last page ended.
private struct Begun {
  let now: Instant
  let place: EventPlace

  init(now: Instant, place: EventPlace) {
    self.now = now
    self.place = place
  }

  init(_ position: [String]) throws(Refusal) {
    guard position.count == 5, let now = Int64(position[0]), let section = Int32(position[1]),
      let number = Int64(position[2]), let id = UUID128(position[4])
    else { throw .invalid("page_token", "must be next_page_token of the same query") }
    self.now = Instant(microseconds: now)
    place = EventPlace(
      section: section, number: number, word: position[3], id: EventID(rawValue: id))
  }

  var position: [String] {
    [
      "\(now.microseconds)", "\(place.section)", "\(place.number)", place.word,
      "\(place.id.rawValue)",
    ]
  }
}
