// Levels: what is reached, what comes next.

struct Tier: Equatable, Sendable {
  let name: String
  /// Points earned ever that reach it.
  let least: Int32
}

/// The levels, lowest first.
struct Tiers: Equatable, Sendable {
  private let tiers: [Tier]

  /// Nil unless the lowest begins at 0.
  init?(_ tiers: [Tier]) {
    let sorted = tiers.sorted { $0.least < $1.least }
    guard sorted.first?.least == 0 else { return nil }
    self.tiers = sorted
  }

  var lowest: Tier { tiers[0] }

  /// The highest level that so many points reach.
  func reached(_ lifetime: Int32) -> Tier {
    tiers.last { $0.least <= lifetime } ?? lowest
  }

  /// The level above, or nil at the top.
  func next(after name: String) -> Tier? {
    let least = least(of: name)
    return tiers.first { $0.least > least }
  }

  /// Points still missing to a level.
  static func missing(_ tier: Tier, _ lifetime: Int32) -> Int32 { max(0, tier.least - lifetime) }

  func least(of name: String) -> Int32 { tiers.first { $0.name == name }?.least ?? 0 }
}

/// A person's points.
struct Account: Equatable, Sendable {
  let patron: PatronID
  var balance: Int32
  /// Earned ever, what was taken back left out.
  var lifetime: Int32
  var tier: String
  var tierSince: Moment?
  /// Lines in the ledger.
  var movements: Int32

  /// One line more that gives points; a level is reached at once.
  mutating func earn(_ points: Int32, _ tiers: Tiers, now: Moment) {
    movements += 1
    balance += points
    lifetime += points
    let reached = tiers.reached(lifetime)
    guard reached.least > tiers.least(of: tier) else { return }
    tier = reached.name
    tierSince = now
  }

  /// One line more that takes an earlier one back. The level stays until it is judged anew.
  mutating func takeBack(_ points: Int32) {
    movements += 1
    balance -= points
    lifetime -= points
  }

  /// Judges the level anew: it falls to what the points still reach.
  mutating func evaluate(_ tiers: Tiers, now: Moment) {
    let reached = tiers.reached(lifetime)
    guard reached.least < tiers.least(of: tier) else { return }
    tier = reached.name
    tierSince = now
  }
}
