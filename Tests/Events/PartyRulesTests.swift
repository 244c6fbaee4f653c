import Identity
import Testing

@testable import Events

/// What of a claim may be changed, by whom and when; and what an RSVP does to it.
@Suite struct PartyRulesTests {
  private static let now = TestClock.start
  private static let member = UserID(rawValue: .v7())

  private static func claim(
    _ status: EnrollmentStatus, guests: Int32 = 1
  ) -> EnrollmentRecord {
    EnrollmentRecord(
      id: .v7(), eventID: EventID(rawValue: .v7()), userID: member, status: status, priority: 0,
      queueNumber: 1, guests: guests, enrolledAt: now,
      canceledAt: status == .canceled ? now : nil)
  }

  /// The event has 10 seats, of which 8 are taken.
  private func edit(
    _ edit: ClaimEdit, _ status: EnrollmentStatus = .enrolled, guests: Int32 = 1,
    waiters: Bool = false, by viewer: Viewer = .person(PartyRulesTests.member, .participant),
    at now: Instant = PartyRulesTests.now, _ change: (inout EventRecord) -> Void = { _ in }
  ) throws(Refusal) -> EnrollmentRecord {
    let event = StatusRulesTests.event { event in
      event.seats.taken = 8
      change(&event)
    }
    return try edit.apply(
      to: Self.claim(status, guests: guests), at: event, hasWaiters: waiters, by: viewer, now)
  }

  private func reason(_ body: () throws(Refusal) -> some Any) -> String? {
    do {
      _ = try body()
      return nil
    } catch { return error.reason }
  }

  @Test func `more guests take free seats, and are refused with the numbers where none are`()
    throws
  {
    #expect(try edit(ClaimEdit(guests: 3)).guests == 3)
    do {
      _ = try edit(ClaimEdit(guests: 4))
      Issue.record("four guests are two more than fit")
    } catch {
      #expect(error.reason == "NOT_ENOUGH_SEATS")
      #expect(error.facts == ["more": "3", "free": "2", "capacity": "10", "taken": "8"])
    }
    #expect(try edit(ClaimEdit(guests: 10)) { $0.fields.capacity = nil }.guests == 10)
  }

  @Test func `more guests do not pass who waits, unless the event allows it`() throws {
    #expect(
      reason { () throws(Refusal) in try edit(ClaimEdit(guests: 2), waiters: true) }
        == "NOT_ENOUGH_SEATS")
    let passing = try edit(ClaimEdit(guests: 2), waiters: true) { $0.fields.overtaking = true }
    #expect(passing.guests == 2)
  }

  @Test func `who waits changes the party as long as it fits at all`() throws {
    #expect(try edit(ClaimEdit(guests: 9), .waitlisted, waiters: true).guests == 9)
    #expect(
      reason { () throws(Refusal) in try edit(ClaimEdit(guests: 10), .waitlisted) }
        == "PARTY_TOO_LARGE")
    #expect(try edit(ClaimEdit(guests: 0), .waitlisted, at: Self.now.adding(hours: 99)).guests == 0)
  }

  @Test func `more guests are a matter of registration, fewer one of canceling`() throws {
    let closed: (inout EventRecord) -> Void = { $0.fields.registrationClosesAt = Self.now }
    #expect(
      reason { () throws(Refusal) in try edit(ClaimEdit(guests: 2)) { closed(&$0) } }
        == "REGISTRATION_CLOSED")
    let organizer = Viewer.person(UserID(rawValue: .v7()), .organizer)
    #expect(try edit(ClaimEdit(guests: 2), by: organizer) { closed(&$0) }.guests == 2)
    #expect(try edit(ClaimEdit(guests: 0)) { closed(&$0) }.guests == 0)
    let begun = Self.now.adding(hours: 24)
    #expect(
      reason { () throws(Refusal) in try edit(ClaimEdit(guests: 0), at: begun) }
        == "SELF_CANCEL_CLOSED")
    let staff = Viewer.person(UserID(rawValue: .v7()), .staff)
    #expect(try edit(ClaimEdit(guests: 0), by: staff, at: begun).guests == 0)
    #expect(
      reason { () throws(Refusal) in
        try edit(ClaimEdit(guests: 2), by: organizer) { $0.facts.canceledAt = Self.now }
      } == "EVENT_NOT_OPEN")
  }

  @Test func `the place on the list is for who runs the event, and of who waits`() throws {
    let admin = Viewer.person(UserID(rawValue: .v7()), .admin)
    #expect(try edit(ClaimEdit(priority: 5), .waitlisted, by: admin).priority == 5)
    #expect(
      reason { () throws(Refusal) in try edit(ClaimEdit(priority: 5), by: admin) }
        == "NOT_WAITING")
    for role in [Role.participant, .staff, .organizer] {
      let viewer = Viewer.person(Self.member, role)
      #expect(
        reason { () throws(Refusal) in
          try edit(ClaimEdit(priority: 0), .waitlisted, by: viewer)
        } == "DENIED", "\(role)")
    }
  }

  @Test func `what is so already is no change, and who has left enrolls again`() throws {
    #expect(try edit(ClaimEdit(guests: 1), at: Self.now.adding(hours: 99)).guests == 1)
    #expect(
      reason { () throws(Refusal) in try edit(ClaimEdit(guests: 2), .canceled) }
        == "ENROLLMENT_CANCELED")
  }

  @Test func `values out of range are named`() {
    let faults = ClaimEdit(guests: 11, priority: -1001).faults
    #expect(faults.map(\.reason) == ["guests", "priority"])
    #expect(ClaimEdit(guests: 10, priority: 1000).faults.isEmpty)
  }

  @Test func `only GOING holds a seat`() {
    for held in [EnrollmentStatus.enrolled, .waitlisted] {
      #expect(RsvpStatus.going.effect(on: held) == .none)
      #expect(RsvpStatus.interested.effect(on: held) == .giveUp)
      #expect(RsvpStatus.notGoing.effect(on: held) == .giveUp)
    }
    for none in [EnrollmentStatus.canceled, nil] {
      #expect(RsvpStatus.going.effect(on: none) == .enroll)
      #expect(RsvpStatus.interested.effect(on: none) == .none)
      #expect(RsvpStatus.notGoing.effect(on: none) == .none)
    }
  }

  @Test func `those who ask at once are judged each as if the one before were written`() throws {
    let event = StatusRulesTests.event { $0.seats = EventSeats(taken: 8, lastQueueNumber: 8) }
    var seating = Seating(event, [], QueueLength(waiting: 0, ahead: 0))
    let people = (0..<4).map { _ in UserID(rawValue: .v7()) }
    var verdicts: [EnrollVerdict] = []
    for (person, guests) in zip(people + [people[0]], [0, 1, 0, 0, 5] as [Int32]) {
      verdicts.append(
        try seating.enroll(
          person, guests: guests, overridesWindow: false, Self.now, newID: .v7()))
    }
    // The party of two does not fit into the last seat, and nobody passes it.
    #expect(verdicts == [.enrolled, .waitlisted, .waitlisted, .waitlisted, .unchanged])
    #expect(seating.event.seats == EventSeats(taken: 9, lastQueueNumber: 12))
    #expect(seating.news.map(\.claim.queueNumber) == [9, 10, 11, 12])
    #expect(seating.news.map { seating.positions[$0.claim.id] } == [nil, 1, 2, 3])
  }
}
