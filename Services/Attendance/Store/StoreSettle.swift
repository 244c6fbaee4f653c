import Contracts
import Daemon
import Postgres
import RPC

extension Store {
  /// How many presences change in one transaction.
  private static let portion: Int64 = 500

  /// Does what is due at doors that are shut: who is still inside has left unseen, and who was
  /// expected did not come. Each happens once, whichever replica runs it.
  func settleShutDoors(now: Instant) async throws {
    for event in try await database.query(Statements.unsettled(now, 100)) {
      while try await settle(event, now: now) {}
    }
  }

  /// Settles a portion of one event.
  /// - Returns: whether there may be more.
  private func settle(_ id: UUID128, now: Instant) async throws -> Bool {
    try await feed.transaction { transaction in
      let (_, events) = try await transaction.batch(
        Statements.lockDoor(id), Statements.events([id]))
      // Meanwhile the event may have got a later end.
      guard let event = events.first, let shutsAt = event.shutsAt, shutsAt <= now else {
        return false
      }
      let left = try await transaction.first(Statements.closeStays(id, shutsAt)) ?? 0
      // Nobody misses an event that was called off.
      let missed =
        event.canceledAt == nil
        ? try await transaction.query(Statements.missNoShows(id, Self.portion)) : []
      if left > 0 || !missed.isEmpty {
        let entries = try missed.map { try FeedEntry($0, at: event) }
        _ = try await transaction.batch(
          Statements.moveLive([id], [-left], [0]), feed.publish(entries))
      }
      let isMore = missed.count == Int(Self.portion)
      if !isMore { try await transaction.execute(Statements.settle(id)) }
      return isMore
    }
  }
}
