import Contracts

/// What is known of an event's door when its lock is taken.
struct DoorState: Sendable {
  var event: DoorEvent
  var present: Int32
  var people: [Person] = []
  var presences: [Presence] = []
  var stays: [KeptStay] = []
  var facts: [Fact] = []
  var log: [LoggedScan] = []
  var passes: [PassNumber] = []
}

/// A door while its lock is held: takes scans and corrections one after the other and remembers
/// what is to be written for them. Pure.
struct Door: Sendable {
  let event: DoorEvent
  /// Whether the door has shut by the clock of who asks.
  let isShut: Bool
  private(set) var present: Int32
  private(set) var people: [UUID128: Person]
  private(set) var presences: [UUID128: Presence]
  /// What says where somebody was, and what that makes of their time inside.
  private(set) var facts: [UUID128: [Fact]]
  private(set) var stays: [UUID128: [Stay]]
  /// Answers that were given before, and those given now.
  private(set) var answers: [ScanKey: LoggedScan]
  private(set) var changes = DoorChanges()
  /// From which number on people's passes count.
  private let passNumbers: [UUID128: Int32]
  private let before: (presences: [UUID128: Presence], stays: [UUID128: [KeptStay]])
  /// Whose record may be another than before.
  private var touched: Set<UUID128> = []

  init(_ state: DoorState, now: Instant) {
    event = state.event
    isShut = state.event.shutsAt.map { now >= $0 } ?? false
    present = state.present
    passNumbers = Dictionary(state.passes.map { ($0.patronID, $0.number) }) { first, _ in first }
    people = Dictionary(state.people.map { ($0.id, $0) }) { first, _ in first }
    let kept = Dictionary(grouping: state.stays.sorted { $0.stay.inTime < $1.stay.inTime }) {
      $0.patronID
    }
    stays = kept.mapValues { $0.map(\.stay) }
    presences = Dictionary(state.presences.map { ($0.patronID, $0) }) { first, _ in first }
    for patronID in kept.keys {
      presences[patronID]?.isInside = stays[patronID]?.last?.isOpen ?? false
    }
    before = (presences, kept)
    facts = Dictionary(grouping: state.facts) { $0.patronID }
    answers = Dictionary(state.log.map { ($0.key, $0) }) { $0.overrides ? $0 : $1 }
  }

  /// What becomes of one scan.
  enum Outcome: Sendable {
    case answered(LoggedScan)
    case lacks(Lack)
    case denied(Denial)
  }

  private enum Judgement {
    case judged(Answer, UUID128, isForced: Bool)
    case open(Outcome)
  }

  /// Judges a scan and notes its effect.
  mutating func take(_ scan: Scan, newID: () -> UUID128) -> Outcome {
    // That it is announced may be news on its way; for uploads its owner was asked before.
    if event.isDraft, !scan.isUpload, !scan.asked.contains(.event) { return .lacks(.event) }
    if let denial = denial(of: scan, at: event) { return .denied(denial) }
    let known = answers[scan.key]
    if let known {
      guard known.isAnswer(to: scan) else { return .denied(.reusedScan) }
      // A refused check-out is judged anew: the door may have learnt of the coming.
      guard scan.isForced || scan.kind == .out, known.answer.result != .ok else {
        return .answered(known)
      }
    }
    let scan = timed(scan)
    if scan.isProvisional, let id = scan.patronID, case .walkIn(let newcomer) = scan.subject,
      people[id] == nil
    {
      people[id] = Person(
        id: id, state: Person.provisional, firstName: newcomer.firstName,
        lastName: newcomer.lastName)
    }
    switch scan.kind == .out ? takeOut(scan, newID) : takeIn(scan, newID) {
    case .open(let outcome):
      if case .denied(let denial) = outcome { note(denial, of: scan, newID()) }
      return outcome
    case .judged(let answer, let id, let isForced):
      // What was refused under this name stays what it was answered.
      if let known, answer.result != .ok { return .answered(known) }
      let logged = LoggedScan(
        id: id, scan: scan, answer: answer, isForced: isForced || known != nil,
        overrides: known != nil)
      answers[scan.key] = logged
      changes.scans.append(logged)
      return .answered(logged)
    }
  }

  /// A refused check-out is in the log as well, once under its name.
  private mutating func note(_ denial: Denial, of scan: Scan, _ id: UUID128) {
    guard answers[scan.key] == nil, let sentence = denial.sentence else { return }
    var scan = scan
    if let id = scan.patronID, people[id] == nil, presences[id] == nil { scan.patronID = nil }
    let answer = Answer(result: .invalid, message: sentence, liveCount: present)
    let logged = LoggedScan(id: id, scan: scan, answer: answer)
    answers[scan.key] = logged
    changes.scans.append(logged)
  }

  /// The scan at the moment it is judged, unless it says its own: after all that was seen of the
  /// person, so that of doors that say no time the first one judged is the first.
  private func timed(_ scan: Scan) -> Scan {
    guard !scan.isTimed, let patronID = scan.patronID, let mine = facts[patronID] else {
      return scan
    }
    let last = mine.filter { !$0.isAnnulled && $0.kind != .said }.compactMap(\.time).max()
    var scan = scan
    if let last, last >= scan.occurredAt {
      scan.occurredAt = Instant(microseconds: last.microseconds + 1)
    }
    return scan
  }

  // MARK: In

  private mutating func takeIn(_ scan: Scan, _ newID: () -> UUID128) -> Judgement {
    var waived: Set<DoorResult> = []
    var objection: String?
    while true {
      let person = scan.patronID.flatMap { people[$0] }
      let verdict = judge(
        scan, event, person, scan.patronID.flatMap { presences[$0] }, present: present,
        passNumber: scan.patronID.flatMap { passNumbers[$0] }, waived: waived)
      switch verdict {
      case .lacks(let lack): return .open(.lacks(lack))
      case .refused(let result, let message):
        if waivable(scan).contains(result), waived.insert(result).inserted {
          objection = objection ?? message
          continue
        }
        let answer = Answer(result: result, message: message, liveCount: present)
        return .judged(answer, newID(), isForced: false)
      case .first, .again, .recorded:
        let id = newID()
        let answer = admit(scan, id, objection, newID)
        return .judged(answer, id, isForced: objection != nil)
      }
    }
  }

  private mutating func admit(
    _ scan: Scan, _ id: UUID128, _ objection: String?, _ newID: () -> UUID128
  ) -> Answer {
    guard let patronID = scan.patronID else { preconditionFailure("admitted nobody") }
    let (was, stayed) = (presences[patronID], stays[patronID] ?? [])
    add(Fact(id: id, scan: scan, patronID: patronID), newID)
    guard let presence = presences[patronID] else { preconditionFailure("who came is nobody") }
    let isNew = !(was?.attended ?? false)
    let isBack = presence.isInside && !(was?.isInside ?? false)
    let message =
      objection.map { "Noted, against the rules: \($0)" }
      ?? (isNew
        ? "Welcome."
        : isBack ? "Welcome back." : sentence(for: scan, recorded: was ?? presence, event))
    if isNew, scan.isProvisional, case .walkIn(let newcomer) = scan.subject {
      changes.provisional.append(
        Provisional(
          id: patronID, newcomer: newcomer, requestKey: scan.requestKey, createdAt: scan.receivedAt)
      )
    }
    let answer = Answer(
      result: .ok, message: message, alreadyRecorded: !isNew, liveCount: present,
      presence: presence)
    if stayed != stays[patronID], scan.bypassesWindow, needsBypass(scan, event) {
      changes.bypasses.append(LoggedScan(id: id, scan: scan, answer: answer))
    }
    return answer
  }

  // MARK: Out

  private mutating func takeOut(_ scan: Scan, _ newID: () -> UUID128) -> Judgement {
    guard let patronID = scan.patronID else { return .open(.denied(.unknownPresence)) }
    if scan.isUpload { return takeToldOut(scan, patronID, newID) }
    guard let presence = presences[patronID], presence.attended else {
      // The id may be one of ours under which a walk-in was let in.
      return .open(scan.asked.contains(.person) ? .denied(.unknownPresence) : .lacks(.person))
    }
    let asked = scan.isTimed ? scan.occurredAt : nil
    let since = openSince(patronID, asked)
    switch judgeCheckOut(presence, openSince: since, asked: asked, now: scan.occurredAt) {
    case .notInside: return .open(.denied(.notInside))
    case .beforeEntry: return .open(.denied(.outBeforeIn))
    case .done, .close:
      let id = newID()
      return .judged(leave(scan, id, patronID, newID), id, isForced: false)
    }
  }

  /// Since when the person is inside; for a time before the door shut also one whom nobody saw
  /// leave.
  private func openSince(_ patronID: UUID128, _ asked: Instant?) -> Instant? {
    guard let last = stays[patronID]?.last else { return nil }
    if last.isOpen { return last.inTime }
    guard last.isAutoClosed, let asked, let out = last.outTime, asked < out else { return nil }
    return last.inTime
  }

  /// Told later: taken whether or not it is told before the coming.
  private mutating func takeToldOut(
    _ scan: Scan, _ patronID: UUID128, _ newID: () -> UUID128
  ) -> Judgement {
    guard presences[patronID] != nil || people[patronID]?.isActive ?? false else {
      guard scan.asked.contains(.person) else { return .open(.lacks(.person)) }
      let message = "We do not know this person."
      return .judged(
        Answer(result: .invalid, message: message, liveCount: present), newID(), isForced: false)
    }
    let id = newID()
    return .judged(leave(scan, id, patronID, newID), id, isForced: false)
  }

  private mutating func leave(
    _ scan: Scan, _ id: UUID128, _ patronID: UUID128, _ newID: () -> UUID128
  ) -> Answer {
    let stayed = stays[patronID] ?? []
    add(Fact(id: id, scan: scan, patronID: patronID), newID)
    let isNews = stays[patronID] != stayed
    let attended = presences[patronID]?.attended ?? false
    return Answer(
      result: .ok,
      message: isNews
        ? "Goodbye." : attended ? "Has left already." : "Noted; nobody has told of the coming yet.",
      alreadyRecorded: !isNews, liveCount: present, presence: attended ? presences[patronID] : nil)
  }

  // MARK: Corrections

  /// Annuls what counts of a person's scans.
  ///
  /// - Parameter device: that takes back its own; nil: everything is taken back.
  /// - Returns: how many scans were annulled.
  mutating func undo(
    _ patronID: UUID128, by device: String?, now: Instant, newID: () -> UUID128
  ) throws(Denial) -> Int {
    imply(patronID, newID)
    guard presences[patronID] != nil || facts[patronID] != nil else { throw .unknownPresence }
    let annulled = Set(try undoable(facts[patronID] ?? [], by: device, now: now).map(\.id))
    if annulled.isEmpty { return 0 }
    facts[patronID] = facts[patronID]?.map { fact in
      var fact = fact
      if annulled.contains(fact.id) { fact.isAnnulled = true }
      return fact
    }
    changes.annulled += annulled.sorted()
    refold(patronID, newID)
    return annulled.count
  }

  /// Notes that somebody was there, by the word of a person.
  /// - Returns: whether that was news.
  mutating func record(_ scan: Scan, at time: Instant?, newID: () -> UUID128) -> Bool {
    guard let patronID = scan.patronID else { preconditionFailure("recorded nobody") }
    if let known = presences[patronID], known.attended {
      guard let time, known.checkInTime.map({ time < $0 }) ?? true else { return false }
    }
    let id = newID()
    add(Fact(id: id, scan: scan, patronID: patronID, said: time), newID)
    let answer = Answer(
      result: .ok, message: "Recorded by hand.", liveCount: present,
      presence: presences[patronID])
    var logged = LoggedScan(id: id, scan: scan, answer: answer, isForced: true)
    logged.occurredAt = time
    changes.scans.append(logged)
    return true
  }

  /// Excuses somebody who is expected; a repeat changes nothing.
  mutating func excuse(
    _ patronID: UUID128, now: Instant, newID: () -> UUID128
  ) throws(Denial) -> Bool {
    guard let presence = presences[patronID] else { throw .notExpected }
    if presence.attended { throw .attendedAlready }
    if presence.excusedAt != nil { return false }
    presences[patronID]?.excusedAt = now
    refold(patronID, newID)
    return true
  }

  mutating func withdrawExcuse(
    _ patronID: UUID128, newID: () -> UUID128
  ) throws(Denial) -> Bool {
    guard let presence = presences[patronID] else { throw .unknownPresence }
    if presence.excusedAt == nil { return false }
    imply(patronID, newID)
    presences[patronID]?.excusedAt = nil
    refold(patronID, newID)
    return true
  }

  /// Takes a person's record anew from what is known.
  mutating func refold(_ patronID: UUID128, _ newID: () -> UUID128) {
    let known = presences[patronID]
    let mine = facts[patronID] ?? []
    let visit = fold(mine, at: event, isShut: isShut)
    let id = known?.id ?? mine.last { $0.attendanceID != nil }?.attendanceID ?? newID()
    present += (visit.isInside ? 1 : 0) - (known?.isInside ?? false ? 1 : 0)
    presences[patronID] = presence(
      visit, of: patronID, was: known, at: event, isShut: isShut, id: id)
    stays[patronID] = visit.stays
    touched.insert(patronID)
  }

  private mutating func add(_ fact: Fact, _ newID: () -> UUID128) {
    imply(fact.patronID, newID)
    facts[fact.patronID, default: []].append(fact)
    refold(fact.patronID, newID)
    guard let count = facts[fact.patronID]?.count else { return }
    facts[fact.patronID]?[count - 1].attendanceID = presences[fact.patronID]?.id
  }

  /// What was taken over from elsewhere as rows gets its lines in the log before it is touched.
  private mutating func imply(_ patronID: UUID128, _ newID: () -> UUID128) {
    guard let known = presences[patronID], known.attended else { return }
    let mine = facts[patronID] ?? []
    if mine.contains(where: { !$0.isAnnulled && $0.kind != .out }) { return }
    let said = implied(known, stays[patronID] ?? [], newID: newID)
    facts[patronID] = mine + said
    changes.scans += said.map { LoggedScan(implied: $0, at: event.id, known, present) }
  }

  // MARK: What is to be written

  /// How the records differ from what they were.
  func difference(newID: () -> UUID128) -> DoorDifference {
    var difference = DoorDifference()
    for patronID in touched.sorted() {
      let (was, now) = (before.presences[patronID], presences[patronID])
      difference.note(was, now)
      difference.note(
        before.stays[patronID] ?? [], now == nil ? [] : stays[patronID] ?? [],
        of: now?.id ?? was?.id, patronID, newID)
      // Of walk-ins it is told when users knows them.
      if people[patronID]?.isProvisional ?? false { continue }
      difference.tell(
        now, seenOut: stays[patronID]?.lastSeenOut, was: was,
        wasSeenOut: before.stays[patronID]?.map(\.stay).lastSeenOut)
    }
    return difference
  }
}
