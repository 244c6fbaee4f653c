internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

extension Store {
  /// Follows events: what waits for an event's completion comes with it, who missed an event that
  /// counts has their row of visits broken, and presences stand where their event does.
  func applyEvents(_ changes: [Change], _ transaction: Transaction) async throws {
    var latest: [EventID: ToldEvent?] = [:]
    for change in changes where change.kind == "EventChanged" {
      let changed = try EventChanged.decode(change.payload)
      guard let id = UUID128(changed.id) else { throw Status.invalid("id", "must be a UUID") }
      latest.updateValue(
        try changed.event.map(ToldEvent.init), forKey: EventID(rawValue: id))
    }
    if !latest.isEmpty { try await take(latest, transaction) }
  }

  /// Fills the copy from events' lists, when the changes it lacks are no longer kept.
  func rebuildEvents(_ events: EventLists) async throws {
    try await events.eachPage { page in
      var told: [EventID: ToldEvent?] = [:]
      for event in try page.map({ try ToldEvent($0) }) { told[event.gathering.event] = event }
      let known = told
      try await feed.transaction { try await take(known, $0) }
    }
  }

  /// - Parameter told: nil for what was deleted.
  func take(_ told: [EventID: ToldEvent?], _ transaction: Transaction) async throws {
    let now = Moment.now
    let ids = told.keys.sorted()
    let (_, rows, versions) = try await transaction.batch(
      EarningStatements.lockJudging(), EarningStatements.gatherings(ids),
      RuleStatements.versions(zone, now))
    let before = Dictionary(rows.map { ($0.event, $0) }, uniquingKeysWith: { first, _ in first })
    let news = ids.compactMap { id -> ToldEvent? in
      if let event = told[id].flatMap({ $0 }) { return event }
      return before[id].map { ToldEvent(deleted: $0) }
    }
    let changed = news.filter { before[$0.gathering.event] != $0.gathering }
    if changed.isEmpty { return }
    let gatherings = changed.map(\.gathering)
    let (_, moved) = try await transaction.batch(
      EarningStatements.keep(changed),
      EarningStatements.movePresences(to: gatherings.filter(\.hasStart)))
    let book = RuleBook(versions.map(\.version))
    let concerned = Concerned(of: gatherings, before, moved: moved, book)
    if concerned.isEmpty { return }
    let people = try await touch(concerned, judging: judgingPage, now, transaction)
    if people.isEmpty { return }
    var verdict = Verdict { EntryID(rawValue: .v7(now: now)) }
    try await judge(Set(people), book, &verdict, transaction)
    let refused = try await settle(verdict, book, now, transaction)
    // Nothing of theirs is left to be judged.
    try await transaction.execute(JudgingStatements.judged(people.filter { !refused.contains($0) }))
  }

  /// Gives our own feed's readers the points as they are now.
  func fill(_ changes: [Change]) async throws -> [Change] {
    let patrons = Set(changes.compactMap { UUID128($0.key).map(PatronID.init(rawValue:)) })
    let accounts = try await database.query(Statements.accounts(Array(patrons)))
    let current = Dictionary(
      accounts.map { ($0.patron.rawValue.description, $0.changed) },
      uniquingKeysWith: { first, _ in first })
    return try changes.map { change in
      guard let points = current[change.key] else { return change }
      var filled = change
      filled.payload = try points.encode()
      return filled
    }
  }
}

/// An event as events tells it.
struct ToldEvent: Sendable {
  var gathering: Gathering
  let completedAt: Moment?

  /// - Throws: INVALID_ARGUMENT for what is no event; the change is parked then.
  init(_ event: Event) throws {
    guard let id = UUID128(event.id) else { throw Status.invalid("id", "must be a UUID") }
    let start = event.startTime.flatMap(Instant.init)
    let end = (event.closedAt ?? event.endTime).flatMap(Instant.init)
    let isCompleted = event.status == .completed
    gathering = Gathering(
      event: EventID(rawValue: id), start: start ?? Instant(microseconds: 0),
      category: event.category,
      series: UUID128(event.seriesId).map(SeriesID.init(rawValue:)), isCompleted: isCompleted,
      isVoid: event.status == .canceled || event.didNotMeet)
    completedAt = isCompleted ? end ?? start ?? Instant(microseconds: 0) : nil
  }

  /// What becomes of an event that is no more.
  init(deleted gathering: Gathering) {
    self.gathering = gathering
    self.gathering.isVoid = true
    completedAt = gathering.isCompleted ? gathering.start : nil
  }
}

extension Presence {
  /// What changes come to: of each presence the last word.
  /// - Throws: INVALID_ARGUMENT for what is no presence; the change is parked then.
  static func latest(of changes: [Change]) throws -> [Presence] {
    var presences: [AttendanceID: Presence] = [:]
    for change in changes where change.kind == "AttendanceChanged" {
      let presence = try Presence(change)
      if presences[presence.attendance]?.position ?? .min < presence.position {
        presences[presence.attendance] = presence
      }
    }
    return presences.values.sorted { $0.attendance < $1.attendance }
  }

  init(_ change: Change) throws {
    let changed = try AttendanceChanged.decode(change.payload)
    guard let attendance = UUID128(changed.id) else {
      throw Status.invalid("id", "must be a UUID")
    }
    guard let patron = UUID128(changed.patronId) else {
      throw Status.invalid("patron_id", "must be a UUID")
    }
    guard let event = UUID128(changed.eventId) else {
      throw Status.invalid("event_id", "must be a UUID")
    }
    let checkIn = changed.checkInTime.flatMap(Instant.init)
    self.init(
      attendance: AttendanceID(rawValue: attendance), patron: PatronID(rawValue: patron),
      event: EventID(rawValue: event),
      series: UUID128(changed.seriesId).map(SeriesID.init(rawValue:)),
      category: changed.category, eventName: changed.eventName,
      // When an event begins is known to attendance but for a moment after a guest's coming.
      start: changed.startTime.flatMap(Instant.init) ?? checkIn
        ?? change.createdAt.flatMap(Instant.init) ?? Instant(microseconds: 0),
      checkIn: checkIn, checkOut: changed.checkOutTime.flatMap(Instant.init),
      status: changed.removed ? .registered : try Self.status(changed.status),
      position: change.position)
  }

  private static func status(_ status: Attendance.Status) throws -> State {
    switch status {
    case .attended: return .attended
    case .registered: return .registered
    case .noShow: return .noShow
    case .excused: return .excused
    // A newer attendance may know what we do not: rather wait than take points away.
    case .unspecified, .unrecognized: throw Status.invalid("status", "is not known here")
    }
  }
}
