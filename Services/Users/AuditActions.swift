internal import Daemon

// What the record of this room tells.
extension AuditAction {
  /// Somebody got another role; without `from` they are new, or became the first administrator.
  static let roleChanged = AuditAction("user.role_changed")
  static let deactivated = AuditAction("user.deactivated")
  static let reactivated = AuditAction("user.reactivated")
  /// A chunk of an upload was taken.
  static let imported = AuditAction("user.imported")
}
