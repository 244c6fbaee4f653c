import Daemon
import Postgres

// What the record of this room tells.
extension AuditAction {
  /// Somebody was let in before the door opened or after it was shut.
  static let windowBypassed = AuditAction("door.window_bypassed")
  /// A person's passes for an event were taken back.
  static let passesRevoked = AuditAction("pass.revoked")
  /// A door device was given its token.
  static let deviceRegistered = AuditAction("device.registered")
  static let deviceRevoked = AuditAction("device.revoked")
  /// Presences were taken over that were recorded elsewhere.
  static let imported = AuditAction("attendance.imported")
  /// A person's scans were annulled.
  static let undone = AuditAction("attendance.undone")
  /// A presence was recorded by hand.
  static let recorded = AuditAction("attendance.recorded")
  static let excused = AuditAction("attendance.excused")
  static let excuseWithdrawn = AuditAction("attendance.excuse_withdrawn")
  /// What a device saw without network was taken although the rules of the house spoke against it.
  static let forced = AuditAction("door.forced")
}

extension Audit {
  func entry(bypass scan: LoggedScan) -> Query<Void> {
    entry(
      .user(scan.actorID), .windowBypassed, .event(scan.eventID),
      ["scan": .id(scan.id), "user": .id(scan.patronID ?? scan.actorID)])
  }
}
