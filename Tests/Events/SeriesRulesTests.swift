import Testing

@testable import Events

/// Which days a rule gives, and what becomes of occurrences when it changes.
@Suite struct SeriesRulesTests {
  private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

  @Test func `a rule gives the days that dateutil gives`() async throws {
    var rules: [Recurrence] = []
    for interval: Int32 in [1, 2, 3, 7] {
      rules.append(Recurrence(frequency: .daily, interval: interval))
      for weekdays: [Int32] in [[0], [6], [1, 3], [0, 2, 4, 6]] {
        rules.append(Recurrence(frequency: .weekly, interval: interval, weekdays: weekdays))
      }
      for week: Int32 in [1, 2, 3, 4, 5, -1] {
        for weekday: Int32 in [0, 3, 6] {
          rules.append(
            Recurrence(frequency: .monthly, interval: interval, weekdays: [weekday], week: week))
        }
      }
    }
    var questions: [CalendarJudge.Days] = []
    var ours: [[String]] = []
    for start in ["2028-02-29", "2030-12-31", "2032-01-01", "2035-07-18"] {
      let end = try day(start).adding(days: 800)
      for rule in rules {
        questions.append(
          CalendarJudge.Days(
            frequency: rule.frequency.rawValue, interval: rule.interval, weekdays: rule.weekdays,
            week: rule.week, start: start, end: "\(end)"))
        ours.append(rule.days(from: try day(start), through: end).map(\.description))
      }
    }
    let theirs = try await CalendarJudge.days(questions)
    #expect(ours.count == theirs.count && ours.contains { $0.count > 700 })
    for (index, days) in ours.enumerated() {
      #expect(days == theirs[index], "\(questions[index])")
    }
  }

  @Test func `a month without a fifth such day is left out`() throws {
    let rule = Recurrence(frequency: .monthly, weekdays: [1], week: 5)
    let days = rule.days(from: try day("2030-01-01"), through: try day("2030-12-31"))
    #expect(
      days.map(\.description)
        == ["2030-01-29", "2030-04-30", "2030-07-30", "2030-10-29", "2030-12-31"])
  }

  @Test func `every day has a text of its own, and is read back from it`() {
    var day = LocalDate(year: 1899, month: 12, day: 30)
    var (year, month, number) = (1899, 12, 30)
    for _ in 0..<150_000 {
      let text = "\(year.padded(4))-\(month.padded(2))-\(number.padded(2))"
      guard day.description == text, LocalDate(text) == day else {
        Issue.record("\(day) is not \(text)")
        return
      }
      day = day.adding(days: 1)
      let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
      let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
      number += 1
      if number > lengths[month - 1] { (month, number) = (month + 1, 1) }
      if month > 12 { (year, month) = (year + 1, 1) }
    }
    #expect(LocalDate(TestClock.start).description == "2030-06-01")
    #expect(LocalDate(TestClock.start).weekday == 5)
  }

  @Test(arguments: [
    "", "2030-6-01", "2030-02-29", "2030-13-01", "2030-00-10", "0000-01-01", "2030-01-32",
    "2030-01-1a", "+030-01-01", "2030-01-01T", "2030-01-01T24:00", "2030-01-01T09:60",
    "2030-01-01T9:00", "2030-01-01T09:00:30", "2030-01-01T09:00Z", "٢٠٣٠-01-01",
  ])
  func `what is no day or time is none`(_ text: String) {
    #expect(LocalDate(text) == nil && LocalTime(text) == nil)
  }

  @Test func `a time is read with and without seconds`() throws {
    let time = try #require(LocalTime("2030-06-04T19:05"))
    #expect(LocalTime("2030-06-04T19:05:00") == time && time.minute == 19 * 60 + 5)
    #expect("\(time)" == "2030-06-04T19:05")
  }

  private func fields(_ change: (inout SeriesFields) -> Void) throws -> [String] {
    var fields = SeriesFields()
    fields.event.timeZone = "UTC"
    fields.start = try #require(LocalTime("2030-06-04T19:00"))
    change(&fields)
    return fields.normalized().faults(zones: ["UTC"]).map(\.reason)
  }

  @Test func `what a rule cannot be is refused by the field's name`() throws {
    #expect(try fields { _ in } == [])
    #expect(try fields { $0.rule.interval = 100 } == ["rule.interval"])
    #expect(try fields { $0.rule.interval = -1 } == ["rule.interval"])
    #expect(try fields { $0.rule.count = 105 } == ["rule.count"])
    #expect(try fields { $0.rule.count = 104 } == [])
    #expect(
      try fields {
        $0.rule.count = 4
        $0.rule.until = LocalDate("2031-01-01")
      } == ["rule.until"])
    #expect(
      try fields {
        $0.rule.frequency = .daily
        $0.rule.weekdays = [1]
      } == ["rule.weekdays"])
    #expect(try fields { $0.rule.week = 1 } == ["rule.week"])
    #expect(
      try fields {
        $0.rule.frequency = .monthly
        $0.rule.weekdays = [1, 2]
        $0.rule.week = 6
      } == ["rule.weekdays", "rule.week"])
    #expect(try fields { $0.durationMinutes = 10_081 } == ["duration_minutes"])
    #expect(try fields { $0.durationMinutes = -5 } == ["duration_minutes"])
    #expect(try fields { $0.event.timeZone = "" } == ["time_zone"])
    #expect(try fields { $0.event.timeZone = "Mars/Olympus" } == ["time_zone"])
    #expect(try fields { $0.start.date = .never } == ["local_start"])
    #expect(try fields { $0.selfCancel = -1 } == ["self_cancel_minutes"])
    #expect(
      try fields {
        $0.registrationOpens = 10
        $0.registrationCloses = 11
      } == ["registration_closes_minutes"])
  }

  @Test func `what a rule leaves open is that of its start`() throws {
    var fields = SeriesFields()
    fields.start = try #require(LocalTime("2030-06-11T19:00"))
    #expect(fields.normalized().rule.weekdays == [1])
    fields.rule.frequency = .monthly
    #expect(fields.normalized().rule.weekdays == [1] && fields.normalized().rule.week == 2)
    fields.rule = Recurrence(weekdays: [4, 0, 4])
    #expect(fields.normalized().rule.weekdays == [0, 4])
  }
}

/// Which occurrence goes where.
@Suite struct RearrangementTests {
  private let now = TestClock.start

  private func slot(_ text: String) throws -> Slot {
    let day = try #require(LocalDate(text))
    return Slot(
      day: day, start: Instant(microseconds: (Int64(day.rawValue) + 10_957) * 86_400_000_000))
  }

  private func event(_ text: String, canceled: Bool = false) throws -> EventRecord {
    let slot = try slot(text)
    var event = EventRecord(
      id: EventID(rawValue: .v7()), seriesID: nil, slot: slot, hostID: UserID(rawValue: .v7()),
      fields: EventFields(start: slot.start, end: slot.start.adding(hours: 2)))
    event.facts.publishedAt = now
    if canceled { event.facts.canceledAt = now }
    return event
  }

  private func plan(
    _ events: [EventRecord], _ days: [String], _ rule: Recurrence = Recurrence(weekdays: [2]),
    removed: Set<LocalDate> = []
  ) throws -> Rearrangement {
    Rearrangement(
      events, to: try days.map(slot), of: rule, from: LocalDate(now), removed: removed, now)
  }

  @Test func `another weekday moves each occurrence inside its week`() throws {
    let (one, two) = (try event("2030-06-11"), try event("2030-06-18"))
    let plan = try plan([two, one], ["2030-06-12", "2030-06-19", "2030-06-26"])
    let moves = plan.moved.map { "\($0.event.id == one.id ? 1 : 2) \($0.to.day)" }
    #expect(moves.sorted() == ["1 2030-06-12", "2 2030-06-19"])
    #expect(plan.gone.isEmpty && plan.fresh.map(\.day.description) == ["2030-06-26"])
  }

  @Test func `a day that stays keeps its occurrence; what finds no place goes`() throws {
    let days = try ["2030-06-10", "2030-06-11", "2030-06-12"].map { try event($0) }
    let plan = try plan(days, ["2030-06-12"])
    #expect(plan.moved.map(\.event.id) == [days[2].id])
    #expect(Set(plan.gone.map(\.id)) == [days[0].id, days[1].id])
  }

  @Test func `a canceled occurrence keeps its place taken, and goes nowhere`() throws {
    let canceled = try event("2030-06-11", canceled: true)
    #expect(try plan([canceled], ["2030-06-11"]).fresh.isEmpty)
    #expect(try plan([canceled], ["2030-06-12"]).fresh.isEmpty)
    let apart = try plan([canceled], ["2030-06-19"])
    #expect(apart.gone.isEmpty && apart.moved.isEmpty && apart.fresh.count == 1)
  }

  @Test func `where somebody has deleted an occurrence none is made`() throws {
    let removed = try slot("2030-06-12").day
    #expect(
      try plan([], ["2030-06-12", "2030-06-19"], removed: [removed]).fresh
        == [slot("2030-06-19")])
  }

  @Test func `what stood before the rule of now stays there`() throws {
    let late = try event("2030-05-28")
    let plan = try plan([late], ["2030-06-12"])
    #expect(plan.moved.map(\.to) == [late.slot] && plan.gone.isEmpty && plan.fresh.count == 1)
  }
}
