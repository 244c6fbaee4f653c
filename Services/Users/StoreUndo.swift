internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

/// Uploads as a whole: their list, and taking them back.
struct UndoStore: Sendable {
  /// Which of these people something else has used.
  typealias Used = @Sendable ([UUID128]) async throws -> Set<UUID128>

  private let database: Database
  private let feed: Feed
  private let audit: Audit
  private static let stepSize: Int32 = 200

  init(_ daemon: Daemon) {
    database = daemon.database
    feed = daemon.feed
    audit = daemon.audit
  }

  func find(_ batch: UUID128) async throws -> ImportRecord? {
    try await database.first(UndoStatements.find(batch))
  }

  /// The page after `place`, and one more if there are more.
  func list(
    of owner: UUID128?, after place: (time: Instant, id: UUID128), limit: Int
  ) async throws -> [ImportRecord] {
    try await database.query(UndoStatements.list(owner, place.time, place.id, Int32(limit)))
  }

  /// From now on no chunk of the upload is taken.
  /// - Throws: NOT_FOUND, FAILED_PRECONDITION (IMPORT_USED).
  func begin(_ batch: UUID128, by actor: Requester) async throws {
    try await database.transaction { transaction in
      guard let standing = try await transaction.first(UndoStatements.lock(batch)) else {
        throw Refusals.importNotFound
      }
      guard standing.state == "TAKING" else { return }
      if standing.isUsed { throw Refusals.importUsed }
      try await transaction.execute(UndoStatements.begin(batch))
      try await transaction.execute(
        audit.entry(actor, .importUndone, AuditObject("import", batch)))
    }
  }

  /// Takes back what the upload did to some of its people.
  /// - Returns: whether there may be more.
  func step(_ batch: UUID128, _ used: Used) async throws -> Bool {
    let traces = try await database.query(UndoStatements.next(batch, Self.stepSize))
    if traces.isEmpty {
      try await database.execute(UndoStatements.end(batch))
      return false
    }
    let made = traces.filter { $0.isMade && !$0.isElsewhere && $0.version > 0 }.map(\.userID)
    let busy = made.isEmpty ? [] : try await used(made)
    try await feed.transaction { transaction in
      let ours = Set(
        try await transaction.query(UndoStatements.claim(batch, traces.map(\.userID))))
      let traces = traces.filter { ours.contains($0.userID) && $0.version > 0 }
      let gone = traces.filter { $0.isMade && !$0.isElsewhere && !busy.contains($0.userID) }
      let filled = traces.filter { !$0.isMade }
      let removed = try await transaction.query(
        UndoStatements.unmake(gone.map(\.userID), gone.map(\.version)))
      let restored = try await transaction.query(
        UndoStatements.restore(
          filled.map(\.userID), filled.map(\.version), filled.map(\.filled)))
      let entries =
        try removed.map { id in
          try FeedEntry(id, UserChanged(id: id.description, state: .purged))
        } + restored.map { try FeedEntry($0.id, $0.changed) }
      if !entries.isEmpty { try await transaction.execute(feed.publish(entries)) }
      try await transaction.execute(
        UndoStatements.count(
          batch, Int32(removed.count), Int32(restored.count),
          Int32(ours.count - removed.count - restored.count)))
    }
    return true
  }

  /// Goes on with every undoing that has not come to its end.
  func finish(_ used: Used) async throws {
    for batch in try await database.query(UndoStatements.unfinished()) {
      while try await step(batch, used) {}
    }
  }
}
