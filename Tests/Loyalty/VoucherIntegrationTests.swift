import Contracts
import Foundation
import Identity
import Postgres
import RPC
import Synchronization
import Testing

@testable import Loyalty

/// What becomes of vouchers, over real sockets.
@Suite(.serialized) struct VoucherIntegrationTests {
  let me = UUID128.v7()

  private func left(_ market: Market, _ reward: Reward) async throws -> Int32? {
    try await market.rewards.getReward(GetRewardRequest(id: reward.id), try market.boss()).left
  }

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
      let byID = UseRedemptionRequest(id: given.id, code: given.voucherCode)
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

  @Test(arguments: [Role.staff, .organizer])
  func `who hands something out is shown the code; its id is in lists`(role: Role) async throws {
    try await Market.with { market in
      try await market.give(me, 20)
      let given = try await market.redeem(try await market.reward(10), by: me)
      let listed = UseRedemptionRequest(id: given.id)
      let call = try market.signedIn(.v7(), role)
      let refused = await codeOf { try await market.rewards.useRedemption(listed, call) }
      #expect(refused == .invalidArgument)
      let shown = UseRedemptionRequest(id: given.id, code: given.voucherCode)
      #expect(try await market.rewards.useRedemption(shown, call).status == .used)
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
      let use = UseRedemptionRequest(code: given.voucherCode)
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
        UseRedemptionRequest(code: given[3].voucherCode),
        try market.signedIn(UUID128.v7(), .staff))
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
      #expect(try await left(market, keeps) == 3)
      #expect(try await left(market, refunds) == 5)
      let expired = ListRedemptionsRequest(status: .expired)
      #expect(
        try await market.rewards.listRedemptions(expired, try market.signedIn(me)).redemptions.count
          == 3)
    }
  }

  @Test func `who cannot take points back keeps the voucher, and all others get theirs`()
    async throws
  {
    try await Market.with(["LOYALTY_EXPIRE_VOUCHERS": "86400s"]) { market in
      let (rich, other) = (UUID128.v7(), UUID128.v7())
      let reward = try await market.reward(10) {
        $0.voucherDays = 1
        $0.stock = 5
        $0.refundExpired = true
      }
      for person in [rich, other, rich, other] {
        try await market.give(person, 10)
        _ = try await market.redeem(reward, by: person)
      }
      try await market.post(.adjust(Account.limit, .never), of: rich)
      let later = Moment(microseconds: Moment.now.microseconds + 86_400_000_000)
      let reports = Mutex<[UUID128]>([])
      var shop = market.shop(refused: { patron, _ in
        reports.withLock { $0.append(patron.rawValue) }
      }) { later }
      // Whoever cannot take them comes first, and is not looked at again for it.
      shop.expiryLimit = 1
      for _ in 0..<2 { try await shop.expireVouchers() }
      #expect(try await market.world.balance(other) == 20)
      #expect(try await market.world.balance(rich) == Account.limit)
      #expect(try await left(market, reward) == 3)
      #expect(reports.withLock { $0 } == [rich])
      try await market.post(.adjust(-20, .never), of: rich)
      try await shop.expireVouchers()
      #expect(try await market.world.balance(rich) == Account.limit)
      #expect(try await left(market, reward) == 5)
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
      let ofOther = ListRedemptionsRequest(userId: other.description)
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

  @Test func `of a purged person no redemption is left, and as much stock as before`() async throws
  {
    try await Market.with { market in
      let other = UUID128.v7()
      for person in [me, other] { try await market.give(person, 200) }
      let reward = try await market.reward(10) { $0.stock = 5 }
      for person in [me, me, other] { _ = try await market.redeem(reward, by: person) }
      try await market.world.database.run("SELECT loyalty.purge_person('\(me)')")
      #expect(try await left(market, reward) == 2)
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
