internal import Contracts
internal import Daemon
internal import Identity
internal import Logging
internal import Postgres
internal import RPC

/// The room's transactions.
struct Store: Sendable {
  let database: Database
  let feed: Feed
  let idempotency: IdempotencyStore
  let access: Access
  let audit: Audit

  init(_ daemon: Daemon) {
    database = daemon.database
    feed = daemon.feed
    idempotency = daemon.idempotency
    access = daemon.access
    audit = daemon.audit
  }

  // MARK: Reads

  func find(_ id: UUID128) async throws -> Person? {
    try await database.first(Statements.find(id))
  }

  func find(_ ids: [UUID128]) async throws -> [Person] {
    try await database.query(Statements.findMany(ids))
  }

  func find(email: String) async throws -> Person? {
    try await database.first(Statements.findByEmail(email))
  }

  // MARK: Writes

  /// Adds a person once per idempotency key.
  /// - Throws: ALREADY_EXISTS, with reason EMAIL_TAKEN or PHONE_TAKEN and whose it is.
  func create(_ draft: Draft, by actor: Requester, _ call: CallContext) async throws -> User {
    try await idempotency.run(call) { transaction in
      let person = try await insert(draft, transaction)
      if draft.role > .participant {
        try await transaction.execute(
          audit.entry(actor, .roleChanged, .user(person.id), ["to": .word(draft.role)]))
      }
      return person.user
    }
  }

  private func insert(_ draft: Draft, _ transaction: Transaction) async throws -> Person {
    let profile = draft.profile
    let person = try await transaction.first(
      Statements.create(
        .v7(), profile.email, profile.phone, draft.passwordHash, profile.firstName,
        profile.lastName, draft.role, profile.bio, profile.picture, profile.interests))
    guard let person else { throw try await taken(profile, transaction) }
    try await publish([person], transaction)
    return person
  }

  private func taken(_ profile: Profile, _ transaction: Transaction) async throws -> Status {
    let holders = try await transaction.query(
      Statements.holders(profile.email, profile.phone))
    if let email = profile.email, let holder = holders.first(where: { $0.email == email }) {
      return Refusals.emailTaken([("user_id", holder.id.description)])
    }
    guard let holder = holders.first else {
      return Status(.aborted, "others changed the same; repeat it")
    }
    return Refusals.phoneTaken([
      ("user_id", holder.id.description), ("has_email", holder.email == nil ? "false" : "true"),
    ])
  }

  /// Changes what the edit names. What is so already is left alone, also when it was this very
  /// call, answered to nobody, that made it so.
  /// - Throws: NOT_FOUND, FAILED_PRECONDITION (VERSION_MISMATCH and others), ALREADY_EXISTS.
  func update(_ id: UUID128, _ edit: ProfileEdit, expected: Int64) async throws -> User {
    do {
      return try await feed.transaction { transaction in
        guard let person = try await transaction.first(Statements.lock(id)) else {
          throw Refusals.notFound
        }
        let before = Profile(person)
        let after = try edit.applied(to: before, hasPassword: person.hasPassword)
        let version = person.user.version
        let isRepeat = after == before && version == expected &+ 1
        if expected != 0, version != expected, !isRepeat {
          throw Refusals.versionMismatch(version)
        }
        if after == before { return person.user }
        let edited = try await transaction.first(
          Statements.update(
            id, after.email, after.phone, after.firstName, after.lastName, after.bio,
            after.picture, after.interests))
        guard let edited else { throw Refusals.notFound }
        if let email = after.email, email != before.email, person.hasPassword {
          try await transaction.execute(
            AccountStatements.ask(.v7(), .resend, email, nil, "", ""))
        }
        try await publish([edited], transaction)
        return edited.user
      }
    } catch let error as PostgresError {
      throw Refusals.taken(error) ?? error
    }
  }

  func publish(_ people: [Person], _ transaction: Transaction) async throws {
    let entries = try people.map { try FeedEntry($0.id, $0.changed) }
    try await transaction.execute(feed.publish(entries))
  }
}
