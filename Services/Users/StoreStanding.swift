internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

/// How a role or state is written, whether the person is an active administrator afterwards, and
/// what is recorded.
struct StandingEdit: Sendable {
  let write: Query<Person>
  let remains: Bool
  let action: AuditAction
  var facts: AuditFacts = [:]
}

// Who takes part, and as what. All of these lock the active administrators in one order, so that of
// several at once each sees what the one before it left.
extension Store {
  /// Shuts a person out; who is out already stays so for the first reason.
  /// - Throws: NOT_FOUND, FAILED_PRECONDITION (LAST_ADMIN, ONESELF), PERMISSION_DENIED.
  func deactivate(_ id: UUID128, _ reason: String, by asker: Requester) async throws -> User {
    try await change(id, by: asker) { person in
      !person.user.active
        ? nil
        : StandingEdit(
          write: Statements.deactivate(id, reason), remains: false, action: .deactivated)
    }
  }

  /// Lets a person take part again.
  /// - Throws: NOT_FOUND, PERMISSION_DENIED.
  func reactivate(_ id: UUID128, by asker: Requester) async throws -> User {
    try await change(id, by: asker) { person in
      person.user.active
        ? nil
        : StandingEdit(write: Statements.reactivate(id), remains: true, action: .reactivated)
    }
  }

  /// Gives a person another role. Tokens that say the old one are void.
  /// - Throws: NOT_FOUND, FAILED_PRECONDITION (LAST_ADMIN, ONESELF), PERMISSION_DENIED.
  func setRole(_ id: UUID128, _ role: Role, by asker: Requester) async throws -> User {
    try await change(id, by: asker) { person in
      let before = try Role.of(person.user.role) ?? .participant
      return before == role
        ? nil
        : StandingEdit(
          write: Statements.setRole(id, role), remains: role == .admin && person.user.active,
          action: .roleChanged, facts: ["from": .word(before), "to": .word(role)])
    }
  }

  /// - Parameter change: nil leaves everything as it is.
  private func change(
    _ id: UUID128, by actor: Requester,
    _ change: @Sendable (Person) throws -> StandingEdit?
  ) async throws -> User {
    let asker = actor.principal.flatMap { UUID128($0.userID) }
    return try await feed.transaction { transaction in
      let locked = try await transaction.query(Statements.lockForEnd(id))
      guard let person = locked.first(where: { $0.id == id }) else { throw Refusals.notFound }
      let admins = Set(locked.filter(\.isActiveAdmin).map(\.id))
      let standing = StandingChange(
        userID: id, isActiveAdmin: person.isActiveAdmin, admins: admins, asker: asker)
      guard let change = try change(person) else {
        if let asker, !admins.contains(asker) { throw Access.denied }
        return person.user
      }
      do throws(StandingRefusal) { try standing.check(remains: change.remains) } catch {
        throw Refusals.of(error)
      }
      guard let changed = try await transaction.first(change.write) else {
        throw Refusals.notFound
      }
      let now = Standing(epoch: changed.tokenEpoch, isActive: changed.user.active)
      _ = try await transaction.batch(
        access.keep(now, of: id),
        audit.entry(actor, change.action, .user(id), change.facts))
      try await publish([changed], transaction)
      return changed.user
    }
  }
}
