import Contracts
import Glibc
import ProcessKit
import Testing

@testable import Gateway

private let patience = Duration.milliseconds(400)

private func world(
  _ answers: [(String, RawHandler)] = [], patience: Duration = patience,
  _ change: (inout Config) -> Void = { _ in }
) async throws -> World {
  try await World(answers) {
    $0.clientTimeout = patience
    $0.clientRate = 1000
    change(&$0)
  }
}

private let signIn = Array(
  """
  POST /v1/auth/login HTTP/1.1\r
  Host: t\r
  Content-Type: application/json\r
  Content-Length: 1013\r
  \r\n
  """.utf8)
private let signInBody = [UInt8](repeating: 0x20, count: 1000) + Array(#"{"email":"a"}"#.utf8)

/// Sends bytes in pieces, with a pause after each, and reads one answer.
private func dribble(
  _ port: Int, _ start: [UInt8], _ rest: [UInt8], piece: Int, every pause: useconds_t
) async throws -> RawAnswer {
  try await blocking {
    let socket = try RawSocket(port)
    socket.write(start)
    for at in stride(from: 0, to: rest.count, by: piece) {
      guard socket.write(Array(rest[at..<min(at + piece, rest.count)])) else { break }
      usleep(pause)
    }
    return try socket.answer()
  }
}

extension World {
  fileprivate func cutOff(_ phase: String) -> Bool {
    gateway.metrics.render().contains(
      "credopass_http_slow_clients_total{phase=\"\(phase)\"} 1")
  }
}

@Suite struct SlowClientTests {
  private let head = Array("GET /v1/events/a HTTP/1.1\r\nHost: t\r\n".utf8)

  @Test func `a head that does not come whole in time is given up`() async throws {
    let world = try await world()
    let lines = Array(String(repeating: "X: y\r\n", count: 2000).utf8)
    let answer = try await dribble(world.port, head, lines, piece: 1, every: 20_000)
    #expect(answer.status == 408)
    #expect(answer.header("Connection") == "close")
    #expect(try answer.json["code"] as? String == "TOO_SLOW")
    #expect(world.calls.isEmpty)
    #expect(world.cutOff("head"))
    await world.end()
  }

  @Test func `control: with more patience the same head is read`() async throws {
    let world = try await world(patience: .seconds(600))
    let rest = Array("X: 12345678901234567890\r\nX: 12345678901234567890\r\n\r\n".utf8)
    let answer = try await dribble(world.port, head, rest, piece: 1, every: 20_000)
    #expect(answer.status == 200)
    await world.end()
  }

  @Test func `a body that trickles is given up, and nothing of it has an effect`() async throws {
    let world = try await world()
    let answer = try await dribble(world.port, signIn, signInBody, piece: 2, every: 20_000)
    #expect(answer.status == 408)
    #expect(answer.header("Connection") == "close")
    #expect(world.calls.isEmpty)
    #expect(world.cutOff("body"))
    await world.end()
  }

  @Test func `a body that takes long but moves is read`() async throws {
    let world = try await world(patience: .seconds(4))
    let long = [UInt8](repeating: 0x20, count: 500_000) + signInBody.suffix(13)
    let start = Array(
      String(decoding: signIn, as: UTF8.self).replacing("1013", with: "500013").utf8)
    let began = ContinuousClock.now
    let answer = try await dribble(world.port, start, long, piece: 1000, every: 10_000)
    #expect(began.duration(to: .now) > .seconds(4), "longer than a head may take")
    #expect(answer.status == 200)
    #expect(world.calls.count == 1)
    await world.end()
  }

  @Test func `who does not take answers is cut off`() async throws {
    let world = try await world()
    let port = world.port
    let ask = Array(
      String(repeating: "GET /openapi.json HTTP/1.1\r\nHost: t\r\n\r\n", count: 600).utf8)
    let leave = Flag()
    async let client: Void = blocking {
      let socket = try RawSocket(port)
      socket.write(ask)
      while !leave.isUp { usleep(2000) }
    }
    try await eventually("it is cut off") { world.cutOff("answer") }
    try await eventually("the connection is gone") { world.gateway.openConnections == 0 }
    leave.raise()
    try await client
    await world.end()
  }

  @Test func `who takes answers slowly but steadily gets them all`() async throws {
    let world = try await world()
    let size = world.gateway.document.count
    let port = world.port
    let count = 200
    let ask = Array(
      String(repeating: "GET /openapi.json HTTP/1.1\r\nHost: t\r\n\r\n", count: count).utf8)
    let got = try await blocking {
      let socket = try RawSocket(port)
      socket.write(ask)
      var got = 0
      while got < count * size {
        let bytes = socket.read()
        if bytes.isEmpty { break }
        got += bytes.count
        usleep(1000)
      }
      return got
    }
    #expect(got >= count * size)
    await world.end()
  }

  @Test func `a client is not hurried while it waits for us`() async throws {
    let world = try await world([
      answering(EventsMethods.getEvent) { _, _ in
        try await ContinuousClock().sleep(for: patience * 3)
        return Event()
      }
    ])
    #expect(try await world.send("GET", "/v1/events/a").status == 200)
    await world.end()
  }

  @Test func `a connection that stays silent is closed without a word`() async throws {
    let world = try await world { $0.idleTimeout = .milliseconds(200) }
    let port = world.port
    let said = try await blocking { try RawSocket(port).read() }
    #expect(said.isEmpty)
    await world.end()
  }

  @Test func `more connections than there may be are told to come back`() async throws {
    let world = try await world { $0.connectionLimit = 2 }
    let port = world.port
    let leave = Flag()
    async let guests: Void = blocking {
      let sockets = [try RawSocket(port), try RawSocket(port)]
      while !leave.isUp { usleep(2000) }
      withExtendedLifetime(sockets) {}
    }
    try await eventually("both are in") { world.gateway.openConnections == 2 }
    let refused = try await world.send("GET", "/livez")
    #expect(refused.status == 503)
    #expect(refused.header("Retry-After") == "1")
    #expect(refused.header("Connection") == "close")
    leave.raise()
    try await guests
    try await eventually("both are out") { world.gateway.openConnections == 0 }
    #expect(try await world.send("GET", "/livez").status == 200)
    await world.end()
  }
}
