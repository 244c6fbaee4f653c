import Daemon
import ProcessKit
import TestKit
import Testing

/// A daemon in its own process; killed with the test.
struct DaemonProcess {
  private let child: Child

  init(_ name: String, _ environment: [String: String]) throws {
    child = try Child(Built.program("test-daemon"), [name], environment: environment)
  }

  func send(_ signal: Int32) { child.send(signal) }

  /// Waits for the end: the exit code or 128 and the signal, and what it complained of.
  func end() async throws -> (code: Int32, errors: String) {
    (try await child.end(), child.errors)
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
