import Contracts
import Foundation
import Identity
import Postgres
import RPC
import Testing

@testable import Loyalty

/// Rewards and what is redeemed, over real sockets.
@Suite(.serialized) struct RewardIntegrationTests {
  let me = UUID128.v7()

  private func get(_ market: Market, _ id: String, _ call: CallOptions) async throws -> Reward {
    try await market.rewards.getReward(GetRewardRequest(id: id), call)
  }

  // MARK: The catalogue

  @Test func `an administrator adds, changes and takes out rewards; others only see them`()
    async throws
  {
    try await Market.with { market in
      let reward = try await market.reward(40) { $0.stock = 5 }
      #expect(reward.left == 5 && reward.active && reward.version == 1 && reward.offer == nil)
      var edit = UpdateRewardRequest(id: reward.id, expectedVersion: 1, name: " Tea ", cost: 30)
      edit.updateMask = FieldMask(paths: ["name", "cost", "stock"])
      let changed = try await market.rewards.updateReward(edit, try market.boss())
      #expect(changed.name == "Tea" && changed.cost == 30 && changed.stock == nil)
      #expect(changed.version == 2)
      let stale = await refusal { try await market.rewards.updateReward(edit, try market.boss()) }
      #expect(stale?.reason == "VERSION_MISMATCH" && stale?.facts["version"] == "2")
      let mine = try market.signedIn(me)
      #expect(try await get(market, reward.id, mine).name == "Tea")
      let gone = try await market.rewards.deactivateReward(
        DeactivateRewardRequest(id: reward.id), try market.boss())
      #expect(!gone.active && gone.version == 3)
      #expect(
        await refusal { try await get(market, reward.id, mine) }?.reason == "REWARD_NOT_FOUND")
      #expect(try await get(market, reward.id, try market.boss()).version == 3)
      let all = ListRewardsRequest(inactive: true)
      #expect(try await market.rewards.listRewards(all, try market.boss()).rewards.count == 1)
      #expect(try await market.rewards.listRewards(ListRewardsRequest(), mine).rewards == [])
      for role in [Role.participant, .staff, .organizer] {
        let call = try market.signedIn(me, role)
        let create = CreateRewardRequest(name: "x", cost: 1)
        #expect(
          await code { try await market.rewards.createReward(create, call) } == .permissionDenied)
        #expect(
          await code { try await market.rewards.updateReward(edit, call) } == .permissionDenied)
        #expect(await code { try await market.rewards.listRewards(all, call) } == .permissionDenied)
        let end = DeactivateRewardRequest(id: reward.id)
        #expect(
          await code { try await market.rewards.deactivateReward(end, call) } == .permissionDenied)
      }
      let nobody = CallOptions(timeout: .seconds(60))
      #expect(
        await code { try await market.rewards.listRewards(ListRewardsRequest(), nobody) }
          == .unauthenticated)
    }
  }

  @Test func `the catalogue says what its reader may redeem and why not, and can be held to it`()
    async throws
  {
    try await Market.with { market in
      try await market.give(me, 50)
      for cost in [10, 20, 60, 50, 50] as [Int32] { _ = try await market.reward(cost) }
      let soldOut = try await market.reward(30) { $0.stock = 0 }
      let call = try market.signedIn(me)
      let all = try await market.rewards.listRewards(ListRewardsRequest(), call).rewards
      #expect(all.map(\.cost) == [10, 20, 30, 50, 50, 60])
      #expect(all.map { $0.offer?.reason } == ["", "", "SOLD_OUT", "", "", "TOO_FEW_POINTS"])
      #expect(all.last?.offer?.pointsMissing == 10 && soldOut.left == 0)
      var seen: [Int32] = []
      var token = ""
      repeat {
        let page = try await market.rewards.listRewards(
          ListRewardsRequest(redeemable: true, pageSize: 2, pageToken: token), call)
        #expect(page.rewards.count == 2)
        seen += page.rewards.map(\.cost)
        token = page.nextPageToken
      } while !token.isEmpty
      #expect(seen == [10, 20, 50, 50])
    }
  }

  @Test func `a reward that cannot be is refused with every fault`() async throws {
    try await Market.with { market in
      let wrong = CreateRewardRequest(name: "", cost: 0, leastTier: "diamond")
      do {
        _ = try await market.rewards.createReward(wrong, try market.boss())
        Issue.record("it was taken")
      } catch let status as Status {
        #expect(status.code == .invalidArgument)
        #expect(
          status.details?.badRequest?.fieldViolations.map(\.field) == [
            "name", "cost", "least_tier",
          ])
      }
      let reward = try await market.reward(1) { $0.stock = 3 }
      try await market.give(me, 10)
      for _ in 0..<2 { _ = try await market.redeem(reward, by: me) }
      var edit = UpdateRewardRequest(id: reward.id, stock: 1)
      edit.updateMask = FieldMask(paths: ["stock"])
      let low = await refusal { try await market.rewards.updateReward(edit, try market.boss()) }
      #expect(low?.reason == "STOCK_TOO_LOW" && low?.facts == ["redeemed": "2", "stock": "1"])
      // What had no stock is counted when it gets one.
      edit.stock = nil
      _ = try await market.rewards.updateReward(edit, try market.boss())
      _ = try await market.redeem(reward, by: me)
      edit.stock = 4
      #expect(try await market.rewards.updateReward(edit, try market.boss()).left == 1)
    }
  }

  // MARK: Redeeming

  @Test func `redeeming spends the points, takes from the stock and gives a voucher, all at once`()
    async throws
  {
    try await Market.with { market in
      let soon = Moment(microseconds: Moment.now.microseconds + 3_600_000_000)
      try await market.give(me, 30)
      try await market.give(me, 30, expires: soon)
      let reward = try await market.reward(40) {
        $0.stock = 2
        $0.voucherDays = 7
      }
      let given = try await market.redeem(reward, by: me, key: "once")
      #expect(given.status == .issued && given.points == 40 && given.rewardName == "A coffee")
      #expect(given.voucherCode.count == 19 && given.expiresAt != nil && given.cancelUntil != nil)
      // The same call again has no effect and the same answer.
      #expect(try await market.redeem(reward, by: me, key: "once") == given)
      #expect(try await market.world.balance(me) == 20)
      let left = try await market.world.database.rows(
        "SELECT remaining FROM loyalty.lots ORDER BY number")
      #expect(left == [["20"], ["0"]], "what expires first is spent first")
      let mine = try market.signedIn(me)
      #expect(try await get(market, reward.id, mine).left == 1)
      let statement = try await market.points.listStatement(ListStatementRequest(), mine)
      #expect(statement.movements[0].id == given.movementId)
      #expect(statement.movements[0].rewardId == reward.id)
      #expect(statement.movements[0].description == "Redeemed: A coffee")
      let other = try await market.reward(1)
      let reused = await refusal { try await market.redeem(other, by: me, key: "once") }
      #expect(reused?.reason == "IDEMPOTENCY_KEY_REUSED")
      var unkeyed = mine
      unkeyed.idempotencyKey = ""
      let request = RedeemRewardRequest(rewardId: reward.id)
      let keyless = await refusal { try await market.rewards.redeemReward(request, unkeyed) }
      #expect(keyless?.reason == "IDEMPOTENCY_KEY_REQUIRED")
    }
  }

  @Test func `each refusal has its reason and its numbers, and moves nothing`() async throws {
    try await Market.with { market in
      try await market.give(me, 50)
      func told(
        _ request: CreateRewardRequest
      ) async throws -> (reason: String, facts: [String: String])? {
        var request = request
        request.name = "A coffee"
        if request.cost == 0 { request.cost = 10 }
        let reward = try await market.rewards.createReward(request, try market.boss())
        return await refusal { try await market.redeem(reward, by: me) }
      }
      let out = try await told(CreateRewardRequest(active: false))
      #expect(out?.reason == "REWARD_NOT_ACTIVE" && out?.facts == [:])
      let early = try await told(
        CreateRewardRequest(availableFrom: Timestamp(seconds: 4_000_000_000)))
      #expect(early?.reason == "REWARD_NOT_YET")
      #expect(early?.facts == ["from": "2096-10-02T07:06:40Z"])
      let late = try await told(
        CreateRewardRequest(availableUntil: Timestamp(seconds: 1_000_000_000)))
      #expect(late?.reason == "REWARD_OVER" && late?.facts == ["until": "2001-09-09T01:46:40Z"])
      let low = try await told(CreateRewardRequest(leastTier: "gold"))
      #expect(low?.reason == "TIER_TOO_LOW" && low?.facts == ["needs": "gold", "tier": "bronze"])
      let gone = try await told(CreateRewardRequest(stock: 0))
      #expect(gone?.reason == "SOLD_OUT" && gone?.facts == ["stock": "0"])
      let dear = try await told(CreateRewardRequest(cost: 51))
      #expect(dear?.reason == "TOO_FEW_POINTS" && dear?.facts == ["asked": "51", "has": "50"])
      let unknown = Reward(id: UUID128.v7().description)
      #expect(
        await refusal { try await market.redeem(unknown, by: me) }?.reason == "REWARD_NOT_FOUND")
      #expect(try await market.world.balance(me) == 50)
      let once = try await market.reward(10) { $0.perPerson = 1 }
      let first = try await market.redeem(once, by: me)
      let again = await refusal { try await market.redeem(once, by: me) }
      #expect(again?.reason == "LIMIT_REACHED" && again?.facts == ["held": "1", "limit": "1"])
      // What is canceled no longer counts.
      _ = try await market.rewards.cancelRedemption(
        CancelRedemptionRequest(id: first.id), try market.signedIn(me))
      _ = try await market.redeem(once, by: me)
      #expect(try await market.world.balance(me) == 40)
    }
  }

  @Test func `points that are too old are not spent, though no job has expired them`() async throws
  {
    try await Market.with { market in
      let past = Moment(microseconds: Moment.now.microseconds - 1_000_000)
      let before = Moment(microseconds: past.microseconds - 1_000_000)
      try await market.give(me, 50, expires: past, now: before)
      try await market.give(me, 5, now: before)
      let reward = try await market.reward(6)
      let told = await refusal { try await market.redeem(reward, by: me) }
      #expect(told?.reason == "TOO_FEW_POINTS" && told?.facts["has"] == "5")
      #expect(try await get(market, reward.id, try market.signedIn(me)).offer?.pointsMissing == 1)
    }
  }

  @Test func `who was shown another cost spends nothing`() async throws {
    try await Market.with { market in
      try await market.give(me, 100)
      let reward = try await market.reward(10)
      var request = RedeemRewardRequest(rewardId: reward.id, cost: 9)
      let told = await refusal {
        try await market.rewards.redeemReward(request, try market.signedIn(me))
      }
      #expect(told?.reason == "COST_CHANGED" && told?.facts["cost"] == "10")
      request.cost = 10
      let voucher = try await market.rewards.redeemReward(request, try market.signedIn(me))
      #expect(voucher.points == 10)
      let points = try await market.points.getPoints(GetPointsRequest(), try market.signedIn(me))
      #expect(points.balance == 90)
    }
  }

  @Test func `nobody spends another's points but an administrator, and that is on record`()
    async throws
  {
    try await Market.with { market in
      let users = try await market.world.users(Everybody())
      let other = UUID128.v7()
      let nobody = UUID128(high: 0, low: 7)
      for person in [other, nobody] { try await market.give(person, 20) }
      let reward = try await market.reward(10)
      let request = RedeemRewardRequest(rewardId: reward.id, userId: other.description)
      for role in [Role.participant, .staff, .organizer] {
        let call = try market.signedIn(me, role)
        #expect(await code { try await market.rewards.redeemReward(request, call) } == .notFound)
      }
      let given = try await market.rewards.redeemReward(request, try market.boss())
      #expect(given.patronId == other.description)
      let lines = try await market.world.database.rows(
        "SELECT object FROM loyalty.audit_entries WHERE action = 'reward.redeemed_for_another'")
      #expect(lines == [["redemption:\(given.id)"]])
      // Whom users does not know any more has points left that nobody spends.
      let gone = RedeemRewardRequest(rewardId: reward.id, userId: nobody.description)
      let boss = try market.boss()
      #expect(await code { try await market.rewards.redeemReward(gone, boss) } == .notFound)
      await users.stop()
    }
  }
}
