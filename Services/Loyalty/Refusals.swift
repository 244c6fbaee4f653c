internal import Contracts
internal import Daemon
internal import RPC

extension Refusal {
  /// What the caller is told, with a reason that programs know.
  var status: Status {
    switch self {
    case .tooFewPoints(let asked, let has):
      .refused(
        .failedPrecondition, reason, "there are \(has) points, not \(asked)",
        [("asked", "\(asked)"), ("has", "\(has)")])
    case .outOfRange:
      .refused(
        .failedPrecondition, reason, "nobody has or owes more than a billion points")
    case .nothingToGiveBack:
      .refused(
        .failedPrecondition, reason, "this line was given back, or took nothing")
    }
  }

  var reason: String {
    switch self {
    case .tooFewPoints: "TOO_FEW_POINTS"
    case .outOfRange: "TOO_MANY_POINTS"
    case .nothingToGiveBack: "NOTHING_TO_GIVE_BACK"
    }
  }
}

/// Why rules refuse, each with a reason that programs know.
extension Status {
  static let unknownRule = Status.refused(.notFound, "RULE_NOT_FOUND", "no such rule")
  static let unknownPerson = Status.refused(.notFound, "USER_NOT_FOUND", "no such person")
  static let unknownEvent = Status.refused(.notFound, "EVENT_NOT_FOUND", "no such event")
  static let unknownRejudgement = Status.refused(
    .notFound, "REJUDGEMENT_NOT_FOUND", "nobody was judged anew by this rule")
  static let rejudgementRunning = Status.refused(
    .failedPrecondition, "REJUDGEMENT_RUNNING",
    "everybody is being judged anew by a rule; wait until that is done")
  static let givesNothingByHand = Status.refused(
    .failedPrecondition, "RULE_NOT_MANUAL", "this rule gives nothing by hand now")
  static let capReached = Status.refused(
    .failedPrecondition, "CAP_REACHED", "this person has got all that the rule gives for now")
}

// Refusals of rewards and levels, each with a reason that programs know and its numbers.

extension Status {
  static let unknownReward = Status.refused(.notFound, "REWARD_NOT_FOUND", "no such reward")
  static let unknownRedemption = Status.refused(
    .notFound, "REDEMPTION_NOT_FOUND", "no such redemption")
  static let unknownVoucher = Status.refused(.notFound, "VOUCHER_NOT_FOUND", "no such voucher")
  static let unknownTier = Status.refused(.notFound, "TIER_NOT_FOUND", "no such level")
  static let wrongPage = Status.invalid("page_token", "must be next_page_token of the same query")

  /// What a handler's work was refused with, where it is a refusal of these rules.
  static func told(_ error: any Error) -> any Error {
    switch error {
    case let obstacle as Obstacle: obstacle.status
    case let refusal as VoucherRefusal: refusal.status
    case let faults as Faults: faults.status
    case let stock as StockTooLow:
      Status.refused(
        .failedPrecondition, "STOCK_TOO_LOW",
        "\(stock.redeemed) are redeemed already, more than \(stock.stock)",
        [("redeemed", "\(stock.redeemed)"), ("stock", "\(stock.stock)")])
    case let uses as TierInUse:
      Status.refused(
        .failedPrecondition, "TIER_IN_USE",
        "\(uses.levels) would be gone: \(uses.pins) people are pinned to it, \(uses.rewards) "
          + "rewards ask for it; unpin them and change the rewards first",
        [("levels", uses.levels), ("pins", "\(uses.pins)"), ("rewards", "\(uses.rewards)")])
    case let refusal as Refusal: refusal.status
    default: error
    }
  }
}

extension Obstacle {
  var status: Status { .refused(.failedPrecondition, reason, sentence, facts) }

  private var sentence: String {
    switch self {
    case .notActive: "this reward is not in the catalogue any more"
    case .notYet: "this reward is not to be had yet"
    case .over: "this reward is not to be had any more"
    case .tierTooLow(_, let needs): "this reward is for level \(needs) and above"
    case .limitReached(let limit, _): "one person may have \(limit) of this reward"
    case .soldOut: "nothing is left of this reward"
    case .tooFewPoints(let cost, let balance): "it takes \(cost) points, and there are \(balance)"
    case .costChanged(let shown, let cost): "it costs \(cost) points now, not \(shown)"
    }
  }

  private var facts: [(String, String)] {
    switch self {
    case .notActive: []
    case .notYet(let from): [("from", from.text)]
    case .over(let until): [("until", until.text)]
    case .tierTooLow(let has, let needs): [("needs", needs), ("tier", has)]
    case .limitReached(let limit, let held): [("held", "\(held)"), ("limit", "\(limit)")]
    case .soldOut(let stock): [("stock", "\(stock)")]
    case .tooFewPoints(let cost, let balance): [("asked", "\(cost)"), ("has", "\(balance)")]
    case .costChanged(let shown, let cost): [("cost", "\(cost)"), ("shown", "\(shown)")]
    }
  }
}

extension VoucherRefusal {
  var status: Status {
    switch self {
    case .used(let at, let by):
      .refused(
        .failedPrecondition, "VOUCHER_USED", "this voucher was used already",
        [("usedAt", at.text), ("usedBy", by.map { "\($0)" } ?? "")])
    case .canceled(let at):
      .refused(
        .failedPrecondition, "VOUCHER_CANCELED", "this voucher was taken back",
        [("canceledAt", at.text)])
    case .expired(let at):
      .refused(
        .failedPrecondition, "VOUCHER_EXPIRED", "this voucher is too old", [("expiredAt", at.text)])
    case .tooLateToCancel(let until):
      .refused(
        .failedPrecondition, "TOO_LATE_TO_CANCEL", "it is too late to cancel by oneself",
        [("until", until.text)])
    }
  }
}

extension Faults {
  /// Every fault, each at its field.
  var status: Status {
    var status = Status.invalid(all[0].field, all[0].message)
    status.details?.badRequest?.fieldViolations = all.compactMap {
      Status.invalid($0.field, $0.message).details?.badRequest?.fieldViolations.first
    }
    return status
  }
}

extension Moment {
  /// As JSON has it.
  fileprivate var text: String { Timestamp(self).rfc3339 ?? "" }
}
