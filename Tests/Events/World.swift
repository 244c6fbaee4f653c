import Contracts
import Foundation
import Identity
import Postgres
import Synchronization
import TestKit
import Testing

@testable import Daemon
@testable import Events
@testable import RPC

/// The events daemon over real sockets on a database of the test's own, at a time the test sets.
final class World: Sendable {
  let database: TestDatabase
  let state: String
  let clock: TestClock
  let signingKey = Identity.SigningKey(seed: .random())
  private let running = Mutex<[Running]>([])

  static func migrations() throws -> MigrationSet {
    try MigrationSet(schema: "events", directory: folder + "/Migrations")
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Services/Events").path

  /// Daemons and their connections are many; a few worlds at a time leave the machine its breath.
  private static let gate = Gate(limit: 3)

  static func with(_ body: (World) async throws -> Void) async throws {
    await gate.enter()
    do { try await make(body) } catch {
      await gate.leave()
      throw error
    }
    await gate.leave()
  }

  private static func make(_ body: (World) async throws -> Void) async throws {
    let sets = [try migrations(), try SharedTables.migrations("users")]
    try await TestDatabase.with(migrations: sets) { database in
      let world = try World(database)
      defer { world.clean() }
      do { try await body(world) } catch {
        // Or its daemons would go on knocking at a database that is gone, and fail other tests.
        for daemon in world.running.withLock({ $0 }) { await daemon.stop() }
        throw error
      }
    }
  }

  private func keep(_ daemon: Running) -> Running {
    running.withLock { $0.append(daemon) }
    return daemon
  }

  /// The same with one replica of events running.
  static func served(_ body: (World, Running) async throws -> Void) async throws {
    try await with { world in
      let events = try await world.events()
      try await body(world, events)
      await events.stop()
    }
  }

  private init(_ database: TestDatabase) throws {
    self.database = database
    clock = TestClock()
    state = NSTemporaryDirectory() + "events-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: state + "/keys", withIntermediateDirectories: true)
    let callers = ["gateway", "ctl", "attendance", "users", "loyalty"]
    let pairs = (callers.map { ($0, "events") } + [("events", "users"), ("ctl", "users")])
      .compactMap { ServiceKeys.Pair(caller: $0, callee: $1) }
    let keys = ServiceKeys(master: .random(), pairs: pairs)
    for service in callers + ["events"] {
      try keys.of(service).write(to: "\(state)/keys/\(service)")
    }
    let line = String(decoding: Base64URL.encode(signingKey.publicKey.bytes), as: UTF8.self)
    try line.write(toFile: "\(state)/keys/tokens.pub", atomically: true, encoding: .utf8)
  }

  private func clean() {
    do { try FileManager.default.removeItem(atPath: state) } catch { print(error) }
  }

  private static let addresses = Mutex(1)

  /// An address of this machine that no other daemon here has.
  private static func nextAddress() -> String {
    addresses.withLock { number in
      number += 1
      return "127.0.\(number / 200).\(number % 200 + 1)"
    }
  }

  private func environment(_ more: [String: String]) -> [String: String] {
    [
      "CREDOPASS_STATE": state, "CREDOPASS_LOG_LEVEL": "error",
      "EVENTS_DATABASE_URL": database.url(role: "events"),
      "USERS_DATABASE_URL": database.url(role: "users"),
      // Jobs are run by the tests that are about them.
      "EVENTS_CROSSINGS": "600s", "EVENTS_NOTICES": "600s", "EVENTS_SERIES": "600s",
      "EVENTS_LIMIT": "1024",
      // Daemons of one process that ask nng for any port of one address would share its server.
      "CREDOPASS_HOST": Self.nextAddress(),
    ].merging(patience) { $1 }.merging(more) { $1 }
  }

  func events(
    _ replica: String = "1", _ more: [String: String] = [:]
  ) async throws -> Running {
    keep(
      try await Wiring.blueprint(clock: { [clock] in clock.now }).start(
        environment(["EVENTS_REPLICA": replica].merging(more) { $1 })))
  }

  /// Somebody who answers for users, with a feed of its own.
  func users(_ people: [UUID128: Bool]) async throws -> Running {
    keep(
      try await Blueprint(
        "users", callers: ["events", "ctl"], schemaVersion: 1, statements: [],
        config: { _ in () }
      ) { _, _ in Room(services: [KnownPeople(people: people)]) }.start(environment([:])))
  }

  func channel(as caller: String = "gateway") throws -> Channel {
    let keys = try ServiceKeys(file: "\(state)/keys/\(caller)")
    let key = try #require(keys.key(caller: caller, callee: "events").flatMap { ServiceKey($0) })
    let registry = Registry(state: state)
    return Channel(
      ChannelConfiguration(
        caller: try #require(ServiceName(caller)), callee: try #require(ServiceName("events")),
        key: key, endpoints: { try registry.endpoints(of: "events") }, pingTimeout: .seconds(30),
        connectWait: .seconds(60)))
  }

  func token(_ user: UUID128, _ role: Role) throws -> String {
    let scope = try #require(TokenScope(issuer: "credopass", audience: "credopass"))
    return TokenIssuer(scope: scope, key: signingKey).issue(
      userID: user.description, role: role, sessionID: UUID128.v7().description, epoch: 0,
      now: Int64(Date().timeIntervalSince1970))
  }

  /// A person who calls by way of the gateway.
  func person(_ role: Role = .participant, _ id: UUID128 = .v7()) throws -> Someone {
    try person(role, id, over: try channel())
  }

  private func person(
    _ role: Role, _ id: UUID128, over channel: Channel
  ) throws -> Someone {
    Someone(
      id: id, channel: channel, token: try token(id, role), events: EventsClient(channel),
      enrollments: EnrollmentsClient(channel), rsvps: RsvpsClient(channel))
  }

  /// So many members, who share a few channels as they would share gateways.
  func people(_ count: Int) throws -> [Someone] {
    let channels = try (0..<4).map { _ in try channel() }
    return try (0..<count).map { try person(.participant, .v7(), over: channels[$0 % 4]) }
  }
}

/// Lets in so many at a time.
private actor Gate {
  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(limit: Int) { free = limit }

  func enter() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}

/// The time that rules are told.
final class TestClock: Sendable {
  /// 2030-06-01 12:00 UTC.
  static let start = Instant(microseconds: 1_906_545_600_000_000)
  private let time = Mutex(TestClock.start)
  var now: Instant { time.withLock { $0 } }
  func advance(hours: Int64) { time.withLock { $0 = $0.adding(hours: hours) } }
}

/// Answers for people the way users does.
struct KnownPeople: Service {
  static let name = "credopass.users.v1.UsersService"
  /// Whether they take part.
  let people: [UUID128: Bool]

  static func address(_ person: UUID128) -> String { "\(person)@example.org" }

  private func user(_ id: String) -> User? {
    guard let key = UUID128(id), let active = people[key] else { return nil }
    return User(
      id: id, email: Self.address(key), firstName: "Ada", lastName: "L", active: active)
  }

  var handlers: [MethodHandler] {
    [
      MethodHandler(UsersMethods.getUser) { request, _ in
        guard let user = user(request.id) else { throw Status(.notFound, "no such user") }
        return user
      },
      MethodHandler(UsersMethods.batchGetUsers) { request, _ in
        BatchGetUsersResponse(users: request.ids.compactMap(user))
      },
    ]
  }
}

/// A person with a token.
struct Someone: Sendable {
  let id: UUID128
  let channel: Channel
  let token: String
  let events: EventsClient
  let enrollments: EnrollmentsClient
  let rsvps: RsvpsClient

  var name: String { id.description }
  var options: CallOptions { CallOptions(timeout: .seconds(60), accessToken: token) }

  func options(_ key: String) -> CallOptions {
    CallOptions(timeout: .seconds(60), idempotencyKey: key, accessToken: token)
  }

  func create(_ change: (inout CreateEventRequest) -> Void = { _ in }) async throws -> Event {
    var request = CreateEventRequest(
      name: "Jazz night", category: "concert", location: "Cellar", timeZone: "Europe/Berlin",
      startTime: Timestamp(TestClock.start.adding(hours: 24)))
    change(&request)
    return try await events.createEvent(request, options(UUID().uuidString))
  }

  func published(
    _ change: (inout CreateEventRequest) -> Void = { _ in }
  ) async throws -> Event {
    let event = try await create(change)
    return try await events.publishEvent(PublishEventRequest(id: event.id), options)
  }

  @discardableResult
  func enroll(
    _ event: Event, user: String = "", guests: Int32 = 0, key: String = UUID().uuidString
  ) async throws -> Enrollment {
    try await enrollments.enroll(
      EnrollRequest(eventId: event.id, userId: user, guests: guests), options(key))
  }

  @discardableResult
  func cancel(_ event: Event, user: String = "") async throws -> Enrollment {
    try await enrollments.cancelEnrollment(
      CancelEnrollmentRequest(eventId: event.id, userId: user), options)
  }

  @discardableResult
  func update(
    _ event: Event, user: String = "", guests: Int32? = nil, priority: Int32? = nil
  ) async throws -> Enrollment {
    let mask = (guests == nil ? [] : ["guests"]) + (priority == nil ? [] : ["priority"])
    return try await enrollments.updateEnrollment(
      UpdateEnrollmentRequest(
        eventId: event.id, userId: user, updateMask: FieldMask(paths: mask), guests: guests ?? 0,
        priority: priority ?? 0), options)
  }

  @discardableResult
  func say(_ status: Rsvp.Status, _ event: Event, user: String = "") async throws -> Rsvp {
    try await rsvps.setRsvp(
      SetRsvpRequest(eventId: event.id, userId: user, status: status), options)
  }

  func setCapacity(_ event: Event, _ capacity: Int32?) async throws {
    _ = try await events.updateEvent(
      UpdateEventRequest(
        id: event.id, updateMask: FieldMask(paths: ["capacity"]), capacity: capacity), options)
  }

  func get(_ event: Event) async throws -> Event {
    try await events.getEvent(GetEventRequest(id: event.id), options)
  }
}

extension Running {
  /// Ends a daemon of this process at once.
  func stop() async {
    cancel()
    server.close()
    await daemon.database.close()
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
  /// The name that programs tell refusals apart by.
  var reason: String? { details?.errorInfo?.reason }

  func fact(_ key: String) -> String? {
    details?.errorInfo?.metadata.first { $0.key == key }?.value
  }

  var fields: [String] { details?.badRequest?.fieldViolations.map(\.field) ?? [] }
}

extension CallContext {
  /// A call as a handler gets it, of a service by itself.
  static func sample(_ method: String) throws -> CallContext {
    CallContext(
      method: "test/\(method)", callID: CallID.make(), caller: try #require(ServiceName("ctl")),
      deadline: .now + .seconds(60), traceparent: "", idempotencyKey: UUID().uuidString,
      requestDigest: [UInt8](repeating: 1, count: 32), accessToken: "", metadata: [])
  }
}
