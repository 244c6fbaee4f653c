internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

/// Answers the calls about signing in.
struct AuthHandlers: AuthService {
  let store: Store
  let desk: Desk
  let access: Access

  func login(_ request: LoginRequest, _ call: CallContext) async throws -> LoginResponse {
    let credentials = try await credentials(request.email)
    // Whatever is wrong, one password is checked and one answer given.
    guard let hash = try await desk.check(request.password, credentials), let known = credentials,
      let person = try await store.signedIn(known, hash)
    else {
      // Whoever guesses addresses gets one line a minute, however many they try.
      store.audit.count(
        .anonymous, .signInFailed, credentials.map { .user($0.id) } ?? AuditObject("user"))
      throw Refusals.login
    }
    return LoginResponse(
      accessToken: try desk.token(for: person, now: .now), tokenType: "Bearer",
      expiresIn: Int32(TokenIssuer.lifetime), user: person.user)
  }

  func getKeySet(_ request: GetKeySetRequest, _ call: CallContext) async throws -> Contracts.KeySet
  {
    try await store.keySet()
  }

  /// Nil for an unknown address, and for what is no address at all.
  private func credentials(_ email: String) async throws -> Credentials? {
    try await store.credentials(Rules.address(email) ?? "")
  }
}
