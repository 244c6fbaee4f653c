/// How long points are good, as a rule or a person says it. Months and years are the
/// organization's: they end at midnight in its zone.
enum ExpiryPolicy: Hashable, Sendable {
  case never
  /// At the same time of day, so many days later.
  case days(Int32)
  /// When the month ends, or so many months later.
  case endOfMonth(after: Int32)
  /// When the year ends, or so many years later.
  case endOfYear(after: Int32)
  /// When nothing is earned for so many times 24 hours.
  case idle(days: Int32)

  /// Its name in tables.
  enum Kind: String, CaseIterable, Sendable {
    case never = "NEVER"
    case days = "DAYS"
    case endOfMonth = "END_OF_MONTH"
    case endOfYear = "END_OF_YEAR"
    case idle = "IDLE"
  }

  /// Nil when the kind has no such count: 1 to 36 500 days, 0 to 1200 months, 0 to 100 years.
  init?(_ kind: Kind, _ count: Int32) {
    let range: ClosedRange<Int32>
    (self, range) =
      switch kind {
      case .never: (.never, 0...0)
      case .days: (.days(count), 1...36_500)
      case .endOfMonth: (.endOfMonth(after: count), 0...1200)
      case .endOfYear: (.endOfYear(after: count), 0...100)
      case .idle: (.idle(days: count), 1...36_500)
      }
    guard range.contains(count) else { return nil }
  }

  var kind: Kind {
    switch self {
    case .never: .never
    case .days: .days
    case .endOfMonth: .endOfMonth
    case .endOfYear: .endOfYear
    case .idle: .idle
    }
  }

  var count: Int32 {
    switch self {
    case .never: 0
    case .days(let count), .endOfMonth(let count), .endOfYear(let count), .idle(let count): count
    }
  }

  /// What it comes to without a calendar; nil when one is needed.
  var withoutCalendar: Expiry? {
    switch self {
    case .never: .never
    case .idle(let days): .idle(days: days)
    case .days, .endOfMonth, .endOfYear: nil
    }
  }
}
