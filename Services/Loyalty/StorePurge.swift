internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

// What becomes of a purged person's points. Of an erased one nothing here tells more than the id.
extension Store {
  func applyUser(_ change: Change, _ transaction: Transaction) async throws {
    guard change.kind == "UserChanged" else { return }
    let user = try UserChanged.decode(change.payload)
    guard user.state == .purged else { return }
    guard let id = UUID128(user.id) else { throw Status.invalid("id", "must be a UUID") }
    try await transaction.execute(PurgeStatements.purge(PatronID(rawValue: id)))
  }

  /// Removes what was written of purged people by changes that were applied at the same time.
  func purgeLeftovers() async throws {
    for patron in try await database.query(PurgeStatements.leftovers()) {
      try await database.execute(PurgeStatements.purge(patron))
    }
  }
}

enum PurgeStatements {
  static let all: [any Preparable] = [purge, isPurged, leftovers]

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
    """, Columns(["patron_id"]) { (patron: PatronID) in patron }, on: .leased)
}
