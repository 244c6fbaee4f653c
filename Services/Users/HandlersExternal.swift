internal import Contracts
internal import Daemon
internal import RPC

// People as outside identity providers know them. Whoever calls has verified what it says.
extension UsersHandlers {
  func linkExternalId(
    _ request: LinkExternalIdRequest, _ call: CallContext
  ) async throws -> User {
    try await access.require(.admin, or: ["ctl"], call)
    let name = try ExternalName(issuer: request.issuer, subject: request.subject)
    return try await store.link(try Self.id(request.id), name)
  }

  func unlinkExternalId(
    _ request: UnlinkExternalIdRequest, _ call: CallContext
  ) async throws -> User {
    try await access.require(.admin, or: ["ctl"], call)
    return try await store.link(try Self.id(request.id), nil)
  }

  func findOrCreateExternalUser(
    _ request: FindOrCreateExternalUserRequest, _ call: CallContext
  ) async throws -> ExternalUser {
    try await access.require(services: ["ctl"], call)
    return try await store.findOrCreate(try ExternalPerson(request))
  }
}
