internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

// Who is on which level. Whoever changes somebody's level holds the account's lock.
extension Store {
  /// How many accounts are judged anew at a time.
  static let evaluationLimit: Int32 = 500

  /// What people earned in the window and have not lost again; empty where no window counts.
  func windowed(
    _ people: [PatronID], _ tiers: Tiers, _ now: Moment, _ transaction: Transaction
  ) async throws -> [PatronID: Int32] {
    guard let start = tiers.basis.windowStart(now) else { return [:] }
    let standings = try await transaction.query(TierStatements.standings(start, now, people))
    return Dictionary(standings.map { ($0.patron, $0.points.windowed) }, uniquingKeysWith: { $1 })
  }

  /// The levels, and where a person stands; nil for who has no account.
  func standing(_ patron: PatronID, _ now: Moment) async throws -> (Tiers, TierStanding?) {
    let tiers = try await tiers()
    let start = tiers.basis.windowStart(now)
    return (tiers, try await database.first(TierStatements.standings(start, now, [patron])))
  }

  // MARK: Judging

  /// Judges everybody anew, page by page: up to what is reached, down to what still is. Several
  /// replicas may run it at once.
  func evaluateTiers(now: Moment? = nil) async throws {
    var last: PatronID? = Self.first
    while let place = last {
      last = try await feed.transaction { try await evaluate(after: place, now ?? .now, $0).last }
      try Task.checkCancellation()
    }
  }

  private static let first = PatronID(rawValue: UUID128(high: 0, low: 0))

  /// Judges everybody anew after the levels were replaced. Any replica takes the next page; levels
  /// that are replaced meanwhile begin it again.
  func judgeByNewLadder(now: Moment? = nil) async throws {
    while let version = try await database.first(TierStatements.unjudged()) {
      if try await feed.transaction({ try await judgePage(version, now ?? .now, $0) }) {
        // Without a lock on any account: who pins somebody holds the levels first.
        try await database.execute(TierStatements.noteJudged(version))
      }
      try Task.checkCancellation()
    }
  }

  /// Judges the next page by the levels of a version; whether all are judged by them.
  private func judgePage(
    _ version: Int64, _ now: Moment, _ transaction: Transaction
  ) async throws -> Bool {
    guard var progress = try await transaction.query(TierStatements.lockProgress()).first else {
      throw Status(.internal, "nothing tells how far judging is")
    }
    if progress.version < version {
      progress = LadderProgress(version: version, reached: Self.first)
    }
    guard progress.version == version else { return false }
    guard let place = progress.reached else { return true }
    let (last, judged, moved) = try await evaluate(after: place, now, transaction)
    progress.reached = last
    progress.judged += judged
    progress.moved.rise += moved.rise
    progress.moved.fall += moved.fall
    progress.moved.replaced += moved.replaced
    try await transaction.execute(TierStatements.keep(progress))
    return last == nil
  }

  /// How far everybody is judged by the levels; reached by nobody when all are.
  func ladderProgress() async throws -> LadderProgress? {
    try await database.first(TierStatements.progress())
  }

  /// Judges a page of accounts: the last of them, nil at the end, how many, and who moved.
  private func evaluate(
    after place: PatronID, _ now: Moment, _ transaction: Transaction
  ) async throws -> (last: PatronID?, judged: Int64, moved: TierMovements) {
    let tiers = try Self.tiers(try await transaction.query(TierStatements.ladder()))
    let page = try await transaction.query(
      TierStatements.page(tiers.basis.windowStart(now), now, place, Self.evaluationLimit))
    let moved = page.filter { tiers.judge($0) != nil }.map(\.patron)
    var counted = TierMovements()
    if !moved.isEmpty {
      // Judged again under the lock: points may have moved, and the levels too.
      let (_, ladder) = try await transaction.batch(
        LedgerStatements.lockAccounts(moved), TierStatements.ladder())
      let tiers = try Self.tiers(ladder)
      let standings = try await transaction.query(
        TierStatements.standings(tiers.basis.windowStart(now), now, moved))
      let moves = standings.compactMap { tiers.judge($0) }
      for move in moves { counted.add(move.why) }
      try await move(moves, now, transaction)
    }
    let isFull = page.count == Self.evaluationLimit
    return (isFull ? page.last?.patron : nil, Int64(page.count), counted)
  }

  /// Writes other levels of people whose accounts are locked, and tells them.
  private func move(
    _ moves: [TierMove], by actor: Reference? = nil, reason: String = "", _ now: Moment,
    _ transaction: Transaction
  ) async throws {
    if moves.isEmpty { return }
    let people = moves.map(\.patron)
    let (_, _, accounts) = try await transaction.batch(
      TierStatements.move(people, moves.map(\.to), now),
      TierStatements.note(moves, by: actor, reason: reason, now), Statements.accounts(people))
    try await transaction.execute(
      feed.publish(try accounts.map { try FeedEntry($0.patron.rawValue, $0.changed) }))
  }

  // MARK: Replacing the levels

  /// Who would move by other levels, were everybody judged now: counted in the database, by the
  /// level that people are on and the one they reach.
  /// - Throws: `TierInUse` when something holds on to one that would be gone.
  func movements(by tiers: Tiers, _ now: Moment) async throws -> TierMovements {
    let uses = try await database.first(TierStatements.uses(tiers.all.map(\.name), now))
    if let uses, uses.isAny { throw uses }
    let start = tiers.basis.windowStart(now)
    if start != nil { try await countLines() }
    return tiers.movements(
      try await database.querySumming(
        TierStatements.crowds(tiers.basis.name, tiers.all.map(\.least), now, start)))
  }

  /// Puts other levels in force.
  /// - Throws: `TierInUse` when something holds on to one that is gone.
  func replace(
    _ tiers: Tiers, _ now: Moment, _ audit: Query<Void>
  ) async throws {
    let names = tiers.all.map(\.name)
    try await database.transaction { transaction in
      let (_, uses) = try await transaction.batch(
        TierStatements.lockLadder(), TierStatements.uses(names, now))
      if let uses = uses.first, uses.isAny { throw uses }
      _ = try await transaction.batch(
        TierStatements.keepBasis(tiers.basis.name, tiers.basis.windowDays), TierStatements.clear(),
        TierStatements.add(names, tiers.all.map(\.least)), audit)
    }
  }

  // MARK: Pins

  /// Keeps somebody on a level; nil is the one they are on.
  /// - Returns: the level; nil when there is none of that name.
  /// - Throws: NOT_FOUND for who was purged.
  func pin(
    _ patron: PatronID, to tier: String?, until: Moment?, by actor: Reference?, _ reason: String,
    _ now: Moment, _ audit: Query<Void>
  ) async throws -> String? {
    try await feed.transaction { transaction in
      // The levels stay until the pin is there: whoever replaces them has to see it.
      let (_, ladder, _, accounts) = try await transaction.batch(
        TierStatements.holdLadder(), TierStatements.ladder(),
        LedgerStatements.openAccounts([patron]), LedgerStatements.lockAccounts([patron]))
      let tiers = try Self.tiers(ladder)
      let standings = try await transaction.query(
        TierStatements.standings(tiers.basis.windowStart(now), now, [patron]))
      let purged = try await transaction.first(PurgeStatements.isPurged(patron))
      guard let account = accounts.first, let standing = standings.first, purged != true else {
        throw Status(.notFound, "no such person")
      }
      let points = standing.points.counted(tiers.basis)
      let target = tier ?? tiers.shown(account.tier, points)
      guard tiers.has(target) else { return nil }
      _ = try await transaction.batch(TierStatements.pin(patron, true, until), audit)
      let move = TierMove(
        patron: patron, from: account.tier, to: target, why: .pinned, points: points)
      if target != account.tier {
        try await self.move([move], by: actor, reason: reason, now, transaction)
      } else if !standing.isPinned || standing.pinnedUntil != until {
        // Nobody moves, and yet the history tells since when and why they are kept.
        try await transaction.execute(TierStatements.note([move], by: actor, reason: reason, now))
      }
      return target
    }
  }

  /// Lets somebody rise and fall again, and judges them.
  /// - Returns: the level they are on then; nil for who has no account.
  func unpin(
    _ patron: PatronID, by actor: Reference?, _ now: Moment, _ audit: Query<Void>
  ) async throws -> String? {
    try await feed.transaction { transaction in
      let (_, ladder) = try await transaction.batch(
        LedgerStatements.lockAccounts([patron]), TierStatements.ladder())
      let tiers = try Self.tiers(ladder)
      guard
        let standing = try await transaction.first(
          TierStatements.standings(tiers.basis.windowStart(now), now, [patron]))
      else { return nil }
      guard standing.isPinned else { return standing.tier }
      _ = try await transaction.batch(TierStatements.pin(patron, false, nil), audit)
      let points = standing.points.counted(tiers.basis)
      guard var move = tiers.judge(patron, on: standing.tier, points) else {
        return standing.tier
      }
      move.why = .unpinned
      try await self.move([move], by: actor, now, transaction)
      return move.to
    }
  }

  // MARK: Reading

  func members(
    _ tier: String, after patron: PatronID, _ now: Moment, limit: Int32
  ) async throws -> [Member] {
    try await database.query(TierStatements.members(now, tier, patron, limit))
  }

  func tierChanges(
    _ patron: PatronID, before place: ListPlace, limit: Int32
  ) async throws -> [NotedTierChange] {
    try await database.query(TierStatements.changes(patron, place.time, place.id, limit))
  }
}

extension Tiers {
  func judge(_ standing: TierStanding) -> TierMove? {
    standing.isPinned
      ? nil : judge(standing.patron, on: standing.tier, standing.points.counted(basis))
  }
}
