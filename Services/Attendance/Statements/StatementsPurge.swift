import Postgres

// What goes with purged people and events.
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
