public import Postgres

/// Tells again, in the transaction given, what a reader must find in the feed however late it
/// comes: called when a change of that kind is about to leave.
public typealias FeedRenewal = @Sendable (Transaction) async throws -> Void

// How a feed forgets.
extension Feed {
  private static let purgeLimit: Int64 = 5000

  /// Removes what was made before a time, also what nobody has read.
  ///
  /// What is left begins at one position and has no gap, so that a reader who comes too late
  /// learns of it by that position alone.
  func purge(before time: Instant, renewals: [String: FeedRenewal]) async throws {
    // Unread rows have no position; in a feed without readers nobody else gives them one.
    while try await state().hasFresh { try await stamp() }
    var isMore = true
    while isMore {
      isMore = try await transaction { transaction in
        let kinds = try await transaction.query(statements.purge(time, Self.purgeLimit))
        for kind in Set(kinds).sorted() { try await renewals[kind]?(transaction) }
        return kinds.count == Int(Self.purgeLimit)
      }
    }
  }
}
