import Daemon
import Foundation
import Postgres
import ProcessKit
import TestKit
import Testing

@testable import Ctl

/// People leave a whole deployment: what is held about them, and what stays true without them.
@Suite(.serialized) struct `Erasure: integration` {
  private static let admin = (email: "root@example.org", password: "correct horse cart")

  private func withProduct(_ body: (Product) async throws -> Void) async throws {
    let environment = [
      "CREDOPASS_ADMIN_EMAIL": Self.admin.email, "CREDOPASS_ADMIN_PASSWORD": Self.admin.password,
      "CREDOPASS_LOG_LEVEL": "debug",
    ]
    try await withDeployment("erasure", environment) { deployment, port in
      var product = Product(deployment: deployment, port: port)
      product.admin = try await product.signIn(Self.admin.email, Self.admin.password)
      try await body(product)
    }
  }

  @Test func `of an erased person no word is left anywhere, and every sum and count is as it was`()
    async throws
  {
    try await withProduct { product in
      let person = try await Canary(product, "canary")
      let file = try await product.get("/v1/users/me/export", person.token)
      #expect(found(person.words, in: file.text) == person.words)
      let held = try file.json
      for (name, count) in [
        "sessions": 1, "enrollments": 1, "hostedEvents": 1, "attendances": 2, "movements": 2,
        "scans": 3, "corrections": 1,
      ] {
        #expect((held[name] as? [Any])?.count == count, "\(name)")
      }
      #expect((held["points"] as? [String: Any])?["balance"] as? Int == 20)
      let before = try await product.figures()
      #expect(found(person.words, in: try await product.dump()) == person.words, "control")

      // None of those who follow is there when it happens.
      try await product.whileFollowersAreDown { () async throws in
        #expect(try await product.delete("/v1/users/\(person.id)", person.token).status == 200)
        #expect(try await product.delete("/v1/users/\(person.id)").status == 200, "once more")
      }
      try await product.caughtUp()
      #expect(found(person.words, in: try await product.dump()) == [])
      #expect(found(person.words, in: try product.logs()) == [])
      #expect(try await product.figures() == before)
      #expect(try await product.get("/v1/users/\(person.id)").status == 404)
      #expect(try await product.signInStatus(person.email, Canary.password) == 401)
      try await tool(product.deployment, "db", "verify")
      try await tool(product.deployment, "audit", "verify")

      // Who comes again is somebody new.
      let answer = try await product.upload("email,firstname\n\(person.email),Again\n")
      #expect(try answer.json["created"] as? Int == 1)
      let again =
        try await product.get("/v1/users?q=\(person.email)").json["users"] as? [[String: Any]]
      #expect(again?.count == 1 && again?.first?["id"] as? String != person.id)
    }
  }

  @Test
  func `a purged person takes along what they hosted, attended and earned; nothing is orphaned`()
    async throws
  {
    try await withProduct { product in
      let person = try await Canary(product, "canary")
      let other = try await Canary(product, "wren")
      try await product.whileFollowersAreDown { () async throws in
        #expect(
          try await product.delete("/v1/users/\(other.id)?purge=true", person.token).status == 403)
        #expect(try await product.delete("/v1/users/\(person.id)?purge=true").status == 200)
      }
      try await product.caughtUp()
      #expect(found(person.words, in: try await product.dump()) == [])
      #expect(found(person.words, in: try product.logs()) == [])
      let left = try await product.rows(
        """
        SELECT 'event' FROM events.events WHERE host_id = '\(person.id)'
        UNION ALL SELECT 'enrollment' FROM events.enrollments WHERE user_id = '\(person.id)'
        UNION ALL SELECT 'presence' FROM attendance.attendance WHERE patron_id = '\(person.id)'
        UNION ALL SELECT 'scan' FROM attendance.scans WHERE patron_id = '\(person.id)'
        UNION ALL SELECT 'line' FROM loyalty.ledger WHERE patron_id = '\(person.id)'
        UNION ALL SELECT 'account' FROM loyalty.accounts WHERE patron_id = '\(person.id)'
        """)
      #expect(left == [])
      #expect(try await product.get("/v1/users/\(other.id)/points").json["balance"] as? Int == 20)
      #expect(try await tool(product.deployment, "db", "verify").contains("the data are whole"))
      let record = try await tool(product.deployment, "audit", "list", "users")
      #expect(record.contains("user.purged") && record.contains("user:\(person.id)"))

      // Control: an orphan is found.
      try await product.tamper(
        """
        UPDATE loyalty.accounts SET balance = balance + 1;
        INSERT INTO events.enrollments
          (id, event_id, user_id, status, queue_number, guests, enrolled_at, canceled_at)
        SELECT gen_random_uuid(), id, '\(person.id)', 'CANCELED', 999, 0, now(), now()
        FROM events.events LIMIT 1
        """)
      let verdict = try await Child.run(
        product.deployment.program("credopass"), ["db", "verify"],
        environment: product.environment, output: .together)
      #expect(verdict.code == 1 && verdict.output.contains("1 enrollments of nobody"))
      #expect(verdict.output.contains("accounts whose balance is not the sum"))
    }
  }
}

/// A person with a word of their own in every field, and history in every service.
private struct Canary {
  static let password = "an ordinary phrase"
  let id: String
  let token: String
  let email: String
  /// What can be found of them, wherever it is.
  let words: [String]

  init(_ product: Product, _ word: String) async throws {
    email = "\(word).mail@example.org"
    let phone = "+1415555" + String(UInt16.random(in: 1000...9999))
    words = [
      email, phone, "\(word).first", "\(word).last", "\(word).bio", "\(word).example.org/face",
      "\(word).interest", "\(word).subject", "\(word).issuer",
    ]
    id = try await product.post(
      "/v1/users",
      """
      {"email": "\(email)", "phone": "\(phone)", "firstName": "\(word).first",
       "lastName": "\(word).last", "password": "\(Self.password)", "bio": "\(word).bio",
       "profilePictureUrl": "https://\(word).example.org/face",
       "interests": ["\(word).interest"], "role": "ORGANIZER"}
      """
    ).id
    try await tool(
      product.deployment, "call", "UsersService/LinkExternalId", "-d",
      """
      {"id": "\(id)", "issuer": "https://\(word).issuer", "subject": "\(word).subject"}
      """)
    token = try await product.signIn(email, Self.password)
    try await meet(product)
    let row = "email,phone,firstname,lastname\n\(email),\(phone),\(word).first,\(word).last\n"
    for query in ["&dryRun=true", ""] { _ = try await product.upload(row, query) }
  }

  /// They host, enroll, come in twice, and earn.
  private func meet(_ product: Product) async throws {
    let theirs = try await product.event(token)
    _ = try await product.post("/v1/events/\(theirs)/enrollments", "{}")
    let (first, second) = (
      try await product.event(product.admin), try await product.event(product.admin)
    )
    _ = try await product.post("/v1/events/\(first)/enrollments", "{}", token)
    _ = try await product.post(
      "/v1/events/\(first)/check-ins", "{\"userId\": \"\(id)\", \"scanId\": \"\(UUID())\"}")
    _ = try await product.post(
      "/v1/events/\(second)/check-ins",
      """
      {"walkIn": {"firstName": "\(words[2])", "email": "\(email)"}, "scanId": "\(UUID())"}
      """)
    // A reason tells of them, too.
    _ = try await product.post(
      "/v1/events/\(first)/corrections",
      """
      {"userId": "\(id)", "reason": "\(words[2]) was earlier",
       "checkInTime": "\(Date(timeIntervalSinceNow: -600).ISO8601Format())"}
      """)
    try await eventually("the points are there", within: .seconds(60)) {
      try await product.get("/v1/users/\(id)/points").json["balance"] as? Int == 20
    }
  }
}
