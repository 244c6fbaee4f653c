import Postgres
import Testing

@testable import Loyalty

@Suite struct TierRulesTests {
  let tiers: Tiers
  let now = Moment(microseconds: 1_000_000)

  init() throws {
    tiers = try #require(
      Tiers([
        Tier(name: "platinum", least: 1000), Tier(name: "silver", least: 100),
        Tier(name: "bronze", least: 0), Tier(name: "gold", least: 500),
      ]))
  }

  func account(_ lifetime: Int32, _ tier: String = "bronze") -> Account {
    Account(
      patron: PatronID(rawValue: .v7()), balance: lifetime, lifetime: lifetime, tier: tier,
      tierSince: nil, movements: 3)
  }

  @Test(arguments: [
    (0, "bronze"), (99, "bronze"), (100, "silver"), (499, "silver"), (500, "gold"),
    (999, "gold"), (1000, "platinum"), (Int32.max, "platinum"),
  ])
  func `a level is reached by so many points`(points: Int32, name: String) {
    #expect(tiers.reached(points).name == name)
  }

  @Test func `levels that begin above nothing are none`() {
    #expect(Tiers([]) == nil)
    #expect(Tiers([Tier(name: "silver", least: 100)]) == nil)
  }

  @Test(arguments: [("bronze", "silver"), ("silver", "gold"), ("gold", "platinum")])
  func `above a level comes the next`(name: String, next: String) {
    #expect(tiers.next(after: name)?.name == next)
  }

  @Test func `above the highest there is none`() {
    #expect(tiers.next(after: "platinum") == nil)
  }

  @Test func `points missing are never negative`() {
    #expect(Tiers.missing(Tier(name: "silver", least: 100), 90) == 10)
    #expect(Tiers.missing(Tier(name: "silver", least: 100), 120) == 0)
  }

  @Test func `the points that reach a level raise it at once`() {
    var account = account(100)
    account.raise(tiers, windowed: 0, now: now)
    #expect(account.tier == "silver" && account.tierSince == now)
  }

  @Test func `points below the next level leave the level and its day`() {
    var account = account(90)
    account.raise(tiers, windowed: 0, now: now)
    #expect(account.tier == "bronze" && account.tierSince == nil)
  }

  @Test func `a level is lost when it is judged, not before`() {
    var account = account(90, "silver")
    account.raise(tiers, windowed: 0, now: now)
    #expect(account.tier == "silver")
    let move = tiers.judge(account.patron, on: account.tier, 90)
    #expect(move?.to == "bronze" && move?.why == .evaluated)
  }
}
