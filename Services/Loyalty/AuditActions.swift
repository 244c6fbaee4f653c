import Daemon

// What the record of this room tells.
extension AuditAction {
  static let ruleMade = AuditAction("rule.made")
  static let ruleChanged = AuditAction("rule.changed")
  static let ruleEnded = AuditAction("rule.ended")
  static let pointsAwarded = AuditAction("points.awarded")
  /// Points were given or taken by hand.
  static let adjusted = AuditAction("points.adjusted")
  /// The levels were replaced.
  static let laddersSet = AuditAction("tiers.replaced")
  /// Somebody was put on a level for good or for some time.
  static let tierPinned = AuditAction("tier.pinned")
  static let tierUnpinned = AuditAction("tier.unpinned")
  static let rewardCreated = AuditAction("reward.created")
  static let rewardUpdated = AuditAction("reward.updated")
  static let rewardDeactivated = AuditAction("reward.deactivated")
  /// Another's points were spent.
  static let redeemedForAnother = AuditAction("reward.redeemed_for_another")
  /// A reward was handed out.
  static let voucherUsed = AuditAction("voucher.used")
  static let redemptionCanceled = AuditAction("redemption.canceled")
}

extension AuditObject {
  static func reward(_ id: RewardID) -> AuditObject { AuditObject("reward", id.rawValue) }
  static func redemption(_ id: RedemptionID) -> AuditObject {
    AuditObject("redemption", id.rawValue)
  }
}
