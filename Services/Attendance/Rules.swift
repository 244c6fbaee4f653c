import Contracts

/// How a scan is judged, in this order: not canceled, window, person, enrollment, door limit,
/// already in. That the event is known comes before.
enum Verdict: Sendable, Equatable {
  case refused(DoorResult, String)
  /// The copy lacks something that its owner may have.
  case lacks(Lack)
  /// Comes for the first time.
  case first
  /// Was here, left, and comes back.
  case again
  /// Is inside already, or left an event without re-entry.
  case recorded(String)
}

/// Judges a scan. Pure: everything it depends on is passed in.
///
/// - Parameters:
///   - person: nil when the copy has nobody of that id.
///   - present: people inside before the scan.
///   - passNumber: from which on the person's passes count; nil when there are none.
func judge(
  _ scan: Scan, _ event: DoorEvent, _ person: Person?, _ presence: Presence?, present: Int32,
  passNumber: Int32? = nil
) -> Verdict {
  if let shut = judgeWindow(scan, event) {
    guard scan.bypassesWindow, shut.isOfTheClock(event) else { return shut }
  }
  if let unknown = judgePerson(scan, event, person, passNumber) { return unknown }
  let attended = presence?.attended ?? false
  if event.enrollmentRequired, !attended, presence?.enrolledAt == nil {
    guard scan.asked.contains(.enrollment) else { return .lacks(.enrollment) }
    return .refused(.notEnrolled, "Not enrolled, and this event is for enrolled people only.")
  }
  if presence?.isInside ?? false { return .recorded("Checked in already.") }
  if attended, !event.reentry {
    return .recorded("Has been here and left; this event has no re-entry.")
  }
  if let limit = event.doorLimit, present >= limit {
    return .refused(.full, "As many are inside as may be.")
  }
  return attended ? .again : .first
}

/// Whether a scan that is let in is so only because the window does not count for it.
func needsBypass(_ scan: Scan, _ event: DoorEvent) -> Bool { judgeWindow(scan, event) != nil }

private func judgeWindow(_ scan: Scan, _ event: DoorEvent) -> Verdict? {
  if event.canceledAt != nil { return .refused(.canceled, "The event is canceled.") }
  guard !event.isDraft, let opensAt = event.opensAt, let shutsAt = event.shutsAt else {
    return .refused(.tooEarly, "The event is not announced yet.")
  }
  if scan.occurredAt < opensAt { return .refused(.tooEarly, "The door is not open yet.") }
  if scan.occurredAt >= shutsAt { return .refused(.tooLate, "The door is shut.") }
  return nil
}

extension Verdict {
  /// Refused for the time of day alone: a canceled event has no door, nor has a draft.
  fileprivate func isOfTheClock(_ event: DoorEvent) -> Bool {
    guard case .refused = self else { return false }
    return event.canceledAt == nil && !event.isDraft && event.opensAt != nil
  }
}

private func judgePerson(
  _ scan: Scan, _ event: DoorEvent, _ person: Person?, _ passNumber: Int32?
) -> Verdict? {
  if !scan.doorkeeper.works(event), !event.selfCheckIn {
    return .refused(.selfCheckInOff, "At this event the staff checks people in.")
  }
  if case .pass(let pass) = scan.subject {
    // One we did not sign and one whose key we do not know look alike.
    guard let pass else { return .refused(.invalid, "This is no pass of ours.") }
    let refusal = pass.refusal(at: event.id, scan.occurredAt, valid: passNumber)
    if let refusal { return refusal }
  }
  guard scan.patronID != nil else {
    guard scan.asked.contains(.newcomer) else { return .lacks(.newcomer) }
    return .refused(.notEnrolled, "Not enrolled, and this event is for enrolled people only.")
  }
  guard let person else {
    guard scan.asked.contains(.person) else { return .lacks(.person) }
    return .refused(.invalid, "We do not know this person.")
  }
  return person.isActive ? nil : .refused(.invalid, "We do not know this person.")
}

/// Why a scan is not judged.
enum Denial: Sendable, Equatable {
  case notAllowed
  case unknownEvent
  /// The scan's name was another scan's before.
  case reusedScan
}

/// Whether the scanner may try at all: who works no door scans only itself, at events it can see.
///
/// - Returns: nil when it may.
func denial(of scan: Scan, at event: DoorEvent) -> Denial? {
  let isDevice = scan.doorkeeper.device != nil
  if scan.doorkeeper.works(event) { return isDevice && scan.bypassesWindow ? .notAllowed : nil }
  if isDevice || scan.bypassesWindow { return .notAllowed }
  guard scan.askedID == scan.actorID else { return .notAllowed }
  return event.isDraft ? .unknownEvent : nil
}
