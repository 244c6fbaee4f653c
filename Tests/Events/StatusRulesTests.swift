import Testing

@testable import Events

/// Where an event stands, and what it can be told to do.
@Suite struct StatusRulesTests {
  static let now = TestClock.start

  /// Begins in a day, ends two hours later, published an hour ago.
  static func event(_ change: (inout EventRecord) -> Void = { _ in }) -> EventRecord {
    var event = EventRecord(
      id: EventID(rawValue: .v7()), seriesID: nil, hostID: UserID(rawValue: .v7()),
      fields: EventFields(
        name: "Jazz", location: "Cellar", timeZone: "Europe/Berlin", start: now.adding(hours: 24),
        end: now.adding(hours: 26), capacity: 10))
    event.facts.publishedAt = now.adding(hours: -1)
    change(&event)
    return event
  }

  static func draft(_ change: (inout EventRecord) -> Void = { _ in }) -> EventRecord {
    event {
      $0.facts.publishedAt = nil
      change(&$0)
    }
  }

  private func refusal(_ body: () throws(Refusal) -> some Any) -> Refusal? {
    do {
      _ = try body()
      return nil
    } catch {
      return error
    }
  }

  // MARK: Where it stands

  @Test(arguments: [-100, 0, 24, 25, 26, 1000] as [Int64])
  func `an unpublished event is a draft whatever the clock says`(hours: Int64) {
    #expect(Self.draft().status(Self.now.adding(hours: hours)) == .draft)
  }

  @Test func `a published event is scheduled, then ongoing from its start, completed from its end`()
  {
    let event = Self.event()
    let start = Self.now.adding(hours: 24)
    #expect(event.status(Self.now) == .scheduled)
    #expect(event.status(Instant(microseconds: start.microseconds - 1)) == .scheduled)
    #expect(event.status(start) == .ongoing)
    #expect(
      event.status(Instant(microseconds: start.adding(hours: 2).microseconds - 1)) == .ongoing)
    #expect(event.status(start.adding(hours: 2)) == .completed)
  }

  @Test func `canceled goes before completed, completed before ongoing`() {
    let all = Self.event {
      $0.facts.startedAt = Self.now
      $0.facts.closedAt = Self.now
      $0.facts.canceledAt = Self.now
    }
    #expect(all.status(Self.now) == .canceled)
    var closed = all
    closed.facts.canceledAt = nil
    #expect(closed.status(Self.now) == .completed)
    closed.facts.closedAt = nil
    #expect(closed.status(Self.now) == .ongoing)
  }

  @Test func `a status is read in any case and by its older words`() {
    #expect(EventStatus(alias: "planning") == .draft)
    #expect(EventStatus(alias: "Published") == .scheduled)
    #expect(EventStatus(alias: "running") == .ongoing)
    #expect(EventStatus(alias: "cancelled") == .canceled)
    #expect(EventStatus(alias: "cOmpleted") == .completed)
    #expect(EventStatus(alias: "over") == nil)
  }

  // MARK: Every command from every state

  /// An event in each state at `now`.
  private static func inState(_ status: EventStatus) -> EventRecord {
    switch status {
    case .draft: draft()
    case .scheduled: event()
    case .ongoing: event { $0.facts.startedAt = now }
    case .completed: event { $0.facts.closedAt = now }
    case .canceled: event { $0.facts.canceledAt = now }
    }
  }

  @Test(
    arguments: [
      (
        EventCommand.publish, [EventStatus.draft: EventStatus.scheduled],
        [.scheduled, .ongoing, .completed]
      ),
      (.start, [.scheduled: .ongoing], [.ongoing]),
      (.complete, [.ongoing: .completed], [.completed]),
      (
        .cancel(reason: "rain", byAdmin: false), [.draft: .canceled, .scheduled: .canceled],
        [.canceled]
      ),
      (
        .cancel(reason: "rain", byAdmin: true),
        [.draft: .canceled, .scheduled: .canceled, .ongoing: .canceled], [.canceled]
      ),
    ] as [(EventCommand, [EventStatus: EventStatus], [EventStatus])])
  func `a command moves on from where it may, repeats without effect, and is refused elsewhere`(
    command: EventCommand, moves: [EventStatus: EventStatus], repeats: [EventStatus]
  ) throws {
    for status in EventStatus.allCases {
      let event = Self.inState(status)
      #expect(event.status(Self.now) == status)
      if let target = moves[status] {
        let next = try command.apply(to: event, Self.now)
        #expect(next.status(Self.now) == target)
        // Once more, later, changes nothing.
        #expect(try command.apply(to: next, Self.now.adding(hours: 1)) == next)
      } else if repeats.contains(status) {
        #expect(try command.apply(to: event, Self.now) == event)
      } else {
        let refusal = refusal { () throws(Refusal) in try command.apply(to: event, Self.now) }
        #expect(refusal?.facts["status"] == status.rawValue)
        if status == .ongoing {
          #expect(refusal?.kind == .denied || refusal?.reason == "EVENT_STATUS")
        } else {
          #expect(refusal?.reason == "EVENT_STATUS")
          #expect(refusal?.facts["allowed"]?.isEmpty == false)
        }
      }
    }
  }

  @Test func `who is no admin is told that only an admin cancels what has begun`() {
    let refusal = refusal { () throws(Refusal) in
      try EventCommand.cancel(reason: "", byAdmin: false)
        .apply(to: Self.inState(.ongoing), Self.now)
    }
    #expect(refusal?.kind == .denied)
    #expect(refusal?.reason == "ADMIN_REQUIRED")
  }

  @Test func `publishing an event that is over makes it completed`() throws {
    let late = Self.now.adding(hours: 100)
    let event = try EventCommand.publish.apply(to: Self.draft(), late)
    #expect(event.status(late) == .completed)
    #expect(event.untoldCrossings(late) == 0, "publishing tells of it")
  }

  @Test func `an event that the clock has ended can still be closed, which shuts its doors`() throws
  {
    let late = Self.now.adding(hours: 30)
    let closed = try EventCommand.complete.apply(to: Self.event(), late)
    #expect(closed.facts.closedAt == late)
  }

  @Test func `a reason for canceling is trimmed and at most 500 characters`() throws {
    let event = try EventCommand.cancel(reason: " rain \n", byAdmin: false)
      .apply(to: Self.event(), Self.now)
    #expect(event.facts.cancelReason == "rain")
    let long = refusal { () throws(Refusal) in
      try EventCommand.cancel(reason: String(repeating: "é", count: 501), byAdmin: false)
        .apply(to: Self.event(), Self.now)
    }
    #expect(long?.reason == "reason")
  }

  @Test(arguments: ["name", "start_time", "location", "time_zone"])
  func `a draft is published with name, time, place and zone only`(missing: String) {
    let event = Self.draft {
      switch missing {
      case "name": $0.fields.name = ""
      case "start_time": ($0.fields.start, $0.fields.end) = (nil, nil)
      case "location": $0.fields.location = ""
      default: $0.fields.timeZone = ""
      }
    }
    let refusal = refusal { () throws(Refusal) in
      try EventCommand.publish.apply(to: event, Self.now)
    }
    #expect(refusal?.reason == "EVENT_INCOMPLETE")
    #expect(refusal?.facts["missing"] == missing)
  }

  // MARK: Crossings

  @Test func `the start and the end are each told once, by whatever brings them about`() throws {
    var event = Self.event()
    #expect(event.untoldCrossings(Self.now) == 0)
    #expect(event.untoldCrossings(Self.now.adding(hours: 24)) == 1)
    #expect(event.untoldCrossings(Self.now.adding(hours: 26)) == 2)
    event = try EventCommand.start.apply(to: event, Self.now)
    #expect(event.untoldCrossings(Self.now.adding(hours: 24)) == 0)
    #expect(event.untoldCrossings(Self.now.adding(hours: 26)) == 1)
    event.noteCrossings(Self.now.adding(hours: 26))
    #expect(event.untoldCrossings(Self.now.adding(hours: 27)) == 0)
    #expect(Self.draft().untoldCrossings(Self.now.adding(hours: 27)) == 0)
    #expect(Self.inState(.canceled).untoldCrossings(Self.now.adding(hours: 27)) == 0)
  }
}
