// The levels as an ADMIN sets them, and where that puts people.

/// Which points reach a level, as the table spells it.
enum TierBasis: Equatable, Sendable {
  case lifetimeEarned
  case earnedInWindow(days: Int32)
  case activeBalance

  init?(_ name: String, days: Int32?) {
    switch (name, days) {
    case ("LIFETIME_EARNED", nil): self = .lifetimeEarned
    case ("EARNED_IN_WINDOW", let days?) where (1...3660).contains(days):
      self = .earnedInWindow(days: days)
    case ("ACTIVE_BALANCE", nil): self = .activeBalance
    default: return nil
    }
  }

  var name: String {
    switch self {
    case .lifetimeEarned: "LIFETIME_EARNED"
    case .earnedInWindow: "EARNED_IN_WINDOW"
    case .activeBalance: "ACTIVE_BALANCE"
    }
  }

  var windowDays: Int32? { if case .earnedInWindow(let days) = self { days } else { nil } }

  /// Since when what was earned counts; nil where that does not matter.
  func windowStart(_ now: Moment) -> Moment? {
    windowDays.map { Moment(microseconds: now.microseconds - Int64($0) * 86_400_000_000) }
  }
}

/// What counts towards a level.
struct TierPoints: Equatable, Sendable {
  let lifetime: Int32
  let balance: Int32
  /// Earned in the window and not taken back; 0 where no window counts.
  let windowed: Int32

  func counted(_ basis: TierBasis) -> Int32 {
    switch basis {
    case .lifetimeEarned: lifetime
    case .earnedInWindow: windowed
    case .activeBalance: balance
    }
  }
}

/// Why somebody came to another level, as the table spells it.
enum TierWhy: String, CaseIterable, Sendable {
  case reached = "REACHED"
  case evaluated = "EVALUATED"
  case pinned = "PINNED"
  case unpinned = "UNPINNED"
  case replaced = "REPLACED"
}

/// Somebody came to another level.
struct TierMove: Equatable, Sendable {
  let patron: PatronID
  let from: String
  let to: String
  var why: TierWhy
  /// Those that counted.
  let points: Int32
}

/// How many move by other levels.
struct TierMovements: Equatable, Sendable {
  var rise: Int64 = 0
  var fall: Int64 = 0
  /// Whose level is gone.
  var replaced: Int64 = 0

  /// - Parameter count: how many people move so.
  mutating func add(_ why: TierWhy?, _ count: Int64 = 1) {
    switch why {
    case .reached: rise += count
    case .evaluated: fall += count
    case .replaced: replaced += count
    case .pinned, .unpinned, nil: break
    }
  }
}

/// How far everybody is judged by the levels.
struct LadderProgress: Equatable, Sendable {
  /// Of the levels.
  var version: Int64
  /// The last person judged, in order of id; nil when all are.
  var reached: PatronID?
  var judged: Int64 = 0
  var moved = TierMovements()
}

/// People on a level who reach another, or the same.
struct TierCrowd: Equatable, Sendable {
  let tier: String
  /// The place of the level that is reached, 1 for the lowest.
  let place: Int32
  let count: Int64
}

/// What holds on to levels that are to go.
struct TierInUse: Error, Equatable, Sendable {
  let pins: Int32
  let rewards: Int32
  /// Their names, with commas between.
  let levels: String

  var isAny: Bool { pins > 0 || rewards > 0 }
}

extension Tiers {
  /// Where somebody stands whose level may be gone.
  func shown(_ tier: String, _ points: Int32) -> String {
    has(tier) ? tier : reached(points).name
  }

  /// Judges somebody anew, up or down; nil when they stay.
  func judge(_ patron: PatronID, on tier: String, _ points: Int32) -> TierMove? {
    let reached = reached(points)
    return why(tier, reached).map {
      TierMove(patron: patron, from: tier, to: reached.name, why: $0, points: points)
    }
  }

  /// Why somebody on a level moves to the one they reach; nil when they stay.
  private func why(_ tier: String, _ reached: Tier) -> TierWhy? {
    if reached.name == tier { return nil }
    if !has(tier) { return .replaced }
    return reached.least > least(of: tier) ? .reached : .evaluated
  }

  /// Who moves of crowds.
  func movements(_ crowds: [TierCrowd]) -> TierMovements {
    var movements = TierMovements()
    for crowd in crowds {
      let points = all.prefix(Int(max(1, crowd.place))).last?.least ?? 0
      movements.add(why(crowd.tier, reached(points)), crowd.count)
    }
    return movements
  }

  /// Everything that no ladder may be.
  static func faults(_ levels: [Tier], _ basis: TierBasis?) -> [Fault] {
    var faults: [Fault] = []
    if basis == nil {
      faults.append(
        Fault(
          field: "ladder.basis",
          message: "must be said, with window_days of 1 to 3660 for EARNED_IN_WINDOW alone"))
    }
    if !(1...20).contains(levels.count) {
      faults.append(Fault(field: "ladder.levels", message: "must be 1 to 20"))
    }
    for (index, level) in levels.enumerated() {
      let length = level.name.unicodeScalars.count
      if !(1...32).contains(length) || level.name.trimmed != level.name
        || level.name.unicodeScalars.contains("\0")
      {
        faults.append(
          Fault(
            field: "ladder.levels[\(index)].name",
            message: "must have 1 to 32 characters and no blanks at its ends"))
      }
      if !(0...1_000_000_000).contains(level.least) {
        faults.append(
          Fault(
            field: "ladder.levels[\(index)].least", message: "must be from 0 to 1000000000"))
      }
    }
    if Set(levels.map(\.name)).count != levels.count {
      faults.append(Fault(field: "ladder.levels", message: "must have different names"))
    }
    if Set(levels.map(\.least)).count != levels.count {
      faults.append(Fault(field: "ladder.levels", message: "must begin at different points"))
    }
    if !levels.contains(where: { $0.least == 0 }) {
      faults.append(Fault(field: "ladder.levels", message: "the lowest must begin at 0"))
    }
    return faults
  }
}
