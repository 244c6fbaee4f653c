internal import Contracts
internal import Daemon
internal import OpenID
internal import Postgres
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

extension AuthHandlers {
  func loginExternal(
    _ request: LoginExternalRequest, _ call: CallContext
  ) async throws -> LoginResponse {
    guard let outside else { throw Refusals.externalOff }
    let client = Client(access, call)
    let device = try judged { () throws(Unfit) in try Rules.device(request.deviceName) }
    do {
      let claims = try await outside.judge(
        request.token, now: Instant.now.microseconds / 1_000_000)
      let external = try ExternalPerson(claims, of: outside.issuer)
      let found = try await store.people.findOrCreate(external).user?.id ?? ""
      let opened = try await store.signIn(
        try Self.id(found), as: external.name,
        device: device.isEmpty ? client.agent : device,
        address: client.address)
      // Shut out, or unlinked this very moment.
      guard let opened else { throw Refusals.externalToken }
      notes.note(.external, .done, of: opened.person.id)
      return try answer(opened)
    } catch {
      notes.note(.external, .refused, of: nil)
      throw error
    }
  }
}

extension ExternalPerson {
  /// - Throws: UNAUTHENTICATED when the subject is nothing that can be kept.
  init(_ claims: OpenIDClaims, of issuer: String) throws {
    do throws(Unfit) {
      self.init(
        claimed: try ExternalName(checked: issuer, claims.subject),
        email: claims.isEmailVerified ? claims.email : "", firstName: claims.firstName,
        lastName: claims.lastName)
    } catch { throw Refusals.externalToken }
  }
}
