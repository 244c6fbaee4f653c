import Contracts

/// One presence of an upload, as it is to be taken over.
struct RecordRow: Sendable, Equatable {
  var patronID: UUID128
  var status: PresenceStatus
  var checkInTime: Instant?
  var enrolledAt: Instant?
}

/// What a presence becomes when an upload says `row`: nil when it says nothing new.
///
/// The strongest status stands: attended, then excused, no-show, registered. The earliest check-in
/// stands, and when the person enrolled is not unlearned.
func fold(_ row: RecordRow, into known: Presence?, newID: UUID128) -> Presence? {
  let isStronger = row.status.strength > (known?.strength ?? 0)
  var presence =
    known
    ?? Presence(
      id: newID, patronID: row.patronID, status: row.status.name, method: nil, deviceID: "",
      isInside: false)
  if isStronger { presence.status = row.status.name }
  // Since when, an upload does not say.
  if isStronger, row.status == .excused {
    presence.excusedAt = presence.excusedAt ?? row.enrolledAt
  }
  presence.enrolledAt = presence.enrolledAt ?? row.enrolledAt
  if presence.attended, let time = row.checkInTime {
    // Not after a check-out that the door saw.
    let earliest = min(presence.checkInTime ?? time, time)
    presence.checkInTime = min(earliest, presence.checkOutTime ?? earliest)
  }
  return presence == known ? nil : presence
}

/// Why a row of an upload is not taken; nil when it is.
func refusal(of row: RecordRow, at event: DoorEvent, isKnown: Bool) -> String? {
  if event.canceledAt != nil { return "the event is canceled" }
  if row.status.strength == 0 { return "status must be said" }
  if !isKnown { return "nobody has this id" }
  if row.status != .attended, row.enrolledAt == nil { return "who did not come has enrolled_at" }
  if row.status != .attended, row.checkInTime != nil { return "who did not come has no check-in" }
  return nil
}

extension Presence {
  fileprivate var strength: Int { PresenceStatus(name: status)?.strength ?? 0 }
}

extension PresenceStatus {
  var strength: Int {
    switch self {
    case .attended: 4
    case .excused: 3
    case .noShow: 2
    case .registered: 1
    case .unspecified, .unrecognized: 0
    }
  }
}

/// What a check-out does.
enum CheckOutVerdict: Sendable, Equatable {
  case close(at: Instant)
  /// Left already: the record stays as it is.
  case done
  case notInside
  case beforeEntry
}

/// Judges a check-out.
///
/// - Parameter asked: when the person left, as the request says; nil means now.
func judgeCheckOut(
  _ presence: Presence, openSince: Instant?, asked: Instant?, now: Instant
) -> CheckOutVerdict {
  guard let openSince else { return presence.checkOutTime == nil ? .notInside : .done }
  let time = min(asked ?? now, now)
  if let asked, asked < openSince { return .beforeEntry }
  // A clock that went back must not trap who is inside.
  return .close(at: max(time, openSince))
}
