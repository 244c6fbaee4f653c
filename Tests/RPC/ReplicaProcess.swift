import Foundation
import Glibc
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
///
/// posix_spawn and waitpid by hand: Foundation's Process must be waited for on the thread that
/// started it, which a test does not have.
final class ReplicaProcess: Sendable {
  let endpoint: Endpoint
  let identifier: pid_t
  private let ended = Locked<Int32?>(nil)

  fileprivate init(_ id: String, _ scene: Scene, _ limit: Int, _ at: Endpoint?) throws {
    let arguments = [
      try executable("test-replica"), id, scene.keys, scene.journal, String(limit),
      String(at?.port ?? 0),
      String(at?.sidePort ?? 0),
    ]
    let (child, output) = try Self.spawn(arguments)
    identifier = child
    let line = Self.firstLine(output)
    close(output)
    endpoint = try #require(Endpoint(line), "test-replica said: \(line)")
  }

  deinit {
    if poll() == nil {
      kill(identifier, SIGKILL)
      waitpid(identifier, nil, 0)
    }
  }

  private static func spawn(_ arguments: [String]) throws -> (pid_t, Int32) {
    var pipe: [Int32] = [0, 0]
    try #require(Glibc.pipe(&pipe) == 0)
    for end in pipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, pipe[1], 1)
    defer { posix_spawn_file_actions_destroy(&actions) }
    var strings = arguments.map { strdup($0) } + [nil]
    defer { for string in strings { free(string) } }
    var child = pid_t()
    try #require(posix_spawn(&child, arguments[0], &actions, nil, &strings, environ) == 0)
    close(pipe[1])
    return (child, pipe[0])
  }

  private static func firstLine(_ descriptor: Int32) -> String {
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while read(descriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }

  func send(_ signal: Int32) { kill(identifier, signal) }

  /// The exit code, 128 and the signal that ended it, or nil while it runs.
  private func poll() -> Int32? {
    ended.withLock { [identifier] ended in
      var status: Int32 = 0
      if ended == nil, waitpid(identifier, &status, WNOHANG) == identifier {
        ended = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
      }
      return ended
    }
  }

  var isRunning: Bool { poll() == nil }

  /// Waits for the end and answers the exit code, or 128 and the signal that ended it.
  func end() async throws -> Int32 {
    try await eventually("process \(identifier) ends", within: .seconds(30)) { !isRunning }
    return poll() ?? -1
  }

  /// Resident memory in KiB.
  func residentKiB() throws -> Int {
    let fields = try String(contentsOfFile: "/proc/\(identifier)/statm", encoding: .utf8)
      .split(separator: " ")
    return try #require(Int(fields[1])) * 4
  }
}

/// A program of this package: it lies in the folder of the test bundle.
func executable(_ name: String) throws -> String {
  let me = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  return URL(fileURLWithPath: me).deletingLastPathComponent().path + "/" + name
}

/// Runs what blocks on a thread of its own: the pool that runs all tests has few.
func blocking<Value: Sendable>(
  _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
  }
}
