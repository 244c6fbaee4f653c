import Contracts
import Foundation
import Identity
import Postgres
import ProcessKit
import RPC
import TestKit
import Testing

@testable import Daemon
@testable import Loyalty

/// Reports, judged by a peer that computes them from the exported ledger.
@Suite(.serialized) struct ReportIntegrationTests {
  static let zone = "Europe/Berlin"

  /// Times at which months begin and clocks change in Berlin, and others.
  private static let times: [Int64] = [
    1_761_951_599_999_999,  // 31 October 2025, 23:59:59.999999
    1_761_951_600_000_000,  // 1 November, 0:00
    1_764_543_599_000_000, 1_764_543_600_000_000, 1_767_221_999_999_999, 1_767_222_000_000_000,
    1_774_746_000_000_000,  // 29 March 2026: 2:00 does not exist
    1_774_994_399_999_999, 1_774_994_400_000_000, 1_777_586_400_000_000, 1_780_000_000_000_000,
  ]

  /// Rules by what they are called now.
  private let names = [UUID128.v7().description: "Helping", UUID128.v7().description: "Coming"]

  /// Each was called something else at first.
  private func nameRules(_ market: Market) async throws {
    for (rule, name) in names {
      try await market.world.database.run(
        """
        INSERT INTO loyalty.rules (id, version) VALUES ('\(rule)', 2);
        INSERT INTO loyalty.rule_versions (rule_id, version, is_active, valid_from, name,
          description, kind, number, points, tiers, tier_percents, categories, category_percents,
          expiry, expiry_count, awaits_completion, created_at)
        SELECT '\(rule)', v, true, now(), CASE v WHEN 2 THEN '\(name)' ELSE 'x' END, '', 'MANUAL',
          0, 1, '{}', '{}', '{}', '{}', 'NEVER', 0, false, now() FROM generate_series(1, 2) AS v
        """)
    }
  }

  /// Random movements of some people, each person's in order of time.
  private func history(_ market: Market, seed: UInt64) async throws {
    var random = Seeded(state: seed)
    let people = (0..<12).map { _ in UUID128.v7() }
    let rules = names.keys.compactMap { UUID128($0) }.sorted() + [nil]
    let store = market.store
    try await nameRules(market)
    for time in Self.times {
      for person in people where Int.random(in: 0..<3, using: &random) > 0 {
        let now = Moment(microseconds: time)
        let id = EntryID(rawValue: .v7(now: now))
        let patron = PatronID(rawValue: person)
        let points = Int32.random(in: 1...5, using: &random) * 10
        var deeds: [Posting.Deed] = [.earn(points, .never)]
        switch Int.random(in: 0..<6, using: &random) {
        case 0: deeds.append(.takeBack(Line(entry: id, points: points)))
        case 1: deeds.append(.burn(10))
        case 2:
          // Spent, then taken back: owed.
          deeds += [.burn(points), .takeBack(Line(entry: id, points: points))]
        case 3: deeds.append(.adjust(-10, .never))
        case 4: deeds += [.adjust(20, .at(Moment(microseconds: time + 1)))]
        default: break
        }
        for (index, deed) in deeds.enumerated() {
          let posting = Posting(
            id: index == 0 ? id : EntryID(rawValue: .v7(now: now)), patron: patron, deed: deed,
            description: "x", sourceKey: index == 0 ? "test:\(id.rawValue)" : nil,
            rule: index == 0 ? rules[Int.random(in: 0..<3, using: &random)] : nil)
          _ = await refusal {
            try await store.feed.transaction { transaction in
              try await store.post([posting], now: now, transaction)
            }
          }
        }
      }
    }
    // What is too old by now is not to be found so between one answer and the next.
    try await store.expirePoints(now: .now)
    try await market.world.database.run(
      """
      INSERT INTO loyalty.preferences (patron_id, leaderboard)
      VALUES ('\(people[0])', false), ('\(people[1])', true)
      """)
  }

  private func csv(_ market: Market, _ header: String, _ sql: String) async throws -> String {
    ([header]
      + (try await market.world.database.rows(sql)).map { row in
        row.map { $0 ?? "" }.joined(separator: ",")
      }).joined(separator: "\n")
  }

  private func exported(_ market: Market, _ answers: [[String: Any]]) async throws -> Data {
    let at = "(extract(epoch FROM issued_at) * 1000000)::bigint"
    return try JSONSerialization.data(withJSONObject: [
      "zone": Self.zone, "answers": answers,
      "ledger": try await csv(
        market, "id,patron,number,kind,points,reverses,rule,at",
        """
        SELECT id, patron_id, number, kind, points, reverses, rule_id, \(at) FROM loyalty.ledger
        """),
      "redemptions": try await csv(
        market, "reward,patron,points,status,refunded,at",
        "SELECT reward_id, patron_id, points, status, refunded, \(at) FROM loyalty.redemptions"),
      "hidden": try await csv(
        market, "patron", "SELECT patron_id FROM loyalty.preferences WHERE NOT leaderboard"),
    ])
  }

  private func judge(_ market: Market, _ answers: [[String: Any]]) async throws -> [String] {
    let ended = try await Child.run(
      Built.python, [Built.peer("points.py")],
      input: .bytes(Array(try await exported(market, answers))), output: .kept)
    try #require(ended.code == 0, "\(ended.errors)")
    return try JSONDecoder().decode([String].self, from: Data(ended.output.utf8))
  }

  private func answer(
    _ report: String, _ from: Int64?, _ to: Int64?, _ rows: [[String: Any]]
  ) -> [String: Any] {
    [
      "report": report, "from": from.map { $0 as Any } ?? NSNull(),
      "to": to.map { $0 as Any } ?? NSNull(), "rows": rows,
    ]
  }

  /// Every report of a range, as its reader gets it.
  private func answers(
    _ market: Market, _ from: Int64?, _ to: Int64?
  ) async throws -> [[String: Any]] {
    let (start, end) = (
      from.map { Timestamp(microseconds: $0) }, to.map { Timestamp(microseconds: $0) }
    )
    let call = try market.signedIn(.v7(), .organizer)
    let months = try await market.reports.listPointMonths(
      ListPointMonthsRequest(from: start, to: end), call
    ).months
    let rules = try await market.reports.listRuleFigures(
      ListRuleFiguresRequest(from: start, to: end), call
    ).rules
    #expect(rules.allSatisfy { $0.name == names[$0.ruleId] ?? "" })
    let rewards = try await market.reports.listRewardFigures(
      ListRewardFiguresRequest(from: start, to: end), call
    ).rewards
    var ranks: [Rank] = []
    var token = ""
    repeat {
      let page = try await market.reports.listLeaderboard(
        ListLeaderboardRequest(from: start, to: end, pageSize: 3, pageToken: token), call)
      ranks += page.ranks
      token = page.nextPageToken
    } while !token.isEmpty
    return [
      answer("months", from, to, months.map(\.row)), answer("rules", from, to, rules.map(\.row)),
      answer("rewards", from, to, rewards.map(\.row)),
      answer("leaderboard", from, to, ranks.map(\.row)),
    ]
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `months, rules, rewards and ranks are what a peer computes from the ledger`(seed: UInt64)
    async throws
  {
    try await Market.with(["LOYALTY_TIME_ZONE": Self.zone]) { market in
      try await history(market, seed: seed)
      try await redeemings(market)
      var all: [[String: Any]] = []
      for (from, to) in [
        (nil, nil), (Self.times[1], nil), (nil, Self.times[5]), (Self.times[2], Self.times[8]),
        (Self.times[0] + 1, Self.times[0] + 2),
      ] as [(Int64?, Int64?)] {
        all += try await answers(market, from, to)
      }
      #expect(try await judge(market, all) == [])
      // The judge sees what is wrong.
      guard
        var last = all.last(where: { $0["report"] as? String == "months" && $0["to"] is NSNull }),
        var rows = last["rows"] as? [[String: Any]]
      else { throw Status(.internal, "no months") }
      rows[0]["outstanding"] = 1
      last["rows"] = rows
      #expect(try await judge(market, [last]).count == 1)
    }
  }

  /// Some of each kind of what becomes of a voucher.
  private func redeemings(_ market: Market) async throws {
    let rewards = [
      try await market.reward(10), try await market.reward(20) { $0.name = "Tea, or \"so\"" },
    ]
    for number in 0..<6 {
      let person = UUID128.v7()
      try await market.give(person, 100)
      let voucher = try await market.redeem(rewards[number % 2], by: person)
      if number < 2 {
        _ = try await market.rewards.cancelRedemption(
          CancelRedemptionRequest(id: voucher.id), try market.boss())
      } else if number < 5 {
        _ = try await market.rewards.useRedemption(
          UseRedemptionRequest(id: voucher.id), try market.boss())
      }
    }
  }

  @Test func `the whole way: earned, redeemed, used, canceled, expired, up and down, and the sums`()
    async throws
  {
    try await Market.with(["LOYALTY_EXPIRE_VOUCHERS": "86400s"]) { market in
      let (me, other) = (UUID128.v7(), UUID128.v7())
      _ = try await market.tiers.setLadder(
        SetLadderRequest(
          ladder: TierLadder(
            basis: .activeBalance,
            levels: [.init(name: "guest", least: 0), .init(name: "friend", least: 100)])),
        try market.boss())
      try await market.untilJudged()
      try await market.give(me, 150)
      try await market.give(other, 30)
      #expect(try await market.tier(of: me) == "friend")
      let reward = try await market.reward(40) {
        $0.leastTier = "friend"
        $0.stock = 3
        $0.voucherDays = 1
        $0.refundExpired = true
      }
      #expect(
        await refusal { try await market.redeem(reward, by: other) }?.reason == "TIER_TOO_LOW")
      let (used, canceled, expired) = (
        try await market.redeem(reward, by: me), try await market.redeem(reward, by: me),
        try await market.redeem(reward, by: me)
      )
      #expect(await refusal { try await market.redeem(reward, by: me) }?.reason == "SOLD_OUT")
      _ = try await market.rewards.useRedemption(
        UseRedemptionRequest(code: used.voucherCode), try market.signedIn(.v7(), .staff))
      _ = try await market.rewards.cancelRedemption(
        CancelRedemptionRequest(id: canceled.id), try market.signedIn(me))
      let tomorrow = Moment(microseconds: Moment.now.microseconds + 86_400_000_000)
      try await market.shop { tomorrow }.expireVouchers()
      let ended = try await market.rewards.getRedemption(
        GetRedemptionRequest(id: expired.id), try market.signedIn(me))
      #expect(ended.status == .expired && ended.refunded)
      #expect(try await market.world.balance(me) == 110)
      try await market.post(.burn(50), of: me, EntryID(rawValue: .v7()), tomorrow)
      try await market.store.evaluateTiers()
      #expect(try await market.tier(of: me) == "guest")
      let call = try market.boss()
      let months = try await market.reports.listPointMonths(ListPointMonthsRequest(), call).months
      let sums = try await market.world.database.rows(
        "SELECT kind, sum(points) FROM loyalty.ledger GROUP BY kind ORDER BY kind")
      #expect(
        sums == [
          ["BURN", "\(-months.map(\.burned).reduce(0, +))"],
          ["EARN", "\(months.map(\.issued).reduce(0, +))"],
          ["REVERSE", "\(months.map(\.reversed).reduce(0, +))"],
        ])
      #expect(months.last?.outstanding == 60 + 30 && months.last?.owed == 0)
      let figures = try await market.reports.listRewardFigures(ListRewardFiguresRequest(), call)
      let row = try #require(figures.rewards.first)
      #expect(row.redemptions == 3 && row.used == 1 && row.canceled == 1 && row.expired == 1)
      #expect(row.burned == 120 && row.givenBack == 80 && row.people == 1)
    }
  }

  // MARK: The leaderboard

  @Test func `who does not want to be listed is not, and still knows where they stand`()
    async throws
  {
    try await Market.with { market in
      let people = (0..<4).map { _ in UUID128.v7() }
      for (person, points) in zip(people, [40, 30, 30, 10] as [Int32]) {
        try await market.give(person, points)
      }
      try await market.world.database.run(
        "INSERT INTO loyalty.preferences (patron_id, leaderboard) VALUES ('\(people[0])', false)")
      let hidden = try await market.reports.listLeaderboard(
        ListLeaderboardRequest(), try market.signedIn(people[0]))
      #expect(hidden.ranks.map(\.rank) == [1, 1, 3] && hidden.own?.rank == 1)
      #expect(hidden.own?.points == 40 && !hidden.ranks.contains { $0.patronId == "\(people[0])" })
      let last = try await market.reports.listLeaderboard(
        ListLeaderboardRequest(pageSize: 1), try market.signedIn(people[3]))
      #expect(last.ranks.count == 1 && last.own?.rank == 3)
      let stranger = try await market.reports.listLeaderboard(
        ListLeaderboardRequest(), try market.signedIn(.v7()))
      #expect(stranger.own == nil && stranger.ranks.count == 3)
      // Users is down: nobody has a name, everybody a rank.
      #expect(stranger.ranks.allSatisfy { $0.firstName.isEmpty && $0.lastName.isEmpty })
    }
  }

  @Test func `names are asked of users, whole for who runs things, else with an initial`()
    async throws
  {
    try await Market.with { market in
      let (me, other) = (UUID128.v7(), UUID128.v7())
      for person in [me, other] { try await market.give(person, 10) }
      let users = try await market.world.users(knowing: [me, other])
      func names(_ call: CallOptions) async throws -> [String: String] {
        let answer = try await market.reports.listLeaderboard(ListLeaderboardRequest(), call)
        return Dictionary(
          answer.ranks.map { ($0.patronId, "\($0.firstName) \($0.lastName)") },
          uniquingKeysWith: { $1 })
      }
      // Where users is has to be heard of first.
      try await eventually("named") {
        try await names(try market.signedIn(me))
          == ["\(me)": "Ada Lovelace", "\(other)": "Ada L"]
      }
      let whole = try await names(try market.signedIn(.v7(), .organizer))
      #expect(Set(whole.values) == ["Ada Lovelace"])
      await users.stop()
    }
  }

  @Test func `reports are for organizers, the leaderboard for everybody signed in`() async throws {
    try await Market.with { market in
      let reports = market.reports
      for role in [Role.participant, .staff] {
        let call = try market.signedIn(.v7(), role)
        let months = await code {
          try await reports.listPointMonths(ListPointMonthsRequest(), call)
        }
        let rules = await code { try await reports.listRuleFigures(ListRuleFiguresRequest(), call) }
        let rewards = await code {
          try await reports.listRewardFigures(ListRewardFiguresRequest(), call)
        }
        #expect([months, rules, rewards] == Array(repeating: .permissionDenied, count: 3))
      }
      let nobody = CallOptions(timeout: .seconds(60))
      #expect(
        await code { try await reports.listLeaderboard(ListLeaderboardRequest(), nobody) }
          == .unauthenticated)
      let backwards = ListPointMonthsRequest(
        from: Timestamp(seconds: 2), to: Timestamp(seconds: 1))
      #expect(
        await code { try await reports.listPointMonths(backwards, try market.boss()) }
          == .invalidArgument)
    }
  }
}

/// Users who knows some people.
private struct NamedPeople: Service {
  static let name = "credopass.users.v1.UsersService"
  let people: [UUID128]

  var handlers: [MethodHandler] {
    [
      MethodHandler(UsersMethods.batchGetUsers) { request, _ in
        BatchGetUsersResponse(
          users: request.ids.filter { id in people.contains { $0.description == id } }
            .map { User(id: $0, firstName: "Ada", lastName: "Lovelace") })
      }
    ]
  }
}

extension World {
  fileprivate func users(knowing people: [UUID128]) async throws -> Running {
    let blueprint = Blueprint(
      "users", callers: ["loyalty"], schemaVersion: 1, statements: [],
      config: { _ in () }, room: { _, _ in Room(services: [NamedPeople(people: people)]) })
    return try await blueprint.start(environment(["USERS_REPLICA": "1"]))
  }
}
