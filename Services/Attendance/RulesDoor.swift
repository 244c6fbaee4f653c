import Contracts

/// A door while its lock is held: takes scans one after the other and remembers what is to be
/// written for them. Pure.
struct Door: Sendable {
  let event: DoorEvent
  private(set) var present: Int32
  private(set) var people: [UUID128: Person]
  private(set) var presences: [UUID128: Presence]
  /// Answers that were given before, and those given now.
  private(set) var answers: [ScanKey: LoggedScan]
  private(set) var changes = DoorChanges()
  /// From which number on people's passes count.
  private let passNumbers: [UUID128: Int32]

  init(
    event: DoorEvent, present: Int32, people: [Person], presences: [Presence], log: [LoggedScan],
    passes: [PassNumber] = []
  ) {
    passNumbers = Dictionary(passes.map { ($0.patronID, $0.number) }) { first, _ in first }
    self.event = event
    self.present = present
    self.people = Dictionary(people.map { ($0.id, $0) }) { first, _ in first }
    self.presences = Dictionary(presences.map { ($0.patronID, $0) }) { first, _ in first }
    answers = Dictionary(log.map { ($0.key, $0) }) { first, _ in first }
  }

  /// What becomes of one scan.
  enum Outcome: Sendable {
    case answered(LoggedScan)
    case lacks(Lack)
    case denied(Denial)
  }

  /// Judges a scan and notes its effect.
  mutating func take(_ scan: Scan, newID: () -> UUID128) -> Outcome {
    if let denial = denial(of: scan, at: event) { return .denied(denial) }
    if let known = answers[scan.key] {
      return known.isAnswer(to: scan) ? .answered(known) : .denied(.reusedScan)
    }
    if scan.isProvisional, let id = scan.patronID, case .walkIn(let newcomer) = scan.subject,
      people[id] == nil
    {
      people[id] = Person(
        id: id, state: Person.provisional, firstName: newcomer.firstName,
        lastName: newcomer.lastName)
    }
    let answer: Answer
    let stays = changes.stays.count
    let person = scan.patronID.flatMap { people[$0] }
    let verdict = judge(
      scan, event, person, presence(of: scan), present: present,
      passNumber: scan.patronID.flatMap { passNumbers[$0] })
    switch verdict {
    case .lacks(let lack): return .lacks(lack)
    case .refused(let result, let message):
      answer = Answer(result: result, message: message, liveCount: present)
    case .recorded(let message):
      answer = Answer(
        result: .ok, message: message, alreadyRecorded: true, liveCount: present,
        presence: presence(of: scan))
    case .first: answer = admit(scan, newID)
    case .again: answer = readmit(scan, newID)
    }
    let logged = LoggedScan(id: newID(), scan: scan, answer: answer)
    answers[scan.key] = logged
    changes.scans.append(logged)
    if changes.stays.count > stays, needsBypass(scan, event) { changes.bypasses.append(logged) }
    return .answered(logged)
  }

  /// Those whose coming is told now; of walk-ins it is told when users knows them.
  var published: [Presence] {
    changes.admissions.filter { !(people[$0.patronID]?.isProvisional ?? false) }
  }

  private func presence(of scan: Scan) -> Presence? { scan.patronID.flatMap { presences[$0] } }

  private mutating func admit(_ scan: Scan, _ newID: () -> UUID128) -> Answer {
    guard let patronID = scan.patronID else { preconditionFailure("admitted nobody") }
    let known = presences[patronID]
    let presence = Presence(
      id: known?.id ?? newID(), patronID: patronID, status: PresenceStatus.attended.name,
      enrolledAt: known?.enrolledAt, checkInTime: scan.occurredAt, checkOutTime: nil,
      method: scan.method.name, deviceID: scan.deviceID, checkedInBy: scan.actorID, isInside: true)
    presences[patronID] = presence
    present += 1
    noteLate(scan)
    changes.admissions.append(presence)
    changes.stays.append(
      NewStay(id: newID(), attendanceID: presence.id, inTime: scan.occurredAt))
    if scan.isProvisional, case .walkIn(let newcomer) = scan.subject {
      changes.provisional.append(
        Provisional(
          id: patronID, newcomer: newcomer, requestKey: scan.requestKey, createdAt: scan.receivedAt)
      )
    }
    return Answer(result: .ok, message: "Welcome.", liveCount: present, presence: presence)
  }

  private mutating func noteLate(_ scan: Scan) {
    if let shutsAt = event.shutsAt, scan.receivedAt >= shutsAt { changes.isLate = true }
  }

  private mutating func readmit(_ scan: Scan, _ newID: () -> UUID128) -> Answer {
    guard var presence = presence(of: scan) else { preconditionFailure("back from nowhere") }
    // A stay begins where the one before ended, at the earliest.
    let inTime = max(scan.occurredAt, presence.checkOutTime ?? scan.occurredAt)
    presence.checkOutTime = nil
    presence.isInside = true
    presences[presence.patronID] = presence
    present += 1
    noteLate(scan)
    changes.stays.append(NewStay(id: newID(), attendanceID: presence.id, inTime: inTime))
    changes.returned.append(presence.id)
    return Answer(
      result: .ok, message: "Welcome back.", alreadyRecorded: true, liveCount: present,
      presence: presence)
  }
}

/// What is to be written for the scans that a door took.
struct DoorChanges: Sendable {
  var admissions: [Presence] = []
  /// Presences whose check-out no longer stands.
  var returned: [UUID128] = []
  var stays: [NewStay] = []
  var scans: [LoggedScan] = []
  var provisional: [Provisional] = []
  /// Scans let in outside of the door's window.
  var bypasses: [LoggedScan] = []
  /// Somebody was let in for a time before the door shut, when it was shut already: what is due
  /// then is due again.
  var isLate = false
}

struct NewStay: Sendable {
  let id: UUID128
  let attendanceID: UUID128
  let inTime: Instant
}

/// Someone let in before users could say who it is.
struct Provisional: Sendable {
  let id: UUID128
  let newcomer: Newcomer
  /// Names the creation in users, so that it happens once.
  let requestKey: String
  let createdAt: Instant
}

/// A scan with its answer, as the log keeps it.
struct LoggedScan: Sendable {
  let id: UUID128
  let key: ScanKey
  let eventID: UUID128
  /// The id that was shown; nil for someone who came without one.
  let askedID: UUID128?
  let patronID: UUID128?
  let actorID: UUID128
  let method: String
  let occurredAt: Instant
  let receivedAt: Instant
  let answer: Answer

  /// Whether the scan is this one again, and not another under its name.
  func isAnswer(to scan: Scan) -> Bool { eventID == scan.eventID && askedID == scan.askedID }
}

extension LoggedScan {
  init(id: UUID128, scan: Scan, answer: Answer) {
    self.id = id
    key = scan.key
    eventID = scan.eventID
    askedID = scan.askedID
    patronID = scan.patronID
    actorID = scan.actorID
    method = scan.method.name
    occurredAt = scan.occurredAt
    receivedAt = scan.receivedAt
    self.answer = answer
  }
}

extension Scan {
  var askedID: UUID128? {
    switch subject {
    case .known(let id): id
    case .pass(let pass): pass?.patronID
    case .walkIn: nil
    }
  }

  var isPass: Bool { if case .pass = subject { true } else { false } }

  /// The same for every repeat of the scan.
  var requestKey: String { "walk-in \(key.device) \(key.scanID)" }
}
