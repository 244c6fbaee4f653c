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
  case recorded
}

/// Judges a scan. Pure: everything it depends on is passed in.
///
/// - Parameters:
///   - person: nil when the copy has nobody of that id.
///   - present: people inside before the scan.
///   - passNumber: from which on the person's passes count; nil when there are none.
///   - waived: refusals that do not count for this scan.
func judge(
  _ scan: Scan, _ event: DoorEvent, _ person: Person?, _ presence: Presence?, present: Int32,
  passNumber: Int32? = nil, waived: Set<DoorResult> = []
) -> Verdict {
  if let shut = judgeWindow(scan, event), case .refused(let result, _) = shut {
    let isWaived = scan.bypassesWindow || waived.contains(result)
    guard isWaived, shut.isOfTheClock(event) else { return shut }
  }
  if let unknown = judgePerson(scan, event, person, passNumber, waived) { return unknown }
  let attended = presence?.attended ?? false
  if event.enrollmentRequired, !attended, presence?.enrolledAt == nil,
    !waived.contains(.notEnrolled)
  {
    guard scan.asked.contains(.enrollment) else { return .lacks(.enrollment) }
    return .refused(.notEnrolled, "Not enrolled, and this event is for enrolled people only.")
  }
  if presence?.isInside ?? false { return .recorded }
  if attended, !event.reentry { return .recorded }
  if let limit = event.doorLimit, present >= limit, !waived.contains(.full) {
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
  _ scan: Scan, _ event: DoorEvent, _ person: Person?, _ passNumber: Int32?,
  _ waived: Set<DoorResult>
) -> Verdict? {
  if !scan.doorkeeper.works(event), !event.selfCheckIn {
    return .refused(.selfCheckInOff, "At this event the staff checks people in.")
  }
  if case .pass(let pass) = scan.subject {
    // One we did not sign and one whose key we do not know look alike.
    guard let pass else { return .refused(.invalid, "This is no pass of ours.") }
    let refusal = pass.refusal(at: event.id, scan.occurredAt, valid: passNumber)
    if let refusal, case .refused(let result, _) = refusal, !waived.contains(result) {
      return refusal
    }
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

/// Which refusals do not keep out whom a device without network let in: rules of the house, and
/// against a doorkeeper's word also what speaks against a pass. Never those that leave open who it
/// is, or that there is an event.
func waivable(_ scan: Scan) -> Set<DoorResult> {
  guard scan.isUpload else { return [] }
  let house: Set<DoorResult> = [.tooEarly, .tooLate, .notEnrolled, .full]
  return scan.isForced ? house.union([.revoked, .expired]) : house
}

/// The sentence for somebody who was let in before: by which door, and when.
func sentence(for scan: Scan, recorded presence: Presence, _ event: DoorEvent) -> String {
  if !presence.isInside, !event.reentry, presence.checkOutTime != nil {
    return "Has been here and left; this event has no re-entry."
  }
  let time = presence.checkInTime.map { " at \(clockTime($0)) UTC" } ?? ""
  let door =
    !presence.deviceID.isEmpty
    ? " at the door \(presence.deviceID)"
    : presence.checkedInBy == scan.actorID ? " by you" : " by another doorkeeper"
  return "Checked in already\(time)\(door)."
}

/// Hours, minutes and seconds of the day in UTC.
private func clockTime(_ instant: Instant) -> String {
  let seconds = instant.microseconds / 1_000_000 % 86_400
  let day = seconds < 0 ? seconds + 86_400 : seconds
  return [day / 3600, day / 60 % 60, day % 60]
    .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
}

/// Why a scan is not judged, or nothing is corrected.
enum Denial: Error, Sendable, Equatable {
  case notAllowed
  case unknownEvent
  /// The scan's name was another scan's before.
  case reusedScan
  case unknownPresence
  case notInside
  case outBeforeIn
  /// What a device would take back is another door's.
  case notItsScan
  case undoTooLate
  /// Who is not expected needs no excuse.
  case notExpected
  case attendedAlready

  /// What the log says of a check-out that is refused; nil for what is no judgment of a scan.
  var sentence: String? {
    switch self {
    case .unknownPresence: "Has not been here."
    case .notInside: "Is not inside."
    case .outBeforeIn: "Came in after that time."
    default: nil
    }
  }
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
