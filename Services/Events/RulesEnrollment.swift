/// What is decided of somebody who asks for a seat.
enum EnrollVerdict: Equatable, Sendable {
  /// The claim stands already and stays as it is.
  case unchanged
  case enrolled
  case waitlisted
}

/// Somebody asks for a seat.
struct EnrollApplication: Sendable {
  let guests: Int32
  /// Where an earlier claim of the same person stands.
  let existing: EnrollmentStatus?
  /// Whether somebody waits already.
  let hasWaiters: Bool
  /// Whether an organizer asks, to whom the registration window is no limit.
  let overridesWindow: Bool

  func judge(_ event: EventRecord, _ now: Instant) throws(Refusal) -> EnrollVerdict {
    guard (0...10).contains(guests) else { throw .invalid("guests", "must be from 0 to 10") }
    if existing == .enrolled || existing == .waitlisted { return .unchanged }
    try event.checkOpen(now)
    if !overridesWindow { try event.checkWindow(now) }
    return try seat(event)
  }

  private func seat(_ event: EventRecord) throws(Refusal) -> EnrollVerdict {
    guard let capacity = event.fields.capacity, let free = event.seats.free(capacity) else {
      return .enrolled
    }
    let seats = 1 + guests
    try event.checkFits(party: seats)
    // Who comes now passes those that wait only where that is allowed.
    if seats <= free && (!hasWaiters || event.fields.overtaking) { return .enrolled }
    if event.fields.waitlist { return .waitlisted }
    throw .state(
      "EVENT_FULL", "the event is full and has no waiting list",
      ["capacity": "\(capacity)", "taken": "\(event.seats.taken)"])
  }
}

extension EventRecord {
  var registrationOpens: Instant? { fields.registrationOpensAt ?? facts.publishedAt }
  var registrationCloses: Instant? { fields.registrationClosesAt ?? fields.end }

  /// Refuses what only an event takes that is announced and not over.
  func checkOpen(_ now: Instant) throws(Refusal) {
    let status = status(now)
    guard status.isOpen else {
      throw .state(
        "EVENT_NOT_OPEN", "an event that is \(status.rawValue) takes no enrollment",
        ["status": status.rawValue, "allowed": "SCHEDULED,ONGOING"])
    }
  }

  /// Refuses a party that would wait for ever.
  func checkFits(party: Int32) throws(Refusal) {
    guard let capacity = fields.capacity, party > capacity else { return }
    throw .state(
      "PARTY_TOO_LARGE", "a party of \(party) never fits into \(capacity) seats",
      ["party": "\(party)", "capacity": "\(capacity)"])
  }

  func isInsideWindow(_ now: Instant) -> Bool {
    guard let opens = registrationOpens, let closes = registrationCloses else { return false }
    return opens <= now && now < closes
  }

  func checkWindow(_ now: Instant) throws(Refusal) {
    if let opens = registrationOpens, now < opens {
      throw .state("REGISTRATION_NOT_OPEN", "registration has not begun")
    }
    guard isInsideWindow(now) else {
      throw .state("REGISTRATION_CLOSED", "registration has ended")
    }
  }

  /// Somebody gives up a claim by themselves: until the time said, else until the event begins.
  /// Who only waits always may.
  func checkSelfCancel(_ claim: EnrollmentStatus, _ now: Instant) throws(Refusal) {
    guard claim == .enrolled else { return }
    let status = status(now)
    if let until = fields.selfCancelUntil {
      if status.isOpen && now < until { return }
    } else if status == .scheduled {
      return
    }
    throw .state(
      "SELF_CANCEL_CLOSED", "it is too late to cancel by oneself; ask those who run the event")
  }
}

/// A row of an upload: a claim that was made elsewhere.
struct BatchRow: Equatable, Sendable {
  let userID: UserID
  let status: EnrollmentStatus
  let guests: Int32
  let enrolledAt: Instant?
}

extension BatchRow {
  /// What becomes of the person's claim; nil when it stands so already. A seat taken elsewhere
  /// counts even where none is left, so nothing here depends on the event.
  func verdict(_ existing: EnrollmentStatus?) -> EnrollmentStatus? {
    existing == status ? nil : status
  }
}

extension EventRecord {
  /// A claim as a row of an upload makes it; its seats are counted here.
  mutating func takeOver(
    _ row: BatchRow, _ status: EnrollmentStatus, replacing old: EnrollmentRecord?, _ now: Instant,
    newID: UUID128
  ) -> EnrollmentRecord {
    if let old, old.status == .enrolled { seats.release(old.seats, capacity: fields.capacity) }
    seats.lastQueueNumber += 1
    let record = EnrollmentRecord(
      id: old?.id ?? newID, eventID: id, userID: row.userID, status: status, priority: 0,
      queueNumber: seats.lastQueueNumber, guests: row.guests,
      enrolledAt: row.enrolledAt ?? old?.enrolledAt ?? now,
      canceledAt: status == .canceled ? now : nil)
    if status == .enrolled { seats.force(record.seats, capacity: fields.capacity) }
    return record
  }
}
