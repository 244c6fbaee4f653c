internal import Contracts
internal import Daemon

extension EarningRule {
  init(_ version: RuleVersion, createdAt: Moment) {
    self.init(
      id: version.rule.rawValue.description, version: version.number,
      terms: RuleTerms(version.terms), active: version.isActive,
      validFrom: Timestamp(version.validFrom), createdAt: Timestamp(createdAt))
  }

  init(_ row: VersionRow) { self.init(row.version, createdAt: row.createdAt) }
}

extension RuleTerms {
  init(_ terms: EarningTerms) {
    self.init(
      name: terms.name, description: terms.description, kind: Kind(terms.kind),
      number: terms.kind.number, points: terms.points, category: terms.scope.category ?? "",
      seriesId: terms.scope.series?.rawValue.description ?? "",
      activeFrom: terms.from.map { Timestamp($0) }, activeUntil: terms.until.map { Timestamp($0) },
      capPerDay: terms.caps.day, capPerWeek: terms.caps.week, capPerMonth: terms.caps.month,
      capTotal: terms.caps.total, tierPercents: Self.percents(terms.tierPercents),
      categoryPercents: Self.percents(terms.categoryPercents), expiry: Expiry(terms.expiry.kind),
      expiryCount: terms.expiry.count, awaitsCompletion: terms.awaitsCompletion)
  }

  private static func percents(_ percents: [String: Int32]) -> [Percent] {
    percents.sorted { $0.key < $1.key }.map { Percent(name: $0.key, percent: $0.value) }
  }
}

extension RuleTerms.Kind {
  init(_ kind: EarningKind) {
    self =
      switch kind {
      case .attended: .attended
      case .onTime: .onTime
      case .stayed: .stayed
      case .firstVisit: .firstVisit
      case .everyNth: .everyNth
      case .streak: .streak
      case .manual: .manual
      }
  }
}

extension RuleTerms.Expiry {
  init(_ kind: ExpiryPolicy.Kind) {
    self =
      switch kind {
      case .never: .never
      case .days: .afterDays
      case .endOfMonth: .endOfMonth
      case .endOfYear: .endOfYear
      case .idle: .afterInactivity
      }
  }
}

extension Rejudgement {
  init(_ state: Rejudging) {
    self.init(
      ruleId: state.rule.rawValue.description, version: state.version,
      startedAt: Timestamp(state.startedAt), doneAt: state.doneAt.map { Timestamp($0) },
      judged: state.judged, peopleInAll: state.people, awardsGiven: state.difference.given,
      awardsTaken: state.difference.taken, pointsGiven: state.difference.pointsGiven,
      pointsTaken: state.difference.pointsTaken)
  }
}

extension PersonDifference {
  init(_ patron: PatronID, _ difference: Difference) {
    self.init(
      patronId: patron.rawValue.description, awardsGiven: Int32(clamping: difference.given),
      awardsTaken: Int32(clamping: difference.taken), pointsGiven: difference.pointsGiven,
      pointsTaken: difference.pointsTaken)
  }
}
