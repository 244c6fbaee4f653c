import Contracts
import Daemon
import Foundation
import Identity
import Logging
import RPC
import Synchronization
import Testing

@testable import Gateway

let scope = TokenScope(issuer: "credopass", audience: "credopass")!
let signingKey = Identity.SigningKey(seed: .random())
let someone = "0190a5b0-0000-7000-8000-000000000001"
let somebodyElse = "0190a5b0-0000-7000-8000-000000000002"
let anEvent = "0190a5b0-0000-7000-8000-0000000000e1"

func token(
  _ role: Role, user: String = someone, key: Identity.SigningKey = signingKey,
  now: Int64 = Int64(Date().timeIntervalSince1970)
) -> String {
  TokenIssuer(scope: scope, key: key).issue(
    userID: user, role: role, sessionID: "0190a5b0-0000-7000-8000-0000000000aa", epoch: 0, now: now)
}

/// A call as it arrived at the daemons.
struct Arrival: Sendable {
  let method: String
  let message: [UInt8]
  let context: CallContext
}

typealias RawHandler = @Sendable (RawPayload, CallContext) async throws -> RawPayload

/// How one rpc is answered; what is not said is answered by an empty message.
func answering<Request: Message, Response: Message>(
  _ method: RPC.Method<Request, Response>,
  _ body: @escaping @Sendable (Request, CallContext) async throws -> Response
) -> (String, RawHandler) {
  (
    method.name,
    { payload, call in
      RawPayload(try await body(try Request.decode(payload.bytes), call).encode())
    }
  )
}

/// Every rpc of a schema, answered by one server.
struct Daemons: RPC.Service {
  static let name = "test.v1.Daemons"
  let handlers: [MethodHandler]
  let arrivals = Journal()

  init(_ schema: Schema, _ answers: [(String, RawHandler)]) {
    let answers = Dictionary(answers, uniquingKeysWith: { $1 })
    let journal = arrivals
    handlers = schema.services.flatMap(\.methods)
      .filter { !$0.name.hasPrefix("credopass.rpc.") && !$0.name.hasPrefix("credopass.feed.") }
      .map { method in
        let rpc = RPC.Method<RawPayload, RawPayload>(
          name: method.name, idempotency: method.idempotency)
        return MethodHandler(rpc) { payload, call in
          journal.note(Arrival(method: method.name, message: payload.bytes, context: call))
          return try await answers[method.name]?(payload, call) ?? RawPayload()
        }
      }
  }
}

final class Journal: Sendable {
  private let state = Mutex<[Arrival]>([])
  func note(_ arrival: Arrival) { state.withLock { $0.append(arrival) } }
  var all: [Arrival] { state.withLock { $0 } }
  /// Those of the gateway's own doing left out.
  var calls: [Arrival] {
    let own = ["/GetKeySet", "/NoteRefusal", "/WatchEvent"]
    return all.filter { arrival in !own.contains { arrival.method.hasSuffix($0) } }
  }
}

/// A gateway on a port before a server of calls, all in this process.
final class World: Sendable {
  let gateway: Gateway
  let http: HTTPServer
  let daemons: Daemons
  let rpc: RPC.Server
  let channel: RPC.Channel
  let endpoint: Endpoint
  var port: Int { http.port }
  var calls: [Arrival] { daemons.arrivals.calls }

  init(
    _ answers: [(String, RawHandler)] = [], routes: [Route] = Routes.all,
    schema: Schema = .contract, keys: [Identity.SigningKey] = [signingKey],
    keySet: Identity.KeySet? = nil, scope: TokenScope = scope,
    limiter: RateLimiter = RateLimiter(), log: Logger? = nil,
    connectWait: Duration = .seconds(60),
    pair: (caller: String, callee: String, key: [UInt8])? = nil,
    _ change: (inout Config) -> Void = { _ in }
  ) async throws {
    // Its own key: a port that one world leaves may be the next one's.
    let key = ServiceKey(pair?.key ?? (0..<32).map { _ in .random(in: 0...255) })!
    let front = ServiceName(pair?.caller ?? "gateway")!
    let back = ServiceName(pair?.callee ?? "daemons")!
    daemons = Daemons(schema, answers)
    rpc = try RPC.Server(
      ServerConfiguration(
        name: back, replica: "test", limit: 32, longPollLimit: 4, keys: [front: key],
        allowedCallers: [front],
        drainNotice: .milliseconds(20)), services: [daemons])
    let endpoint = try rpc.start()
    self.endpoint = endpoint
    let channel = RPC.Channel(
      ChannelConfiguration(
        caller: front, callee: back, key: key, endpoints: { [endpoint] },
        pingTimeout: .seconds(30), connectWait: connectWait))
    self.channel = channel
    var config = Config()
    config.port = 0
    // Whatever the machine has to do beside this.
    config.timeout = .seconds(60)
    config.uploadTimeout = .seconds(300)
    // Tests ask faster than people; those that are about limits set their own.
    config.anonymous = Rate(perSecond: 100_000, burst: 100_000)
    config.signedIn = Rate(perSecond: 100_000, burst: 100_000)
    change(&config)
    let tokens = Tokens(
      scope: scope,
      keys: keySet ?? Identity.KeySet(keys.map { Identity.KeySet.Entry($0.publicKey) })
    ) {
      try await AuthClient(channel).getKeySet(
        GetKeySetRequest(), CallOptions(timeout: .seconds(60), accessToken: ""))
    }
    var silent = Logger(label: "test")
    silent.logLevel = .critical
    let callers = Dictionary(
      uniqueKeysWithValues: Backends.domains(routes).map { ($0, channel as any Caller) })
    gateway = Gateway(
      config, routes: routes, schema: schema, backends: Backends(callers), tokens: tokens,
      devices: DeviceTokens { try await DeviceTokens.keys(of: PassesClient(channel)) },
      metrics: Metrics(), log: log ?? silent, limiter: limiter)
    http = try await HTTPServer(gateway)
  }

  deinit { rpc.close() }

  /// Ends the world; a test that forgets leaves a port open until the process ends.
  func end() async { _ = await http.drain(within: .seconds(5)) }

  func send(
    _ method: String, _ path: String, as token: String? = nil, _ headers: [String: String] = [:],
    body: String? = nil
  ) async throws -> RawAnswer {
    var lines = ["\(method) \(path) HTTP/1.1", "Host: test", "Connection: close"]
    if let token { lines.append("Authorization: Bearer \(token)") }
    var headers = headers
    if let body {
      lines.append("Content-Length: \(body.utf8.count)")
      if headers["Content-Type"] == nil { headers["Content-Type"] = "application/json" }
    }
    lines += headers.map { "\($0): \($1)" }
    let text = lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")
    return try await exchange(port, Array(text.utf8))
  }
}

/// A number that many tasks count in.
final class Counter: Sendable {
  private let count = Atomic<Int>(0)
  func add() { count.add(1, ordering: .relaxed) }
  var value: Int { count.load(ordering: .relaxed) }
}
