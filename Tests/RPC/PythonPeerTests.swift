import Foundation
import ProcessKit
import Testing

@testable import RPC

/// A call for the client in Python; what is nil it fills in correctly.
private struct PeerCall: Encodable {
  var method = "test.v1.AbusedService/Echo"
  var payload: String?
  var request: [String: String]?
  var caller: String?
  var key: String?
  var sentAtOffsetUs: Int?
  var remainingUs: Int?
  var breakMac: Bool?
  var raw: String?
  var timeoutMs: Int?
}

private struct PeerAnswer: Decodable, Sendable {
  var error: String?
  var code: String?
  var executed: Int?
  var replica: String?
  var payload: String?
  var response: Response?
  var signed: Bool?
  var markedUnsigned: Bool?
  var sameCall: Bool?
  var sameCaller: Bool?

  /// The fields that tests ask for, of whatever message it is.
  struct Response: Decodable, Sendable {
    var status: String?
    var services: [String]?
  }

  /// Whether it is the answer to the call, sealed with the caller's key.
  var isTrue: Bool { signed == true && sameCall == true && sameCaller == true }
}

private let otherHex = String(repeating: "02", count: 32)
private let tenMinutes = 600_000_000

@Suite(.serialized) struct `A client in Python: integration` {
  private let scene: Scene
  private let replica: ReplicaProcess

  init() throws {
    scene = try Scene()
    replica = try scene.replica("r1")
  }

  private func ask(_ calls: PeerCall...) async throws -> [PeerAnswer] {
    struct Request: Encodable {
      var data: String
      var side: String
      var caller = "client"
      var key = String(repeating: "01", count: 32)
      var calls: [PeerCall]
    }
    let endpoint = replica.endpoint
    let answer = try await PythonProcess.ask(
      "rpc_client.py",
      Request(data: endpoint.url(.data), side: endpoint.url(.side), calls: calls))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let answers = try decoder.decode([PeerAnswer].self, from: answer)
    try #require(answers.count == calls.count)
    return answers
  }

  @Test func `is answered on both ports, each answer sealed and to its own call`() async throws {
    let long = String(repeating: "a5", count: 1 << 20)
    let answers = try await ask(
      PeerCall(payload: "68690042ff"), PeerCall(payload: ""), PeerCall(payload: long),
      PeerCall(method: "test.v1.AbusedService/WatchNothing", payload: "30"),
      PeerCall(method: "credopass.rpc.v1.ControlService/Ping", request: [:]))
    #expect(answers.map(\.payload) == ["68690042ff", "", long, "30", ""])
    for answer in answers {
      #expect(answer.code == "OK")
      #expect(answer.isTrue)
      #expect(answer.executed == 2)
      #expect(answer.replica == "r1")
    }
  }

  @Test func `asks for health and for what is offered`() async throws {
    let health = "credopass.rpc.v1.HealthService/Check"
    let answers = try await ask(
      PeerCall(method: health, request: [:]),
      PeerCall(method: health, request: ["service": "test.v1.AbusedService"]),
      PeerCall(method: health, request: ["service": "test.v1.Nothing"]),
      PeerCall(method: "credopass.rpc.v1.ReflectionService/GetDescriptors", request: [:]))
    let states = answers.prefix(3).map { $0.response?.status }
    #expect(states == ["SERVING", "SERVING", "SERVICE_UNKNOWN"])
    #expect(answers[3].response?.services?.contains("test.v1.AbusedService") == true)
    for answer in answers { #expect(answer.isTrue) }
  }

  @Test func `is refused unsigned when it has no key that the replica knows`() async throws {
    let answers = try await ask(
      PeerCall(breakMac: true), PeerCall(caller: "stranger"), PeerCall(key: otherHex))
    for answer in answers {
      #expect(answer.code == "UNAUTHENTICATED")
      #expect(answer.markedUnsigned == true)
      #expect(answer.signed == false)
      #expect(answer.sameCall == false)
      #expect(answer.executed == 1)
      #expect(answer.payload == "")
    }
  }

  @Test func `is refused with a seal and the reason's code otherwise`() async throws {
    let answers = try await ask(
      PeerCall(caller: "other", key: otherHex),
      PeerCall(sentAtOffsetUs: -tenMinutes - 5_000_000),
      PeerCall(sentAtOffsetUs: tenMinutes + 5_000_000),
      PeerCall(method: "test.v1.AbusedService/Nothing"),
      PeerCall(method: "test.v1.Nothing/Echo"),
      PeerCall(method: "credopass.rpc.v1.HealthService/Nothing"),
      PeerCall(remainingUs: 0))
    #expect(
      answers.map(\.code) == [
        "PERMISSION_DENIED", "UNAUTHENTICATED", "UNAUTHENTICATED", "UNIMPLEMENTED",
        "UNIMPLEMENTED", "UNIMPLEMENTED", "DEADLINE_EXCEEDED",
      ])
    for answer in answers {
      #expect(answer.isTrue)
      #expect(answer.executed == 1)
      #expect(answer.payload == "")
    }
  }

  @Test func `may call health without being allowed, and a little before or after now`()
    async throws
  {
    let answers = try await ask(
      PeerCall(
        method: "credopass.rpc.v1.HealthService/Check", request: [:], caller: "other",
        key: otherHex),
      PeerCall(sentAtOffsetUs: -tenMinutes + 60_000_000),
      PeerCall(sentAtOffsetUs: tenMinutes - 60_000_000))
    #expect(answers.map(\.code) == ["OK", "OK", "OK"])
  }

  @Test func `gets no answer to what is no frame, and its next call is answered`() async throws {
    let answers = try await ask(
      PeerCall(raw: "00", timeoutMs: 200), PeerCall(raw: "43524450", timeoutMs: 200),
      PeerCall(payload: "01"))
    #expect(answers.map(\.error) == ["Timeout", "Timeout", nil])
    #expect(answers[2].payload == "01")
  }
}

/// One at a time: each starts an interpreter, and slow starts look like dead replicas.
@Suite(.serialized) struct `A replica in Python: integration` {
  private let process: PythonProcess
  private let endpoint: Endpoint
  private let client: Channel

  init() async throws {
    process = try PythonProcess("rpc_server.py", ["client", String(repeating: "01", count: 32)])
    endpoint = try await process.endpoint()
    client = channel(to: [endpoint])
  }

  /// Not to be repeated, so that one call is one answer.
  private func echo(_ text: String) async throws -> RawPayload {
    try await client.call(
      abused("Echo", .keyed), RawPayload(text), CallOptions(timeout: .seconds(60)))
  }

  /// Pings take slots too, so a moment with none busy has to be waited for.
  private func expectNoSlotLost() async throws {
    try await eventually("every slot is free") { client.busySlots == 0 }
  }

  @Test func `answers calls of our channel`() async throws {
    #expect(try await echo("hello") == "hello")
    #expect(try await echo("") == RawPayload())
    #expect(client.statistics.badAnswers == 0)
    try await expectNoSlotLost()
  }

  @Test func `that lies is not believed, and is heard again`() async throws {
    let lies = [
      "empty", "garbage", "zeros", "truncated", "prefix only", "trailing", "wrong mac",
      "wrong key", "another call", "no call", "another caller", "a request", "unsigned ok",
      "marked unsigned", "long header", "long payload", "both long", "header is noise",
    ]
    for (count, lie) in zip(1..., lies + lies + lies) {
      let failure = await status { _ = try await echo(lie) }
      #expect(failure?.code == .internal, "\(lie)")
      #expect(failure?.executed == .unspecified, "\(lie)")
      #expect(client.statistics.badAnswers == count, "\(lie)")
      #expect(try await echo("hello") == "hello", "after \(lie)")
    }
    #expect(client.statistics.strangeTimeouts == 0)
    try await expectNoSlotLost()
  }

  @Test func `that refuses without a seal is believed to refuse and nothing more`() async throws {
    let failure = await status { _ = try await echo("unsigned refusal") }
    #expect(failure?.code == .unauthenticated)
    // It says that the handler ran to its end; who vouches for that?
    #expect(failure?.executed == .unspecified)
    #expect(client.statistics.badAnswers == 0)
    try await expectNoSlotLost()
  }

  @Test func `that floods loses its connection, and is heard again over the next`() async throws {
    let failure = await status { _ = try await echo("flood") }
    #expect(failure?.code == .unavailable)
    #expect(failure?.executed == .unspecified)
    #expect(try await echo("hello") == "hello")
    try await expectNoSlotLost()
  }
}
