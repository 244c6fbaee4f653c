import Foundation
import Postgres
import ProcessKit
import TestKit
import Testing

@testable import Daemon
@testable import Outbox

/// Mails that leave by a real SMTP server.
@Suite(.serialized) struct MailIntegrationTests {
  @Test func `a mail leaves if its transaction commits, and not if it is undone`() async throws {
    try await World.with { world in
      let server = try await MessageServer("smtp")
      let sender = try await world.sender("1", server.settings)
      struct Undone: Error {}
      await #expect(throws: Undone.self) {
        try await sender.running.daemon.database.transaction { transaction in
          try await transaction.execute(sender.outbox.enqueue(try .sample("undone")))
          throw Undone()
        }
      }
      try await sender.send(try .sample("done"))
      try await eventually("sent") { try await world.rows() == [["done", "SENT", "true"]] }
      let mails = try server.received
      #expect(mails.count == 1)
      #expect(mails.first?.sender == "club@example.org")
      #expect(mails.first?.recipients == ["ella@example.org"])
      await sender.stop()
    }
  }

  @Test func `what is read is what was written, whatever characters and lines it has`()
    async throws
  {
    try await World.with { world in
      let server = try await MessageServer("smtp")
      let sender = try await world.sender("1", server.settings)
      let subject = "Grüße aus München 🎷: =?utf-8?q?x?= " + String(repeating: "日本語", count: 30)
      let body =
        [
          ".", "..", "From here", "a=b", "tab\t", "blank ", "", "ä.", "\u{1}\u{7F}",
          String(repeating: "long ", count: 300), String(repeating: "🎷", count: 100), ".last",
        ].joined(separator: "\n") + "\n"
      try await sender.send(try .sample("m", subject: subject, body: body))
      try await eventually("sent") { try server.received.count == 1 }
      let mail = try #require(try server.received.first)
      #expect(mail.headers["subject"] == subject)
      #expect(mail.body == body)
      #expect(mail.longest <= 76 && mail.ascii && mail.defects.isEmpty)
      #expect(mail.headers["to"] == "ella@example.org")
      #expect(mail.headers["auto-submitted"] == "auto-generated")
      #expect(mail.messageID.hasSuffix("@example.org>"))
      #expect(mail.headers.count == 9)
      await sender.stop()
    }
  }

  @Test func `a name is taken once, also after its message has left`() async throws {
    try await World.with { world in
      let server = try await MessageServer("smtp")
      let sender = try await world.sender("1", server.settings)
      try await sender.send(try .sample("reset:1"), try .sample("reset:1", subject: "Other"))
      try await eventually("sent") { try await world.rows() == [["reset:1", "SENT", "true"]] }
      try await sender.send(try .sample("reset:1", subject: "Third"), try .sample("reset:2"))
      try await eventually("sent") { try await world.rows().filter { $0[1] == "SENT" }.count == 2 }
      #expect(try server.received.map { $0.headers["subject"] } == ["Hello", "Hello"])
      await sender.stop()
    }
  }

  @Test func `two replicas send each of 60 messages once`() async throws {
    try await World.with { world in
      let server = try await MessageServer("smtp")
      let replicas = [
        try await world.sender("1", server.settings), try await world.sender("2", server.settings),
      ]
      for number in 0..<60 {
        try await replicas[number % 2].send(try .sample("m\(number)"))
      }
      try await eventually("sent") { try await world.rows().filter { $0[1] == "SENT" }.count == 60 }
      let mails = try server.received
      #expect(mails.count == 60 && Set(mails.map(\.messageID)).count == 60)
      for replica in replicas { await replica.stop() }
    }
  }

  @Test func `mails wait while the server is down and leave once it is up again`() async throws {
    try await World.with { world in
      let server = try await MessageServer("smtp")
      try await server.stop()
      let sender = try await world.sender("1", server.settings)
      try await sender.send(try .sample("a"), try .sample("b"))
      try await eventually("tried twice") {
        try await world.database.rows("SELECT 1 FROM sender.outbox WHERE attempts < 2").isEmpty
      }
      #expect(try await world.rows().map { $0[1] } == ["WAITING", "WAITING"])
      let next = try await MessageServer("smtp", after: server)
      try await eventually("sent") { try await world.rows().allSatisfy { $0[1] == "SENT" } }
      #expect(try next.received.count == 2)
      await sender.stop()
    }
  }

  /// The server has taken the mail and its sender dies before it hears of it: it cannot be known
  /// whether it was taken, so it is sent again, and can be told by its Message-ID.
  @Test func `a replica killed while its mail is taken leaves it to the next, as the same mail`()
    async throws
  {
    try await World.with { world in
      let server = try await MessageServer("smtp")
      let doomed = try Child(
        Built.program("test-daemon"), ["sender"], environment: world.environment(server.settings))
      try server.wish("kill", "\(doomed.id)")
      try await world.database.run(
        """
        INSERT INTO sender.outbox (id, name, channel, recipient, subject, body, expires_at)
        VALUES ('\(UUID128.v7())', 'm', 'MAIL', 'a@example.org', 's', 'b', now() + interval '1 h')
        """)
      #expect(try await doomed.end() == 128 + SIGKILL)
      #expect(try server.received.count == 1)
      #expect(try await world.rows() == [["m", "WAITING", "false"]])
      let heir = try await world.sender("2", server.settings)
      // As long as the dead one's lease lasts, it might be alive.
      #expect(try await heir.outbox.deliver(.mail) == false)
      try await world.database.run("UPDATE sender.outbox SET due_at = now()")
      try await eventually("sent") { try await world.rows() == [["m", "SENT", "true"]] }
      let mails = try server.received
      #expect(mails.count == 2 && Set(mails.map(\.messageID)).count == 1)
      #expect(mails.allSatisfy { $0.messageID.count > 30 })
      await heir.stop()
    }
  }

  @Test func `a replica told to end while its mail is taken takes note of it first`() async throws {
    try await World.with { world in
      let server = try await MessageServer("smtp", wishes: ["slow": "1.5"])
      let leaving = try Child(
        Built.program("test-daemon"), ["sender"], environment: world.environment(server.settings))
      try await world.database.run(
        """
        INSERT INTO sender.outbox (id, name, channel, recipient, subject, body, expires_at)
        VALUES ('\(UUID128.v7())', 'm', 'MAIL', 'a@example.org', 's', 'b', now() + interval '1 h')
        """)
      try await eventually("taken") { try server.received.isEmpty == false }
      leaving.send(SIGTERM)
      #expect(try await leaving.end() == 0)
      #expect(try await world.rows() == [["m", "SENT", "true"]])
    }
  }

  @Test func `a recipient refused for good is given up and wiped, and the others go on`()
    async throws
  {
    try await World.with { world in
      let server = try await MessageServer("smtp", wishes: ["busy": ""])
      let sender = try await world.sender("1", server.settings)
      try await sender.send(
        try .sample("a", to: "refused@example.org"), try .sample("b", to: "busy@example.org"),
        try .sample("c"))
      try await eventually("first tries") {
        try await world.rows() == [
          ["a", "REFUSED", "true"], ["b", "WAITING", "false"], ["c", "SENT", "true"],
        ]
      }
      try server.unwish("busy")
      try await eventually("the busy one") { try await world.rows()[1][1] == "SENT" }
      let attempts = try await world.database.rows(
        "SELECT attempts::text FROM sender.outbox WHERE name = 'a'")
      #expect(attempts == [["1"]])
      let taken = Set(try server.received.flatMap(\.recipients))
      #expect(taken == ["busy@example.org", "ella@example.org"])
      await sender.stop()
    }
  }

  @Test func `what was not delivered in its time is dropped and wiped`() async throws {
    try await World.with { world in
      let server = try await MessageServer("smtp")
      try await server.stop()
      let sender = try await world.sender("1", server.settings)
      try await sender.send(try .sample("short", life: .seconds(1)), try .sample("long"))
      try await eventually("expired") {
        try await sender.outbox.sweep()
        return try await world.rows() == [
          ["long", "WAITING", "false"], ["short", "EXPIRED", "true"],
        ]
      }
      let next = try await MessageServer("smtp", after: server)
      try await eventually("sent") { try await world.rows()[0][1] == "SENT" }
      #expect(try next.received.count == 1)
      let text = sender.running.daemon.metrics.render()
      #expect(text.contains(#"credopass_outbox_tries_total{channel="mail",outcome="expired"} 1"#))
      #expect(text.contains(#"credopass_outbox_waiting{channel="mail"} 1"#))
      await sender.stop()
    }
  }

  @Test func `what waits for a person who is erased goes with them`() async throws {
    try await World.with { world in
      let server = try await MessageServer("smtp")
      try await server.stop()
      let sender = try await world.sender("1", server.settings)
      let (erased, kept) = (UUID128.v7(), UUID128.v7())
      try await sender.send(
        try .sample("a", person: erased), try .sample("b", person: kept), try .sample("c"))
      try await sender.running.daemon.database.execute(Outbox.forgetting(of: "sender")(erased))
      #expect(try await world.rows().map { $0[0] } == ["b", "c"])
      await sender.stop()
    }
  }

  @Test func `a name is free again a day after its message has ended`() async throws {
    try await World.with { world in
      let server = try await MessageServer("smtp")
      let sender = try await world.sender("1", server.settings)
      try await sender.send(try .sample("old"), try .sample("new"))
      try await eventually("sent") { try await world.rows().allSatisfy { $0[1] == "SENT" } }
      try await world.database.run(
        "UPDATE sender.outbox SET ended_at = now() - interval '25 hours' WHERE name = 'old'")
      try await sender.outbox.sweep()
      #expect(try await world.rows().map { $0[0] } == ["new"])
      await sender.stop()
    }
  }

  @Test func `the table itself keeps nothing of a message that has ended`() async throws {
    try await World.with { world in
      for values in ["'SENT', 'a@x.org', NULL, NULL, now()", "'WAITING', NULL, '', '', NULL"] {
        await #expect(throws: PostgresError.self, "\(values)") {
          try await world.database.run(
            """
            INSERT INTO sender.outbox
              (id, name, channel, expires_at, state, recipient, subject, body, ended_at)
            VALUES (gen_random_uuid(), 'a', 'MAIL', now(), \(values))
            """)
        }
      }
      let left = try await world.rows()
      #expect(left.isEmpty)
    }
  }
}

extension MessageServer {
  /// What makes a daemon send its mails here.
  var settings: [String: String] { ["SENDER_SMTP_URL": "smtp://127.0.0.1:\(port)"] }
}
