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
      }
      last = end
    }
  }
}

extension Statements {
  static let purges: [any Preparable] = [
    purgePerson, purgeEvent, purgedLeftovers, copiedUsers,
  ]

  static let purgePerson = Statement<Void, UUID128>(
    "purge.person", "SELECT FROM attendance.purge_person($1)", on: .leased)

  static let purgeEvent = Statement<Void, UUID128>(
    "purge.event", "SELECT FROM attendance.purge_event($1)", on: .leased)

  static let purgedLeftovers = Statement<UUID128>(
    "purge.leftovers",
    """
    SELECT u.id FROM attendance.users AS u
    WHERE u.state = 'PURGED'
      AND EXISTS (SELECT FROM attendance.attendance AS a WHERE a.patron_id = u.id)
    """, Columns(["id"]) { (id: UUID128) in id }, on: .leased)

  /// People whom users is to know, after an id.
  static let copiedUsers = Statement<UUID128, UUID128, Int64>(
    "purge.copied_users",
    """
    SELECT id FROM attendance.users
    WHERE id > $1 AND state IN ('ACTIVE', 'DEACTIVATED') ORDER BY id LIMIT $2
    """, Columns(["id"]) { (id: UUID128) in id }, on: .leased)
}
