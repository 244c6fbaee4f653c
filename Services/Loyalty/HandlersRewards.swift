internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

/// Answers `RewardsService`.
struct RewardsHandlers: RewardsService {
  let shop: Shop
  let access: Access
  let pages: PageTokens
  let people: People

  // MARK: The catalogue

  func createReward(_ request: CreateRewardRequest, _ call: CallContext) async throws -> Reward {
    try await answer(call) { asker in
      try asker.require(.admin)
      let fields = try RewardTerms(request).normalized()
      return try await shop.create(fields, by: asker.actor, call) { Reward($0) }
    }
  }

  func getReward(_ request: GetRewardRequest, _ call: CallContext) async throws -> Reward {
    try await answer(call) { asker in
      let id = RewardID(rawValue: try Said.id(request.id, "id"))
      guard let reward = try await shop.reward(id), reward.fields.isActive || asker.holds(.admin)
      else { throw Status.unknownReward }
      return try await offered([reward], to: asker)[0]
    }
  }

  func listRewards(
    _ request: ListRewardsRequest, _ call: CallContext
  ) async throws -> ListRewardsResponse {
    try await answer(call) { asker in
      if request.inactive { try asker.require(.admin) }
      if request.redeemable && asker.person == nil {
        throw Status.invalid("redeemable", "is asked by a person")
      }
      let size = Int(try Said.pageSize(request.pageSize))
      let query = ListRewardsRequest(redeemable: request.redeemable, inactive: request.inactive)
      var place = try Self.place(try pages.position(request.pageToken, of: query))
      var found: [Reward] = []
      var isEnd = false
      // What the caller cannot redeem is passed over, page by page.
      while found.count <= size && !isEnd {
        let rewards = try await shop.rewards(
          after: place, inactive: request.inactive, limit: Int32(size) + 1)
        isEnd = rewards.count <= size
        if let last = rewards.last { place = (last.fields.cost, last.id) }
        found += try await offered(rewards, to: asker).filter {
          !request.redeemable || $0.offer?.redeemable == true
        }
      }
      let page = found.prefix(size)
      var response = ListRewardsResponse(rewards: Array(page))
      if found.count > page.count, let last = page.last {
        response.nextPageToken = try pages.token(after: ["\(last.cost)", last.id], of: query)
      }
      return response
    }
  }

  private static func place(_ position: [String]?) throws -> (cost: Int32, id: RewardID) {
    guard let position else { return (0, RewardID(rawValue: UUID128(high: 0, low: 0))) }
    guard position.count == 2, let cost = Int32(position[0]), let id = UUID128(position[1])
    else { throw Status.wrongPage }
    return (cost, RewardID(rawValue: id))
  }

  /// Rewards with whether a person may redeem them now.
  private func offered(_ rewards: [RewardRecord], to asker: Asker) async throws -> [Reward] {
    guard let person = asker.person, !rewards.isEmpty else { return rewards.map { Reward($0) } }
    let now = shop.clock()
    let (tiers, shopper, held) = try await shop.shopper(person, rewards.map(\.id), now)
    return rewards.map { reward in
      var shopper = shopper
      shopper.held = held[reward.id] ?? 0
      return Reward(reward, for: shopper, tiers, now)
    }
  }

  func updateReward(_ request: UpdateRewardRequest, _ call: CallContext) async throws -> Reward {
    try await change(request.id, .rewardUpdated, call) { reward in
      guard request.expectedVersion >= 0 else {
        throw Status.invalid("expected_version", "must not be negative")
      }
      if request.expectedVersion != 0 && request.expectedVersion != reward.version {
        throw Status.refused(
          .failedPrecondition, "VERSION_MISMATCH", "somebody else has edited the reward since",
          [("expected", "\(request.expectedVersion)"), ("version", "\(reward.version)")])
      }
      return try reward.fields.updated(by: request)
    }
  }

  func deactivateReward(
    _ request: DeactivateRewardRequest, _ call: CallContext
  ) async throws -> Reward {
    try await change(request.id, .rewardDeactivated, call) { reward in
      var fields = reward.fields
      fields.isActive = false
      return fields
    }
  }

  private func change(
    _ id: String, _ action: AuditAction, _ call: CallContext,
    _ edit: @escaping @Sendable (RewardRecord) throws -> RewardTerms
  ) async throws -> Reward {
    try await answer(call) { asker in
      try asker.require(.admin)
      let id = RewardID(rawValue: try Said.id(id, "id"))
      guard let reward = try await shop.change(id, by: asker.actor, action, edit) else {
        throw Status.unknownReward
      }
      return Reward(reward)
    }
  }

  // MARK: Redeeming

  func redeemReward(
    _ request: RedeemRewardRequest, _ call: CallContext
  ) async throws -> Redemption {
    try await answer(call) { asker in
      let reward = RewardID(rawValue: try Said.id(request.rewardId, "reward_id"))
      let patron = try asker.patron(request.userId, field: "user_id", others: .admin)
      if patron != asker.person { try await people.check(patron) }
      return try await shop.redeem(
        reward, patron, shown: request.cost, by: asker.actor, call)
    }
  }

  func getRedemption(
    _ request: GetRedemptionRequest, _ call: CallContext
  ) async throws -> Redemption {
    try await answer(call) { asker in
      let id = RedemptionID(rawValue: try Said.id(request.id, "id"))
      guard let redemption = try await shop.redemption(id),
        redemption.patron == asker.person || asker.holds(.staff)
      else { throw Status.unknownRedemption }
      return shown(redemption, to: asker)
    }
  }

  func listRedemptions(
    _ request: ListRedemptionsRequest, _ call: CallContext
  ) async throws -> ListRedemptionsResponse {
    try await answer(call) { asker in
      let reward =
        try request.rewardId.isEmpty
        ? nil : RewardID(rawValue: Said.id(request.rewardId, "reward_id"))
      // Everybody's of a reward, for those who may see everybody's.
      let isEverybody = request.userId.isEmpty && reward != nil && asker.holds(.staff)
      let patron =
        isEverybody ? nil : try asker.patron(request.userId, field: "user_id", others: .staff)
      let size = try Said.pageSize(request.pageSize)
      let query = ListRedemptionsRequest(
        userId: patron?.rawValue.description ?? "", rewardId: request.rewardId,
        status: request.status)
      let place = try ListPlace(try pages.position(request.pageToken, of: query))
      let rows = try await shop.redemptions(
        of: patron, reward, try request.status.filter(), before: place, limit: size + 1)
      let page = rows.prefix(Int(size))
      var response = ListRedemptionsResponse(redemptions: page.map { shown($0, to: asker) })
      if rows.count > page.count, let last = page.last {
        response.nextPageToken = try pages.token(
          after: ListPlace(time: last.issuedAt, id: last.id.rawValue).position, of: query)
      }
      return response
    }
  }

  // MARK: At the counter

  func lookUpVoucher(
    _ request: LookUpVoucherRequest, _ call: CallContext
  ) async throws -> Redemption {
    try await answer(call) { asker in
      try asker.require(.staff)
      return shown(try await voucher(request.code), to: asker, isAtHand: true)
    }
  }

  private func voucher(_ text: String) async throws -> RedemptionRecord {
    guard let code = VoucherCode.read(text) else {
      throw Status.invalid("code", "is no voucher's: 16 letters and digits, mistyped perhaps")
    }
    guard let redemption = try await shop.redemption(code: code) else {
      throw Status.unknownVoucher
    }
    return redemption
  }

  func useRedemption(
    _ request: UseRedemptionRequest, _ call: CallContext
  ) async throws -> Redemption {
    try await answer(call) { asker in
      try asker.require(.staff)
      let id = try await named(request, by: asker)
      let answer: @Sendable (Transaction) async throws -> Redemption = { transaction in
        guard let used = try await shop.use(id, by: asker.actor, transaction) else {
          throw Status.unknownRedemption
        }
        return shown(used, to: asker, isAtHand: true)
      }
      if call.idempotencyKey.isEmpty {
        return try await shop.store.database.transaction(timeout: nil, answer)
      }
      return try await shop.idempotency.run(call, answer)
    }
  }

  /// Which one is meant, by code, or by code and id; for an ADMIN by id alone.
  private func named(
    _ request: UseRedemptionRequest, by asker: Asker
  ) async throws -> RedemptionID {
    let id = try request.id.isEmpty ? nil : RedemptionID(rawValue: Said.id(request.id, "id"))
    if request.code.isEmpty {
      guard let id else { throw Status.invalid("code", "must be said") }
      // Ids are in lists that STAFF sees; whoever is handed something shows the code.
      guard asker.holds(.admin) else {
        throw Status.invalid("code", "must be said: it is shown by whom the voucher is of")
      }
      return id
    }
    let found = try await voucher(request.code).id
    guard id == nil || id == found else { throw Status.unknownVoucher }
    return found
  }

  func cancelRedemption(
    _ request: CancelRedemptionRequest, _ call: CallContext
  ) async throws -> Redemption {
    try await answer(call) { asker in
      let id = RedemptionID(rawValue: try Said.id(request.id, "id"))
      guard let seen = try await shop.redemption(id),
        seen.patron == asker.person || asker.holds(.admin),
        let redemption = try await shop.cancel(
          seen, isOwn: !asker.holds(.admin), by: asker.actor)
      else { throw Status.unknownRedemption }
      return shown(redemption, to: asker)
    }
  }

  // MARK: The same for each

  /// - Parameter isAtHand: whether the code was shown to who asks.
  private func shown(
    _ redemption: RedemptionRecord, to asker: Asker, isAtHand: Bool = false
  ) -> Redemption {
    // A code is as good as the reward: of another's, only those see it who were shown it.
    Redemption(
      redemption, shop.clock(), cancelSeconds: shop.cancelSeconds,
      showsCode: isAtHand || redemption.patron == asker.person || asker.holds(.admin))
  }

  private func answer<Response>(
    _ call: CallContext, _ body: (Asker) async throws -> Response
  ) async throws -> Response {
    do { return try await body(try await Asker(access, call)) } catch { throw Status.told(error) }
  }
}
