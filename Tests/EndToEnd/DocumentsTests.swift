import ProcessKit
import Testing

/// The whole deployment: PostgreSQL, four daemons, the gateway, the command line.
@Suite(.serialized) struct `The documents: integration` {
  @Test func `the README's walk-through works by copy and paste`() async throws {
    try expect(
      await run("walkthrough", Built.folder()),
      [
        "SCHEDULED", "ENROLLED", #"["OK","Welcome."]"#, #"["OK",2]"#, "true", "Ella ATTENDED",
        "Miles ATTENDED",
        #"{"registered":1,"attended":2,"walkIns":1,"present":1,"showRate":1,"fill":0.05}"#,
        #"{"balance":10,"tier":"bronze","missing":90}"#, "10 Attended Jazz night",
        #"{"created":1993,"rejected":6,"enrolled":1832,"checkedIn":234}"#,
        #"{"created":1993,"rejected":6}"#, "Ella",
      ])
  }

  @Test func `a service made by CONTRIBUTING's steps alone answers over RPC, REST and Connect`()
    async throws
  {
    try expect(
      await run("fifthservice"),
      [
        """
        edited:
        A Services/Toys
        A Tests/Toys
        A proto/credopass/toys
        M Package.swift
        M Services/Ctl/ServiceCatalog.swift
        M Services/Gateway/Routes.swift
        M Services/Users/Wiring.swift
        M Tests/Gateway/RightsTests.swift
        """,
        """
        answered:
        made once: true
        REST: Duck
        Connect: Duck
        RPC: Duck
        a stranger: 401
        a wrong name: 400 /nam
        documented: Adds a toy
        """,
      ])
  }

  private func expect(_ answer: Child.Ended, _ lines: [String]) throws {
    #expect(answer.code == 0, "\(answer.output)")
    for line in lines {
      #expect("\n\(answer.output)".contains("\n\(line)\n"), "no line \(line) in\n\(answer.output)")
    }
  }

  /// Runs the script beside this file, with a port for its deployment as the last argument.
  private func run(_ name: String, _ arguments: String...) async throws -> Child.Ended {
    try await Child.run(
      "\(Built.root)/Tests/EndToEnd/\(name)", arguments + [String(freePort())],
      output: .together, group: .own, within: .seconds(1800))
  }
}
