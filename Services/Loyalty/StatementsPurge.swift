internal import Postgres

/// What goes with purged people.
enum PurgeStatements {
  static let all: [any Preparable] = [purge, isPurged, leftovers, erase]

  static let purge = Statement<Void, PatronID>(
    "accounts.purge", "SELECT FROM loyalty.purge_person($1)", on: .leased)

  static let isPurged = Statement<Bool, PatronID>(
    "accounts.is_purged",
    "SELECT EXISTS (SELECT FROM loyalty.purged WHERE patron_id = $1) AS purged",
    Columns(["purged"]) { (purged: Bool) in purged }, on: .leased)

  static let leftovers = Statement<PatronID>(
    "accounts.purged_leftovers",
    """
    SELECT p.patron_id FROM loyalty.purged AS p
    WHERE EXISTS (SELECT FROM loyalty.accounts AS a WHERE a.patron_id = p.patron_id)
      OR EXISTS (SELECT FROM loyalty.preferences AS f WHERE f.patron_id = p.patron_id)
    """, Columns(["patron_id"]) { (patron: PatronID) in patron }, on: .leased)

  /// Whoever is erased is told nothing more, and shown to nobody; what people wrote of them goes.
  static let erase = Statement<Void, PatronID>(
    "accounts.erase", "SELECT FROM loyalty.erase_person($1)", on: .leased)
}
