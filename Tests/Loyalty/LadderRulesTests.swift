import Postgres
import Testing

@testable import Loyalty

/// The levels as an ADMIN sets them, and where that puts people.
@Suite struct LadderRulesTests {
  private let patron = PatronID(rawValue: .v7())
  private let now = Moment(microseconds: 1_800_000_000_000_000)

  private func ladder(_ basis: TierBasis, _ levels: (String, Int32)...) throws -> Tiers {
    try #require(Tiers(levels.map { Tier(name: $0.0, least: $0.1) }, basis))
  }

  @Test func `a basis is one of three, and a window belongs to one of them`() {
    #expect(TierBasis("LIFETIME_EARNED", days: nil) == .lifetimeEarned)
    #expect(TierBasis("EARNED_IN_WINDOW", days: 365) == .earnedInWindow(days: 365))
    #expect(TierBasis("ACTIVE_BALANCE", days: nil) == .activeBalance)
    for (name, days) in [
      ("EARNED_IN_WINDOW", nil), ("EARNED_IN_WINDOW", 0), ("EARNED_IN_WINDOW", 3661),
      ("LIFETIME_EARNED", 5), ("ACTIVE_BALANCE", 5), ("", nil), ("BASIS_UNSPECIFIED", nil),
    ] as [(String, Int32?)] {
      #expect(TierBasis(name, days: days) == nil)
    }
  }

  @Test func `each basis counts its own points`() {
    let points = TierPoints(lifetime: 1, balance: 2, windowed: 3)
    #expect(points.counted(.lifetimeEarned) == 1)
    #expect(points.counted(.activeBalance) == 2)
    #expect(points.counted(.earnedInWindow(days: 1)) == 3)
  }

  @Test func `what no ladder may be is told, all of it`() {
    #expect(Tiers.faults([Tier(name: "a", least: 0)], .activeBalance) == [])
    #expect(Tiers.faults([], nil).map(\.field).sorted().first == "ladder.basis")
    let twins = [Tier(name: "a", least: 0), Tier(name: "a", least: 0)]
    #expect(Tiers.faults(twins, .activeBalance).count == 2)
    let high = [Tier(name: " a", least: 5)]
    #expect(
      Tiers.faults(high, .activeBalance).map(\.field) == [
        "ladder.levels[0].name", "ladder.levels",
      ])
    let many = (0..<21).map { Tier(name: "\($0)", least: $0) }
    #expect(Tiers.faults(many, .activeBalance).map(\.field) == ["ladder.levels"])
  }

  @Test func `judging leads up, down, or away from what is gone, and nobody else anywhere`() throws
  {
    let tiers = try ladder(.lifetimeEarned, ("bronze", 0), ("silver", 100), ("gold", 500))
    #expect(tiers.judge(patron, on: "silver", 100) == nil)
    #expect(tiers.judge(patron, on: "bronze", 500)?.why == .reached)
    #expect(tiers.judge(patron, on: "gold", 499)?.to == "silver")
    #expect(tiers.judge(patron, on: "gold", 499)?.why == .evaluated)
    #expect(tiers.judge(patron, on: "jade", 499)?.why == .replaced)
    #expect(tiers.shown("jade", 499) == "silver" && tiers.shown("gold", 0) == "gold")
  }

  private func book(_ basis: TierBasis, _ account: Account, isPinned: Bool = false) throws -> Book {
    Book(
      account, [], [], try ladder(basis, ("bronze", 0), ("silver", 100)), isPinned: isPinned,
      windowed: 0, now: now, newID: { EntryID(rawValue: .v7()) })
  }

  private func posting(_ deed: Posting.Deed) -> Posting {
    Posting(id: EntryID(rawValue: .v7(now: now)), patron: patron, deed: deed, description: "x")
  }

  @Test(arguments: [TierBasis.lifetimeEarned, .earnedInWindow(days: 30), .activeBalance])
  func `earning enough reaches the level inside the posting, whatever counts`(basis: TierBasis)
    throws
  {
    var book = try book(
      basis, Account(patron: patron, balance: 0, lifetime: 0, tier: "bronze", movements: 0))
    try book.post(posting(.earn(99, .never)))
    #expect(book.account.tier == "bronze" && book.move == nil)
    try book.post(posting(.earn(1, .never)))
    #expect(book.account.tier == "silver" && book.account.tierSince == now)
    #expect(
      book.move
        == TierMove(patron: patron, from: "bronze", to: "silver", why: .reached, points: 100))
  }

  @Test func `points given by hand reach a level only where the balance counts`() throws {
    for (basis, tier) in [
      (TierBasis.lifetimeEarned, "bronze"), (.earnedInWindow(days: 30), "bronze"),
      (.activeBalance, "silver"),
    ] {
      var book = try book(
        basis, Account(patron: patron, balance: 0, lifetime: 0, tier: "bronze", movements: 0))
      try book.post(posting(.adjust(100, .never)))
      #expect(book.account.tier == tier)
    }
  }

  @Test func `who is pinned does not rise`() throws {
    var book = try book(
      .lifetimeEarned,
      Account(patron: patron, balance: 0, lifetime: 0, tier: "bronze", movements: 0),
      isPinned: true)
    try book.post(posting(.earn(1000, .never)))
    #expect(book.account.tier == "bronze" && book.move == nil)
  }

  @Test func `spending lowers nobody at once`() throws {
    var book = try book(
      .activeBalance, Account(patron: patron, balance: 0, lifetime: 0, tier: "bronze", movements: 0)
    )
    try book.post(posting(.earn(100, .never)))
    try book.post(posting(.burn(100)))
    #expect(book.account.tier == "silver" && book.account.balance == 0)
  }

  @Test func `those with the same points have the same rank, over pages too`() {
    let people = (0..<5).map { _ in PatronID(rawValue: .v7()) }
    let page = zip(people, [50, 40, 40, 30, 30] as [Int64]).map { (patron: $0, points: $1) }
    #expect(Place.places(page, above: 0, before: 0).map(\.rank) == [1, 2, 2, 4, 4])
    // The third of the whole list begins a page: one has more, and one shares the rank.
    #expect(Place.places(Array(page[2...]), above: 1, before: 2).map(\.rank) == [2, 4, 4])
    #expect(Place.places([], above: 3, before: 3) == [])
  }
}
