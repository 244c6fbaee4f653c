internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

/// The transactions of signing in.
struct AuthStore: Sendable {
  let database: Database
  let feed: Feed
  let access: Access
  let people: Store
  let keys: AuthKeys
  let limits: SessionLimits

  init(_ people: Store, _ keys: AuthKeys, _ limits: SessionLimits) {
    database = people.database
    feed = people.feed
    access = people.access
    self.people = people
    self.keys = keys
    self.limits = limits
  }

  func credentials(_ email: String) async throws -> Credentials? {
    try await database.first(AuthStatements.credentials(email))
  }

  func credentials(of id: UUID128) async throws -> Credentials? {
    try await database.first(AuthStatements.credentialsOf(id))
  }

  // MARK: Passwords

  /// Takes the place of a password that was tried.
  struct Attempt: Sendable {
    let credentials: Credentials?
    /// What to store from now on; nil for a wrong password.
    let hash: String?
    let throttled: ThrottleKeys
    let device: String
    let address: String
  }

  /// How long it takes until something may be tried again under these keys; nil for now.
  func pause(_ keys: [[UInt8]]) async throws -> Duration? {
    Self.pause(try await database.query(AuthStatements.tallies(keys)))
  }

  private static func pause(_ rows: [TallyRow]) -> Duration? {
    rows.filter { $0.tally.isClosed($0.now) }
      .map { .microseconds($0.tally.until.microseconds - $0.now.microseconds) }.max()
  }

  /// Lets in whoever had the right password, and counts whoever had not.
  func signIn(_ attempt: Attempt) async throws -> PasswordOutcome {
    try await database.transaction { transaction in
      try await judge(attempt, .signedIn, transaction) { credentials, hash in
        AuthStatements.signedIn(credentials.id, credentials.hash ?? "", hash)
      }
    }
  }

  /// Puts another password in the place of the one that was tried, and ends all other access.
  func changePassword(_ attempt: Attempt, to hash: String) async throws -> PasswordOutcome {
    try await feed.transaction { transaction in
      let outcome = try await judge(attempt, .passwordChanged, transaction) { credentials, _ in
        AuthStatements.changePassword(credentials.id, credentials.hash ?? "", hash)
      }
      if case .right(let opened) = outcome {
        try await endAccess(of: opened.person, transaction)
      }
      return outcome
    }
  }

  /// Counts under the keys' locks and only then says what came of it. Many that are tried at once
  /// are judged one after the other: once the pause has begun, those still under way learn nothing.
  private func judge(
    _ attempt: Attempt, _ action: AuditAction, _ transaction: Transaction,
    _ write: @Sendable (Credentials, String) -> Query<Person>
  ) async throws -> PasswordOutcome {
    let rows = try await transaction.query(AuthStatements.lockTallies(attempt.throttled.all))
    if let pause = Self.pause(rows) { return .closed(pause) }
    guard let credentials = attempt.credentials, let hash = attempt.hash,
      let person = try await transaction.first(write(credentials, hash))
    else {
      try await keep(rows, attempt.throttled.counted, transaction)
      return .wrong
    }
    try await transaction.execute(AuthStatements.forgetTally(attempt.throttled.account))
    return .right(
      try await open(
        for: person, by: action, device: attempt.device, address: attempt.address, transaction))
  }

  private func keep(
    _ rows: [TallyRow], _ counted: [[UInt8]: Throttle], _ transaction: Transaction
  ) async throws {
    let tallies = rows.map { (counted[$0.key] ?? .account).failed($0.tally, now: $0.now) }
    try await transaction.execute(
      AuthStatements.keepTallies(
        rows.map(\.key), tallies.map(\.failures), tallies.map(\.since), tallies.map(\.until)))
  }

  /// Counts one more under each key, unless one of them has to wait.
  /// - Returns: for how long.
  func count(
    _ counted: [[UInt8]: Throttle], _ transaction: Transaction
  ) async throws -> Duration? {
    let rows = try await transaction.query(AuthStatements.lockTallies(Array(counted.keys)))
    if let pause = Self.pause(rows) { return pause }
    try await keep(rows, counted, transaction)
    return nil
  }

  /// Opens a session; the record tells by what.
  func open(
    for person: Person, by action: AuditAction, device: String, address: String,
    _ transaction: Transaction
  ) async throws -> Opened {
    let opened = Opened(person: person, session: .v7(), token: .random())
    _ = try await transaction.batch(
      AuthStatements.open(
        opened.session, person.id, person.tokenEpoch, device, address, Double(limits.idle),
        Double(limits.whole)),
      AuthStatements.issue(opened.token.digest(keys.refresh), opened.session),
      people.audit.entry(.user(person.id), action, .user(person.id)))
    return opened
  }

  /// Tells everybody that what was given out before the person's epoch is void.
  func endAccess(of person: Person, _ transaction: Transaction) async throws {
    let standing = Standing(epoch: person.tokenEpoch, isActive: person.user.active)
    try await transaction.execute(access.keep(standing, of: person.id))
    try await people.publish([person], transaction)
  }
}
