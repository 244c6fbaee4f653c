internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

extension Store {
  /// Takes claims over that were made elsewhere: which of the rows changed anything. A row that an
  /// upload brought before is answered as then and has no effect.
  ///
  /// - Parameter rows: a person comes once.
  func takeOver(
    _ rows: [BatchRow], of batch: UUID128, at id: EventID, _ viewer: Viewer
  ) async throws -> [UserID: Bool] {
    let people = rows.map(\.userID)
    return try await feed.transaction { transaction in
      let (events, claims, done) = try await transaction.batch(
        EventStatements.lock(id), EnrollmentStatements.ofPeople(id, people),
        Statements.batchRows(batch, id, people))
      guard var event = events.first else { throw Refusal.notFound("event") }
      if !viewer.runs(event) {
        try viewer.checkRuns(event, claim: try await claim(id, viewer.userID))
      }
      var results = Dictionary(
        done.map { ($0.userID, $0.changed) }, uniquingKeysWith: { first, _ in first })
      let fresh = rows.filter { results[$0.userID] == nil }
      if fresh.isEmpty { return results }
      let changed = try await write(fresh, over: claims, &event, transaction)
      for row in fresh { results[row.userID] = changed.contains(row.userID) }
      _ = try await transaction.batch(
        Statements.keepBatchRows(
          batch, id, fresh.map(\.userID), fresh.map { changed.contains($0.userID) }),
        audit.entry(
          viewer.actor, .imported, .event(id.rawValue),
          ["batch": .id(batch), "changed": .number(changed.count)]))
      return results
    }
  }

  /// Writes the rows that change something, then lets people move up into what came free.
  private func write(
    _ rows: [BatchRow], over claims: [EnrollmentRecord], _ event: inout EventRecord,
    _ transaction: Transaction
  ) async throws -> Set<UserID> {
    let now = clock()
    let byPerson = Dictionary(claims.map { ($0.userID, $0) }, uniquingKeysWith: { a, _ in a })
    var records: [EnrollmentRecord] = []
    for row in rows {
      let old = byPerson[row.userID]
      guard let status = row.verdict(old?.status) else { continue }
      records.append(event.takeOver(row, status, replacing: old, now, newID: .v7()))
    }
    if records.isEmpty { return [] }
    let news = records.map { SeatNews(claim: $0, cause: .takenOver) }
    try await settle(news, &event, now, transaction)
    return Set(records.map(\.userID))
  }

  /// How long an upload can be repeated without effect.
  private static let batchMemory: Int64 = 30 * 86_400_000_000

  func purgeBatches() async throws {
    let limit = Instant(microseconds: clock().microseconds - Self.batchMemory)
    try await database.execute(Statements.purgeBatchRows(limit, 5000))
  }
}
