import Foundation
import NNG
import Synchronization
import Testing

@testable public import RPC

let serverName = ServiceName("replica")!
let clientName = ServiceName("client")!
let otherName = ServiceName("other")!
let clientKey = ServiceKey([UInt8](repeating: 1, count: 32))!
let otherKey = ServiceKey([UInt8](repeating: 2, count: 32))!

/// A method of the abused service, by name.
func abused(
  _ name: String, _ idempotency: Idempotency = .noSideEffects
) -> Method<RawPayload, RawPayload> {
  Method(name: "test.v1.AbusedService/\(name)", idempotency: idempotency)
}

extension RawPayload: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self.init(Array(text.utf8)) }
  init(_ text: String) { self.init(Array(text.utf8)) }
}

/// Handlers made in a test, as a service.
struct TestService: Service {
  static let name = "test.v1.AbusedService"
  var handlers: [MethodHandler]

  init(_ handlers: [MethodHandler]) { self.handlers = handlers }
}

/// A server of this process.
struct LocalServer {
  let server: Server
  let endpoint: Endpoint

  init(
    limit: Int = 64, hooks: Server.Hooks = Server.Hooks(),
    _ handlers: [MethodHandler]
  ) throws {
    server = try Server(
      ServerConfiguration(
        name: serverName, replica: "local", limit: limit, longPollLimit: 4,
        keys: [clientName: clientKey, otherName: otherKey], allowedCallers: [clientName],
        drainNotice: .milliseconds(50)),
      services: [TestService(handlers)], hooks: hooks)
    endpoint = try server.start()
  }

  static let echo = MethodHandler(abused("Echo")) { request, _ in request }
}

/// A channel that waits long and ejects nobody for being slow, as on a busy machine all are.
func channel(
  to endpoints: [Endpoint], caller: ServiceName = clientName, key: ServiceKey = clientKey,
  resends: Bool = false, pingInterval: Duration = .seconds(1),
  pingTimeout: Duration = .seconds(30), slotLimit: Int = 1024
) -> Channel {
  Channel(
    ChannelConfiguration(
      caller: caller, callee: serverName, key: key, endpoints: { endpoints }, slotLimit: slotLimit,
      pingInterval: pingInterval, pingTimeout: pingTimeout, connectWait: .seconds(60),
      cutOffLimit: .seconds(600), resends: resends))
}

/// The status that `body` throws; nil when it throws none.
func status(_ body: () async throws -> Void) async -> Status? {
  do {
    try await body()
    return nil
  } catch let failure as Failure {
    return failure.status
  } catch {
    return error as? Status
  }
}

/// A number that many tasks count in.
final class Counter: Sendable {
  private let count = Atomic<Int>(0)
  func add() { count.add(1, ordering: .relaxed) }
  var value: Int { count.load(ordering: .relaxed) }
}

/// Something that becomes true once.
final class Flag: Sendable {
  private let flag = Atomic<Bool>(false)
  func raise() { flag.store(true, ordering: .relaxed) }
  var isUp: Bool { flag.load(ordering: .relaxed) }
}

/// A value that many tasks change.
final class Locked<Value: Sendable>: Sendable {
  private let value: Mutex<Value>
  init(_ value: Value) { self.value = Mutex(value) }
  @discardableResult
  func withLock<Result: Sendable>(_ body: @Sendable (inout Value) -> Result) -> Result {
    value.withLock { value in
      var copy = value
      defer { value = copy }
      return body(&copy)
    }
  }
}

extension CallOptions {
  /// For calls that have to succeed on a slow machine too.
  static let patient = CallOptions(timeout: .seconds(60))
}
