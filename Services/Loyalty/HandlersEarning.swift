internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

/// Answers `EarningService`: organizers see rules and give points by hand, administrators make
/// rules; the command line may ask what administrators may ask.
struct EarningHandlers: EarningService {
  let store: Store
  let access: Access
  let audit: Audit
  let idempotency: IdempotencyStore
  let pages: PageTokens
  let people: People
  var now: @Sendable () -> Moment = { .now }

  func createRule(
    _ request: CreateRuleRequest, _ call: CallContext
  ) async throws -> EarningRule {
    let actor = try await administrator(call)
    guard let terms = request.terms else { throw Status.invalid("terms", "must be there") }
    let checked = try await self.terms(terms)
    let validFrom = try Said.time(request.validFrom, "valid_from")
    let time = now()
    return try await idempotency.run(call) { transaction in
      let rule = try await store.createRule(
        checked, validFrom: validFrom, by: actor, now: time, transaction)
      try await record(.ruleMade, rule, by: actor, transaction)
      return EarningRule(rule, createdAt: time)
    }
  }

  func getRule(_ request: GetRuleRequest, _ call: CallContext) async throws -> EarningRule {
    try await access.require(.organizer, or: ["ctl"], call)
    return EarningRule(try await store.rule(try Self.rule(request.id, "id")))
  }

  func listRules(
    _ request: ListRulesRequest, _ call: CallContext
  ) async throws -> ListRulesResponse {
    try await access.require(.organizer, or: ["ctl"], call)
    let limit = Int(try Said.pageSize(request.pageSize))
    let query = ListRulesRequest(inactive: request.inactive)
    let after = try pages.position(request.pageToken, of: query).map {
      try Self.rule($0.first ?? "", "page_token")
    }
    let rows = try await store.latestRules(
      after: after, inactive: request.inactive, limit: limit + 1)
    let page = rows.prefix(limit)
    let last = rows.count > limit ? page.last : nil
    return ListRulesResponse(
      rules: page.map { EarningRule($0) },
      nextPageToken: try last.map {
        try pages.token(after: [$0.version.rule.rawValue.description], of: query)
      } ?? "")
  }

  func updateRule(
    _ request: UpdateRuleRequest, _ call: CallContext
  ) async throws -> EarningRule {
    let actor = try await administrator(call)
    let id = try Self.rule(request.id, "id")
    guard let terms = request.terms else { throw Status.invalid("terms", "must be there") }
    let checked = try await self.terms(terms, of: id)
    guard request.expectedVersion >= 0 else {
      throw Status.invalid("expected_version", "must not be negative")
    }
    let validFrom = try Said.time(request.validFrom, "valid_from")
    let time = now()
    return try await idempotency.run(call) { transaction in
      let rule = try await store.changeRule(
        id, checked, validFrom: validFrom, expected: request.expectedVersion, by: actor,
        now: time, transaction)
      try await record(.ruleChanged, rule, by: actor, transaction)
      return EarningRule(rule, createdAt: time)
    }
  }

  func deactivateRule(
    _ request: DeactivateRuleRequest, _ call: CallContext
  ) async throws -> EarningRule {
    let actor = try await administrator(call)
    let id = try Self.rule(request.id, "id")
    let validFrom = try Said.time(request.validFrom, "valid_from")
    let time = now()
    return try await idempotency.run(call) { transaction in
      let rule = try await store.changeRule(
        id, nil, validFrom: validFrom, expected: 0, by: actor, now: time, transaction)
      try await record(.ruleEnded, rule, by: actor, transaction)
      return EarningRule(rule, createdAt: time)
    }
  }

  func listRuleVersions(
    _ request: ListRuleVersionsRequest, _ call: CallContext
  ) async throws -> ListRuleVersionsResponse {
    try await access.require(.organizer, or: ["ctl"], call)
    let id = try Self.rule(request.id, "id")
    let limit = Int(try Said.pageSize(request.pageSize))
    let query = ListRuleVersionsRequest(id: id.rawValue.description)
    let below = try pages.position(request.pageToken, of: query).map { position in
      guard let number = position.first.flatMap({ Int32($0) }) else {
        throw Status.invalid("page_token", "must be next_page_token of the same query")
      }
      return number
    }
    let rows = try await store.versions(id, below: below ?? .max, limit: limit + 1)
    if rows.isEmpty, below == nil { throw Status.unknownRule }
    let page = rows.prefix(limit)
    let last = rows.count > limit ? page.last : nil
    return ListRuleVersionsResponse(
      versions: page.map { EarningRule($0) },
      nextPageToken: try last.map {
        try pages.token(after: [String($0.version.number)], of: query)
      } ?? "")
  }

  func previewRule(
    _ request: PreviewRuleRequest, _ call: CallContext
  ) async throws -> PreviewRuleResponse {
    try await access.require(.admin, or: ["ctl"], call)
    let id = try request.id.isEmpty ? nil : Self.rule(request.id, "id")
    guard id != nil || request.terms != nil else {
      throw Status.invalid("terms", "must be there for a new rule")
    }
    var terms: EarningTerms?
    if let said = request.terms { terms = try await self.terms(said, of: id) }
    guard let validFrom = try Said.time(request.validFrom, "valid_from"), validFrom <= now() else {
      throw Status.invalid("valid_from", "must be there, and in the past")
    }
    guard (0...1000).contains(request.pageSize) else {
      throw Status.invalid("page_size", "must be 0 to 1000")
    }
    var query = request
    query.pageSize = 0
    query.pageToken = ""
    let position = try pages.position(request.pageToken, of: query)
    let after = position?.first.flatMap { UUID128($0) } ?? UUID128(high: 0, low: 0)
    let (differences, last, judged) = try await store.preview(
      id, terms, validFrom: validFrom, after: PatronID(rawValue: after),
      limit: request.pageSize == 0 ? 200 : request.pageSize)
    return PreviewRuleResponse(
      people: differences.sorted { $0.key < $1.key }.map { PersonDifference($0.key, $0.value) },
      judged: Int32(clamping: judged),
      peopleInAll: position == nil ? try await store.peopleToJudge() : 0,
      nextPageToken: try last.map {
        try pages.token(after: [$0.rawValue.description], of: query)
      } ?? "")
  }

  func getRejudgement(
    _ request: GetRejudgementRequest, _ call: CallContext
  ) async throws -> Rejudgement {
    try await access.require(.admin, or: ["ctl"], call)
    guard request.version >= 0 else {
      throw Status.invalid("version", "must not be negative")
    }
    return Rejudgement(
      try await store.rejudgement(
        try Self.rule(request.ruleId, "rule_id"), version: request.version))
  }

  func awardPoints(
    _ request: AwardPointsRequest, _ call: CallContext
  ) async throws -> ManualAward {
    let principal = try await access.require(.organizer, call)
    let actor = try Said.id(principal.userID, "sub")
    let rule = try Self.rule(request.ruleId, "rule_id")
    let patron = PatronID(rawValue: try Said.id(request.patronId, "patron_id"))
    // Nobody is their own benefactor.
    if patron.rawValue == actor && principal.role < .admin { throw Access.denied }
    let event = try request.eventId.isEmpty ? nil : Said.id(request.eventId, "event_id")
    guard request.reason.unicodeScalars.count <= 150,
      !request.reason.unicodeScalars.contains(where: { $0.value < 32 })
    else { throw Status.invalid("reason", "must have 150 characters at most, on one line") }
    try await people.check(patron)
    let time = now()
    do {
      return try await idempotency.run(call) { transaction in
        let (entry, points, account) = try await store.award(
          rule, to: patron, reason: request.reason, event: event.map(EventID.init(rawValue:)),
          by: actor, now: time, transaction)
        try await transaction.execute(
          audit.entry(
            .user(actor), .pointsAwarded, .user(patron.rawValue),
            [
              "rule": .id(rule.rawValue), "movement": .id(entry.rawValue),
              "points": .number(points),
            ]))
        return ManualAward(
          movementId: entry.rawValue.description, patronId: patron.rawValue.description,
          ruleId: rule.rawValue.description, points: points, balance: account.balance)
      }
    } catch let refusal as Refusal {
      throw refusal.status
    }
  }

  // MARK: Parts

  /// What is said of a rule, checked. One that there is may go on naming a level that is gone.
  private func terms(_ said: RuleTerms, of rule: RuleID? = nil) async throws -> EarningTerms {
    let terms = try EarningTerms(said)
    if terms.tierPercents.isEmpty { return terms }
    let tiers = try await store.tiers()
    var known = Set(tiers.all.map(\.name))
    if let rule { known.formUnion(try await store.rule(rule).version.terms.tierPercents.keys) }
    guard known.isSuperset(of: terms.tierPercents.keys) else {
      throw Status.invalid("terms.tier_percents.name", tiers.refusal)
    }
    return terms
  }

  private func administrator(_ call: CallContext) async throws -> UUID128 {
    try Said.id(try await access.require(.admin, call).userID, "sub")
  }

  private func record(
    _ action: AuditAction, _ rule: RuleVersion, by actor: UUID128, _ transaction: Transaction
  ) async throws {
    try await transaction.execute(
      audit.entry(
        .user(actor), action, AuditObject("rule", rule.rule.rawValue),
        ["version": .number(rule.number)]))
  }

  private static func rule(_ text: String, _ field: String) throws -> RuleID {
    RuleID(rawValue: try Said.id(text, field))
  }
}
