internal import Contracts
internal import Daemon
internal import Identity
internal import Logging
internal import Outbox
internal import Postgres
internal import RPC

/// The transactions of accounts: asked for, opened, proven, opened again.
struct AccountStore: Sendable {
  let auth: AuthStore
  let idempotency: IdempotencyStore
  let outbox: Outbox
  let letters: Letters
  let notes: AuthNotes
  let log: Logger

  private var database: Database { auth.database }
  private var keys: AuthKeys { auth.keys }

  // MARK: Asking

  /// Something that is asked for by mail.
  struct Asking: Sendable {
    let purpose: Purpose
    let email: String
    var hash: String?
    var firstName = ""
    var lastName = ""
  }

  /// Notes what is asked for and looks at nothing else, so that it takes the same for everybody.
  /// - Returns: nil, or how long to wait where too much was asked for already.
  func ask(_ asking: Asking, _ counted: [[UInt8]: Throttle]) async throws -> Duration? {
    try await database.transaction { transaction in
      if let pause = try await auth.count(counted, transaction) { return pause }
      try await transaction.execute(
        AccountStatements.ask(
          .v7(), asking.purpose, asking.email, asking.hash, asking.firstName, asking.lastName))
      return nil
    }
  }

  // MARK: Answering

  /// Mails to whoever asked, as far as there is anything to say.
  func answer() async throws {
    let batch: Int64 = 20
    while try await answer(batch) == batch {}
  }

  private func answer(_ batch: Int64) async throws -> Int64 {
    try await database.transaction { transaction in
      let rows = try await transaction.query(AccountStatements.lockAsked(batch))
      for row in rows { try await answer(row, transaction) }
      if !rows.isEmpty {
        try await transaction.execute(AccountStatements.dropAsked(rows.map(\.id)))
      }
      return Int64(rows.count)
    }
  }

  private func answer(_ row: AskedRow, _ transaction: Transaction) async throws {
    let person = try await transaction.first(Statements.findByEmail(row.email))
    let pending =
      row.purpose == .resend
      ? try await transaction.first(AccountStatements.pending(row.email)) : nil
    let holder = person.map {
      Reply.Holder(
        isActive: $0.user.active, hasPassword: $0.hasPassword, isVerified: $0.user.emailVerified)
    }
    guard let reply = Reply.to(row.purpose, holder, isPending: pending != nil) else { return }
    let token = reply.token == nil ? nil : RandomToken.random()
    let letter: OutboxMessage
    do throws(OutboxMessage.Unfit) {
      letter = try .mail(
        "account:\(row.id)", to: row.email, subject: letters.subject(reply),
        body: letters.body(reply, token), person: person?.id,
        life: .seconds(reply.token?.life ?? TokenPurpose.register.life))
    } catch {
      // An address that no mail can go to: said to nobody, for it would tell who is known.
      return log.warning("no mail", metadata: ["request": "\(row.id)", "rule": "\(error.rule)"])
    }
    if let token, let purpose = reply.token {
      let isNew = purpose == .register
      let digest = token.digest(keys.oneTime)
      try await transaction.execute(
        AccountStatements.give(
          digest, purpose, isNew ? nil : person?.id, isNew ? 0 : person?.tokenEpoch ?? 0,
          row.email, isNew ? pending?.hash ?? row.hash : nil, pending?.firstName ?? row.firstName,
          pending?.lastName ?? row.lastName, Double(purpose.life)))
    }
    try await transaction.execute(outbox.enqueue(letter))
  }

  // MARK: Tokens

  /// Makes or claims the account, or proves the address, that the token is for.
  /// - Throws: INVALID_ARGUMENT (TOKEN_INVALID).
  func verify(_ token: RandomToken, _ call: CallContext) async throws -> VerifyEmailResponse {
    try await once(call) { transaction in
      let row = try await take(token, [.register, .verifyEmail], transaction)
      let person: Person? =
        if let id = row.userID {
          try await transaction.first(AccountStatements.prove(id, row.email))
        } else {
          try await register(row, transaction)
        }
      guard let person else { throw Refusals.token }
      try await auth.people.publish([person], transaction)
      notes.note(.verifyEmail, .done, of: person.id)
      return VerifyEmailResponse(email: person.user.email)
    }
  }

  private func register(_ row: TokenRow, _ transaction: Transaction) async throws -> Person? {
    guard let hash = row.hash else { return nil }
    try await transaction.execute(AccountStatements.dropRegistrations(row.email))
    if let known = try await transaction.first(Statements.lockByEmail(row.email)) {
      return try await transaction.first(
        AccountStatements.claim(known.id, hash, row.firstName, row.lastName))
    }
    let made = try await transaction.first(
      AccountStatements.open(.v7(), row.email, hash, row.firstName, row.lastName))
    guard let made else { throw Status(.aborted, "somebody has just taken the address; repeat it") }
    return made
  }

  /// Sets another password; all access given out before ends.
  /// - Throws: INVALID_ARGUMENT (TOKEN_INVALID).
  func reset(
    _ token: RandomToken, to hash: String, _ call: CallContext
  ) async throws -> ResetPasswordResponse {
    try await once(call) { transaction in
      let row = try await take(token, [.resetPassword], transaction)
      guard let id = row.userID,
        let person = try await transaction.first(
          AccountStatements.resetPassword(id, row.email, row.epoch, hash))
      else { throw Refusals.token }
      // Whoever has the mail need not wait for what others have guessed.
      let throttled = keys.throttled(account: row.email, address: nil)
      try await transaction.execute(AuthStatements.forgetTally(throttled.account))
      try await auth.endAccess(of: person, transaction)
      try await transaction.execute(
        auth.people.audit.entry(.user(person.id), .passwordChanged, .user(person.id)))
      notes.note(.resetPassword, .done, of: person.id)
      return ResetPasswordResponse()
    }
  }

  /// Runs `body` in a transaction; with an idempotency key, a repeat gets the same answer.
  private func once<Response: Message>(
    _ call: CallContext, _ body: @Sendable (Transaction) async throws -> Response
  ) async throws -> Response {
    if call.idempotencyKey.isEmpty { return try await auth.feed.transaction(body) }
    return try await idempotency.run(call, body)
  }

  private func take(
    _ token: RandomToken, _ purposes: [TokenPurpose], _ transaction: Transaction
  ) async throws -> TokenRow {
    let digest = token.digest(keys.oneTime)
    _ = try await transaction.query(AccountStatements.lockTokens(digest))
    guard let row = try await transaction.first(AccountStatements.take(digest, purposes)) else {
      throw Refusals.token
    }
    return row
  }
}
