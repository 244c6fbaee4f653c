internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

// Who takes part, and as what.
extension UsersHandlers {
  func deactivateUser(_ request: DeactivateUserRequest, _ call: CallContext) async throws -> User {
    let asker = try await administrator(call)
    let id = try Self.id(request.id)
    let reason = try judged { () throws(Unfit) in try Rules.reason(request.reason) }
    return try await store.deactivate(id, reason, by: asker)
  }

  func reactivateUser(_ request: ReactivateUserRequest, _ call: CallContext) async throws -> User {
    let asker = try await administrator(call)
    return try await store.reactivate(try Self.id(request.id), by: asker)
  }

  func setUserRole(_ request: SetUserRoleRequest, _ call: CallContext) async throws -> User {
    let asker = try await administrator(call)
    guard let role = try Role.of(request.role) else { throw Status.invalid("role", "is needed") }
    return try await store.setRole(try Self.id(request.id), role, by: asker)
  }

  func deleteUser(
    _ request: DeleteUserRequest, _ call: CallContext
  ) async throws -> DeleteUserResponse {
    let actor = try await signedIn(call)
    let id = try Self.id(request.id)
    guard Rights.sees(actor, id.description) else { throw Refusals.notFound }
    guard Rights.deletes(actor, id.description, purge: request.purge) else { throw Access.denied }
    try await store.delete(id, purge: request.purge, by: actor)
    return DeleteUserResponse()
  }

  func noteRefusal(
    _ request: NoteRefusalRequest, _ call: CallContext
  ) async throws -> NoteRefusalResponse {
    guard let principal = try await access.principal(call) else {
      throw Status(.unauthenticated, "not signed in")
    }
    // A name of the contract and no other: nothing of a person gets into the record.
    guard let method = Schema.contract.method(request.method) else {
      throw Status.invalid("method", "must be an rpc of the contract")
    }
    store.audit.count(AuditActor(.user(principal)), .refused, .method(method.name))
    return NoteRefusalResponse()
  }

  func getUserStats(_ request: GetUserStatsRequest, _ call: CallContext) async throws -> UserStats {
    try await access.require(.organizer, or: ["ctl"], call)
    return try await store.stats()
  }

  /// The administrator who asks, or the operator's tool.
  private func administrator(_ call: CallContext) async throws -> Requester {
    try await access.require(.admin, or: ["ctl"], call)
  }
}
