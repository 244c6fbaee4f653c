import Contracts
import Daemon
import Foundation
import ProcessKit
import Testing

@testable import Ctl

/// The tool as an operator has it: a folder with `credopass` and `loyalty`, and a state directory.
/// Everything of it is ended and removed with the test.
struct Tool: Sendable {
  let folder: String
  var state: String { folder + "/s" }

  static func with(_ body: (Tool) async throws -> Void) async throws {
    let tool = Tool(folder: "/tmp/ctl-\(UUID().uuidString.prefix(8))")
    try await tool.install()
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

  private func install() async throws {
    let files = FileManager.default
    try files.createDirectory(atPath: folder + "/Migrations", withIntermediateDirectories: true)
    // Copied by a process of its own: nobody may run a file that somebody can write (ETXTBSY), and
    // a child that we start meanwhile could.
    let programs = try ["credopass", "loyalty"].map { try Built.program($0) }
    try await Child.output(of: "cp", programs + [folder])
    try files.copyItem(
      atPath: "\(Built.root)/Services/Loyalty/Migrations",
      toPath: "\(folder)/Migrations/loyalty")
  }

  /// Runs `credopass` to its end: exit code and everything it wrote, in order.
  func run(_ arguments: [String], _ more: [String: String] = [:]) async throws -> Child.Ended {
    var environment = ProcessInfo.processInfo.environment
    environment["CREDOPASS_STATE"] = state
    environment["DATABASE_URL"] = nil
    return try await Child.run(
      "\(folder)/credopass", arguments, environment: environment.merging(more) { $1 },
      output: .together, group: .own, within: .seconds(300))
  }

  /// Runs it and expects that it did what it should.
  @discardableResult
  func must(_ arguments: String...) async throws -> String {
    let answer = try await run(arguments)
    #expect(answer.code == 0, "\(arguments): \(answer.output)")
    return answer.output
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
