import Contracts
import Postgres
import Testing

@testable import Attendance

/// Any order of the same uploads, told twice and between live scans, makes the same attendance.
@Suite struct ConvergenceTests {
  private static let start = TestClock.start
  private static let event = DoorEvent.sample(start)
  private static let people = (0..<400).map { _ in UUID128.v7() }

  private struct Outcome: Equatable {
    var records: [UUID128: [String]] = [:]
    var stays: [UUID128: [Stay]] = [:]
    var present: Int32
    var attended: Int32
  }

  /// 10,000 scans of four devices within two hours, to the second, so that many coincide.
  private static func scans(_ random: inout SeededRandom) -> [Scan] {
    (0..<10_000).map { number in
      let person = people[Int.random(in: 0..<people.count, using: &random)]
      let time = Instant(
        microseconds: start.microseconds + Int64.random(in: 0..<7200, using: &random) * 1_000_000)
      return Scan(
        key: ScanKey(device: "device:\(number % 4)", scanID: "\(number)"), eventID: event.id,
        subject: .known(person), doorkeeper: Doorkeeper(actorID: person, isStaff: true),
        method: .manual,
        deviceID: "\(number % 4)", occurredAt: time, receivedAt: start.adding(minutes: 200),
        patronID: person, kind: Int.random(in: 0..<3, using: &random) == 0 ? .out : .in,
        isUpload: true)
    }
  }

  private func run(_ scans: [Scan]) -> Outcome {
    let people = Self.people.map {
      Person(id: $0, state: Person.active, firstName: "A", lastName: "")
    }
    var door = Door(
      DoorState(event: Self.event, present: 0, people: people),
      now: Self.start.adding(minutes: 200))
    for scan in scans {
      guard case .answered(let logged) = door.take(scan, newID: { .v7() }),
        logged.answer.result == .ok
      else {
        Issue.record("\(scan.key) was not taken")
        continue
      }
    }
    let difference = door.difference { .v7() }
    return Outcome(
      records: door.presences.mapValues {
        ["\($0.status) \($0.deviceID)", "\($0.checkInTime as Any) \($0.checkOutTime as Any)"]
      }, stays: door.stays.filter { !$0.value.isEmpty }, present: difference.present,
      attended: difference.attended)
  }

  @Test func `ten thousand scans in any order, twice, between live scans, are one attendance`() {
    var random = SeededRandom(seed: 42)
    let told = Self.scans(&random)
    // Live scans bear their times too; a door judges them as they come.
    let live = told.filter { $0.kind == .in }.prefix(1000).map { scan in
      var live = scan
      live.key.scanID = "live \(scan.key.scanID)"
      live.isUpload = false
      return live
    }
    let first = run(told + live)
    #expect(first.attended > 350 && first.present > 50)
    #expect(first.stays.values.contains { $0.count > 2 })
    for _ in 0..<4 {
      let order = (told + told + live).shuffled(using: &random)
      #expect(run(order) == first)
    }
  }

  @Test func `control: where a device's own time does not count, the order decides`() {
    var random = SeededRandom(seed: 42)
    let told = Self.scans(&random).filter { $0.kind == .in }.map { scan in
      var scan = scan
      scan.isTimed = false
      scan.occurredAt = scan.receivedAt
      return scan
    }
    #expect(run(told.shuffled(using: &random)) != run(told))
  }

  @Test func `what only the rules of the house refuse is taken from an upload, and marked`() {
    var event = Self.event
    event.doorLimit = 0
    event.enrollmentRequired = true
    event.reentry = false
    let person = Person(id: Self.people[0], state: Person.active, firstName: "A", lastName: "")
    var door = Door(
      DoorState(event: event, present: 0, people: [person]), now: Self.start.adding(minutes: 200))
    var scan = Scan(
      key: ScanKey(device: "device:a", scanID: "1"), eventID: event.id, subject: .known(person.id),
      doorkeeper: Doorkeeper(actorID: person.id, isStaff: true), method: .manual, deviceID: "a",
      occurredAt: Self.start.adding(minutes: -500), receivedAt: Self.start, patronID: person.id,
      asked: [.enrollment])
    func taken(_ scan: Scan) -> LoggedScan? {
      if case .answered(let logged) = door.take(scan, newID: { .v7() }) { logged } else { nil }
    }
    #expect(taken(scan)?.answer.result == .tooEarly)
    scan.isUpload = true
    #expect(taken(scan)?.answer.result == .tooEarly, "what a live door refused stays refused")
    scan.isForced = true
    let forced = taken(scan)
    #expect(forced?.answer.result == .ok && forced?.isForced == true && forced?.overrides == true)
    #expect(forced?.answer.message == "Noted, against the rules: The door is not open yet.")
    #expect(taken(scan)?.id == forced?.id, "told again it is the same")
    scan.isForced = false
    #expect(taken(scan)?.id == forced?.id)
    scan.key.scanID = "2"
    let marked = taken(scan)
    #expect(marked?.answer.result == .ok && marked?.isForced == true && marked?.overrides == false)
  }

  @Test(arguments: [false, true])
  func `no word lets in whom we do not know, or where nothing is on`(isForced: Bool) {
    let person = Person(id: Self.people[0], state: "ERASED", firstName: "", lastName: "")
    let active = Person(id: person.id, state: Person.active, firstName: "", lastName: "")
    var canceled = Self.event
    canceled.canceledAt = Self.start
    for (event, person, result) in [
      (Self.event, person, DoorResult.invalid),
      (canceled, active, .canceled),
    ] {
      var door = Door(DoorState(event: event, present: 0, people: [person]), now: Self.start)
      let scan = Scan(
        key: ScanKey(device: "device:a", scanID: "1"), eventID: event.id,
        subject: .known(person.id), doorkeeper: Doorkeeper(actorID: person.id, isStaff: true),
        method: .manual,
        deviceID: "a", occurredAt: Self.start, receivedAt: Self.start, patronID: person.id,
        asked: [.person], isUpload: true, isForced: isForced)
      for _ in 0..<2 {
        guard case .answered(let logged) = door.take(scan, newID: { .v7() }) else {
          Issue.record("not answered")
          return
        }
        #expect(logged.answer.result == result && !logged.isForced)
      }
      #expect(door.changes.scans.count == 1 && door.presences.isEmpty)
    }
  }

  @Test func `a device's clock is held between what it worked with and the receipt`() {
    let batch = UploadBatch(
      eventID: Self.event.id, doorkeeper: Doorkeeper(actorID: .v7()), deviceID: "a",
      snapshotAt: Self.start,
      now: Self.start.adding(minutes: 10))
    #expect(batch.bounded(Self.start.adding(minutes: 5)) == (Self.start.adding(minutes: 5), false))
    #expect(batch.bounded(Self.start.adding(minutes: -1)) == (Self.start, true))
    #expect(batch.bounded(Self.start.adding(minutes: 11)) == (batch.now, true))
  }
}
