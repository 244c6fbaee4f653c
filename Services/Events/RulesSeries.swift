/// Which days a series takes place.
struct Recurrence: Equatable, Sendable {
  enum Frequency: String, CaseIterable, Sendable {
    case daily = "DAILY"
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
  }

  var frequency = Frequency.weekly
  var interval: Int32 = 1
  /// 0 is Monday; in order, each once. DAILY has none, MONTHLY has one.
  var weekdays: [Int32] = []
  /// MONTHLY: 1 to 5, or -1 for the last.
  var week: Int32 = 0
  var until: LocalDate?
  var count: Int32?

  static let countLimit: Int32 = 104

  /// The days that fit, in order, `start` or after it; the limit by number is the caller's.
  func days(from start: LocalDate, through end: LocalDate) -> [LocalDate] {
    let end = min(end, until ?? .never)
    var days: [LocalDate] = []
    var period = 0
    while true {
      let (from, fitting) = fitting(inPeriod: period, from: start)
      if from > end { return days }
      days += fitting.filter { $0 >= start && $0 <= end }
      period += Int(interval)
    }
  }

  /// The first day of a period, counted from the one of `start`, and its fitting days.
  private func fitting(inPeriod period: Int, from start: LocalDate) -> (LocalDate, [LocalDate]) {
    switch frequency {
    case .daily:
      let day = start.adding(days: period)
      return (day, [day])
    case .weekly:
      let monday = start.monday.adding(days: 7 * period)
      return (monday, weekdays.map { monday.adding(days: Int($0)) })
    case .monthly:
      let month = start.month + period
      let first = LocalDate(firstOfMonth: month)
      let day = weekdays.first.flatMap {
        LocalDate(week: Int(week), weekday: Int($0), inMonth: month)
      }
      return (first, day.map { [$0] } ?? [])
    }
  }

  /// Names the stretch of time in which one day stands for another when the rule changes.
  func period(of day: LocalDate) -> Int {
    switch frequency {
    case .daily: Int(day.rawValue)
    case .weekly: Int(day.monday.rawValue)
    case .monthly: day.month
    }
  }
}

/// What the occurrences of a series are made like.
struct SeriesFields: Equatable, Sendable {
  /// Everything but times; those of an occurrence follow from the rule.
  var event = EventFields()
  var start = LocalTime(date: .never, minute: 0)
  var durationMinutes: Int32 = 120
  var rule = Recurrence()
  /// Minutes before the start.
  var registrationOpens: Int32?
  var registrationCloses: Int32?
  var selfCancel: Int32?

  /// What decides when occurrences are.
  struct Schedule: Equatable {
    let start: LocalTime
    let rule: Recurrence
    let zone: String
  }

  var schedule: Schedule { Schedule(start: start, rule: rule, zone: event.timeZone) }

  /// An occurrence that begins then.
  func occurrence(at start: Instant) -> EventFields {
    var fields = event
    fields.start = start
    fields.end = start.adding(seconds: Int64(durationMinutes) * 60)
    fields.registrationOpensAt = registrationOpens.map { start.adding(seconds: -Int64($0) * 60) }
    fields.registrationClosesAt = registrationCloses.map { start.adding(seconds: -Int64($0) * 60) }
    fields.selfCancelUntil = selfCancel.map { start.adding(seconds: -Int64($0) * 60) }
    return fields
  }

  /// The fields as they are stored; what the rule leaves open is that of the start.
  func normalized() -> SeriesFields {
    var fields = self
    fields.event = event.normalized()
    switch rule.frequency {
    case .daily: break
    case .weekly:
      if rule.weekdays.isEmpty { fields.rule.weekdays = [Int32(start.date.weekday)] }
      fields.rule.weekdays = Set(fields.rule.weekdays).sorted()
    case .monthly:
      if rule.weekdays.isEmpty { fields.rule.weekdays = [Int32(start.date.weekday)] }
      if rule.week == 0 { fields.rule.week = Int32(start.date.weekOfMonth) }
    }
    return fields
  }

  /// Every value that is not allowed, whatever is stored.
  func faults(zones: Set<String>) -> [Refusal] {
    var faults = event.faults(zones: zones) + ruleFaults
    if event.timeZone.isEmpty {
      faults.append(.invalid("time_zone", "must be said: the rule reckons in it"))
    }
    if !(1...10_080).contains(durationMinutes) {
      faults.append(.invalid("duration_minutes", "must be from 1 to 10080"))
    }
    let minutes = [
      ("registration_opens_minutes", registrationOpens),
      ("registration_closes_minutes", registrationCloses), ("self_cancel_minutes", selfCancel),
    ]
    faults += minutes.filter { !(0...527_040).contains($0.1 ?? 0) }
      .map { .invalid($0.0, "must be from 0 to 527040") }
    if let opens = registrationOpens, let closes = registrationCloses, opens < closes {
      faults.append(
        .invalid(
          "registration_closes_minutes", "must not be more than registration_opens_minutes"))
    }
    return faults
  }

  private var ruleFaults: [Refusal] {
    var faults: [Refusal] = []
    let years = LocalDate(year: 2000, month: 1, day: 1)...LocalDate(year: 2200, month: 1, day: 1)
    if !years.contains(start.date) {
      faults.append(.invalid("local_start", "must be of the years 2000 to 2199"))
    }
    if !(1...99).contains(rule.interval) {
      faults.append(.invalid("rule.interval", "must be from 1 to 99"))
    }
    if let count = rule.count, !(1...Recurrence.countLimit).contains(count) {
      faults.append(.invalid("rule.count", "must be from 1 to \(Recurrence.countLimit)"))
    }
    if rule.count != nil && rule.until != nil {
      faults.append(.invalid("rule.until", "must not come together with count"))
    }
    if rule.frequency == .daily && !rule.weekdays.isEmpty {
      faults.append(.invalid("rule.weekdays", "must be empty for DAILY"))
    }
    if rule.frequency == .monthly && rule.weekdays.count > 1 {
      faults.append(.invalid("rule.weekdays", "must be one day for MONTHLY"))
    }
    let weeks: [Int32] = rule.frequency == .monthly ? [-1, 1, 2, 3, 4, 5] : [0]
    if !weeks.contains(rule.week) {
      faults.append(.invalid("rule.week", "must be 1 to 5 or -1 for MONTHLY, and else 0"))
    }
    return faults
  }
}

/// A series as it is stored.
struct SeriesRecord: Equatable, Sendable {
  let id: SeriesID
  let hostID: UserID
  var fields: SeriesFields
  /// From which day on the rule of now makes occurrences.
  var from: LocalDate
  /// How many of the rule's count were before that day.
  var countedBefore: Int32 = 0
  /// Through which day they are made; `.never` when there is nothing to make any more.
  var madeUntil: LocalDate
  var publishedAt: Instant?
  var canceledAt: Instant?
  var createdAt = Instant(microseconds: 0)
  var updatedAt = Instant(microseconds: 0)
  var version: Int64 = 1

  /// How many days ahead occurrences are made.
  static let horizon = 26 * 7

  /// The days of the rule of now, through one, and whether there are none after them.
  func days(through end: LocalDate) -> (days: [LocalDate], isWhole: Bool) {
    if canceledAt != nil { return ([], true) }
    let left = fields.rule.count.map { max(0, Int($0 - countedBefore)) }
    let days = fields.rule.days(from: fields.start.date, through: end).filter { $0 >= from }
    if let left, days.count >= left { return (Array(days.prefix(left)), true) }
    return (days, (fields.rule.until ?? .never) <= end)
  }
}

extension Viewer {
  func runs(_ series: SeriesRecord) -> Bool { holds(.admin) || userID == series.hostID }

  func sees(_ series: SeriesRecord) -> Bool {
    runs(series) || series.publishedAt != nil && (series.fields.event.isPublic || holds(.staff))
  }

  /// Refuses an edit by who may not: strangers to the series do not learn that it is there.
  func checkRuns(_ series: SeriesRecord) throws(Refusal) {
    if runs(series) { return }
    throw sees(series) ? .denied : .notFound("series")
  }
}
