import Contracts
import ProcessKit
import RPC
import Testing

@testable import Gateway

@Suite struct ProcessTests {
  @Test func `ended in the middle of traffic it answers all it took and leaves with 0`()
    async throws
  {
    let bytes = (0..<32).map { _ in UInt8.random(in: 0...255) }
    let taken = Counter()
    let world = try await World(
      [
        answering(EventsMethods.getEvent) { request, _ in
          taken.add()
          try await ContinuousClock().sleep(for: .milliseconds(20))
          return Event(id: request.id)
        }
      ], pair: (caller: "gateway", callee: "events", key: bytes))
    let gateway = try await GatewayProcess(world.endpoint, key: bytes)
    let answered = Counter()
    let wrong = Counter()
    try await eventually("it reaches the service") {
      guard try await answer(of: gateway.port) == 200 else { return false }
      answered.add()
      return true
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          while !Task.isCancelled, let status = try await answer(of: gateway.port) {
            (status == 200 ? answered : wrong).add()
          }
        }
      }
      try await eventually("traffic") { answered.value > 50 }
      #expect(try await gateway.end() == 0)
      try await group.waitForAll()
    }
    #expect(wrong.value == 0)
    #expect(answered.value == taken.value)
    await world.end()
  }
}

/// The status; nil when the gateway takes no more connections, or ended before it took this one.
private func answer(of port: Int) async throws -> Int? {
  try await blocking {
    let socket: RawSocket
    do { socket = try RawSocket(port) } catch { return nil }
    socket.write(Array("GET /v1/events/1 HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n".utf8))
    do { return try socket.answer().status } catch { return nil }
  }
}
