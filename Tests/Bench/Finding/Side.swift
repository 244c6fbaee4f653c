import Contracts
import Daemon
import Foundation
import Identity
import Postgres
import ProcessKit
import RPC
import TestKit

/// The events daemon, as it is installed, on a database of so many events.
final class Side: Sendable {
  let database: TestDatabase
  let events: EventsClient
  private let state: String
  private let daemon: Child
  private let signingKey: Identity.SigningKey

  private init(
    _ database: TestDatabase, _ state: String, _ daemon: Child, _ channel: Channel,
    _ key: Identity.SigningKey
  ) {
    self.database = database
    self.state = state
    self.daemon = daemon
    signingKey = key
    events = EventsClient(channel)
  }

  static func make(_ count: Int, host: String, on cluster: TestCluster) async throws -> Side {
    let migrations = try MigrationSet(
      schema: "events", directory: Built.root + "/Services/Events/Migrations")
    let database = try await TestDatabase.make(migrations: [migrations], on: cluster)
    try await Child.output(
      of: "psql",
      [
        "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--set=events=\(count)",
        "--set=now=\(Date().ISO8601Format())", "--dbname=\(database.url())",
        "--file=\(Built.root)/Tests/Bench/Finding/seed.sql",
      ], within: .seconds(3600))
    let state = NSTemporaryDirectory() + "finding-\(UUID().uuidString)"
    let signingKey = Identity.SigningKey(seed: .random())
    let key = try prepare(state, signingKey)
    let daemon = try Child(
      Built.program("events"),
      environment: [
        "CREDOPASS_STATE": state, "CREDOPASS_HOST": host, "EVENTS_REPLICA": "1",
        "EVENTS_DATABASE_URL": database.url(role: "events"), "CREDOPASS_LOG_LEVEL": "error",
        // Nothing but what is measured: there is no users to follow, and no event crosses.
        "EVENTS_CROSSINGS": "600s", "EVENTS_NOTICES": "600s", "CREDOPASS_STATEMENT_TIMEOUT": "60s",
      ])
    let registry = Registry(state: state)
    try await eventually("the daemon serves; it said: \(daemon.errors)") {
      guard daemon.isRunning else { throw TestKitError("it ended: \(daemon.errors)") }
      let endpoints = try registry.endpoints(of: "events")
      return !endpoints.isEmpty
    }
    guard let caller = ServiceName("gateway"), let callee = ServiceName("events") else {
      preconditionFailure("both are names")
    }
    let channel = Channel(
      ChannelConfiguration(
        caller: caller, callee: callee, key: key,
        endpoints: { try registry.endpoints(of: "events") }, connectWait: .seconds(60)))
    return Side(database, state, daemon, channel, signingKey)
  }

  /// The state directory with the keys of who calls and who is called.
  private static func prepare(
    _ state: String, _ signingKey: Identity.SigningKey
  ) throws -> ServiceKey {
    try FileManager.default.createDirectory(
      atPath: state + "/keys", withIntermediateDirectories: true)
    let pairs = [
      ("gateway", "events"), ("ctl", "events"), ("attendance", "events"), ("users", "events"),
      ("events", "users"),
    ].compactMap { ServiceKeys.Pair(caller: $0.0, callee: $0.1) }
    let keys = ServiceKeys(master: .random(), pairs: pairs)
    for service in ["gateway", "events"] {
      try keys.of(service).write(to: "\(state)/keys/\(service)")
    }
    let line = String(decoding: Base64URL.encode(signingKey.publicKey.bytes), as: UTF8.self)
    try line.write(toFile: "\(state)/keys/tokens.pub", atomically: true, encoding: .utf8)
    guard let key = keys.key(caller: "gateway", callee: "events").flatMap({ ServiceKey($0) })
    else { preconditionFailure("the pair is among the keys") }
    return key
  }

  func end() async throws {
    daemon.send(SIGTERM)
    _ = try await daemon.end()
    try FileManager.default.removeItem(atPath: state)
  }

  /// Options of a call by somebody; nil is a stranger.
  func options(_ role: Role?) -> CallOptions {
    guard let role, let scope = TokenScope(issuer: "credopass", audience: "credopass") else {
      return CallOptions(timeout: .seconds(60))
    }
    let token = TokenIssuer(scope: scope, key: signingKey).issue(
      userID: "0190a5b0-0004-7000-8000-000000000001", role: role,
      sessionID: UUID128.v7().description, epoch: 0, now: Int64(Date().timeIntervalSince1970))
    return CallOptions(timeout: .seconds(60), accessToken: token)
  }

  /// The first value of the first row.
  private func value(_ sql: String) async throws -> String {
    try await database.rows(sql).first?.first.flatMap { $0 } ?? ""
  }

  // MARK: What is asked for

  /// The value of a column that as many events have as come nearest to a number.
  func value(of column: String, had number: Int) async throws -> String {
    try await value(
      """
      SELECT \(column) FROM events.events WHERE \(column) IS NOT NULL AND start_time IS NOT NULL
      GROUP BY \(column) ORDER BY abs(count(*) - \(number)), \(column) LIMIT 1
      """)
  }

  /// The word of names that such a part of all events has.
  func word(had part: Double) async throws -> String {
    try await value(
      """
      SELECT word FROM events.words WHERE weight = 1 GROUP BY word
      ORDER BY abs(count(*) - \(part) * (SELECT count(*) FROM events.events)), word LIMIT 1
      """)
  }

  /// A point outside of the city that has half of all events.
  func sparsePoint() async throws -> String {
    try await value(
      """
      SELECT latitude || ',' || longitude FROM events.events
      WHERE abs(latitude - 52.5) > 1 ORDER BY id LIMIT 1
      """)
  }
}
