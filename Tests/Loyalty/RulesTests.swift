import Postgres
import Testing

@testable import Loyalty

@Suite struct AwardRulesTests {
  let somebody = PatronID(rawValue: .v7())
  let attendance = AttendanceID(rawValue: .v7())

  func presence(_ isAttended: Bool, at position: Int64, patron: PatronID? = nil) -> Presence {
    Presence(
      attendance: attendance, patron: patron ?? somebody, isAttended: isAttended,
      eventName: "Jazz Night", position: position)
  }

  func standing(_ patron: PatronID? = nil) -> Award.Standing {
    Award.Standing(entry: EntryID(rawValue: .v7()), patron: patron ?? somebody, points: 10)
  }

  @Test func `who attends is rewarded`() {
    #expect(
      Rules.steps(presence(true, at: 1), Award()) == [.give(number: 1, to: somebody)])
  }

  @Test func `who registers or stays away is not`() {
    #expect(Rules.steps(presence(false, at: 1), Award()) == [])
  }

  @Test func `who is already rewarded is not rewarded again`() {
    let award = Award(given: 1, standing: standing(), position: 1)
    #expect(Rules.steps(presence(true, at: 2), award) == [])
  }

  @Test func `an undo takes back exactly what stands`() {
    let standing = standing()
    let award = Award(given: 1, standing: standing, position: 1)
    #expect(Rules.steps(presence(false, at: 2), award) == [.takeBack(standing)])
  }

  @Test func `an undo of what was taken back takes nothing`() {
    #expect(Rules.steps(presence(false, at: 3), Award(given: 1, position: 2)) == [])
  }

  @Test func `after an undo attending again is the next award`() {
    #expect(
      Rules.steps(presence(true, at: 3), Award(given: 1, position: 2))
        == [.give(number: 2, to: somebody)])
  }

  @Test(arguments: [Int64(1), 4, 5])
  func `what was judged or is older says nothing new`(position: Int64) {
    #expect(Rules.steps(presence(true, at: position), Award(given: 1, position: 5)) == [])
  }

  @Test func `the attendance of a person who turns out to be another moves the points`() {
    let stranger = PatronID(rawValue: .v7())
    let standing = standing(stranger)
    let award = Award(given: 1, standing: standing, position: 1)
    #expect(
      Rules.steps(presence(true, at: 2), award)
        == [.takeBack(standing), .give(number: 2, to: somebody)])
  }

  @Test func `each award has a name of its own`() {
    let id = attendance.rawValue
    #expect(Rules.sourceKey(attendance, 1) == "attendance:\(id):attended:1")
    #expect(Rules.sourceKey(attendance, 2) == "attendance:\(id):attended:2")
  }

  @Test(arguments: [
    ("Jazz Night", "Attended Jazz Night"), ("", "Attended an event"),
    (
      String(repeating: "👩‍👩‍👧‍👦", count: 100),
      "Attended "
        + String(
          String.UnicodeScalarView(
            String(repeating: "👩‍👩‍👧‍👦", count: 100).unicodeScalars.prefix(255)))
    ),
  ])
  func `the statement names the event`(name: String, text: String) {
    let presence = Presence(
      attendance: attendance, patron: somebody, isAttended: true, eventName: name, position: 1)
    #expect(Rules.description(of: presence) == text)
    #expect(Rules.description(takingBack: text).unicodeScalars.count <= 300)
  }
}

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
