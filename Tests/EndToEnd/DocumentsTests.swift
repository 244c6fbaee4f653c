import Foundation
import ProcessKit
import Testing

/// The whole deployment: PostgreSQL, four daemons, the gateway, the command line.
@Suite(.serialized) struct `The documents: integration` {
  @Test func `the README's walk-through works by copy and paste`() async throws {
    try expect(
      await run("walkthrough", Built.programs()),
      [
        "SCHEDULED", "ENROLLED", #"["OK","Welcome."]"#, #"["OK",2]"#, "true", "Ella ATTENDED",
        "Miles ATTENDED",
        #"{"registered":1,"attended":2,"walkIns":1,"present":1,"showRate":1,"fill":0.05}"#,
        #"{"balance":10,"tier":"bronze","missing":90}"#, "10 Attended Jazz night",
        #"{"created":1993,"rejected":6,"enrolled":1832,"checkedIn":234}"#,
        "Ella", #"["Ella",1,10]"#, #"{"eventsCreated":3,"recorded":5}"#, "COMPLETED",
        #"{"attended":2,"walkIns":2,"firstTimers":0,"returning":2}"#,
        #"{"events":4,"attended":"5","people":"2"}"#, "EVERY_NTH",
        #"[70,70,"bronze"]"#, #"["A mug","USED"]"#, "-30 Redeemed: A mug", "40 Regular",
        #"["laptop",true]"#,
      ])
  }

  @Test func `a service made by CONTRIBUTING's steps alone answers over RPC, REST and Connect`()
    async throws
  {
    let answer = try await run("fifthservice", Built.folder())
    try expect(
      answer,
      [
        "made once: true\nmade once: true\nmade once: true", "REST: Duck", "Connect: Duck",
        "RPC: Duck", "a stranger: 401", "a wrong name: 400 /nam", "documented: Adds a toy",
      ])
    let edited = answer.output.split(separator: "\n").filter { $0.hasPrefix("edited: ") }
    try expectSteps(to: edited.map { String($0.dropFirst("edited: ".count)) })
  }

  /// `CASES=10000` in the environment makes it the long run.
  @Test func `the gateway answers generated requests as /openapi.json says, and logs no person`()
    async throws
  {
    let answer = try await run("schemathesis", Built.programs())
    try expect(answer, ["logs: nobody is named"])
    let count = try #require(
      answer.output.firstMatch(of: /\n(\d+) generated, (\d+) passed\n/), "\(answer.output)")
    #expect(count.1 == count.2, "\(answer.output)")
    #expect(try #require(Int(count.1)) >= 250)
  }

  /// Expects that the steps of "Add a service" name all that was edited, and nothing else.
  private func expectSteps(to edited: [String]) throws {
    let document = try String(contentsOfFile: Built.root + "/CONTRIBUTING.md", encoding: .utf8)
    let sections = document.components(separatedBy: "\n## ")
    let section = sections.first { $0.hasPrefix("Add a service\n") }
    let steps = try #require(section?.split(separator: "\n1. ").last)
    let words = steps.matches(of: /`([^`\s]+)`/).map { word in
      String(word.output.1).replacing("<name>", with: "toys").replacing("<noun>", with: "toys")
        .replacing("<Name>", with: "Toys")
    }
    let places = words.filter {
      $0 == "Package.swift" || $0.contains(/^(?:proto|Services|Tests)\//)
    }
    for file in edited {
      #expect(
        places.contains { file == $0 || $0.hasSuffix("/") && file.hasPrefix($0) },
        "no step names \(file)")
    }
    for place in places {
      #expect(edited.contains { $0.hasPrefix(place) }, "a step names \(place): needless")
    }
    let room = edited.filter { $0.hasPrefix("Services/Toys/") }.map { String($0.dropFirst(14)) }
    let files = words.filter { $0.contains(/^\w+\.(?:md|sql|swift)$/) && $0 != "Package.swift" }
    #expect(Set(files) == Set(room.filter { !$0.contains("/") }))
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
