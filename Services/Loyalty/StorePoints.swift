internal import Postgres

// What people see and want of their points, and what is moved by hand.
extension Store {
  /// What a person had at a moment that has passed, itself included.
  func balance(_ patron: PatronID, at moment: Moment) async throws -> PastBalance {
    try await database.first(PointsStatements.balanceAt(patron, moment))
      ?? PastBalance(total: 0, due: 0)
  }

  func wishes(_ patron: PatronID) async throws -> Wishes {
    try await database.first(PointsStatements.preferences(patron)) ?? Wishes()
  }

  /// Changes what is not nil; nil for who is to have nothing any more.
  func wish(leaderboard: Bool?, expiryNotices: Bool?, _ patron: PatronID) async throws -> Wishes? {
    try await database.first(PointsStatements.prefer(patron, leaderboard, expiryNotices))
  }

  /// Gives points or takes them, in the transaction given, with its line in the record.
  /// - Returns: the line; nil for who was purged.
  /// - Throws: `Refusal`.
  func adjust(
    _ posting: Posting, record: Query<Void>, now: Moment, _ transaction: Transaction
  ) async throws -> Entry? {
    let account = try await post([posting], now: now, transaction)[posting.patron]
    let (_, purged, lines) = try await transaction.batch(
      record, PurgeStatements.isPurged(posting.patron),
      Statements.statement(posting.patron, .max, 100))
    guard account != nil, purged.first != true else { return nil }
    return lines.first { $0.id == posting.id }
  }
}
