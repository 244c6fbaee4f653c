import Contracts
import Foundation
import Identity
import Postgres
import RPC
import Testing

@testable import Loyalty

/// Rewards and what is redeemed, over real sockets.
@Suite struct RewardIntegrationTests {
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
      #expect(await refusal { try await get(market, reward.id, mine) }?.reason == "REWARD_NOT_FOUND")
      #expect(try await get(market, reward.id, try market.boss()).version == 3)
      let all = ListRewardsRequest(inactive: true)
      #expect(try await market.rewards.listRewards(all, try market.boss()).rewards.count == 1)
      #expect(try await market.rewards.listRewards(ListRewardsRequest(), mine).rewards == [])
      for role in [Role.participant, .staff, .organizer] {
        let call = try market.signedIn(me, role)
        let create = CreateRewardRequest(name: "x", cost: 1)
        #expect(await code { try await market.rewards.createReward(create, call) } == .permissionDenied)
        #expect(await code { try await market.rewards.updateReward(edit, call) } == .permissionDenied)
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
      #expect(dear?.reason == "TOO_FEW_POINTS" && dear?.facts == ["balance": "50", "cost": "51"])
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

  @Test func `points that are too old are not spent, though no job has expired them`() async throws {
    try await Market.with { market in
      let past = Moment(microseconds: Moment.now.microseconds - 1_000_000)
      let before = Moment(microseconds: past.microseconds - 1_000_000)
      try await market.give(me, 50, expires: past, now: before)
      try await market.give(me, 5, now: before)
      let reward = try await market.reward(6)
      let told = await refusal { try await market.redeem(reward, by: me) }
      #expect(told?.reason == "TOO_FEW_POINTS" && told?.facts["balance"] == "5")
      #expect(try await get(market, reward.id, try market.signedIn(me)).offer?.pointsMissing == 1)
    }
  }

  @Test func `nobody spends another's points but an administrator, and that is on record`()
    async throws
  {
    try await Market.with { market in
      let other = UUID128.v7()
      try await market.give(other, 20)
      let reward = try await market.reward(10)
      let request = RedeemRewardRequest(rewardId: reward.id, patronId: other.description)
      for role in [Role.participant, .staff, .organizer] {
        let call = try market.signedIn(me, role)
        #expect(await code { try await market.rewards.redeemReward(request, call) } == .notFound)
      }
      let given = try await market.rewards.redeemReward(request, try market.boss())
      #expect(given.patronId == other.description)
      let lines = try await market.world.database.rows(
        "SELECT object FROM loyalty.audit_entries WHERE action = 'reward.redeemed_for_another'")
      #expect(lines == [["redemption:\(given.id)"]])
    }
  }

  // MARK: Vouchers

  @Test func `a voucher is found at the counter by its code and handed out once`() async throws {
    try await Market.with { market in
      try await market.give(me, 20)
      let given = try await market.redeem(try await market.reward(10), by: me)
      let staff = UUID128.v7()
      let call = try market.signedIn(staff, .staff)
      let use = UseRedemptionRequest(
        code: given.voucherCode.lowercased().replacing("-", with: ""))
      let found = try await market.rewards.lookUpVoucher(LookUpVoucherRequest(code: use.code), call)
      #expect(found.id == given.id && found.voucherCode == given.voucherCode)
      let used = try await market.rewards.useRedemption(use, call)
      #expect(used.status == .used && used.usedBy == staff.description && used.usedAt != nil)
      // A repeat under its key gets its answer; anybody else learns when and by whom.
      #expect(try await market.rewards.useRedemption(use, call) == used)
      let told = await refusal {
        try await market.rewards.useRedemption(use, try market.signedIn(.v7(), .organizer))
      }
      #expect(told?.reason == "VOUCHER_USED" && told?.facts["usedBy"] == staff.description)
      #expect(told?.facts["usedAt"]?.hasPrefix("20") == true)
      let byID = UseRedemptionRequest(id: given.id)
      let again = await refusal {
        try await market.rewards.useRedemption(byID, try market.signedIn(staff, .staff, key: ""))
      }
      #expect(again?.reason == "VOUCHER_USED")
      let cancel = CancelRedemptionRequest(id: given.id)
      let late = await refusal {
        try await market.rewards.cancelRedemption(cancel, try market.boss())
      }
      #expect(late?.reason == "VOUCHER_USED")
    }
  }

  @Test func `at the counter a wrong code is told from one that is unknown, and staff stand there`()
    async throws
  {
    try await Market.with { market in
      try await market.give(me, 20)
      let code = try await market.redeem(try await market.reward(10), by: me).voucherCode
      let own = try market.signedIn(me)
      let look = LookUpVoucherRequest(code: code)
      let looked = await codeOf { try await market.rewards.lookUpVoucher(look, own) }
      #expect(looked == .permissionDenied)
      let use = UseRedemptionRequest(code: code)
      let used = await codeOf { try await market.rewards.useRedemption(use, own) }
      #expect(used == .permissionDenied)
      let call = try market.signedIn(.v7(), .staff)
      for wrong in ["x", String(repeating: "2", count: 15) + "3"] {
        let request = LookUpVoucherRequest(code: wrong)
        let told = await codeOf { try await market.rewards.lookUpVoucher(request, call) }
        #expect(told == .invalidArgument)
      }
      let unknown = LookUpVoucherRequest(
        code: VoucherCode.make(Array(repeating: 3, count: VoucherCode.count)))
      let missing = await refusal { try await market.rewards.lookUpVoucher(unknown, call) }
      #expect(missing?.reason == "VOUCHER_NOT_FOUND")
      // Both have to fit.
      let foreign = UseRedemptionRequest(id: UUID128.v7().description, code: code)
      let unfit = await refusal { try await market.rewards.useRedemption(foreign, call) }
      #expect(unfit?.reason == "VOUCHER_NOT_FOUND")
    }
  }

  @Test func `cancelling gives the lots back with their own expiry, and the stock`() async throws {
    try await Market.with { market in
      let soon = Moment(microseconds: Moment.now.microseconds + 3_600_000_000)
      try await market.give(me, 30, expires: soon)
      try await market.give(me, 30)
      let reward = try await market.reward(40) { $0.stock = 1 }
      let given = try await market.redeem(reward, by: me)
      let request = CancelRedemptionRequest(id: given.id)
      for role in [Role.participant, .staff, .organizer] {
        let stranger = try market.signedIn(UUID128.v7(), role)
        #expect(
          await refusal { try await market.rewards.cancelRedemption(request, stranger) }?.reason
            == "REDEMPTION_NOT_FOUND")
      }
      let canceled = try await market.rewards.cancelRedemption(request, try market.signedIn(me))
      #expect(canceled.status == .canceled && canceled.refunded && canceled.cancelUntil == nil)
      #expect(try await market.rewards.cancelRedemption(request, try market.boss()) == canceled)
      let lots = try await market.world.database.rows(
        "SELECT remaining, expires_at IS NULL FROM loyalty.lots ORDER BY number")
      #expect(lots == [["30", "f"], ["30", "t"]])
      #expect(try await market.redeem(reward, by: me).status == .issued, "it is in stock again")
      let use = UseRedemptionRequest(id: given.id)
      let told = await refusal {
        try await market.rewards.useRedemption(use, try market.signedIn(UUID128.v7(), .staff))
      }
      #expect(told?.reason == "VOUCHER_CANCELED")
    }
  }

  @Test func `who waits too long cancels no more; an administrator does`() async throws {
    try await Market.with(["LOYALTY_CANCEL_WITHIN": "0s"]) { market in
      try await market.give(me, 10)
      let given = try await market.redeem(try await market.reward(10), by: me)
      let request = CancelRedemptionRequest(id: given.id)
      let told = await refusal {
        try await market.rewards.cancelRedemption(request, try market.signedIn(me))
      }
      #expect(told?.reason == "TOO_LATE_TO_CANCEL" && told?.facts["until"] != nil)
      #expect(
        try await market.rewards.cancelRedemption(request, try market.boss()).status == .canceled)
    }
  }

  @Test func `vouchers nobody used expire; points and stock come back where the reward says so`()
    async throws
  {
    try await Market.with(["LOYALTY_EXPIRE_VOUCHERS": "86400s"]) { market in
      try await market.give(me, 100)
      let keeps = try await market.reward(10) {
        $0.voucherDays = 1
        $0.stock = 5
      }
      let refunds = try await market.reward(20) {
        $0.voucherDays = 1
        $0.stock = 5
        $0.refundExpired = true
      }
      let given = [
        try await market.redeem(keeps, by: me), try await market.redeem(refunds, by: me),
        try await market.redeem(refunds, by: me), try await market.redeem(keeps, by: me),
      ]
      _ = try await market.rewards.useRedemption(
        UseRedemptionRequest(id: given[3].id), try market.signedIn(UUID128.v7(), .staff))
      // What the reward says now is not what was said when these were made.
      var edit = UpdateRewardRequest(id: refunds.id, refundExpired: false)
      edit.updateMask = FieldMask(paths: ["refund_expired"])
      _ = try await market.rewards.updateReward(edit, try market.boss())
      let later = Moment(microseconds: Moment.now.microseconds + 86_400_000_000)
      let shop = market.shop { later }
      async let once: Void = shop.expireVouchers()
      async let twice: Void = shop.expireVouchers()
      _ = try await (once, twice)
      #expect(try await market.world.balance(me) == 100 - 20)
      let mine = try await market.rewards.listRedemptions(
        ListRedemptionsRequest(), try market.signedIn(me)
      ).redemptions
      #expect(mine.map(\.status) == [.used, .expired, .expired, .expired])
      #expect(mine.map(\.refunded) == [false, true, true, false])
      #expect(try await get(market, keeps.id, try market.boss()).left == 3)
      #expect(try await get(market, refunds.id, try market.boss()).left == 5)
      let expired = ListRedemptionsRequest(status: .expired)
      #expect(
        try await market.rewards.listRedemptions(expired, try market.signedIn(me)).redemptions.count
          == 3)
    }
  }

  @Test func `people list their own redemptions, staff those of a reward, without their codes`()
    async throws
  {
    try await Market.with { market in
      let other = UUID128.v7()
      for person in [me, other] { try await market.give(person, 30) }
      let reward = try await market.reward(10)
      for _ in 0..<3 { _ = try await market.redeem(reward, by: me) }
      let theirs = try await market.redeem(reward, by: other)
      let staff = try market.signedIn(UUID128.v7(), .staff)
      var seen: [Redemption] = []
      var token = ""
      repeat {
        let page = try await market.rewards.listRedemptions(
          ListRedemptionsRequest(rewardId: reward.id, pageSize: 3, pageToken: token), staff)
        seen += page.redemptions
        token = page.nextPageToken
      } while !token.isEmpty
      #expect(seen.count == 4 && seen[0].id == theirs.id)
      #expect(seen.allSatisfy { $0.voucherCode.isEmpty })
      let call = try market.signedIn(me)
      let mine = try await market.rewards.listRedemptions(
        ListRedemptionsRequest(rewardId: reward.id), call
      ).redemptions
      #expect(mine.count == 3 && mine.allSatisfy { $0.patronId == me.description })
      #expect(mine.allSatisfy { $0.voucherCode.count == 19 })
      let ofOther = ListRedemptionsRequest(patronId: other.description)
      #expect(
        await codeOf { try await market.rewards.listRedemptions(ofOther, call) } == .notFound)
      #expect(try await market.rewards.listRedemptions(ofOther, staff).redemptions.count == 1)
      let one = GetRedemptionRequest(id: theirs.id)
      #expect(
        await refusal { try await market.rewards.getRedemption(one, call) }?.reason
          == "REDEMPTION_NOT_FOUND")
      #expect(try await market.rewards.getRedemption(one, staff).voucherCode.isEmpty)
      #expect(try await market.rewards.getRedemption(one, try market.boss()) == theirs)
    }
  }

  @Test func `of a purged person no redemption is left, and as much stock as before`() async throws {
    try await Market.with { market in
      let other = UUID128.v7()
      for person in [me, other] { try await market.give(person, 200) }
      let reward = try await market.reward(10) { $0.stock = 5 }
      for person in [me, me, other] { _ = try await market.redeem(reward, by: person) }
      try await market.world.database.run("SELECT loyalty.purge_person('\(me)')")
      #expect(try await get(market, reward.id, try market.boss()).left == 2)
      for table in ["redemptions", "tier_changes", "ledger", "lots", "accounts"] {
        let left = try await market.world.database.rows(
          "SELECT 1 FROM loyalty.\(table) WHERE patron_id = '\(me)'")
        #expect(left == [], "\(table)")
      }
      #expect(
        await refusal { try await market.redeem(reward, by: me) }?.reason == "TOO_FEW_POINTS")
    }
  }
}

/// `code`, where a local of that name is in the way.
private func codeOf(_ body: () async throws -> some Any) async -> Code? { await code(body) }
