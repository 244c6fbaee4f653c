import Contracts
import Postgres
import Testing

@testable import Attendance

/// The order in which a door judges.
@Suite struct JudgeTests {
  private let start = TestClock.start
  private let ada = UUID128.v7()

  private func event(_ change: (inout DoorEvent) -> Void = { _ in }) -> DoorEvent {
    var event = DoorEvent(
      id: .v7(), hostID: .v7(), name: "Jazz", category: "concert", startTime: start,
      enrollmentRequired: false, reentry: true, selfCheckIn: false, isDraft: false,
      opensAt: start.adding(minutes: -120), shutsAt: start.adding(minutes: 240))
    change(&event)
    return event
  }

  private func scan(
    _ subject: Subject? = nil, at time: Instant? = nil, isStaff: Bool = true,
    asked: Set<Lack> = []
  ) -> Scan {
    let subject = subject ?? .known(ada)
    var scan = Scan(
      key: ScanKey(device: "device:a", scanID: "1"), eventID: .v7(), subject: subject,
      doorkeeper: Doorkeeper(actorID: ada, isStaff: isStaff), method: .manual, deviceID: "a",
      occurredAt: time ?? start,
      receivedAt: time ?? start, asked: asked)
    if case .known(let id) = subject { scan.patronID = id }
    return scan
  }

  private var person: Person { Person(id: ada, state: "ACTIVE", firstName: "Ada", lastName: "L") }

  private func presence(_ change: (inout Presence) -> Void = { _ in }) -> Presence {
    var presence = Presence(
      id: .v7(), patronID: ada, status: "REGISTERED", enrolledAt: start, deviceID: "",
      isInside: false)
    change(&presence)
    return presence
  }

  private func result(_ verdict: Verdict) -> DoorResult? {
    if case .refused(let result, _) = verdict { result } else { nil }
  }

  @Test func `each reason goes before the ones after it`() {
    // Everything is wrong at once; mending one after the other shows the order.
    var event = event {
      $0.canceledAt = start
      $0.enrollmentRequired = true
      $0.doorLimit = 1
    }
    var scan = scan(at: start.adding(minutes: -121), isStaff: false, asked: [.enrollment, .person])
    #expect(result(judge(scan, event, nil, nil, present: 1)) == .canceled)
    event.canceledAt = nil
    #expect(result(judge(scan, event, nil, nil, present: 1)) == .tooEarly)
    scan.occurredAt = start
    #expect(result(judge(scan, event, nil, nil, present: 1)) == .selfCheckInOff)
    event.selfCheckIn = true
    #expect(result(judge(scan, event, nil, nil, present: 1)) == .invalid)
    #expect(result(judge(scan, event, person, nil, present: 1)) == .notEnrolled)
    #expect(result(judge(scan, event, person, presence(), present: 1)) == .full)
    #expect(judge(scan, event, person, presence(), present: 0) == .first)
  }

  @Test(arguments: [
    (Int64(-121), DoorResult.tooEarly), (-120, nil), (0, nil), (239, nil), (240, .tooLate),
  ])
  func `the window holds its first moment and not its last`(minutes: Int64, expected: DoorResult?) {
    let scan = scan(at: start.adding(minutes: minutes))
    #expect(result(judge(scan, event(), person, nil, present: 0)) == expected)
  }

  @Test func `a draft has no door yet`() {
    let draft = event { $0.isDraft = true }
    #expect(result(judge(scan(), draft, person, nil, present: 0)) == .tooEarly)
    let bare = event { $0.opensAt = nil }
    #expect(result(judge(scan(), bare, person, nil, present: 0)) == .tooEarly)
  }

  @Test func `an absence in a copy is not believed before its owner was asked`() {
    #expect(judge(scan(), event(), nil, nil, present: 0) == .lacks(.person))
    let closed = event { $0.enrollmentRequired = true }
    #expect(judge(scan(), closed, person, nil, present: 0) == .lacks(.enrollment))
    let guest = scan(.walkIn(Newcomer(firstName: "Bo", lastName: "", email: "", phone: "")))
    #expect(judge(guest, event(), nil, nil, present: 0) == .lacks(.newcomer))
  }

  @Test(arguments: ["DEACTIVATED", "ERASED", "PURGED"])
  func `who does not take part is not let in`(state: String) {
    var gone = person
    gone.state = state
    #expect(result(judge(scan(), event(), gone, nil, present: 0)) == .invalid)
  }

  @Test func `who is inside is answered whatever the limit says`() {
    let full = event { $0.doorLimit = 1 }
    let inside = presence {
      $0.status = "ATTENDED"
      $0.isInside = true
    }
    #expect(judge(scan(), full, person, inside, present: 1) == .recorded)
  }

  @Test func `who left comes back where the event allows it, and where there is room`() {
    let left = presence {
      $0.status = "ATTENDED"
      $0.checkOutTime = start
    }
    #expect(judge(scan(), event(), person, left, present: 0) == .again)
    let once = event { $0.reentry = false }
    guard case .recorded = judge(scan(), once, person, left, present: 0) else {
      Issue.record("re-entry was allowed")
      return
    }
    let full = event { $0.doorLimit = 1 }
    #expect(result(judge(scan(), full, person, left, present: 1)) == .full)
  }

  @Test func `a member tries its own id only, and sees no draft`() {
    let other = scan(.known(.v7()), isStaff: false)
    #expect(denial(of: other, at: event()) == .notAllowed)
    let own = scan(isStaff: false)
    #expect(denial(of: own, at: event()) == nil)
    #expect(denial(of: own, at: event { $0.isDraft = true }) == .unknownEvent)
    #expect(denial(of: other, at: event { $0.hostID = ada }) == nil, "a host works the door")
  }
}
