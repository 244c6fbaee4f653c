import Contracts
import Foundation
import Identity
import Postgres
import ProcessKit
import TestKit
import Testing

@testable import Daemon
@testable import RPC

/// Two services of a test's own: `alpha` publishes, `beta` follows. Real database, real sockets.
final class World: Sendable {
  let database: TestDatabase
  let state: String

  /// What beta does with each change: a row of the effect, and a sum that shows a doubled one.
  static let betaTables = """
    CREATE TABLE beta.effect (
      number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, position bigint NOT NULL,
      key uuid NOT NULL, text text NOT NULL);
    GRANT SELECT, INSERT ON beta.effect TO beta;
    """
  static let alphaTables = """
    CREATE TABLE alpha.item (id uuid PRIMARY KEY, value bigint NOT NULL);
    GRANT SELECT, INSERT, UPDATE ON alpha.item TO alpha;
    """

  static func with(
    on cluster: TestCluster? = nil, _ body: (World) async throws -> Void
  ) async throws {
    let sets = try [
      SharedTables.migrations("alpha", own: alphaTables),
      SharedTables.migrations("beta", own: betaTables),
      SharedTables.migrations("users"),
    ]
    try await TestDatabase.with(migrations: sets, on: cluster) { database in
      let world = try World(database)
      defer { world.clean() }
      try await body(world)
    }
  }

  init(_ database: TestDatabase) throws {
    self.database = database
    state = NSTemporaryDirectory() + "daemon-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: state + "/keys", withIntermediateDirectories: true)
    let pairs = [
      ("beta", "alpha"), ("client", "alpha"), ("client", "beta"), ("gateway", "alpha"),
      ("ctl", "alpha"),
      ("alpha", "users"), ("beta", "users"),
    ].compactMap { ServiceKeys.Pair(caller: $0, callee: $1) }
    let keys = ServiceKeys(master: .random(), pairs: pairs)
    for service in ["alpha", "beta", "client", "ctl", "gateway", "users"] {
      try keys.of(service).write(to: "\(state)/keys/\(service)")
    }
  }

  private func clean() {
    do { try FileManager.default.removeItem(atPath: state) } catch { print(error) }
  }

  func environment(
    _ more: [String: String] = [:], on other: TestDatabase? = nil
  ) throws -> [String: String] {
    let database = other ?? database
    return [
      // Two daemons of one process cannot both leave the choice to nng, which would share.
      "CREDOPASS_METRICS_PORT": "\(try freePort())",
      "CREDOPASS_STATE": state, "CREDOPASS_LOG_LEVEL": "error",
      "ALPHA_DATABASE_URL": database.url(role: "alpha"),
      "BETA_DATABASE_URL": database.url(role: "beta"),
    ].merging(patience) { $1 }.merging(more) { $1 }
  }

  // MARK: The two services

  func alpha(
    _ replica: String = "1", _ more: [String: String] = [:], on other: TestDatabase? = nil,
    _ services: @escaping @Sendable (Daemon) -> [any Service] = { _ in [] },
    fill: FeedFill? = nil
  ) async throws -> Running {
    let blueprint = Blueprint(
      "alpha", callers: ["beta", "client", "ctl", "gateway"], schemaVersion: 4,
      statements: Sample.alpha, config: noSettings
    ) { daemon, _ in Room(services: services(daemon), fill: fill) }
    return try await blueprint.start(
      try environment(["ALPHA_REPLICA": replica], on: other).merging(more) { $1 })
  }

  func beta(
    _ replica: String = "1", on other: TestDatabase? = nil, rebuild: Follower.Rebuild? = nil,
    replacing: @escaping @Sendable (Change) -> Bool = { _ in false },
    _ apply: @escaping Sample.ApplyOne
  ) async throws -> Running {
    let blueprint = Blueprint(
      "beta", callers: ["client"], schemaVersion: 4, statements: Sample.beta,
      config: noSettings
    ) { daemon, _ in
      Room(
        services: [],
        followers: [
          Follower(of: "alpha", rebuild: rebuild, replacing: replacing, Follower.each(apply))
        ])
    }
    return try await blueprint.start(try environment(["BETA_REPLICA": replica], on: other))
  }

  func beta(_ replica: String = "1", on other: TestDatabase? = nil) async throws -> Running {
    try await beta(replica, on: other, Sample.keep)
  }

  /// A channel of the client, or another caller, to a service of the registry.
  func channel(to service: String, as caller: String = "client") throws -> Channel {
    let keys = try ServiceKeys(file: "\(state)/keys/\(caller)")
    let key = try #require(keys.key(caller: caller, callee: service).flatMap { ServiceKey($0) })
    let registry = Registry(state: state)
    return Channel(
      ChannelConfiguration(
        caller: try #require(ServiceName(caller)), callee: try #require(ServiceName(service)),
        key: key, endpoints: { try registry.endpoints(of: service) }, pingTimeout: .seconds(30),
        connectWait: .seconds(60)))
  }

  /// The texts of what took effect at beta, in order.
  func effects(on other: TestDatabase? = nil) async throws -> [String] {
    try await (other ?? database).rows("SELECT text FROM beta.effect ORDER BY number")
      .compactMap { $0[0] }
  }
}

extension Running {
  /// Ends a daemon of this process at once.
  func stop() async {
    cancel()
    web.withLock { $0 }?.close()
    server.close()
    await daemon.database.close()
  }

  /// Publishes texts as changes of one key, in a transaction each.
  func publish(_ key: UUID128, _ texts: String...) async throws {
    for text in texts {
      try await daemon.feed.transaction { transaction in
        try await transaction.execute(daemon.feed.publish([try Sample.entry(key, text)]))
      }
    }
  }
}

/// What a service without settings of its own reads.
func noSettings(_: inout Settings) {}

enum Sample {
  static let effect = Statement<Void, Int64, UUID128, String>(
    "sample.effect", "INSERT INTO beta.effect (position, key, text) VALUES ($1, $2, $3)",
    on: .leased)
  static let backend = Statement<Int32>(
    "sample.backend", "SELECT pg_backend_pid() AS pid", Columns(["pid"]) { (pid: Int32) in pid },
    on: .leased)
  static let add = Statement<Int64, UUID128, Int64>(
    "sample.add",
    """
    INSERT INTO alpha.item (id, value) VALUES ($1, $2)
    ON CONFLICT (id) DO UPDATE SET value = item.value + excluded.value RETURNING value
    """, Columns(["value"]) { (value: Int64) in value }, on: .leased)

  typealias ApplyOne = @Sendable (Change, Transaction) async throws -> Void

  static let alpha: [any Preparable] = [add, backend]
  static let beta: [any Preparable] = [effect, backend]

  /// A change whose payload says a text; the message is one of the contract's with a text in it.
  static func entry(_ key: UUID128, _ text: String) throws -> FeedEntry {
    try FeedEntry(key, Change(kind: text))
  }

  static func text(_ change: Change) throws -> String { try Change.decode(change.payload).kind }

  static let keep: ApplyOne = { change, transaction in
    try await transaction.execute(
      effect(change.position, try FollowerRun.key(of: change), try text(change)))
  }
}

extension CallContext {
  /// A call as a handler gets it.
  static func sample(
    _ method: String, key: String = "", digest: UInt8 = 1, caller: String = "client",
    token: String = "", timeout: Duration = .seconds(30)
  ) throws -> CallContext {
    CallContext(
      method: "test.v1.SampleService/\(method)", callID: CallID.make(),
      caller: try #require(ServiceName(caller)), deadline: .now + timeout, traceparent: "",
      idempotencyKey: key, requestDigest: [UInt8](repeating: digest, count: 32),
      accessToken: token, metadata: [])
  }
}

/// The status that `body` throws; nil when it throws none.
func status(_ body: () async throws -> some Any) async -> Status? {
  do {
    _ = try await body()
    return nil
  } catch {
    return error as? Status ?? Status(.unknown, "\(error)")
  }
}

extension CallOptions {
  /// For calls that have to succeed on a slow machine too.
  static let patient = CallOptions(timeout: .seconds(60))
}
