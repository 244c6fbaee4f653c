import Contracts
import Daemon
import Identity
import Postgres
import RPC

extension Store {
  /// Makes a key known to every replica: all that are known then.
  func announce(_ key: PublicKey) async throws -> [String: PublicKey] {
    try await database.execute(Statements.keepPassKey(key.shortID, key.bytes))
    return try await passKeys()
  }

  /// Every key that signs passes or did.
  func passKeys() async throws -> [String: PublicKey] {
    let rows = try await database.query(Statements.passKeys())
    return Dictionary(
      rows.compactMap { row in PublicKey(row.bytes).map { (row.id, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The number that a person's passes for an event bear now.
  func issuePass(_ eventID: UUID128, _ patronID: UUID128) async throws -> Int32 {
    guard let number = try await database.first(Statements.issuePass(eventID, patronID)) else {
      preconditionFailure("an upsert answers its row")
    }
    return number
  }

  /// Takes back what was given out; the one who does it is on record.
  func revokePasses(
    _ eventID: UUID128, _ patronID: UUID128, by actor: AuditActor
  ) async throws {
    try await database.transaction { transaction in
      guard try await transaction.execute(Statements.revokePasses(eventID, patronID)) > 0 else {
        return
      }
      try await transaction.execute(
        audit.entry(actor, .passesRevoked, .event(eventID), ["user": .id(patronID)]))
    }
  }

  /// Refuses a pass to who is not expected at the event; events is asked for what is lacking.
  func checkExpected(_ patronID: UUID128, at eventID: UUID128) async throws {
    if try await database.first(Statements.existing(eventID, [patronID])) != nil { return }
    let found = try await owners.enrollment(event: eventID, user: patronID)
    guard let found, found.status == .enrolled else { throw Status.notExpected }
    try await apply(found)
  }

  /// Refuses who is not there or takes part no more; users is asked for what is lacking.
  func checkPerson(_ id: UUID128) async throws {
    if let person = try await person(id), person.isActive { return }
    guard let user = try await owners.user(id) else { throw Status.unknownUser }
    try await learn([user])
    guard user.active else { throw Status.unknownUser }
  }
}
