import Contracts
import Postgres

extension LoggedScan {
  static let columns = Columns(
    [
      "id", "device", "scan_id", "event_id", "asked_id", "patron_id", "actor_id", "method",
      "occurred_at", "received_at", "result", "message", "already_recorded", "live_count",
      "attendance_id", "enrolled_at", "check_in_time", "check_out_time", "first_method",
      "first_device_id", "first_actor_id", "kind", "device_id", "forced", "overrides",
      "clock_bounded",
    ], LoggedScan.read)

  private static func read(
    _ id: UUID128, _ device: String, _ scanID: String, _ eventID: UUID128, _ askedID: UUID128?,
    _ patronID: UUID128?, _ actorID: UUID128, _ method: String, _ occurredAt: Instant,
    _ receivedAt: Instant, _ result: String, _ message: String, _ alreadyRecorded: Bool,
    _ liveCount: Int32, _ attendanceID: UUID128?, _ enrolledAt: Instant?,
    _ checkInTime: Instant?, _ checkOutTime: Instant?, _ firstMethod: String?,
    _ firstDeviceID: String?, _ firstActorID: UUID128?, _ kind: String, _ deviceID: String,
    _ isForced: Bool, _ overrides: Bool, _ isClockBounded: Bool
  ) -> LoggedScan {
    var answer = Answer(
      result: DoorResult(name: result) ?? .unspecified, message: message,
      alreadyRecorded: alreadyRecorded, liveCount: liveCount)
    if let attendanceID, let patronID {
      answer.presence = Presence(
        id: attendanceID, patronID: patronID, status: PresenceStatus.attended.name,
        enrolledAt: enrolledAt, checkInTime: checkInTime, checkOutTime: checkOutTime,
        method: firstMethod,
        deviceID: firstDeviceID ?? "", checkedInBy: firstActorID, isInside: checkOutTime == nil)
    }
    return LoggedScan(
      id: id, key: ScanKey(device: device, scanID: scanID), eventID: eventID, askedID: askedID,
      patronID: patronID, actorID: actorID, method: method, occurredAt: occurredAt,
      receivedAt: receivedAt, answer: answer, kind: ScanKind(name: kind) ?? .unspecified,
      deviceID: deviceID, isForced: isForced, overrides: overrides,
      isClockBounded: isClockBounded)
  }
}
