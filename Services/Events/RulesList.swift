/// The orders in which events are listed when they are told to.
enum EventOrder: String, CaseIterable, Sendable {
  case start = "start_time"
  case startDescending = "start_time desc"
  case name = "name"
  case nameDescending = "name desc"
  case created = "created_at"
  case createdDescending = "created_at desc"
}

/// Which events are listed, and in what order.
struct EventFilter: Equatable, Sendable {
  /// Nil: the nearest first, the best matches first, or those to come first.
  var order: EventOrder?
  var statuses: [EventStatus] = []
  var host: UserID?
  var category: String?
  var series: UUID128?
  var from: Instant?
  var to: Instant?
  var isPublic: Bool?
  var words: String?
  var near: Circle?
}

/// Where a page of events ended: what walk or class of matches it was in, and the last event's
/// values there.
struct EventPlace: Equatable, Sendable {
  var section: Int32
  var number: Int64 = 0
  var word = ""
  let id: EventID
}

/// An event of a list.
struct ListedEvent: Sendable {
  let event: EventRecord
  let place: EventPlace
  var kilometers: Double?
}

/// A stretch of a list: the events whose value of the order's column lies in a range.
struct Walk: Equatable, Sendable {
  enum Index: Sendable {
    case endAscending, endDescending, startAscending, startDescending
    case createdAscending, createdDescending, undated, nameAscending, nameDescending
  }

  let index: Index
  var from = Instant.first
  var before = Instant.beyond
  /// Only events that began before this moment and end after it.
  var around: Instant?
  /// What COMPLETED is among these, when it is not all that it says.
  var closedOnly = false
}

/// How PostgreSQL is kept from a plan that its statistics make it think the better one.
enum Road: Sendable {
  /// It may do as it thinks.
  case free
  /// What is alive at a moment is found by its span alone: start and end, which it takes for
  /// independent of each other, let it walk through all history.
  case span
  /// What is near is walked from the centre outwards: it knows nothing of how many lie in a box,
  /// and would gather and sort a whole city for a page.
  case outward
}

extension EventFilter {
  /// The walks that make the list, in its order. An event is in one of them at most.
  ///
  /// Start and end lie in different indexes: of what is bounded by the one and walked along the
  /// other, all that is beyond the bound would be read at the walk's end. So the walk stops at
  /// the bound, and what reaches over it has a walk of its own, by its span.
  func walks(_ now: Instant) -> [Walk] {
    switch order {
    case nil where (to ?? now) < now:
      // All of it has begun: the latest first.
      starting(.startDescending) + reaching(.startDescending)
    case nil: upcoming(now) + (goesBack ? past(now) : []) + undated
    case .start: reaching(.startAscending) + starting(.startAscending) + undated
    case .startDescending:
      starting(.startDescending) + reaching(.startDescending) + undated
    case .name: [Walk(index: .nameAscending)]
    case .nameDescending: [Walk(index: .nameDescending)]
    case .created: [Walk(index: .createdAscending)]
    case .createdDescending: [Walk(index: .createdDescending)]
    }
  }

  /// On or to come, whatever the status: by their end, for that alone tells them from past ones.
  private func upcoming(_ now: Instant) -> [Walk] {
    let from = max(now, from ?? .first).next
    let whole = Walk(
      index: .endAscending, from: from, before: to?.next ?? .beyond, closedOnly: true)
    let over = to.map {
      Walk(index: .endAscending, from: from, around: $0, closedOnly: true)
    }
    return [whole, over].compactMap { $0 }.filter(\.isWalked)
  }

  private func past(_ now: Instant) -> [Walk] {
    [Walk(index: .endDescending, from: from?.next ?? .first, before: now.next)].filter(\.isWalked)
  }

  private func starting(_ index: Walk.Index) -> [Walk] {
    [Walk(index: index, from: from ?? .first, before: to ?? .beyond)].filter(\.isWalked)
  }

  private func reaching(_ index: Walk.Index) -> [Walk] {
    from.map { [Walk(index: index, before: $0, around: $0)] } ?? []
  }

  private var undated: [Walk] {
    let mayBe = statuses.isEmpty || statuses.contains(.draft) || statuses.contains(.canceled)
    return mayBe && from == nil && to == nil ? [Walk(index: .undated)] : []
  }

  /// The filter as it is for a viewer, so that what they may not see is not looked for among all
  /// else: drafts are the host's alone. Nil when there is nothing for them.
  func narrowed(to viewer: Viewer) -> EventFilter? {
    if viewer.holds(.admin) { return self }
    if isPublic == false && viewer == .anonymous { return nil }
    guard statuses == [.draft] else { return self }
    return ofOwn(viewer)
  }

  /// The same of the viewer's own events.
  func ofOwn(_ viewer: Viewer) -> EventFilter? {
    guard let own = viewer.userID, host == nil || host == own else { return nil }
    var filter = self
    filter.host = own
    return filter
  }

  /// The walk's filter for a viewer: what has no time is not published.
  func narrowed(to viewer: Viewer, on walk: Walk) -> EventFilter? {
    walk.index == .undated && !viewer.holds(.admin) ? ofOwn(viewer) : self
  }

  /// The names of the statuses as a walk tells them.
  func names(on walk: Walk) -> [String] {
    statuses.map { walk.closedOnly && $0 == .completed ? "CLOSED" : $0.rawValue }
  }

  /// Whether few events pass whatever the place: then these are gathered and sorted.
  var isNarrow: Bool { host != nil || series != nil || statuses == [.draft] }

  /// Whether what has ended may be listed.
  private var goesBack: Bool {
    statuses.isEmpty || statuses.contains { $0 != .scheduled && $0 != .ongoing }
  }
}

extension Walk {
  fileprivate var isWalked: Bool { from < before }

  /// The place of an event of this walk.
  /// - Parameter number: how many walks of the list come before.
  func place(of event: EventRecord, _ number: Int) -> EventPlace {
    var place = EventPlace(section: Int32(number), id: event.id)
    switch index {
    case .endAscending, .endDescending: place.number = event.fields.end?.microseconds ?? 0
    case .startAscending, .startDescending: place.number = event.fields.start?.microseconds ?? 0
    case .createdAscending, .createdDescending, .undated:
      place.number = event.createdAt.microseconds
    case .nameAscending, .nameDescending: place.word = event.fields.name
    }
    return place
  }
}

/// Everything around a point.
struct Circle: Equatable, Sendable {
  let latitude: Double
  let longitude: Double
  let kilometers: Double

  /// Reads "52.52,13.405".
  init(_ text: String, kilometers: Double?) throws(Refusal) {
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { Double(String($0).trimmed) }
    guard parts.count == 2, let latitude = parts[0], let longitude = parts[1],
      (-90...90).contains(latitude), (-180...180).contains(longitude)
    else {
      throw .invalid(
        "near", "must be degrees north, -90 to 90, and east, -180 to 180, such as 52.52,13.405")
    }
    let radius = kilometers ?? 50
    guard radius > 0, radius <= 500 else {
      throw .invalid("radius_km", "must be above 0 and at most 500")
    }
    self.latitude = latitude
    self.longitude = longitude
    self.kilometers = radius
  }
}

extension Instant {
  /// The first moment after the year 9999.
  static let beyond = Instant(microseconds: 253_402_300_800_000_000)

  /// The moment after it; PostgreSQL tells microseconds apart.
  fileprivate var next: Instant {
    Instant(microseconds: self < .beyond ? microseconds + 1 : microseconds)
  }
}

extension [MeantWord] {
  /// Splits by the words asked for: along which the list walks, and what has to be there besides.
  /// - Parameter number: the word that was chosen before; nil takes the rarest.
  func walked(along number: Int32?) -> (own: [MeantWord], others: [MeantWord])? {
    guard let number = number ?? rarest else { return nil }
    return (filter { $0.number == number }, filter { $0.number != number })
  }

  /// What fewest events have; of words that many have, the one whose events lie furthest apart.
  private var rarest: Int32? {
    let words = Dictionary(grouping: self, by: \.number).map { number, meant in
      (
        // Beyond what is counted of one, the sum says more of the meanings than of the word.
        uses: Swift.min(MeantWord.counted, meant.reduce(0) { $0 + Int($1.uses) }),
        reach: meant.compactMap(\.reach).min() ?? .beyond, number: number
      )
    }
    return words.min {
      ($0.uses, $1.reach, $0.number) < ($1.uses, $0.reach, $1.number)
    }?.number
  }
}
