import Foundation
import Postgres
import ProcessKit
import TestKit
import Testing

@testable import Daemon
@testable import Outbox

/// Maildir, webhook, TLS: every other way out.
@Suite(.serialized) struct WaysOutIntegrationTests {
  @Test func `without servers, mails and text messages lie in a maildir that only we can read`()
    async throws
  {
    try await World.with { world in
      let sender = try await world.sender()
      try await sender.send(
        try .sample("m", subject: "Grüße", body: "Ein Brief\n"),
        try .text("t", to: "+14155550123", body: "code 123456", person: nil, life: .seconds(60)))
      try await eventually("sent") { try await world.rows().allSatisfy { $0[1] == "SENT" } }
      let mails = try await MessageServer.maildir(world.state + "/mail")
      #expect(Set(mails.map(\.body)) == ["Ein Brief\n", "code 123456\n"])
      #expect(
        Set(mails.compactMap { $0.headers["to"] })
          == ["ella@example.org", "+14155550123@phone.invalid"])
      #expect(mails.contains { $0.headers["subject"] == "Grüße" })
      let files = FileManager.default
      #expect(try files.contentsOfDirectory(atPath: world.state + "/mail/tmp").isEmpty)
      for name in try files.contentsOfDirectory(atPath: world.state + "/mail/new") {
        let path = world.state + "/mail/new/" + name
        let mode = try files.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
      }
      await sender.stop()
    }
  }

  @Test func `a text message goes to the webhook with its id, its key and our token`() async throws
  {
    try await World.with { world in
      let server = try await MessageServer("web")
      let token = world.state + "/keys/token"
      try "s3cret\n".write(toFile: token, atomically: false, encoding: .utf8)
      chmod(token, 0o400)
      let sender = try await world.sender(
        "1", server.hook.merging(["SENDER_SMS_TOKEN": token]) { $1 })
      let body = "Dein \"Code\"\n\\ \u{1} ist 123456 🎷"
      try await sender.send(
        try .text("t", to: "+14155550123", body: body, person: nil, life: .seconds(60)))
      try await eventually("sent") { try await world.rows() == [["t", "SENT", "true"]] }
      let taken = try #require(try server.received.first)
      let json = try JSONDecoder().decode([String: String].self, from: Data(taken.body.utf8))
      #expect(json["to"] == "+14155550123" && json["body"] == body)
      #expect(json["id"].map { $0.count } == 36 && json["id"] == taken.headers["idempotency-key"])
      #expect(json.count == 3)
      #expect(taken.headers["authorization"] == "Bearer s3cret")
      await sender.stop()
    }
  }

  @Test(arguments: [
    (400, "REFUSED"), (404, "REFUSED"), (503, "SENT"), (429, "SENT"), (302, "SENT"),
  ])
  func `what the webhook refuses is final, what it cannot take now is tried again`(
    status: Int, end: String
  ) async throws {
    try await World.with { world in
      let server = try await MessageServer("web", wishes: ["status": "\(status)"])
      let sender = try await world.sender("1", server.hook)
      try await sender.send(
        try .text("t", to: "+14155550123", body: "x", person: nil, life: .seconds(60)))
      try await eventually("tried") { try server.received.isEmpty == false }
      try server.unwish("status")
      try await eventually("ended") { try await world.rows() == [["t", end, "true"]] }
      let keys = try server.received.map { $0.headers["idempotency-key"] }
      #expect(Set(keys).count == 1 && (keys.count == 1) == (end == "REFUSED"))
      await sender.stop()
    }
  }

  @Test(arguments: ["smtp", "smtps"])
  func `a server that asks for TLS and a sign-in gets both, checked by its authority`(
    kind: String
  ) async throws {
    try await World.with { world in
      let server = try await MessageServer(kind, wishes: ["login": "club:pass:word"])
      let login = world.state + "/keys/login"
      try "club:pass:word\n".write(toFile: login, atomically: false, encoding: .utf8)
      chmod(login, 0o400)
      var settings = [
        "SENDER_SMTP_URL": "\(kind)://localhost:\(server.port)", "SENDER_SMTP_LOGIN": login,
      ]
      // The system's authorities do not know the server.
      let stranger = try await world.sender("1", settings)
      try await stranger.send(try .sample("m"))
      try await eventually("put off") {
        try await world.isTried(2)
      }
      await stranger.stop()
      #expect(try server.received.isEmpty)
      settings["SENDER_CA_FILE"] = server.folder + "/ca.pem"
      let sender = try await world.sender("2", settings)
      try await world.database.run("UPDATE sender.outbox SET due_at = now()")
      try await eventually("sent") { try await world.rows() == [["m", "SENT", "true"]] }
      #expect(try server.received.count == 1)
      await sender.stop()
    }
  }

  @Test func `a wrong password is for the operator to mend: no mail is given up for it`()
    async throws
  {
    try await World.with { world in
      let server = try await MessageServer("smtps", wishes: ["login": "club:right"])
      let login = world.state + "/keys/login"
      try "club:wrong".write(toFile: login, atomically: false, encoding: .utf8)
      chmod(login, 0o400)
      let sender = try await world.sender(
        "1",
        [
          "SENDER_SMTP_URL": "smtps://localhost:\(server.port)", "SENDER_SMTP_LOGIN": login,
          "SENDER_CA_FILE": server.folder + "/ca.pem",
        ])
      try await sender.send(try .sample("m"))
      try await eventually("put off") {
        try await world.isTried(1)
      }
      #expect(try await world.rows() == [["m", "WAITING", "false"]])
      try server.wish("login", "club:wrong")
      try await eventually("sent") { try await world.rows() == [["m", "SENT", "true"]] }
      await sender.stop()
    }
  }

  /// 0.0.0.0 leads to this machine too, but is no loopback address.
  @Test func `a server elsewhere that offers no TLS gets nothing`() async throws {
    try await World.with { world in
      let server = try await MessageServer("smtp")
      let sender = try await world.sender(
        "1", ["SENDER_SMTP_URL": "smtp://0.0.0.0:\(server.port)"])
      try await sender.send(try .sample("m"))
      try await eventually("tried twice") {
        try await world.isTried(2)
      }
      #expect(try server.received.isEmpty)
      await sender.stop()
      // The control: the same server is good enough on this machine.
      let neighbour = try await world.sender("2", server.settings)
      try await eventually("sent") { try await world.rows() == [["m", "SENT", "true"]] }
      await neighbour.stop()
    }
  }

  @Test func `a mail server that never answers holds up no text message`() async throws {
    try await World.with { world in
      let silent = try await MessageServer("silent")
      let server = try await MessageServer("web")
      let sender = try await world.sender("1", silent.settings.merging(server.hook) { $1 })
      for number in 0..<4 { try await sender.send(try .sample("m\(number)")) }
      try await eventually("both lanes hang") {
        try await world.database.rows(
          "SELECT 1 FROM sender.outbox WHERE lease IS NOT NULL"
        ).count == Outbox.width
      }
      try await sender.send(
        try .text("t", to: "+14155550123", body: "x", person: nil, life: .seconds(60)))
      try await eventually("the text") {
        try await world.rows().contains(["t", "SENT", "true"])
      }
      let hanging = try await world.database.rows(
        "SELECT 1 FROM sender.outbox WHERE lease IS NOT NULL AND channel = 'MAIL'")
      #expect(hanging.count == Outbox.width)
      await sender.stop()
    }
  }
}

extension MessageServer {
  /// What makes a daemon send its text messages here.
  var hook: [String: String] { ["SENDER_SMS_URL": "http://127.0.0.1:\(port)/messages?from=us"] }
}
