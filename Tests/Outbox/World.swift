import Foundation
import Identity
import Postgres
import ProcessKit
import TestKit
import Testing

@testable import Daemon
@testable import Outbox

/// A service of the test's own that sends messages: real database, real servers.
final class World: Sendable {
  let database: TestDatabase
  let state: String

  static func with(_ body: (World) async throws -> Void) async throws {
    let tables = try SharedTables.text("outbox.sql", schema: "sender")
    let sets = try [
      SharedTables.migrations("sender", own: tables), SharedTables.migrations("users"),
    ]
    try await TestDatabase.with(migrations: sets) { database in
      let world = try World(database)
      defer { world.clean() }
      try await body(world)
    }
  }

  init(_ database: TestDatabase) throws {
    self.database = database
    state = NSTemporaryDirectory() + "outbox-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: state + "/keys", withIntermediateDirectories: true)
    let pair = try #require(ServiceKeys.Pair(caller: "sender", callee: "users"))
    let keys = ServiceKeys(master: .random(), pairs: [pair])
    try keys.of("sender").write(to: "\(state)/keys/sender")
  }

  private func clean() {
    do { try FileManager.default.removeItem(atPath: state) } catch { print(error) }
  }

  func environment(_ more: [String: String] = [:]) throws -> [String: String] {
    [
      "CREDOPASS_METRICS_PORT": "\(try freePort())", "CREDOPASS_STATE": state,
      "CREDOPASS_LOG_LEVEL": "error", "SENDER_MAIL_SENDER": "club@example.org",
      "SENDER_DATABASE_URL": database.url(role: "sender"),
    ].merging(more) { $1 }
  }

  /// A replica that sends by itself.
  func sender(_ replica: String = "1", _ more: [String: String] = [:]) async throws -> Sender {
    let running = try await blueprint.start(
      try environment(more).merging(["SENDER_REPLICA": replica]) { $1 })
    return Sender(running: running, outbox: try outbox(running.daemon, more))
  }

  private var blueprint: Blueprint<OutboxConfig> {
    Blueprint(
      "sender", callers: [], schemaVersion: 2, statements: Outbox.statements(of: "sender"),
      config: OutboxConfig.init
    ) { daemon, config in Room(services: [], jobs: try Outbox(daemon, config).jobs) }
  }

  private func outbox(_ daemon: Daemon, _ more: [String: String]) throws -> Outbox {
    var settings = Settings(
      service: "sender", environment: try environment(more), file: [:])
    let config = OutboxConfig(&settings)
    #expect(settings.faults.isEmpty, "\(settings.faults)")
    return try Outbox(daemon, config)
  }

  /// Whether a message was tried so often and put off.
  func isTried(_ times: Int) async throws -> Bool {
    let tried = try await database.rows(
      "SELECT 1 FROM sender.outbox WHERE attempts >= \(times) AND lease IS NULL")
    return !tried.isEmpty
  }

  /// State, and whether anything of the message is left, in order of names.
  func rows() async throws -> [[String?]] {
    try await database.rows(
      """
      SELECT name, state, (coalesce(recipient, subject, body) IS NULL)::text
      FROM sender.outbox ORDER BY name
      """)
  }
}

struct Sender: Sendable {
  let running: Running
  let outbox: Outbox

  func send(_ messages: OutboxMessage...) async throws {
    try await running.daemon.database.transaction { transaction in
      for message in messages { try await transaction.execute(outbox.enqueue(message)) }
    }
  }

  /// Ends the daemon at once.
  func stop() async {
    running.cancel()
    running.web.withLock { $0 }?.close()
    running.server.close()
    await running.daemon.database.close()
  }
}

extension OutboxMessage {
  /// A mail as most tests need it.
  static func sample(
    _ name: String, to recipient: String = "ella@example.org", subject: String = "Hello",
    body: String = "Come in.\n", person: UUID128? = nil, life: Duration = .seconds(600)
  ) throws -> OutboxMessage {
    try .mail(
      name, to: recipient, subject: subject, body: body, person: person, life: life)
  }
}
