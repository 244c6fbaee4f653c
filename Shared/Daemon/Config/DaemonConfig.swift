internal import Glibc
internal import Identity

/// The settings that every daemon has.
public struct DaemonConfig: Sendable {
  /// Where a deployment keeps its files: keys, registry, the private cluster.
  public let state: String
  /// Which replica this is.
  public let replica: String
  let databaseURL: String?
  let host: String
  let port: Int
  let sidePort: Int
  let metricsPort: Int
  let keysFile: String
  let secretFile: String
  let tokenKeysFile: String
  let issuer: String
  let audience: String
  let limit: Int
  let longPollLimit: Int
  let callers: [String]
  let fronts: [String]
  let sharedConnections: Int
  let leasedConnections: Int
  let statementTimeout: Duration
  let lockTimeout: Duration
  let drainLimit: Duration
  let keepKeys: Duration
  let keepFeed: Duration
  let sealAudit: Duration
  let logLevel: String

  /// - Parameter callers: who may call, unless the setting CALLERS says otherwise.
  init(_ settings: inout Settings, callers: [String]) {
    state = settings.text("STATE", default: Self.defaultState)
    replica = settings.text("REPLICA", default: "\(getpid())", check: Self.notAFileName)
    databaseURL = settings.databaseURL()
    host = settings.text("HOST", default: "127.0.0.1")
    port = settings.integer("PORT", default: 0, in: 0...65535)
    sidePort = settings.integer("SIDE_PORT", default: 0, in: 0...65535)
    metricsPort = settings.integer("METRICS_PORT", default: 0, in: 0...65535)
    keysFile = settings.text("KEYS", default: "\(state)/keys/\(settings.service)")
    secretFile = settings.text("SECRET", default: "\(state)/keys/\(settings.service).secret")
    tokenKeysFile = settings.text("TOKEN_KEYS", default: "\(state)/keys/tokens.pub")
    issuer = settings.text("TOKEN_ISSUER", default: "credopass")
    audience = settings.text("TOKEN_AUDIENCE", default: "credopass")
    limit = settings.integer("LIMIT", default: 256, in: 1...4096)
    longPollLimit = settings.integer("LONG_POLL_LIMIT", default: 256, in: 1...4096)
    self.callers = settings.list("CALLERS", default: callers)
    fronts = settings.list("FRONTS", default: ["gateway"])
    sharedConnections = settings.integer("SHARED_CONNECTIONS", default: 2, in: 1...64)
    leasedConnections = settings.integer("LEASED_CONNECTIONS", default: 8, in: 1...1000)
    statementTimeout = settings.duration(
      "STATEMENT_TIMEOUT", default: .seconds(5), in: .milliseconds(10)...(.seconds(600)))
    lockTimeout = settings.duration(
      "LOCK_TIMEOUT", default: .seconds(2), in: .milliseconds(10)...(.seconds(60)))
    drainLimit = settings.duration(
      "DRAIN_LIMIT", default: .seconds(25), in: .zero...(.seconds(600)))
    keepKeys = settings.duration(
      "KEEP_IDEMPOTENCY", default: .seconds(86400), in: .seconds(60)...(.seconds(30 * 86400)))
    keepFeed = settings.duration(
      "KEEP_FEED", default: .seconds(30 * 86400), in: .seconds(60)...(.seconds(3650 * 86400)))
    sealAudit = settings.duration(
      "SEAL_AUDIT", default: .seconds(60), in: .seconds(1)...(.seconds(86400)))
    logLevel = settings.parsed("LOG_LEVEL", default: "info", "debug, info, warning or error") {
      ["debug", "info", "warning", "error"].contains($0) ? $0 : nil
    }
  }

  /// The service's own secret, the same on all its replicas; made when there is none.
  /// - Throws: `StartFailure`.
  func secret() throws -> Secret {
    do { return try SecretFile.secret(secretFile) } catch {
      throw StartFailure.configuration(["SECRET: \(error)"])
    }
  }

  private static var defaultState: String { "/var/lib/credopass" }

  private static func notAFileName(_ text: String) -> String? {
    let allowed = text.utf8.allSatisfy {
      ($0 | 32) >= 97 && ($0 | 32) <= 122 || (48...57).contains($0) || $0 == 45 || $0 == 95
    }
    return allowed && (1...64).contains(text.utf8.count)
      ? nil : "must be 1 to 64 letters, digits, - and _"
  }
}

extension Settings {
  /// The only setting with a name that everybody knows already.
  fileprivate mutating func databaseURL() -> String? {
    secret("DATABASE_URL", plain: "DATABASE_URL")
  }
}
