import Contracts
import Postgres
import Testing

@testable import Attendance

/// What a person's scans make of it, whatever the order in which they are told.
@Suite struct FoldTests {
  private let start = TestClock.start
  private let ada = UUID128.v7()

  private func event(_ change: (inout DoorEvent) -> Void = { _ in }) -> DoorEvent {
    var event = DoorEvent.sample(start)
    change(&event)
    return event
  }

  private func fact(
    _ kind: ScanKind, _ minutes: Int64?, _ device: String = "a", annulled: Bool = false
  ) -> Fact {
    Fact(
      id: .v7(), patronID: ada, kind: kind, time: minutes.map { start.adding(minutes: $0) },
      receivedAt: start.adding(minutes: minutes ?? 0),
      key: ScanKey(device: "device:\(device)", scanID: UUID128.v7().description),
      method: "MANUAL", deviceID: device, actorID: ada, isAnnulled: annulled)
  }

  private func times(_ facts: [Fact], _ event: DoorEvent, shut: Bool = false) -> [[Int64?]] {
    fold(facts, at: event, isShut: shut).stays.map { stay in
      [stay.inTime, stay.outTime].map { time in
        time.map { ($0.microseconds - start.microseconds) / 60_000_000 }
      }
    }
  }

  @Test func `the earliest scan that counts is the check-in, with its door`() {
    let wrong = fact(.in, 1, "wrong", annulled: true)
    let scans = [fact(.in, 5, "late"), wrong, fact(.in, 2, "first")]
    let visit = fold(scans, at: event(), isShut: false)
    #expect(visit.first?.deviceID == "first" && visit.isInside)
    #expect(times(scans, event()) == [[2, nil]])
    #expect(fold([fact(.in, 1, annulled: true)], at: event(), isShut: false).first == nil)
  }

  @Test func `who leaves and comes back has two stays, where the event allows it`() {
    let scans = [fact(.in, 0), fact(.out, 9), fact(.in, 12), fact(.in, 14), fact(.out, 20)]
    #expect(times(scans, event()) == [[0, 9], [12, 20]])
    #expect(times(scans, event { $0.reentry = false }) == [[0, 9]])
  }

  @Test func `leaving before having come, or twice, says nothing new`() {
    let scans = [fact(.out, 0), fact(.in, 3), fact(.out, 5), fact(.out, 7)]
    #expect(times(scans, event()) == [[3, 5]])
    #expect(fold([fact(.out, 0)], at: event(), isShut: false).first == nil)
  }

  @Test func `of a coming and a going at one moment the possible one is first`() {
    #expect(times([fact(.in, 3), fact(.out, 3)], event()) == [[3, 3]])
    #expect(times([fact(.in, 0), fact(.out, 3), fact(.in, 3)], event()) == [[0, 3], [3, nil]])
  }

  @Test func `when the door shuts who is inside has left unseen, whatever is told for later`() {
    let shuts = start.adding(minutes: 60)
    let ends = event { $0.shutsAt = shuts }
    let visit = fold([fact(.in, 0)], at: ends, isShut: true)
    #expect(visit.stays == [Stay(inTime: start, outTime: shuts, isAutoClosed: true)])
    #expect(visit.checkOutTime == nil && !visit.isInside)
    #expect(times([fact(.in, 0), fact(.out, 70)], ends, shut: true) == [[0, 60]])
    #expect(fold([fact(.in, 0), fact(.out, 50)], at: ends, isShut: true).checkOutTime != nil)
    #expect(times([fact(.in, 65)], ends, shut: true) == [[65, 65]], "let in out of time")
  }

  @Test func `a word that somebody was there makes a presence and no stay`() {
    let visit = fold([fact(.said, nil)], at: event(), isShut: false)
    #expect(visit.first != nil && visit.first?.time == nil && visit.stays.isEmpty)
    let both = fold([fact(.said, nil), fact(.in, 4)], at: event(), isShut: false)
    #expect(both.first?.time != nil)
    let earlier = fold([fact(.said, -5), fact(.in, 4)], at: event(), isShut: false)
    #expect(earlier.first?.time == start.adding(minutes: -5) && earlier.stays.count == 1)
  }

  @Test func `any order of the same scans makes the same visit`() {
    var random = SeededRandom(seed: 7)
    for _ in 0..<300 {
      let scans = (0..<Int.random(in: 1...12, using: &random)).map { _ in
        fact(
          [ScanKind.in, .out, .said].randomElement(using: &random) ?? .in,
          Int64.random(in: -3...9, using: &random),
          ["a", "b"].randomElement(using: &random) ?? "a",
          annulled: Int.random(in: 0...4, using: &random) == 0)
      }
      let ends = event { $0.shutsAt = start.adding(minutes: 6) }
      for shut in [false, true] {
        let first = fold(scans, at: ends, isShut: shut)
        for _ in 0..<5 {
          #expect(fold(scans.shuffled(using: &random), at: ends, isShut: shut) == first)
        }
        let last = first.stays.dropLast()
        #expect(last.allSatisfy { !$0.isOpen }, "only the last stay may be open")
        #expect(first.stays.allSatisfy { stay in stay.outTime.map { $0 >= stay.inTime } ?? !shut })
      }
    }
  }

  @Test func `a device takes back its own of the last fifteen minutes, and nobody else's`() throws {
    let now = start.adding(minutes: 15)
    let (mine, other) = (fact(.in, 0, "mine"), fact(.in, 3, "other"))
    #expect(try undoable([mine, other], by: "mine", now: now) == [mine])
    #expect(try undoable([mine, other], by: nil, now: now) == [mine, other])
    #expect(throws: Denial.undoTooLate) {
      try undoable([mine, other], by: "mine", now: Instant(microseconds: now.microseconds + 1))
    }
    #expect(throws: Denial.notItsScan) { try undoable([other], by: "mine", now: now) }
    #expect(try undoable([], by: "mine", now: now).isEmpty, "a repeat takes back nothing more")
  }

  @Test func `once the door is shut who answers for the event corrects`() {
    let host = UUID128.v7()
    let own = event { $0.hostID = host }
    let open = TestClock.start
    let shut = open.adding(minutes: 9999)
    #expect(Doorkeeper(actorID: ada, isStaff: true).mayCorrect(own, now: open))
    #expect(!Doorkeeper(actorID: ada, isStaff: true).mayCorrect(own, now: shut))
    #expect(Doorkeeper(actorID: host).mayCorrect(own, now: shut))
    #expect(Doorkeeper(actorID: ada, isOrganizer: true).mayCorrect(own, now: shut))
  }
}

/// The same numbers for the same seed (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }
}

extension DoorEvent {
  /// An event that begins at `start`; the door is open for two hours before and six after.
  static func sample(_ start: Instant) -> DoorEvent {
    DoorEvent(
      id: .v7(), hostID: .v7(), name: "Jazz night", category: "concert", startTime: start,
      enrollmentRequired: false, reentry: true, selfCheckIn: false, isDraft: false,
      opensAt: start.adding(minutes: -120), shutsAt: start.adding(minutes: 360))
  }
}
