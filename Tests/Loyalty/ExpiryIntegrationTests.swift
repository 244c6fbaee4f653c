import Contracts
import Postgres
import ProcessKit
import TestKit
import Testing

@testable import Daemon
@testable import Loyalty

/// Points that become too old: when that is, who sees to it, and what is told of it.
@Suite struct ExpiryIntegrationTests {
  /// 2026-01-31 23:30 in Berlin.
  private let now = Moment(microseconds: 1_769_898_600_000_000)

  private func earn(
    _ points: Int32, _ expiry: Expiry, _ patron: PatronID = PatronID(rawValue: .v7())
  ) -> Posting {
    Posting(
      id: EntryID(rawValue: .v7()), patron: patron, deed: .earn(points, expiry), description: "x")
  }

  @Test func `policies end when another calendar says so, in every zone and season`()
    async throws
  {
    let zones = [
      "UTC", "Europe/Berlin", "America/New_York", "America/Havana", "Asia/Kolkata",
      "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia", "America/Sao_Paulo", "Asia/Beirut",
    ]
    let policies = [
      (ExpiryPolicy.Kind.days, [Int32(1), 30, 365]), (.endOfMonth, [0, 1, 11]),
      (.endOfYear, [0, 2]),
    ].flatMap { kind, counts in counts.compactMap { ExpiryPolicy(kind, $0) } }
    var random = Seeded(state: 7)
    var questions: [(String, ExpiryPolicy, Moment)] = []
    for zone in zones {
      for _ in 0..<40 {
        // From 2011 to 2028, in whole minutes: many within hours of a change of clocks.
        let moment = Moment(
          microseconds: Int64.random(in: 1_293_840_000...1_830_297_600, using: &random) / 60
            * 60_000_000)
        questions += policies.map { (zone, $0, moment) }
      }
      // The nights of Berlin's, New York's and Havana's changes, every half hour.
      for start in [1_774_742_400, 1_793_491_200, 1_762_041_600, 1_772_928_000] as [Int64] {
        for step in 0..<20 {
          let moment = Moment(microseconds: (start - 86_400 + Int64(step) * 1800) * 1_000_000)
          questions.append((zone, .days(1), moment))
        }
      }
    }
    let lines = questions.map { "\($0) \($1.kind.rawValue) \($1.count) \($2.microseconds)\n" }
    let child = try await Child.run(
      Built.python, [Built.peer("expiries.py")],
      input: .bytes(Array(lines.joined().utf8)))
    let expected = child.output.split(separator: "\n").compactMap { Int64($0) }
    try #require(expected.count == questions.count, "\(child.output.prefix(500))")
    try await World.with { world in
      try await world.withStore { store in
        for (question, end) in zip(questions, expected) {
          let (zone, policy, moment) = question
          let rows = try await store.database.query(
            ExpiryStatements.ends([policy.kind], [policy.count], moment, zone))
          #expect(rows.map(\.ends.microseconds) == [end], "\(question)")
        }
      }
    }
  }

  @Test func `a policy without calendar costs nothing, and one with is a moment`() async throws {
    try await World.with { world in
      try await world.withStore { store in
        let policies: Set<ExpiryPolicy> = [.never, .idle(days: 3), .endOfYear(after: 0), .days(2)]
        let expiries = try await store.database.transaction {
          try await store.expiry(of: policies, now: now, $0)
        }
        #expect(expiries[.never] == .never && expiries[.idle(days: 3)] == .idle(days: 3))
        #expect(expiries[.days(2)] == .at(now.adding(seconds: 2 * 86_400)))
        // The settings of a test have UTC: 2027-01-01.
        #expect(
          expiries[.endOfYear(after: 0)] == .at(Moment(microseconds: 1_798_761_600_000_000)))
      }
    }
  }

  @Test(arguments: [
    (ExpiryPolicy.Kind.never, Int32(1)), (.days, 0), (.days, 36_501), (.endOfMonth, -1),
    (.endOfMonth, 1201), (.endOfYear, 101), (.idle, 0), (.idle, .max), (.days, .min),
  ])
  func `a policy has no such count`(kind: ExpiryPolicy.Kind, count: Int32) {
    #expect(ExpiryPolicy(kind, count) == nil)
  }

  @Test func `two replicas expire each lot once, at its moment and not before`() async throws {
    try await World.with { world in
      try await world.withStore { store in
        try await world.withStore { other in
          let end = now.adding(seconds: 1000)
          // More than one transaction takes; every third lives on.
          let postings = (0..<700).flatMap { index in
            let patron = PatronID(rawValue: .v7())
            return [
              earn(10, .at(end), patron),
              earn(5, index % 3 == 0 ? .never : .at(end.adding(seconds: -1)), patron),
            ]
          }
          try await store.move(postings, now: now)
          try await store.expirePoints(now: Moment(microseconds: end.microseconds - 1))
          let early = try await world.database.rows(
            "SELECT sum(balance), count(*) FROM loyalty.accounts WHERE balance IN (10, 15)")
          #expect(early == [["\(700 * 10 + 234 * 5)", "700"]])
          async let first: Void = store.expirePoints(now: end)
          async let second: Void = other.expirePoints(now: end)
          _ = try await (first, second)
          let left = try await world.database.rows(
            "SELECT sum(balance), count(*) FILTER (WHERE balance > 0) FROM loyalty.accounts")
          #expect(left == [["\(234 * 5)", "234"]])
          let lines = try await world.database.rows(
            "SELECT count(*), sum(points) FROM loyalty.ledger WHERE kind = 'EXPIRE'")
          #expect(lines == [["\(700 + 466)", "\(-700 * 10 - 466 * 5)"]])
          #expect(try await world.breaches() == [])
          // Again: nothing.
          try await store.expirePoints(now: end.adding(seconds: 1))
          #expect(try await world.breaches() == [])
        }
      }
    }
  }

  @Test func `before any line says so, what is due is not there; what comes is told by day`()
    async throws
  {
    try await World.with { world in
      try await world.withStore { store in
        let patron = PatronID(rawValue: .v7())
        let midnight = Moment(microseconds: 1_769_904_000_000_000)  // 2026-02-01 00:00 UTC
        try await store.move(
          [
            earn(1, .at(now.adding(seconds: 60)), patron), earn(2, .at(midnight), patron),
            earn(4, .at(midnight.adding(seconds: 1)), patron),
            earn(8, .at(midnight.adding(seconds: 86_400)), patron), earn(16, .never, patron),
          ], now: now)
        let later = now.adding(seconds: 60)
        #expect(try await store.account(patron, now: now)?.balance == 31)
        #expect(try await store.account(patron, now: later)?.balance == 30)
        #expect(try await store.balance(patron, at: later) == PastBalance(total: 31, due: 1))
        let days = try await store.expiring(patron, after: later, until: nil)
        #expect(days.map(\.lastDay) == ["2026-01-31", "2026-02-01"])
        #expect(days.map(\.points) == [2, 12])
        #expect(days.map(\.expiresAt) == [midnight, midnight.adding(seconds: 1)])
        #expect(try await store.expiringNext(patron, after: later) == days[0])
        #expect(try await store.expiringNext(patron, after: midnight)?.points == 12)
        #expect(
          try await store.expiring(patron, after: later, until: midnight).map(\.points) == [2])
      }
    }
  }

  @Test(arguments: [
    // In Berlin: where March 28 ends, 1 us later, the short March 29, the long October 25.
    (1_774_738_800_000_000, 1_774_738_800_000_000),  // 2026-03-28 23:00:00 UTC
    (1_774_738_800_000_001, 1_774_821_600_000_000),  // 2026-03-29 22:00:00 UTC
    (1_774_814_400_000_000, 1_774_821_600_000_000),  // 2026-03-29 22:00:00 UTC
    (1_792_929_600_000_000, 1_792_969_200_000_000),  // 2026-10-25 23:00:00 UTC
  ])
  func `a day that is told of has all its hours`(moment: Int64, end: Int64) async throws {
    try await World.with { world in
      try await world.withStore { store in
        let ends = try await store.database.first(
          ExpiryStatements.dayEnd(Moment(microseconds: moment), "Europe/Berlin"))
        #expect(ends == Moment(microseconds: end))
      }
    }
  }

  @Test func `people are told once of each day, by whichever replica, unless they will not`()
    async throws
  {
    try await World.with { world in
      let people = (0..<30).map { _ in UUID128.v7() }
      let (declining, erased, gone) = (UUID128.v7(), UUID128.v7(), UUID128.v7())
      let users = try await world.users(
        KnownPeople(people: people + [declining, erased]))
      try await world.withStore { store in
        let now = Moment.now
        let soon = now.adding(seconds: 5 * 86_400)
        let all = (people + [declining, erased, gone]).map(PatronID.init(rawValue:))
        try await store.move(
          all.flatMap { patron in
            [
              earn(10, .at(soon), patron), earn(3, .at(now.adding(days: 200)), patron),
              earn(20, .at(soon.adding(days: 2)), patron),
            ]
          }, now: now)
        _ = try await store.wish(
          leaderboard: nil, expiryNotices: false, PatronID(rawValue: declining))
        try await store.database.execute(PurgeStatements.erase(PatronID(rawValue: erased)))
      }
      let settings = ["LOYALTY_NOTICES": "100ms"]
      let replicas = [
        try await world.loyalty("1", settings), try await world.loyalty("2", settings),
      ]
      try await eventually("told") {
        try await world.database.rows(
          "SELECT FROM loyalty.lots WHERE points <> 3 AND noticed_of IS DISTINCT FROM expires_at"
        ).isEmpty
      }
      let told = try await world.database.rows(
        "SELECT DISTINCT split_part(name, ':', 2) FROM loyalty.outbox ORDER BY 1")
      #expect(told == people.map(\.description).sorted().map { [$0] })
      // What comes to a day that was told of is not told again; another day is.
      try await world.withStore { store in
        let now = Moment.now
        let soon = now.adding(days: 5)
        let patron = PatronID(rawValue: people[0])
        let end = try await store.expiring(patron, after: now, until: soon.adding(days: 1))
        let same = try #require(end.first).expiresAt
        try await store.move(
          [earn(1, .at(same), patron), earn(1, .at(now.adding(days: 15)), patron)], now: now)
      }
      try await eventually("told of the other day") {
        try await world.database.rows("SELECT FROM loyalty.outbox").count > people.count
      }
      try await eventually("looked at") {
        try await world.database.rows(
          "SELECT FROM loyalty.lots WHERE points = 1 AND noticed_of IS DISTINCT FROM expires_at"
        ).isEmpty
      }
      #expect(
        try await world.database.rows("SELECT FROM loyalty.outbox").count == people.count + 1)
      for running in replicas + [users] { await running.stop() }
    }
  }

  @Test func `a letter says how much and until when`() {
    let letter = ExpiryLetter([(1, "Friday, 1 May 2026"), (20, "Sunday, 3 May 2026")])
    #expect(letter.body.contains("1 point, to be used by Friday, 1 May 2026\n"))
    #expect(letter.body.contains("20 points, to be used by Sunday, 3 May 2026\n"))
  }

  @Test func `a zone that nobody knows keeps the service from starting`() async throws {
    try await World.with { world in
      await #expect(throws: (any Error).self) {
        let running = try await world.loyalty("1", ["LOYALTY_TIME_ZONE": "Europe/Atlantis"])
        await running.stop()
      }
    }
  }
}
