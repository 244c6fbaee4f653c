internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

extension ExternalName {
  /// - Throws: INVALID_ARGUMENT that names the field.
  init(issuer: String, subject: String) throws {
    self = try judged { () throws(Unfit) in try ExternalName(checked: issuer, subject) }
  }
}

extension ExternalPerson {
  /// - Throws: INVALID_ARGUMENT that names the field.
  init(_ request: FindOrCreateExternalUserRequest) throws {
    self = try judged { () throws(Unfit) in try ExternalPerson(checked: request) }
  }
}

// Ties to outside identity providers.
extension Store {
  /// Ties a person to a name, or to none any more.
  /// - Throws: NOT_FOUND, FAILED_PRECONDITION (LINKED_OTHERWISE), ALREADY_EXISTS.
  func link(_ id: UUID128, _ name: ExternalName?) async throws -> User {
    do {
      return try await feed.transaction { transaction in
        guard let person = try await transaction.first(Statements.lock(id)) else {
          throw Refusals.notFound
        }
        let user = person.user
        if user.externalIssuer == name?.issuer ?? "", user.externalId == name?.subject ?? "" {
          return user
        }
        if name != nil, !user.externalId.isEmpty { throw Refusals.linkedOtherwise }
        return try await write(name, to: id, proves: false, transaction).user
      }
    } catch let error as PostgresError {
      throw Refusals.taken(error) ?? error
    }
  }

  private func write(
    _ name: ExternalName?, to id: UUID128, proves: Bool, _ transaction: Transaction
  ) async throws -> Person {
    let linked = try await transaction.first(
      Statements.linkExternal(id, name?.issuer, name?.subject, proves))
    guard let linked else { throw Refusals.notFound }
    try await publish([linked], transaction)
    return linked
  }

  /// The person of that name; several calls at once give one person.
  /// - Throws: ALREADY_EXISTS (EMAIL_TAKEN) when the address is someone's who has not proven it,
  ///   FAILED_PRECONDITION (LINKED_OTHERWISE) when that someone has another name.
  func findOrCreate(_ external: ExternalPerson) async throws -> ExternalUser {
    for _ in 0..<5 {
      do {
        if let found = try await attempt(external) { return found }
      } catch let error as PostgresError {
        // Somebody else has just tied the name: found in the next round.
        guard case .uniqueViolation = error.failure else { throw error }
      }
    }
    throw Status(.aborted, "others change the same; repeat it")
  }

  /// Nil when somebody else was faster.
  private func attempt(_ external: ExternalPerson) async throws -> ExternalUser? {
    let name = external.name
    return try await feed.transaction { transaction in
      if let found = try await transaction.first(
        Statements.findExternal(name.issuer, name.subject))
      {
        return ExternalUser(user: found.user, outcome: .found)
      }
      if let email = external.email,
        let holder = try await transaction.first(Statements.lockByEmail(email))
      {
        // Made by another call of that name since we looked.
        if holder.user.externalIssuer == name.issuer, holder.user.externalId == name.subject {
          return ExternalUser(user: holder.user, outcome: .found)
        }
        try check(holder)
        let linked = try await write(name, to: holder.id, proves: true, transaction)
        return ExternalUser(user: linked.user, outcome: .linked)
      }
      guard external.canBeMade else { throw Refusals.externalNameless }
      let made = try await transaction.first(
        Statements.createExternal(
          .v7(), external.email, external.firstName, external.lastName, name.issuer,
          name.subject))
      guard let made else { return nil }
      try await publish([made], transaction)
      return ExternalUser(user: made.user, outcome: .created)
    }
  }

  private func check(_ holder: Person) throws {
    let verdict = ExternalPerson.verdict(
      isLinked: !holder.user.externalId.isEmpty, hasPassword: holder.hasPassword,
      isVerified: holder.user.emailVerified)
    switch verdict {
    case .link: return
    case .unproven: throw Refusals.emailTaken()
    case .linkedOtherwise: throw Refusals.linkedOtherwise
    }
  }
}

extension AuthStore {
  /// Opens a session for a person whom the provider vouches for; nil when they may not come in, or
  /// no longer have that name.
  func signIn(
    _ id: UUID128, as name: ExternalName, device: String, address: String
  ) async throws -> Opened? {
    try await database.transaction { transaction in
      guard
        let person = try await transaction.first(
          Statements.signedInExternal(id, name.issuer, name.subject))
      else { return nil }
      return try await open(
        for: person, by: .signedIn, device: device, address: address, transaction)
    }
  }
}
