import Contracts
import Foundation
import RPC
import Testing

@testable import Gateway

@Suite struct DossierTests {
  private let path = "/v1/users/me/export"

  /// Services that hold so many things of each kind about whoever asks.
  private func services(
    _ count: Int, failing: @escaping @Sendable (String) throws -> Void = { _ in }
  ) -> [(String, RawHandler)] {
    @Sendable func page<Row>(
      _ token: String, _ size: Int32, _ row: (Int) -> Row
    ) throws -> (rows: [Row], next: String) {
      try failing(token)
      let first = Int(token) ?? 0
      let last = min(count, first + Int(size))
      return ((first..<last).map(row), last < count ? "\(last)" : "")
    }
    return [
      answering(UsersMethods.getUser) { request, _ in User(id: request.id, firstName: "Ada \"A\"")
      },
      answering(AuthMethods.listSessions) { _, _ in
        ListSessionsResponse(sessions: [Session(id: "s", device: "phone", address: "192.0.2.1")])
      },
      answering(EnrollmentsMethods.listEnrollments) { request, _ in
        let page = try page(request.pageToken, request.pageSize) {
          Enrollment(id: "\($0)", userId: request.userId)
        }
        return ListEnrollmentsResponse(enrollments: page.rows, nextPageToken: page.next)
      },
      answering(RsvpsMethods.listRsvps) { request, _ in
        let page = try page(request.pageToken, request.pageSize) {
          Rsvp(eventId: "\($0)", userId: request.userId)
        }
        return ListRsvpsResponse(rsvps: page.rows, nextPageToken: page.next)
      },
      answering(EventsMethods.listEvents) { request, _ in
        let page = try page(request.pageToken, request.pageSize) {
          Event(id: "\($0)", hostId: request.hostId)
        }
        return ListEventsResponse(events: page.rows, nextPageToken: page.next)
      },
      answering(AttendanceMethods.listUserAttendance) { request, _ in
        let page = try page(request.pageToken, request.pageSize) {
          Attendance(id: "\($0)", patronId: request.userId)
        }
        return ListUserAttendanceResponse(attendances: page.rows, nextPageToken: page.next)
      },
      answering(ScansMethods.listScans) { request, _ in
        let page = try page(request.pageToken, request.pageSize) {
          ScanEntry(id: "\($0)", userId: request.userId)
        }
        return ListScansResponse(scans: page.rows, nextPageToken: page.next)
      },
      answering(CorrectionsMethods.listCorrections) { request, _ in
        let page = try page(request.pageToken, request.pageSize) {
          Correction(id: "\($0)", userId: request.userId)
        }
        return ListCorrectionsResponse(corrections: page.rows, nextPageToken: page.next)
      },
    ] + loyalty(count, failing: failing)
  }

  private func loyalty(
    _ count: Int, failing: @escaping @Sendable (String) throws -> Void
  ) -> [(String, RawHandler)] {
    @Sendable func page<Row>(
      _ token: String, _ size: Int32, _ row: (Int) -> Row
    ) throws -> (rows: [Row], next: String) {
      try failing(token)
      let first = Int(token) ?? 0
      let last = min(count, first + Int(size))
      return ((first..<last).map(row), last < count ? "\(last)" : "")
    }
    return [
      answering(LoyaltyMethods.getPoints) { request, _ in
        Points(patronId: request.patronId, balance: 7)
      },
      answering(LoyaltyMethods.getPreferences) { request, _ in
        Preferences(patronId: request.patronId, leaderboard: true)
      },
      answering(LoyaltyMethods.listStatement) { request, _ in
        let page = try page(request.pageToken, request.pageSize) {
          Movement(id: "\($0)", description: request.patronId)
        }
        return ListStatementResponse(movements: page.rows, nextPageToken: page.next)
      },
      answering(RewardsMethods.listRedemptions) { request, _ in
        let page = try page(request.pageToken, request.pageSize) {
          Redemption(id: "\($0)", patronId: request.userId)
        }
        return ListRedemptionsResponse(redemptions: page.rows, nextPageToken: page.next)
      },
      answering(TiersMethods.listTierChanges) { request, _ in
        let page = try page(request.pageToken, request.pageSize) {
          TierChange(id: "\($0)", reason: request.patronId)
        }
        return ListTierChangesResponse(changes: page.rows, nextPageToken: page.next)
      },
    ]
  }

  @Test(arguments: [0, 1, 450])
  func `everything that each service holds about who asks is one object`(count: Int) async throws {
    let world = try await World(services(count))
    let file = try await world.download(path, as: .participant)
    #expect(file.isWhole && file.head.status == 200)
    #expect(file.head.header("Content-Type") == "application/json")
    #expect(
      file.head.header("Content-Disposition") == "attachment; filename=\"credopass.json\"")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(file.text.utf8)) as? [String: Any])
    #expect(
      Set(object.keys) == [
        "user", "sessions", "enrollments", "rsvps", "notices", "hostedEvents", "hostedSeries",
        "attendances", "scans", "corrections", "points", "movements",
        "pointsPreferences", "redemptions", "tierChanges",
      ])
    let user = try #require(object["user"] as? [String: Any])
    #expect(user["id"] as? String == someone && user["firstName"] as? String == "Ada \"A\"")
    let sessions = try #require(object["sessions"] as? [[String: Any]])
    #expect(sessions.map { $0["device"] as? String } == ["phone"])
    let lists = [
      "enrollments": "userId", "rsvps": "userId", "hostedEvents": "hostId",
      "attendances": "patronId", "scans": "userId", "corrections": "userId",
      "movements": "description", "redemptions": "patronId", "tierChanges": "reason",
    ]
    for (name, person) in lists {
      let rows = try #require(object[name] as? [[String: Any]])
      let ids = rows.map { ($0["id"] ?? $0["eventId"]) as? String }
      #expect(ids == (0..<count).map { "\($0)" }, "\(name)")
      #expect(rows.allSatisfy { $0[person] as? String == someone }, "\(name)")
    }
    await world.end()
  }

  @Test func `the first call of each kind says that a file leaves, for the record`() async throws {
    let world = try await World(services(300))
    _ = try await world.download(path, as: .participant)
    let said = world.calls.filter { call in
      call.context.metadata.contains { $0.key == "export" && $0.value == someone }
    }
    #expect(Set(said.map(\.method)).count == 15 && said.count == 15)
    #expect(world.calls.count == 24)
    await world.end()
  }

  @Test func `where one service cannot answer there is no file, rather than a part of one`()
    async throws
  {
    let world = try await World(
      services(3).map { rpc, handler in
        rpc == LoyaltyMethods.listStatement.name
          ? answering(LoyaltyMethods.listStatement) { _, _ in
            throw Status(.unavailable, "down")
          } : (rpc, handler)
      })
    let answer = try await world.send("GET", path, as: token(.participant))
    #expect(answer.status == 503 && answer.header("Content-Type") == "application/problem+json")
    await world.end()
  }

  @Test func `it is for oneself and administrators, and takes no parameters`() async throws {
    let world = try await World(services(1))
    #expect(try await world.send("GET", path).status == 401)
    let other = "/v1/users/\(somebodyElse)/export"
    #expect(try await world.send("GET", other, as: token(.organizer)).status == 404)
    let file = try await world.download(other).text
    #expect(file.contains(somebodyElse) && !file.contains("sessions"), "not who asks' own")
    let strange = try await world.send("GET", path + "?id=x", as: token(.admin))
    #expect(strange.status == 400 && strange.text.contains("/id"))
    await world.end()
  }
}
