import Contracts
import Daemon
import Postgres
import Testing

@testable import Loyalty

/// Random histories, told in any order and any number of times, against a model that counts anew.
@Suite struct EarningExactnessIntegrationTests {
  static let kinds: [(EarningKind, Int32, @Sendable (inout EarningTerms) -> Void)] = [
    (.onTime(grace: 10), 3, { _ in }), (.stayed(least: 60), 4, { _ in }),
    (.firstVisit, 25, { _ in }), (.everyNth(2), 7, { _ in }), (.streak(2), 9, { _ in }),
    (.streak(3), 30, { $0.scope.category = "concert" }),
    (.attended, 11, { $0.caps = Caps(day: 15, week: 40, month: 50, total: 70) }),
    (.attended, 8, { $0.awaitsCompletion = true }),
    (
      .everyNth(2), 13,
      {
        $0.awaitsCompletion = true
        $0.caps.total = 30
        $0.categoryPercents = ["bar": 150]
      }
    ),
  ]

  /// The migration's rule, and one of each kind; without streaks no event is another's business.
  static func makeRules(_ store: Store, streaks: Bool = true) async throws -> [RuleVersion] {
    let past = Moment(microseconds: 0)
    let attended = try #require(UUID128(World.attended))
    var rules = [try await store.rule(RuleID(rawValue: attended)).version]
    for (kind, points, change) in kinds where streaks || kind.name != EarningKind.streak(1).name {
      var terms = EarningTerms(name: "\(kind.name) {event}", kind: kind, points: points)
      change(&terms)
      let made = terms
      rules.append(
        try await store.feed.transaction { transaction in
          try await store.createRule(
            made, validFrom: past, by: .v7(), now: .now, transaction)
        })
      try await store.rejudge()
    }
    return rules
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6, 7, 8], [true, false])
  func `whatever is told in any order and again, the same awards stand`(
    seed: UInt64, streaks: Bool
  ) async throws {
    try await World.with { world in
      // Of whom a change concerns, most wait.
      let zone = ["LOYALTY_TIME_ZONE": "America/New_York"]
      try await world.withStore(zone, page: 2, swept: 1) { store in
        let rules = try await Self.makeRules(store, streaks: streaks)
        let history = EarningHistory(seed: seed, rules: rules, purges: false)
        var random = Seeded(state: seed &+ 100)
        // Presences in any order and twice; events in theirs, anywhere among them.
        var presences: [Tidings] = []
        var others: [Tidings] = []
        for tiding in history.tidings {
          if case .presence = tiding {
            presences += [tiding, tiding]
          } else {
            others.append(tiding)
          }
        }
        presences.shuffle(using: &random)
        while !presences.isEmpty || !others.isEmpty {
          if presences.isEmpty || (!others.isEmpty && Int.random(in: 0..<4, using: &random) == 0) {
            try await store.hear([others.removeFirst()])
          } else {
            let count = min(presences.count, Int.random(in: 1...12, using: &random))
            try await store.hear(Array(presences.prefix(count)))
            presences.removeFirst(count)
          }
          if Int.random(in: 0..<5, using: &random) == 0 { try await store.judgeWaiting() }
        }
        try await store.judgeWaiting()
        #expect(try await world.standing() == history.model.standing(), "seed \(seed)")
        #expect(try await world.breaches() == [], "seed \(seed)")
      }
    }
  }

  @Test(arguments: [UInt64(11), 12, 13, 14, 15, 16])
  func `with somebody purged on the way, and all told again from the beginning`(
    seed: UInt64
  ) async throws {
    try await World.with { world in
      try await world.withStore(["LOYALTY_TIME_ZONE": "America/New_York"]) { store in
        let rules = try await Self.makeRules(store)
        let history = EarningHistory(seed: seed, rules: rules, purges: true)
        for tiding in history.tidings { try await store.hear([tiding]) }
        try await store.judgeWaiting()
        #expect(try await world.standing() == history.model.standing(), "seed \(seed)")
        #expect(try await world.breaches() == [], "seed \(seed)")
        let told = history.tidings.filter { if case .presence = $0 { true } else { false } }
        try await store.hear(told)
        #expect(try await world.standing() == history.model.standing(), "seed \(seed)")
        #expect(try await world.breaches() == [], "seed \(seed)")
      }
    }
  }

  @Test func `all told again from the beginning moves nothing`() async throws {
    try await World.with { world in
      try await world.withStore { store in
        let rules = try await Self.makeRules(store)
        let history = EarningHistory(seed: 21, rules: rules, purges: false)
        try await store.hear(history.tidings)
        try await store.judgeWaiting()
        let lines = "SELECT count(*)::text, max(id::text) FROM loyalty.ledger"
        let before = try await world.database.rows(lines)
        let told = history.tidings.filter { if case .presence = $0 { true } else { false } }
        for tiding in told { try await store.hear([tiding]) }
        try await store.hear(told)
        #expect(try await world.database.rows(lines) == before)
      }
    }
  }

  @Test func `control: with what was judged forgotten and names not taken once, points double`()
    async throws
  {
    try await World.with { world in
      try await world.withStore { store in
        let visit = Visit()
        try await store.take(try visit.change(.attended, at: 1))
        try await world.database.run("DELETE FROM loyalty.awards; DELETE FROM loyalty.presences")
        // The name of the award in the ledger refuses it still.
        await #expect(throws: PostgresError.self) {
          try await store.take(try visit.change(.attended, at: 1))
        }
        #expect(try await world.balance(visit.patron) == 10)
        try await world.database.run(
          "ALTER TABLE loyalty.ledger DROP CONSTRAINT ledger_source_key_key")
        try await store.take(try visit.change(.attended, at: 1))
        #expect(try await world.balance(visit.patron) == 20, "the control must double the points")
        #expect(try await world.breaches() != [], "the control must be found")
      }
    }
  }
}

extension Store {
  /// Takes what is told; presences that follow each other as one page.
  func hear(_ tidings: [Tidings]) async throws {
    var page: [Change] = []
    for tiding in tidings {
      if case .presence(let change) = tiding {
        page.append(change)
        continue
      }
      if !page.isEmpty { try await take(page) }
      page = []
      try await hear(tiding)
    }
    if !page.isEmpty { try await take(page) }
  }

  private func hear(_ tiding: Tidings) async throws {
    switch tiding {
    case .presence: break
    case .event(let change):
      try await feed.transaction { try await applyEvents([change], $0) }
    case .rule(let rule, let terms, let from, let now):
      _ = try await feed.transaction { transaction in
        try await changeRule(
          rule, terms, validFrom: from, expected: 0, by: .v7(), now: now, transaction)
      }
      try await rejudge()
    case .purge(let person):
      try await database.execute(PurgeStatements.purge(PatronID(rawValue: person)))
    }
  }
}

extension World {
  /// The awards that stand.
  func standing() async throws -> [EarningModel.Standing] {
    try await database.rows(
      """
      SELECT a.attendance_id, a.rule_id, p.patron_id, a.points, a.entry_id IS NULL
      FROM loyalty.awards a JOIN loyalty.presences p USING (attendance_id)
      WHERE a.points IS NOT NULL
      """
    ).map { row in
      EarningModel.Standing(
        attendance: try #require(UUID128(row[0] ?? "")), rule: try #require(UUID128(row[1] ?? "")),
        patron: try #require(UUID128(row[2] ?? "")), points: try #require(Int32(row[3] ?? "")),
        isPending: row[4] == "t")
    }.sorted()
  }
}
