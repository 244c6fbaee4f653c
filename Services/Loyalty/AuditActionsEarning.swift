internal import Daemon

// What the record tells of rules and of points given by hand.
extension AuditAction {
  static let ruleMade = AuditAction("rule.made")
  static let ruleChanged = AuditAction("rule.changed")
  static let ruleEnded = AuditAction("rule.ended")
  static let pointsAwarded = AuditAction("points.awarded")
}
