import NNG
import ProcessKit
import Synchronization
import Testing

@testable import RPC

@Suite struct `A call: integration` {
  @Test func `is answered with what the handler returns`() async throws {
    let local = try LocalServer([LocalServer.echo])
    let answer = try await channel(to: [local.endpoint]).call(
      abused("Echo"), "hello", .patient)
    #expect(answer == "hello")
  }

  @Test func `carries empty and largest payloads, and refuses a larger one before sending`()
    async throws
  {
    let local = try LocalServer([LocalServer.echo])
    let client = channel(to: [local.endpoint])
    #expect(try await client.call(abused("Echo"), RawPayload(), .patient) == RawPayload())
    let largest = RawPayload([UInt8](repeating: 9, count: 1 << 20))
    #expect(try await client.call(abused("Echo"), largest, .patient) == largest)
    let failure = await status {
      _ = try await client.call(
        abused("Echo"), RawPayload(largest.bytes + [1]), .patient)
    }
    #expect(failure?.code == .invalidArgument)
    #expect(failure?.executed == .notStarted)
  }

  @Test func `whose answer is too large gets RESOURCE_EXHAUSTED`() async throws {
    let local = try LocalServer([
      MethodHandler(abused("Grow")) { _, _ in
        RawPayload([UInt8](repeating: 1, count: 1 << 20 + 1))
      }
    ])
    let failure = await status {
      _ = try await channel(to: [local.endpoint]).call(abused("Grow"), "", .patient)
    }
    #expect(failure?.code == .resourceExhausted)
  }

  @Test func `fails with the handler's status, details included`() async throws {
    let thrown = Status.invalid("walk_in.email", "must hold an @")
    let local = try LocalServer([MethodHandler(abused("Echo")) { _, _ in throw thrown }])
    let failure = await status {
      _ = try await channel(to: [local.endpoint]).call(abused("Echo"), "", .patient)
    }
    #expect(failure?.code == .invalidArgument)
    #expect(failure?.details == thrown.details)
    #expect(failure?.executed == .finished)
  }

  @Test(arguments: [String(repeating: "w", count: 20_000), "a NUL \0 inside"])
  func `that fails in words no frame can hold still gets the code`(words: String) async throws {
    let local = try LocalServer([
      MethodHandler(abused("Echo")) { _, _ in throw Status.invalid("field", words) }
    ])
    let failure = await status {
      _ = try await channel(to: [local.endpoint]).call(abused("Echo"), "", .patient)
    }
    #expect(failure?.code == .invalidArgument)
    #expect(failure?.executed == .finished)
    #expect(failure?.details == nil)
  }

  @Test func `of a method whose name fills the header is refused like any other`() async throws {
    let local = try LocalServer([LocalServer.echo])
    let peer = try RawPeer(.request)
    defer { peer.close() }
    try await peer.dial(local.endpoint.url(.data))
    var long = header()
    long.method = ""
    let rest = try long.encode().count
    // Three bytes tell the field and its length.
    long.method = String(repeating: "m", count: Frame.headerLimit - rest - 4)
    let answer = try responseHeader(try await peer.exchange(requestFrame(long)))
    #expect(answer.code == .unimplemented)
    #expect(answer.callId == long.callId)
  }

  @Test func `passes on any pause that its own call was asked to make`() async throws {
    for milliseconds in [Int64.max, Int64.max / 1_000_000 + 62, 1, -1, Int64.min] {
      let asked = Status(ResponseHeader(code: .unavailable, retryAfterMs: milliseconds))
      let local = try LocalServer([MethodHandler(abused("Echo", .keyed)) { _, _ in throw asked }])
      let failure = await status {
        _ = try await channel(to: [local.endpoint]).call(abused("Echo", .keyed), "", .patient)
      }
      #expect(failure?.code == .unavailable)
      #expect((failure?.retryAfter != nil) == (milliseconds > 0))
      local.server.close()
    }
  }

  @Test func `tells the caller nothing of an unforeseen error, and the daemon everything`()
    async throws
  {
    struct Secret: Error {}
    let reported = Mutex<[String]>([])
    let hooks = Server.Hooks(report: { error, method in
      reported.withLock { $0.append("\(error) \(method)") }
    })
    let local = try LocalServer(
      hooks: hooks, [MethodHandler(abused("Echo")) { _, _ in throw Secret() }])
    let failure = await status {
      _ = try await channel(to: [local.endpoint]).call(abused("Echo"), "", .patient)
    }
    #expect(failure?.code == .internal)
    #expect(failure?.message == "internal error")
    #expect(reported.withLock { $0 } == ["Secret() test.v1.AbusedService/Echo"])
  }

  @Test func `of an unknown method is UNIMPLEMENTED, of a data method on the side socket too`()
    async throws
  {
    let local = try LocalServer([LocalServer.echo])
    let failure = await status {
      _ = try await channel(to: [local.endpoint]).call(abused("Nothing"), "", .patient)
    }
    #expect(failure?.code == .unimplemented)
    let peer = try RawPeer(.request)
    try await peer.dial(local.endpoint.url(.side))
    let answer = try await peer.exchange(try requestFrame(header()))
    #expect(try responseHeader(answer).code == .unimplemented)
  }

  @Test func `ends at its deadline, and so does its handler`() async throws {
    let handlerEnded = Mutex(false)
    let local = try LocalServer([
      MethodHandler(abused("Wait")) { request, _ in
        defer { handlerEnded.withLock { $0 = true } }
        try await ContinuousClock().sleep(for: .seconds(300))
        return request
      }
    ])
    let client = channel(to: [local.endpoint])
    try await eventually("it is connected") { client.replicas.contains { $0.isReady(.data) } }
    let start = ContinuousClock.now
    let failure = await status {
      _ = try await client.call(abused("Wait"), "", CallOptions(timeout: .seconds(2)))
    }
    #expect(failure?.code == .deadlineExceeded)
    #expect(ContinuousClock.now - start < .seconds(60))
    try await eventually("the handler ended") { handlerEnded.withLock { $0 } }
    try await eventually("no call runs") { local.server.runningCalls == 0 }
    try await eventually("every slot is free") { client.busySlots == 0 }
  }

  @Test func `that its caller gives up is cancelled in the daemon`() async throws {
    let started = Mutex(false)
    let ended = Mutex(false)
    let local = try LocalServer([
      MethodHandler(abused("Wait")) { request, _ in
        started.withLock { $0 = true }
        defer { ended.withLock { $0 = true } }
        try await ContinuousClock().sleep(for: .seconds(300))
        return request
      }
    ])
    let client = channel(to: [local.endpoint])
    let task = Task {
      await status {
        _ = try await client.call(abused("Wait"), "", CallOptions(timeout: .seconds(60)))
      }
    }
    try await eventually("the handler started") { started.withLock { $0 } }
    task.cancel()
    #expect(await task.value?.code == .cancelled)
    try await eventually("the handler ended") { ended.withLock { $0 } }
  }

  @Test func `made while answering another inherits its deadline, token and trace`() async throws {
    let inner = try LocalServer([
      MethodHandler(abused("Echo")) { _, call in
        RawPayload("\(call.accessToken) \(call.traceparent) \(call.deadline < .now + .seconds(60))")
      }
    ])
    let innerChannel = channel(to: [inner.endpoint])
    let outer = try LocalServer([
      MethodHandler(abused("Echo")) { request, _ in
        try await innerChannel.call(abused("Echo"), request, CallOptions(timeout: .seconds(600)))
      }
    ])
    let answer = try await channel(to: [outer.endpoint]).call(
      abused("Echo"), "",
      CallOptions(timeout: .seconds(60), accessToken: "token", traceparent: "trace"))
    #expect(answer == "token trace true")
  }

  @Test func `whose handler met a refusal elsewhere has itself run, and is not repeated`()
    async throws
  {
    let runs = Counter()
    let nowhere = channel(to: [])
    let local = try LocalServer([
      MethodHandler(abused("Echo")) { request, _ in
        runs.add()
        return try await nowhere.call(
          abused("Echo"), request, CallOptions(timeout: .milliseconds(100)))
      }
    ])
    let failure = await status {
      _ = try await channel(to: [local.endpoint]).call(abused("Echo"), "", .patient)
    }
    #expect(failure?.code == .unavailable)
    #expect(failure?.executed == .finished)
    #expect(runs.value == 1)
  }

  @Test func `made while answering another still goes elsewhere when it is turned away`()
    async throws
  {
    let leaving = try LocalServer([LocalServer.echo])
    let staying = try LocalServer([LocalServer.echo])
    // Without a side socket no ping tells that one drains: a call has to find out.
    let deaf = [leaving.endpoint, staying.endpoint].map {
      Endpoint(host: $0.host, port: $0.port, sidePort: 9)
    }
    let inner = channel(to: deaf)
    try await eventually("both are known") {
      inner.replicas.filter { $0.isReady(.data) }.count == 2
    }
    #expect(await leaving.server.drain(within: .seconds(60)))
    let outer = try LocalServer([
      MethodHandler(abused("Echo")) { request, _ in
        try await inner.call(abused("Echo"), request, .patient)
      }
    ])
    let client = channel(to: [outer.endpoint])
    for _ in 0..<20 {
      #expect(try await client.call(abused("Echo"), "x", .patient) == "x")
    }
    #expect(leaving.server.refusalCounts[.draining] ?? 0 > 0)
  }

  @Test func `to nobody there fails as UNAVAILABLE and not started`() async throws {
    let failure = await status {
      _ = try await channel(to: [Endpoint(host: "127.0.0.1", port: 9, sidePort: 10)]).call(
        abused("Echo"), "", CallOptions(timeout: .milliseconds(300)))
    }
    #expect(failure?.code == .unavailable)
    #expect(failure?.executed == .notStarted)
  }

  @Test func `is spread over the replicas, and a new replica takes load without a restart`()
    async throws
  {
    let names = ["a", "b", "c"]
    let servers = try names.map { name in
      try LocalServer([MethodHandler(abused("Echo")) { _, _ in RawPayload(name) }])
    }
    let endpoints = Mutex(Array(servers.prefix(2).map(\.endpoint)))
    let client = Channel(
      ChannelConfiguration(
        caller: clientName, callee: serverName, key: clientKey,
        endpoints: { endpoints.withLock { $0 } }, pingInterval: .milliseconds(100),
        pingTimeout: .seconds(30), connectWait: .seconds(60)))
    func answers(_ count: Int) async throws -> Set<String> {
      var seen: Set<String> = []
      for _ in 0..<count {
        let answer = try await client.call(abused("Echo"), "", .patient)
        seen.insert(String(decoding: answer.bytes, as: UTF8.self))
      }
      return seen
    }
    try await eventually("two replicas answer") { try await answers(20) == ["a", "b"] }
    endpoints.withLock { $0 = servers.map(\.endpoint) }
    try await eventually("three replicas answer") {
      try await answers(30) == ["a", "b", "c"]
    }
    endpoints.withLock { $0 = [servers[2].endpoint] }
    try await eventually("one replica answers") { try await answers(20) == ["c"] }
  }
}
