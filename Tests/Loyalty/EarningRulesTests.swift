import Postgres
import Testing

@testable import Loyalty

/// What rules give, in the domain's words. Times are in minutes from 1970.
@Suite struct EarningRulesTests {
  let rule = RuleID(rawValue: UUID128(high: 7, low: 1))
  let somebody = PatronID(rawValue: UUID128(high: 1, low: 1))

  func at(_ minutes: Int64) -> Moment { Moment(microseconds: minutes * 60_000_000) }

  func visit(
    _ number: UInt64, start: Int64? = nil, _ status: Presence.State = .attended,
    in checkIn: Int64? = nil, out: Int64? = nil, category: String = "concert",
    series: UInt64? = nil, day: Int32 = 0
  ) -> Presence {
    let start = start ?? Int64(number) * 1000
    return Presence(
      attendance: AttendanceID(rawValue: UUID128(high: 2, low: number)), patron: somebody,
      event: EventID(rawValue: UUID128(high: 3, low: number)),
      series: series.map { SeriesID(rawValue: UUID128(high: 4, low: $0)) }, category: category,
      eventName: "Jazz Night", start: at(start), checkIn: checkIn.map { at(start + $0) },
      checkOut: out.map { at(start + $0) }, status: status, position: 1, day: day,
      month: day / 30)
  }

  func terms(_ kind: EarningKind, points: Int32 = 10) -> EarningTerms {
    EarningTerms(name: "Attended {event}", kind: kind, points: points)
  }

  func version(
    _ terms: EarningTerms, number: Int32 = 1, from: Int64 = -1_000_000, active: Bool = true
  ) -> RuleVersion {
    RuleVersion(
      rule: rule, number: number, isActive: active, validFrom: at(from), terms: terms)
  }

  /// Which visits earn how much.
  func earned(
    _ presences: [Presence], _ versions: RuleVersion..., events: [Gathering] = [],
    standing: [AwardKey: Award] = [:], tier: String = "bronze"
  ) -> [UInt64: Int32] {
    let judge = Judge(book: RuleBook(versions), gatherings: Gatherings(events))
    let deserved = judge.deserved(presences, standing, tier: tier)
    return Dictionary(
      uniqueKeysWithValues: deserved.map { ($0.key.attendance.rawValue.low, $0.value.points) })
  }

  func event(
    _ number: UInt64, start: Int64? = nil, completed: Bool = true, void: Bool = false,
    category: String = "concert"
  ) -> Gathering {
    Gathering(
      event: EventID(rawValue: UUID128(high: 3, low: number)),
      start: at(start ?? Int64(number) * 1000), category: category, series: nil,
      isCompleted: completed, isVoid: void)
  }

  @Test func `who attends earns, who registers, stays away or is excused does not`() {
    let visits = [
      visit(1), visit(2, .registered), visit(3, .noShow), visit(4, .excused),
    ]
    #expect(earned(visits, version(terms(.attended))) == [1: 10])
  }

  @Test(arguments: [(-30, true), (0, true), (10, true), (11, false)])
  func `on time is within the minutes of grace`(minute: Int64, isMet: Bool) {
    let visits = [visit(1, in: minute)]
    #expect(earned(visits, version(terms(.onTime(grace: 10)))) == (isMet ? [1: 10] : [:]))
  }

  @Test func `who has no check-in time was not on time, nor stayed`() {
    #expect(earned([visit(1)], version(terms(.onTime(grace: 10)))) == [:])
    #expect(earned([visit(1, in: 0)], version(terms(.stayed(least: 1)))) == [:])
  }

  @Test(arguments: [(59, false), (60, true), (61, true)])
  func `a stay is long enough from its minutes on`(minutes: Int64, isMet: Bool) {
    let visits = [visit(1, in: 5, out: 5 + minutes)]
    #expect(earned(visits, version(terms(.stayed(least: 60)))) == (isMet ? [1: 10] : [:]))
  }

  @Test func `the first visit is the earliest, whenever it is told`() {
    let rule = version(terms(.firstVisit))
    #expect(earned([visit(2), visit(3)], rule) == [2: 10])
    #expect(earned([visit(2), visit(3), visit(1)], rule) == [1: 10])
  }

  @Test func `of the first visit to a category others do not count`() {
    var terms = terms(.firstVisit)
    terms.scope.category = "workshop"
    let visits = [visit(1), visit(2, category: "workshop"), visit(3, category: "workshop")]
    #expect(earned(visits, version(terms)) == [2: 10])
  }

  @Test func `every third visit earns, however the others came about`() {
    let visits = (1...7).map { visit($0) } + [visit(8, .noShow)]
    #expect(earned(visits.shuffled(), version(terms(.everyNth(3)))) == [3: 10, 6: 10])
  }

  @Test func `a row of visits earns at each of its lengths`() {
    let events = (1...6).map { event($0) }
    #expect(
      earned((1...6).map { visit($0) }, version(terms(.streak(3))), events: events)
        == [3: 10, 6: 10])
  }

  @Test func `a missed event breaks the row, excused or canceled ones do not`() {
    let rule = version(terms(.streak(3)))
    let came = [visit(1), visit(2), visit(4)]
    #expect(earned(came, rule, events: (1...4).map { event($0) }) == [:])
    let excused = came + [visit(3, .excused)]
    #expect(earned(excused, rule, events: (1...4).map { event($0) }) == [4: 10])
    let void = [event(1), event(2), event(3, void: true), event(4)]
    #expect(earned(came, rule, events: void) == [4: 10])
    let running = [event(1), event(2), event(3, completed: false), event(4, completed: false)]
    #expect(earned(came, rule, events: running) == [4: 10])
    #expect(earned(came + [visit(3, .noShow)], rule, events: (1...4).map { event($0) }) == [:])
  }

  @Test func `events of another category break no row`() {
    var terms = terms(.streak(2))
    terms.scope.category = "concert"
    let events = [event(1), event(2, category: "bar"), event(3)]
    #expect(earned([visit(1), visit(3)], version(terms), events: events) == [3: 10])
  }

  @Test func `an event that was moved since breaks nobody's row who was there`() {
    let events = [event(1), event(2, start: 1500), event(3)]
    #expect(
      earned((1...3).map { visit($0) }, version(terms(.streak(3))), events: events) == [3: 10])
  }

  @Test func `a cap cuts what does not fit, in order of the events`() {
    var terms = terms(.attended)
    terms.caps.day = 25
    let visits = [visit(3), visit(1), visit(2), visit(4, day: 1)]
    #expect(earned(visits, version(terms)) == [1: 10, 2: 10, 3: 5, 4: 10])
    terms.caps = Caps(total: 12)
    #expect(earned(visits, version(terms)) == [1: 10, 2: 2])
  }

  @Test func `weeks begin on Monday`() {
    // 1970-01-04 was a Sunday.
    #expect(visit(1, day: 3).week != visit(1, day: 4).week)
    #expect(visit(1, day: 4).week == visit(1, day: 10).week)
    #expect(visit(1, day: -4).week != visit(1, day: -3).week)
    #expect(visit(1, day: -3).week == visit(1, day: 3).week)
    var terms = terms(.attended)
    terms.caps.week = 10
    let visits = [visit(1, day: 3), visit(2, day: 4), visit(3, day: 10)]
    #expect(earned(visits, version(terms)) == [1: 10, 2: 10])
  }

  @Test func `percents by tier and category multiply, and cut parts of points off`() {
    var terms = terms(.attended, points: 15)
    terms.tierPercents = ["gold": 150]
    terms.categoryPercents = ["concert": 110, "bar": 0]
    #expect(earned([visit(1)], version(terms), tier: "gold") == [1: 24])
    #expect(earned([visit(1)], version(terms)) == [1: 16])
    #expect(earned([visit(1, category: "bar")], version(terms), tier: "gold") == [:])
  }

  @Test func `no percent makes more than a line may move`() {
    var terms = terms(.attended, points: 1_000_000)
    terms.tierPercents = ["gold": 10_000]
    terms.categoryPercents = ["concert": 10_000]
    #expect(earned([visit(1)], version(terms), tier: "gold") == [1: Rules.mostPoints])
  }

  @Test func `a rule judges what starts within its window`() {
    var terms = terms(.attended)
    terms.from = at(2000)
    terms.until = at(3000)
    #expect(earned([visit(1), visit(2), visit(3)], version(terms)) == [2: 10])
  }

  @Test func `an event is judged by the last made version that is valid at its start`() {
    let first = version(terms(.attended))
    let second = version(terms(.attended, points: 20), number: 2, from: 2000)
    #expect(earned([visit(1), visit(2)], first, second) == [1: 10, 2: 20])
    let third = version(terms(.attended, points: 30), number: 3, from: 1500)
    #expect(earned([visit(1), visit(2)], first, second, third) == [1: 10, 2: 30])
    let ended = version(terms(.attended), number: 4, from: 2000, active: false)
    #expect(earned([visit(1), visit(2)], first, second, ended) == [1: 10])
  }

  @Test func `what stands keeps its points while its version judges, and gets those of another`() {
    let key = AwardKey(attendance: visit(1).attendance, rule: rule)
    let award = Award(
      key: key, given: 1,
      standing: .init(
        version: 1, points: 10, worth: 10, entry: EntryID(rawValue: UUID128(high: 9, low: 9))))
    // As it would be given now, at another level.
    let first = version(terms(.attended, points: 15))
    let second = version(terms(.attended, points: 20), number: 2, from: 2000)
    let third = version(terms(.attended, points: 30), number: 3, from: 1000)
    #expect(earned([visit(1)], first, standing: [key: award]) == [1: 10])
    #expect(earned([visit(1)], first, second, standing: [key: award]) == [1: 10])
    #expect(earned([visit(1)], first, second, third, standing: [key: award]) == [1: 30])
  }

  /// The words of a rule change while somebody is gold; then they fall.
  @Test func `what another version leaves as it was is worth as much at any later level`() {
    var percents = terms(.attended)
    percents.tierPercents = ["gold": 200]
    let versions = [version(percents), version(percents, number: 2)]
    let key = AwardKey(attendance: visit(1).attendance, rule: rule)
    let award = Award(
      key: key, given: 1,
      standing: .init(
        version: 1, points: 20, worth: 20, entry: EntryID(rawValue: UUID128(high: 9, low: 9))))
    let judge = Judge(book: RuleBook(versions), gatherings: Gatherings([]))
    func moves(_ award: Award, tier: String) -> [AwardMove] {
      let deserved = judge.deserved([visit(1)], [key: award], tier: tier)
      var verdict = Verdict { EntryID(rawValue: UUID128(high: 9, low: 10)) }
      verdict.settle([visit(1)], of: somebody, [key: award], deserved)
      return verdict.moves
    }
    let noted = moves(award, tier: "gold")
    #expect(noted.count == 1 && noted.allSatisfy { $0.step == nil && $0.pending == 0 })
    #expect(noted.first?.difference == Difference() && noted.first?.award.standing?.version == 2)
    let kept = noted.first?.award ?? award
    #expect(moves(kept, tier: "gold").isEmpty)
    #expect(moves(kept, tier: "bronze").isEmpty)
  }

  @Test func `what waits for an event's end is pending until then, and gone with the event`() {
    var terms = terms(.attended)
    terms.awaitsCompletion = true
    let book = RuleBook([version(terms)])
    func pending(_ events: [Gathering]) -> Bool? {
      Judge(book: book, gatherings: Gatherings(events))
        .deserved([visit(1)], [:], tier: "").values.first?.isPending
    }
    #expect(pending([]) == true)
    #expect(pending([event(1, completed: false)]) == true)
    #expect(pending([event(1)]) == false)
    #expect(pending([event(1, completed: false, void: true)]) == nil)
    var old = visit(1)
    old.event = nil
    #expect(
      Judge(book: book, gatherings: Gatherings([])).deserved([old], [:], tier: "").values.first?
        .isPending == false, "nothing to wait for")
  }

  @Test(arguments: [
    ("Attended {event}", "Jazz Night", "Attended Jazz Night"),
    ("Attended {event}", "", "Attended an event"), ("10th visit", "Jazz Night", "10th visit"),
    ("{event}: {event}", "A", "A: A"),
  ])
  func `the statement names the event where the rule says so`(
    name: String, event: String, line: String
  ) {
    #expect(EarningTerms(name: name, kind: .attended, points: 1).line(event: event) == line)
  }

  @Test func `a line fits the ledger, whatever the event is called`() {
    let name = String(repeating: "👩‍👩‍👧‍👦", count: 100)
    let line = EarningTerms(name: "{event}{event}", kind: .attended, points: 1).line(event: name)
    #expect(Rules.description(takingBack: line).unicodeScalars.count <= 300)
    #expect(!EarningTerms(name: "{event}", kind: .attended, points: 1).line(event: "").isEmpty)
  }
}
