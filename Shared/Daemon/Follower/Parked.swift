internal import Contracts
internal import Postgres

// Changes that were parked, tried again.
extension FollowerRun {
  /// Replays the keys that an operator has marked.
  func retryParked() async throws {
    for key in try await database.query(statements.keysToRetry(follower.cursor)) {
      do {
        try await replay(key)
      } catch {
        if Self.isPassing(error) { throw error }
        report(error, "\(follower.cursor): replaying \(key)")
        try await database.execute(
          statements.giveUp(follower.cursor, key, Self.reason(error)))
      }
    }
  }

  /// Applies all parked changes of a key, in order, in one transaction; the first that fails
  /// leaves all of them parked.
  func replay(_ key: UUID128) async throws {
    try await database.transaction { transaction in
      // The follower's own lock: no later change of the key is applied meanwhile.
      _ = try await transaction.query(statements.lock(follower.cursor))
      for row in try await transaction.query(statements.parkedOf(follower.cursor, key)) {
        let change = Change(
          position: row.position, kind: row.kind, key: row.key.description, payload: row.payload,
          createdAt: Timestamp(row.createdAt))
        try await follower.apply([change], transaction)
        try await transaction.execute(statements.unpark(follower.cursor, row.position))
      }
    }
  }
}
