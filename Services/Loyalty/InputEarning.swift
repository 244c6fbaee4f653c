internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

// What callers say of rules, checked.
extension EarningTerms {
  /// - Throws: INVALID_ARGUMENT, naming the field.
  init(_ terms: RuleTerms) throws {
    let check = TermsCheck(terms: terms)
    let kind = try check.kind()
    self.init(
      name: try check.name(), kind: kind,
      points: try check.number(terms.points, "points", 1...1_000_000))
    description = try check.text(terms.description, "description", 0...1000)
    if !terms.category.isEmpty {
      scope.category = try check.category(terms.category, "category")
    }
    if !terms.seriesId.isEmpty {
      guard let series = UUID128(terms.seriesId) else {
        throw Status.invalid("terms.series_id", "must be a UUID")
      }
      scope.series = SeriesID(rawValue: series)
    }
    from = try Said.time(terms.activeFrom, "terms.active_from")
    until = try Said.time(terms.activeUntil, "terms.active_until")
    if let from, let until, until <= from {
      throw Status.invalid("terms.active_until", "must be after active_from")
    }
    caps = Caps(
      day: try check.cap(terms.capPerDay, "cap_per_day"),
      week: try check.cap(terms.capPerWeek, "cap_per_week"),
      month: try check.cap(terms.capPerMonth, "cap_per_month"),
      total: try check.cap(terms.capTotal, "cap_total"))
    tierPercents = try check.percents(terms.tierPercents, "tier_percents") { name, field in
      try check.text(name, field, 1...50)
    }
    categoryPercents = try check.percents(
      terms.categoryPercents, "category_percents", check.category)
    expiry = try check.expiry()
    awaitsCompletion = terms.awaitsCompletion
    if kind == .manual {
      guard scope == Scope(), categoryPercents.isEmpty, !awaitsCompletion else {
        throw Status.invalid(
          "terms.kind", "must not be MANUAL where category, series or completion matter")
      }
    }
  }
}

private struct TermsCheck {
  let terms: RuleTerms

  func number(_ value: Int32, _ field: String, _ range: ClosedRange<Int32>) throws -> Int32 {
    guard range.contains(value) else {
      throw Status.invalid("terms.\(field)", "must be \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }

  func text(_ text: String, _ field: String, _ range: ClosedRange<Int>) throws -> String {
    guard range.contains(text.unicodeScalars.count) else {
      throw Status.invalid(
        "terms.\(field)", "must have \(range.lowerBound) to \(range.upperBound) characters")
    }
    guard !text.unicodeScalars.contains(where: { $0.value < 32 && $0.value != 10 }) else {
      throw Status.invalid("terms.\(field)", "must have no control characters")
    }
    return text
  }

  func name() throws -> String {
    let name = try text(terms.name, "name", 1...100)
    guard !name.allSatisfy(\.isWhitespace) else {
      throw Status.invalid("terms.name", "must have 1 to 100 characters")
    }
    return name
  }

  func kind() throws -> EarningKind {
    switch terms.kind {
    case .attended: return try counting(.attended)
    case .onTime: return .onTime(grace: try number(terms.number, "number", 0...1440))
    case .stayed: return .stayed(least: try number(terms.number, "number", 1...100_000))
    case .firstVisit: return try counting(.firstVisit)
    case .everyNth: return .everyNth(try number(terms.number, "number", 2...1000))
    case .streak: return .streak(try number(terms.number, "number", 2...1000))
    case .manual: return try counting(.manual)
    case .unspecified, .unrecognized:
      throw Status.invalid("terms.kind", "must say what is rewarded")
    }
  }

  private func counting(_ kind: EarningKind) throws -> EarningKind {
    _ = try number(terms.number, "number", 0...0)
    return kind
  }

  func cap(_ cap: Int32?, _ field: String) throws -> Int32? {
    try cap.map { try number($0, field, 1...Rules.mostPoints) }
  }

  /// As events spells categories, however it was typed.
  func category(_ text: String, _ field: String) throws -> String {
    try self.text(text.trimmed.lowercased(), field, 1...50)
  }

  /// - Parameter name: checks a name, given with its field.
  func percents(
    _ percents: [Percent], _ field: String, _ name: (String, String) throws -> String
  ) throws -> [String: Int32] {
    guard percents.count <= 100 else {
      throw Status.invalid("terms.\(field)", "must be 100 at most")
    }
    var known: [String: Int32] = [:]
    for percent in percents {
      let name = try name(percent.name, "\(field).name")
      guard
        known.updateValue(
          try number(percent.percent, "\(field).percent", 0...10_000), forKey: name) == nil
      else { throw Status.invalid("terms.\(field).name", "must be named once") }
    }
    return known
  }

  func expiry() throws -> ExpiryPolicy {
    let kind: ExpiryPolicy.Kind =
      switch terms.expiry {
      case .unspecified, .never: .never
      case .afterDays: .days
      case .endOfMonth: .endOfMonth
      case .endOfYear: .endOfYear
      case .afterInactivity: .idle
      case .unrecognized: throw Status.invalid("terms.expiry", "is not known here")
      }
    guard let policy = ExpiryPolicy(kind, terms.expiryCount) else {
      throw Status.invalid(
        "terms.expiry_count",
        "must be 1 to 36500 days, 0 to 1200 months or 0 to 100 years; 0 where nothing is counted"
      )
    }
    return policy
  }
}
