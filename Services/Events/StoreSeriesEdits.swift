internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

// Edits of a series: of all that is to come, or from an occurrence on.
extension Store {
  /// - Parameter edit: makes the fields of those that are; nothing happens when it changes none.
  func updateSeries(
    _ id: SeriesID, expectedVersion: Int64, _ viewer: Viewer,
    _ edit: @Sendable (SeriesFields) throws -> SeriesFields
  ) async throws -> SeriesRecord {
    try await feed.transaction { transaction in
      let series = try await lockSeries(id, viewer, transaction)
      let wanted = try edit(series.fields)
      if wanted == series.fields { return series }
      try series.checkEdit(wanted, expectedVersion, clock())
      return try await change(series, to: wanted, viewer, transaction)
    }
  }

  /// Makes an occurrence and all after it a series of their own, once per idempotency key.
  func splitSeries(
    _ id: SeriesID, at event: EventID, expectedVersion: Int64, _ viewer: Viewer,
    _ call: CallContext, _ edit: @Sendable (SeriesFields) throws -> SeriesFields
  ) async throws -> Series {
    try await idempotency.run(call) { transaction in
      let series = try await lockSeries(id, viewer, transaction)
      let now = clock()
      let events = try await toCome(series, now, transaction)
      guard let first = events.first(where: { $0.id == event }), let slot = first.slot else {
        throw Refusal.notFound("occurrence to come")
      }
      guard first.isToCome(now), slot.start > now else {
        throw Refusal.state(
          "EVENT_STATUS", "a series is split at an occurrence that is to come",
          ["status": first.status(now).rawValue, "allowed": "DRAFT,SCHEDULED"])
      }
      let before = Int32(series.days(through: slot.day.adding(days: -1)).days.count)
      var base = series.fields
      if series.countedBefore + before > 0 {
        base.start.date = slot.day
        base.rule.count = base.rule.count.map { $0 - series.countedBefore - before }
      }
      let wanted = try edit(base)
      try series.checkEdit(wanted, expectedVersion, now)
      if series.countedBefore + before == 0 {
        return Series(try await change(series, to: wanted, viewer, transaction))
      }
      return Series(
        try await split(series, at: slot.day, events, to: wanted, viewer, transaction))
    }
  }

  private func split(
    _ series: SeriesRecord, at day: LocalDate, _ events: [EventRecord], to wanted: SeriesFields,
    _ viewer: Viewer, _ transaction: Transaction
  ) async throws -> SeriesRecord {
    let now = clock()
    let next = SeriesRecord(
      id: SeriesID(rawValue: .v7()), hostID: series.hostID, fields: wanted,
      from: max(day, try await firstDay(of: wanted, after: now, transaction)),
      madeUntil: .never, publishedAt: series.publishedAt)
    let later = events.filter { ($0.slot?.day ?? .never) >= day }
    let kept = try await keep(next, transaction)
    let arranged = try await arrange(later, series, kept, viewer, now, transaction)
    var old = series
    old.fields.rule.until = day.adding(days: -1)
    old.fields.rule.count = nil
    _ = try await keep(old, transaction)
    return arranged
  }

  private func change(
    _ series: SeriesRecord, to wanted: SeriesFields, _ viewer: Viewer, _ transaction: Transaction
  ) async throws -> SeriesRecord {
    let now = clock()
    var next = series
    next.fields = wanted
    let events = try await toCome(series, now, transaction)
    if wanted.schedule == series.fields.schedule {
      let kept = try await keep(next, transaction)
      for event in events where event.isToCome(now) {
        guard let slot = event.slot else { continue }
        let followed = try event.following(series.fields, wanted, to: slot, now)
        try await save(event, as: followed, now, transaction)
      }
      return kept
    }
    next.from = try await firstDay(of: wanted, after: now, transaction)
    let before = series.days(through: next.from.adding(days: -1)).days.count
    next.countedBefore = series.countedBefore + Int32(before)
    let kept = try await keep(next, transaction)
    return try await arrange(events, series, kept, viewer, now, transaction)
  }

  /// Puts occurrences where the rule of `next` has them, makes what is missing, and takes away what
  /// has no place any more; `next` is kept already.
  private func arrange(
    _ events: [EventRecord], _ old: SeriesRecord, _ next: SeriesRecord, _ viewer: Viewer,
    _ now: Instant, _ transaction: Transaction
  ) async throws -> SeriesRecord {
    var next = next
    let ahead = LocalDate(now).adding(days: SeriesRecord.horizon)
    let end = old.madeUntil == .never ? ahead : max(ahead, old.madeUntil)
    let (days, isWhole) = next.days(through: end)
    let slots = try await slots(of: next.fields, days, transaction).filter { $0.start > now }
    let removed = Set(old.days(through: min(end, old.madeUntil)).days)
      .subtracting(events.compactMap { $0.slot?.day })
    let plan = Rearrangement(
      events, to: slots, of: next.fields.rule, from: next.from, removed: removed, now)
    try await take(plan.gone, of: old, viewer, now, transaction)
    try await transaction.execute(SeriesStatements.displace(plan.moved.map(\.event.id)))
    for (event, slot) in plan.moved where event.isToCome(now) {
      let followed = try event.following(old.fields, next.fields, to: slot, now)
      try await save(event, as: followed, now, transaction)
    }
    try await transaction.execute(
      SeriesStatements.place(
        next.id, plan.moved.map(\.event.id), plan.moved.map(\.to.day),
        plan.moved.map(\.to.start)))
    try await make(plan.fresh, of: next, now, transaction)
    next.madeUntil = isWhole ? .never : end
    try await transaction.execute(SeriesStatements.saveHorizon(next.id, next.madeUntil))
    return next
  }

  /// Takes occurrences away: those that somebody has a claim on are canceled, others go.
  private func take(
    _ events: [EventRecord], of series: SeriesRecord, _ viewer: Viewer, _ now: Instant,
    _ transaction: Transaction
  ) async throws {
    if events.isEmpty { return }
    let claimed = Set(try await transaction.query(SeriesStatements.claimed(events.map(\.id))))
    let command = EventCommand.cancel(
      reason: "The series no longer takes place on this day.", byAdmin: false)
    for event in events where claimed.contains(event.id) {
      try await save(event, as: command.apply(to: event, now), now, transaction)
    }
    let unclaimed = events.filter { !claimed.contains($0.id) }
    _ = try await transaction.batch(
      PurgeStatements.purgeEvents(unclaimed.map(\.id)), feed.publish(try unclaimed.map(told)),
      audit.entry(
        viewer.actor, .occurrencesRemoved, AuditObject("series", series.id.rawValue),
        ["deleted": .number(unclaimed.count), "canceled": .number(claimed.count)]))
  }
}

extension SeriesRecord {
  /// Refuses an edit that comes too late.
  fileprivate func checkEdit(
    _ wanted: SeriesFields, _ expectedVersion: Int64, _ now: Instant
  ) throws(Refusal) {
    if expectedVersion != 0 && expectedVersion != version {
      throw .state(
        "VERSION_MISMATCH", "somebody else has edited the series since",
        ["expected": "\(expectedVersion)", "version": "\(version)"])
    }
    try checkNotCanceled()
    if publishedAt != nil { try wanted.checkPublishable(now) }
  }
}
