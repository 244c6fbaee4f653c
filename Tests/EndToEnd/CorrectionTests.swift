import Foundation
import ProcessKit
import TestKit
import Testing

@testable import Ctl

/// What is put right at a door, seen across attendance and loyalty.
@Suite(.serialized) struct `Corrections: integration` {
  private func withProduct(_ body: (Product) async throws -> Void) async throws {
    let admin = (email: "root@example.org", password: "correct horse cart")
    let environment = [
      "CREDOPASS_ADMIN_EMAIL": admin.email, "CREDOPASS_ADMIN_PASSWORD": admin.password,
    ]
    try await withDeployment("corrections", environment) { deployment, port in
      var product = Product(deployment: deployment, port: port)
      product.admin = try await product.signIn(admin.email, admin.password)
      try await body(product)
    }
  }

  private func person(_ product: Product, _ name: String) async throws -> String {
    try await product.post(
      "/v1/users", "{\"email\": \"\(name)@example.org\", \"firstName\": \"\(name)\"}"
    ).id
  }

  private func settle(_ product: Product, _ user: String, _ points: [Int]) async throws {
    try await eventually("\(user) has \(points)", within: .seconds(60)) {
      let movements =
        try await product.get("/v1/users/\(user)/statement").json["movements"] as? [[String: Any]]
      return movements?.map { $0["points"] as? Int ?? 0 } == points
    }
    let balance = try await product.get("/v1/users/\(user)/points").json["balance"] as? Int
    #expect(balance == points.reduce(0, +))
  }

  /// Who leaves is paid for having stayed, and keeps it when they come back and leave unseen.
  private func pointsForStaying(_ product: Product, _ door: String) async throws {
    _ = try await product.post(
      "/v1/loyalty/rules",
      """
      {"terms": {"name": "Stayed at {event}", "kind": "STAYED", "number": 4, "points": 7},
        "validFrom": "2000-01-01T00:00:00Z"}
      """)
    let dee = try await person(product, "dee")
    _ = try await product.post(
      "\(door)/check-ins/batch",
      """
      {"deviceId": "pad", "scans": [{"userId": "\(dee)", "scanId": "dee",
        "occurredAt": "\(Date(timeIntervalSinceNow: -300).ISO8601Format())"}]}
      """)
    try await settle(product, dee, [10])
    _ = try await product.post("\(door)/check-outs", "{\"userId\": \"\(dee)\"}")
    try await settle(product, dee, [7, 10])
    _ = try await product.post(
      "\(door)/check-ins", "{\"userId\": \"\(dee)\", \"scanId\": \"dee again\"}")
    try await settle(product, dee, [7, 10])
  }

  @Test func `points follow what is undone, done again, told late and corrected`() async throws {
    try await withProduct { product in
      let event = try await product.event(product.admin)
      let door = "/v1/events/\(event)"
      let (ada, bo, cy) = (
        try await person(product, "ada"), try await person(product, "bo"),
        try await person(product, "cy")
      )
      for user in [ada, cy] {
        _ = try await product.post("\(door)/enrollments", "{\"userId\": \"\(user)\"}")
      }
      for user in [ada, bo] {
        for turn in 0..<2 {
          let seen = try await product.post(
            "\(door)/check-ins", "{\"userId\": \"\(user)\", \"scanId\": \"\(user) \(turn)\"}")
          #expect(try seen.json["alreadyRecorded"] as? Bool == false)
          try await settle(product, user, turn == 0 ? [10] : [10, -10, 10])
          if turn == 1 { continue }
          _ = try await product.post(
            "\(door)/check-ins/undo", "{\"userId\": \"\(user)\", \"reason\": \"by mistake\"}")
          try await settle(product, user, [-10, 10])
        }
      }
      try await pointsForStaying(product, door)
      let view = try await product.listen("\(door)/live", seconds: 3)
      #expect(view.contains(#""present":3,"attended":3,"#), "\(view)")
      // Cy does not come, and when all is over a device tells that Cy did.
      _ = try await product.post("\(door)/start", "{}")
      _ = try await product.post("\(door)/complete", "{}")
      try await eventually("Cy is missed", within: .seconds(60)) {
        try await product.get("\(door)/summary").json["noShows"] as? Int == 1
      }
      let told = try await product.post(
        "\(door)/check-ins/batch",
        """
        {"deviceId": "pad", "scans": [{"userId": "\(cy)", "scanId": "1",
          "occurredAt": "\(Date(timeIntervalSinceNow: -300).ISO8601Format())"}]}
        """)
      let results = try told.json["results"] as? [[String: Any]]
      #expect(results?.first?["result"] as? String == "OK", "\(told.text)")
      try await settle(product, cy, [10])
      #expect(try await product.get("\(door)/summary").json["noShows"] as? Int == 0)
      _ = try await product.post(
        "\(door)/check-ins/undo", "{\"userId\": \"\(cy)\", \"reason\": \"the pad was wrong\"}")
      try await settle(product, cy, [-10, 10])
      let scans = try await product.get("\(door)/scans").json["scans"] as? [[String: Any]]
      #expect(scans?.count == 8 && scans?.count { $0["annulledAt"] is String } == 3)
      let keys = try await product.rows("SELECT source_key FROM loyalty.ledger WHERE points > 0")
      #expect(Set(keys.map { $0[0] }).count == 7, "one award for each presence and turn")
    }
  }
}
