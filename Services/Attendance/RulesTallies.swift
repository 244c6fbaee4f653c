// Figures of many events, counted event by event. Pure; each is one formula of FiguresService.

/// Takes events in order, each with who came.
protocol Tally: Sendable {
  mutating func take(_ gathering: Gathering, _ place: Int, _ crowd: Crowd)
}

/// A tally that comes to a list.
protocol ListTally: Tally {
  associatedtype Row: Ranked
  /// In any order.
  var rows: [Row] { get }
}

/// All events together.
struct OverviewTally: Tally {
  let range: Range<Int>
  private(set) var counts = Counts()
  /// Over the events with a capacity.
  private(set) var seats: Int64 = 0
  private(set) var seated: Int64 = 0
  private(set) var people: Int64 = 0
  private(set) var firstTimers: Int64 = 0
  /// 1: came; 2: came in the range.
  private var known = PerPerson<UInt8>(0)

  init(_ range: Range<Int>) { self.range = range }

  mutating func take(_ gathering: Gathering, _ place: Int, _ crowd: Crowd) {
    known.cover(crowd.came)
    guard range.contains(place) else {
      for number in crowd.came { known[number] |= 1 }
      return
    }
    counts += crowd.counts
    if let capacity = gathering.capacity {
      seats += Int64(capacity)
      seated += crowd.counts.attended
    }
    for number in crowd.came where known[number] & 2 == 0 {
      people += 1
      if known[number] == 0 { firstTimers += 1 }
      known[number] = 3
    }
  }
}

/// Who has been seen in which month. Events come in order of time, months by their zones.
struct MonthlyPeople: Sendable {
  private var seen: [Int32: PerPerson<Bool>] = [:]

  /// Those of the crowd who come for the first time in the month.
  mutating func fresh(_ month: Int32, _ crowd: Crowd) -> [Int] {
    var people = seen.removeValue(forKey: month) ?? PerPerson(false)
    people.cover(crowd.came)
    var fresh: [Int] = []
    for number in crowd.came where !people[number] {
      people[number] = true
      fresh.append(number)
    }
    seen[month] = people
    // No two zones are two months apart.
    for old in seen.keys where old < month - 1 { seen[old] = nil }
    return fresh
  }
}

/// Month by month.
struct MonthTally: ListTally {
  struct Row: Ranked {
    let month: Int32
    var events: Int32 = 0
    var counts = Counts()
    var people: Int64 = 0
    var firstTimers: Int64 = 0
    var place: Place { Place(Int64(month)) }
  }

  let range: Range<Int>
  private var months: [Int32: Row] = [:]
  private var people = MonthlyPeople()
  /// The month in which somebody came first; nobody yet is a month that never was.
  private var first = PerPerson<Int32>(.min)

  init(_ range: Range<Int>) { self.range = range }

  mutating func take(_ gathering: Gathering, _ place: Int, _ crowd: Crowd) {
    first.cover(crowd.came)
    let isInRange = range.contains(place)
    var row = months.removeValue(forKey: gathering.month) ?? Row(month: gathering.month)
    for number in crowd.came where first[number] == .min {
      first[number] = gathering.month
      if isInRange { row.firstTimers += 1 }
    }
    guard isInRange else { return }
    row.events += 1
    row.counts += crowd.counts
    row.people += Int64(people.fresh(gathering.month, crowd).count)
    months[gathering.month] = row
  }

  var rows: [Row] { Array(months.values) }
}

/// Event by event.
struct EventTally: ListTally {
  struct Row: Ranked {
    let gathering: Gathering
    let counts: Counts
    let firstTimers: Int64
    var place: Place { Place(gathering.startTime.microseconds, gathering.id) }
  }

  let range: Range<Int>
  private(set) var rows: [Row] = []
  private var known = PerPerson(false)

  init(_ range: Range<Int>) { self.range = range }

  mutating func take(_ gathering: Gathering, _ place: Int, _ crowd: Crowd) {
    known.cover(crowd.came)
    var fresh: Int64 = 0
    for number in crowd.came where !known[number] {
      known[number] = true
      fresh += 1
    }
    if range.contains(place) {
      rows.append(Row(gathering: gathering, counts: crowd.counts, firstTimers: fresh))
    }
  }
}

/// Cohorts by the month of the first event.
struct RetentionTally: ListTally {
  struct Row: Ranked {
    let cohort: Int32
    let month: Int32
    let people: Int64
    let returned: Int64
    var place: Place { Place(Int64(cohort), Int64(month)) }
  }

  let range: Range<Int>
  private var people = MonthlyPeople()
  /// Nobody yet; before the range.
  private static let (none, before) = (Int32.min, Int32.min + 1)
  private var cohort = PerPerson<Int32>(none)
  private var sizes: [Int32: Int64] = [:]
  /// By month, then cohort.
  private var returned: [Int32: [Int32: Int64]] = [:]

  init(_ range: Range<Int>) { self.range = range }

  mutating func take(_ gathering: Gathering, _ place: Int, _ crowd: Crowd) {
    cohort.cover(crowd.came)
    let own = range.contains(place) ? gathering.month : Self.before
    for number in crowd.came where cohort[number] == Self.none {
      cohort[number] = own
      sizes[own, default: 0] += 1
    }
    if !range.contains(place) { return }
    var came = returned.removeValue(forKey: gathering.month) ?? [:]
    // People of one cohort come one after the other: the dictionary is asked once for them.
    var (last, count) = (Self.before, Int64(0))
    for number in people.fresh(gathering.month, crowd) {
      if cohort[number] != last {
        came[last, default: 0] += count
        (last, count) = (cohort[number], 0)
      }
      count += 1
    }
    came[last, default: 0] += count
    returned[gathering.month] = came
  }

  /// A zone may be in the month before the one in which somebody came first elsewhere.
  var rows: [Row] {
    sizes.filter { $0.key != Self.before }.flatMap { cohort, size in
      returned.filter { $0.key >= cohort || $0.value[cohort] != nil }.map { month, came in
        Row(cohort: cohort, month: month, people: size, returned: came[cohort] ?? 0)
      }
    }
  }
}
