// What a person's presences deserve. A pure fold: the same facts give the same awards, in whatever
// order they were told.

/// What attendance says of one person at one event.
struct Presence: Equatable, Sendable {
  enum State: String, CaseIterable, Sendable {
    case registered = "REGISTERED"
    case attended = "ATTENDED"
    case noShow = "NO_SHOW"
    case excused = "EXCUSED"
  }

  let attendance: AttendanceID
  var patron: PatronID
  /// Nil for presences from before events were kept.
  var event: EventID?
  var series: SeriesID?
  var category: String
  var eventName: String
  var start: Moment
  var checkIn: Moment?
  var checkOut: Moment?
  var status: State
  /// Where attendance's feed says so; a later position knows better.
  var position: Int64
  /// Days since 1970 of the start, in the organization's zone; known where caps are judged.
  var day: Int32 = 0
  /// Months since the year 0, likewise.
  var month: Int32 = 0

  var isAttended: Bool { status == .attended }

  /// Weeks begin on Monday; 1970 began on a Thursday.
  var week: Int32 { (day + 3 - ((day + 3) % 7 + 7) % 7) / 7 }

  static func isBefore(_ left: Presence, _ right: Presence) -> Bool {
    left.place == right.place
      ? left.attendance < right.attendance : left.place < right.place
  }

  var place: EventPlace { EventPlace(start: start, event: event) }

  /// As events says when its event is and what it is about, which knows better than attendance;
  /// of an event that is not known, or has no start, as it was told.
  func placed(by gathering: Gathering?) -> Presence {
    guard let gathering, gathering.hasStart else { return self }
    var presence = self
    presence.start = gathering.start
    presence.series = gathering.series
    presence.category = gathering.category
    return presence
  }
}

/// Where an event stands among others: by start, then id.
struct EventPlace: Comparable, Sendable {
  let start: Moment
  let event: EventID?

  static func < (left: EventPlace, right: EventPlace) -> Bool {
    if left.start != right.start { return left.start < right.start }
    guard let its = right.event else { return false }
    return left.event.map { $0 < its } ?? true
  }
}

/// What is known of an event.
struct Gathering: Equatable, Sendable {
  let event: EventID
  var start: Moment
  var category: String
  var series: SeriesID?
  var isCompleted: Bool
  /// A draft, canceled, deleted, or did not meet.
  var isVoid: Bool

  /// Drafts may have none.
  var hasStart: Bool { start.microseconds != 0 }
  /// Whether who was not there missed something.
  var counts: Bool { isCompleted && !isVoid }
  var place: EventPlace { EventPlace(start: start, event: event) }
}

/// What is known of events.
struct Gatherings: Sendable {
  private let known: [EventID: Gathering]
  /// Those that count, in order.
  private let counting: [Gathering]

  init(_ gatherings: [Gathering]) {
    known = Dictionary(gatherings.map { ($0.event, $0) }, uniquingKeysWith: { first, _ in first })
    counting = known.values.filter(\.counts).sorted { $0.place < $1.place }
  }

  subscript(event: EventID?) -> Gathering? { event.flatMap { known[$0] } }

  /// The events of a scope that count, in order.
  func counting(in scope: Scope) -> [EventPlace] {
    counting.filter { scope.holds($0.category, $0.series) }.map(\.place)
  }
}

/// Whose awards may differ now that events do.
struct Concerned: Equatable, Sendable {
  /// Whoever's award waits for one of these.
  var awaiting: [EventID] = []
  /// Whoever was at one of these.
  var turned: [EventID] = []
  /// Whoever was at an event that starts at or after this.
  var since: Moment?

  var isEmpty: Bool { awaiting.isEmpty && turned.isEmpty && since == nil }

  /// Whoever was at an event that starts at or after a moment.
  init(since: Moment) { self.since = since }

  /// - Parameters:
  ///   - before: as they were known.
  ///   - moved: those whose presences stand elsewhere now.
  init(
    of changed: [Gathering], _ before: [EventID: Gathering], moved: [EventID], _ book: RuleBook
  ) {
    turned = moved
    if book.awaitsCompletion {
      awaiting = changed.map(\.event)
      // What was given is taken back when the event turns out not to have been one, and returns.
      turned += changed.filter { $0.isVoid != (before[$0.event]?.isVoid ?? false) }.map(\.event)
    }
    if book.hasStreaks {
      let moved = changed.flatMap { event in
        [event] + (before[event.event].map { [$0] } ?? [])
      }.filter { $0.hasStart && ($0.counts || before[$0.event]?.counts == true || $0.isVoid) }
      since = moved.map(\.start).min()
    }
  }
}

/// What one rule gives for one presence.
struct AwardKey: Hashable, Sendable {
  let attendance: AttendanceID
  let rule: RuleID
}

/// An award as it was made.
struct Award: Equatable, Sendable {
  let key: AwardKey
  /// How often it was made, taken back or not.
  var given: Int32 = 0
  var standing: Standing?

  struct Standing: Equatable, Sendable {
    var version: Int32
    /// What it gives, cut to what caps left.
    var points: Int32
    /// What it would give without caps.
    var worth: Int32
    /// The line; nil while it waits for its event to be completed.
    var entry: EntryID?
    /// The event that it waits for.
    var awaits: EventID?
  }
}

/// What a presence deserves by a rule.
struct Deserved: Equatable, Sendable {
  let version: RuleVersion
  let points: Int32
  let worth: Int32
  let isPending: Bool

  /// Whether what stands may stay; what is pending may be completed.
  func isSame(as standing: Award.Standing) -> Bool {
    points == standing.points && worth == standing.worth
      && !(isPending && standing.entry != nil)
  }
}

/// How presences are judged.
struct Judge: Sendable {
  let book: RuleBook
  let gatherings: Gatherings

  /// What a person's presences deserve.
  /// - Parameters:
  ///   - presences: of one person; all of them, unless the rules judge each by itself.
  ///   - standing: what was made for them before; it keeps its points while the version that it was
  ///     made by judges.
  func deserved(
    _ presences: [Presence], _ standing: [AwardKey: Award], tier: String
  ) -> [AwardKey: Deserved] {
    let presences = presences.sorted(by: Presence.isBefore)
    var deserved: [AwardKey: Deserved] = [:]
    for rule in book.rules.keys {
      var counts = Counts(presences, gatherings)
      var spent = Spent()
      for (index, presence) in presences.enumerated() where presence.isAttended {
        guard let version = book.version(rule, at: presence.start), version.isActive,
          isMet(version.terms, presence, index, &counts)
        else { continue }
        let key = AwardKey(attendance: presence.attendance, rule: rule)
        let award = award(version, presence, standing[key]?.standing, tier, &spent)
        if let award { deserved[key] = award }
      }
    }
    return deserved
  }

  private func award(
    _ version: RuleVersion, _ presence: Presence, _ standing: Award.Standing?, _ tier: String,
    _ spent: inout Spent
  ) -> Deserved? {
    let terms = version.terms
    let event = gatherings[presence.event]
    if terms.awaitsCompletion, event?.isVoid == true { return nil }
    let kept = standing.flatMap { $0.version == version.number ? $0 : nil }
    let worth = kept?.worth ?? terms.worth(tier: tier, category: presence.category)
    let points = min(worth, spent.left(terms.caps, presence))
    guard points > 0 else { return nil }
    spent.add(points, presence)
    // A presence from before events were kept has none to wait for.
    let isPending =
      terms.awaitsCompletion && presence.event != nil && event?.isCompleted != true
      && kept?.entry == nil
    return Deserved(version: version, points: points, worth: worth, isPending: isPending)
  }

  private func isMet(
    _ terms: EarningTerms, _ presence: Presence, _ index: Int, _ counts: inout Counts
  ) -> Bool {
    guard terms.scope.holds(presence.category, presence.series) else { return false }
    if let from = terms.from, presence.start < from { return false }
    if let until = terms.until, presence.start >= until { return false }
    switch terms.kind {
    case .attended: return true
    case .onTime(let grace):
      guard let checkIn = presence.checkIn else { return false }
      return minutes(from: presence.start, to: checkIn, atMost: grace)
    case .stayed(let least):
      guard let checkIn = presence.checkIn, let out = presence.checkOut else { return false }
      return !minutes(from: checkIn, to: out, under: least)
    case .firstVisit: return counts.ordinal(index, terms.scope) == 1
    case .everyNth(let nth): return counts.ordinal(index, terms.scope) % nth == 0
    case .streak(let length):
      let run = counts.run(index, terms.scope)
      return run > 0 && run % length == 0
    case .manual: return false
    }
  }

  private func minutes(from: Moment, to: Moment, atMost minutes: Int32) -> Bool {
    let (passed, overflow) = to.microseconds.subtractingReportingOverflow(from.microseconds)
    return overflow ? to < from : passed <= Int64(minutes) * 60_000_000
  }

  private func minutes(from: Moment, to: Moment, under minutes: Int32) -> Bool {
    let (passed, overflow) = to.microseconds.subtractingReportingOverflow(from.microseconds)
    return overflow ? to < from : passed < Int64(minutes) * 60_000_000
  }
}

/// What a rule gave a person so far, by days, weeks and months.
private struct Spent {
  private var days: [Int32: Int64] = [:]
  private var weeks: [Int32: Int64] = [:]
  private var months: [Int32: Int64] = [:]
  private var total: Int64 = 0

  func left(_ caps: Caps, _ presence: Presence) -> Int32 {
    let limits = [
      caps.day.map { Int64($0) - days[presence.day, default: 0] },
      caps.week.map { Int64($0) - weeks[presence.week, default: 0] },
      caps.month.map { Int64($0) - months[presence.month, default: 0] },
      caps.total.map { Int64($0) - total },
    ]
    return Int32(clamping: max(0, limits.compactMap { $0 }.min() ?? .max))
  }

  mutating func add(_ points: Int32, _ presence: Presence) {
    days[presence.day, default: 0] += Int64(points)
    weeks[presence.week, default: 0] += Int64(points)
    months[presence.month, default: 0] += Int64(points)
    total += Int64(points)
  }
}

/// A person's visits, counted per scope when a rule asks.
private struct Counts {
  private let presences: [Presence]
  private let gatherings: Gatherings
  private var ordinals: [(scope: Scope, of: [Int32])] = []
  private var runs: [(scope: Scope, of: [Int32])] = []

  init(_ presences: [Presence], _ gatherings: Gatherings) {
    self.presences = presences
    self.gatherings = gatherings
  }

  /// The visit's number among those of the scope.
  mutating func ordinal(_ index: Int, _ scope: Scope) -> Int32 {
    if let known = ordinals.first(where: { $0.scope == scope }) { return known.of[index] }
    var count: Int32 = 0
    let made = presences.map { presence in
      if presence.isAttended, scope.holds(presence.category, presence.series) { count += 1 }
      return count
    }
    ordinals.append((scope, made))
    return made[index]
  }

  /// How many events of the scope the person attended in a row, up to this one: as attendance's
  /// figures count, but for the event that was attended just now, which counts at once.
  mutating func run(_ index: Int, _ scope: Scope) -> Int32 {
    if let known = runs.first(where: { $0.scope == scope }) { return known.of[index] }
    let events = gatherings.counting(in: scope)
    // Those of them that the person did not miss.
    let own = presences.filter { $0.isAttended || $0.status == .excused }
      .compactMap { gatherings[$0.event] }
      .filter { $0.counts && scope.holds($0.category, $0.series) }.map(\.place).sorted()
    var run: Int32 = 0
    var missed = 0
    let made = presences.map { presence in
      guard presence.isAttended, scope.holds(presence.category, presence.series),
        gatherings[presence.event]?.isVoid != true
      else { return Int32(0) }
      let before = events.count(before: presence.place) - own.count(before: presence.place)
      run = before == missed ? run + 1 : 1
      missed = before
      return run
    }
    runs.append((scope, made))
    return made[index]
  }
}

extension [EventPlace] {
  /// How many of a sorted list are before a place.
  fileprivate func count(before place: EventPlace) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
