import Contracts
import Identity
import Postgres
import RPC
import Testing

@testable import Loyalty

/// Levels over real sockets.
@Suite(.serialized) struct TierIntegrationTests {
  let me = UUID128.v7()

  private func set(
    _ market: Market, _ basis: TierLadder.Basis, days: Int32? = nil, dryRun: Bool = false,
    _ levels: (String, Int32)...
  ) async throws -> SetLadderResponse {
    let ladder = TierLadder(
      basis: basis, windowDays: days,
      levels: levels.map { TierLadder.Level(name: $0.0, least: $0.1) })
    let set = try await market.tiers.setLadder(
      SetLadderRequest(ladder: ladder, dryRun: dryRun), try market.boss())
    try await market.untilJudged()
    return set
  }

  private func changes(_ market: Market, _ person: UUID128) async throws -> [TierChange] {
    try await market.tiers.listTierChanges(
      ListTierChangesRequest(patronId: person.description), try market.boss()
    ).changes
  }

  @Test func `the levels are those of the beginning until an administrator replaces them`()
    async throws
  {
    try await Market.with { market in
      let call = try market.signedIn(me)
      let ladder = try await market.tiers.getLadder(GetLadderRequest(), call)
      #expect(ladder.basis == .lifetimeEarned && ladder.windowDays == nil)
      #expect(
        ladder.levels.map { "\($0.name) \($0.least)" } == [
          "bronze 0", "silver 100", "gold 500", "platinum 1000",
        ])
      for role in [Role.participant, .staff, .organizer] {
        let other = try market.signedIn(me, role)
        let request = SetLadderRequest(ladder: ladder)
        #expect(
          await code { try await market.tiers.setLadder(request, other) } == .permissionDenied)
        let pin = PinTierRequest(patronId: me.description)
        #expect(await code { try await market.tiers.pinTier(pin, other) } == .permissionDenied)
        let unpin = UnpinTierRequest(patronId: me.description)
        #expect(await code { try await market.tiers.unpinTier(unpin, other) } == .permissionDenied)
        let members = ListTierMembersRequest(tier: "bronze")
        #expect(
          await code { try await market.tiers.listTierMembers(members, other) }
            == .permissionDenied)
        let theirs = ListTierChangesRequest(patronId: UUID128.v7().description)
        #expect(await code { try await market.tiers.listTierChanges(theirs, other) } == .notFound)
      }
      let wrong = await code { try await set(market, .earnedInWindow, ("a", 5)) }
      #expect(wrong == .invalidArgument)
    }
  }

  @Test func `a dry run tells who would move; the real one moves them when all are judged`()
    async throws
  {
    try await Market.with { market in
      // On bronze, silver, gold and platinum.
      let people = (0..<4).map { _ in UUID128.v7() }
      for (person, points) in zip(people, [50, 150, 600, 1000] as [Int32]) {
        try await market.give(person, points)
      }
      let levels =
        [("bronze", 0), ("silver", 40), ("gold", 700), ("jade", 2000)] as [(String, Int32)]
      let dry = try await set(
        market, .lifetimeEarned, dryRun: true, levels[0], levels[1], levels[2], levels[3])
      // Bronze rises to silver, gold falls to silver, platinum is gone: gold instead.
      #expect(dry.rise == 1 && dry.fall == 1 && dry.replaced == 1)
      #expect(try await market.tier(of: people[0]) == "bronze")
      #expect(
        try await market.tiers.getLadder(GetLadderRequest(), try market.boss()).levels.count == 4)
      let real = try await set(
        market, .lifetimeEarned, levels[0], levels[1], levels[2], levels[3])
      // Nobody is counted in the call; who is judged is told as the job goes on.
      #expect(real.rise == 0 && real.fall == 0 && real.replaced == 0)
      #expect(real.ladder?.judging?.judged == 0)
      #expect(
        try await market.tiers.getLadder(GetLadderRequest(), try market.boss()).judging
          == LadderJudging(done: true, judged: 4, rise: 1, fall: 1, replaced: 1))
      let tiers = try await market.world.database.rows(
        "SELECT tier FROM loyalty.accounts ORDER BY lifetime")
      #expect(tiers == [["silver"], ["silver"], ["silver"], ["gold"]])
      #expect(try await changes(market, people[3]).map(\.why) == [.replaced, .reached])
      #expect(try await changes(market, people[2]).map(\.toTier) == ["silver", "gold"])
      #expect(try await changes(market, people[1]).count == 1)
    }
  }

  @Test func `a dry run counts whom the judging then moves, whatever counts`() async throws {
    try await Market.with { market in
      let (now, day) = (Moment.now, Int64(86_400_000_000))
      func ago(_ days: Int64) -> Moment { Moment(microseconds: now.microseconds - days * day) }
      var undone: [(UUID128, EntryID)] = []
      for number in 0..<24 {
        let person = UUID128.v7()
        try await market.give(person, Int32(number * 30 + 10), now: ago(200))
        // Some of it has just become too old, and no line says so yet.
        try await market.give(
          person, 40, expires: number % 3 == 0 ? ago(0) : nil, now: ago(100))
        undone.append((person, try await market.give(person, 25, now: ago(10))))
        if number % 4 == 0 { try await market.post(.burn(5), of: person) }
        if number % 5 == 0 {
          _ = try await market.tiers.pinTier(
            PinTierRequest(patronId: person.description, tier: "silver"), try market.boss())
        }
      }
      for (person, entry) in undone.prefix(7) {
        try await market.post(.takeBack(Line(entry: entry, points: 25)), of: person)
      }
      var moved: Int64 = 0
      for (basis, days, gold) in [
        (.activeBalance, nil, 150), (.earnedInWindow, 150, 30), (.earnedInWindow, 50, 20),
        (.lifetimeEarned, nil, 333),
      ] as [(TierLadder.Basis, Int32?, Int32)] {
        let levels = [("bronze", 0), ("silver", 15), ("gold \(gold)", gold)] as [(String, Int32)]
        let dry = try await set(
          market, basis, days: days, dryRun: true, levels[0], levels[1], levels[2])
        let real = try await set(market, basis, days: days, levels[0], levels[1], levels[2])
        #expect(real.ladder?.levels.count == 3)
        let told = try await market.tiers.getLadder(GetLadderRequest(), try market.boss())
        let judging = try #require(told.judging)
        #expect(
          [Int64(dry.rise), Int64(dry.fall), Int64(dry.replaced)]
            == [judging.rise, judging.fall, judging.replaced], "\(basis) \(gold)")
        #expect(judging.done && judging.judged == 24)
        moved += judging.rise + judging.fall + judging.replaced
      }
      #expect(moved > 0)
    }
  }

  @Test func `judging by new levels goes on where another stopped, and counts each once`()
    async throws
  {
    try await World.with { world in
      try await world.withStore { store in
        let page = Int(Store.evaluationLimit)
        try await world.database.run(
          """
          INSERT INTO loyalty.accounts (patron_id, tier)
          SELECT gen_random_uuid(), 'platinum' FROM generate_series(1, \(page * 3 + 1))
          """)
        let ladder = try #require(
          Tiers([Tier(name: "bronze", least: 0), Tier(name: "jade", least: 9)]))
        try await store.replace(ladder, .now, TierStatements.noteJudged(0))
        #expect(try await store.ladderProgress()?.judged == 0)
        // Another had come so far, and to nobody of those.
        try await world.database.run(
          """
          UPDATE loyalty.ladder_judging SET version = 2, judged = \(page), reached = (
            SELECT patron_id FROM loyalty.accounts ORDER BY patron_id OFFSET \(page - 1) LIMIT 1)
          """)
        #expect(try await store.ladderProgress()?.judged == Int64(page))
        async let one: Void = store.judgeByNewLadder()
        async let other: Void = store.judgeByNewLadder()
        _ = try await (one, other)
        let done = try #require(try await store.ladderProgress())
        #expect(done.reached == nil && done.judged == Int64(page * 3 + 1))
        #expect(done.moved == TierMovements(rise: 0, fall: 0, replaced: Int64(page * 2 + 1)))
        #expect(
          try await world.database.rows(
            "SELECT tier, count(*) FROM loyalty.accounts GROUP BY tier ORDER BY tier")
            == [["bronze", "\(page * 2 + 1)"], ["platinum", "\(page)"]])
        #expect(
          try await world.database.rows("SELECT count(*) FROM loyalty.tier_changes")
            == [["\(page * 2 + 1)"]])
        // Levels that are replaced again begin it anew.
        try await store.replace(ladder, .now, TierStatements.noteJudged(0))
        try await store.judgeByNewLadder()
        let again = try #require(try await store.ladderProgress())
        #expect(again.judged == Int64(page * 3 + 1) && again.moved.replaced == Int64(page))
      }
    }
  }

  @Test func `nobody is pinned who is nobody, or was purged`() async throws {
    try await Market.with { market in
      let users = try await market.world.users(Everybody())
      let nobody = PinTierRequest(patronId: "00000000-0000-7000-8000-000000000009", tier: "gold")
      #expect(
        await code { try await market.tiers.pinTier(nobody, try market.boss()) } == .notFound)
      // Of who has just been purged users may still tell.
      try await market.give(me, 10)
      let patron = PatronID(rawValue: me)
      try await market.store.database.execute(PurgeStatements.purge(patron))
      let purged = PinTierRequest(patronId: me.description, tier: "gold")
      #expect(
        await code { try await market.tiers.pinTier(purged, try market.boss()) } == .notFound)
      #expect(try await market.world.database.rows("SELECT FROM loyalty.accounts") == [])
      await users.stop()
    }
  }

  @Test func `where the balance counts, spending lowers at the evaluation and no sooner`()
    async throws
  {
    try await Market.with { market in
      _ = try await set(market, .activeBalance, ("bronze", 0), ("silver", 100), ("gold", 500))
      try await market.give(me, 500)
      let points = try await market.points.getPoints(GetPointsRequest(), try market.signedIn(me))
      #expect(points.tier == "gold" && points.tierPoints == 500 && points.nextTier == nil)
      try await market.post(.burn(450), of: me)
      #expect(try await market.tier(of: me) == "gold")
      try await market.store.evaluateTiers()
      #expect(try await market.tier(of: me) == "bronze")
      let after = try await market.points.getPoints(GetPointsRequest(), try market.signedIn(me))
      #expect(after.nextTier == NextTier(tier: "silver", pointsMissing: 50))
      // What is given by hand raises at once, for it can be spent.
      try await market.post(.adjust(50, .never), of: me)
      #expect(try await market.tier(of: me) == "silver")
      #expect(try await changes(market, me).map(\.why) == [.reached, .evaluated, .reached])
      #expect(try await changes(market, me).map(\.points) == [100, 50, 500])
    }
  }

  @Test func `where a window counts, what was earned before it counts no more`() async throws {
    try await Market.with { market in
      _ = try await set(
        market, .earnedInWindow, days: 30, ("bronze", 0), ("silver", 100), ("gold", 500))
      let day: Int64 = 86_400_000_000
      let now = Moment.now
      let before = Moment(microseconds: now.microseconds - 40 * day)
      let old = try await market.give(me, 450, now: before)
      // At the time it was inside the window.
      #expect(try await market.tier(of: me) == "silver")
      try await market.give(me, 60)
      // Together they would be gold.
      #expect(try await market.tier(of: me) == "silver")
      let points = try await market.points.getPoints(GetPointsRequest(), try market.signedIn(me))
      #expect(points.tierPoints == 60 && points.lifetime == 510)
      try await market.store.evaluateTiers()
      #expect(try await market.tier(of: me) == "bronze")
      // What is taken back of long ago changes nothing; what is taken back of now does.
      try await market.post(.takeBack(Line(entry: old, points: 450)), of: me)
      let line = try await market.give(me, 40)
      #expect(try await market.tier(of: me) == "silver")
      try await market.post(.takeBack(Line(entry: line, points: 40)), of: me)
      try await market.store.evaluateTiers()
      #expect(try await market.tier(of: me) == "bronze")
      // A month later nothing counts any more.
      try await market.give(me, 600)
      #expect(try await market.tier(of: me) == "gold")
      try await market.store.evaluateTiers(now: Moment(microseconds: now.microseconds + 31 * day))
      #expect(try await market.tier(of: me) == "bronze")
    }
  }

  @Test func `a pinned person neither rises nor falls until the pin ends`() async throws {
    try await Market.with { market in
      let users = try await market.world.users(Everybody())
      let pin = PinTierRequest(
        patronId: me.description, tier: "gold",
        until: Timestamp(Moment(microseconds: Moment.now.microseconds + 3_600_000_000)),
        reason: "Founder")
      #expect(try await market.tiers.pinTier(pin, try market.boss()).tier == "gold")
      let points = try await market.points.getPoints(GetPointsRequest(), try market.signedIn(me))
      #expect(points.tier == "gold" && points.pinned && points.pinnedUntil == pin.until)
      try await market.store.evaluateTiers()
      #expect(try await market.tier(of: me) == "gold")
      try await market.give(me, 1000)
      #expect(try await market.tier(of: me) == "gold")
      let change = try #require(try await changes(market, me).first)
      #expect(change.why == .pinned && change.reason == "Founder")
      #expect(change.actorId == market.admin.description && change.fromTier == "bronze")
      // Its level may not go.
      for dryRun in [true, false] {
        let told = await refusal {
          try await set(market, .lifetimeEarned, dryRun: dryRun, ("bronze", 0))
        }
        #expect(told?.reason == "TIER_IN_USE" && told?.facts["pins"] == "1")
        #expect(told?.facts["levels"] == "gold")
      }
      // The end of the pin is exact, whoever looks.
      let after = Moment(microseconds: Moment.now.microseconds + 3_600_000_001)
      try await market.store.evaluateTiers(now: after)
      #expect(try await market.tier(of: me) == "platinum")
      let nowhere = PinTierRequest(patronId: me.description, tier: "jade")
      #expect(
        await refusal { try await market.tiers.pinTier(nowhere, try market.boss()) }?.reason
          == "TIER_NOT_FOUND")
      var past = pin
      past.until = Timestamp(seconds: 1)
      #expect(
        await code { try await market.tiers.pinTier(past, try market.boss()) } == .invalidArgument)
      await users.stop()
    }
  }

  @Test func `who is unpinned is judged at once, and once`() async throws {
    try await Market.with { market in
      let unpin = UnpinTierRequest(patronId: me.description)
      #expect(try await market.tiers.unpinTier(unpin, try market.boss()).tier == "bronze")
      try await market.give(me, 150)
      let pin = PinTierRequest(patronId: me.description, tier: "platinum")
      _ = try await market.tiers.pinTier(pin, try market.boss())
      #expect(try await market.tiers.unpinTier(unpin, try market.boss()).tier == "silver")
      #expect(try await market.tiers.unpinTier(unpin, try market.boss()).tier == "silver")
      #expect(try await changes(market, me).map(\.why) == [.unpinned, .pinned, .reached])
      let deeds = try await market.world.database.rows(
        "SELECT action FROM loyalty.audit_entries WHERE action LIKE 'tier.%' ORDER BY id")
      #expect(deeds == [["tier.pinned"], ["tier.unpinned"]])
    }
  }

  @Test func `who is kept on the level they are on has that in their history, once`() async throws {
    try await Market.with { market in
      try await market.give(me, 150)
      let pin = PinTierRequest(patronId: me.description, reason: "Board")
      for _ in 0..<2 { _ = try await market.tiers.pinTier(pin, try market.boss()) }
      let told = try await changes(market, me)
      #expect(told.map(\.why) == [.pinned, .reached])
      #expect(told.first?.reason == "Board" && told.first?.toTier == "silver")
      #expect(told.first?.fromTier == "silver")
    }
  }

  @Test func `a level that a reward asks for stays`() async throws {
    try await Market.with { market in
      _ = try await market.reward { $0.leastTier = "silver" }
      let told = await refusal { try await set(market, .lifetimeEarned, ("bronze", 0)) }
      #expect(told?.reason == "TIER_IN_USE" && told?.facts["rewards"] == "1")
      #expect(told?.facts["levels"] == "silver")
    }
  }

  @Test func `who is on a level is listed page by page`() async throws {
    try await Market.with { market in
      let people = (0..<7).map { _ in UUID128.v7() }
      for person in people { try await market.give(person, 120) }
      try await market.give(me, 1)
      _ = try await market.tiers.pinTier(
        PinTierRequest(patronId: people[3].description), try market.boss())
      var seen: [TierMember] = []
      var token = ""
      repeat {
        let page = try await market.tiers.listTierMembers(
          ListTierMembersRequest(tier: "silver", pageSize: 3, pageToken: token),
          try market.boss())
        seen += page.members
        token = page.nextPageToken
      } while !token.isEmpty
      #expect(seen.map(\.patronId) == people.sorted().map(\.description))
      #expect(seen.filter(\.pinned).map(\.patronId) == [people[3].description])
      #expect(seen.allSatisfy { $0.balance == 120 && $0.tierSince != nil })
      let nowhere = ListTierMembersRequest(tier: "jade")
      let refused = await code {
        try await market.tiers.listTierMembers(nowhere, try market.boss())
      }
      #expect(refused == .invalidArgument)
      // What is too old is nobody's, though no line says so yet.
      try await market.world.database.run(
        """
        UPDATE loyalty.lots SET expires_at = now() - interval '1 second'
        WHERE patron_id = '\(people.sorted()[0])'
        """)
      let page = try await market.tiers.listTierMembers(
        ListTierMembersRequest(tier: "silver", pageSize: 2), try market.boss())
      #expect(page.members.map(\.balance) == [0, 120])
    }
  }

  @Test func `everybody is judged, page after page`() async throws {
    try await Market.with { market in
      let count = Int(Store.evaluationLimit) * 2 + 1
      try await market.world.database.run(
        """
        INSERT INTO loyalty.accounts (patron_id, tier, tier_since)
        SELECT gen_random_uuid(), 'gold', now() FROM generate_series(1, \(count))
        """)
      try await market.store.evaluateTiers()
      let tiers = try await market.world.database.rows(
        "SELECT tier, count(*) FROM loyalty.accounts GROUP BY tier")
      #expect(tiers == [["bronze", "\(count)"]])
    }
  }
}
