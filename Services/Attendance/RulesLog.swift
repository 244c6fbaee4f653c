import Contracts

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
  /// Nil: nobody knows when.
  var occurredAt: Instant?
  let receivedAt: Instant
  let answer: Answer
  var kind = ScanKind.in
  var deviceID = ""
  /// Taken although the rules of the house spoke against it.
  var isForced = false
  /// Sets aside what a live door answered under the same name.
  var overrides = false
  var isClockBounded = false

  /// Whether the scan is this one again, and not another under its name.
  func isAnswer(to scan: Scan) -> Bool {
    eventID == scan.eventID && askedID == scan.askedID && kind == scan.kind
  }
}

extension LoggedScan {
  init(
    id: UUID128, scan: Scan, answer: Answer, isForced: Bool = false, overrides: Bool = false
  ) {
    self.id = id
    self.isForced = isForced
    self.overrides = overrides
    kind = scan.kind
    deviceID = scan.deviceID
    isClockBounded = scan.isClockBounded
    key = scan.key
    eventID = scan.eventID
    askedID = scan.askedID
    // An id of ours for somebody who is not let in after all is nobody's.
    patronID = scan.isProvisional && answer.presence == nil ? nil : scan.patronID
    actorID = scan.actorID
    method = scan.method.name
    occurredAt = scan.occurredAt
    receivedAt = scan.receivedAt
    self.answer = answer
  }

  /// A line for what a row said.
  init(implied fact: Fact, at eventID: UUID128, _ presence: Presence, _ present: Int32) {
    id = fact.id
    key = fact.key
    self.eventID = eventID
    askedID = fact.patronID
    patronID = fact.patronID
    actorID = fact.actorID
    method = fact.method
    occurredAt = fact.time
    receivedAt = fact.receivedAt
    answer = Answer(
      result: .ok, message: "Taken over.", alreadyRecorded: true, liveCount: present,
      presence: presence)
    kind = fact.kind
    deviceID = fact.deviceID
  }
}

extension Fact {
  /// - Parameter said: when the person came, if it is not a door that says so.
  init(id: UUID128, scan: Scan, patronID: UUID128, said time: Instant? = nil) {
    self.init(
      id: id, patronID: patronID, kind: scan.kind,
      time: scan.kind == .said ? time : scan.occurredAt, receivedAt: scan.receivedAt,
      key: scan.key, method: scan.method.name, deviceID: scan.deviceID, actorID: scan.actorID)
  }
}

extension Scan {
  var askedID: UUID128? {
    switch subject {
    case .known(let id): id
    case .pass(let pass): pass?.patronID
    case .walkIn, .personOf: nil
    }
  }

  var isPass: Bool { subject.isPass }

  /// The same for every repeat of the scan.
  var requestKey: String { "walk-in \(key.device) \(key.scanID)" }
}
