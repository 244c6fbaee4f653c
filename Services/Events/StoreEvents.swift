internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

extension Store {
  /// Keeps a new draft, once per idempotency key.
  func create(
    _ fields: EventFields, host: UserID, _ call: CallContext
  ) async throws -> Event {
    try await idempotency.run(call) { transaction in
      let draft = EventRecord(
        id: EventID(rawValue: .v7()), seriesID: nil, hostID: host, fields: fields)
      let (kept, _) = try await transaction.batch(
        draft.insertion, feed.publish([told(draft)]))
      return Event(kept[0], clock())
    }
  }

  /// An event that the viewer may see.
  func event(_ id: EventID, _ viewer: Viewer) async throws -> EventRecord {
    guard let event = try await database.first(EventStatements.find(id)) else {
      throw Refusal.notFound("event")
    }
    if viewer.sees(event, claim: nil) { return event }
    guard viewer.sees(event, claim: try await claim(id, viewer.userID)) else {
      throw Refusal.notFound("event")
    }
    return event
  }

  /// Changes an event as `edit` says, and lets people move up where that frees seats. What `edit`
  /// leaves as it is stays untold.
  func change(
    _ id: EventID, _ viewer: Viewer,
    _ edit: @Sendable (EventRecord, Instant) throws -> EventRecord
  ) async throws -> EventRecord {
    try await feed.transaction { transaction in
      let event = try await lock(id, transaction)
      if !viewer.runs(event) {
        try viewer.checkRuns(event, claim: try await claim(id, viewer.userID))
      }
      let now = clock()
      return try await save(event, as: try edit(event, now), now, transaction)
    }
  }

  /// Keeps an event, locked by the caller, that has become another; tells of it and lets people
  /// move up. What stays as it is stays untold.
  @discardableResult
  func save(
    _ event: EventRecord, as wanted: EventRecord, _ now: Instant, _ transaction: Transaction
  ) async throws -> EventRecord {
    if wanted == event { return event }
    var next = wanted
    let promoted = try await promote(&next, now, transaction)
    try await note(event, becoming: next, now, transaction)
    let (saved, _, _) = try await transaction.batch(
      next.saving, try tell(promoted, of: [next]), NoticeStatements.keep(promoted, now))
    return saved[0]
  }

  // MARK: The clock

  /// Tells the feed of starts and ends that have come, each once whatever replicas run this and
  /// however long none did.
  func tellCrossings() async throws {
    while try await tellSomeCrossings() {}
  }

  private static let crossingsAtOnce: Int32 = 200

  /// False when nothing is left to tell.
  private func tellSomeCrossings() async throws -> Bool {
    try await feed.transaction { transaction in
      let now = clock()
      let events = try await transaction.query(
        EventStatements.lockCrossed(now, Self.crossingsAtOnce))
      // The lock may have waited for a replica that has told already: the row itself says so.
      let crossed = events.filter { $0.untoldCrossings(now) > 0 }
      if crossed.isEmpty { return false }
      let after = crossed.map { event in
        var event = event
        event.noteCrossings(now)
        return event
      }
      let entries = try crossed.flatMap { event in
        try (0..<event.untoldCrossings(now)).map { _ in try told(event) }
      }
      _ = try await transaction.batch(
        EventStatements.markTold(
          after.filter(\.facts.startTold).map(\.id), after.filter(\.facts.endTold).map(\.id)),
        feed.publish(entries))
      return true
    }
  }
}
