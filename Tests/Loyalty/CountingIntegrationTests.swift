import Contracts
import Postgres
import TestKit
import Testing

@testable import Loyalty

/// What reports read, beside the lines that it is counted from.
@Suite(.serialized) struct CountingIntegrationTests {
  private let start = Moment(microseconds: 1_770_000_000_000_000)

  /// Everything that a count from the lines would have otherwise; none is right.
  private func breaches(_ world: World) async throws -> [[String?]] {
    try await world.database.rows(
      """
      WITH lines AS (
        SELECT l.* FROM loyalty.ledger l JOIN loyalty.counted c ON c.patron_id = l.patron_id
          AND l.number <= c.lines
      )
      SELECT 'quarter', coalesce(q.began, l.began)::text
      FROM (SELECT * FROM loyalty.quarters WHERE lines <> 0) q FULL JOIN (
        SELECT date_trunc('hour', issued_at)
            + floor(extract(minute FROM issued_at) / 15) * interval '15 minutes' AS began, kind,
          count(*) AS lines, sum(points) AS points,
          sum(CASE WHEN balance_after > 0 THEN balance_after ELSE 0 END - CASE
            WHEN balance_after - points > 0 THEN balance_after - points ELSE 0 END) AS more,
          sum(CASE WHEN balance_after < 0 THEN -balance_after ELSE 0 END - CASE
            WHEN balance_after - points < 0 THEN points - balance_after ELSE 0 END) AS owed
        FROM lines GROUP BY 1, 2) l ON l.began = q.began AND l.kind = q.kind
      WHERE (q.lines, q.points, q.outstanding, q.owed)
        IS DISTINCT FROM (l.lines, l.points, l.more, l.owed)
      UNION ALL
      SELECT 'earned', coalesce(e.id, l.id)::text FROM (
        SELECT patron_id AS id, rule_id, times[n] AS at,
          issued[n] - coalesce(issued[n - 1], 0) AS points,
          kept[n] - coalesce(kept[n - 1], 0) AS kept, count(*)
        FROM loyalty.earned, generate_series(1, cardinality(times)) AS n GROUP BY 1, 2, 3, 4, 5) e
      FULL JOIN (
        SELECT l.patron_id AS id, coalesce(rule_id, '00000000-0000-0000-0000-000000000000')
            AS rule_id, issued_at AS at, points::bigint, CASE WHEN EXISTS (
            SELECT FROM lines r WHERE r.reverses = l.id) THEN 0 ELSE points END::bigint AS kept,
          count(*)
        FROM lines l WHERE kind = 'EARN' GROUP BY 1, 2, 3, 4, 5
      ) l ON l = e WHERE l IS NULL OR e IS NULL
      UNION ALL
      SELECT 'first met', patron_id::text FROM (
        SELECT patron_id, previous, max(times[cardinality(times)]) OVER (
          PARTITION BY patron_id, rule_id ORDER BY part
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM loyalty.earned) e
      WHERE previous <> coalesce(before, '-infinity')
      """)
  }

  private func counted(_ world: World) async throws -> [[String?]] {
    try await world.database.rows(
      """
      SELECT coalesce(sum(c.lines), 0) = (SELECT count(*) FROM loyalty.ledger)
      FROM loyalty.counted c
      """)
  }

  /// Moves points of people at random, in a while's steps; some hundreds of lines of each.
  private func live(
    _ store: Store, _ people: [PatronID], _ rules: [Reference?], _ random: inout Seeded,
    between: () async throws -> Void
  ) async throws {
    var standing: [PatronID: [Line]] = [:]
    for step in 0..<30 {
      let now = start.adding(seconds: Int64(step) * 700)
      var postings: [Posting] = []
      for patron in people {
        for _ in 0..<Int.random(in: 0...18, using: &random) {
          let id = EntryID(rawValue: .v7(now: now))
          let deed: Posting.Deed
          var rule: Reference?
          if Int.random(in: 0..<5, using: &random) == 0,
            let line = standing[patron]?.randomElement(using: &random)
          {
            standing[patron]?.removeAll { $0 == line }
            deed = .takeBack(line)
          } else {
            let points = Int32.random(in: 1...9, using: &random)
            rule = rules.randomElement(using: &random) ?? nil
            standing[patron, default: []].append(Line(entry: id, points: points))
            deed = .earn(points, step % 3 == 0 ? .at(now.adding(seconds: 5000)) : .never)
          }
          postings.append(
            Posting(id: id, patron: patron, deed: deed, description: "x", rule: rule))
        }
      }
      try await store.move(postings.shuffled(using: &random), now: now)
      if Int.random(in: 0..<3, using: &random) == 0 { try await between() }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `counted now and then, in whatever pages, it is what lines say`(seed: UInt64) async throws {
    try await World.with { world in
      try await world.withStore { store in
        var random = Seeded(state: seed)
        var pages = Seeded(state: seed + 99)
        let people = (0..<4).map { _ in PatronID(rawValue: .v7()) }
        let rules = [UUID128.v7(), UUID128.v7(), nil]
        try await live(store, people, rules, &random) {
          try await store.countLines(
            people: Int.random(in: 1...3, using: &pages),
            lines: Int32.random(in: 1...40, using: &pages))
          #expect(try await breaches(world) == [], "seed \(seed)")
        }
        try await store.countLines()
        #expect(try await breaches(world) == [], "seed \(seed)")
        #expect(try await counted(world) == [["t"]])
        let parts = try await world.database.rows("SELECT max(part) >= 1 FROM loyalty.earned")
        #expect(parts == [["t"]], "some must have several parts")
        // Who is purged is counted off, and nobody else.
        try await store.database.execute(PurgeStatements.purge(people[0]))
        #expect(try await breaches(world) == [], "seed \(seed)")
        #expect(try await counted(world) == [["t"]])
        let left = try await world.database.rows(
          """
          SELECT (SELECT count(DISTINCT patron_id) FROM loyalty.earned),
            (SELECT sum(lines) FROM loyalty.quarters) = (SELECT count(*) FROM loyalty.ledger)
          """)
        #expect(left == [["3", "t"]])
      }
    }
  }

  @Test func `two who count at once count each line once; without the lock they do not`()
    async throws
  {
    try await World.with { world in
      try await world.withStore { store in
        let patron = PatronID(rawValue: .v7())
        func earn() async throws {
          try await store.move(
            [
              Posting(
                id: EntryID(rawValue: .v7()), patron: patron, deed: .earn(5, .never),
                description: "x")
            ], now: start)
        }
        try await earn()
        let lock = "SELECT FROM loyalty.counting FOR UPDATE"
        try await world.database.whileLocked(lock, waiting: 2) {
          async let one: Void = store.countLines()
          async let other: Void = store.countLines()
          _ = try await (one, other)
        }
        #expect(try await breaches(world) == [])
        // The control: both have read what was counted before either has written.
        try await earn()
        try await world.database.whileLocked(
          "SELECT FROM loyalty.counted FOR UPDATE", waiting: 2
        ) {
          let count = CountingStatements.count([patron], 9)
          async let one = store.database.query(count)
          async let other = store.database.query(count)
          _ = try await (one, other)
        }
        #expect(try await breaches(world) != [], "the control must count a line twice")
      }
    }
  }

  @Test(arguments: [
    "UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham",
  ])
  func `months are those of whatever zone the settings say now`(zone: String) async throws {
    try await World.with { world in
      try await world.withStore(["LOYALTY_TIME_ZONE": zone]) { store in
        var random = Seeded(state: 7)
        let patron = PatronID(rawValue: .v7())
        // Around the turn of a month, wherever.
        var now = Moment(microseconds: 1_772_236_800_000_000)
        while now.microseconds < 1_772_409_600_000_000 {
          try await store.move(
            [
              Posting(
                id: EntryID(rawValue: .v7(now: now)), patron: patron, deed: .earn(3, .never),
                description: "x")
            ], now: now)
          now = now.adding(seconds: Int64.random(in: 100...4000, using: &random))
        }
        try await store.countLines()
        let months = try await store.database.query(ReportStatements.months(nil, nil, zone))
        let expected = try await world.database.rows(
          """
          SELECT to_char(date_trunc('month', issued_at AT TIME ZONE '\(zone)'), 'YYYY-MM'),
            sum(points), count(*) FROM loyalty.ledger GROUP BY 1 ORDER BY 1
          """)
        #expect(expected.count == 2)
        #expect(months.map { [$0.month, "\($0.issued)", "\($0.movements)"] } == expected)
      }
    }
  }
}
