import Foundation
import ProcessKit
import Testing

@testable import RPC

/// A directory of a test's own, with what its replicas share.
final class Scene: Sendable {
  let folder: String
  var keys: String { folder + "/keys" }
  var journal: String { folder + "/journal" }

  init() throws {
    folder = NSTemporaryDirectory() + "credopass-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let hex = { (byte: String) in String(repeating: byte, count: 32) }
    try "client \(hex("01"))\nother \(hex("02"))\n"
      .write(toFile: keys, atomically: true, encoding: .utf8)
    try "".write(toFile: journal, atomically: true, encoding: .utf8)
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: folder) } catch { print(error) }
  }

  /// The lines written so far.
  func lines() throws -> [String] {
    try String(contentsOfFile: journal, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  func replica(_ id: String, limit: Int = 64, at endpoint: Endpoint? = nil) throws -> ReplicaProcess
  {
    try ReplicaProcess(id, self, limit, endpoint)
  }
}

/// A replica in its own process.
final class ReplicaProcess: Sendable {
  let endpoint: Endpoint
  private let child: Child

  fileprivate init(_ id: String, _ scene: Scene, _ limit: Int, _ at: Endpoint?) throws {
    child = try Child(
      Built.program("test-replica"),
      [
        id, scene.keys, scene.journal, String(limit), String(at?.port ?? 0),
        String(at?.sidePort ?? 0),
      ], output: .piped)
    let line = try child.line() ?? ""
    endpoint = try #require(Endpoint(line), "test-replica said: \(line) \(child.errors)")
  }

  func send(_ signal: Int32) { child.send(signal) }

  var isRunning: Bool { child.isRunning }

  /// Waits for the end and answers the exit code, or 128 and the signal that ended it.
  func end() async throws -> Int32 { try await child.end() }

  /// Resident memory in KiB.
  func residentKiB() throws -> Int {
    let fields = try String(contentsOfFile: "/proc/\(child.id)/statm", encoding: .utf8)
      .split(separator: " ")
    return try #require(Int(fields[1])) * 4
  }
}
