import Contracts
import Daemon
import Postgres
import RPC

// What becomes of purged people's presences, and of what is gone with an event.
extension Store {
  /// Removes what was written of purged people by calls that had begun before.
  func purgeLeftovers() async throws {
    for person in try await database.query(Statements.purgedLeftovers()) {
      try await database.execute(Statements.purgePerson(person))
    }
  }

  /// Whom users no longer knows, of those known here: what names them goes.
  func forgetTheGone() async throws {
    var last = UUID128(high: 0, low: 0)
    while true {
      let ids = try await database.query(Statements.copiedUsers(last, 200))
      guard let end = ids.last else { return }
      let known = Set(try await owners.users(ids).compactMap { UUID128($0.id) })
      for id in ids where !known.contains(id) {
        try await database.execute(
          Statements.keepUser(id, UserChanged.State.erased.name, "", ""))
        try await database.execute(Statements.forgetReasons(id))
      }
      last = end
    }
  }
}
