internal import Daemon
internal import Postgres
internal import RPC

// Rules: made, changed, tried out, and applied to what lies behind.
extension Store {
  // MARK: Reading

  func latestRules(
    after: RuleID?, inactive: Bool, limit: Int
  ) async throws -> [VersionRow] {
    let first = RuleID(rawValue: UUID128(high: 0, low: 0))
    return try await database.query(
      RuleStatements.latest(zone, .now, nil, after ?? first, inactive, Int32(clamping: limit)))
  }

  /// - Throws: NOT_FOUND.
  func rule(_ id: RuleID) async throws -> VersionRow {
    let first = RuleID(rawValue: UUID128(high: 0, low: 0))
    let rules = RuleStatements.latest(zone, .now, id, first, true, 1)
    guard let rule = try await database.first(rules) else { throw Status.unknownRule }
    return rule
  }

  func versions(_ rule: RuleID, below: Int32, limit: Int) async throws -> [VersionRow] {
    try await database.query(
      RuleStatements.history(zone, .now, rule, below, Int32(clamping: limit)))
  }

  func rejudgement(_ rule: RuleID, version: Int32) async throws -> Rejudging {
    guard let found = try await database.first(RuleStatements.rejudgement(rule, version)) else {
      throw Status.unknownRejudgement
    }
    return found
  }

  // MARK: Changing

  func createRule(
    _ terms: EarningTerms, validFrom: Moment?, by actor: Reference, now: Moment,
    _ transaction: Transaction
  ) async throws -> RuleVersion {
    let rule = RuleVersion(
      rule: RuleID(rawValue: .v7(now: now)), number: 1, isActive: true,
      validFrom: validFrom ?? now, terms: terms)
    try await transaction.execute(RuleStatements.addRule(rule.rule))
    try await add(rule, by: actor, now: now, transaction)
    return rule
  }

  /// - Parameters:
  ///   - terms: nil ends the rule.
  ///   - expected: the version that was seen, or 0.
  /// - Throws: NOT_FOUND; ABORTED when the rule has a later version; FAILED_PRECONDITION.
  func changeRule(
    _ id: RuleID, _ terms: EarningTerms?, validFrom: Moment?, expected: Int32,
    by actor: Reference, now: Moment, _ transaction: Transaction
  ) async throws -> RuleVersion {
    guard let latest = try await transaction.first(RuleStatements.lockRule(id)) else {
      throw Status.unknownRule
    }
    if expected != 0, expected != latest {
      throw Status.refused(
        .aborted, "VERSION_MISMATCH", "the rule has changed; look again",
        [("version", String(latest))])
    }
    let rows = try await transaction.query(RuleStatements.history(zone, now, id, .max, 1))
    guard let before = rows.first?.version else { throw Status.unknownRule }
    if let terms, (terms.kind == .manual) != (before.terms.kind == .manual) {
      throw Status.invalid("terms.kind", "must stay MANUAL, or stay another")
    }
    let rule = RuleVersion(
      rule: id, number: latest + 1, isActive: terms != nil, validFrom: validFrom ?? now,
      terms: terms ?? before.terms)
    try await transaction.execute(RuleStatements.setVersion(id, rule.number))
    try await add(rule, by: actor, now: now, transaction)
    return rule
  }

  private func add(
    _ rule: RuleVersion, by actor: Reference, now: Moment, _ transaction: Transaction
  ) async throws {
    try await transaction.execute(RuleStatements.add(rule, now: now, by: actor))
    if rule.terms.kind == .manual { return }
    guard rule.validFrom < now else {
      return try await judgeEarly(since: rule.validFrom, now, transaction)
    }
    let people = try await transaction.first(RuleStatements.people()) ?? 0
    let started = try await transaction.query(
      RuleStatements.addRejudgement(rule.rule, rule.number, now, people))
    if started.isEmpty { throw Status.rejudgementRunning }
  }

  // MARK: Judging anew

  /// Judges everybody anew whom a version of a rule asks to. Several replicas may run it at once,
  /// and stop anywhere.
  func rejudge() async throws {
    while try await database.first(RuleStatements.running()) != nil {
      try await feed.transaction { try await rejudgePage(now: .now, $0) }
    }
  }

  private func rejudgePage(now: Moment, _ transaction: Transaction) async throws {
    guard var state = try await transaction.first(RuleStatements.lockRunning()) else { return }
    let (_, people, rows) = try await transaction.batch(
      EarningStatements.lockJudging(),
      RuleStatements.judgePage(state.reached, judgingPage),
      RuleStatements.versions(zone, now))
    let book = RuleBook(rows.map(\.version)).only(state.rule)
    var verdict = Verdict { EntryID(rawValue: .v7(now: now)) }
    try await judge(Set(people), book, &verdict, transaction)
    verdict.leaveOut(try await settle(verdict, book, now, transaction))
    for difference in verdict.differences.values { state.difference += difference }
    state.judged += Int64(people.count)
    state.reached = people.last ?? state.reached
    if people.count < Int(judgingPage) { state.doneAt = now }
    try await transaction.execute(RuleStatements.keep(state))
  }

  /// What a version that is not made yet would change for the next people; changes nothing.
  /// - Returns: the differences, who was judged last, and how many were.
  func preview(
    _ id: RuleID?, _ terms: EarningTerms?, validFrom: Moment, after: PatronID, limit: Int32
  ) async throws -> (differences: [PatronID: Difference], last: PatronID?, judged: Int) {
    var before: RuleVersion?
    if let id { before = try await self.rule(id).version }
    let rule = RuleVersion(
      rule: id ?? RuleID(rawValue: .v7()), number: (before?.number ?? 0) + 1,
      isActive: terms != nil, validFrom: validFrom,
      // Terms that give nothing are those of anything.
      terms: terms ?? before?.terms ?? EarningTerms(name: "", kind: .manual, points: 1))
    return try await database.transaction { transaction in
      let (people, rows) = try await transaction.batch(
        RuleStatements.judgePage(after, limit), RuleStatements.versions(zone, .now))
      let book = RuleBook(rows.map(\.version)).adding(rule).only(rule.rule)
      var verdict = Verdict { EntryID(rawValue: .v7()) }
      try await judge(Set(people), book, &verdict, transaction)
      return (
        verdict.differences,
        people.count == Int(limit) ? people.last : nil, people.count
      )
    }
  }

  func peopleToJudge() async throws -> Int64 {
    try await database.querySumming(RuleStatements.people()).first ?? 0
  }

  // MARK: By hand

  /// Gives points by hand.
  /// - Returns: the line, its points, and the account after it.
  /// - Throws: NOT_FOUND, FAILED_PRECONDITION.
  func award(
    _ id: RuleID, to patron: PatronID, reason: String, event: EventID?, by actor: Reference,
    now: Moment, _ transaction: Transaction
  ) async throws -> (entry: EntryID, points: Int32, account: Account) {
    let (_, accounts, rows, purged, spent, known) = try await transaction.batch(
      LedgerStatements.openAccounts([patron]), LedgerStatements.lockAccounts([patron]),
      RuleStatements.versions(zone, now), EarningStatements.purged([patron]),
      RuleStatements.spentByHand(patron, id, zone, now),
      EarningStatements.gatherings(event.map { [$0] } ?? []))
    if event != nil && known.isEmpty { throw Status.unknownEvent }
    guard purged.isEmpty, let account = accounts.first else { throw Status.unknownPerson }
    let book = RuleBook(rows.map(\.version)).only(id)
    if book.isEmpty { throw Status.unknownRule }
    guard let rule = book.version(id, at: now), rule.isActive, rule.terms.kind == .manual,
      rule.terms.from ?? now <= now, rule.terms.until.map({ now < $0 }) ?? true
    else { throw Status.givesNothingByHand }
    let worth = rule.terms.worth(tier: account.tier, category: "")
    let points = min(worth, spent.first?.left(rule.terms.caps) ?? worth)
    guard worth > 0 else { throw Status.givesNothingByHand }
    guard points > 0 else { throw Status.capReached }
    let line = rule.terms.line(event: "")
    let entry = EntryID(rawValue: .v7(now: now))
    let posted = try await post(
      [
        Posting(
          id: entry, patron: patron, deed: .earn(points, rule.expiry),
          description: reason.isEmpty ? line : Rules.cut("\(line): \(reason)", to: 300),
          rule: id.rawValue, event: event?.rawValue, actor: actor)
      ], now: now, transaction)
    return (entry, points, posted[patron] ?? account)
  }
}

extension SpentByHand {
  func left(_ caps: Caps) -> Int32 {
    let limits = [
      caps.day.map { Int64($0) - day }, caps.week.map { Int64($0) - week },
      caps.month.map { Int64($0) - month }, caps.total.map { Int64($0) - total },
    ]
    return Int32(clamping: max(0, limits.compactMap { $0 }.min() ?? .max))
  }
}
