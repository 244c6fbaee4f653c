internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

// How people leave for good.
extension Store {
  /// Erases a person, or purges them: everything held about them here goes now, and the feed tells
  /// the others. For somebody who is gone already the feed tells it again.
  /// - Throws: NOT_FOUND, FAILED_PRECONDITION (LAST_ADMIN), PERMISSION_DENIED.
  func delete(_ id: UUID128, purge: Bool, by actor: Requester) async throws {
    let asker = actor.principal.flatMap { UUID128($0.userID) }
    try await feed.transaction { transaction in
      let locked = try await transaction.query(Statements.lockForEnd(id))
      let standing = StandingChange(
        userID: id, isActiveAdmin: locked.contains { $0.id == id && $0.isActiveAdmin },
        admins: Set(locked.filter(\.isActiveAdmin).map(\.id)), asker: asker)
      do throws(StandingRefusal) { try standing.checkDeletion(purge: purge) } catch {
        throw Refusals.of(error)
      }
      guard let gone = try await transaction.first(DeletionStatements.forget(id, purge)) else {
        throw Refusals.notFound
      }
      if gone.isNews {
        try await transaction.execute(
          audit.entry(actor, purge ? .purged : .erased, .user(id)))
      }
      let state = gone.purged ? UserChanged.State.purged : .erased
      let changed = UserChanged(
        id: id.description, state: state, tokenEpoch: gone.tokenEpoch)
      _ = try await transaction.batch(
        access.keep(Standing(epoch: gone.tokenEpoch, isActive: false), of: id),
        feed.publish([try FeedEntry(id, changed)]))
    }
  }
}

enum DeletionStatements {
  static let all: [any Preparable] = [forget]

  /// No row: nobody has or had the id.
  static let forget = Statement<Gone, UUID128, Bool>(
    "users.forget", "SELECT token_epoch, purged, is_news FROM users.forget($1, $2)",
    Gone.columns, on: .leased)
}

/// What is left of a person.
struct Gone: Sendable {
  let tokenEpoch: Int64
  let purged: Bool
  /// Gone, or purged, by this very call.
  let isNews: Bool
  static let columns = Columns(
    ["token_epoch", "purged", "is_news"], Gone.init(tokenEpoch:purged:isNews:))
}
