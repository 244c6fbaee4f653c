import Contracts
import Foundation
import Glibc
import Identity
import ProcessKit
import RPC
import Synchronization
import Testing

@testable import Gateway

/// A door as attendance tells of it, moved by the test.
private final class Door: Sendable {
  private struct State {
    var version: Int64 = 1
    var polls = 0
    var largest = 0
    var refused: Set<String> = []
    var isGone = false
    var isDown = false
  }
  private let state = Mutex(State())

  var version: Int64 { state.withLock { $0.version } }
  /// Watches at once, at most.
  var largest: Int { state.withLock { $0.largest } }
  func move() { state.withLock { $0.version += 1 } }
  func refuse(_ token: String) { state.withLock { _ = $0.refused.insert(token) } }
  func go() { state.withLock { $0.isGone = true } }
  func set(down: Bool) { state.withLock { $0.isDown = down } }

  private func view(_ call: CallContext) throws -> LiveView {
    try state.withLock { state in
      if state.isDown { throw Status(.unavailable, "down") }
      if state.isGone { throw Status(.notFound, "no such event") }
      if state.refused.contains(call.accessToken) { throw Status(.permissionDenied, "no more") }
      return LiveView(
        eventId: anEvent, version: state.version, present: Int32(state.version), attended: 9)
    }
  }

  var answers: [(String, RawHandler)] {
    [
      answering(LiveMethods.getLiveView) { _, call in try self.view(call) },
      answering(LiveMethods.watchEvent) { request, call in
        self.state.withLock {
          $0.polls += 1
          $0.largest = max($0.largest, $0.polls)
        }
        defer { self.state.withLock { $0.polls -= 1 } }
        let end = ContinuousClock.now + .milliseconds(Int64(request.waitMs))
        while try self.view(call).version == request.after, ContinuousClock.now < end {
          try await ContinuousClock().sleep(for: .milliseconds(5))
        }
        return try self.view(call)
      },
      answering(LiveMethods.redeemLiveTicket) { request, _ in
        guard request.ticket == "good", request.eventId == anEvent else {
          throw Status(.unauthenticated, "no ticket")
        }
        return RedeemedLiveTicket(accessToken: token(.staff))
      },
    ]
  }
}

/// A browser that listens. Blocking: only to be used off the cooperative threads.
private final class Listener: @unchecked Sendable {
  private let socket: RawSocket
  private var text = ""
  private(set) var isOver = false

  /// - Parameter buffer: bytes that its side holds unread; nil is the system's choice.
  init(
    _ port: Int, _ token: String?, last: Int64? = nil, query: String = "", buffer: Int32? = nil
  ) throws {
    socket = try RawSocket(port)
    if var buffer {
      setsockopt(socket.file, SOL_SOCKET, SO_RCVBUF, &buffer, socklen_t(MemoryLayout<Int32>.size))
    }
    var lines = ["GET /v1/events/\(anEvent)/live\(query) HTTP/1.1", "Host: test"]
    if let token { lines.append("Authorization: Bearer \(token)") }
    if let last { lines.append("Last-Event-ID: \(last)") }
    socket.write(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8))
  }

  /// Reads until `part` has come, and answers what came up to it.
  @discardableResult
  func hear(_ part: String) throws -> String {
    while true {
      if let range = text.range(of: part) {
        defer { text.removeSubrange(..<range.upperBound) }
        return String(text[..<range.upperBound])
      }
      let more = socket.read()
      guard !more.isEmpty else {
        isOver = true
        throw RawSocket.Failure(what: "ended without \(part) after \(text)")
      }
      text += String(decoding: more, as: UTF8.self)
    }
  }

  func hear(version: Int64) throws { try hear("id: \(version)\ndata: ") }

  /// Reads to the end of the stream, which must be a proper one.
  func end() throws { try hear("\r\n0\r\n\r\n") }
}

@Suite(.serialized) struct LiveTests {
  private func world(
    _ door: Door, _ change: @escaping (inout Config) -> Void = { _ in }
  ) async throws -> World {
    try await World(door.answers) { config in
      config.heartbeat = .milliseconds(500)
      config.liveTrust = .milliseconds(500)
      change(&config)
    }
  }

  @Test func `a listener hears at once what is, then each change, and that all is well`()
    async throws
  {
    let door = Door()
    let world = try await world(door)
    let port = world.port
    let first = try await blocking {
      let listener = try Listener(port, token(.staff))
      let head = try listener.hear("data: ")
      try listener.hear("\n\n")
      door.move()
      try listener.hear(version: 2)
      #expect(try listener.hear("\n\n").contains(#""present":2"#))
      try listener.hear(LiveMessageText.heartbeat)
      return head
    }
    #expect(first.contains("Content-Type: text/event-stream\r\n"))
    #expect(first.contains("Cache-Control: no-store\r\n") && first.contains("retry: "))
    #expect(first.hasSuffix("id: 1\ndata: "))
    try await eventually("nobody listens, nobody watches") {
      world.gateway.hub.listeners == 0 && world.gateway.hub.watched == 0
    }
    await world.end()
  }

  @Test func `a thousand listeners share one watch, and one that drops misses nothing`()
    async throws
  {
    let door = Door()
    let world = try await world(door)
    let port = world.port
    let tokens = (0..<10).map { number in
      token(.staff, user: "0190a5b0-0000-7000-8000-\(String(format: "%012d", number))")
    }
    let began = ContinuousClock.now
    let crowd = try await blocking {
      try (0..<1000).map { try Listener(port, tokens[$0 % tokens.count]) }
    }
    try await blocking { for listener in crowd { try listener.hear(version: 1) } }
    let joined = ContinuousClock.now
    #expect(world.gateway.hub.listeners == 1000 && world.gateway.hub.watched == 1)
    door.move()
    try await blocking { for listener in crowd { try listener.hear(version: 2) } }
    print(
      "live: 1000 listeners joined in \(began.duration(to: joined)), told in "
        + "\(joined.duration(to: .now))")
    // One is away while the door moves on twice, and comes back where it was.
    let rest = try await blocking {
      var rest = crowd
      rest.removeLast()
      return rest
    }
    door.move()
    door.move()
    try await blocking {
      let back = try Listener(port, tokens[9], last: 2)
      try back.hear(version: 4)
      // Who has missed nothing is not told it again.
      let same = try Listener(port, tokens[9], last: 4)
      #expect(try same.hear(LiveMessageText.heartbeat).contains("id: ") == false)
      door.move()
      for listener in rest + [back, same] { try listener.hear(version: 5) }
    }
    #expect(door.largest == 1)
    await world.end()
  }

  @Test func `a listener that reads nothing holds up nobody, and is cut off`() async throws {
    let door = Door()
    let world = try await World(
      door.answers.filter { !$0.0.hasSuffix("/WatchEvent") } + [
        // Large enough that what is not read fills every buffer on the way.
        answering(LiveMethods.watchEvent) { request, _ in
          let scans = (0..<3000).map { _ in
            LiveView.Arrival(userId: someone, firstName: String(repeating: "x", count: 200))
          }
          return LiveView(eventId: anEvent, version: request.after + 1, lastScans: scans)
        }
      ]
    ) { $0.clientTimeout = .seconds(1) }
    let port = world.port
    let idle = try await blocking {
      let idle = try Listener(port, token(.staff), buffer: 4096)
      let awake = try Listener(port, token(.staff))
      for version in 1...14 { try awake.hear(version: Int64(version)) }
      return idle
    }
    try await eventually("cut off") {
      world.gateway.metrics.render().contains(
        #"credopass_http_slow_clients_total{phase="answer"}"#)
    }
    withExtendedLifetime(idle) {}
    await world.end()
  }

  @Test func `a right that ends ends its streams, and no others`() async throws {
    let door = Door()
    let world = try await world(door)
    let port = world.port
    let (mine, theirs) = (token(.staff), token(.staff, user: somebodyElse))
    try await blocking {
      let listeners = try [mine, mine, theirs].map { try Listener(port, $0) }
      for listener in listeners { try listener.hear(version: 1) }
      door.refuse(mine)
      for listener in listeners.prefix(2) { try listener.end() }
      door.move()
      try listeners[2].hear(version: 2)
      #expect(!listeners[2].isOver)
    }
    await world.end()
  }

  @Test func `a stream lives no longer than its token`() async throws {
    let door = Door()
    let world = try await world(door)
    let port = world.port
    let now = Int64(Date().timeIntervalSince1970)
    let short = token(.staff, now: now - TokenIssuer.lifetime - TokenVerifier.leeway + 2)
    try await blocking {
      let listener = try Listener(port, short)
      try listener.hear(version: 1)
      try listener.end()
    }
    await world.end()
  }

  @Test func `an event that goes ends its streams; a service that is away does not`() async throws {
    let door = Door()
    let world = try await world(door)
    let port = world.port
    try await blocking {
      let listener = try Listener(port, token(.staff))
      try listener.hear(version: 1)
      door.set(down: true)
      try listener.hear(LiveMessageText.heartbeat)
      try listener.hear(LiveMessageText.heartbeat)
      door.set(down: false)
      door.move()
      try listener.hear(version: 2)
      door.go()
      try listener.end()
    }
    await world.end()
  }

  @Test func `when the gateway drains, its streams end properly and soon`() async throws {
    let door = Door()
    let world = try await world(door)
    let port = world.port
    let listeners = try await blocking {
      let listeners = try (0..<20).map { _ in try Listener(port, token(.staff)) }
      for listener in listeners { try listener.hear(version: 1) }
      return listeners
    }
    async let drained = world.http.drain(within: .seconds(20))
    try await blocking { for listener in listeners { try listener.end() } }
    #expect(await drained)
  }

  @Test func `a ticket opens what its token opens, at its event`() async throws {
    let door = Door()
    let world = try await World(door.answers, limiter: .stopped()) {
      $0.anonymous = Rate(perSecond: 1, burst: 3)
    }
    let port = world.port
    try await blocking {
      let listener = try Listener(port, nil, query: "?ticket=good")
      try listener.hear(version: 1)
    }
    let live = "/v1/events/\(anEvent)/live"
    var statuses: [Int] = []
    for _ in 0..<4 { statuses.append(try await world.send("GET", "\(live)?ticket=bad").status) }
    #expect(statuses == [401, 401, 401, 429])
    let asked = world.daemons.arrivals.all.filter { $0.method.hasSuffix("/RedeemLiveTicket") }
    #expect(asked.count == 4, "who has used up its guesses is not looked at")
    let both = try await world.send("GET", "\(live)?ticket=good", as: token(.staff))
    let other = try await world.send("GET", "\(live)?after=1", as: token(.staff))
    #expect(both.status == 400 && other.status == 400)
    // A ticket has no meaning anywhere else.
    let roster = try await world.send(
      "GET", "/v1/events/\(anEvent)/roster?ticket=good", as: token(.staff))
    #expect(roster.status == 400)
    await world.end()
  }

  @Test func `there are only so many listeners, and who may not listen is told so`() async throws {
    let door = Door()
    let world = try await world(door) { $0.liveLimit = 2 }
    let port = world.port
    let live = "/v1/events/\(anEvent)/live"
    let listeners = try await blocking {
      let listeners = try (0..<2).map { _ in try Listener(port, token(.staff)) }
      for listener in listeners { try listener.hear(version: 1) }
      return listeners
    }
    let surplus = try await world.send("GET", live, as: token(.staff))
    #expect(surplus.status == 503 && surplus.header("Retry-After") != nil)
    withExtendedLifetime(listeners) {}
    await world.end()
    let refusing = Door()
    let mine = token(.participant)
    refusing.refuse(mine)
    let strict = try await self.world(refusing)
    #expect(try await strict.send("GET", live, as: mine).status == 403)
    #expect(try await strict.send("GET", live).status == 401)
    await strict.end()
  }
}

private enum LiveMessageText {
  static let heartbeat = ": \n\n"
}
