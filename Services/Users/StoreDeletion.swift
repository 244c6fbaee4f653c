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
