import Testing

@testable import Events

/// Who gets a seat, who waits, who moves up.
@Suite struct SeatRulesTests {
  private static let now = TestClock.start

  private func judge(
    guests: Int32 = 0, existing: EnrollmentStatus? = nil, waiters: Bool = false,
    overrides: Bool = false, at now: Instant = SeatRulesTests.now,
    _ change: (inout EventRecord) -> Void = { _ in }
  ) throws(Refusal) -> EnrollVerdict {
    let application = EnrollApplication(
      guests: guests, existing: existing, hasWaiters: waiters, overridesWindow: overrides)
    return try application.judge(StatusRulesTests.event(change), now)
  }

  private func refusal(_ body: () throws(Refusal) -> some Any) -> Refusal? {
    do {
      _ = try body()
      return nil
    } catch {
      return error
    }
  }

  @Test func `a free seat enrolls, else one waits, else the event is full`() throws {
    #expect(try judge() == .enrolled)
    #expect(try judge { $0.seats.taken = 9 } == .enrolled)
    #expect(try judge { $0.seats.taken = 10 } == .waitlisted)
    #expect(try judge { ($0.seats.taken, $0.fields.capacity) = (500, nil) } == .enrolled)
    let full = refusal { () throws(Refusal) in
      try judge { ($0.seats.taken, $0.fields.waitlist) = (10, false) }
    }
    #expect(full?.reason == "EVENT_FULL")
    #expect(full?.facts == ["capacity": "10", "taken": "10"])
  }

  @Test func `guests take seats too`() throws {
    #expect(try judge(guests: 2) { $0.seats.taken = 7 } == .enrolled)
    #expect(try judge(guests: 2) { $0.seats.taken = 8 } == .waitlisted)
    for guests in [-1, 11] as [Int32] {
      #expect(refusal { () throws(Refusal) in try judge(guests: guests) }?.reason == "guests")
    }
  }

  @Test func `a party that never fits is refused rather than left waiting for ever`() {
    let refusal = refusal { () throws(Refusal) in try judge(guests: 3) { $0.fields.capacity = 3 } }
    #expect(refusal?.reason == "PARTY_TOO_LARGE")
    #expect(refusal?.facts == ["party": "4", "capacity": "3"])
  }

  @Test func `who comes now does not pass those that wait unless the event allows it`() throws {
    #expect(try judge(waiters: true) { $0.seats.taken = 9 } == .waitlisted)
    #expect(
      try judge(waiters: true) { ($0.seats.taken, $0.fields.overtaking) = (9, true) } == .enrolled)
  }

  @Test func `a repeat leaves the claim as it is, even when full or over; who canceled comes anew`()
    throws
  {
    #expect(try judge(existing: .enrolled) { $0.seats.taken = 10 } == .unchanged)
    #expect(try judge(existing: .waitlisted, at: Self.now.adding(hours: 99)) == .unchanged)
    #expect(try judge(existing: .canceled) == .enrolled)
    #expect(try judge(existing: .canceled) { $0.seats.taken = 10 } == .waitlisted)
  }

  @Test func `only a scheduled or ongoing event takes enrollments, whoever asks`() throws {
    let closed: [(EventStatus, (inout EventRecord) -> Void)] = [
      (.draft, { $0.facts.publishedAt = nil }), (.completed, { $0.facts.closedAt = Self.now }),
      (.canceled, { $0.facts.canceledAt = Self.now }),
    ]
    for (status, change) in closed {
      for overrides in [false, true] {
        let refusal = refusal { () throws(Refusal) in try judge(overrides: overrides, change) }
        #expect(refusal?.reason == "EVENT_NOT_OPEN")
        #expect(refusal?.facts["status"] == status.rawValue)
        #expect(refusal?.facts["allowed"] == "SCHEDULED,ONGOING")
      }
    }
    #expect(try judge(at: Self.now.adding(hours: 25)) == .enrolled)
  }

  @Test func `registration opens and closes when said; organizers are not bound by it`() throws {
    let early: (inout EventRecord) -> Void = {
      $0.fields.registrationOpensAt = Self.now.adding(hours: 1)
    }
    let late: (inout EventRecord) -> Void = { $0.fields.registrationClosesAt = Self.now }
    #expect(
      refusal { () throws(Refusal) in try judge(early) }?.reason == "REGISTRATION_NOT_OPEN")
    #expect(refusal { () throws(Refusal) in try judge(late) }?.reason == "REGISTRATION_CLOSED")
    #expect(try judge(overrides: true, early) == .enrolled)
    #expect(try judge(overrides: true, late) == .enrolled)
    #expect(try judge(at: Self.now.adding(hours: 1), early) == .enrolled)
  }

  // MARK: Moving up

  private func seats(_ sizes: [Int32], free: Int32?, overtaking: Bool = false) -> [Int32] {
    let waiting = sizes.map { Waiter(id: .v7(), seats: $0) }
    let promoted = Queue.promote(waiting, free: free, overtaking: overtaking)
    // In the list's order.
    #expect(promoted.map(\.id) == waiting.filter { promoted.contains($0) }.map(\.id))
    return promoted.map(\.seats)
  }

  @Test func `those first in the list move up as far as seats go`() {
    #expect(seats([1, 1, 1], free: 2) == [1, 1])
    #expect(seats([2, 1], free: 2) == [2])
    #expect(seats([1, 1], free: 0) == [])
    #expect(seats([3, 2, 9], free: nil) == [3, 2, 9])
    #expect(seats([], free: 5) == [])
  }

  @Test func `a party that does not fit is not overtaken unless the event allows it`() {
    #expect(seats([3, 1, 1], free: 2) == [])
    #expect(seats([3, 1, 1], free: 2, overtaking: true) == [1, 1])
    #expect(seats([1, 3, 1], free: 2) == [1])
    #expect(seats([1, 3, 1], free: 2, overtaking: true) == [1, 1])
  }

  // MARK: Canceling by oneself

  private func selfCancel(
    _ claim: EnrollmentStatus = .enrolled, at now: Instant = SeatRulesTests.now,
    _ change: (inout EventRecord) -> Void = { _ in }
  ) -> String? {
    refusal { () throws(Refusal) in
      try StatusRulesTests.event(change).checkSelfCancel(claim, now)
    }?.reason
  }

  @Test func `people cancel by themselves until the event begins, or until the time said`() {
    #expect(selfCancel() == nil)
    #expect(selfCancel(at: Self.now.adding(hours: 24)) == "SELF_CANCEL_CLOSED")
    #expect(selfCancel { $0.facts.startedAt = Self.now } == "SELF_CANCEL_CLOSED")
    #expect(selfCancel { $0.fields.selfCancelUntil = Self.now } == "SELF_CANCEL_CLOSED")
    let later: (inout EventRecord) -> Void = {
      $0.fields.selfCancelUntil = Self.now.adding(hours: 25)
    }
    #expect(selfCancel(at: Self.now.adding(hours: 24), later) == nil)
    #expect(selfCancel(at: Self.now.adding(hours: 25), later) == "SELF_CANCEL_CLOSED")
  }

  @Test func `who only waits may always stop waiting`() {
    #expect(selfCancel(.waitlisted, at: Self.now.adding(hours: 30)) == nil)
  }

  // MARK: Seats taken elsewhere

  private func row(_ status: EnrollmentStatus, guests: Int32 = 0) -> BatchRow {
    BatchRow(userID: UserID(rawValue: .v7()), status: status, guests: guests, enrolledAt: nil)
  }

  @Test func `a seat taken elsewhere counts even where none is left, and frees as it is given up`()
  {
    var event = StatusRulesTests.event { $0.seats.taken = 9 }
    let kept = event.takeOver(
      row(.enrolled, guests: 2), .enrolled, replacing: nil, Self.now, newID: .v7())
    #expect(kept.status == .enrolled)
    #expect(event.seats.taken == 12)
    #expect(event.seats.overbooked == 2)
    #expect(event.seats.free(10) == 0)
    event.seats.release(1, capacity: 10)
    #expect(event.seats.overbooked == 1)
    event.seats.release(4, capacity: 10)
    #expect(event.seats.overbooked == 0)
    #expect(event.seats.free(10) == 3)
  }

  @Test func `a row that says what stands already changes nothing`() {
    #expect(row(.enrolled).verdict(.enrolled) == nil)
    #expect(row(.canceled).verdict(.canceled) == nil)
    #expect(row(.enrolled).verdict(.waitlisted) == .enrolled)
    #expect(row(.enrolled).verdict(.canceled) == .enrolled)
    #expect(row(.canceled).verdict(nil) == .canceled)
  }
}
