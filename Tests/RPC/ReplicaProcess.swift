import Foundation
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
final class ReplicaProcess: @unchecked Sendable {
  // Sendable by hand: `process` is only started here and waited for.
  private let process = Process()
  let endpoint: Endpoint
  var identifier: Int32 { process.processIdentifier }

  fileprivate init(_ id: String, _ scene: Scene, _ limit: Int, _ at: Endpoint?) throws {
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: try Self.executable())
    process.arguments = [
      id, scene.keys, scene.journal, String(limit), String(at?.port ?? 0),
      String(at?.sidePort ?? 0),
    ]
    process.standardOutput = output
    try process.run()
    var line = ""
    while !line.hasSuffix("\n") {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      line += String(decoding: data, as: UTF8.self)
    }
    endpoint = try #require(
      Endpoint(line.trimmingCharacters(in: .newlines)), "test-replica said: \(line)")
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  /// The test bundle and the replica lie in one folder.
  private static func executable() throws -> String {
    let me = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(fileURLWithPath: me).deletingLastPathComponent().path + "/test-replica"
  }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for the end and answers the exit code, or the signal that ended it.
  func end() -> Int32 {
    process.waitUntilExit()
    return process.terminationStatus
  }

  var isRunning: Bool { process.isRunning }

  /// Resident memory in KiB.
  func residentKiB() throws -> Int {
    let fields = try String(contentsOfFile: "/proc/\(identifier)/statm", encoding: .utf8)
      .split(separator: " ")
    return try #require(Int(fields[1])) * 4
  }
}
