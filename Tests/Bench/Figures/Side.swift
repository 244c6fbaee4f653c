import Contracts
import Daemon
import Foundation
import Identity
import Postgres
import ProcessKit
import RPC
import Synchronization
import TestKit

/// The attendance daemon, as it is installed, on a history of so many events.
final class Side: Sendable {
  let database: TestDatabase
  let events: Int
  let figures: FiguresClient
  let attendance: AttendanceClient
  private let issuer: TokenIssuer
  /// A token lives for ten minutes.
  private let token = Mutex<(text: String, until: ContinuousClock.Instant)>(("", .now))
  private let state: String
  private let daemon: Child

  /// Ids as the seed makes them.
  static func id(_ kind: Int, _ number: Int) -> String {
    let digits = "\(number)"
    return "0190a5b\(kind)-0000-7000-8000-"
      + String(repeating: "0", count: 12 - digits.count) + digits
  }

  init(
    events: Int, people: Int, each: Int, host: String, on cluster: TestCluster
  ) async throws {
    self.events = events
    let migrations = try MigrationSet(
      schema: "attendance", directory: Built.root + "/Services/Attendance/Migrations")
    database = try await TestDatabase.make(migrations: [migrations], on: cluster)
    try await Child.output(
      of: "psql",
      [
        "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--set=events=\(events)",
        "--set=people=\(people)", "--set=each=\(each)", "--dbname=\(database.url())",
        "--file=\(Built.root)/Tests/Bench/Figures/seed.sql",
      ], within: .seconds(3600))
    state = NSTemporaryDirectory() + "figures-\(UUID().uuidString)"
    let signingKey = Identity.SigningKey(seed: .random())
    let key = try Self.prepare(state, signingKey)
    daemon = try Child(
      Built.program("attendance"),
      environment: [
        "CREDOPASS_STATE": state, "CREDOPASS_HOST": host, "ATTENDANCE_REPLICA": "1",
        "ATTENDANCE_DATABASE_URL": database.url(role: "attendance"),
        "CREDOPASS_LOG_LEVEL": "error", "CREDOPASS_STATEMENT_TIMEOUT": "60s",
      ])
    let registry = Registry(state: state)
    try await eventually("the daemon serves") { [daemon] in
      guard daemon.isRunning else { throw TestKitError("it ended: \(daemon.errors)") }
      let endpoints = try registry.endpoints(of: "attendance")
      return !endpoints.isEmpty
    }
    guard let caller = ServiceName("gateway"), let callee = ServiceName("attendance"),
      let scope = TokenScope(issuer: "credopass", audience: "credopass")
    else { preconditionFailure("these are names") }
    let channel = Channel(
      ChannelConfiguration(
        caller: caller, callee: callee, key: key,
        endpoints: { try registry.endpoints(of: "attendance") }, connectWait: .seconds(60)))
    figures = FiguresClient(channel)
    attendance = AttendanceClient(channel)
    issuer = TokenIssuer(scope: scope, key: signingKey)
  }

  var options: CallOptions {
    let text = token.withLock { token in
      if token.until <= .now {
        let text = issuer.issue(
          userID: Self.id(0, 0), role: .admin, sessionID: UUID128.v7().description, epoch: 0,
          now: Int64(Date().timeIntervalSince1970))
        token = (text, .now + .seconds(300))
      }
      return token.text
    }
    return CallOptions(timeout: .seconds(60), accessToken: text)
  }

  /// The state directory with the keys of who calls and who is called.
  private static func prepare(
    _ state: String, _ signingKey: Identity.SigningKey
  ) throws -> ServiceKey {
    try FileManager.default.createDirectory(
      atPath: state + "/keys", withIntermediateDirectories: true)
    let pairs = [
      ("gateway", "attendance"), ("ctl", "attendance"), ("users", "attendance"),
      ("loyalty", "attendance"), ("attendance", "users"), ("attendance", "events"),
    ].compactMap { ServiceKeys.Pair(caller: $0.0, callee: $0.1) }
    let keys = ServiceKeys(master: .random(), pairs: pairs)
    for service in ["gateway", "attendance"] {
      try keys.of(service).write(to: "\(state)/keys/\(service)")
    }
    let line = String(decoding: Base64URL.encode(signingKey.publicKey.bytes), as: UTF8.self)
    try line.write(toFile: "\(state)/keys/tokens.pub", atomically: true, encoding: .utf8)
    guard let key = keys.key(caller: "gateway", callee: "attendance").flatMap({ ServiceKey($0) })
    else { preconditionFailure("the pair is among the keys") }
    return key
  }

  /// Waits until the daemon's job has packed what the seed made.
  func packed() async throws {
    while true {
      let left = try await database.rows(
        """
        SELECT count(*) FROM attendance.changes AS n
          JOIN attendance.events AS e ON e.id = n.event_id
          LEFT JOIN attendance.crowds AS c ON c.event_id = n.event_id
        WHERE e.counts_from <= now() AND c.as_of IS DISTINCT FROM n.number
        """)
      if left == [["0"]] { return }
      try await Task.sleep(for: .milliseconds(200))
    }
  }

  func end() async throws {
    daemon.send(SIGTERM)
    _ = try await daemon.end()
    try FileManager.default.removeItem(atPath: state)
  }
}
