internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

/// What signing in takes beside the database: hashing in a lane of its own, and the key that
/// signs tokens.
struct Desk: Sendable {
  let signer: Signer
  let keys: AuthKeys
  private let hasher: PasswordHasher
  private let lane: HashingLane

  /// - Throws: `StartFailure` when a secret cannot be read or made.
  init(_ daemon: Daemon, _ config: Config) throws {
    signer = try Signer(
      file: config.path(config.signingKeyFile, "users.signing", daemon),
      scope: try daemon.config.scope())
    let pepper = try config.pepper(daemon)
    keys = AuthKeys(pepper)
    hasher = PasswordHasher(pepper: pepper)
    lane = HashingLane(width: config.hashingWidth, bound: config.hashingBound)
  }

  /// The stored form of a password that `Rules.password` has let through.
  /// - Throws: RESOURCE_EXHAUSTED when too many wait.
  func hash(_ password: String) async throws -> String {
    try await inLane { hasher.hash(password) }
  }

  /// What to store for the person from now on, or nil for a wrong password.
  ///
  /// Who is not known, has no password or may not come in costs the same time and is never let
  /// in.
  /// - Throws: RESOURCE_EXHAUSTED when too many wait.
  func check(_ password: String, _ credentials: Credentials?) async throws -> String? {
    // Nobody's password is longer, and composing a megabyte would hold the thread.
    let password = password.utf8.count <= 4096 ? password.composed : ""
    let stored = credentials.flatMap { $0.isActive ? $0.hash : nil }
    return try await inLane {
      guard hasher.verify(password, stored), let stored else { return nil }
      return hasher.needsRehash(stored) ? hasher.hash(password) : stored
    }
  }

  /// An access token of a session.
  func token(for person: Person, session: UUID128, now: Instant) throws -> String {
    guard let role = try Role.of(person.user.role) else { throw Status(.internal, "no role") }
    return signer.issuer.issue(
      userID: person.user.id, role: role, sessionID: session.description,
      epoch: person.tokenEpoch, now: now.microseconds / 1_000_000)
  }

  private func inLane<Value: Sendable>(
    _ work: @escaping @Sendable () -> Value
  ) async throws -> Value {
    do { return try await lane.run(work) } catch is HashingLane.Full {
      throw Status(
        .resourceExhausted, "too many sign in at once", retryAfter: .milliseconds(500))
    }
  }
}
