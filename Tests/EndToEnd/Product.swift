import Daemon
import Foundation
import Postgres
import ProcessKit
import TestKit
import Testing

@testable import Ctl

/// A deployment as clients, operators and thieves of its disk have it.
struct Product: Sendable {
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

  func ask(
    _ method: String, _ path: String, _ token: String?, _ body: String?,
    _ type: String = "application/json", key: String = UUID().uuidString
  ) async throws -> Answer {
    var arguments = ["-s", "-w", "\n%{http_code}", "-X", method, "http://127.0.0.1:\(port)\(path)"]
    if let token { arguments += ["-H", "Authorization: Bearer \(token)"] }
    if let body {
      arguments += [
        "-H", "Content-Type: \(type)", "-H", "Idempotency-Key: \(key)", "--data-binary", body,
      ]
    }
    let output = try await Child.output(of: "/usr/bin/curl", arguments)
    let cut = output.lastIndex(of: "\n") ?? output.startIndex
    return Answer(status: Int(output[cut...].dropFirst()) ?? 0, text: String(output[..<cut]))
  }

  func get(_ path: String, _ token: String? = nil) async throws -> Answer {
    try await ask("GET", path, token ?? admin, nil)
  }

  /// What a stream tells within so many seconds.
  func listen(_ path: String, seconds: Int) async throws -> String {
    let curl = "curl -sN -m \(seconds) -H 'Authorization: Bearer \(admin)'"
    // Cut off by curl's limit, which is no failure.
    return try await Child.output(
      of: "/bin/sh", ["-c", "\(curl) 'http://127.0.0.1:\(port)\(path)' || [ $? = 28 ]"])
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

  /// The access token of a new organizer.
  func organizer(_ email: String) async throws -> String { try await somebody(email, "ORGANIZER") }

  /// The access token of a new member.
  func member(_ email: String) async throws -> String { try await somebody(email, "PARTICIPANT") }

  private func somebody(_ email: String, _ role: String) async throws -> String {
    let password = "an ordinary phrase"
    _ = try await post(
      "/v1/users",
      """
      {"email": "\(email)", "firstName": "Some", "lastName": "Body", "password": "\(password)",
       "role": "\(role)"}
      """)
    return try await signIn(email, password)
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
