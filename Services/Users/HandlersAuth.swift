internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

/// Answers the calls about signing in, in the order of the contract.
struct AuthHandlers: AuthService {
  let store: AuthStore
  let accounts: AccountStore
  let desk: Desk
  let access: Access
  let notes: AuthNotes
  let region: PhoneRegion
  /// Nil lets nobody in by another's word.
  let outside: Outside?

  func login(_ request: LoginRequest, _ call: CallContext) async throws -> LoginResponse {
    let client = Client(access, call)
    let device = try judged { () throws(Unfit) in try Rules.device(request.deviceName) }
    let email = Rules.address(request.email)
    // What is no address is counted as it was typed.
    let account = email ?? String(request.email.prefix(255))
    let throttled = desk.keys.throttled(account: account, address: client.network)
    try await checkThrottle(throttled, .signIn)
    let credentials = try await store.credentials(email ?? "")
    // Whatever is wrong, one password is checked and one answer given.
    let hash = try await desk.check(request.password, credentials)
    let outcome = try await store.signIn(
      AuthStore.Attempt(
        credentials: credentials, hash: hash, throttled: throttled,
        device: device.isEmpty ? client.agent : device, address: client.address))
    return try answer(outcome, .signIn, of: credentials?.id, orElse: Refusals.login)
  }

  func refresh(_ request: RefreshRequest, _ call: CallContext) async throws -> LoginResponse {
    let opened: Opened? =
      if let token = RandomToken(request.refreshToken) {
        try await store.refresh(
          token, key: call.idempotencyKey, address: Client(access, call).address)
      } else { nil }
    guard let opened else {
      notes.note(.refresh, .refused, of: nil)
      throw Refusals.refresh
    }
    notes.note(.refresh, .done, of: opened.person.id)
    return try answer(opened)
  }

  func logout(_ request: LogoutRequest, _ call: CallContext) async throws -> LogoutResponse {
    let principal = try await access.principal(call)
    guard principal != nil || !request.refreshToken.isEmpty else {
      throw Status.invalid("refresh_token", "is needed from who is not signed in")
    }
    if let principal {
      let (user, session) = (try Self.id(principal.userID), try Self.id(principal.sessionID))
      // A token that began no session here ends with itself.
      _ = try await store.revoke(session, of: user)
    }
    if let token = RandomToken(request.refreshToken) { try await store.revoke(token) }
    notes.note(.logout, .done, of: try principal.map { try Self.id($0.userID) })
    return LogoutResponse()
  }

  func logoutAll(
    _ request: LogoutAllRequest, _ call: CallContext
  ) async throws -> LogoutAllResponse {
    let id = try await oneself(call).user
    try await store.endAllAccess(of: id)
    notes.note(.logoutAll, .done, of: id)
    return LogoutAllResponse()
  }

  func listSessions(
    _ request: ListSessionsRequest, _ call: CallContext
  ) async throws -> ListSessionsResponse {
    let (user, current) = try await oneself(call)
    return ListSessionsResponse(
      sessions: try await store.sessions(of: user).map { row in
        Session(
          id: row.id.description, device: row.device, address: row.address,
          createdAt: Timestamp(row.createdAt), lastUsedAt: Timestamp(row.lastUsedAt),
          expiresAt: Timestamp(row.idleAt), current: row.id == current)
      })
  }

  func revokeSession(
    _ request: RevokeSessionRequest, _ call: CallContext
  ) async throws -> RevokeSessionResponse {
    let user = try await oneself(call).user
    guard try await store.revoke(try Self.id(request.id), of: user) else {
      throw Refusals.noSession
    }
    notes.note(.revokeSession, .done, of: user)
    return RevokeSessionResponse()
  }

  func changePassword(
    _ request: ChangePasswordRequest, _ call: CallContext
  ) async throws -> LoginResponse {
    let user = try await oneself(call).user
    let next = try judged { () throws(Unfit) in
      try Rules.password(request.newPassword, "new_password")
    }
    guard next != request.currentPassword.composed else {
      throw Status.invalid("new_password", "must be another one")
    }
    guard let person = try await store.people.find(user) else { throw Refusals.notFound }
    let client = Client(access, call)
    let throttled = desk.keys.throttled(account: person.user.email, address: client.network)
    try await checkThrottle(throttled, .changePassword)
    let credentials = try await store.credentials(of: user)
    let current = try await desk.check(request.currentPassword, credentials)
    // When the answer to this very call was lost, the new password is in force already.
    let repeated = current == nil ? try await desk.check(next, credentials) : nil
    let attempt = AuthStore.Attempt(
      credentials: credentials, hash: current ?? repeated, throttled: throttled,
      device: client.agent, address: client.address)
    let outcome =
      if current == nil { try await store.signIn(attempt) } else {
        try await store.changePassword(attempt, to: try await desk.hash(next))
      }
    return try answer(outcome, .changePassword, of: user, orElse: Refusals.passwordWrong)
  }

  func getKeySet(_ request: GetKeySetRequest, _ call: CallContext) async throws -> Contracts.KeySet
  {
    try await store.people.keySet()
  }

  // MARK: Shared

  static let notSignedIn = Status(.unauthenticated, "not signed in")

  /// Who asks, and by which session.
  func oneself(_ call: CallContext) async throws -> (user: UUID128, session: UUID128) {
    guard let principal = try await access.principal(call) else { throw Self.notSignedIn }
    return (try Self.id(principal.userID), try Self.id(principal.sessionID))
  }

  static func id(_ text: String) throws -> UUID128 {
    guard let id = UUID128(text) else { throw Status.invalid("id", "must be a UUID") }
    return id
  }

  /// - Throws: RESOURCE_EXHAUSTED while nothing may be tried.
  func checkThrottle(_ throttled: ThrottleKeys, _ event: AuthNotes.Event) async throws {
    guard let pause = try await store.pause(throttled.all) else { return }
    notes.note(event, .throttled, of: nil)
    throw Refusals.tooManyFailures(pause)
  }

  private func answer(
    _ outcome: PasswordOutcome, _ event: AuthNotes.Event, of user: UUID128?,
    orElse refusal: Status
  ) throws -> LoginResponse {
    switch outcome {
    case .right(let opened):
      notes.note(event, .done, of: opened.person.id)
      return try answer(opened)
    case .wrong:
      notes.note(event, .refused, of: user)
      throw refusal
    case .closed(let pause):
      notes.note(event, .throttled, of: user)
      throw Refusals.tooManyFailures(pause)
    }
  }

  func answer(_ opened: Opened) throws -> LoginResponse {
    LoginResponse(
      accessToken: try desk.token(for: opened.person, session: opened.session, now: .now),
      refreshToken: opened.token.text, tokenType: "Bearer",
      expiresIn: Int32(TokenIssuer.lifetime), user: opened.person.user)
  }
}
