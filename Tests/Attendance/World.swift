import Contracts
import Foundation
import Identity
import Postgres
import ProcessKit
import RPC
import Synchronization
import TestKit
import Testing

@testable import Attendance
@testable import Daemon

/// The attendance daemon over real sockets on a database of the test's own, at a time the test
/// sets, between stand-ins for users and events that have real feeds.
final class World: Sendable {
  let database: TestDatabase
  let state: String
  let clock = TestClock()
  let signingKey = SigningKey(seed: .random())
  let people = KnownPeople()
  let program = Programme()
  private let running = Mutex<[Running]>([])

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Services/Attendance").path

  static func migrations() throws -> MigrationSet {
    try MigrationSet(schema: "attendance", directory: folder + "/Migrations")
  }

  /// Runs `body` and stops whatever daemons it started.
  static func with(_ body: (World) async throws -> Void) async throws {
    let sets = [
      try migrations(), try SharedTables.migrations("users"),
      try SharedTables.migrations("events"),
    ]
    try await TestDatabase.with(migrations: sets) { database in
      let world = try World(database)
      defer { world.clean() }
      do { try await body(world) } catch {
        await world.stop()
        throw error
      }
      await world.stop()
    }
  }

  /// The same with users, events and one replica of attendance running.
  static func served(_ body: (World, Running) async throws -> Void) async throws {
    try await with { world in
      _ = try await world.users()
      _ = try await world.events()
      try await body(world, try await world.attendance())
    }
  }

  private init(_ database: TestDatabase) throws {
    self.database = database
    state = NSTemporaryDirectory() + "attendance-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: state + "/keys", withIntermediateDirectories: true)
    let callers = ["gateway", "ctl", "users", "loyalty"]
    let pairs =
      (callers.map { ($0, "attendance") }
      + [("attendance", "users"), ("attendance", "events"), ("events", "users")])
      .compactMap { ServiceKeys.Pair(caller: $0, callee: $1) }
    let keys = ServiceKeys(master: .random(), pairs: pairs)
    for service in callers + ["attendance", "events"] {
      try keys.of(service).write(to: "\(state)/keys/\(service)")
    }
    let line = String(decoding: Base64URL.encode(signingKey.publicKey.bytes), as: UTF8.self)
    try line.write(toFile: "\(state)/keys/tokens.pub", atomically: true, encoding: .utf8)
  }

  private func clean() {
    do { try FileManager.default.removeItem(atPath: state) } catch { print(error) }
  }

  private func stop() async {
    for daemon in running.withLock({ $0 }).reversed() { await daemon.stop() }
  }

  /// Stops one of the daemons now.
  func stop(_ daemon: Running) async {
    running.withLock { $0.removeAll { $0 === daemon } }
    await daemon.stop()
  }

  private func environment(_ more: [String: String]) throws -> [String: String] {
    [
      "CREDOPASS_METRICS_PORT": "\(try freePort())",
      "CREDOPASS_STATE": state, "CREDOPASS_LOG_LEVEL": "error",
      "ATTENDANCE_DATABASE_URL": database.url(role: "attendance"),
      "EVENTS_DATABASE_URL": database.url(role: "events"),
      "USERS_DATABASE_URL": database.url(role: "users"),
      // Jobs are run by the tests that are about them.
      "ATTENDANCE_JOBS": "3600s", "ATTENDANCE_LIMIT": "1024",
    ].merging(patience) { $1 }.merging(more) { $1 }
  }

  private func keep(_ daemon: Running) -> Running {
    running.withLock { $0.append(daemon) }
    return daemon
  }

  // MARK: Daemons

  func attendance(_ replica: String = "1") async throws -> Running {
    keep(
      try await Wiring.blueprint(clock: { [clock] in clock.now }).start(
        try environment(["ATTENDANCE_REPLICA": replica])))
  }

  func users() async throws -> Running {
    keep(
      try await Blueprint(
        "users", callers: ["attendance", "events"], schemaVersion: 1, statements: [],
        config: { _ in () }
      ) { [people] _, _ in Room(services: [people]) }.start(try environment([:])))
  }

  func events() async throws -> Running {
    keep(
      try await Blueprint(
        "events", callers: ["attendance"], schemaVersion: 1, statements: [], config: { _ in () }
      ) { [program] _, _ in
        Room(services: [program, Claims(program: program), Courses(program: program)])
      }
      .start(try environment([:])))
  }

  /// A store of its own over the same tables, for what has no call: jobs.
  func store(_ daemon: Running) throws -> Store { try Store(daemon.daemon) }

  // MARK: Callers

  func channel(as caller: String = "gateway") throws -> Channel {
    let keys = try ServiceKeys(file: "\(state)/keys/\(caller)")
    let key = try #require(
      keys.key(caller: caller, callee: "attendance").flatMap { ServiceKey($0) })
    let registry = Registry(state: state)
    return Channel(
      ChannelConfiguration(
        caller: try #require(ServiceName(caller)), callee: try #require(ServiceName("attendance")),
        key: key, endpoints: { try registry.endpoints(of: "attendance") },
        pingTimeout: .seconds(30), connectWait: .seconds(60)))
  }

  /// A person who calls by way of the gateway.
  func person(_ role: Role, _ id: UUID128 = .v7()) throws -> Someone {
    let scope = try #require(TokenScope(issuer: "credopass", audience: "credopass"))
    let token = TokenIssuer(scope: scope, key: signingKey).issue(
      userID: id.description, role: role, sessionID: UUID128.v7().description, epoch: 0,
      now: Int64(Date().timeIntervalSince1970))
    let channel = try channel()
    return Someone(
      id: id, token: token, attendance: AttendanceClient(channel), passes: PassesClient(channel),
      corrections: CorrectionsClient(channel), scans: ScansClient(channel))
  }

  // MARK: What the tables say

  func number(_ sql: String) async throws -> Int {
    Int(try await database.rows(sql).first?.first.flatMap { $0 } ?? "") ?? -1
  }

  /// What the feed tells, stamped and in order.
  func changes(_ daemon: Running) async throws -> [AttendanceChanged] {
    // What is stamped already is read before what is fresh.
    try await daemon.daemon.feed.stamp()
    return try await daemon.daemon.feed.changes(after: 0, limit: 10_000).rows.map {
      try AttendanceChanged.decode($0.payload)
    }
  }
}

/// The time that rules are told.
final class TestClock: Sendable {
  /// 2030-06-01 18:00 UTC, when the sample event begins.
  static let start = Instant(microseconds: 1_906_567_200_000_000)
  private let time = Mutex(TestClock.start)
  var now: Instant { time.withLock { $0 } }
  func set(_ now: Instant) { time.withLock { $0 = now } }
  func advance(minutes: Int64) { time.withLock { $0 = $0.adding(minutes: minutes) } }
}

extension Instant {
  func adding(minutes: Int64) -> Instant {
    Instant(microseconds: microseconds + minutes * 60_000_000)
  }
}

extension Running {
  /// Ends a daemon of this process at once.
  func stop() async {
    do { try daemon.registry.leave(daemon.name, daemon.config.replica) } catch { print(error) }
    cancel()
    web.withLock { $0 }?.close()
    server.close()
    await daemon.database.close()
  }
}

/// A person with a token.
struct Someone: Sendable {
  let id: UUID128
  let token: String
  let attendance: AttendanceClient
  let passes: PassesClient
  let corrections: CorrectionsClient
  let scans: ScansClient

  var options: CallOptions { CallOptions(timeout: .seconds(60), accessToken: token) }

  @discardableResult
  func checkIn(
    _ user: UUID128, at event: UUID128, scan: String = UUID().uuidString, device: String = "",
    occurredAt: Instant? = nil, method: Contracts.Attendance.Method = .unspecified,
    bypass: Bool = false
  ) async throws -> CheckInResponse {
    try await attendance.checkIn(
      CheckInRequest(
        eventId: event.description, subject: .userId(user.description), scanId: scan,
        occurredAt: occurredAt.map { Timestamp($0) }, method: method, deviceId: device,
        bypassWindow: bypass), options)
  }

  @discardableResult
  func show(
    _ pass: String, at event: UUID128, scan: String = UUID().uuidString,
    occurredAt: Instant? = nil
  ) async throws -> CheckInResponse {
    try await attendance.checkIn(
      CheckInRequest(
        eventId: event.description, subject: .pass(pass), scanId: scan,
        occurredAt: occurredAt.map { Timestamp($0) }), options)
  }

  func issue(
    _ event: UUID128, _ user: UUID128? = nil, until: Instant? = nil
  ) async throws -> Pass {
    try await passes.issuePass(
      IssuePassRequest(
        eventId: event.description, userId: user?.description ?? "",
        expiresAt: until.map { Timestamp($0) }), options)
  }

  func revoke(_ event: UUID128, _ user: UUID128) async throws {
    _ = try await passes.revokePasses(
      RevokePassesRequest(eventId: event.description, userId: user.description), options)
  }

  @discardableResult
  func letIn(
    _ first: String, email: String = "", phone: String = "", at event: UUID128,
    scan: String = UUID().uuidString
  ) async throws -> CheckInResponse {
    try await attendance.checkIn(
      CheckInRequest(
        eventId: event.description,
        subject: .walkIn(.init(firstName: first, lastName: "Guest", email: email, phone: phone)),
        scanId: scan), options)
  }

  @discardableResult
  func checkOut(
    _ user: UUID128, of event: UUID128, at time: Instant? = nil, scan: String = "",
    device: String = ""
  ) async throws -> Contracts.Attendance {
    try await attendance.checkOut(
      CheckOutRequest(
        eventId: event.description, userId: user.description,
        occurredAt: time.map { Timestamp($0) }, scanId: scan, deviceId: device), options)
  }

  func summary(_ event: UUID128) async throws -> EventSummary {
    try await attendance.getEventSummary(
      GetEventSummaryRequest(eventId: event.description), options)
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

extension Status {
  var reason: String? { details?.errorInfo?.reason }
}

/// All that needs daemons, one after the other: each starts several and takes ports.
@Suite(.serialized) struct AttendanceIntegrationTests {}
