import Daemon
import Foundation
import TestKit
import Testing

/// A daemon in its own process; killed with the test.
// Sendable by hand: `process` is only started here and waited for.
final class DaemonProcess: @unchecked Sendable {
  private let process = Process()
  private let errors = Pipe()

  init(_ name: String, _ environment: [String: String]) throws {
    let me = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let folder = URL(fileURLWithPath: me).deletingLastPathComponent().path
    process.executableURL = URL(fileURLWithPath: folder + "/test-daemon")
    process.arguments = [name]
    process.environment = environment
    process.standardError = errors
    try process.run()
  }

  deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

  var isRunning: Bool { process.isRunning }

  func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

  /// Waits for the end: the exit code or signal, and what was written to standard error.
  func end() async -> (code: Int32, errors: String) {
    await withCheckedContinuation { waiter in
      Thread.detachNewThread { [self] in
        let text = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        waiter.resume(
          returning: (process.terminationStatus, String(decoding: text, as: UTF8.self)))
      }
    }
  }
}

extension World {
  /// Starts a daemon and waits until it is in the registry.
  func process(_ name: String, _ replica: String, _ more: [String: String] = [:]) async throws
    -> DaemonProcess
  {
    let own = ["\(name.uppercased())_REPLICA": replica]
    let daemon = try DaemonProcess(name, try environment(own.merging(more) { $1 }))
    try await eventually("\(name) \(replica) serves") {
      try Registry(state: state).replicas(of: name).contains(replica)
    }
    return daemon
  }

  /// Where a replica answers to GET.
  func web(_ name: String, _ replica: String) throws -> String {
    let entry = try Registry(state: state).entry(name, replica)
    return "http://\(try #require(entry.first { $0.hasPrefix("http ") }).dropFirst(5))"
  }
}
