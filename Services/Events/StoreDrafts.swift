internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

extension Store {
  /// Keeps a new draft like an event, once per idempotency key. It is of no series.
  /// - Parameter start: nil makes one without times.
  func duplicate(
    _ id: EventID, at start: Instant?, _ viewer: Viewer, _ call: CallContext
  ) async throws -> Event {
    let event = try await event(id, viewer)
    let claim = try await claim(id, viewer.userID)
    let host = try viewer.hostOfDuplicate(of: event, claim: claim)
    let fields = try event.fields.moved(to: start).normalized()
    try Faults.check(fields.faults(zones: zones))
    return try await create(fields, host: host, call)
  }

  /// Removes a draft that nothing refers to. Enrolling and publishing wait for its lock.
  func delete(_ id: EventID, _ viewer: Viewer) async throws {
    try await feed.transaction { transaction in
      let event = try await lock(id, transaction)
      if !viewer.runs(event) {
        try viewer.checkRuns(event, claim: try await claim(id, viewer.userID))
      }
      try event.checkDeletable(clock())
      guard try await transaction.first(PurgeStatements.deleteDraft(id)) == true else {
        throw Refusal.referenced
      }
      _ = try await transaction.batch(
        audit.entry(
          viewer.actor, .deleted, .event(id.rawValue), ["host": .id(event.hostID.rawValue)]),
        feed.publish([told(event)]))
    }
  }
}
