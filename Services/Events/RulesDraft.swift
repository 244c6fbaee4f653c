extension Viewer {
  /// Whose event a duplicate is: the host's, when whoever runs the event makes it, else their own.
  /// - Parameter claim: of the viewer on a seat of the event.
  func hostOfDuplicate(
    of event: EventRecord, claim: EnrollmentStatus?
  ) throws(Refusal) -> UserID {
    guard sees(event, claim: claim) else { throw .notFound("event") }
    guard holds(.organizer) else { throw .denied }
    return runs(event) ? event.hostID : userID ?? event.hostID
  }
}

extension EventFields {
  /// The same at another time: end and windows keep their distance to the start. Without a start
  /// there is nothing for them to keep a distance to.
  /// - Parameter newStart: nil makes one without times.
  func moved(to newStart: Instant?) throws(Refusal) -> EventFields {
    var fields = self
    fields.start = newStart
    fields.end = try shifted(end, to: newStart)
    fields.registrationOpensAt = try shifted(registrationOpensAt, to: newStart)
    fields.registrationClosesAt = try shifted(registrationClosesAt, to: newStart)
    fields.selfCancelUntil = try shifted(selfCancelUntil, to: newStart)
    return fields
  }

  private func shifted(_ time: Instant?, to newStart: Instant?) throws(Refusal) -> Instant? {
    guard let time, let start, let newStart else { return nil }
    // Both are of the years 1 to 9999, so none of this overflows.
    let moved = Instant(
      microseconds: newStart.microseconds + (time.microseconds - start.microseconds))
    guard moved >= .first && moved < .beyond else {
      throw .invalid("start_time", "must leave all times within the years 1 to 9999")
    }
    return moved
  }
}

extension EventRecord {
  /// Refuses to remove what was announced or called off.
  func checkDeletable(_ now: Instant) throws(Refusal) {
    let status = status(now)
    if status == .draft { return }
    let instead =
      status == .scheduled || status == .ongoing ? "; call it off instead, by cancel" : ""
    throw .state(
      "EVENT_STATUS",
      "an event that is \(status.rawValue) cannot be deleted, one that is DRAFT can" + instead,
      ["status": status.rawValue, "allowed": EventStatus.draft.rawValue])
  }
}

extension Refusal {
  /// A draft that claims or uploads refer to.
  static let referenced = Refusal.state(
    "EVENT_REFERENCED",
    "enrollments or an upload refer to the event, so it cannot be deleted; cancel it instead",
    ["status": EventStatus.draft.rawValue, "allowed": "cancel"])
}
