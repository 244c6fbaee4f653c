import Testing

@testable import Events

/// What an event may be said to be, and how it may be edited.
@Suite struct FieldRulesTests {
  private static let now = TestClock.start
  private static let zones: Set<String> = ["Europe/Berlin", "UTC"]

  private func faults(_ change: (inout EventFields) -> Void) -> [String] {
    var fields = StatusRulesTests.event().fields
    change(&fields)
    return fields.normalized().faults(zones: Self.zones).map(\.reason)
  }

  private func refusal(_ body: () throws(Refusal) -> some Any) -> Refusal? {
    do {
      _ = try body()
      return nil
    } catch {
      return error
    }
  }

  @Test func `an event ends two hours after its start unless said otherwise`() {
    var fields = EventFields()
    fields.start = Self.now
    #expect(fields.normalized().end == Self.now.adding(hours: 2))
    fields.end = Self.now.adding(hours: 5)
    #expect(fields.normalized().end == Self.now.adding(hours: 5))
  }

  @Test func `the end is two elapsed hours later, also over the night when clocks change`() {
    // 2026-10-25 00:30 UTC is 02:30 in Berlin; the clock there is set back at 01:00 UTC.
    var fields = EventFields()
    fields.start = Instant(microseconds: 1_792_888_200_000_000)
    #expect(fields.normalized().end == Instant(microseconds: 1_792_895_400_000_000))
  }

  @Test func `texts are trimmed and a category is in lower case`() {
    var fields = EventFields(name: "  Jazz\n", category: " Concert ")
    fields = fields.normalized()
    #expect(fields.name == "Jazz")
    #expect(fields.category == "concert")
  }

  @Test func `a value that is allowed is not refused`() { #expect(faults { _ in }.isEmpty) }

  @Test func `every value that is not allowed is named`() {
    #expect(faults { $0.name = String(repeating: "a", count: 256) } == ["name"])
    #expect(faults { $0.name = String(repeating: "a", count: 255) } == [])
    #expect(faults { $0.description = String(repeating: "a", count: 10_001) } == ["description"])
    #expect(faults { $0.category = String(repeating: "a", count: 51) } == ["category"])
    #expect(faults { $0.location = String(repeating: "a", count: 256) } == ["location"])
    #expect(faults { $0.address = String(repeating: "a", count: 501) } == ["address"])
    #expect(faults { $0.timeZone = "Europe/Atlantis" } == ["time_zone"])
    #expect(faults { $0.timeZone = "CEST+2" } == ["time_zone"])
    #expect(faults { $0.capacity = 0 } == ["capacity"])
    #expect(faults { $0.capacity = -1 } == ["capacity"])
    #expect(faults { $0.doorLimit = 0 } == ["door_limit"])
    #expect(faults { ($0.latitude, $0.longitude) = (90.1, 0) } == ["latitude"])
    #expect(faults { ($0.latitude, $0.longitude) = (0, -180.5) } == ["longitude"])
    #expect(
      faults { ($0.latitude, $0.longitude) = (.nan, .infinity) } == ["latitude", "longitude"])
    #expect(faults { $0.latitude = 1 } == ["longitude"])
    #expect(faults { $0.longitude = 1 } == ["latitude"])
    #expect(faults { $0.end = $0.start } == ["end_time"])
    #expect(faults { $0.start = nil } == ["start_time"])
    #expect(
      faults {
        $0.registrationOpensAt = Self.now
        $0.registrationClosesAt = Self.now.adding(hours: -1)
      } == ["registration_closes_at"])
  }

  @Test func `a time at the end of all times does not overflow`() {
    var fields = EventFields()
    fields.start = Instant(microseconds: .max)
    #expect(fields.normalized().faults(zones: []).map(\.reason) == ["end_time"])
    // 9999-12-31 23:00 UTC, so that two hours later is in a year that cannot be told.
    fields.start = Instant(microseconds: 253_402_297_200_000_000)
    #expect(fields.normalized().faults(zones: []).map(\.reason) == ["end_time"])
  }

  // MARK: Edits

  private func edit(
    _ event: EventRecord, at now: Instant = FieldRulesTests.now, expected: Int64 = 0,
    _ change: (inout EventFields) -> Void
  ) throws(Refusal) -> EventRecord {
    var fields = event.fields
    change(&fields)
    return try event.edited(to: fields, expectedVersion: expected, now)
  }

  @Test func `an edit of a version that is no more is refused, one in force already is not`() throws
  {
    let event = StatusRulesTests.event { $0.version = 7 }
    let late = refusal { () throws(Refusal) in try edit(event, expected: 6) { $0.name = "New" } }
    #expect(late?.reason == "VERSION_MISMATCH")
    #expect(late?.facts == ["expected": "6", "version": "7"])
    #expect(try edit(event, expected: 7) { $0.name = "New" }.fields.name == "New")
    #expect(try edit(event, expected: 6) { $0.name = "Jazz" } == event)
  }

  @Test func `the capacity does not go below the seats taken, and both numbers are told`() throws {
    let event = StatusRulesTests.event { $0.seats.taken = 8 }
    let refusal = refusal { () throws(Refusal) in try edit(event) { $0.capacity = 7 } }
    #expect(refusal?.reason == "CAPACITY_BELOW_TAKEN")
    #expect(refusal?.facts == ["capacity": "7", "taken": "8"])
    #expect(refusal?.message.contains("8") == true && refusal?.message.contains("7") == true)
    #expect(try edit(event) { $0.capacity = 8 }.fields.capacity == 8)
    #expect(try edit(event) { $0.capacity = nil }.fields.capacity == nil)
  }

  @Test func `the start is fixed once the event has begun`() throws {
    let begun = Self.now.adding(hours: 25)
    for now in [begun, Self.now.adding(hours: 27)] {
      let refusal = refusal { () throws(Refusal) in
        try edit(StatusRulesTests.event(), at: now) { $0.start = Self.now.adding(hours: 20) }
      }
      #expect(refusal?.reason == "START_FIXED")
    }
    #expect(
      try edit(StatusRulesTests.event()) { $0.start = Self.now.adding(hours: 20) }.fields.start
        == Self.now.adding(hours: 20))
  }

  @Test func `the end moves only before it has passed`() throws {
    let later = Self.now.adding(hours: 50)
    #expect(
      try edit(StatusRulesTests.event(), at: Self.now.adding(hours: 25)) { $0.end = later }
        .fields.end == later)
    let refusal = refusal { () throws(Refusal) in
      try edit(StatusRulesTests.event(), at: Self.now.adding(hours: 26)) { $0.end = later }
    }
    #expect(refusal?.reason == "END_PASSED")
  }

  @Test func `a draft moves its times whatever the clock says`() throws {
    let edited = try edit(StatusRulesTests.draft(), at: Self.now.adding(hours: 99)) {
      $0.start = Self.now.adding(hours: 100)
      $0.end = Self.now.adding(hours: 101)
    }
    #expect(edited.fields.start == Self.now.adding(hours: 100))
  }

  @Test func `what is published stays fit to be published`() {
    let refusal = refusal { () throws(Refusal) in
      try edit(StatusRulesTests.event()) { $0.location = "" }
    }
    #expect(refusal?.reason == "EVENT_INCOMPLETE")
    #expect(refusal?.facts["missing"] == "location")
  }

  @Test func `a canceled event is not edited`() {
    let event = StatusRulesTests.event { $0.facts.canceledAt = Self.now }
    let refusal = refusal { () throws(Refusal) in try edit(event) { $0.name = "New" } }
    #expect(refusal?.reason == "EVENT_STATUS")
    #expect(refusal?.facts["status"] == "CANCELED")
  }
}
