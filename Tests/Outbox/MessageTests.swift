import Daemon
import Foundation
import Postgres
import Testing

@testable import Outbox

/// What may be sent, and how settings say where to.
@Suite struct MessageTests {
  @Test(arguments: [
    "", "ella", "@x.org", "ella@", "a@b@c", "a b@x.org", "a@x.org, b@x.org",
    "a@x.org\r\nBcc: b@x.org",
    "a@x.org\nRCPT TO:<b@x.org>", "a@x.org>", "<a@x.org", "\"a\"@x.org", "a@x.org\0", "a;b@x.org",
    "a\u{200B}@x.org", "a\u{2028}@x.org", "a@x.org\u{85}", "a@[127.0.0.1]", "a(b)@x.org",
    String(repeating: "a", count: 320) + "@x.org",
  ])
  func `an address that could say more than one mailbox is refused`(address: String) {
    #expect(throws: OutboxMessage.Unfit.self) { try OutboxMessage.sample("m", to: address) }
  }

  @Test(arguments: ["ella@example.org", "e.l+l'a@example.org", "jürgen@münchen.example"])
  func `an address as people have it is taken`(address: String) throws {
    #expect(try OutboxMessage.sample("m", to: address).recipient == address)
  }

  @Test(arguments: [
    "a\r\nBcc: b@x.org", "a\nb", "a\rb", "a\0", "a\u{7F}", "a\u{85}b", "a\u{2029}b",
    String(repeating: "a", count: 201),
  ])
  func `a subject that could begin another header is refused`(subject: String) {
    #expect(throws: OutboxMessage.Unfit.self) { try OutboxMessage.sample("m", subject: subject) }
  }

  @Test func `names, bodies, lives and numbers out of their bounds are refused`() {
    let wrong: [() throws -> OutboxMessage] = [
      { try .sample("") }, { try .sample(String(repeating: "n", count: 201)) },
      { try .sample("a\0") },
      { try .sample("m", body: "a\0b") },
      { try .sample("m", body: String(repeating: "b", count: 65_537)) },
      { try .sample("m", life: .zero) }, { try .sample("m", life: .seconds(31 * 86400)) },
      { try .text("t", to: "4155550123", body: "x", person: nil, life: .seconds(9)) },
      { try .text("t", to: "+1415555\r\n", body: "x", person: nil, life: .seconds(9)) },
      {
        try .text(
          "t", to: "+14155550123", body: String(repeating: "x", count: 1601), person: nil,
          life: .seconds(9))
      },
    ]
    for make in wrong { #expect(throws: OutboxMessage.Unfit.self) { try make() } }
  }

  @Test func `no dump of a message shows what is in it`() throws {
    let message = try OutboxMessage.sample("m", body: "token-123")
    var text = ""
    dump(message, to: &text)
    #expect(!(text + "\(message)").contains("token-123") && !"\(message)".contains("ella"))
  }

  @Test func `tries come further and further apart, never more than 5 minutes`() {
    let pauses = (1...40).map { Outbox.pause(after: $0, 1) }
    #expect(Array(pauses.prefix(4)) == [1, 2, 4, 8])
    #expect(pauses == pauses.sorted() && pauses.last == 300)
    #expect(Outbox.pause(after: 1, 0.5) == 0.5)
  }

  @Test(arguments: [
    (["SMTP_URL": "http://x.org", "MAIL_SENDER": "a@x.org"], "SMTP_URL must"),
    (["SMTP_URL": "smtp://u:s3cret@x.org", "MAIL_SENDER": "a@x.org"], "SMTP_LOGIN"),
    (["SMTP_URL": "smtp://x.org"], "MAIL_SENDER"),
    (["MAIL_SENDER": "Club <a@x.org>"], "MAIL_SENDER"),
    (["SMTP_LOGIN": "/nowhere"], "without SMTP_URL"),
    (["SMTP_URL": "smtp://x.org", "MAIL_SENDER": "a@x.org", "SMTP_LOGIN": "/nowhere"], "/nowhere"),
    (["SMS_URL": "http://x.org/hook"], "https://"),
    (["SMS_URL": "https://u:s3cret@x.org/hook"], "SMS_TOKEN"),
    (["SMS_URL": "gopher://x.org"], "https://"), (["SMS_TOKEN": "/nowhere"], "without SMS_URL"),
  ])
  func `a setting that does not fit is a fault that names it and shows no password`(
    settings: [String: String], words: String
  ) {
    let environment = Dictionary(
      uniqueKeysWithValues: settings.map { ("CREDOPASS_\($0.key)", $0.value) })
    var read = Settings(service: "sender", environment: environment)
    _ = OutboxConfig(&read)
    let faults = read.faults.joined(separator: "\n")
    #expect(read.faults.count == 1 && faults.contains(words), "\(faults)")
    let shown = read.known.map(\.value).joined() + faults
    #expect(!shown.contains("s3cret"))
  }
}
