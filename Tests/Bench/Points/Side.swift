import Contracts
import Daemon
import Foundation
import Identity
import Postgres
import ProcessKit
import RPC
import TestKit

/// The loyalty daemon, as it is installed, on a ledger of so many lines.
final class Side: Sendable {
  let points: LoyaltyClient
  /// People who have some lines, and one who has many.
  let people: [String]
  let heavy: String
  private let state: String
  private let daemon: Child

  private init(
    _ people: [String], _ state: String, _ daemon: Child, _ channel: Channel
  ) {
    heavy = people[0]
    self.people = Array(people.dropFirst())
    self.state = state
    self.daemon = daemon
    points = LoyaltyClient(channel)
  }

  static func make(_ count: Int, host: String, on cluster: TestCluster) async throws -> Side {
    let migrations = try MigrationSet(
      schema: "loyalty", directory: Built.root + "/Services/Loyalty/Migrations")
    let database = try await TestDatabase.make(migrations: [migrations], on: cluster)
    try await Child.output(
      of: "psql",
      [
        "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--set=entries=\(count)",
        "--dbname=\(database.url())", "--file=\(Built.root)/Tests/Bench/Points/seed.sql",
      ], within: .seconds(3600))
    let people = try await database.rows(
      """
      SELECT patron_id FROM (
        SELECT patron_id, movements FROM loyalty.accounts
        ORDER BY movements DESC, md5(patron_id::text) LIMIT 101
      ) AS p ORDER BY movements DESC
      """)
    let state = NSTemporaryDirectory() + "points-\(UUID().uuidString)"
    let key = try prepare(state)
    let daemon = try Child(
      Built.program("loyalty"),
      environment: [
        "CREDOPASS_STATE": state, "CREDOPASS_HOST": host, "LOYALTY_REPLICA": "1",
        "LOYALTY_DATABASE_URL": database.url(role: "loyalty"), "CREDOPASS_LOG_LEVEL": "error",
        // Nothing but what is measured: there is nobody to follow.
        "LOYALTY_NOTICES": "600s", "LOYALTY_EXPIRE_POINTS": "600s",
      ])
    let registry = Registry(state: state)
    try await eventually("the daemon serves; it said: \(daemon.errors)") {
      guard daemon.isRunning else { throw TestKitError("it ended: \(daemon.errors)") }
      let endpoints = try registry.endpoints(of: "loyalty")
      return !endpoints.isEmpty
    }
    guard let caller = ServiceName("ctl"), let callee = ServiceName("loyalty") else {
      preconditionFailure("both are names")
    }
    let channel = Channel(
      ChannelConfiguration(
        caller: caller, callee: callee, key: key,
        endpoints: { try registry.endpoints(of: "loyalty") }, connectWait: .seconds(60)))
    return Side(people.compactMap { $0[0] }, state, daemon, channel)
  }

  /// The state directory with the keys of who calls and who is called.
  private static func prepare(_ state: String) throws -> ServiceKey {
    try FileManager.default.createDirectory(
      atPath: state + "/keys", withIntermediateDirectories: true)
    let pairs = [
      ("gateway", "loyalty"), ("ctl", "loyalty"), ("loyalty", "users"), ("loyalty", "events"),
      ("loyalty", "attendance"),
    ].compactMap { ServiceKeys.Pair(caller: $0.0, callee: $0.1) }
    let keys = ServiceKeys(master: .random(), pairs: pairs)
    for service in ["ctl", "loyalty"] { try keys.of(service).write(to: "\(state)/keys/\(service)") }
    let signing = Identity.SigningKey(seed: .random())
    let line = String(decoding: Base64URL.encode(signing.publicKey.bytes), as: UTF8.self)
    try line.write(toFile: "\(state)/keys/tokens.pub", atomically: true, encoding: .utf8)
    guard let key = keys.key(caller: "ctl", callee: "loyalty").flatMap({ ServiceKey($0) }) else {
      preconditionFailure("the pair is among the keys")
    }
    return key
  }

  func end() async throws {
    daemon.send(SIGTERM)
    _ = try await daemon.end()
    try FileManager.default.removeItem(atPath: state)
  }
}
