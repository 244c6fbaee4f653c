internal import Glibc
public import Identity
internal import Postgres
public import RPC
internal import Synchronization

/// Decides who asks. Every daemon verifies the end user's token itself, whoever passed it on; what
/// no `require` allows is refused.
public final class Access: Sendable {
  /// What is known of a user and a session beside the token; nil knows nothing, and the token's
  /// word counts.
  public typealias Standings =
    @Sendable (_ userID: String, _ sessionID: String) async throws -> Standing?

  /// How long a standing is believed; with the feed's lag it bounds how long ended access works.
  static let memory = Duration.seconds(2)
  private static let memoryLimit = 10_000
  private static let firstKeysWait = Duration.seconds(3)

  private struct Known {
    let user: String
    let standing: Standing?
    let until: ContinuousClock.Instant
  }

  private let verifier: TokenVerifier
  /// The services whose calls without a token are a stranger's.
  private let fronts: Set<ServiceName>
  private let database: Database
  private let standings: Standings
  let statements: AccessStatements
  private let keysInUse = Mutex<KeySet?>(nil)
  /// By session, which is one user's.
  private let known = Mutex<[String: Known]>([:])

  /// - Parameter fronts: services that speak for people: without a token they speak for nobody.
  init(
    _ verifier: TokenVerifier, fronts: Set<ServiceName>, _ statements: AccessStatements,
    _ database: Database, standings: @escaping Standings
  ) {
    self.verifier = verifier
    self.fronts = fronts
    self.statements = statements
    self.database = database
    self.standings = standings
  }

  /// Who asks.
  /// - Throws: UNAUTHENTICATED when there is a token that does not count. It is never ignored.
  public func actor(_ call: CallContext) async throws -> Actor {
    if call.accessToken.isEmpty {
      return fronts.contains(call.caller) ? .anonymous(call.caller) : .service(call.caller)
    }
    if !verifier.hasKeys { try await awaitFirstKeys(until: call.deadline) }
    let now = Int64(time(nil))
    let token = Array(call.accessToken.utf8)
    do {
      let claimed = try verifier.verify(token, now: now) { _ in nil }
      let standing = try await standing(of: claimed)
      return .user(try verifier.verify(token, now: now) { _ in standing })
    } catch is TokenRefusal {
      throw Self.notSignedIn
    }
  }

  /// Who asks, for the record: by the token's signature alone, whatever has become of it since.
  func claimant(of call: CallContext) -> AuditActor {
    if call.accessToken.isEmpty {
      return fronts.contains(call.caller) ? .anonymous : .service("\(call.caller)")
    }
    do {
      let principal = try verifier.verify(
        Array(call.accessToken.utf8), now: Int64(time(nil))
      ) { _ in nil }
      return AuditActor(.user(principal))
    } catch {
      return .anonymous
    }
  }

  /// What a service that speaks for people says of the client behind a call, such as its
  /// `client-address`; nil from any other service, whose client would say it of itself.
  public func said(_ key: String, _ call: CallContext) -> String? {
    guard fronts.contains(call.caller) else { return nil }
    return call.metadata.first { $0.key == key }?.value
  }

  /// The person who asks, or nil.
  /// - Throws: UNAUTHENTICATED when there is a token that does not count.
  public func principal(_ call: CallContext) async throws -> Principal? {
    try await actor(call).principal
  }

  /// The person who asks, when they have the role or a higher one.
  /// - Throws: UNAUTHENTICATED, PERMISSION_DENIED.
  @discardableResult
  public func require(_ role: Role, _ call: CallContext) async throws -> Principal {
    guard let principal = try await actor(call).principal else { throw Self.notSignedIn }
    guard principal.role >= role else { throw Self.denied }
    return principal
  }

  /// A person of the role, or one of the services by itself.
  /// - Throws: UNAUTHENTICATED, PERMISSION_DENIED.
  @discardableResult
  public func require(
    _ role: Role, or services: Set<String>, _ call: CallContext
  ) async throws -> Actor {
    let actor = try await actor(call)
    switch actor {
    case .user(let principal): if principal.role >= role { return actor }
    case .service(let name): if services.contains(name.description) { return actor }
    case .anonymous: throw Self.notSignedIn
    }
    throw Self.denied
  }

  /// One of the services by itself; no person.
  /// - Throws: PERMISSION_DENIED.
  public func require(services: Set<String>, _ call: CallContext) async throws {
    guard case .service(let name) = try await actor(call), services.contains(name.description)
    else { throw Self.denied }
  }

  /// The refusal for a person who may not.
  public static let denied = Status(.permissionDenied, "not allowed")
  /// The refusal for a stranger.
  public static let notSignedIn = Status(.unauthenticated, "not signed in")

  /// Takes over the keys that the users feed has brought; none leaves those of the file in force.
  public func refreshKeys() async throws {
    if let keys = try await database.first(statements.keys()) { try use(encoded: keys) }
  }

  /// A daemon that has just started for the first time has not heard of any key yet. That is no
  /// reason to refuse anybody: the feed brings them in a moment.
  private func awaitFirstKeys(until deadline: ContinuousClock.Instant) async throws {
    let end = min(deadline, .now + Self.firstKeysWait)
    while !verifier.hasKeys && ContinuousClock.now < end {
      try await refreshKeys()
      if !verifier.hasKeys { try await ContinuousClock().sleep(for: .milliseconds(20)) }
    }
  }

  /// Counts tokens of these keys, and of no others, from now on.
  func use(_ keys: KeySet) {
    let isNew = keysInUse.withLock { inUse in
      defer { inUse = keys }
      return inUse != keys
    }
    // A change of keys forgets every verdict: not for nothing.
    if isNew { verifier.use(keys) }
  }

  private func standing(of claimed: Principal) async throws -> Standing? {
    let now = ContinuousClock.now
    let (user, session) = (claimed.userID, claimed.sessionID)
    if let known = known.withLock({ $0[session] }), known.user == user, known.until > now {
      return known.standing
    }
    let standing = try await standings(user, session)
    known.withLock { known in
      // Rather forget all than grow, or search for the oldest under the lock.
      if known.count >= Self.memoryLimit { known.removeAll(keepingCapacity: true) }
      known[session] = Known(user: user, standing: standing, until: now + Self.memory)
    }
    return standing
  }
}
