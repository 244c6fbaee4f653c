import Postgres

@testable import Loyalty

/// One person's points told another way: every point is a coin of its own, lies in its lot or was
/// taken by a line, and nothing is summed up in advance.
struct CoinModel {
  struct Coin {
    let lot: Int
    var taker: EntryID?
    var freeSince: Moment
    /// Nobody took it: it was too old.
    var isExpired = false
  }

  struct Pot {
    let entry: EntryID
    var expiresAt: Moment?
    let idleDays: Int32?
  }

  private(set) var pots: [Pot] = []
  private(set) var coins: [Coin] = []
  private(set) var debt: Int32 = 0
  private(set) var lifetime: Int32 = 0
  /// Every movement with its time.
  private(set) var moves: [(at: Moment, points: Int32)] = []
  /// What is taken by hand or spent, and may come back.
  private var burns: Set<EntryID> = []

  private func expiry(_ coin: Coin) -> Int64 {
    pots[coin.lot].expiresAt?.microseconds ?? .max
  }

  /// Free coins in the order in which they are spent.
  private var spendable: [Int] {
    coins.indices.filter { coins[$0].taker == nil }.sorted {
      (expiry(coins[$0]), coins[$0].lot, $0) < (expiry(coins[$1]), coins[$1].lot, $1)
    }
  }

  var balance: Int32 { Int32(coins.count { $0.taker == nil }) }

  func remaining(_ entry: EntryID) -> Int32 {
    Int32(coins.count { pots[$0.lot].entry == entry && $0.taker == nil })
  }

  /// The sum of what was moved up to a moment.
  func total(at moment: Moment) -> Int32 {
    moves.filter { $0.at <= moment }.map(\.points).reduce(0, +)
  }

  /// False, and nothing has changed but what was due, when it is refused.
  mutating func post(_ posting: Posting, now: Moment) -> Bool {
    expire(now)
    switch posting.deed {
    case .earn(let points, let expiry):
      for index in pots.indices {
        guard let days = pots[index].idleDays, let end = pots[index].expiresAt, end > now else {
          continue
        }
        pots[index].expiresAt = max(end, now.adding(days: days))
      }
      lifetime += points
      give(points, expiry, posting, now)
    case .adjust(let points, let expiry) where points > 0: give(points, expiry, posting, now)
    case .adjust(let points, _): if !spend(-points, posting, now) { return false }
    case .burn(let points): if !spend(points, posting, now) { return false }
    case .takeBack(let line):
      // What expired was had by nobody: it lies there again to be taken.
      let unspent = coins.indices.filter {
        coins[$0].isExpired && pots[coins[$0].lot].entry == line.entry
      }
      for index in unspent {
        coins[index].isExpired = false
        coins[index].taker = nil
        moves.append((now, 1))
      }
      // What was owed is owed still: these come first, then what is taken.
      let settled = min(debt, Int32(unspent.count))
      for index in unspent.prefix(Int(settled)) { coins[index].taker = posting.id }
      debt -= settled
      let own = spendable.filter { pots[coins[$0].lot].entry == line.entry }
      let others = spendable.filter { !own.contains($0) }
      let taken = (own + others).prefix(Int(line.points))
      for index in taken { coins[index].taker = posting.id }
      debt += line.points - Int32(taken.count)
      lifetime -= line.points
      moves.append((now, -line.points))
    case .giveBack(let entry):
      guard burns.remove(entry) != nil else { return false }
      let back = coins.indices.filter { coins[$0].taker == entry }
      for index in back {
        coins[index].taker = nil
        coins[index].freeSince = now
      }
      moves.append((now, Int32(back.count)))
      let settled = min(debt, Int32(back.count))
      for index in spendable.prefix(Int(settled)) { coins[index].taker = posting.id }
      debt -= settled
    }
    expire(now)
    return true
  }

  private mutating func give(
    _ points: Int32, _ expiry: Expiry, _ posting: Posting, _ now: Moment
  ) {
    var pot = Pot(entry: posting.id, expiresAt: nil, idleDays: nil)
    switch expiry {
    case .never: break
    case .at(let end): pot.expiresAt = end
    case .idle(let days):
      pot = Pot(entry: posting.id, expiresAt: now.adding(days: days), idleDays: days)
    }
    pots.append(pot)
    let settled = min(debt, points)
    for number in 0..<points {
      let coin = Coin(
        lot: pots.count - 1, taker: number < settled ? posting.id : nil, freeSince: now)
      coins.append(coin)
    }
    debt -= settled
    moves.append((now, points))
  }

  private mutating func spend(_ points: Int32, _ posting: Posting, _ now: Moment) -> Bool {
    guard points <= balance else { return false }
    for index in spendable.prefix(Int(points)) { coins[index].taker = posting.id }
    burns.insert(posting.id)
    moves.append((now, -points))
    return true
  }

  mutating func expire(_ now: Moment) {
    for index in spendable {
      guard let end = pots[coins[index].lot].expiresAt, end <= now else { continue }
      coins[index].taker = EntryID(rawValue: .v7())
      coins[index].isExpired = true
      moves.append((max(end, coins[index].freeSince), -1))
    }
  }
}

extension Moment {
  func adding(days: Int32) -> Moment { adding(seconds: Int64(days) * 86_400) }
  func adding(seconds: Int64) -> Moment { Moment(microseconds: microseconds + seconds * 1_000_000) }
}

/// Deeds as they come, some of them impossible, at times that now and then hit an expiry exactly.
struct History {
  var random: Seeded
  let patron: PatronID
  var now = Moment(microseconds: 1_700_000_000_000_000)
  private var standing: [Line] = []
  private var burned: [EntryID] = []

  init(seed: UInt64, patron: PatronID = PatronID(rawValue: .v7())) {
    random = Seeded(state: seed)
    self.patron = patron
  }

  mutating func advance(_ model: CoinModel) {
    let ends = model.pots.compactMap(\.expiresAt).filter { $0 > now }
    let exact = Int.random(in: 0..<4, using: &random) == 0
    if exact, let end = ends.min() {
      // One microsecond before, at the moment itself, or one after.
      now = Moment(
        microseconds: max(
          now.microseconds, end.microseconds + Int64.random(in: -1...1, using: &random)))
    } else {
      now = now.adding(seconds: Int64.random(in: 0...100_000, using: &random))
    }
  }

  mutating func next() -> Posting {
    let id = EntryID(rawValue: .v7(now: now, using: &random))
    let deed = deed(id)
    return Posting(id: id, patron: patron, deed: deed, description: "x")
  }

  private mutating func deed(_ id: EntryID) -> Posting.Deed {
    let points = Int32.random(in: 1...20, using: &random)
    switch Int.random(in: 0..<12, using: &random) {
    case 0..<4:
      standing.append(Line(entry: id, points: points))
      return .earn(points, expiry())
    case 4: return .adjust(points, expiry())
    case 5:
      burned.append(id)
      return .adjust(-points, .never)
    case 6..<9:
      burned.append(id)
      return .burn(Int32.random(in: 1...50, using: &random))
    case 9 where !standing.isEmpty:
      return .takeBack(standing.remove(at: Int.random(in: standing.indices, using: &random)))
    case 9..<12 where !burned.isEmpty:
      return .giveBack(burned.remove(at: Int.random(in: burned.indices, using: &random)))
    default:
      standing.append(Line(entry: id, points: points))
      return .earn(points, expiry())
    }
  }

  private mutating func expiry() -> Expiry {
    switch Int.random(in: 0..<5, using: &random) {
    case 0: .never
    case 1: .idle(days: Int32.random(in: 1...5, using: &random))
    // In the past too: what was told late.
    default: .at(now.adding(seconds: Int64.random(in: -50_000...600_000, using: &random)))
    }
  }
}
