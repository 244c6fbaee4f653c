import Daemon

// What the record of this room tells.
extension AuditAction {
  /// Points were given or taken by hand.
  static let adjusted = AuditAction("points.adjusted")
}
