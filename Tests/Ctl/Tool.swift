import Contracts
import Daemon
import Foundation
import Testing

@testable import Ctl

/// The tool as an operator has it: a folder with `credopass` and `loyalty`, and a state directory.
/// Everything of it is ended and removed with the test.
struct Tool: Sendable {
  let folder: String
  var state: String { folder + "/s" }

  static func with(_ body: (Tool) async throws -> Void) async throws {
    let tool = Tool(folder: "/tmp/ctl-\(UUID().uuidString.prefix(8))")
    try tool.install()
    // Ended on every path: nothing may be left running.
    let result: Result<Void, any Error>
    do {
      try await body(tool)
      result = .success(())
    } catch {
      result = .failure(error)
    }
    _ = try await tool.run(["down"])
    try FileManager.default.removeItem(atPath: tool.folder)
    try result.get()
  }

  private func install() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let files = FileManager.default
    let built = URL(fileURLWithPath: try files.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    // The runner is the toolchain's; what we built lies where the tests were built.
    let products =
      CommandLine.arguments.first { $0.hasSuffix(".xctest") }
      .map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
      ?? built.deletingLastPathComponent()
    try files.createDirectory(atPath: folder + "/Migrations", withIntermediateDirectories: true)
    // Copied by a process of its own: whatever we start meanwhile would inherit our half-written
    // file, and nobody may run a file that somebody can write (ETXTBSY).
    let programs = ["credopass", "loyalty"].map { products.appendingPathComponent($0).path }
    let copy = Command(
      program: "/bin/cp", arguments: programs + [folder], environment: [:],
      log: "\(folder)/copy.out")
    guard try copy.run() == 0 else { throw CocoaError(.fileWriteUnknown) }
    try files.copyItem(
      atPath: "\(root)/Services/Loyalty/Migrations", toPath: "\(folder)/Migrations/loyalty")
  }

  struct Answer: Sendable {
    let code: Int32
    let text: String
  }

  /// Runs `credopass` to its end: exit code and everything it wrote.
  func run(_ arguments: [String], _ more: [String: String] = [:]) async throws -> Answer {
    let log = "\(folder)/\(UUID().uuidString).out"
    let command = command(arguments, more, log: log)
    return try await withCheckedThrowingContinuation { waiter in
      Thread.detachNewThread {
        waiter.resume(
          with: Result {
            let code = try command.run()
            let data = FileManager.default.contents(atPath: log) ?? Data()
            return Answer(code: code, text: String(decoding: data, as: UTF8.self))
          })
      }
    }
  }

  func command(_ arguments: [String], _ more: [String: String], log: String) -> Command {
    var environment = ProcessInfo.processInfo.environment
    environment["CREDOPASS_STATE"] = state
    environment["DATABASE_URL"] = nil
    return Command(
      program: "\(folder)/credopass", arguments: arguments,
      environment: environment.merging(more) { $1 }, log: log)
  }

  /// Runs it and expects that it did what it should.
  @discardableResult
  func must(_ arguments: String...) async throws -> String {
    let answer = try await run(arguments)
    #expect(answer.code == 0, "\(arguments): \(answer.text)")
    return answer.text
  }

  func reports() async throws -> [ReplicaReport] {
    try JSONDecoder().decode([ReplicaReport].self, from: Data(await must("status", "--json").utf8))
  }

  /// What runs here: pids of the processes whose program or files lie in our folder.
  func processes() throws -> [pid_t] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }
      .filter { pid in
        guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") else {
          return false
        }
        return String(decoding: data, as: UTF8.self).contains(folder)
      }
  }

  var supervisor: pid_t? {
    get throws {
      try SupervisorLock.holder(
        Deployment(programs: folder, checkout: nil, state: state, databaseURL: nil))?.pid
    }
  }
}

/// Returns once `holds`; fails the test after `limit`.
func until(
  _ what: String, within limit: Duration = .seconds(60), _ holds: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + limit
  while try await !holds() {
    guard ContinuousClock.now < end else {
      Issue.record("not within \(limit): \(what)")
      return
    }
    try await ContinuousClock().sleep(for: .milliseconds(20))
  }
}
