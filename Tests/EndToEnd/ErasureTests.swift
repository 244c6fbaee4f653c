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
    try await eventually("the points are there", within: .seconds(60)) {
      try await product.get("/v1/users/\(id)/points").json["balance"] as? Int == 20
    }
  }
}

/// A deployment as clients, operators and thieves of its disk have it.
private struct Product: Sendable {
  let deployment: Deployment
  let port: UInt16
  var admin = ""

  struct Answer {
    let status: Int
    let text: String

    var json: [String: Any] {
      get throws {
        try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
      }
    }
    var id: String { get throws { try #require(try json["id"] as? String, "\(text)") } }
  }

  // MARK: Clients

  private func ask(
    _ method: String, _ path: String, _ token: String?, _ body: String?,
    _ type: String = "application/json"
  ) async throws -> Answer {
    var arguments = ["-s", "-w", "\n%{http_code}", "-X", method, "http://127.0.0.1:\(port)\(path)"]
    if let token { arguments += ["-H", "Authorization: Bearer \(token)"] }
    if let body {
      arguments += ["-H", "Content-Type: \(type)", "-H", "Idempotency-Key: \(UUID())", "-d", body]
    }
    let output = try await Child.output(of: "/usr/bin/curl", arguments)
    let cut = output.lastIndex(of: "\n") ?? output.startIndex
    return Answer(status: Int(output[cut...].dropFirst()) ?? 0, text: String(output[..<cut]))
  }

  func get(_ path: String, _ token: String? = nil) async throws -> Answer {
    try await ask("GET", path, token ?? admin, nil)
  }

  func delete(_ path: String, _ token: String? = nil) async throws -> Answer {
    try await ask("DELETE", path, token ?? admin, nil)
  }

  func post(_ path: String, _ body: String, _ token: String? = nil) async throws -> Answer {
    let answer = try await ask("POST", path, token ?? admin, body)
    #expect((200...299).contains(answer.status), "\(path): \(answer.text)")
    return answer
  }

  func upload(_ rows: String, _ query: String = "") async throws -> Answer {
    try await ask("POST", "/v1/users/import?source=csv\(query)", admin, rows, "text/csv")
  }

  private func signInAnswer(_ email: String, _ password: String) async throws -> Answer {
    try await ask(
      "POST", "/v1/auth/login", nil, "{\"email\": \"\(email)\", \"password\": \"\(password)\"}")
  }

  func signIn(_ email: String, _ password: String) async throws -> String {
    let answer = try await signInAnswer(email, password)
    return try #require(try answer.json["accessToken"] as? String, "\(answer.text)")
  }

  func signInStatus(_ email: String, _ password: String) async throws -> Int {
    try await signInAnswer(email, password).status
  }

  /// A published event that begins in half an hour.
  func event(_ token: String) async throws -> String {
    let start = Date(timeIntervalSinceNow: 1800).ISO8601Format()
    let id = try await post(
      "/v1/events",
      """
      {"name": "Jazz night", "startTime": "\(start)", "timeZone": "Europe/Berlin",
       "location": "Hall", "capacity": 40}
      """, token
    ).id
    _ = try await post("/v1/events/\(id)/publish", "{}", token)
    return id
  }

  // MARK: Operators

  var environment: [String: String] {
    ProcessInfo.processInfo.environment.merging(["CREDOPASS_STATE": deployment.state]) { $1 }
  }

  func rows(_ sql: String) async throws -> [[String?]] {
    try await AdminConnection.with(try DataHome(deployment).url(as: Roles.migrator)) {
      try $0.rows(sql)
    }
  }

  func tamper(_ sql: String) async throws {
    try await AdminConnection.with(try DataHome(deployment).url(as: Roles.migrator)) {
      try $0.run(sql)
    }
  }

  func dump() async throws -> String { try await tool(deployment, "db", "dump") }

  func logs() throws -> String {
    let files = FileManager.default
    return try files.contentsOfDirectory(atPath: deployment.logs).map {
      String(decoding: files.contents(atPath: "\(deployment.logs)/\($0)") ?? Data(), as: UTF8.self)
    }.joined()
  }

  /// What history adds up to.
  func figures() async throws -> [[String?]] {
    try await rows(
      """
      SELECT (SELECT count(*) FROM loyalty.ledger), (SELECT sum(points) FROM loyalty.ledger),
        (SELECT sum(balance) FROM loyalty.accounts), (SELECT sum(remaining) FROM loyalty.lots),
        (SELECT count(*) FROM attendance.attendance), (SELECT sum(attended) FROM attendance.live),
        (SELECT sum(present) FROM attendance.live), (SELECT count(*) FROM attendance.scans),
        (SELECT count(*) FROM events.enrollments), (SELECT sum(taken) FROM events.events),
        (SELECT count(*) FROM events.events)
      """)
  }

  /// Stops those who follow users, and kills them afterwards; the supervisor starts them again.
  func whileFollowersAreDown(_ body: () async throws -> Void) async throws {
    let followers = try await ReplicaReport.all(deployment).filter { $0.service != "users" }
      .compactMap(\.pid).map { pid_t($0) }
    #expect(followers.count == 3)
    for pid in followers { kill(pid, SIGSTOP) }
    defer { for pid in followers { kill(pid, SIGKILL) } }
    try await body()
  }

  /// Returns once every follower has applied everything.
  func caughtUp() async throws {
    try await eventually("nobody is behind", within: .seconds(90)) {
      let lag = try await tool(deployment, "feed", "lag", "--json")
      let rows = try JSONDecoder().decode([Feeds.Lag].self, from: Data(lag.utf8))
      return rows.allSatisfy { $0.behind == 0 && $0.parked == 0 }
    }
    try await eventually("all serve again", within: .seconds(90)) {
      let reports = try await ReplicaReport.all(deployment)
      return reports.count == 5 && reports.allSatisfy { $0.health == "serving" }
    }
  }
}
