internal import Daemon

// What the record of this room tells.
extension AuditAction {
  static let signedIn = AuditAction("user.signed_in")
  /// By who knew the one before, or has the person's mail.
  static let passwordChanged = AuditAction("user.password_changed")
  /// By a wrong password, or somebody shut out, or nobody known; counted per minute.
  static let signInFailed = AuditAction("user.sign_in_failed")
  /// A key is told of, so that its tokens count once it signs.
  static let keyAnnounced = AuditAction("key.announced")
  /// A key signs tokens from now on; the one before it is on its way out.
  static let keySigns = AuditAction("key.signs")
  /// Somebody got another role; without `from` they are new, or became the first administrator.
  static let roleChanged = AuditAction("user.role_changed")
  static let deactivated = AuditAction("user.deactivated")
  static let reactivated = AuditAction("user.reactivated")
  /// Everything that says something of a person is gone; their history stays under the id.
  static let erased = AuditAction("user.erased")
  /// As above, and everything of theirs goes in every service.
  static let purged = AuditAction("user.purged")
  /// A chunk of an upload was taken.
  static let imported = AuditAction("user.imported")
  /// An upload is being taken back.
  static let importUndone = AuditAction("user.import_undone")
}
