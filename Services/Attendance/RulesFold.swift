import Contracts

/// A line of the scan log that says where somebody was.
struct Fact: Sendable, Equatable {
  let id: UUID128
  let patronID: UUID128
  let kind: ScanKind
  /// Nil only of what is said: nobody knows when.
  let time: Instant?
  let receivedAt: Instant
  let key: ScanKey
  let method: String
  let deviceID: String
  let actorID: UUID128
  /// The presence that came of it; nil when none did.
  var attendanceID: UUID128?
  var isAnnulled = false
}

/// Somebody's time inside.
struct Stay: Sendable, Equatable {
  var inTime: Instant
  var outTime: Instant?
  /// Closed by the door's shutting: nobody saw the person leave.
  var isAutoClosed = false

  var isOpen: Bool { outTime == nil }
}

extension [Stay] {
  /// The end of the last stay whose end somebody saw.
  var lastSeenOut: Instant? { last { !$0.isAutoClosed && !$0.isOpen }?.outTime }
}

/// What a person's scans at an event make of it.
struct Visit: Sendable, Equatable {
  /// The earliest that says that the person was there; nil: was not.
  var first: Fact?
  /// In their order; only the last may be open.
  var stays: [Stay]

  var isInside: Bool { stays.last?.isOpen ?? false }
  /// The end of the last stay; nil when nobody saw it.
  var checkOutTime: Instant? {
    stays.last.flatMap { $0.isAutoClosed ? nil : $0.outTime }
  }
}

/// Folds what doors saw of one person into a visit: the same whatever order the scans were told in,
/// and however often.
///
/// - Parameter isShut: whether the door has shut, so that nobody is inside any more.
func fold(_ facts: [Fact], at event: DoorEvent, isShut: Bool) -> Visit {
  let standing = facts.filter { !$0.isAnnulled }
  return Visit(
    first: standing.filter { $0.kind != .out }.min(by: isEarlier),
    stays: stays(standing, event, isShut: isShut))
}

/// By time, what has none last; then by name, so that no two are alike.
private func isEarlier(_ left: Fact, _ right: Fact) -> Bool {
  let (time, other) = (left.time ?? .distantFuture, right.time ?? .distantFuture)
  if time != other { return time < other }
  return (left.key.device, left.key.scanID) < (right.key.device, right.key.scanID)
}

extension Instant {
  fileprivate static let distantFuture = Instant(microseconds: .max)
}

/// Comings and goings in order of time. Who is inside and comes in, or is outside and leaves, says
/// nothing new. Of a coming and a going at the same moment the one that is possible is first.
private func stays(_ facts: [Fact], _ event: DoorEvent, isShut: Bool) -> [Stay] {
  var moments: [Instant: (isIn: Bool, isOut: Bool)] = [:]
  for fact in facts {
    guard let time = fact.time, fact.kind != .said else { continue }
    var moment = moments[time] ?? (false, false)
    if fact.kind == .out { moment.isOut = true } else { moment.isIn = true }
    moments[time] = moment
  }
  var stays: [Stay] = []
  func shut(before time: Instant?) {
    guard let shutsAt = event.shutsAt, let last = stays.last, last.isOpen,
      time.map({ $0 >= shutsAt }) ?? isShut
    else { return }
    stays[stays.count - 1].outTime = max(last.inTime, shutsAt)
    stays[stays.count - 1].isAutoClosed = true
  }
  for (time, moment) in moments.sorted(by: { $0.key < $1.key }) {
    shut(before: time)
    let wasInside = stays.last?.isOpen ?? false
    if wasInside, moment.isOut { stays[stays.count - 1].outTime = time }
    let isOutside = !(stays.last?.isOpen ?? false)
    guard moment.isIn, isOutside, stays.isEmpty || event.reentry else { continue }
    stays.append(Stay(inTime: time, outTime: !wasInside && moment.isOut ? time : nil))
  }
  shut(before: nil)
  return stays
}

/// The record that a visit makes: nil when there is nothing to keep of the person.
///
/// - Parameters:
///   - known: the record as it was.
///   - id: of a record that is new.
func presence(
  _ visit: Visit, of patronID: UUID128, was known: Presence?, at event: DoorEvent, isShut: Bool,
  id: UUID128
) -> Presence? {
  var presence = Presence(
    id: known?.id ?? id, patronID: patronID, status: PresenceStatus.attended.name,
    enrolledAt: known?.enrolledAt, deviceID: "", excusedAt: known?.excusedAt,
    isInside: visit.isInside)
  if let first = visit.first {
    presence.checkInTime = first.time
    presence.checkOutTime = visit.checkOutTime
    presence.method = first.method
    presence.deviceID = first.deviceID
    presence.checkedInBy = first.actorID
    return presence
  }
  // A walk-in who was not there is nobody here.
  if presence.enrolledAt == nil { return nil }
  let missed = isShut && event.canceledAt == nil
  let status: PresenceStatus =
    presence.excusedAt != nil ? .excused : missed ? .noShow : .registered
  presence.status = status.name
  presence.isInside = false
  return presence
}

/// What a row says of which the log tells nothing, taken over from elsewhere as a whole.
func implied(_ presence: Presence, _ stays: [Stay], newID: () -> UUID128) -> [Fact] {
  func fact(_ kind: ScanKind, _ time: Instant?, _ name: String) -> Fact {
    Fact(
      id: newID(), patronID: presence.patronID, kind: kind, time: time,
      receivedAt: time ?? presence.checkInTime ?? Instant(microseconds: 0),
      key: ScanKey(device: "row", scanID: "\(presence.id) \(name)"),
      method: presence.method ?? Method.import.name, deviceID: presence.deviceID,
      actorID: presence.checkedInBy ?? UUID128(high: 0, low: 0), attendanceID: presence.id)
  }
  let moves = stays.enumerated().flatMap { index, stay -> [Fact] in
    let coming = fact(.in, stay.inTime, "in \(index)")
    guard !stay.isAutoClosed, let out = stay.outTime else { return [coming] }
    return [coming, fact(.out, out, "out \(index)")]
  }
  return [fact(.said, presence.checkInTime, "said")] + moves
}

/// How long a device may take back what it did.
let undoPeriod = Duration.seconds(15 * 60)

/// What an undo annuls of a person's scans: all that counts, or of a device its own of the last
/// minutes.
func undoable(
  _ facts: [Fact], by device: String?, now: Instant
) throws(Denial) -> [Fact] {
  let standing = facts.filter { !$0.isAnnulled }
  guard let device else { return standing }
  let own = standing.filter { $0.key.device == "device:\(device)" }
  if own.isEmpty, !standing.isEmpty { throw .notItsScan }
  let recent = own.filter { $0.receivedAt.seconds(until: now) <= undoPeriod }
  if recent.isEmpty, !own.isEmpty { throw .undoTooLate }
  return recent
}

extension Instant {
  func seconds(until other: Instant) -> Duration {
    .microseconds(other.microseconds - microseconds)
  }
}
