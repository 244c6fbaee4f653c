internal import Contracts
internal import Daemon
internal import HTTPTypes
internal import Identity
internal import Logging
internal import RPC
internal import Synchronization

/// What is learnt of a request on its way, and holds for its answer whatever that is.
struct Trail: Sendable {
  /// The route, as metrics call it.
  var label = "none"
  /// What the client may still do.
  var quota: Quota?
}

/// Answers HTTP requests by calling the services; knows the route table and the contract's
/// descriptors, and nothing of any domain.
final class Gateway: Sendable {
  static let bodyLimit = 1 << 20

  let settings: Config
  let schema: Schema
  let table: RouteTable
  let exposed: [String: Exposure]
  let backends: Backends
  let tokens: Tokens
  let devices: DeviceTokens
  let lives: LiveCalls
  let hub: LiveHub
  let limiter: RateLimiter
  let notes = RefusalNotes()
  let browsers: Browsers
  let metrics: Metrics
  let log: Logger
  let document: [UInt8]
  private let running = Atomic<Int>(0)
  private let connections = Atomic<Int>(0)
  private let draining = Atomic<Bool>(false)

  init(
    _ settings: Config, routes: [Route], schema: Schema, backends: Backends, tokens: Tokens,
    devices: DeviceTokens, metrics: Metrics, log: Logger, limiter: RateLimiter = RateLimiter()
  ) {
    self.settings = settings
    self.schema = schema
    self.backends = backends
    self.tokens = tokens
    self.devices = devices
    lives = LiveCalls(backends: backends, schema: schema)
    hub = LiveHub(lives, heartbeat: settings.heartbeat)
    self.metrics = metrics
    self.log = log
    self.limiter = limiter
    browsers = Browsers(origins: settings.origins, hsts: settings.hsts)
    table = RouteTable(routes)
    exposed = Exposure.all(of: routes)
    document = OpenAPI(routes: routes, schema: schema).document.bytes
  }

  /// Whether the end was asked for: not ready, and every answer is its connection's last.
  var isDraining: Bool { draining.load(ordering: .relaxed) }

  func drain() {
    draining.store(true, ordering: .relaxed)
    hub.end()
  }

  /// Requests being worked on.
  var runningRequests: Int { running.load(ordering: .relaxed) }

  func lostConnection() {
    metrics.add("credopass_http_lost_connections_total", "Clients that left in the middle.")
  }

  func countSlow(_ phase: String) {
    metrics.add(
      "credopass_http_slow_clients_total", "Clients that were cut off, by what they kept open.",
      [("phase", phase)])
  }

  var openConnections: Int { connections.load(ordering: .relaxed) }

  /// - Returns: how many are open with this one.
  func openConnection() -> Int { connections.add(1, ordering: .relaxed).newValue }

  func closeConnection() { connections.subtract(1, ordering: .relaxed) }

  // MARK: One request

  func answer(
    _ head: HTTPRequest, _ reader: inout RequestReader, from peer: String
  ) async -> Answer {
    let began = ContinuousClock.now
    let request = Incoming(head, from: peer, proxies: settings.proxies)
    var trail = Trail()
    running.add(1, ordering: .relaxed)
    defer { running.subtract(1, ordering: .relaxed) }
    var answer = await choose(request, &reader, &trail)
    answer.headers.append(("X-Request-Id", request.id))
    answer.headers += trail.quota?.fields ?? []
    browsers.dress(&answer, for: request)
    count(request, trail.label, answer.status, began)
    return answer
  }

  /// What is no request is answered, and counted, like one.
  func answer(malformed refusal: Refusal) -> Answer {
    let id = RequestID.make()
    var answer = Answer.problem(refusal, id)
    answer.headers.append(("X-Request-Id", id))
    browsers.dress(&answer, for: nil)
    metrics.add(
      "credopass_http_malformed_total", "What is not HTTP/1.1, or larger than it may be.",
      [("status", "\(refusal.status)")])
    return answer
  }

  private func choose(
    _ request: Incoming, _ reader: inout RequestReader, _ trail: inout Trail
  ) async -> Answer {
    do throws(Refusal) {
      if request.method == "OPTIONS" {
        return browsers.options(request, try methods(of: request.target.path))
      }
      if let answer = try own(request) {
        trail.label = String(request.target.path)
        return answer
      }
      if let method = schema.method(String(request.target.path.dropFirst())),
        let exposure = exposed[method.name]
      {
        trail.label = method.name
        return await connect(request, method, exposure, &reader, &trail)
      }
      switch try table.match(request.method, request.target.path) {
      case .found(let route, let parameters):
        trail.label = route.path
        return try await rest(request, route, parameters, &reader, &trail)
      case .otherMethods(let allowed): throw Self.wrongMethod(allowed)
      case .unknown: throw Self.noRoute
      }
    } catch {
      return .problem(error, request.id)
    }
  }

  private func count(
    _ request: Incoming, _ label: String, _ status: Int, _ began: ContinuousClock.Instant
  ) {
    metrics.add(
      "credopass_http_requests_total", "Requests answered, by route and status.",
      [("method", request.head.knownMethod), ("route", label), ("status", "\(status)")])
    metrics.observe(
      "credopass_http_seconds", "Time from a request's head to its answer.", [("route", label)],
      began.duration(to: .now) / .seconds(1))
    if status >= 500 {
      log.warning(
        "request failed",
        metadata: [
          "request": "\(request.id)", "route": "\(label)",
          "status": "\(status)",
        ])
    }
  }

  // MARK: What every call passes

  /// Who asks, when there is room and they do not ask too often.
  /// - Throws: 401, 429, 503.
  ///
  /// - Parameter ticket: what stands in place of a token, and for what.
  func admit(
    _ request: Incoming, _ exposure: Exposure, ticket: (text: String, event: String)? = nil,
    _ trail: inout Trail
  ) async throws(Refusal) -> Asker {
    let isCritical = exposure.criticality == .critical
    let room = isCritical ? settings.limit : settings.limit * 3 / 4
    guard runningRequests <= room else { throw .unavailable("too many requests at once") }
    let asker: Asker
    do throws(Refusal) {
      asker = try await identify(request, ticket)
    } catch {
      // Guessing tokens costs as much as asking without one.
      try limit("address \(request.address)", settings.anonymous, failsOpen: false, &trail)
      throw error
    }
    if let device = asker.device {
      try limit("device \(device)", settings.signedIn, failsOpen: isCritical, &trail)
      guard exposure.forDevices else { throw .denied }
    } else if let principal = asker.principal {
      try limit("user \(principal.userID)", settings.signedIn, failsOpen: isCritical, &trail)
    } else {
      try limit("address \(request.address)", settings.anonymous, failsOpen: false, &trail)
      if exposure.audience != .anyone { throw .notSignedIn }
    }
    return asker
  }

  /// Who asks: a person, a device, or nobody that we know.
  private func identify(
    _ request: Incoming, _ ticket: (text: String, event: String)?
  ) async throws(Refusal) -> Asker {
    let token: String
    if let authorization = request.head.headerFields[.authorization] {
      token = try Tokens.bearer(authorization)
    } else if let ticket {
      // A guess costs a call: who has used up its guesses gets none.
      guard limiter.hasRoom("address \(request.address)", settings.anonymous) else {
        throw .badToken
      }
      token = try await redeem(ticket.text, request, ticket.event)
    } else {
      return Asker(principal: nil, token: "")
    }
    if DeviceToken.isOne(token) {
      return Asker(principal: nil, device: try await devices.device(of: token), token: token)
    }
    return Asker(principal: try await tokens.principal(token), token: token)
  }

  private func limit(
    _ client: String, _ rate: Rate, failsOpen: Bool, _ trail: inout Trail
  ) throws(Refusal) {
    let verdict = limiter.take(client, rate)
    trail.quota = Quota(rate: rate, verdict: verdict)
    if case .passed = verdict { return }
    metrics.add(
      "credopass_http_limited_total", "Requests over a client's limit.",
      [("passed", "\(failsOpen)")])
    if failsOpen { return }
    if case .refused(let seconds) = verdict { throw .tooMany(after: seconds) }
    throw .tooMany(after: 1)
  }

  /// What travels with a call for `request`.
  func options(_ request: Incoming, _ asker: Asker, key: String, timeout: Duration) -> CallOptions {
    CallOptions(
      timeout: timeout, idempotencyKey: key, accessToken: asker.token,
      traceparent: request.traceparent,
      metadata: [
        Metadata(key: "request-id", value: request.id),
        Metadata(key: "client-address", value: request.address),
        Metadata(key: "user-agent", value: request.agent),
      ])
  }

  /// The body.
  /// - Throws: 413; 400 when the client stops in the middle.
  func body(_ reader: inout RequestReader) async throws(Refusal) -> [UInt8] {
    let bytes: [UInt8]?
    do { bytes = try await reader.collect(upTo: Self.bodyLimit) } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw .badRequest("the body is not whole")
    }
    guard let bytes else { throw .tooLarge }
    return bytes
  }
}

extension Gateway {
  static let targetTooLong = Refusal(
    414, .invalidArgument, "URI_TOO_LONG", "path and query are longer than 8 KiB")
  static let headersTooLarge = Refusal(
    431, .invalidArgument, "HEADERS_TOO_LARGE", "the header fields are larger than 32 KiB")
  static let tooSlow = Refusal(
    408, .deadlineExceeded, "TOO_SLOW", "the request did not come in time")
  static let noRoute = Refusal(404, .notFound, "NO_ROUTE", "nothing is found under this path")

  static func wrongMethod(_ allowed: [String]) -> Refusal {
    var refusal = Refusal(
      405, .unimplemented, "METHOD_NOT_ALLOWED", "allowed are \(allowed.joined(separator: ", "))")
    refusal.headers = [("Allow", allowed.joined(separator: ", "))]
    return refusal
  }
}

extension HTTPRequest {
  /// The method as a label: what clients invent is one.
  fileprivate var knownMethod: String {
    let known = ["GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS", "PUT"]
    return known.contains(method.rawValue) ? method.rawValue : "other"
  }
}
