import Foundation
import Identity
import ProcessKit
import RPC
import Testing

/// The gateway as it is installed: its own process, its files, its environment.
final class GatewayProcess: Sendable {
  private let process: Child
  let port: Int
  private let folder: URL

  /// - Parameter key: of 32 bytes, for calls to all services, which are one server here.
  init(_ rpc: Endpoint, key: [UInt8]) async throws {
    let hex = key.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    folder = FileManager.default.temporaryDirectory.appending(path: "gateway-\(UUID())")
    let keys = folder.appending(path: "keys")
    try FileManager.default.createDirectory(at: keys, withIntermediateDirectories: true)
    let lines = ["users", "events"].map { "gateway \($0) \(hex)\n" }.joined()
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
        "GATEWAY_TIMEOUT": "60s", "GATEWAY_ANONYMOUS_RATE": "100000",
        "GATEWAY_ANONYMOUS_BURST": "100000",
      ])
    self.process = process
    var port: Int?
    try await eventually("the gateway serves") {
      port = process.errors.firstMatch(of: /"http":"127.0.0.1:(\d+)"/).flatMap { Int($0.1) }
      return port != nil || !process.isRunning
    }
    self.port = try #require(port, "\(process.errors)")
  }

  /// Resident memory in MiB.
  func residentMiB() throws -> Int {
    let text = try String(contentsOfFile: "/proc/\(process.id)/statm", encoding: .utf8)
    return try #require(Int(text.split(separator: " ")[1])) * 4096 >> 20
  }

  /// - Returns: the exit status.
  func end() async throws -> Int32 {
    process.send(SIGTERM)
    let code = try await process.end()
    try FileManager.default.removeItem(at: folder)
    return code
  }
}
