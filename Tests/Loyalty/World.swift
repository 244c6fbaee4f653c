import Contracts
import Foundation
import Identity
import Postgres
import ProcessKit
import TestKit
import Testing

@testable import Daemon
@testable import Loyalty
@testable import RPC

/// Loyalty on a real database, and an attendance that says what the test says.
final class World: Sendable {
  let database: TestDatabase
  let state: String
  private let signingKey = SigningKey(seed: .random())

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  /// The rule that the migration makes.
  static let attended = "0190a5b0-0000-7000-8000-400000000001"

  static func migrations() throws -> [MigrationSet] {
    [
      try MigrationSet(schema: "loyalty", directory: root + "/Services/Loyalty/Migrations"),
      try SharedTables.migrations("attendance"), try SharedTables.migrations("users"),
      try SharedTables.migrations("events"),
    ]
  }

  static func with(_ body: (World) async throws -> Void) async throws {
    try await TestDatabase.with(migrations: migrations()) { database in
      let world = try World(database)
      defer { world.clean() }
      try await body(world)
    }
  }

  private init(_ database: TestDatabase) throws {
    self.database = database
    state = NSTemporaryDirectory() + "loyalty-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: state + "/keys", withIntermediateDirectories: true)
    let pairs = [
      ("loyalty", "attendance"), ("loyalty", "users"), ("attendance", "users"),
      ("loyalty", "events"), ("events", "users"),
      ("gateway", "loyalty"), ("ctl", "loyalty"), ("events", "loyalty"),
    ].compactMap { ServiceKeys.Pair(caller: $0, callee: $1) }
    let keys = ServiceKeys(master: .random(), pairs: pairs)
    for service in ["loyalty", "attendance", "gateway", "ctl", "events", "users"] {
      try keys.of(service).write(to: "\(state)/keys/\(service)")
    }
    let key = String(decoding: Base64URL.encode(signingKey.publicKey.bytes), as: UTF8.self)
    try key.write(toFile: "\(state)/keys/tokens.pub", atomically: false, encoding: .utf8)
  }

  private func clean() {
    do { try FileManager.default.removeItem(atPath: state) } catch { print(error) }
  }

  func environment(_ more: [String: String]) throws -> [String: String] {
    [
      "CREDOPASS_METRICS_PORT": "\(try freePort())",
      "CREDOPASS_STATE": state, "CREDOPASS_LOG_LEVEL": "error",
      "LOYALTY_DATABASE_URL": database.url(role: "loyalty"),
      "ATTENDANCE_DATABASE_URL": database.url(role: "attendance"),
      "USERS_DATABASE_URL": database.url(role: "users"),
      "EVENTS_DATABASE_URL": database.url(role: "events"),
    ].merging(patience) { $1 }.merging(more) { $1 }
  }

  func loyalty(
    _ replica: String = "1", _ settings: [String: String] = [:]
  ) async throws -> Running {
    try await Wiring.blueprint().start(
      environment(["LOYALTY_REPLICA": replica].merging(settings) { $1 }))
  }

  func attendance() async throws -> Running {
    let blueprint = Blueprint(
      "attendance", callers: ["loyalty"], schemaVersion: 1, statements: [],
      config: { _ in () }, room: { _, _ in Room(services: []) })
    return try await blueprint.start(environment(["ATTENDANCE_REPLICA": "1"]))
  }

  func users(_ services: any Service...) async throws -> Running {
    let blueprint = Blueprint(
      "users", callers: ["loyalty", "attendance", "events"], schemaVersion: 1, statements: [],
      config: { _ in () }, room: { _, _ in Room(services: services) })
    return try await blueprint.start(environment(["USERS_REPLICA": "1"]))
  }

  func events(_ services: any Service...) async throws -> Running {
    let blueprint = Blueprint(
      "events", callers: ["loyalty"], schemaVersion: 1, statements: [],
      config: { _ in () }, room: { _, _ in Room(services: services) })
    return try await blueprint.start(environment(["EVENTS_REPLICA": "1"]))
  }

  /// Whether loyalty has applied so many changes of a feed.
  func hasFollowed(_ source: String, _ count: Int) async throws -> Bool {
    let rows = try await database.rows(
      "SELECT 1 FROM loyalty.cursor WHERE source = '\(source)' AND position >= \(count)")
    return !rows.isEmpty
  }

  /// Runs `body` with a store of its own on the database; no sockets.
  /// - Parameters:
  ///   - page: how many people are judged at a time.
  ///   - swept: of how many events people are written down at a time.
  ///   - refused: hears to whom nothing can be given.
  func withStore(
    _ settings: [String: String] = [:], page: Int32 = 200, swept: Int32 = 20,
    refused: @escaping @Sendable (PatronID, Loyalty.Refusal) -> Void = { _, _ in },
    _ body: (Store) async throws -> Void
  ) async throws {
    let schema = try #require(SchemaName("loyalty"))
    let shared = SharedStatements(schema)
    let pool = Database(
      .patient(database.url(role: "loyalty")),
      statements: Statements.all + shared.feed.all)
    try await pool.start()
    var settings = Settings(service: "loyalty", environment: settings, file: [:])
    var store = Store(
      pool, Feed(schema, pool, shared.feed), Config(&settings), refused: refused)
    store.judgingPage = page
    store.sweptEvents = swept
    try await body(store)
    await pool.close()
  }

  func client(as caller: String = "gateway") throws -> LoyaltyClient {
    LoyaltyClient(try channel(as: caller))
  }

  func channel(as caller: String) throws -> Channel {
    let keys = try ServiceKeys(file: "\(state)/keys/\(caller)")
    let key = try #require(keys.key(caller: caller, callee: "loyalty").flatMap { ServiceKey($0) })
    let registry = Registry(state: state)
    return Channel(
      ChannelConfiguration(
        caller: try #require(ServiceName(caller)), callee: try #require(ServiceName("loyalty")),
        key: key, endpoints: { try registry.endpoints(of: "loyalty") }, pingTimeout: .seconds(30),
        connectWait: .seconds(60)))
  }

  /// Options of a call on behalf of a person.
  func signedIn(_ user: UUID128, _ role: Role = .participant) throws -> CallOptions {
    let scope = try #require(TokenScope(issuer: "credopass", audience: "credopass"))
    let token = TokenIssuer(scope: scope, key: signingKey).issue(
      userID: user.description, role: role, sessionID: UUID128.v7().description, epoch: 0,
      now: Int64(Date().timeIntervalSince1970))
    return CallOptions(timeout: .seconds(60), accessToken: token)
  }

  /// Breaches of what must hold after every commit; none is right.
  func breaches() async throws -> [[String?]] {
    try await Self.breaches(in: database) + breachesOfAwards()
  }

  private func breachesOfAwards() async throws -> [[String?]] {
    try await database.rows(
      """
      SELECT 'award without line', a.attendance_id::text FROM loyalty.awards a
        JOIN loyalty.presences p ON p.attendance_id = a.attendance_id
        LEFT JOIN loyalty.ledger l ON l.id = a.entry_id AND l.kind = 'EARN'
          AND l.points = a.points AND l.patron_id = p.patron_id
      WHERE a.entry_id IS NOT NULL
        AND (l.id IS NULL OR EXISTS (SELECT 1 FROM loyalty.ledger r WHERE r.reverses = l.id))
      UNION ALL
      SELECT 'line without award', l.id::text FROM loyalty.ledger l
      WHERE kind = 'EARN' AND source_key LIKE 'attendance:%'
        AND NOT EXISTS (SELECT 1 FROM loyalty.ledger r WHERE r.reverses = l.id)
        AND NOT EXISTS (SELECT 1 FROM loyalty.awards a WHERE a.entry_id = l.id)
      UNION ALL
      SELECT 'award at no presence', attendance_id::text FROM loyalty.awards a
      WHERE points IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM loyalty.presences p WHERE p.attendance_id = a.attendance_id)
      UNION ALL
      SELECT 'pending', c.patron_id::text FROM loyalty.accounts c
      WHERE pending <> (SELECT coalesce(sum(a.points), 0) FROM loyalty.presences p
        JOIN loyalty.awards a ON a.attendance_id = p.attendance_id
        WHERE p.patron_id = c.patron_id AND a.awaits IS NOT NULL)
      """)
  }

  /// Those of the ledger alone.
  static func breaches(in database: TestDatabase) async throws -> [[String?]] {
    try await database.rows(
      """
      SELECT 'sum', a.patron_id::text FROM loyalty.accounts a
      WHERE balance - owed <> (SELECT coalesce(sum(points), 0) FROM loyalty.ledger l
        WHERE l.patron_id = a.patron_id) OR balance < 0 OR owed < 0 OR balance > 0 AND owed > 0
      UNION ALL
      SELECT 'uses', t.entry_id::text FROM loyalty.lots t
      WHERE remaining <> points - (SELECT coalesce(sum(u.points), 0) FROM loyalty.uses u
        WHERE u.lot_entry_id = t.entry_id AND u.returned_at IS NULL)
      UNION ALL
      SELECT 'taken', l.id::text FROM loyalty.ledger l
      WHERE kind IN ('BURN', 'EXPIRE') AND -points <> (SELECT coalesce(sum(u.points), 0)
        FROM loyalty.uses u WHERE u.entry_id = l.id)
      UNION ALL
      SELECT 'time', id::text FROM (SELECT id, issued_at, max(issued_at) OVER (
        PARTITION BY patron_id ORDER BY number) AS latest FROM loyalty.ledger) l
      WHERE issued_at < latest
      UNION ALL
      SELECT 'moved_at', a.patron_id::text FROM loyalty.accounts a
      WHERE moved_at IS DISTINCT FROM (SELECT max(issued_at) FROM loyalty.ledger l
        WHERE l.patron_id = a.patron_id)
      UNION ALL
      SELECT 'running sum', id::text FROM (SELECT id, balance_after,
        sum(points) OVER (PARTITION BY patron_id ORDER BY number) AS sum FROM loyalty.ledger) l
      WHERE balance_after <> sum
      UNION ALL
      SELECT 'gap', patron_id::text FROM loyalty.ledger
      GROUP BY patron_id HAVING max(number) <> count(*)
      UNION ALL
      SELECT 'lots', a.patron_id::text FROM loyalty.accounts a
      WHERE balance <> (SELECT coalesce(sum(remaining), 0) FROM loyalty.lots t
        WHERE t.patron_id = a.patron_id)
      UNION ALL
      SELECT 'two awards stand', split_part(l.source_key, ':', 2) FROM loyalty.ledger l
      WHERE kind = 'EARN' AND NOT EXISTS (SELECT 1 FROM loyalty.ledger r WHERE r.reverses = l.id)
        AND source_key LIKE 'attendance:%'
      GROUP BY 2, rule_id HAVING count(*) > 1
      """)
  }

  func balance(_ patron: UUID128) async throws -> Int32 {
    let rows = try await database.rows(
      "SELECT balance FROM loyalty.accounts WHERE patron_id = '\(patron)'")
    return rows.first?[0].flatMap { Int32($0) } ?? 0
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

  func publish(_ changed: AttendanceChanged...) async throws {
    try await daemon.feed.transaction { transaction in
      for change in changed {
        let key = try #require(UUID128(change.id))
        try await transaction.execute(daemon.feed.publish([try FeedEntry(key, change)]))
      }
    }
  }
}

/// Users that knows whomever it is asked for, but for those whose id begins with zeros.
struct Everybody: Service {
  static let name = "credopass.users.v1.UsersService"

  var handlers: [MethodHandler] {
    [
      MethodHandler(
        Method<BatchGetUsersRequest, BatchGetUsersResponse>(
          name: "\(Self.name)/BatchGetUsers", idempotency: .noSideEffects)
      ) { request, _ in
        BatchGetUsersResponse(
          users: request.ids.filter { !$0.hasPrefix("00000000") }.map { User(id: $0) })
      }
    ]
  }
}

/// One person at one event.
struct Visit: Sendable {
  var id = UUID128.v7()
  var patron = UUID128.v7()
  var event = "Jazz Night"
  let eventID = UUID128.v7()

  func changed(_ status: Attendance.Status, patron other: UUID128? = nil) -> AttendanceChanged {
    AttendanceChanged(
      id: id.description, eventId: eventID.description,
      patronId: (other ?? patron).description, status: status, eventName: event)
  }

  func change(_ status: Attendance.Status, at position: Int64) throws -> Change {
    Change(
      position: position, kind: "AttendanceChanged", key: id.description,
      payload: try changed(status).encode())
  }
}

/// The code that `body` is refused with; nil when it is not.
func code(_ body: () async throws -> some Any) async -> Code? {
  do {
    _ = try await body()
    return nil
  } catch {
    return (error as? Status)?.code ?? .unknown
  }
}

/// Answers for people the way users does.
struct KnownPeople: Service {
  static let name = "credopass.users.v1.UsersService"
  let people: [UUID128]

  var handlers: [MethodHandler] {
    [
      MethodHandler(UsersMethods.batchGetUsers) { request, _ in
        BatchGetUsersResponse(
          users: request.ids.filter { people.map(\.description).contains($0) }.map {
            User(id: $0, email: "\($0)@example.org", active: true)
          })
      }
    ]
  }
}
