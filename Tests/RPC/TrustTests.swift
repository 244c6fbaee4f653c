import Testing

@testable import RPC

@Suite struct `Trust between services: integration` {
  let local: LocalServer

  init() throws { local = try LocalServer([LocalServer.echo]) }

  private func answer(to frame: [UInt8]) async throws -> ResponseHeader {
    let peer = try RawPeer(.request)
    defer { peer.close() }
    try await peer.dial(local.endpoint.url(.data))
    return try responseHeader(try await peer.exchange(frame))
  }

  private func expect(
    _ frame: [UInt8], _ code: Code, _ reason: Refusal, _ comment: Comment? = nil
  ) async throws {
    let header = try await answer(to: frame)
    #expect(header.code == code, comment)
    #expect(header.executed == .notStarted, comment)
    #expect(local.server.refusalCounts == [reason: 1], comment)
  }

  @Test func `a sound frame is answered and nothing is counted`() async throws {
    let header = try await answer(to: try requestFrame(header()))
    #expect(header.code == .ok)
    #expect(local.server.refusalCounts.isEmpty)
  }

  @Test func `a wrong MAC is refused and counted`() async throws {
    try await expect(
      try requestFrame(header(), key: otherKey), .unauthenticated, .wrongMAC)
  }

  @Test func `every single bit of a frame is under its MAC`() async throws {
    let frame = try requestFrame(header())
    for bit in stride(from: 0, to: frame.count * 8, by: 1) {
      var bent = frame
      bent[bit / 8] ^= 1 << UInt8(bit % 8)
      let verified = bent.withUnsafeBytes { bytes in
        Frame.Prefix(bytes) != nil && clientKey.verifies(bytes)
      }
      #expect(!verified, "bit \(bit)")
    }
  }

  @Test func `an unknown caller is refused and counted`() async throws {
    try await expect(
      try requestFrame(header(), caller: ServiceName("stranger")!), .unauthenticated,
      .unknownCaller)
  }

  @Test func `a known service that is not on the list is refused and counted`() async throws {
    try await expect(
      try requestFrame(header(), caller: otherName, key: otherKey), .permissionDenied,
      .forbiddenCaller)
  }

  @Test func `a call sent more than ten minutes off, either way, is refused and counted`()
    async throws
  {
    let minutes = { (count: Int64) in WallClock.microseconds() + count * 60_000_000 }
    try await expect(
      try requestFrame(header(sentAt: minutes(-11))), .unauthenticated, .stale)
    #expect(
      try await answer(to: requestFrame(header(sentAt: minutes(11)))).code == .unauthenticated)
    #expect(try await answer(to: requestFrame(header(sentAt: minutes(9)))).code == .ok)
    #expect(try await answer(to: requestFrame(header(sentAt: .min))).code == .unauthenticated)
    #expect(try await answer(to: requestFrame(header(sentAt: .max))).code == .unauthenticated)
  }

  @Test func `a call whose caller has no time left is not started`() async throws {
    var late = header()
    late.remainingUs = 10
    try await expect(try requestFrame(late), .deadlineExceeded, .expired)
  }

  @Test func `a call without a call id of 16 bytes is refused`() async throws {
    var short = header()
    short.callId = [1, 2, 3]
    try await expect(try requestFrame(short), .invalidArgument, .malformedHeader)
  }

  @Test func `an allowed caller without a key is a fault at the start`() {
    #expect(throws: ServerConfiguration.Fault.callerWithoutKey("ghost")) {
      try Server(
        ServerConfiguration(
          name: serverName, replica: "r", keys: [:], allowedCallers: [ServiceName("ghost")!]),
        services: [])
    }
  }

  @Test func `a client with the wrong key is told so and does not retry`() async throws {
    let client = channel(to: [local.endpoint], key: otherKey)
    let failure = await status { _ = try await client.call(abused("Echo"), "", .patient) }
    #expect(failure?.code == .unauthenticated)
    #expect(failure?.executed == .unspecified)
    #expect(client.statistics.retries == 0)
  }
}
