import Foundation
import ProcessKit
import TestKit
import Testing

@testable import Ctl

/// An event's list of people as a file, in and out, through a whole deployment.
@Suite(.serialized) struct `Event sheets: integration` {
  private static let admin = (email: "root@example.org", password: "correct horse cart")
  private static let sheet = """
    Order #,Order Date,First Name,Last Name,Email,Quantity,Attendee #,Attendee Status
    1,2030-05-01 10:00:00,Ada,=1+1,ada@example.org,1,11,Attending
    2,2030-05-01 11:00:00,Grace,Hopper,grace@example.org,1,12,Attending
    3,2030-05-01 12:00:00,Nobody,Mail,not an address,1,13,Attending
    4,2030-05-01 13:00:00,Joan,Clarke,joan@example.org,1,14,Deleted

    """

  private func upload(
    _ product: Product, _ event: String, _ token: String? = nil, _ query: String = ""
  ) async throws -> Product.Answer {
    try await product.ask(
      "POST", "/v1/events/\(event)/enrollments/import?source=eventbrite\(query)",
      token ?? product.admin, Self.sheet, "text/csv", key: "sheet-1")
  }

  private func number(_ answer: Product.Answer, _ name: String) throws -> Int? {
    try answer.json[name] as? Int ?? 0
  }

  @Test func `an export of Eventbrite is tried, taken over once, and leaves again as a file`()
    async throws
  {
    let environment = [
      "CREDOPASS_ADMIN_EMAIL": Self.admin.email, "CREDOPASS_ADMIN_PASSWORD": Self.admin.password,
    ]
    try await withDeployment("sheets", environment) { deployment, port in
      var product = Product(deployment: deployment, port: port)
      product.admin = try await product.signIn(Self.admin.email, Self.admin.password)
      let host = try await product.organizer("host@example.org")
      let other = try await product.organizer("other@example.org")
      let event = try await product.event(host)

      let tried = try await upload(product, event, host, "&dryRun=true")
      #expect(try number(tried, "created") == 3 && number(tried, "rejected") == 1, "\(tried.text)")
      #expect(try await product.get("/v1/events/\(event)", host).json["taken"] as? Int ?? 0 == 0)

      let taken = try await upload(product, event, host)
      #expect(try number(taken, "created") == 3 && number(taken, "enrolled") == 2)
      let errors = try taken.json["errors"] as? [[String: Any]]
      #expect(errors?.map { $0["line"] as? Int } == [4])
      let again = try await upload(product, event, host)
      #expect(try number(again, "created") == 3 && number(again, "enrolled") == 2, "\(again.text)")
      #expect(try await product.get("/v1/events/\(event)", host).json["taken"] as? Int == 2)

      let sheet = try await product.get("/v1/events/\(event)/enrollments/export.csv", host)
      let lines = sheet.text.split(separator: "\r\n")
      let columns =
        "userId,firstName,lastName,status,guests,priority,position,enrolledAt,canceledAt"
      #expect(lines.first?.utf8.elementsEqual("\u{FEFF}\(columns)".utf8) == true, "\(lines)")
      #expect(lines.count == 4)
      #expect(lines.contains { $0.contains(",Ada,'=1+1,ENROLLED,0,0,,2030-05-01T") }, "defused")
      #expect(lines.contains { $0.contains(",Joan,Clarke,CANCELED,") })
      let only = try await product.get(
        "/v1/events/\(event)/enrollments/export.csv?status=ENROLLED", host)
      #expect(only.text.split(separator: "\r\n").count == 3)

      try await refuse(product, event, other)
      try await eventually("the export is on record", within: .seconds(90)) {
        try await tool(deployment, "audit", "list", "events").contains("data.exported")
      }
    }
  }

  @Test func `past attendance comes in by route and by command, with its points`() async throws {
    let environment = [
      "CREDOPASS_ADMIN_EMAIL": Self.admin.email, "CREDOPASS_ADMIN_PASSWORD": Self.admin.password,
    ]
    let file = """
      event,startTime,timeZone,location,email,firstName,status,headCount
      Circle,2026-03-05 19:00,Europe/Berlin,Hall,ada@example.org,Ada,,
      Circle,2026-03-05 19:00,Europe/Berlin,Hall,bo@example.org,Bo,no_show,
      Circle,2026-04-02 19:00,Europe/Berlin,Hall,ada@example.org,Ada,attended,
      Picnic,2026-05-01,,Park,,,,31

      """
    try await withDeployment("history", environment) { deployment, port in
      var product = Product(deployment: deployment, port: port)
      product.admin = try await product.signIn(Self.admin.email, Self.admin.password)
      let host = try await product.organizer("host@example.org")
      for _ in 0..<2 {
        let answer = try await product.ask(
          "POST", "/v1/attendance/import", host, file, "text/csv", key: "")
        #expect(try number(answer, "rejected") == 0, "\(answer.text)")
      }
      let events = try await product.get("/v1/events", host).json["events"] as? [[String: Any]]
      #expect(events?.compactMap { $0["name"] as? String } == ["Picnic", "Circle", "Circle"])
      #expect(events?.allSatisfy { $0["status"] as? String == "COMPLETED" } == true)
      let picnic = try #require(events?.first?["id"] as? String)
      let summary = try await product.get("/v1/events/\(picnic)/summary", host)
      #expect(try number(summary, "headCount") == 31)
      let people = try await product.get("/v1/users?q=ada@example.org").json["users"]
      let ada = try #require((people as? [[String: Any]])?.first?["id"] as? String)
      try await eventually("points follow") {
        let points = try await product.get("/v1/users/\(ada)/points")
        return try number(points, "balance") == 20
      }
      // The same by command: nothing is new to anybody.
      let path = deployment.state + "/history.csv"
      try file.write(toFile: path, atomically: true, encoding: .utf8)
      let said = try await tool(deployment, "import", "attendance", path, "--token", host)
      #expect(said.contains("0 recorded, 4 unchanged, 0 rejected"), "\(said)")
    }
  }

  /// What one does not run is neither filled nor, without a role, looked at.
  private func refuse(_ product: Product, _ event: String, _ other: String) async throws {
    #expect(try await upload(product, event, other).status == 403)
    let nowhere = "01900000-0000-7000-8000-000000000000"
    #expect(try await upload(product, nowhere, other).status == 404)
    #expect(try await upload(product, nowhere).status == 404)
    #expect(try await upload(product, event, nil, "&eventId=\(event)").status == 400)
    let member = try await product.member("member@example.org")
    #expect(try await upload(product, event, member).status == 403)
    #expect(
      try await product.get("/v1/events/\(event)/enrollments/export.csv", member).status == 403)
    #expect(
      try await product.get("/v1/events/\(nowhere)/enrollments/export.csv", other).status == 404)
  }
}
