/// What of a claim shall be otherwise; nil stays as it is.
struct ClaimEdit: Equatable, Sendable {
  var guests: Int32?
  var priority: Int32?

  /// Every value that is not allowed, whatever is stored.
  var faults: [Refusal] {
    var faults: [Refusal] = []
    if let guests, !(0...10).contains(guests) {
      faults.append(.invalid("guests", "must be from 0 to 10"))
    }
    if let priority, !(-1000...1000).contains(priority) {
      faults.append(.invalid("priority", "must be from -1000 to 1000"))
    }
    return faults
  }

  /// The claim as it shall be, the same one when it is so already.
  func apply(
    to claim: EnrollmentRecord, at event: EventRecord, hasWaiters: Bool, by viewer: Viewer,
    _ now: Instant
  ) throws(Refusal) -> EnrollmentRecord {
    if priority != nil, !viewer.runs(event) { throw .denied }
    var next = claim
    next.guests = guests ?? claim.guests
    next.priority = priority ?? claim.priority
    if next == claim { return claim }
    guard claim.status != .canceled else {
      throw .state("ENROLLMENT_CANCELED", "the claim was given up; enroll again")
    }
    if next.priority != claim.priority, claim.status != .waitlisted {
      throw .state("NOT_WAITING", "only who waits has a place on the waiting list")
    }
    if next.guests < claim.guests, !viewer.keepsRoster(of: event) {
      try event.checkSelfCancel(claim.status, now)
    }
    if next.guests > claim.guests {
      try event.checkOpen(now)
      if !viewer.overridesWindow(of: event) { try event.checkWindow(now) }
      try event.checkFits(party: next.seats)
      if claim.status == .enrolled {
        try event.checkFree(next.guests - claim.guests, hasWaiters: hasWaiters)
      }
    }
    return next
  }
}

extension EventRecord {
  /// Refuses more guests than there are seats that nobody waits for.
  fileprivate func checkFree(_ more: Int32, hasWaiters: Bool) throws(Refusal) {
    guard let capacity = fields.capacity, let left = seats.free(capacity) else { return }
    let free = hasWaiters && !fields.overtaking ? 0 : left
    if more <= free { return }
    let why = free < left ? ": \(left) are kept for who waits" : ""
    throw .state(
      "NOT_ENOUGH_SEATS", "\(more) more do not fit into \(free) free seats\(why)",
      [
        "more": "\(more)", "free": "\(free)", "capacity": "\(capacity)", "taken": "\(seats.taken)",
      ])
  }
}
