import Contracts
import Foundation
import Glibc
import Identity
import ProcessKit
import RPC
import Testing

@testable import Gateway

/// The gateway as it is installed: its own process, its files, its environment.
private final class GatewayProcess: Sendable {
  let process: Child
  let port: Int
  let folder: URL

  init(_ rpc: Endpoint, _ key: String) async throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "gateway-\(UUID())")
    let keys = folder.appending(path: "keys")
    try FileManager.default.createDirectory(at: keys, withIntermediateDirectories: true)
    let lines = ["users", "events"].map { "gateway \($0) \(key)\n" }.joined()
    try lines.write(to: keys.appending(path: "gateway"), atomically: true, encoding: .utf8)
    chmod(keys.appending(path: "gateway").path, 0o400)
    let key = String(decoding: Base64URL.encode(signingKey.publicKey.bytes), as: UTF8.self)
    try (key + "\n").write(
      to: keys.appending(path: "tokens.pub"), atomically: true, encoding: .utf8)
    let process = try Child(
      Built.program("gateway"),
      environment: [
        "CREDOPASS_STATE": folder.path, "GATEWAY_PORT": "0", "CREDOPASS_REPLICA": "1",
        "GATEWAY_ENDPOINTS_USERS": rpc.description, "GATEWAY_ENDPOINTS_EVENTS": rpc.description,
        "GATEWAY_ANONYMOUS_RATE": "100000", "GATEWAY_ANONYMOUS_BURST": "100000",
      ])
    self.process = process
    var port: Int?
    try await eventually("the gateway serves") {
      port = process.errors.firstMatch(of: /"http":"127.0.0.1:(\d+)"/).flatMap { Int($0.1) }
      return port != nil || !process.isRunning
    }
    self.port = try #require(port, "\(process.errors)")
  }

  /// - Returns: the exit status.
  func end() async throws -> Int32 {
    process.send(SIGTERM)
    let code = try await process.end()
    try FileManager.default.removeItem(at: folder)
    return code
  }
}

@Suite struct ProcessTests {
  @Test func `ended in the middle of traffic it answers all it took and leaves with 0`()
    async throws
  {
    let bytes = (0..<32).map { _ in UInt8.random(in: 0...255) }
    let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let taken = Counter()
    let world = try await World(
      [
        answering(EventsMethods.getEvent) { request, _ in
          taken.add()
          try await ContinuousClock().sleep(for: .milliseconds(20))
          return Event(id: request.id)
        }
      ], pair: (caller: "gateway", callee: "events", key: bytes))
    let gateway = try await GatewayProcess(world.endpoint, hex)
    let answered = Counter()
    let wrong = Counter()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          while let status = try await answer(of: gateway.port) {
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
