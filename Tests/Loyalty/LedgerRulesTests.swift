import Postgres
import Testing

@testable import Loyalty

/// What a store keeps of one person between books, in memory.
private struct Shelf {
  var account = Account(
    patron: PatronID(rawValue: .v7()), balance: 0, lifetime: 0, tier: "bronze", movements: 0)
  var lots: [EntryID: Lot] = [:]
  var uses: [Use] = []
  var lines: [Written] = []
  let tiers: Tiers

  /// Posts as a store does: with the lots that the deeds need, and no others.
  mutating func post(_ postings: [Posting], now: Moment) throws(Refusal) {
    let takes = postings.contains(where: \.deed.takes)
    let returning = Set(postings.compactMap(\.deed.returns))
    let taken = uses.filter { use in
      returning.contains(use.entry)
        && lines.contains { $0.id == use.entry && $0.points < 0 && $0.kind != .expire }
    }
    let undone = Set(postings.compactMap(\.deed.takesBack))
    let expired = uses.filter { use in
      undone.contains(use.lot) && lines.contains { $0.id == use.entry && $0.kind == .expire }
    }
    let needed = lots.values.filter { lot in
      let due = lot.expiresAt.map { $0 <= now } ?? false
      return lot.remaining > 0 && (takes || due || lot.idleDays != nil)
        || (taken + expired).contains { $0.lot == lot.entry }
    }
    var book = Book(
      account, Array(needed), taken, expired: expired, tiers, now: now,
      newID: { EntryID(rawValue: .v7()) })
    for posting in postings { try book.post(posting) }
    keep(book, now)
  }

  private mutating func keep(_ book: Book, _ now: Moment) {
    account = book.account
    for lot in book.openedLots + book.changedLots { lots[lot.entry] = lot }
    for use in book.returned { uses.removeAll { $0 == use } }
    uses += book.uses.filter { !book.returned.contains($0) }
    lines += book.lines
    // What the statement that lists uses works out of the lines.
    for line in book.lines where line.kind == .earn {
      for lot in lots.values where lot.remaining == 0 && lot.number < line.number {
        guard let days = lot.idleDays, let end = lot.expiresAt, end > line.issuedAt else {
          continue
        }
        lots[lot.entry]?.expiresAt = max(end, Expiry.idle(days, after: line.issuedAt))
      }
    }
  }

  func breaches() -> [String] {
    var breaches: [String] = []
    let total = lines.map(\.points).reduce(0, +)
    if account.balance - account.owed != total { breaches.append("sum") }
    if account.balance < 0 || account.owed < 0 { breaches.append("below nothing") }
    if account.balance > 0 && account.owed > 0 { breaches.append("has and owes") }
    if account.balance != lots.values.map(\.remaining).reduce(0, +) { breaches.append("lots") }
    for lot in lots.values {
      let used = uses.filter { $0.lot == lot.entry }.map(\.points).reduce(0, +)
      if lot.remaining != lot.points - used { breaches.append("uses of \(lot)") }
    }
    if lines.map(\.number) != Array(1...Int32(max(1, lines.count))).prefix(lines.count).map({ $0 })
    {
      breaches.append("numbers")
    }
    if zip(lines, lines.dropFirst()).contains(where: { $0.issuedAt > $1.issuedAt }) {
      breaches.append("times")
    }
    return breaches
  }
}

@Suite struct LedgerRulesTests {
  let tiers: Tiers
  let now = Moment(microseconds: 1_000_000_000_000)

  init() throws {
    tiers = try #require(
      Tiers([Tier(name: "bronze", least: 0), Tier(name: "silver", least: 100)]))
  }

  private func posting(_ deed: Posting.Deed) -> Posting {
    Posting(
      id: EntryID(rawValue: .v7()), patron: PatronID(rawValue: .v7()), deed: deed,
      description: "x")
  }

  @Test(arguments: 1...20)
  func `whatever is posted, books agree with coins`(seed: UInt64) throws {
    var history = History(seed: seed)
    var model = CoinModel()
    var shelf = Shelf(tiers: tiers)
    var refused = 0
    for step in 0..<150 {
      history.advance(model)
      let count = Int.random(in: 1...3, using: &history.random)
      let postings = (0..<count).map { _ in history.next() }
      var next = model
      let agrees = postings.allSatisfy { next.post($0, now: history.now) }
      do throws(Refusal) {
        try shelf.post(postings, now: history.now)
        #expect(agrees, "seed \(seed), step \(step): refused by the model alone")
        model = next
      } catch {
        #expect(!agrees, "seed \(seed), step \(step): refused by the book alone: \(error)")
        refused += 1
        continue
      }
      #expect(shelf.account.balance == model.balance, "seed \(seed), step \(step)")
      #expect(shelf.account.owed == model.debt, "seed \(seed), step \(step)")
      #expect(shelf.account.lifetime == model.lifetime, "seed \(seed), step \(step)")
      for pot in model.pots {
        let lot = try #require(shelf.lots[pot.entry])
        #expect(lot.remaining == model.remaining(pot.entry), "seed \(seed), step \(step)")
        #expect(lot.expiresAt == pot.expiresAt, "seed \(seed), step \(step)")
      }
      let breaches = shelf.breaches()
      #expect(breaches == [], "seed \(seed), step \(step)")
      if shelf.account.balance != model.balance || !breaches.isEmpty { return }
    }
    #expect(refused > 3 && refused < 120, "the history must have both")
  }

  @Test func `what expires first is spent first, then the oldest, then what never expires`() throws
  {
    var shelf = Shelf(tiers: tiers)
    let (never, late, early, twin) = (
      posting(.earn(10, .never)), posting(.earn(10, .at(now.adding(seconds: 200)))),
      posting(.earn(10, .at(now.adding(seconds: 100)))),
      posting(.earn(10, .at(now.adding(seconds: 100))))
    )
    for earn in [never, late, early, twin] { try shelf.post([earn], now: now) }
    let burn = posting(.burn(35))
    try shelf.post([burn], now: now)
    #expect(
      shelf.uses
        == [(early, 10), (twin, 10), (late, 10), (never, 5)].map {
          Use(entry: burn.id, lot: $0.0.id, points: $0.1)
        })
    try shelf.post([posting(.giveBack(burn.id))], now: now)
    #expect(shelf.uses == [] && shelf.account.balance == 40)
  }

  @Test func `a lot is spent a microsecond before it expires, and not at that moment`() throws {
    let end = now.adding(seconds: 100)
    let before = Moment(microseconds: end.microseconds - 1)
    var shelf = Shelf(tiers: tiers)
    try shelf.post([posting(.earn(10, .at(end)))], now: now)
    var other = shelf
    try other.post([posting(.burn(10))], now: before)
    #expect(other.account.balance == 0 && other.lines.map(\.kind) == [.earn, .burn])
    #expect(throws: Refusal.tooFewPoints(asked: 10, has: 0)) {
      try shelf.post([posting(.burn(10))], now: end)
    }
  }

  @Test func `what is spent and then undone is owed, and the next points settle it`() throws {
    var shelf = Shelf(tiers: tiers)
    let earn = posting(.earn(10, .never))
    try shelf.post([earn], now: now)
    try shelf.post([posting(.burn(8))], now: now)
    try shelf.post([posting(.takeBack(Line(entry: earn.id, points: 10)))], now: now)
    #expect(shelf.account.balance == 0 && shelf.account.owed == 8)
    #expect(shelf.account.lifetime == 0 && shelf.lines.last?.balanceAfter == -8)
    let next = posting(.earn(10, .never))
    try shelf.post([next], now: now)
    #expect(shelf.account.balance == 2 && shelf.account.owed == 0)
    #expect(shelf.lots[next.id]?.remaining == 2)
    #expect(shelf.breaches() == [])
  }

  @Test(arguments: [false, true])
  func `what expired unspent is not owed when the line is undone`(late: Bool) throws {
    var shelf = Shelf(tiers: tiers)
    let end = now.adding(seconds: 100)
    let (after, other) = (end.adding(seconds: 1), posting(.earn(5, .never)))
    let earn = posting(.earn(10, .at(end)))
    try shelf.post([earn], now: now)
    try shelf.post([posting(.burn(4))], now: now)
    if !late { try shelf.post([other], now: after) }
    // Whether a line told of the expiry before, or the undoing itself had to.
    try shelf.post([posting(.takeBack(Line(entry: earn.id, points: 10)))], now: after)
    let moved = shelf.lines.filter { $0.id != other.id }
    #expect(moved.map(\.kind) == [.earn, .burn, .expire, .reverse, .reverse])
    #expect(moved.map(\.points) == [10, -4, -6, 6, -10])
    #expect(moved[3].reverses == moved[2].id && moved[4].reverses == earn.id)
    #expect(moved[2].issuedAt == end && moved[3].issuedAt == after)
    // The four that were spent are owed, or taken from what else is there; the six are not.
    #expect(shelf.account.owed == (late ? 4 : 0) && shelf.account.balance == (late ? 0 : 1))
    #expect(shelf.account.lifetime == (late ? 0 : 5))
    #expect(shelf.breaches() == [])
  }

  @Test func `given, expired and undone, again and again, nobody owes anything`() throws {
    var shelf = Shelf(tiers: tiers)
    var time = now
    for round in 1...3 {
      let earn = posting(.earn(10, .at(time.adding(seconds: 10))))
      try shelf.post([earn], now: time)
      let burn = posting(.burn(3))
      try shelf.post([burn], now: time)
      time = time.adding(seconds: 20)
      // What comes back is too old at once: a second line tells of its expiry.
      try shelf.post([posting(.giveBack(burn.id))], now: time)
      #expect(shelf.account.balance == 0)
      try shelf.post([posting(.takeBack(Line(entry: earn.id, points: 10)))], now: time)
      #expect(shelf.account.balance == 0 && shelf.account.owed == 0, "round \(round)")
      #expect(shelf.lots[earn.id]?.remaining == 0 && shelf.breaches() == [], "round \(round)")
      #expect(
        shelf.lines.suffix(8).map(\.points) == [10, -3, -7, 3, -3, 7, 3, -10], "round \(round)")
    }
  }

  @Test func `what is owed stays owed while an expired line is undone`() throws {
    var shelf = Shelf(tiers: tiers)
    let (spent, expiring) = (
      posting(.earn(8, .never)), posting(.earn(10, .at(now.adding(seconds: 100))))
    )
    try shelf.post([spent], now: now)
    try shelf.post([posting(.burn(8))], now: now)
    try shelf.post([expiring], now: now)
    let end = now.adding(seconds: 100)
    try shelf.post([posting(.takeBack(Line(entry: spent.id, points: 8)))], now: end)
    #expect(shelf.account.owed == 8 && shelf.lines.last?.balanceAfter == -8)
    try shelf.post([posting(.takeBack(Line(entry: expiring.id, points: 10)))], now: end)
    #expect(shelf.account.owed == 8 && shelf.account.balance == 0 && shelf.breaches() == [])
  }

  @Test func `what is given back too late expires again at once`() throws {
    var shelf = Shelf(tiers: tiers)
    let end = now.adding(seconds: 100)
    try shelf.post([posting(.earn(10, .at(end)))], now: now)
    let burn = posting(.burn(10))
    try shelf.post([burn], now: now)
    try shelf.post([posting(.giveBack(burn.id))], now: end.adding(seconds: 1))
    #expect(shelf.lines.map(\.kind) == [.earn, .burn, .reverse, .expire])
    #expect(shelf.account.balance == 0)
    #expect(throws: Refusal.nothingToGiveBack) {
      try shelf.post([posting(.giveBack(burn.id))], now: end)
    }
  }

  @Test(arguments: [
    Posting.Deed.earn(0, .never), .earn(-1, .never), .earn(1_000_000_001, .never), .burn(0),
    .burn(.min), .adjust(0, .never), .adjust(.min, .never), .adjust(.max, .never),
    .takeBack(Line(entry: EntryID(rawValue: .v7()), points: .min)),
    .earn(1_000_000_000, .idle(days: .max)), .earn(1_000_000_000, .idle(days: .min)),
  ])
  func `no number of points traps`(deed: Posting.Deed) throws {
    var shelf = Shelf(tiers: tiers)
    try shelf.post([posting(.earn(1, .never))], now: now)
    #expect(throws: Refusal.outOfRange) { try shelf.post([posting(deed)], now: now) }
  }
}
