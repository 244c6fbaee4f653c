// Levels: what is reached, what comes next.

struct Tier: Equatable, Sendable {
  let name: String
  /// Points that reach it; which count is the same for all levels.
  let least: Int32
}

/// The levels, lowest first.
struct Tiers: Equatable, Sendable {
  private let tiers: [Tier]
  /// Which points count.
  let basis: TierBasis

  /// What somebody is told who names another.
  var refusal: String { "is no level; there are \(tiers.map(\.name).joined(separator: ", "))" }

  /// Nil unless the lowest begins at 0.
  init?(_ tiers: [Tier], _ basis: TierBasis = .lifetimeEarned) {
    self.basis = basis
    let sorted = tiers.sorted { $0.least < $1.least }
    guard sorted.first?.least == 0 else { return nil }
    self.tiers = sorted
  }

  var lowest: Tier { tiers[0] }
  /// Lowest first.
  var all: [Tier] { tiers }

  func has(_ name: String) -> Bool { tiers.contains { $0.name == name } }

  /// The highest level that so many points reach.
  func reached(_ points: Int32) -> Tier {
    tiers.last { $0.least <= points } ?? lowest
  }

  /// The level above, or nil at the top.
  func next(after name: String) -> Tier? {
    let least = least(of: name)
    return tiers.first { $0.least > least }
  }

  /// Points still missing to a level.
  static func missing(_ tier: Tier, _ points: Int32) -> Int32 { max(0, tier.least - points) }

  func least(of name: String) -> Int32 { tiers.first { $0.name == name }?.least ?? 0 }
}

/// A person's points.
struct Account: Equatable, Sendable {
  let patron: PatronID
  /// What can be spent.
  var balance: Int32
  /// What was taken back after it was spent; nothing can be spent while anything is owed.
  var owed: Int32 = 0
  /// Earned ever, what was taken back left out.
  var lifetime: Int32
  /// Awarded for events that are not completed yet; no line has them.
  var pending: Int32 = 0
  var tier: String
  var tierSince: Moment?
  /// Lines in the ledger.
  var movements: Int32
  /// Of the latest line.
  var movedAt: Moment?

  /// What no account exceeds, nor any line.
  static let limit: Int32 = 1_000_000_000

  /// One line more that gives points or takes them; below nothing they are owed.
  mutating func move(_ points: Int32, at moment: Moment) throws(Refusal) {
    // Each is a billion at most, so that their sum is none that overflows.
    let total = balance - owed + points
    guard (-Self.limit...Self.limit).contains(total) else { throw .outOfRange }
    balance = max(0, total)
    owed = max(0, -total)
    movements += 1
    movedAt = moment
  }

  /// What counts towards a level.
  /// - Parameter windowed: earned in the window, where one counts.
  func counted(_ tiers: Tiers, windowed: Int32) -> Int32 {
    TierPoints(lifetime: lifetime, balance: balance, windowed: windowed).counted(tiers.basis)
  }

  /// A level is reached at once.
  mutating func raise(_ tiers: Tiers, windowed: Int32, now: Moment) {
    let reached = tiers.reached(counted(tiers, windowed: windowed))
    guard reached.least > tiers.least(of: tier) else { return }
    tier = reached.name
    tierSince = now
  }
}
