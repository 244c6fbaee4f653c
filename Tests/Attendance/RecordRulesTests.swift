import Contracts
import Postgres
import Testing

@testable import Attendance

/// What uploads, mergers and check-outs make of a presence.
@Suite struct RecordRulesTests {
  private let start = TestClock.start
  private let ada = UUID128.v7()

  private func presence(_ status: String, _ change: (inout Presence) -> Void = { _ in })
    -> Presence
  {
    var presence = Presence(
      id: .v7(), patronID: ada, status: status, enrolledAt: start, deviceID: "", isInside: false)
    change(&presence)
    return presence
  }

  private func row(_ status: PresenceStatus, in time: Instant? = nil) -> RecordRow {
    RecordRow(patronID: ada, status: status, checkInTime: time, enrolledAt: start)
  }

  @Test func `the strongest status stands, whatever comes after`() {
    let weakest: [PresenceStatus] = [.registered, .noShow, .excused, .attended]
    for (index, known) in weakest.enumerated() {
      for (other, said) in weakest.enumerated() {
        let folded = fold(row(said), into: presence(known.name), newID: .v7())
        #expect((folded != nil) == (other > index))
        #expect(folded.map(\.status) == (other > index ? said.name : nil))
      }
    }
  }

  @Test func `the earliest check-in stands, and none is made up`() {
    let later = presence("ATTENDED") { $0.checkInTime = start }
    let early = start.adding(minutes: -9)
    #expect(fold(row(.attended, in: early), into: later, newID: .v7())?.checkInTime == early)
    #expect(fold(row(.attended, in: start.adding(minutes: 9)), into: later, newID: .v7()) == nil)
    #expect(fold(row(.attended), into: nil, newID: .v7())?.checkInTime == nil)
  }

  @Test func `an imported check-in is never after a check-out`() {
    let left = presence("ATTENDED") { $0.checkOutTime = start }
    let late = start.adding(minutes: 9)
    #expect(fold(row(.attended, in: late), into: left, newID: .v7())?.checkInTime == start)
  }

  @Test func `a check-out lies between entry and now`() {
    let inside = presence("ATTENDED") { $0.isInside = true }
    let now = start.adding(minutes: 60)
    func judged(_ asked: Instant?) -> CheckOutVerdict {
      judgeCheckOut(inside, openSince: start, asked: asked, now: now)
    }
    #expect(judged(nil) == .close(at: now))
    #expect(judged(start.adding(minutes: 9)) == .close(at: start.adding(minutes: 9)))
    #expect(judged(now.adding(minutes: 9)) == .close(at: now), "not in the future")
    #expect(judged(start.adding(minutes: -1)) == .beforeEntry)
    #expect(judgeCheckOut(inside, openSince: nil, asked: nil, now: now) == .notInside)
    let left = presence("ATTENDED") { $0.checkOutTime = now }
    #expect(judgeCheckOut(left, openSince: nil, asked: nil, now: now) == .done)
    let back = judgeCheckOut(inside, openSince: now, asked: nil, now: start)
    #expect(back == .close(at: now), "a clock that went back traps nobody")
  }

  @Test func `nothing divided by nothing is no number`() {
    #expect(share(0, of: 0) == nil)
    #expect(share(1, of: 4) == 0.25)
  }
}
