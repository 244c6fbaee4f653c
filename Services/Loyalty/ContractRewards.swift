internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

// The contract's rewards and levels and the room's, one into the other.

extension Reward {
  init(_ reward: RewardRecord) {
    let fields = reward.fields
    self.init(
      id: reward.id.rawValue.description, name: fields.name, description: fields.description,
      terms: fields.terms, cost: fields.cost, stock: fields.stock, left: reward.left,
      perPerson: fields.perPerson, availableFrom: fields.from.map { Timestamp($0) },
      availableUntil: fields.until.map { Timestamp($0) }, leastTier: fields.leastTier ?? "",
      active: fields.isActive, voucherDays: fields.voucherDays,
      refundExpired: fields.refundsExpired, createdAt: Timestamp(reward.createdAt),
      updatedAt: Timestamp(reward.updatedAt), version: reward.version)
  }

  /// With whether somebody may redeem it now.
  init(_ reward: RewardRecord, for shopper: Shopper, _ tiers: Tiers, _ now: Moment) {
    self.init(reward)
    let obstacle = reward.obstacle(for: shopper, tiers, now)
    offer = Offer(redeemable: obstacle == nil, reason: obstacle?.reason ?? "")
    if case .tooFewPoints(let cost, let balance) = obstacle {
      offer?.pointsMissing = cost - balance
    }
  }
}

extension RewardTerms {
  /// What a new reward is said to be.
  init(_ request: CreateRewardRequest) throws {
    self.init(
      name: request.name, description: request.description, terms: request.terms,
      cost: request.cost, stock: request.stock, perPerson: request.perPerson,
      from: try Said.time(request.availableFrom, "available_from"),
      until: try Said.time(request.availableUntil, "available_until"),
      leastTier: request.leastTier, isActive: request.active ?? true,
      voucherDays: request.voucherDays, refundsExpired: request.refundExpired ?? false)
  }

  /// What an edit says, defaults where it says nothing; only what its mask names counts.
  private init(_ request: UpdateRewardRequest) throws {
    self.init(
      name: request.name, description: request.description, terms: request.terms,
      cost: request.cost, stock: request.stock, perPerson: request.perPerson,
      from: try Said.time(request.availableFrom, "available_from"),
      until: try Said.time(request.availableUntil, "available_until"),
      leastTier: request.leastTier, isActive: request.active ?? true,
      voucherDays: request.voucherDays, refundsExpired: request.refundExpired ?? false)
  }

  /// These with those that the request's mask names written over.
  func updated(by request: UpdateRewardRequest) throws -> RewardTerms {
    let said = try RewardTerms(request)
    let mask = request.updateMask?.paths ?? []
    guard !mask.isEmpty else { throw Status.invalid("update_mask", "must name what to change") }
    var terms = self
    for path in mask {
      guard let copy = Self.copies[path] else {
        throw Status.invalid("update_mask", "\(path.prefix(60)) cannot be changed")
      }
      copy(&terms, said)
    }
    return terms.normalized()
  }

  private typealias Copy = @Sendable (inout RewardTerms, RewardTerms) -> Void

  /// What each name of a mask writes.
  private static let copies: [String: Copy] = [
    "name": { $0.name = $1.name },
    "description": { $0.description = $1.description },
    "terms": { $0.terms = $1.terms },
    "cost": { $0.cost = $1.cost },
    "stock": { $0.stock = $1.stock },
    "per_person": { $0.perPerson = $1.perPerson },
    "available_from": { $0.from = $1.from },
    "available_until": { $0.until = $1.until },
    "least_tier": { $0.leastTier = $1.leastTier },
    "active": { $0.isActive = $1.isActive },
    "voucher_days": { $0.voucherDays = $1.voucherDays },
    "refund_expired": { $0.refundsExpired = $1.refundsExpired },
  ]
}

extension Redemption {
  /// As it is at a moment.
  /// - Parameters:
  ///   - cancelSeconds: how long its owner may cancel it.
  ///   - showsCode: whether the code is for these eyes.
  init(_ redemption: RedemptionRecord, _ now: Moment, cancelSeconds: Int64, showsCode: Bool) {
    let status = redemption.status(now)
    self.init(
      id: redemption.id.rawValue.description, rewardId: redemption.reward.rawValue.description,
      rewardName: redemption.rewardName, patronId: redemption.patron.rawValue.description,
      points: redemption.points, status: Status(status),
      voucherCode: showsCode ? VoucherCode.shown(redemption.code) : "",
      issuedAt: Timestamp(redemption.issuedAt),
      expiresAt: redemption.expiresAt.map { Timestamp($0) },
      usedAt: redemption.usedAt.map { Timestamp($0) },
      usedBy: redemption.usedBy?.description ?? "",
      endedAt: redemption.endedAt.map { Timestamp($0) }, refunded: redemption.refunded,
      movementId: redemption.entry.rawValue.description)
    if status == .issued { cancelUntil = Timestamp(redemption.cancelEnd(cancelSeconds)) }
  }
}

extension Redemption.Status {
  init(_ status: RedemptionStatus) {
    self =
      switch status {
      case .issued: .issued
      case .used: .used
      case .canceled: .canceled
      case .expired: .expired
      }
  }

  /// What a list is to be of; nil for all.
  func filter() throws -> RedemptionStatus? {
    switch self {
    case .unspecified: nil
    case .issued: .issued
    case .used: .used
    case .canceled: .canceled
    case .expired: .expired
    case .unrecognized: throw RPC.Status.invalid("status", "is not known here")
    }
  }
}

// MARK: Levels

extension TierLadder {
  init(_ tiers: Tiers) {
    self.init(
      basis: Basis(tiers.basis), windowDays: tiers.basis.windowDays,
      levels: tiers.all.map { Level(name: $0.name, least: $0.least) })
  }

  /// The levels that it says.
  func tiers() throws -> Tiers {
    let basis = TierBasis(self.basis.name, days: windowDays)
    let levels = self.levels.map { Tier(name: $0.name, least: $0.least) }
    let faults = Tiers.faults(levels, basis)
    guard faults.isEmpty, let basis, let tiers = Tiers(levels, basis) else {
      throw Faults(all: faults)
    }
    return tiers
  }
}

extension LadderJudging {
  init(_ progress: LadderProgress) {
    self.init(
      done: progress.reached == nil, judged: progress.judged, rise: progress.moved.rise,
      fall: progress.moved.fall, replaced: progress.moved.replaced)
  }
}

extension TierLadder.Basis {
  init(_ basis: TierBasis) {
    self =
      switch basis {
      case .lifetimeEarned: .lifetimeEarned
      case .earnedInWindow: .earnedInWindow
      case .activeBalance: .activeBalance
      }
  }
}

extension TierChange {
  init(_ change: NotedTierChange) {
    self.init(
      id: change.id.description, fromTier: change.from, toTier: change.to, why: Why(change.why),
      points: change.points, actorId: change.actor?.description ?? "", reason: change.reason,
      changedAt: Timestamp(change.changedAt))
  }
}

extension TierChange.Why {
  init(_ why: TierWhy) {
    self =
      switch why {
      case .reached: .reached
      case .evaluated: .evaluated
      case .pinned: .pinned
      case .unpinned: .unpinned
      case .replaced: .replaced
      }
  }
}
