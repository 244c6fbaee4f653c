import Contracts

// Figures as the contract spells them. What has nothing to be divided by is absent.

extension Overview {
  init(_ counted: OverviewTally, events: Int) {
    let counts = counted.counts
    self.init(
      events: Int32(clamping: events), registered: counts.registered, attended: counts.attended,
      walkIns: counts.walkIns, noShows: counts.noShows, excused: counts.excused,
      showRate: counts.showRate, fill: share(counted.seated, of: counted.seats),
      meanAttended: share(counts.attended, of: Int64(events)), people: counted.people,
      firstTimers: counted.firstTimers, returning: counted.people - counted.firstTimers)
  }
}

extension MonthFigures {
  init(_ row: MonthTally.Row) {
    self.init(
      month: monthName(row.month), events: row.events, registered: row.counts.registered,
      attended: row.counts.attended, walkIns: row.counts.walkIns, noShows: row.counts.noShows,
      showRate: row.counts.showRate, people: row.people, firstTimers: row.firstTimers,
      returning: row.people - row.firstTimers)
  }
}

extension EventFigures {
  init(_ row: EventTally.Row) {
    let (event, counts) = (row.gathering, row.counts)
    self.init(
      eventId: event.id.description, name: event.name,
      seriesId: event.seriesID?.description ?? "", category: event.category,
      startTime: Timestamp(event.startTime), capacity: event.capacity,
      registered: Int32(clamping: counts.registered), attended: Int32(clamping: counts.attended),
      walkIns: Int32(clamping: counts.walkIns), noShows: Int32(clamping: counts.noShows),
      excused: Int32(clamping: counts.excused), showRate: counts.showRate,
      fill: event.capacity.flatMap { share(counts.attended, of: Int64($0)) },
      firstTimers: Int32(clamping: row.firstTimers),
      returning: Int32(clamping: counts.attended - row.firstTimers))
  }
}

extension Retention {
  init(_ row: RetentionTally.Row) {
    self.init(
      cohort: monthName(row.cohort), month: monthName(row.month), offset: row.month - row.cohort,
      people: row.people, returned: row.returned,
      rate: share(row.returned, of: row.people) ?? 0)
  }
}

extension LapsedPerson {
  init(_ row: PersonRow, _ person: NumberedPerson, _ scope: Scope) {
    self.init(
      userId: person.id.description, firstName: person.firstName, lastName: person.lastName,
      attended: row.value,
      lastAttended: Timestamp(scope.gatherings[Int(row.gathering)].startTime))
  }
}

extension FirstTimer {
  init(_ row: PersonRow, _ person: NumberedPerson, _ scope: Scope) {
    let event = scope.gatherings[Int(row.gathering)]
    self.init(
      userId: person.id.description, firstName: person.firstName, lastName: person.lastName,
      eventId: event.id.description, eventName: event.name,
      startTime: Timestamp(event.startTime), attended: row.value)
  }
}

extension TopAttender {
  init(_ row: PersonRow, _ person: NumberedPerson, _ scope: Scope) {
    self.init(
      userId: person.id.description, firstName: person.firstName, lastName: person.lastName,
      attended: row.value,
      attendanceRate: share(Int(row.value), of: scope.range.count) ?? 0,
      lastAttended: Timestamp(scope.gatherings[Int(row.gathering)].startTime))
  }
}

extension Streak {
  init(_ row: PersonRow, _ person: NumberedPerson) {
    self.init(
      userId: person.id.description, firstName: person.firstName, lastName: person.lastName,
      current: row.value, longest: row.other)
  }
}

/// Such as "2026-11", of months since the year 0.
func monthName(_ month: Int32) -> String {
  let (year, number) = ("\(month / 12)", month % 12 + 1)
  return String(repeating: "0", count: max(0, 4 - year.count)) + year
    + (number < 10 ? "-0" : "-") + "\(number)"
}
