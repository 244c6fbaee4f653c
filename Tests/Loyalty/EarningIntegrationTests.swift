import Contracts
import Identity
import Postgres
import ProcessKit
import RPC
import Testing

@testable import Daemon
@testable import Loyalty

/// Rules over real sockets: made, changed, tried out, applied to the past, and given by hand.
@Suite struct EarningIntegrationTests {
  let admin = UUID128.v7()

  private func terms(
    _ kind: RuleTerms.Kind, points: Int32, number: Int32 = 0, name: String = "A rule"
  ) -> RuleTerms {
    RuleTerms(name: name, kind: kind, number: number, points: points)
  }

  private func keyed(_ world: World, _ role: Role = .admin, key: String = UUID128.v7().description)
    throws -> CallOptions
  {
    var options = try world.signedIn(admin, role)
    options.idempotencyKey = key
    return options
  }

  /// That visits were attended, told from a position on.
  private func attended(
    _ visits: [(visit: Visit, start: Int64)], from position: Int64
  ) throws -> [Change] {
    try visits.enumerated().map { number, one in
      var changed = one.visit.changed(.attended)
      changed.startTime = Timestamp(seconds: one.start)
      return Change(
        position: position + Int64(number), kind: "AttendanceChanged",
        key: one.visit.id.description, payload: try changed.encode())
    }
  }

  @Test func `the migration's rule gives ten points for each event attended`() async throws {
    try await World.with { world in
      let loyalty = try await world.loyalty()
      let client = try world.earning()
      let rules = try await client.listRules(
        ListRulesRequest(), world.signedIn(admin, .organizer)
      ).rules
      #expect(rules.map(\.id) == [World.attended])
      #expect(rules[0].terms?.kind == .attended && rules[0].terms?.points == 10)
      #expect(rules[0].terms?.name == "Attended {event}" && rules[0].active)
      await loyalty.stop()
    }
  }

  @Test func `who may what: rules are made by administrators and seen by organizers`()
    async throws
  {
    try await World.with { world in
      let loyalty = try await world.loyalty()
      let client = try world.earning()
      let new = CreateRuleRequest(terms: terms(.attended, points: 5))
      let look = GetRuleRequest(id: World.attended)
      for role in [Role.participant, .staff, .organizer] {
        let me = try keyed(world, role)
        #expect(await code { try await client.createRule(new, me) } == .permissionDenied)
        let update = UpdateRuleRequest(id: World.attended, terms: new.terms)
        #expect(await code { try await client.updateRule(update, me) } == .permissionDenied)
        let end = DeactivateRuleRequest(id: World.attended)
        #expect(await code { try await client.deactivateRule(end, me) } == .permissionDenied)
        let preview = PreviewRuleRequest(terms: new.terms, validFrom: Timestamp(seconds: 0))
        #expect(await code { try await client.previewRule(preview, me) } == .permissionDenied)
        let progress = GetRejudgementRequest(ruleId: World.attended)
        #expect(await code { try await client.getRejudgement(progress, me) } == .permissionDenied)
        let seen = await code { try await client.getRule(look, me) }
        #expect(seen == (role == .organizer ? nil : .permissionDenied))
        let listed = await code { try await client.listRules(ListRulesRequest(), me) }
        #expect(listed == (role == .organizer ? nil : .permissionDenied))
        let versions = ListRuleVersionsRequest(id: World.attended)
        let told = await code { try await client.listRuleVersions(versions, me) }
        #expect(told == (role == .organizer ? nil : .permissionDenied))
      }
      for role in [Role.participant, .staff] {
        let give = AwardPointsRequest(
          ruleId: World.attended, patronId: UUID128.v7().description)
        let me = try keyed(world, role)
        #expect(await code { try await client.awardPoints(give, me) } == .permissionDenied)
      }
      #expect(await code { try await client.getRule(look) } == .unauthenticated)
      await loyalty.stop()
    }
  }

  @Test func `a change never judges the past anew unless it is asked to`() async throws {
    try await World.with { world in
      let loyalty = try await world.loyalty()
      let (store, _) = try await world.store(of: loyalty)
      let patron = UUID128.v7()
      let visits = [1_700_000_000, 1_710_000_000].map {
        (visit: Visit(patron: patron), start: Int64($0))
      }
      try await store.take(try attended(visits, from: 1))
      #expect(try await world.balance(patron) == 20)
      let client = try world.earning()
      let now = try await client.updateRule(
        UpdateRuleRequest(id: World.attended, terms: terms(.attended, points: 25)),
        keyed(world))
      #expect(now.version == 2)
      try await store.rejudge()
      // Told anew, as after a correction: what stands keeps its points.
      try await store.take(try attended(visits, from: 11))
      #expect(try await world.balance(patron) == 20)
      #expect(
        await code {
          try await client.getRejudgement(
            GetRejudgementRequest(ruleId: World.attended), keyed(world))
        } == .notFound)

      let preview = try await client.previewRule(
        PreviewRuleRequest(
          id: World.attended, terms: terms(.attended, points: 25),
          validFrom: Timestamp(seconds: 1_705_000_000)), world.signedIn(admin, .admin))
      #expect(preview.judged == 1 && preview.peopleInAll == 1 && preview.nextPageToken == "")
      #expect(
        preview.people == [
          PersonDifference(
            patronId: patron.description, awardsGiven: 1, awardsTaken: 1, pointsGiven: 25,
            pointsTaken: 10)
        ])
      #expect(try await world.balance(patron) == 20, "a preview changes nothing")

      _ = try await client.updateRule(
        UpdateRuleRequest(
          id: World.attended, terms: terms(.attended, points: 25),
          validFrom: Timestamp(seconds: 1_705_000_000)), keyed(world))
      try await eventually("judged anew") {
        try await client.getRejudgement(
          GetRejudgementRequest(ruleId: World.attended), keyed(world)
        ).doneAt != nil
      }
      #expect(try await world.balance(patron) == 35)
      let done = try await client.getRejudgement(
        GetRejudgementRequest(ruleId: World.attended), keyed(world))
      #expect(done.version == 3 && done.judged == 1 && done.peopleInAll == 1)
      #expect(done.awardsGiven == 1 && done.pointsGiven == 25 && done.pointsTaken == 10)
      #expect(try await world.breaches() == [])
      let versions = try await client.listRuleVersions(
        ListRuleVersionsRequest(id: World.attended), keyed(world)
      ).versions
      #expect(versions.map(\.version) == [3, 2, 1])
      await loyalty.stop()
    }
  }

  @Test func `a rule of the past gives, and its end takes back; one at a time`() async throws {
    try await World.with { world in
      try await world.withStore { store in
        let people = (0..<450).map { _ in UUID128.v7() }
        try await store.take(
          people.enumerated().map { try Visit(patron: $1).change(.attended, at: Int64($0 + 1)) })
        let terms = EarningTerms(name: "First visit", kind: .firstVisit, points: 50)
        func change(_ id: RuleID?, _ terms: EarningTerms?) async throws -> RuleVersion {
          try await store.feed.transaction { transaction in
            let past = Moment(microseconds: 0)
            guard let id else {
              return try await store.createRule(
                try #require(terms), validFrom: past, by: admin, now: .now, transaction)
            }
            return try await store.changeRule(
              id, terms, validFrom: past, expected: 0, by: admin, now: .now, transaction)
          }
        }
        let rule = try await change(nil, terms)
        let second = await code { try await change(rule.rule, nil) }
        #expect(second == .failedPrecondition, "everybody is being judged")
        // Two replicas at once, each stopping anywhere.
        async let one: Void = store.rejudge()
        async let other: Void = store.rejudge()
        _ = try await (one, other)
        let state = try await store.rejudgement(rule.rule, version: 0)
        #expect(state.doneAt != nil && state.judged == 450 && state.difference.given == 450)
        for person in people { #expect(try await world.balance(person) == 60) }
        _ = try await change(rule.rule, nil)
        try await store.rejudge()
        for person in people { #expect(try await world.balance(person) == 10) }
        #expect(try await world.breaches() == [])
      }
    }
  }

  @Test func `what is said of a rule is checked, field by field`() async throws {
    try await World.with { world in
      let loyalty = try await world.loyalty()
      let client = try world.earning()
      let good = terms(.attended, points: 5)
      var bad: [(String, RuleTerms)] = []
      func add(_ field: String, _ change: (inout RuleTerms) -> Void) {
        var terms = good
        change(&terms)
        bad.append((field, terms))
      }
      add("name") { $0.name = "" }
      add("name") { $0.name = String(repeating: "x", count: 101) }
      add("kind") { $0.kind = .unspecified }
      add("kind") { $0.kind = .unrecognized(99) }
      add("number") { $0.number = 1 }
      add("number") { $0.kind = .everyNth }
      add("number") { ($0.kind, $0.number) = (.streak, 1001) }
      add("number") { ($0.kind, $0.number) = (.onTime, -1) }
      add("points") { $0.points = 0 }
      add("points") { $0.points = .max }
      add("cap_per_day") { $0.capPerDay = 0 }
      add("cap_total") { $0.capTotal = -1 }
      add("series_id") { $0.seriesId = "x" }
      add("category") { $0.category = String(repeating: "x", count: 51) }
      add("tier_percents.percent") { $0.tierPercents = [Percent(name: "gold", percent: -1)] }
      add("tier_percents.name") {
        $0.tierPercents = [Percent(name: "gold", percent: 1), Percent(name: "gold", percent: 2)]
      }
      add("expiry_count") { $0.expiry = .afterDays }
      add("expiry_count") { $0.expiryCount = 1 }
      add("active_until") {
        $0.activeFrom = Timestamp(seconds: 5)
        $0.activeUntil = Timestamp(seconds: 5)
      }
      add("active_from") { $0.activeFrom = Timestamp(seconds: .max) }
      add("kind") { ($0.kind, $0.category) = (.manual, "bar") }
      for (field, terms) in bad {
        do {
          _ = try await client.createRule(CreateRuleRequest(terms: terms), keyed(world))
          Issue.record("\(field) must be refused")
        } catch let status as Status {
          #expect(status.code == .invalidArgument)
          let fields = status.details?.badRequest?.fieldViolations.map(\.field)
          #expect(fields == ["terms.\(field)"])
        }
      }
      #expect(
        await code { try await client.createRule(CreateRuleRequest(), keyed(world)) }
          == .invalidArgument)
      let unknown = UpdateRuleRequest(id: UUID128.v7().description, terms: good)
      #expect(await code { try await client.updateRule(unknown, keyed(world)) } == .notFound)
      var lacking = good
      lacking.tierPercents = [Percent(name: "jade", percent: 200)]
      let change = UpdateRuleRequest(id: World.attended, terms: lacking)
      #expect(await code { try await client.updateRule(change, keyed(world)) } == .invalidArgument)
      let ahead = PreviewRuleRequest(terms: good, validFrom: Timestamp(seconds: 4_000_000_000))
      #expect(await code { try await client.previewRule(ahead, keyed(world)) } == .invalidArgument)
      let stale = UpdateRuleRequest(id: World.attended, terms: good, expectedVersion: 7)
      #expect(await code { try await client.updateRule(stale, keyed(world)) } == .aborted)
      await loyalty.stop()
    }
  }

  @Test func `nobody is given more by hand than anybody may have`() async throws {
    try await World.with { world in
      let users = try await world.users(Everybody())
      let loyalty = try await world.loyalty()
      let client = try world.earning()
      var manual = terms(.manual, points: 1_000_000, name: "Jackpot")
      manual.tierPercents =
        [Percent(name: "bronze", percent: 10_000)]
        + [
          "silver", "gold",
          "platinum",
        ].map { Percent(name: $0, percent: 10_000) }
      let rule = try await client.createRule(CreateRuleRequest(terms: manual), keyed(world))
      let give = AwardPointsRequest(ruleId: rule.id, patronId: UUID128.v7().description)
      for _ in 0..<10 {
        let given = try await client.awardPoints(give, keyed(world, .organizer))
        #expect(given.points == 100_000_000)
      }
      do {
        _ = try await client.awardPoints(give, keyed(world, .organizer))
        Issue.record("a thousand million are the limit")
      } catch let status as Status {
        #expect(status.code == .failedPrecondition)
        #expect(status.details?.errorInfo?.reason == "TOO_MANY_POINTS")
      }
      #expect(try await world.breaches() == [])
      for running in [loyalty, users] { await running.stop() }
    }
  }

  @Test func `by hand: once per key, within the limits, with its reason, on record`()
    async throws
  {
    try await World.with { world in
      let users = try await world.users(Everybody())
      let loyalty = try await world.loyalty()
      let client = try world.earning()
      var manual = terms(.manual, points: 30, name: "Helped out")
      manual.capPerMonth = 50
      let rule = try await client.createRule(CreateRuleRequest(terms: manual), keyed(world))
      let patron = UUID128.v7()
      let give = AwardPointsRequest(
        ruleId: rule.id, patronId: patron.description, reason: "stacked chairs")
      let me = try keyed(world, .organizer)
      let first = try await client.awardPoints(give, me)
      #expect(try await client.awardPoints(give, me) == first)
      #expect(first.points == 30 && first.balance == 30)
      let second = try await client.awardPoints(give, keyed(world, .organizer))
      #expect(second.points == 20 && second.balance == 50)
      let third = await code { try await client.awardPoints(give, keyed(world, .organizer)) }
      #expect(third == .failedPrecondition)
      let lines = try await world.database.rows(
        "SELECT description, points, actor::text FROM loyalty.ledger ORDER BY number")
      #expect(
        lines == [
          ["Helped out: stacked chairs", "30", admin.description],
          ["Helped out: stacked chairs", "20", admin.description],
        ])
      let deeds = try await world.database.rows(
        "SELECT action FROM loyalty.audit_entries WHERE action LIKE 'points.%' ORDER BY id")
      #expect(deeds == [["points.awarded"], ["points.awarded"]])
      var nobody = give
      nobody.patronId = "00000000-0000-7000-8000-000000000009"
      #expect(
        await code { try await client.awardPoints(nobody, keyed(world, .organizer)) } == .notFound)
      var own = give
      own.patronId = admin.description
      #expect(
        await code { try await client.awardPoints(own, keyed(world, .organizer)) }
          == .permissionDenied)
      #expect(try await world.balance(admin) == 0)
      #expect(try await client.awardPoints(own, keyed(world, .admin)).points == 30)
      var wrong = give
      wrong.ruleId = World.attended
      #expect(
        await code { try await client.awardPoints(wrong, keyed(world, .organizer)) }
          == .failedPrecondition)
      #expect(try await world.breaches() == [])
      for running in [loyalty, users] { await running.stop() }
    }
  }

  @Test(arguments: [
    (ExpiryPolicy.Kind.never, Int32(0), nil as String?), (.days, 10, "2026-03-31 11:30:00"),
    (.endOfMonth, 0, "2026-04-01 00:00:00"),
    (.endOfMonth, 1, "2026-05-01 00:00:00"), (.endOfYear, 1, "2028-01-01 00:00:00"),
  ])
  func `points live as the policy says, in the organization's zone`(
    kind: ExpiryPolicy.Kind, count: Int32, expected: String?
  ) async throws {
    try await World.with { world in
      // The clocks are put forward there between the 21st and the 31st of March.
      try await world.withStore(["LOYALTY_TIME_ZONE": "Europe/Berlin"]) { store in
        var terms = EarningTerms(name: "x", kind: .attended, points: 1)
        terms.expiry = try #require(ExpiryPolicy(kind, count))
        let made = terms
        let rule = try await store.feed.transaction { transaction in
          try await store.createRule(made, validFrom: nil, by: admin, now: .now, transaction)
        }
        let now = try await world.database.rows(
          """
          SELECT (extract(epoch FROM timestamp '2026-03-21 11:30' AT TIME ZONE 'Europe/Berlin')
            * 1000000)::bigint
          """)
        let moment = Moment(microseconds: try #require(Int64(now[0][0] ?? "")))
        let rows = try await store.database.query(RuleStatements.versions(store.zone, moment))
        let version = try #require(rows.first { $0.version.rule == rule.rule }?.version)
        guard case .at(let expiry) = version.expiry else {
          #expect(expected == nil && version.expiry == .never)
          return
        }
        let local = try await world.database.rows(
          """
          SELECT (to_timestamp(\(expiry.microseconds) / 1000000.0)
            AT TIME ZONE 'Europe/Berlin')::text
          """)
        #expect(local == [[expected]])
      }
    }
  }
}

extension World {
  func earning() throws -> EarningClient {
    EarningClient(try channel(as: "gateway"))
  }

  /// A store on a running daemon's database.
  func store(of running: Running) async throws -> (Store, Config) {
    var settings = Settings(service: "loyalty", environment: [:], file: [:])
    let config = Config(&settings)
    return (Store(running.daemon.database, running.daemon.feed, config), config)
  }
}
