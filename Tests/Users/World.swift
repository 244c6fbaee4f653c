import Contracts
import Foundation
import Identity
import Postgres
import ProcessKit
import RPC
import Synchronization
import TestKit
import Testing

@testable import Daemon
@testable import Users

/// One world at a time: each has daemons, pools and passwords to hash, and few cores.
@Suite(.serialized) enum UsersIntegration {}

/// A users daemon on a database of its own, with events and attendance of the test beside it.
final class World: Sendable {
  static let adminEmail = "root@example.org"
  static let adminPassword = "correct horse cart"

  let database: TestDatabase
  let state: String
  let parties = PartyLog()
  private let running = Mutex<[Running]>([])

  static func with(_ body: (World) async throws -> Void) async throws {
    let sets = [
      try MigrationSet(schema: "users", directory: root + "/Services/Users/Migrations"),
      try SharedTables.migrations("events"), try SharedTables.migrations("attendance"),
    ]
    try await TestDatabase.with(migrations: sets) { database in
      let world = try World(database)
      do { try await body(world) } catch {
        await world.stop()
        throw error
      }
      await world.stop()
      try FileManager.default.removeItem(atPath: world.state)
    }
  }

  static var root: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
  }

  init(_ database: TestDatabase) throws {
    self.database = database
    state = NSTemporaryDirectory() + "users-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: state + "/keys", withIntermediateDirectories: true)
    let names = ["gateway", "ctl", "users", "events", "attendance", "loyalty"]
    let pairs = names.flatMap { caller in
      names.compactMap { ServiceKeys.Pair(caller: caller, callee: $0) }
    }
    let keys = ServiceKeys(master: .random(), pairs: pairs)
    for name in names { try keys.of(name).write(to: "\(state)/keys/\(name)") }
  }

  func environment(_ more: [String: String] = [:]) throws -> [String: String] {
    [
      "CREDOPASS_METRICS_PORT": "\(try freePort())",
      "CREDOPASS_STATE": state, "CREDOPASS_LOG_LEVEL": "error",
      "USERS_DATABASE_URL": database.url(role: "users"),
      "EVENTS_DATABASE_URL": database.url(role: "events"),
      "ATTENDANCE_DATABASE_URL": database.url(role: "attendance"),
      "CREDOPASS_ADMIN_EMAIL": Self.adminEmail, "CREDOPASS_ADMIN_PASSWORD": Self.adminPassword,
    ].merging(patience) { $1 }.merging(more) { $1 }
  }

  /// Starts a replica of users.
  @discardableResult
  func users(_ replica: String = "1", _ more: [String: String] = [:]) async throws -> Running {
    let users = try await blueprint().start(
      try environment(["USERS_REPLICA": replica]).merging(more) { $1 })
    keep(users)
    return users
  }

  static func standIn(_ name: String, _ services: [any Service]) -> Blueprint<Void> {
    Blueprint(
      name, callers: ["users"], schemaVersion: 1, statements: [], config: { _ in () },
      room: { _, _ in Room(services: services) })
  }

  /// Starts the stand-ins that an import with an event talks to.
  func startParties() async throws {
    let events = Self.standIn(
      "events",
      [EventsParty(log: parties), EnrollmentsParty(log: parties), RsvpsParty(log: parties)])
    let attendance = Self.standIn("attendance", [AttendanceParty(log: parties)])
    for start in [try await events.start(environment()), try await attendance.start(environment())]
    {
      keep(start)
    }
  }

  /// Ends it with the world.
  func keep(_ daemon: Running) { running.withLock { $0.append(daemon) } }

  func stop() async {
    for running in running.withLock({ $0 }) {
      running.cancel()
      running.web.withLock { $0 }?.close()
      running.server.close()
      await running.daemon.database.close()
    }
  }

  func channel(as caller: String) throws -> Channel {
    let keys = try ServiceKeys(file: "\(state)/keys/\(caller)")
    let key = try #require(keys.key(caller: caller, callee: "users").flatMap { ServiceKey($0) })
    let registry = Registry(state: state)
    return Channel(
      ChannelConfiguration(
        caller: try #require(ServiceName(caller)), callee: try #require(ServiceName("users")),
        key: key, endpoints: { try registry.endpoints(of: "users") }, pingTimeout: .seconds(30),
        connectWait: .seconds(60)))
  }

  func number(_ sql: String) async throws -> Int {
    Int(try await database.rows(sql).first?.first.flatMap { $0 } ?? "") ?? -1
  }
}

/// One who asks: a service, or a person by way of the gateway.
struct Asker: Sendable {
  let users: UsersClient
  let auth: AuthClient
  let token: String

  init(_ channel: Channel, token: String = "") {
    users = UsersClient(channel)
    auth = AuthClient(channel)
    self.token = token
  }

  func options(key: String = "") -> CallOptions {
    CallOptions(timeout: .seconds(60), idempotencyKey: key, accessToken: token)
  }

  func create(_ request: CreateUserRequest, key: String = UUID().uuidString) async throws -> User {
    try await users.createUser(request, options(key: key))
  }

  func signIn(_ email: String, _ password: String) async throws -> LoginResponse {
    try await auth.login(LoginRequest(email: email, password: password), options())
  }
}

/// The people of a test: an administrator, and one of each other role.
struct Cast: Sendable {
  static let password = "an ordinary phrase"
  let gateway: Channel
  let stranger: Asker
  let ctl: Asker
  var people: [User.Role: (user: User, asker: Asker)] = [:]

  init(_ world: World) async throws {
    gateway = try world.channel(as: "gateway")
    stranger = Asker(gateway)
    ctl = Asker(try world.channel(as: "ctl"))
    let session = try await stranger.signIn(World.adminEmail, World.adminPassword)
    let user = try #require(session.user)
    people[.admin] = (user, Asker(gateway, token: session.accessToken))
    for role in [User.Role.participant, .staff, .organizer] {
      let email = "\(role)@example.org"
      let user = try await admin.create(
        CreateUserRequest(
          email: email, firstName: "\(role)", role: role, password: Self.password))
      let session = try await stranger.signIn(email, Self.password)
      people[role] = (user, Asker(gateway, token: session.accessToken))
    }
  }

  subscript(_ role: User.Role) -> Asker { people[role]?.asker ?? stranger }
  func user(_ role: User.Role) -> User { people[role]?.user ?? User() }
  var admin: Asker { self[.admin] }
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
  var reason: String { details?.errorInfo?.reason ?? "" }
  var field: String { details?.badRequest?.fieldViolations.first?.field ?? "" }
  func fact(_ key: String) -> String? {
    details?.errorInfo?.metadata.first { $0.key == key }?.value
  }
}

extension CallOptions {
  /// For calls that have to succeed on a slow machine too.
  static let patient = CallOptions(timeout: .seconds(60))
}
