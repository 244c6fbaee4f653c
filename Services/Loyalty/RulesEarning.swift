// What a rule is: what it rewards, with how much, and which of its versions judges.

/// What is rewarded.
enum EarningKind: Equatable, Sendable {
  case attended
  /// Checked in so many minutes after the start at the latest.
  case onTime(grace: Int32)
  /// So many minutes from the first check-in to the last check-out.
  case stayed(least: Int32)
  case firstVisit
  case everyNth(Int32)
  /// Each so many events attended in a row.
  case streak(Int32)
  /// By hand.
  case manual

  /// Whether it takes more than the presence itself to tell.
  var needsHistory: Bool {
    switch self {
    case .attended, .onTime, .stayed, .manual: false
    case .firstVisit, .everyNth, .streak: true
    }
  }

  var isStreak: Bool { if case .streak = self { true } else { false } }

  /// How it is kept; a number that counts nothing is 0.
  var name: String {
    switch self {
    case .attended: "ATTENDED"
    case .onTime: "ON_TIME"
    case .stayed: "STAYED"
    case .firstVisit: "FIRST_VISIT"
    case .everyNth: "EVERY_NTH"
    case .streak: "STREAK"
    case .manual: "MANUAL"
    }
  }

  var number: Int32 {
    switch self {
    case .attended, .firstVisit, .manual: 0
    case .onTime(let number), .stayed(let number), .everyNth(let number), .streak(let number):
      number
    }
  }

  init?(name: String, number: Int32) {
    switch name {
    case "ATTENDED": self = .attended
    case "ON_TIME": self = .onTime(grace: number)
    case "STAYED": self = .stayed(least: number)
    case "FIRST_VISIT": self = .firstVisit
    // Nobody counts to the zeroth.
    case "EVERY_NTH": self = .everyNth(max(1, number))
    case "STREAK": self = .streak(max(1, number))
    case "MANUAL": self = .manual
    default: return nil
    }
  }
}

/// Which events a rule is about.
struct Scope: Equatable, Sendable {
  /// Nil: of any.
  var category: String?
  var series: SeriesID?

  func holds(_ category: String, _ series: SeriesID?) -> Bool {
    (self.category == nil || self.category == category)
      && (self.series == nil || self.series == series)
  }
}

/// The most that a person gets by one rule; nil is no limit.
struct Caps: Equatable, Sendable {
  var day: Int32?
  var week: Int32?
  var month: Int32?
  var total: Int32?

  var isEmpty: Bool { self == Caps() }
}

/// What a rule rewards, and how.
struct EarningTerms: Equatable, Sendable {
  /// The statement's words; "{event}" in it stands for the event's name.
  var name: String
  var description = ""
  var kind: EarningKind
  /// Of one award, before percents.
  var points: Int32
  var scope = Scope()
  /// Events that start at or after this, and before `until`.
  var from: Moment?
  var until: Moment?
  var caps = Caps()
  /// By tier; 100 for those not named.
  var tierPercents: [String: Int32] = [:]
  var categoryPercents: [String: Int32] = [:]
  var expiry = ExpiryPolicy.never
  var awaitsCompletion = false

  /// What one award gives, parts of points left out; 0 is none.
  func worth(tier: String, category: String) -> Int32 {
    let percents =
      Int64(tierPercents[tier] ?? 100) * Int64(categoryPercents[category] ?? 100)
    let (product, overflow) = Int64(points).multipliedReportingOverflow(by: percents)
    return overflow ? Rules.mostPoints : Int32(min(Int64(Rules.mostPoints), product / 10_000))
  }

  /// What a line of the statement says, 1 to 300 characters.
  func line(event: String) -> String {
    let event = event.isEmpty ? "an event" : event
    let text = name.split(separator: "{event}", omittingEmptySubsequences: false)
      .joined(separator: event)
    return Rules.cut(text.isEmpty ? "Points" : text, to: 280)
  }
}

/// A rule's terms over some time.
struct RuleVersion: Equatable, Sendable {
  let rule: RuleID
  /// 1, 2, 3...
  let number: Int32
  let isActive: Bool
  let validFrom: Moment
  let terms: EarningTerms
  /// What the policy comes to for points that are given now.
  var expiry: Expiry = .never
}

/// Rules in all their versions.
struct RuleBook: Equatable, Sendable {
  /// By rule; each in the order in which they were made.
  private(set) var rules: [RuleID: [RuleVersion]] = [:]

  init(_ versions: [RuleVersion]) {
    rules = Dictionary(grouping: versions, by: \.rule)
    for rule in rules.keys {
      rules[rule]?.sort { $0.number < $1.number }
    }
  }

  /// The version that judges an event: of those valid at its start the last made. So the latest
  /// word holds from its moment on, whatever was said before of the time behind it.
  func version(_ rule: RuleID, at start: Moment) -> RuleVersion? {
    rules[rule]?.last { $0.validFrom <= start }
  }

  func version(_ rule: RuleID, number: Int32) -> RuleVersion? {
    rules[rule]?.first { $0.number == number }
  }

  /// Rules that judge a presence by itself, and those that need the person's others.
  var byPresence: RuleBook { filter { !Self.needsHistory($0) } }
  var byHistory: RuleBook { filter(Self.needsHistory) }
  func only(_ rule: RuleID) -> RuleBook { filter { $0.first?.rule == rule } }

  func adding(_ version: RuleVersion) -> RuleBook {
    RuleBook(Array(versions) + [version])
  }

  var isEmpty: Bool { rules.isEmpty }
  var hasStreaks: Bool { versions.contains { $0.isActive && $0.terms.kind.isStreak } }
  var looksAtTiers: Bool { versions.contains { !$0.terms.tierPercents.isEmpty } }
  var awaitsCompletion: Bool { versions.contains { $0.terms.awaitsCompletion } }

  private var versions: some Sequence<RuleVersion> { rules.values.joined() }

  private func filter(_ isIncluded: ([RuleVersion]) -> Bool) -> RuleBook {
    var book = self
    book.rules = rules.filter { isIncluded($0.value) }
    return book
  }

  private static func needsHistory(_ versions: [RuleVersion]) -> Bool {
    versions.contains {
      $0.isActive && ($0.terms.kind.needsHistory || !$0.terms.caps.isEmpty)
    }
  }
}

extension Rules {
  /// No line moves more.
  static let mostPoints: Int32 = 1_000_000_000

  /// Names an award, so that the ledger takes it once.
  /// - Parameter number: counts the awards of this attendance by this rule: 1 first.
  static func sourceKey(_ attendance: AttendanceID, _ rule: RuleID, _ number: Int32) -> String {
    "attendance:\(attendance.rawValue):\(rule.rawValue):\(number)"
  }

  static func description(takingBack line: String) -> String { "Taken back: \(line)" }

  /// A text's first characters, as PostgreSQL counts them.
  static func cut(_ text: String, to most: Int) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.prefix(most)))
  }
}
