internal import Contracts
internal import Daemon
internal import Identity
internal import Outbox
internal import Postgres
internal import RPC

// Phones: codes sent, and taken.
extension AccountStore {
  /// Sends a code to a number; the one sent before counts no more.
  /// - Returns: nil, or how long to wait where too many were sent already.
  func send(
    to phone: String, for id: UUID128, _ counted: [[UInt8]: Throttle]
  ) async throws -> Duration? {
    let code = PhoneCode.text(.random(in: 0..<1_000_000))
    let life = PhoneCode.life
    let message = try OutboxMessage.text(
      "phone:\(UUID128.v7())", to: phone, body: letters.code(code), person: id,
      life: .seconds(life))
    return try await auth.database.transaction { transaction in
      if let pause = try await auth.count(counted, transaction) { return pause }
      let digest = auth.keys.phone(id, phone, code)
      try await transaction.execute(AccountStatements.keepCode(id, phone, digest, Double(life)))
      try await transaction.execute(outbox.enqueue(message))
      return nil
    }
  }

  /// Makes the number that the code was sent to the person's, and proven.
  /// - Throws: INVALID_ARGUMENT (CODE_INVALID), ALREADY_EXISTS (PHONE_TAKEN).
  func verify(_ code: String, of id: UUID128) async throws -> Person {
    do {
      let person = try await auth.feed.transaction { transaction -> Person? in
        let query = AccountStatements.lockCode(id, PhoneCode.attempts)
        guard let row = try await transaction.first(query) else { return nil }
        guard Secret(auth.keys.phone(id, row.phone, code)) == Secret(row.digest) else {
          try await transaction.execute(AccountStatements.missCode(id))
          return nil
        }
        try await transaction.execute(AccountStatements.dropCode(id))
        let proven = try await transaction.first(AccountStatements.provePhone(id, row.phone))
        guard let proven else { return nil }
        try await auth.people.publish([proven], transaction)
        return proven
      }
      guard let person else { throw Refusals.code }
      return person
    } catch let error as PostgresError {
      throw Refusals.taken(error) ?? error
    }
  }

  // MARK: What nobody needs any more

  /// Forgets tokens and codes that are too old.
  func forget() async throws {
    try await auth.database.execute(AccountStatements.purgeTokens(5000))
    try await auth.database.execute(AccountStatements.purgeCodes())
  }
}
