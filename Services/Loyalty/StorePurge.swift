internal import Contracts
internal import Daemon
internal import Outbox
internal import Postgres
internal import RPC

// What becomes of a purged person's points. Of an erased one nothing here tells more than the id:
// what people wrote of them is wiped, what counts stays.
extension Store {
  private static let forgetMessages = Outbox.forgetting(of: "loyalty")

  func applyUser(_ change: Change, _ transaction: Transaction) async throws {
    guard change.kind == "UserChanged" else { return }
    let user = try UserChanged.decode(change.payload)
    guard user.state == .purged || user.state == .erased else { return }
    guard let id = UUID128(user.id) else { throw Status.invalid("id", "must be a UUID") }
    let patron = PatronID(rawValue: id)
    // The account before all else of a person.
    try await transaction.execute(
      user.state == .purged ? PurgeStatements.purge(patron) : PurgeStatements.erase(patron))
    try await transaction.execute(Self.forgetMessages(id))
  }

  /// Removes what was written of purged people by changes that were applied at the same time.
  func purgeLeftovers() async throws {
    for patron in try await database.query(PurgeStatements.leftovers()) {
      try await database.execute(PurgeStatements.purge(patron))
    }
  }
}
