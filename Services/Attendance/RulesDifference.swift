import Contracts

/// A stay as it is kept.
struct KeptStay: Sendable, Equatable {
  let id: UUID128
  let patronID: UUID128
  var stay: Stay
}

/// What is to be written for the scans that a door took, beside records.
struct DoorChanges: Sendable {
  var scans: [LoggedScan] = []
  var provisional: [Provisional] = []
  /// Scans let in outside of the door's window.
  var bypasses: [LoggedScan] = []
  /// Scans that count no more.
  var annulled: [UUID128] = []
}

/// How records differ from what they were.
struct DoorDifference: Sendable {
  var kept: [Presence] = []
  var dropped: [UUID128] = []
  /// With the presence that each belongs to.
  var keptStays: [(attendanceID: UUID128, stay: KeptStay)] = []
  var droppedStays: [UUID128] = []
  var present: Int32 = 0
  var attended: Int32 = 0
  /// What followers are told: presences that stand otherwise than before, and those that are gone.
  var told: [(presence: Presence, isRemoved: Bool)] = []

  var isEmpty: Bool {
    kept.isEmpty && dropped.isEmpty && keptStays.isEmpty && droppedStays.isEmpty
  }

  mutating func note(_ was: Presence?, _ now: Presence?) {
    attended += (now?.attended ?? false ? 1 : 0) - (was?.attended ?? false ? 1 : 0)
    present += (now?.isInside ?? false ? 1 : 0) - (was?.isInside ?? false ? 1 : 0)
    if let now, now != was { kept.append(now) }
    if now == nil, let was { dropped.append(was.id) }
  }

  /// - Parameter attendanceID: nil when there was no presence and is none.
  mutating func note(
    _ was: [KeptStay], _ now: [Stay], of attendanceID: UUID128?, _ patronID: UUID128,
    _ newID: () -> UUID128
  ) {
    droppedStays += was.dropFirst(now.count).map(\.id)
    guard let attendanceID else { return }
    for (index, stay) in now.enumerated() {
      if index < was.count, was[index].stay == stay { continue }
      let id = index < was.count ? was[index].id : newID()
      keptStays.append((attendanceID, KeptStay(id: id, patronID: patronID, stay: stay)))
    }
  }

  /// Followers learn when somebody was last seen to leave, be they inside again or not.
  mutating func tell(
    _ now: Presence?, seenOut: Instant?, was: Presence?, wasSeenOut: Instant?
  ) {
    if var now {
      guard
        now.status != was?.status || now.checkInTime != was?.checkInTime || seenOut != wasSeenOut
      else { return }
      now.checkOutTime = seenOut
      told.append((now, false))
    } else if var gone = was, gone.attended {
      gone.status = PresenceStatus.registered.name
      gone.checkInTime = nil
      gone.checkOutTime = nil
      told.append((gone, true))
    }
  }
}
