import Contracts
import Postgres
import RPC
import Testing

@testable import Attendance

/// What a door refuses to read.
@Suite struct InputTests {
  private static let id = "018f0000-0000-7000-8000-000000000001"

  private func scan(_ change: (inout CheckInRequest) -> Void, isStaff: Bool = true) throws -> Scan {
    var request = CheckInRequest(eventId: Self.id, subject: .userId(Self.id), scanId: "1")
    change(&request)
    let actor = try UUID128(checked: Self.id, "sub")
    return try Scan(
      request, nil, by: Doorkeeper(actorID: actor, isStaff: isStaff), now: TestClock.start)
  }

  private func field(_ change: (inout CheckInRequest) -> Void) -> String? {
    do {
      _ = try scan(change)
      return nil
    } catch {
      let status = error as? Status
      return status?.code == .invalidArgument
        ? status?.details?.badRequest?.fieldViolations.first?.field : "\(error)"
    }
  }

  @Test func `what a scan lacks is named`() {
    #expect(field { _ in } == nil)
    #expect(field { $0.eventId = "x" } == "event_id")
    #expect(field { $0.subject = nil } == "subject")
    #expect(field { $0.subject = .userId("") } == "user_id")
    #expect(field { $0.scanId = "" } == "scan_id")
    #expect(field { $0.scanId = String(repeating: "é", count: 65) } == "scan_id")
    #expect(field { $0.scanId = String(repeating: "é", count: 64) } == nil)
    #expect(field { $0.scanId = "a\u{0}" } == "scan_id")
    #expect(field { $0.deviceId = String(repeating: "a", count: 65) } == "device_id")
    #expect(field { $0.method = .`import` } == "method")
    #expect(field { $0.method = .unrecognized(9) } == "method")
    #expect(field { $0.occurredAt = Timestamp(seconds: .max, nanos: 0) } == "occurred_at")
  }

  @Test(arguments: [
    ("", "", "", "walk_in.first_name"), ("  ", "", "", "walk_in.first_name"),
    ("Bo", "nobody", "", "walk_in.email"), ("Bo", "a@b", "", "walk_in.email"),
    ("Bo", "", "030 123", "walk_in.phone"), ("Bo", "", "+0301234567", "walk_in.phone"),
    ("B\u{7}o", "", "", "walk_in.first_name"),
  ])
  func `a walk-in needs a name, and what finds them must be well-formed`(
    first: String, email: String, phone: String, expected: String
  ) {
    #expect(
      field {
        $0.subject = .walkIn(.init(firstName: first, lastName: "", email: email, phone: phone))
      } == expected)
  }

  @Test func `a walk-in's details are trimmed and lower-cased`() throws {
    let newcomer = try Newcomer(
      .init(firstName: " Bo ", lastName: "", email: " Bo@Example.ORG ", phone: "+4930123456"))
    #expect(newcomer.firstName == "Bo" && newcomer.email == "bo@example.org")
  }

  @Test func `no scan happens in the future, and a member's happens now`() throws {
    let later = Timestamp(TestClock.start.adding(minutes: 9))
    let earlier = TestClock.start.adding(minutes: -9)
    #expect(try scan { $0.occurredAt = later }.occurredAt == TestClock.start)
    #expect(try scan { $0.occurredAt = Timestamp(earlier) }.occurredAt == earlier)
    let own = try scan({ $0.occurredAt = Timestamp(earlier) }, isStaff: false)
    #expect(own.occurredAt == TestClock.start)
  }

  @Test func `a member cannot scan in a device's name`() throws {
    let door = try scan { $0.deviceId = "door" }
    let member = try scan({ $0.deviceId = "door" }, isStaff: false)
    #expect(door.key.device == "device:door" && member.key.device == "user:\(Self.id)")
  }

  @Test func `what LIKE would read otherwise is escaped`() {
    #expect(escapedPattern(#"50%_\"#) == #"50\%\_\\"#)
  }
}
