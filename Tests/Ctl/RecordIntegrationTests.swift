import Foundation
import ProcessKit
import Testing

@testable import Ctl

/// The record of who did what, and the feeds, as an operator looks at them.
@Suite(.serialized) struct RecordIntegrationTests {
  private static let key = "0190a5b0-0000-7000-8000-0000000000aa"
  private static let other = "0190a5b0-0000-7000-8000-0000000000bb"

  @Test func `what an operator asks as the tool is on record, sealed, and tampering is found`()
    async throws
  {
    try await Tool.with { tool in
      let up = try await tool.run(["up", "--detach"], ["LOYALTY_SEAL_AUDIT": "1s"])
      #expect(up.code == 0, "\(up.output)")
      try await tool.must(
        "call", "GetPoints", "-d", "{\"patronId\":\"\(Self.key)\"}")
      try await eventually("sealed") {
        try await tool.must("audit", "verify").contains("1 seals over 1 lines hold")
      }
      let list = try await tool.must(
        "audit", "list", "--since", "1h", "--action", "operator.called")
      #expect(list.contains("service:ctl") && list.contains("LoyaltyService/GetPoints"))
      #expect(!(try await tool.must("audit", "list", "--actor", "nobody")).contains("service:ctl"))
      let verdict = try await tool.must("audit", "verify", "loyalty")
      let seal = String(try #require(verdict.split(separator: " ").last)).trimmingCharacters(
        in: .whitespacesAndNewlines)
      try await tool.must("audit", "verify", "loyalty", "--seal", seal)
      try await tool.must(
        "db", "shell", "-c", "UPDATE loyalty.audit_entries SET actor = 'user:somebody else'")
      let found = try await tool.run(["audit", "verify"])
      #expect(found.code == 1 && found.output.contains("loyalty: line 1 was changed"))
      // The whole record gone: only the noted seal tells.
      try await tool.must(
        "db", "shell", "-c",
        """
        TRUNCATE loyalty.audit_entries, loyalty.audit_seals, loyalty.audit_unsealed;
        UPDATE loyalty.audit_head SET seal = 0
        """)
      let cut = try await tool.run(["audit", "verify", "loyalty", "--seal", seal, "--json"])
      #expect(cut.code == 1 && cut.output.contains("seal 1 was removed"), "\(cut.output)")
    }
  }

  @Test func `parked changes are listed with nothing running, and replayed once it runs`()
    async throws
  {
    try await Tool.with { tool in
      try await tool.must("db", "migrate")
      #expect(try await tool.run(["feed", "parked"]).code == 0)
      try await tool.must(
        "db", "shell", "-c",
        """
        INSERT INTO loyalty.cursor VALUES ('attendance', 7), ('access', 3);
        INSERT INTO loyalty.parked (source, position, kind, key, payload, created_at, reason) VALUES
          ('attendance', 5, 'NotKnownYet', '\(Self.key)', '', now(), 'was broken'),
          ('attendance', 6, 'AttendanceChanged', '\(Self.other)', '\\xff', now(), 'is broken')
        """)
      let parked = try await tool.run(["feed", "parked", "loyalty"])
      #expect(parked.code == 1 && parked.output.contains(Self.key))
      #expect(parked.output.contains("was broken") && parked.output.contains("2 parked"))
      let lag = try await tool.must("feed", "lag", "--json")
      let rows = try JSONDecoder().decode([Feeds.Lag].self, from: Data(lag.utf8))
      #expect(rows.map(\.cursor) == ["access", "attendance"])
      #expect(rows.map(\.source) == ["users", "attendance"])
      #expect(rows.map(\.position) == [3, 7] && rows.map(\.parked) == [0, 2])

      let waiting = try await tool.run(["feed", "replay", "loyalty", Self.key, "--wait", "0"])
      #expect(waiting.code == 1 && waiting.output.contains("loyalty applies them when it runs"))
      try await tool.must("up", "--detach")
      // The mark was left, so it is done by now or in a moment.
      try await eventually("replayed") {
        !(try await tool.run(["feed", "parked"]).output.contains(Self.key))
      }
      let again = try await tool.run(["feed", "replay", "loyalty", "--all", "--wait", "60"])
      #expect(again.code == 1 && again.output.contains("1 of 1 stay parked"), "\(again.output)")
      #expect(!again.output.contains("is broken"), "the reason is today's")
      #expect(try await tool.run(["feed", "replay", "loyalty", Self.key]).code == 1)
    }
  }

  @Test func `every command says what it is for`() async throws {
    try await Tool.with { tool in
      let commands = [
        ["feed"], ["feed", "lag"], ["feed", "parked"], ["feed", "replay"], ["audit"],
        ["audit", "verify"], ["audit", "list"], ["db", "verify"],
      ]
      for command in commands {
        let help = try await tool.run(command + ["--help"])
        #expect(help.code == 0 && help.output.contains("OVERVIEW: "), "\(command)")
        #expect(help.output.contains("USAGE: credopass \(command.joined(separator: " "))"))
      }
      for wrong in [
        ["feed", "replay", "loyalty"], ["feed", "replay", "loyalty", "x"],
        ["feed", "replay", "loyalty", Self.key, "--all"], ["feed", "parked", "gateway"],
        ["audit", "verify", "--seal", "1:x"], ["audit", "list", "--since", "yesterday"],
        ["audit", "list", "--limit", "0"],
      ] {
        #expect(try await tool.run(wrong).code == 64, "\(wrong)")
      }
    }
  }
}
