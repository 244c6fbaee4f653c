import Foundation
import ProcessKit
import Testing

@testable import Ctl

/// The executable itself on a throw-away cluster, as an operator uses it.
@Suite(.serialized) struct DeploymentIntegrationTests {
  static let points = ["call", "GetPoints", "-d", "{\"patronId\":\"\(UUID().uuidString)\"}"]

  @Test func `keys are made once, and only we can read them`() async throws {
    try await Tool.with { tool in
      try await tool.must("keys")
      let master = FileManager.default.contents(atPath: tool.state + "/keys/master")
      try await tool.must("keys")
      #expect(master != nil)
      #expect(FileManager.default.contents(atPath: tool.state + "/keys/master") == master)
      for name in try FileManager.default.contentsOfDirectory(atPath: tool.state + "/keys") {
        let attributes = try FileManager.default.attributesOfItem(
          atPath: tool.state + "/keys/" + name)
        #expect(attributes[.posixPermissions] as? Int == 0o400, "\(name)")
      }
      let keys = try FileManager.default.attributesOfItem(atPath: tool.state + "/keys")
      #expect(keys[.posixPermissions] as? Int == 0o700)
    }
  }

  @Test func `an empty machine becomes a deployment that answers, scales and ends`()
    async throws
  {
    try await Tool.with { tool in
      #expect(try await tool.run(["status"]).code == 1)
      #expect(try await tool.run(Self.points).code == 69)
      let up = try await tool.must("up", "--detach")
      #expect(up.contains("Ready."))
      let answer = try await tool.run(Self.points)
      #expect(answer.code == 0 && answer.output.contains("\"tier\":\"bronze\""), "\(answer.output)")

      let first = try await tool.reports()
      #expect(first.map(\.service) == ["loyalty"] && first.map(\.health) == ["serving"])
      #expect(
        first[0].inFlight == 0 && first[0].p50 != nil && first[0].feedLag["attendance"] != nil)

      try await tool.must("scale", "loyalty", "2")
      #expect(try await tool.reports().map(\.health) == ["serving", "serving"])
      try await tool.must("scale", "loyalty", "1")
      #expect(try await tool.reports().map(\.pid) == first.map(\.pid), "the first one stays")

      #expect(try await tool.must("up").contains("Running already."))
      #expect(try await tool.reports().map(\.pid) == first.map(\.pid))
      try await tool.must("down")
      #expect(try tool.processes() == [])
      #expect(try await tool.must("down").contains("Nothing runs"))
    }
  }

  @Test func `schemas are migrated, undone, saved and restored with nothing running`()
    async throws
  {
    try await Tool.with { tool in
      #expect(try await tool.must("db", "migrate").contains("applied 0002_points"))
      #expect(try await tool.must("db", "migrate").contains("nothing pending"))
      try await tool.must("db", "status")
      let insert = """
        INSERT INTO loyalty.accounts (patron_id, tier) VALUES (gen_random_uuid(), 'gold')
        """
      try await tool.must("db", "shell", "-c", insert)
      let file = tool.folder + "/backup"
      try await tool.must("db", "backup", file)
      #expect(try await tool.run(["db", "backup", file]).code == 64, "never over another file")

      #expect(try await tool.run(["db", "rollback", "loyalty"]).code == 64, "not without leave")
      try await tool.must("db", "rollback", "loyalty", "--yes")
      #expect(try await tool.run(["db", "status"]).code == 1)
      try await tool.must("db", "restore", file, "--yes")
      try await tool.must("db", "status")
      let tiers = try await tool.must("db", "shell", "-c", "SELECT tier FROM loyalty.accounts")
      #expect(tiers.contains("gold"))

      #expect(try await tool.must("db", "verify").contains("are what the migrations make"))
      try await tool.must("db", "shell", "-c", "ALTER TABLE loyalty.accounts ADD hand integer")
      let drift = try await tool.run(["db", "verify"])
      #expect(drift.code == 1 && drift.output.contains("+     hand integer"), "\(drift.output)")
      let left = try await tool.must("db", "shell", "-c", "SELECT datname FROM pg_database")
      #expect(!left.contains("verify"), "\(left)")

      try await tool.must("db", "reset", "--yes")
      let none = try await tool.must("db", "shell", "-c", "SELECT tier FROM loyalty.accounts")
      #expect(none.contains("(0 rows)"))
      #expect(try tool.processes() == [])
    }
  }

  @Test func `the next migration gets the next number and its counterpart`() async throws {
    try await Tool.with { tool in
      let folder = "\(tool.folder)/Migrations/loyalty"
      let before = try FileManager.default.contentsOfDirectory(atPath: folder).count / 2
      try await tool.must("db", "new", "loyalty", "rewards")
      let number = "000\(before + 1)".suffix(4)
      for name in ["\(number)_rewards.sql", "\(number)_rewards.down.sql"] {
        #expect(
          FileManager.default.fileExists(atPath: "\(tool.folder)/Migrations/loyalty/\(name)"))
      }
      #expect(try await tool.run(["db", "new", "loyalty", "Re wards"]).code == 64)
      #expect(try await tool.run(["db", "new", "gateway", "x"]).code == 64)
    }
  }

  @Test func `wrong settings are told and leave nothing running`() async throws {
    try await Tool.with { tool in
      let answer = try await tool.run(["up"], ["LOYALTY_LIMIT": "x", "LOYALTY_LMIT": "1"])
      #expect(answer.code == 78)
      #expect(answer.output.contains("LOYALTY_LIMIT is \"x\""))
      #expect(answer.output.contains("LOYALTY_LMIT is no setting of loyalty"))
      #expect(try tool.processes() == [])
    }
  }

  @Test(arguments: [
    ["nonsense"], ["scale", "loyalty"], ["up", "--port", "0"], ["up", "--scale", "nobody=2"],
    ["call", "NoSuchMethod"], ["call", "GetPoints", "--timeout", "0"],
    ["import", "/nowhere", "--event", "x"], ["db", "reset"], ["health", "nobody"],
  ])
  func `wrong usage is exit code 64`(arguments: [String]) async throws {
    try await Tool.with { tool in
      let answer = try await tool.run(arguments)
      #expect(answer.code == 64, "\(answer.output)")
    }
  }
}

/// What may happen to a deployment.
@Suite("Faults: a deployment", .serialized) struct DeploymentFaultTests {
  @Test func `a daemon that is killed is started again and serves`() async throws {
    try await Tool.with { tool in
      try await tool.must("up", "--detach", "--scale", "loyalty=2")
      let before = try await tool.reports()
      let victim = try #require(before[0].pid)
      kill(pid_t(victim), SIGKILL)
      try await eventually("both serve again") {
        let now = try await tool.run(["status", "--json"])
        let reports = try JSONDecoder().decode(
          [ReplicaReport].self,
          from: Data((now.output.split(separator: "\ncredopass:").first ?? "").utf8))
        return reports.count == 2 && !reports.contains { $0.pid == victim }
          && reports.allSatisfy { $0.health == "serving" }
      }
      #expect(try await tool.run(DeploymentIntegrationTests.points).code == 0)
    }
  }

  @Test func `a PostgreSQL that is killed is started again and answers`() async throws {
    try await Tool.with { tool in
      try await tool.must("up", "--detach")
      let lines = try String(
        contentsOfFile: tool.state + "/postgres/postmaster.pid", encoding: .utf8)
      let postmaster = try #require(lines.split(separator: "\n").first.flatMap { pid_t($0) })
      kill(postmaster, SIGKILL)
      try await eventually("it answers") {
        try await tool.run(DeploymentIntegrationTests.points).code == 0
      }
      #expect(kill(postmaster, 0) != 0)
    }
  }

  @Test func `nothing outlives a supervisor that is killed, and the next start is clean`()
    async throws
  {
    try await Tool.with { tool in
      try await tool.must("up", "--detach")
      let supervisor = try #require(try tool.supervisor)
      kill(supervisor, SIGKILL)
      // Until it is gone it holds its lock, and who comes then is told that it runs.
      try await eventually("it is dead") {
        try tool.processes().contains(supervisor) == false
      }
      try await tool.must("up", "--detach")
      #expect(try await tool.reports().map(\.health) == ["serving"])
      try await tool.must("down")
      try await eventually("nothing is left") { try tool.processes().isEmpty }
    }
  }
}
