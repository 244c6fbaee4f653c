internal import Postgres

extension Store {
  /// One page of events from after a place on; more than asked for never.
  func list(
    _ asked: EventFilter, after place: EventPlace?, limit: Int32, now: Instant, _ viewer: Viewer
  ) async throws -> [ListedEvent] {
    guard let filter = asked.narrowed(to: viewer) else { return [] }
    var ids: [EventID]?
    if let words = filter.words {
      let found = { (place: EventPlace?, limit: Int32) in
        try await search(words, filter, after: place, limit: limit, now: now, viewer)
      }
      if filter.order == nil && filter.near == nil {
        let matches = try await found(place, limit)
        return try await shown(matches.map { ($0, nil) })
      }
      ids = try await found(nil, Self.matchesReordered).map(\.id)
      if ids?.isEmpty == true { return [] }
    }
    if let circle = filter.near {
      let near = try await nearest(
        circle, filter, ids, after: place, limit: limit, now: now, viewer)
      return try await shown(
        near.map { near in
          (
            EventPlace(section: 0, number: Int64(bitPattern: near.line.bitPattern), id: near.id),
            near.kilometers
          )
        })
    }
    return try await walked(filter, ids, after: place, limit: limit, now: now, viewer)
  }

  /// How many of a search's best matches are listed in another order.
  private static let matchesReordered: Int32 = 1000

  /// The events at these places, as far as they are still there.
  private func shown(_ places: [(EventPlace, Double?)]) async throws -> [ListedEvent] {
    if places.isEmpty { return [] }
    let events = try await database.query(EventStatements.findAll(places.map(\.0.id)))
    let byID = Dictionary(events.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return places.compactMap { place, kilometers in
      byID[place.id].map { ListedEvent(event: $0, place: place, kilometers: kilometers) }
    }
  }

  // MARK: Walks

  private func walked(
    _ filter: EventFilter, _ ids: [EventID]?, after place: EventPlace?, limit: Int32,
    now: Instant, _ viewer: Viewer
  ) async throws -> [ListedEvent] {
    var listed: [ListedEvent] = []
    for (number, walk) in filter.walks(now).enumerated() where number >= place?.section ?? 0 {
      let rest = limit - Int32(listed.count)
      if rest == 0 { break }
      guard let filter = filter.narrowed(to: viewer, on: walk) else { continue }
      let from = place.flatMap { $0.section == number ? $0 : nil }
      let events = try await walked(walk, filter, ids, after: from, limit: rest, now, viewer)
      listed += events.map { ListedEvent(event: $0, place: walk.place(of: $0, number)) }
    }
    return listed
  }

  private func walked(
    _ walk: Walk, _ filter: EventFilter, _ ids: [EventID]?, after place: EventPlace?,
    limit: Int32, _ now: Instant, _ viewer: Viewer
  ) async throws -> [EventRecord] {
    let id = place?.id ?? .none
    let query =
      switch walk.index.statement {
      case .named(let statement):
        statement(
          now, viewer.holds(.admin), viewer.holds(.staff), viewer.userID,
          filter.names(on: walk), filter.host, filter.category, filter.series,
          filter.from, filter.to, filter.isPublic, ids, place == nil, place?.word ?? "", id,
          limit)
      case .timed(let statement):
        statement(
          now, viewer.holds(.admin), viewer.holds(.staff), viewer.userID,
          filter.names(on: walk), filter.host, filter.category, filter.series,
          filter.from, filter.to, filter.isPublic, ids, place == nil,
          Instant(microseconds: place?.number ?? 0), id, limit, walk.from, walk.before,
          walk.around)
      }
    let road = walk.around == nil ? Road.free : .span
    let (_, events) = try await database.batch(road.planned, query)
    return events
  }

  // MARK: Near a point

  private func nearest(
    _ circle: Circle, _ filter: EventFilter, _ ids: [EventID]?, after place: EventPlace?,
    limit: Int32, now: Instant, _ viewer: Viewer
  ) async throws -> [NearEvent] {
    let line = place.map { Double(bitPattern: UInt64(bitPattern: $0.number)) } ?? 0
    let road = filter.isNarrow || ids != nil ? Road.free : .outward
    let (_, near) = try await database.batch(
      road.planned,
      EventLists.nearest(
        now, viewer.holds(.admin), viewer.holds(.staff), viewer.userID,
        filter.statuses.map(\.rawValue), filter.host, filter.category, filter.series,
        filter.from, filter.to, filter.isPublic, ids, place == nil, line, place?.id ?? .none,
        limit, circle.latitude, circle.longitude, circle.kilometers))
    return near
  }

  // MARK: Search

  /// The places of the best matches. The word that the list walks along stands in each, so that
  /// the next page walks along it, too.
  private func search(
    _ words: String, _ filter: EventFilter, after place: EventPlace?, limit: Int32, now: Instant,
    _ viewer: Viewer
  ) async throws -> [EventPlace] {
    // What else may be meant by a word is asked for when the word itself does not fill the page.
    var isGuessed = place?.section ?? 0 > SearchStage.lastExact
    var meant = try await database.query(SearchStatements.understood(words, isGuessed, now))
    var found: [FoundEvent] = []
    var number: Int32 = 0
    for stage in SearchStage.all where place?.section ?? 0 <= stage.upperBound {
      let rest = limit - Int32(found.count)
      if rest == 0 { break }
      if stage.lowerBound > SearchStage.lastExact, !isGuessed, Set(meant.map(\.number)).count == 1 {
        meant = try await database.query(SearchStatements.understood(words, true, now))
        isGuessed = true
      }
      guard let (own, others) = meant.walked(along: place.flatMap { Int32($0.word) }),
        let walked = own.first?.number
      else { return [] }
      number = walked
      let kinds = SearchStage.kind(of: stage.lowerBound)...SearchStage.kind(of: stage.upperBound)
      guard own.contains(where: { kinds.contains($0.kind) }) else { continue }
      let (_, more) = try await database.batch(
        Road.free.planned,
        SearchStatements.ranked(
          now, viewer.holds(.admin), viewer.holds(.staff), viewer.userID,
          filter.statuses.map(\.rawValue), filter.host, filter.category, filter.series,
          filter.from, filter.to, filter.isPublic, own.map(\.word), own.map(\.kind),
          others.map(\.word), others.map(\.number), Int32(Set(others.map(\.number)).count),
          place?.section ?? 0, Instant(microseconds: place?.number ?? now.microseconds),
          place?.id ?? .none, rest, stage.lowerBound, stage.upperBound))
      found += more
    }
    return found.map {
      EventPlace(
        section: $0.place, number: $0.ends.microseconds, word: "\(number)", id: $0.id)
    }
  }

  // MARK: Categories

  /// The categories of what is on or to come.
  func categories(_ viewer: Viewer) async throws -> [CategoryCount] {
    let (_, categories) = try await database.batch(
      Road.free.planned,
      EventLists.categories(
        clock(), viewer.holds(.admin), viewer.holds(.staff), viewer.userID))
    return categories
  }
}

extension Walk.Index {
  fileprivate enum Statement {
    case timed(EventLists.Timed)
    case named(EventLists.Named)
  }

  fileprivate var statement: Statement {
    switch self {
    case .endAscending: .timed(EventLists.byEndAscending)
    case .endDescending: .timed(EventLists.byEndDescending)
    case .startAscending: .timed(EventLists.byStartAscending)
    case .startDescending: .timed(EventLists.byStartDescending)
    case .createdAscending: .timed(EventLists.byCreatedAscending)
    case .createdDescending: .timed(EventLists.byCreatedDescending)
    case .undated: .timed(EventLists.undated)
    case .nameAscending: .named(EventLists.byNameAscending)
    case .nameDescending: .named(EventLists.byNameDescending)
    }
  }
}

extension Road {
  /// To be run before the statement, in its transaction.
  fileprivate var planned: Query<String> {
    switch self {
    case .free: EventLists.planned("on", "on", "on")
    case .span: EventLists.planned("on", "on", "off")
    case .outward: EventLists.planned("off", "off", "on")
    }
  }
}

extension EventID {
  /// The id of no event.
  fileprivate static let none = EventID(rawValue: UUID128(high: 0, low: 0))
}
