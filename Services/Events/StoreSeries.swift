internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

// Series and the occurrences made of them. Whoever writes a series locks its row first, then those
// of its events in order of their ids.
extension Store {
  /// Keeps a new series with its first occurrences, once per idempotency key.
  func create(_ fields: SeriesFields, host: UserID, _ call: CallContext) async throws -> Series {
    try await idempotency.run(call) { transaction in
      let now = clock()
      let first = max(fields.start.date, try await firstDay(of: fields, after: now, transaction))
      let series = SeriesRecord(
        id: SeriesID(rawValue: .v7()), hostID: host, fields: fields, from: first,
        madeUntil: first.adding(days: -1))
      let kept = try await keep(series, transaction)
      return Series(try await extend(kept, now, transaction))
    }
  }

  func series(_ id: SeriesID, _ viewer: Viewer) async throws -> SeriesRecord {
    guard let series = try await database.first(SeriesStatements.find(id)), viewer.sees(series)
    else { throw Refusal.notFound("series") }
    return series
  }

  /// One page, newest first.
  func listSeries(
    of host: UserID?, before id: SeriesID?, limit: Int32, _ viewer: Viewer
  ) async throws -> [SeriesRecord] {
    try await database.query(
      SeriesStatements.list(
        viewer.holds(.admin), viewer.holds(.staff), viewer.userID, host, id == nil,
        id ?? SeriesID(rawValue: UUID128(high: 0, low: 0)), limit))
  }

  /// Locks a series for who may change it.
  func lockSeries(
    _ id: SeriesID, _ viewer: Viewer, _ transaction: Transaction
  ) async throws -> SeriesRecord {
    guard let series = try await transaction.first(SeriesStatements.lock(id)) else {
      throw Refusal.notFound("series")
    }
    try viewer.checkRuns(series)
    return series
  }

  func keep(_ series: SeriesRecord, _ transaction: Transaction) async throws -> SeriesRecord {
    guard let kept = try await transaction.first(series.keeping) else {
      throw Status(.internal, "a series that was kept is not there")
    }
    return kept
  }

  func toCome(
    _ series: SeriesRecord, _ now: Instant, _ transaction: Transaction
  ) async throws -> [EventRecord] {
    // Wherever on earth it is a day earlier.
    let day = LocalDate(now).adding(days: -1)
    return try await transaction.query(
      SeriesStatements.lockToCome(series.id.rawValue, day, now))
  }

  // MARK: Commands

  /// Announces a series, and the drafts of it that are to come.
  func publishSeries(_ id: SeriesID, _ viewer: Viewer) async throws -> SeriesRecord {
    try await feed.transaction { transaction in
      var series = try await lockSeries(id, viewer, transaction)
      if series.publishedAt != nil && series.canceledAt == nil { return series }
      try series.checkNotCanceled()
      let now = clock()
      try series.fields.checkPublishable(now)
      for event in try await toCome(series, now, transaction)
      where event.status(now) == .draft && event.isToCome(now) {
        try await save(event, as: EventCommand.publish.apply(to: event, now), now, transaction)
      }
      series.publishedAt = now
      return try await keep(series, transaction)
    }
  }

  /// Ends a series and cancels what is to come of it.
  func cancelSeries(_ id: SeriesID, reason: String, _ viewer: Viewer) async throws -> SeriesRecord {
    try await feed.transaction { transaction in
      var series = try await lockSeries(id, viewer, transaction)
      if series.canceledAt != nil { return series }
      let now = clock()
      let events = try await toCome(series, now, transaction).filter { $0.isToCome(now) }
      let command = EventCommand.cancel(reason: reason, byAdmin: viewer.holds(.admin))
      for event in events {
        try await save(event, as: command.apply(to: event, now), now, transaction)
      }
      if events.isEmpty { try EventCommand.check(reason: reason) }
      series.canceledAt = now
      series.madeUntil = .never
      try await transaction.execute(
        audit.entry(
          viewer.actor, .seriesCanceled, AuditObject("series", id.rawValue),
          ["events": .number(events.count)]))
      return try await keep(series, transaction)
    }
  }

  // MARK: Ahead of time

  /// Makes what is to come of every series through 26 weeks from now, each once whatever replicas
  /// run this.
  func extendSeries() async throws {
    while try await extendOne() { try Task.checkCancellation() }
  }

  /// False when nothing is due.
  private func extendOne() async throws -> Bool {
    try await feed.transaction { transaction in
      let now = clock()
      let end = LocalDate(now).adding(days: SeriesRecord.horizon)
      guard let series = try await transaction.first(SeriesStatements.lockDue(end)) else {
        return false
      }
      _ = try await extend(series, now, transaction)
      return true
    }
  }

  /// Makes what is missing of a series that the caller holds locked.
  func extend(
    _ series: SeriesRecord, _ now: Instant, _ transaction: Transaction
  ) async throws -> SeriesRecord {
    var series = series
    let end = LocalDate(now).adding(days: SeriesRecord.horizon)
    guard series.madeUntil < end else { return series }
    let (days, isWhole) = series.days(through: end)
    let slots = try await slots(
      of: series.fields, days.filter { $0 > series.madeUntil }, transaction)
    try await make(slots.filter { $0.start > now }, of: series, now, transaction)
    series.madeUntil = isWhole ? .never : end
    try await transaction.execute(SeriesStatements.saveHorizon(series.id, series.madeUntil))
    return series
  }

  func make(
    _ slots: [Slot], of series: SeriesRecord, _ now: Instant, _ transaction: Transaction
  ) async throws {
    if slots.isEmpty { return }
    let made = try await transaction.query(
      SeriesStatements.make(
        series.id, slots.map { _ in EventID(rawValue: .v7()) }, slots.map(\.day),
        slots.map(\.start), now))
    try await transaction.execute(feed.publish(try made.map { try told($0) }))
  }

  func slots(
    of fields: SeriesFields, _ days: [LocalDate], _ transaction: Transaction
  ) async throws -> [Slot] {
    if days.isEmpty { return [] }
    return try await transaction.query(
      SeriesStatements.slots(days, fields.start.minute, fields.event.timeZone))
  }

  /// The first day on which the series' time of day is still to come.
  func firstDay(
    of fields: SeriesFields, after now: Instant, _ transaction: Transaction
  ) async throws -> LocalDate {
    let today = LocalDate(now)
    let slots = try await slots(
      of: fields, (-1...2).map { today.adding(days: $0) }, transaction)
    return slots.first { $0.start > now }?.day ?? today.adding(days: 3)
  }
}

extension SeriesRecord {
  func checkNotCanceled() throws(Refusal) {
    if canceledAt == nil { return }
    throw .state("SERIES_CANCELED", "the series is canceled")
  }
}

extension SeriesFields {
  func checkPublishable(_ now: Instant) throws(Refusal) {
    try occurrence(at: now).checkPublishable()
  }
}
