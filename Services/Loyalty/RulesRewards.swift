// What points are spent on: what a reward may be, who may redeem it, what becomes of a voucher.

/// What is said of a reward.
struct RewardTerms: Equatable, Sendable {
  var name: String
  var description: String
  var terms: String
  var cost: Int32
  /// How many there are to be had in all; nil: any number.
  var stock: Int32?
  var perPerson: Int32?
  var from: Moment?
  var until: Moment?
  /// A level's name; nil: everybody.
  var leastTier: String?
  var isActive: Bool
  /// Days that a voucher is good for; nil: for ever.
  var voucherDays: Int32?
  /// Whether points and stock come back when nobody used a voucher in time.
  var refundsExpired: Bool
}

struct RewardRecord: Equatable, Sendable {
  let id: RewardID
  var fields: RewardTerms
  /// Redemptions that stand; nil where there is no stock to count them against.
  var taken: Int32?
  let createdAt: Moment
  var updatedAt: Moment
  var version: Int64

  /// How many are still to be had; nil: any number.
  var left: Int32? { fields.stock.map { max(0, $0 - (taken ?? 0)) } }
}

/// A value that is not allowed.
struct Fault: Equatable, Sendable {
  let field: String
  let message: String
}

extension RewardTerms {
  /// The text without blanks at its ends.
  func normalized() -> RewardTerms {
    var terms = self
    terms.name = name.trimmed
    terms.leastTier = leastTier.flatMap { $0.isEmpty ? nil : $0 }
    return terms
  }

  /// Everything that no reward may be.
  func faults(_ tiers: Tiers) -> [Fault] {
    var faults: [Fault] = []
    func check(_ isRight: Bool, _ field: String, _ message: String) {
      if !isRight { faults.append(Fault(field: field, message: message)) }
    }
    func check(_ number: Int32?, _ range: ClosedRange<Int32>, _ field: String) {
      let message = "must be from \(range.lowerBound) to \(range.upperBound)"
      check(number.map(range.contains) ?? true, field, message)
    }
    let length = name.unicodeScalars.count
    check((1...100).contains(length), "name", "must have 1 to 100 characters")
    check(
      description.unicodeScalars.count <= 2000, "description", "must be at most 2000 characters")
    check(terms.unicodeScalars.count <= 4000, "terms", "must be at most 4000 characters")
    for (text, field) in [(name, "name"), (description, "description"), (terms, "terms")] {
      check(!text.unicodeScalars.contains("\0"), field, "must not contain NUL")
    }
    check(cost, 1...1_000_000_000, "cost")
    check(stock, 0...1_000_000_000, "stock")
    check(perPerson, 1...1_000_000, "per_person")
    check(voucherDays, 1...3660, "voucher_days")
    if let from, let until {
      check(from < until, "available_until", "must be after available_from")
    }
    if let leastTier { check(tiers.has(leastTier), "least_tier", tiers.refusal) }
    return faults
  }
}

extension String {
  /// Without blanks at its ends.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}

/// Who wants to redeem a reward, under the locks that keep it true.
struct Shopper: Equatable, Sendable {
  /// The level they are on.
  let tier: String
  /// What they can spend.
  var balance: Int32
  /// How many of this reward they have that stand.
  var held: Int32
}

/// Why a reward is not to be had now. In this order of judgement.
enum Obstacle: Error, Equatable, Sendable {
  case notActive
  case notYet(from: Moment)
  case over(until: Moment)
  case tierTooLow(has: String, needs: String)
  case limitReached(limit: Int32, held: Int32)
  case soldOut(stock: Int32)
  case tooFewPoints(cost: Int32, balance: Int32)
  case costChanged(shown: Int32, cost: Int32)

  /// What programs tell refusals apart by.
  var reason: String {
    switch self {
    case .notActive: "REWARD_NOT_ACTIVE"
    case .notYet: "REWARD_NOT_YET"
    case .over: "REWARD_OVER"
    case .tierTooLow: "TIER_TOO_LOW"
    case .limitReached: "LIMIT_REACHED"
    case .soldOut: "SOLD_OUT"
    case .tooFewPoints: "TOO_FEW_POINTS"
    case .costChanged: "COST_CHANGED"
    }
  }
}

extension RewardRecord {
  /// Why somebody may not redeem it now; nil when they may.
  func obstacle(for shopper: Shopper, _ tiers: Tiers, _ now: Moment) -> Obstacle? {
    guard fields.isActive else { return .notActive }
    if let from = fields.from, now < from { return .notYet(from: from) }
    if let until = fields.until, until <= now { return .over(until: until) }
    if let needs = fields.leastTier, tiers.least(of: shopper.tier) < tiers.least(of: needs) {
      return .tierTooLow(has: shopper.tier, needs: needs)
    }
    if let limit = fields.perPerson, shopper.held >= limit {
      return .limitReached(limit: limit, held: shopper.held)
    }
    if let stock = fields.stock, left == 0 { return .soldOut(stock: stock) }
    if shopper.balance < fields.cost {
      return .tooFewPoints(cost: fields.cost, balance: shopper.balance)
    }
    return nil
  }

  /// What the statement says of points spent on it.
  var spendingDescription: String { "Redeemed: \(fields.name)" }

  /// Until when a voucher made now is good; nil: for ever.
  func voucherEnd(_ now: Moment) -> Moment? {
    fields.voucherDays.map {
      Moment(microseconds: now.microseconds + Int64($0) * 86_400_000_000)
    }
  }

  /// An edit of it; what was redeemed stays.
  /// - Parameter standing: how many redemptions stand, needed where it had no stock before.
  func edited(
    to fields: RewardTerms, standing: Int32, _ now: Moment
  ) throws(StockTooLow) -> RewardRecord {
    var edited = self
    edited.fields = fields
    if let stock = fields.stock {
      let taken = taken ?? standing
      guard taken <= stock else { throw StockTooLow(stock: stock, redeemed: taken) }
      edited.taken = taken
    } else {
      edited.taken = nil
    }
    guard edited != self else { return self }
    edited.updatedAt = now
    edited.version += 1
    return edited
  }
}

/// More was redeemed than there should be.
struct StockTooLow: Error, Equatable, Sendable {
  let stock: Int32
  let redeemed: Int32
}

/// What became of a redemption, as the table spells it.
enum RedemptionStatus: String, CaseIterable, Sendable {
  case issued = "ISSUED"
  case used = "USED"
  case canceled = "CANCELED"
  case expired = "EXPIRED"
}

struct RedemptionRecord: Equatable, Sendable {
  let id: RedemptionID
  let reward: RewardID
  let patron: PatronID
  /// The line that spent the points.
  let entry: EntryID
  let points: Int32
  let rewardName: String
  var status: RedemptionStatus
  let code: String
  let issuedAt: Moment
  let expiresAt: Moment?
  var usedAt: Moment?
  var usedBy: Reference?
  var endedAt: Moment?
  var refunded: Bool
  /// Whether points and stock come back when nobody uses it in time.
  let refundsExpired: Bool

  /// What it is at a moment, whether the job that expires vouchers has come by or not.
  func status(_ now: Moment) -> RedemptionStatus {
    guard status == .issued, let expiresAt, expiresAt <= now else { return status }
    return .expired
  }

  /// Until when its owner may cancel it.
  /// - Parameter seconds: after it was redeemed.
  func cancelEnd(_ seconds: Int64) -> Moment {
    Moment(microseconds: issuedAt.microseconds + seconds * 1_000_000)
  }
}

/// Why a voucher is not used or taken back.
enum VoucherRefusal: Error, Equatable, Sendable {
  case used(at: Moment, by: Reference?)
  case canceled(at: Moment)
  case expired(at: Moment)
  /// Its owner had time until then.
  case tooLateToCancel(until: Moment)
}

extension RedemptionRecord {
  /// Hands it out.
  mutating func use(by actor: Reference?, _ now: Moment) throws(VoucherRefusal) {
    try checkUnused(now)
    if let endedAt { throw .canceled(at: endedAt) }
    status = .used
    usedAt = now
    usedBy = actor
  }

  /// Takes it back, and whether that changed anything.
  /// - Parameter seconds: how long its owner may; nil for who always may.
  mutating func cancel(within seconds: Int64?, _ now: Moment) throws(VoucherRefusal) -> Bool {
    if status == .canceled { return false }
    try checkUnused(now)
    if let seconds {
      let end = cancelEnd(seconds)
      guard now < end else { throw .tooLateToCancel(until: end) }
    }
    status = .canceled
    endedAt = now
    refunded = true
    return true
  }

  /// As it is once nobody has used it in time; nil before, or when it is something else already.
  func expired(_ now: Moment) -> RedemptionRecord? {
    guard status == .issued, status(now) == .expired else { return nil }
    var ended = self
    ended.status = .expired
    ended.endedAt = now
    ended.refunded = refundsExpired
    return ended
  }

  private func checkUnused(_ now: Moment) throws(VoucherRefusal) {
    if let usedAt { throw .used(at: usedAt, by: usedBy) }
    if status(now) == .expired { throw .expired(at: expiresAt ?? now) }
  }
}

/// What is shown at the counter: 15 random symbols (67 bits) and one that finds every single wrong
/// symbol and every two that changed places.
///
/// No symbol looks like another, and those that look like one of ours are read as it.
enum VoucherCode {
  static let symbols = Array("23456789CDEFHJKMNPRTWXY".utf8)
  /// Symbols that are random.
  static let count = 15
  private static let lookAlikes: [UInt8: UInt8] = [
    UInt8(ascii: "B"): UInt8(ascii: "8"), UInt8(ascii: "S"): UInt8(ascii: "5"),
    UInt8(ascii: "Z"): UInt8(ascii: "2"), UInt8(ascii: "G"): UInt8(ascii: "6"),
  ]

  /// - Parameter random: `count` numbers below 23.
  static func make(_ random: [Int]) -> String {
    let symbols = random.map { Self.symbols[$0] } + [Self.symbols[check(random)]]
    return String(decoding: symbols, as: UTF8.self)
  }

  /// The code that somebody typed, in the form that is stored; nil for what cannot be one.
  static func read(_ text: String) -> String? {
    guard text.utf8.count <= 64 else { return nil }
    let typed = text.uppercased().utf8.filter { $0 != UInt8(ascii: "-") && $0 != 32 }
      .map { lookAlikes[$0] ?? $0 }
    let numbers = typed.compactMap { symbols.firstIndex(of: $0) }
    guard numbers.count == typed.count, numbers.count == count + 1,
      numbers[count] == check(Array(numbers.prefix(count)))
    else { return nil }
    return String(decoding: typed, as: UTF8.self)
  }

  /// As it is shown, in fours.
  static func shown(_ code: String) -> String {
    let code = Array(code)
    return stride(from: 0, to: code.count, by: 4)
      .map { String(code[$0..<min($0 + 4, code.count)]) }.joined(separator: "-")
  }

  /// Weights 1 to 15, and 22 (which is -1) for the check itself, are distinct modulo the prime 23.
  private static func check(_ numbers: [Int]) -> Int {
    numbers.enumerated().reduce(0) { ($0 + ($1.offset + 1) * $1.element) % symbols.count }
  }
}
