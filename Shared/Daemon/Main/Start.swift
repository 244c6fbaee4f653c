internal import Contracts
internal import Glibc
internal import Identity
internal import Logging
public import Postgres
internal import RPC

/// Why a daemon does not start; its words go to standard error and name the way out.
public enum StartFailure: Error, CustomStringConvertible {
  /// All that is wrong with the settings and the files they name. Exit code 78.
  case configuration([String])
  /// Something the daemon needs is not there now; starting again may help. Exit code 69.
  case unavailable(String)

  public var description: String {
    switch self {
    case .configuration(let faults): faults.joined(separator: "\n")
    case .unavailable(let reason): reason
    }
  }

  /// sysexits.h: EX_CONFIG and EX_UNAVAILABLE.
  var exitCode: Int32 {
    switch self {
    case .configuration: 78
    case .unavailable: 69
    }
  }
}

/// What differs between the mains of two services.
public struct Blueprint<Config: Sendable>: Sendable {
  let name: String
  let callers: [String]
  let statements: [any Preparable]
  let schemaVersion: Int32
  let config: @Sendable (inout Settings) -> Config
  let room: @Sendable (Daemon, Config) async throws -> Room

  /// - Parameters:
  ///   - name: the service's one name: schema, role, prefix of settings.
  ///   - callers: the services that may call it; "*" is each that it shares a key with.
  ///   - schemaVersion: the number of the newest migration that the statements need.
  ///   - statements: all of the service's own.
  public init(
    _ name: String, callers: [String], schemaVersion: Int32, statements: [any Preparable],
    config: @escaping @Sendable (inout Settings) -> Config,
    room: @escaping @Sendable (Daemon, Config) async throws -> Room
  ) {
    self.name = name
    self.callers = callers
    self.statements = statements
    self.schemaVersion = schemaVersion
    self.config = config
    self.room = room
  }
}

extension Blueprint {
  /// Reads the settings, reaches the database, checks that all fits, and begins to serve.
  /// - Throws: `StartFailure`.
  func start(_ environment: [String: String]) async throws -> Running {
    var settings = try Settings(service: name, environment: environment)
    let common = DaemonConfig(&settings, callers: callers)
    let own = config(&settings)
    let peers = Peers(name, common, &settings)
    settings.refuseUnread()
    guard settings.faults.isEmpty else { throw StartFailure.configuration(settings.faults) }
    let parts = try await Parts(self, common, peers)
    return try await parts.serve(self, own)
  }
}

/// Everything a daemon is made of, before its room is.
struct Parts {
  let daemon: Daemon
  let schema: SchemaName
  let statements: SharedStatements
  let peers: Peers

  init<Config>(
    _ blueprint: Blueprint<Config>, _ config: DaemonConfig, _ peers: Peers
  ) async throws {
    guard let schema = SchemaName(blueprint.name) else {
      preconditionFailure("\(blueprint.name) is no name of a schema")
    }
    let statements = SharedStatements(schema)
    let url = try config.connection(as: blueprint.name)
    try await Self.checkSchema(schema, blueprint.schemaVersion, url)
    var pool = Database.Configuration(url: url)
    pool.applicationName = "\(blueprint.name) \(config.replica)"
    pool.sharedConnections = config.sharedConnections
    pool.leasedConnections = config.leasedConnections
    pool.statementTimeout = config.statementTimeout
    pool.lockTimeout = config.lockTimeout
    let database = Database(
      pool, statements: statements.all + blueprint.statements,
      deadline: { CallContext.current?.deadline })
    do { try await database.start() } catch { throw Self.failure(error) }
    let log = Logger(label: blueprint.name) { _ in
      JSONLog(
        service: blueprint.name, replica: config.replica,
        level: Logger.Level(rawValue: config.logLevel) ?? .info)
    }
    for setting in try await database.unsafeSettings() {
      log.warning("PostgreSQL may lose what it has acknowledged", metadata: ["off": "\(setting)"])
    }
    let feed = Feed(schema, database, statements.feed)
    let access = try Access(
      TokenVerifier(scope: config.scope(), keys: try config.tokenKeys()), fronts: peers.fronts,
      statements.access, database,
      standings: { userID, sessionID in
        guard let user = UUID128(userID), let session = UUID128(sessionID) else { return nil }
        return try await database.first(statements.access.standing(user, session))
      })
    let secret = try config.secret()
    let store = IdempotencyStore(
      statements: statements.idempotency, feed: feed, access: access,
      key: secret.derived(for: "credopass request digests v1"))
    self.schema = schema
    self.statements = statements
    self.peers = peers
    daemon = Daemon(
      name: blueprint.name, config: config, log: log, metrics: Metrics(), database: database,
      feed: feed, idempotency: store, access: access,
      audit: Audit(database, statements.audit, secret, log), pages: PageTokens(key: secret),
      secret: secret, channels: peers.channels())
  }

  private static func checkSchema(
    _ schema: SchemaName, _ version: Int32, _ url: String
  ) async throws {
    let applied: Int32
    do {
      let rows = try await AdminConnection.with(url) { admin in
        try admin.rows(
          "SELECT coalesce(max(number), 0) FROM migrations.applied WHERE schema = $1",
          schema.description)
      }
      applied = rows.first?.first.flatMap { $0 }.flatMap { Int32($0) } ?? 0
    } catch let error as PostgresError {
      if case .server(let server) = error, ["3F000", "42P01"].contains(server.sqlState) {
        throw StartFailure.configuration(["the database is empty; run `credopass db migrate`"])
      }
      throw failure(error)
    }
    guard applied >= version else {
      throw StartFailure.configuration([
        "schema \(schema) is at \(applied), this program needs \(version); "
          + "run `credopass db migrate`"
      ])
    }
  }

  private static func failure(_ error: PostgresError) -> StartFailure {
    switch error {
    case .statements: .configuration([error.description])
    case .server(let server) where server.sqlState.hasPrefix("28"):
      .configuration(["the database refuses the sign-in: \(server.logText)"])
    default: .unavailable(error.logText)
    }
  }
}

/// The statements that every service has.
struct SharedStatements: Sendable {
  let feed: FeedStatements
  let idempotency: IdempotencyStatements
  let follower: FollowerStatements
  let access: AccessStatements
  let audit: AuditStatements

  init(_ schema: SchemaName) {
    feed = FeedStatements(schema)
    idempotency = IdempotencyStatements(schema)
    follower = FollowerStatements(schema)
    access = AccessStatements(schema)
    audit = AuditStatements(schema)
  }

  var all: [any Preparable] {
    feed.all + idempotency.all + follower.all + access.all + audit.all
      + [SchemaVersion.latest]
  }
}
