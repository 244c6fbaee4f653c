import Foundation
import ProcessKit
import Testing

@testable import Ctl

/// What a child gets of the process that starts it: its three streams.
@Suite struct InheritanceTests {
  /// Runs `body` while we have a descriptor open that an exec leaves open, with its number.
  private func withOpen(_ body: (Int32) async throws -> Void) async throws {
    let number = fcntl(1, F_DUPFD, 200)
    try #require(number >= 200)
    defer { close(number) }
    try await body(number)
  }

  private func look(for number: Int32) -> [String] {
    ["-c", "test -e /proc/self/fd/1 && test -e /proc/self/fd/\(number)"]
  }

  @Test func `what the supervisor starts holds nothing that the supervisor has open`() async throws
  {
    try await withOpen { number in
      for log in [nil, "/dev/null"] {
        let command = Command(program: "/bin/sh", arguments: look(for: number), log: log)
        let code = try command.run()
        #expect(code == 1)
      }
    }
  }

  @Test func `what a test starts holds nothing that the test has open`() async throws {
    try await withOpen { number in
      let child = try await Child.run("/bin/sh", look(for: number))
      #expect(child.code == 1)
    }
  }

  @Test func `control: what is started in another way holds it`() async throws {
    try await withOpen { number in
      #expect(system("test -e /proc/self/fd/\(number)") == 0)
    }
  }
}
