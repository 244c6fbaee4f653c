import Postgres
import Testing

@testable import Loyalty

private let now = Moment(microseconds: 1_800_000_000_000_000)

private func later(_ seconds: Int64) -> Moment {
  Moment(microseconds: now.microseconds + seconds * 1_000_000)
}

/// Who may redeem what, and what becomes of a voucher.
@Suite struct RewardRulesTests {
  let tiers: Tiers

  init() throws {
    tiers = try #require(
      Tiers([Tier(name: "bronze", least: 0), Tier(name: "silver", least: 100)]))
  }

  private func terms(_ change: (inout RewardTerms) -> Void = { _ in }) -> RewardTerms {
    var terms = RewardTerms(
      name: "A coffee", description: "", terms: "", cost: 40, stock: nil, perPerson: nil,
      from: nil, until: nil, leastTier: nil, isActive: true, voucherDays: nil,
      refundsExpired: false)
    change(&terms)
    return terms
  }

  private func reward(
    taken: Int32? = nil, _ change: (inout RewardTerms) -> Void = { _ in }
  ) -> RewardRecord {
    RewardRecord(
      id: RewardID(rawValue: .v7()), fields: terms(change), taken: taken, createdAt: now,
      updatedAt: now, version: 1)
  }

  private let rich = Shopper(tier: "silver", balance: 1000, held: 0)

  @Test func `who has the points, the level and the time may redeem`() {
    let reward = reward(taken: 1) {
      $0.stock = 2
      $0.perPerson = 1
      $0.from = now
      $0.until = later(1)
      $0.leastTier = "silver"
      $0.cost = 1000
    }
    #expect(reward.obstacle(for: rich, tiers, now) == nil)
  }

  @Test func `of several reasons the first of the order is told`() {
    var reward = reward(taken: 2) {
      $0.isActive = false
      $0.from = later(10)
      $0.until = later(20)
      $0.leastTier = "silver"
      $0.perPerson = 1
      $0.stock = 2
      $0.cost = 100
    }
    let poor = Shopper(tier: "bronze", balance: 99, held: 1)
    func told(_ at: Moment = now) -> Obstacle? { reward.obstacle(for: poor, tiers, at) }
    #expect(told() == .notActive)
    reward.fields.isActive = true
    #expect(told() == .notYet(from: later(10)))
    #expect(told(later(20)) == .over(until: later(20)))
    let within = later(10)
    #expect(told(within) == .tierTooLow(has: "bronze", needs: "silver"))
    reward.fields.leastTier = nil
    #expect(told(within) == .limitReached(limit: 1, held: 1))
    reward.fields.perPerson = nil
    #expect(told(within) == .soldOut(stock: 2))
    reward.taken = 1
    #expect(told(within) == .tooFewPoints(cost: 100, balance: 99))
    reward.fields.cost = 99
    #expect(told(within) == nil)
  }

  @Test func `what is wrong with a reward is all told`() {
    let wrong = terms {
      $0.name = ""
      $0.cost = 0
      $0.stock = -1
      $0.perPerson = 0
      $0.voucherDays = 0
      $0.leastTier = "diamond"
      $0.from = now
      $0.until = now
      $0.description = String(repeating: "x", count: 2001)
      $0.terms = "a\0"
    }
    #expect(
      Set(wrong.faults(tiers).map(\.field)) == [
        "name", "cost", "stock", "per_person", "voucher_days", "least_tier", "available_until",
        "description", "terms",
      ])
    #expect(terms().faults(tiers) == [])
  }

  @Test func `the stock may not go below what is redeemed, and endless ones are counted then`()
    throws
  {
    let limited = reward(taken: 5) { $0.stock = 10 }
    var fields = limited.fields
    fields.stock = 4
    #expect(throws: StockTooLow(stock: 4, redeemed: 5)) {
      try limited.edited(to: fields, standing: 5, now)
    }
    fields.stock = 5
    #expect(try limited.edited(to: fields, standing: 5, now).left == 0)
    fields.stock = nil
    let endless = try limited.edited(to: fields, standing: 5, now)
    #expect(endless.taken == nil && endless.left == nil && endless.version == 2)
    fields.stock = 8
    #expect(try endless.edited(to: fields, standing: 7, now).left == 1)
    #expect(try endless.edited(to: endless.fields, standing: 7, later(1)) == endless)
  }

  // MARK: Vouchers

  private func voucher(days: Int64? = nil, refunds: Bool = false) -> RedemptionRecord {
    RedemptionRecord(
      id: RedemptionID(rawValue: .v7()), reward: RewardID(rawValue: .v7()),
      patron: PatronID(rawValue: .v7()), entry: EntryID(rawValue: .v7()), points: 40,
      rewardName: "A coffee", status: .issued, code: "x", issuedAt: now,
      expiresAt: days.map { later($0 * 86400) }, refunded: false, refundsExpired: refunds)
  }

  @Test func `a voucher is used once, and the second is told when and by whom`() throws {
    var voucher = voucher()
    let staff = UUID128.v7()
    try voucher.use(by: staff, later(5))
    #expect(voucher.status == .used && voucher.usedAt == later(5) && voucher.usedBy == staff)
    #expect(throws: VoucherRefusal.used(at: later(5), by: staff)) {
      try voucher.use(by: .v7(), later(6))
    }
    #expect(throws: VoucherRefusal.used(at: later(5), by: staff)) {
      _ = try voucher.cancel(within: nil, later(6))
    }
  }

  @Test func `a voucher is good until the last moment before it expires, job or not`() throws {
    var voucher = voucher(days: 1)
    let end = later(86400)
    #expect(voucher.status(Moment(microseconds: end.microseconds - 1)) == .issued)
    #expect(voucher.status(end) == .expired)
    #expect(throws: VoucherRefusal.expired(at: end)) { try voucher.use(by: nil, end) }
    #expect(throws: VoucherRefusal.expired(at: end)) {
      _ = try voucher.cancel(within: nil, end)
    }
    #expect(voucher.expired(Moment(microseconds: end.microseconds - 1)) == nil)
    #expect(voucher.expired(end)?.refunded == false)
    try voucher.use(by: nil, Moment(microseconds: end.microseconds - 1))
    #expect(voucher.expired(end) == nil)
    #expect(self.voucher(days: 1, refunds: true).expired(end)?.refunded == true)
  }

  @Test func `its owner may cancel for some time, an administrator always, and once counts`()
    throws
  {
    var voucher = voucher()
    #expect(throws: VoucherRefusal.tooLateToCancel(until: later(60))) {
      _ = try voucher.cancel(within: 60, later(60))
    }
    #expect(try voucher.cancel(within: 60, later(59)))
    #expect(voucher.status == .canceled && voucher.refunded && voucher.endedAt == later(59))
    #expect(try voucher.cancel(within: nil, later(99)) == false)
    #expect(throws: VoucherRefusal.canceled(at: later(59))) {
      try voucher.use(by: nil, later(60))
    }
    var old = self.voucher()
    #expect(try old.cancel(within: nil, later(1_000_000)))
  }

  @Test func `a code is read in any case, with dashes or blanks, and what looks like one of ours`()
    throws
  {
    let code = VoucherCode.make([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])
    #expect(code.count == 16 && VoucherCode.read(code) == code)
    let shown = VoucherCode.shown(code)
    #expect(shown.count == 19 && VoucherCode.read(shown) == code)
    #expect(VoucherCode.read(" " + shown.lowercased().replacing("-", with: " ")) == code)
    let misread = code.replacing("2", with: "Z").replacing("5", with: "s")
      .replacing("8", with: "B").replacing("6", with: "g")
    #expect(misread != code && VoucherCode.read(misread) == code)
    for wrong in ["", "x", String(repeating: "2", count: 300), code + "2", "ÄÖÜ", "0OIL1UQVA"] {
      #expect(VoucherCode.read(wrong) == nil)
    }
  }

  @Test func `every single wrong symbol is found, and every two that changed places`() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<20 {
      let numbers = (0..<VoucherCode.count).map { _ in Int.random(in: 0..<23, using: &random) }
      let code = Array(VoucherCode.make(numbers).utf8)
      for place in code.indices {
        for symbol in VoucherCode.symbols where symbol != code[place] {
          var wrong = code
          wrong[place] = symbol
          #expect(VoucherCode.read(String(decoding: wrong, as: UTF8.self)) == nil)
        }
        for other in code.indices where code[other] != code[place] {
          var wrong = code
          wrong.swapAt(place, other)
          #expect(VoucherCode.read(String(decoding: wrong, as: UTF8.self)) == nil)
        }
      }
    }
  }
}
