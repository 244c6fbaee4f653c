internal import Contracts
internal import Postgres
internal import RPC
internal import Synchronization

/// Follows one feed until cancelled; every replica runs one, and any of them does the work.
final class FollowerRun: Sendable {
  /// How long one read waits for a change; between reads an operator's wish to replay is seen.
  static let wait = Duration.seconds(2)
  static let triesBeforeParking = 5

  let follower: Follower
  let database: Database
  let statements: FollowerStatements
  let client: FeedClient
  let report: @Sendable (any Error, String) -> Void
  let lag = Mutex(FollowerLag())
  private let failures = Mutex(Failures())
  /// Read while the page before it was applied.
  private let ahead = Mutex<Ahead?>(nil)

  private struct Ahead {
    let after: Int64
    let page: ReadResponse
  }

  /// How often the change at one position failed in a row.
  private struct Failures {
    var position: Int64 = 0
    var count = 0
    var pauses = 0
  }

  init(
    _ follower: Follower, _ database: Database, _ statements: FollowerStatements,
    _ client: FeedClient, report: @escaping @Sendable (any Error, String) -> Void
  ) {
    self.follower = follower
    self.database = database
    self.statements = statements
    self.client = client
    self.report = report
  }

  func run() async {
    while !Task.isCancelled {
      do {
        try await step()
        failures.withLock { $0.pauses = 0 }
      } catch is CancellationError {
        return
      } catch {
        if Task.isCancelled { return }
        lag.withLock { $0.stuck() }
        report(error, follower.cursor)
        await pause()
      }
    }
  }

  /// Reads what comes next, waiting for it, and applies it.
  func step() async throws {
    try await retryParked()
    let after = try await database.first(statements.position(follower.cursor)) ?? 0
    lag.withLock { $0.waits() }
    let page = try await page(after: after)
    if after < page.oldest - 1 { return try await rebuild(from: after, to: page.oldest - 1) }
    guard let first = page.changes.first else { return lag.withLock { $0.caughtUp() } }
    lag.withLock { $0.applies(first.createdAt.flatMap(Instant.init)) }
    guard page.changes.count == Int(follower.limit), let last = page.changes.last else {
      return try await apply(page.changes, after: after)
    }
    // There is more: it is read while this is applied, which takes others' processors.
    async let next = readAhead(after: last.position)
    try await apply(page.changes, after: after)
    let read = await next
    ahead.withLock { $0 = read }
  }

  private func page(after: Int64) async throws -> ReadResponse {
    let kept = ahead.withLock { $0.take() }
    if let kept, kept.after == after, !kept.page.changes.isEmpty { return kept.page }
    return try await read(after: after, wait: Self.wait)
  }

  /// Nil when it cannot be read now: the next step finds out why.
  private func readAhead(after: Int64) async -> Ahead? {
    do {
      return Ahead(after: after, page: try await read(after: after, wait: .zero))
    } catch {
      return nil
    }
  }

  private func read(after: Int64, wait: Duration) async throws -> ReadResponse {
    try await client.read(
      ReadRequest(after: after, limit: follower.limit, waitMs: Int32(wait / .milliseconds(1))),
      CallOptions(timeout: wait + .seconds(2), accessToken: "", traceparent: ""))
  }

  private func apply(_ changes: [Change], after: Int64) async throws {
    var position = after
    for part in parts(of: changes) {
      try await apply(part, after: position)
      position = part.last?.position ?? position
    }
  }

  /// What says all there is to say of its key has a transaction of its own: an erasure locks all
  /// that is of a person, and who does so for a second one may wait for somebody who waits for the
  /// first.
  private func parts(of changes: [Change]) -> [ArraySlice<Change>] {
    var parts: [ArraySlice<Change>] = []
    var rest = changes[...]
    while let place = rest.firstIndex(where: follower.replaces) {
      if place > rest.startIndex { parts.append(rest[..<place]) }
      parts.append(rest[place...place])
      rest = rest[(place + 1)...]
    }
    if !rest.isEmpty { parts.append(rest) }
    return parts
  }

  /// Applies changes whole, or, when that fails for good, one after the other up to the one that
  /// fails.
  private func apply(_ changes: ArraySlice<Change>, after: Int64) async throws {
    do {
      try await applyTogether(changes, after: after)
    } catch {
      if Self.isPassing(error) || Task.isCancelled { throw error }
      var position = after
      for change in changes {
        try await applyAlone(change, after: position)
        position = change.position
      }
    }
  }

  private func applyAlone(_ change: Change, after: Int64) async throws {
    do {
      try await applyTogether([change], after: after)
    } catch {
      if Self.isPassing(error) || Task.isCancelled { throw error }
      let tries = failures.withLock { failures in
        failures.count = failures.position == change.position ? failures.count + 1 : 1
        failures.position = change.position
        return failures.count
      }
      guard tries >= Self.triesBeforeParking else { throw error }
      report(error, "\(follower.cursor): parking \(change.key) at \(change.position)")
      try await park(change, after: after, "\(Self.reason(error))")
    }
  }

  /// One transaction: the cursor is locked and compared, so of several replicas one has the
  /// effect; the effect and the move are committed together or not at all.
  private func applyTogether(_ changes: ArraySlice<Change>, after: Int64) async throws {
    guard let last = changes.last else { return }
    try await database.transaction { transaction in
      guard try await lockCursor(at: after, transaction) else { return }
      let keys = Set(try changes.map { try Self.key(of: $0) })
      var parked = Set(
        try await transaction.query(statements.parkedKeys(follower.cursor, Array(keys))))
      var free: [Change] = []
      for change in changes {
        if follower.replaces(change), let key = parked.remove(try Self.key(of: change)) {
          try await transaction.execute(statements.unparkKey(follower.cursor, key))
        }
        if parked.contains(try Self.key(of: change)) {
          try await park(change, "an earlier change of this key is parked", transaction)
        } else {
          free.append(change)
        }
      }
      if !free.isEmpty { try await follower.apply(free, transaction) }
      try await transaction.execute(statements.move(follower.cursor, last.position))
    }
  }

  /// False when another replica has moved on.
  private func lockCursor(at position: Int64, _ transaction: Transaction) async throws -> Bool {
    let (_, locked) = try await transaction.batch(
      statements.begin(follower.cursor), statements.lock(follower.cursor))
    return locked.first == position
  }

  private func park(_ change: Change, after: Int64, _ reason: String) async throws {
    try await database.transaction { transaction in
      guard try await lockCursor(at: after, transaction) else { return }
      try await park(change, reason, transaction)
      try await transaction.execute(statements.move(follower.cursor, change.position))
    }
  }

  private func park(_ change: Change, _ reason: String, _ transaction: Transaction) async throws {
    try await transaction.execute(
      statements.park(
        follower.cursor, change.position, change.kind, try Self.key(of: change), change.payload,
        change.createdAt.flatMap(Instant.init) ?? .now, reason))
  }

  private func rebuild(from after: Int64, to position: Int64) async throws {
    guard let rebuild = follower.rebuild else {
      throw Status(.dataLoss, "changes after \(after) are no longer kept and nothing rebuilds")
    }
    // What the lists show is at least as new as `position`; what follows is applied on top.
    try await rebuild()
    try await database.transaction { transaction in
      guard try await lockCursor(at: after, transaction) else { return }
      try await transaction.execute(statements.move(follower.cursor, position))
    }
  }

  // MARK: Errors

  private func pause() async {
    let pauses = failures.withLock { failures in
      defer { failures.pauses += 1 }
      return failures.pauses
    }
    let longest = Duration.milliseconds(50 << min(pauses, 6))
    do {
      try await ContinuousClock().sleep(for: longest * Double.random(in: 0.5...1))
    } catch {
      lag.withLock { $0.stuck() }
    }
  }

  static func isPassing(_ error: any Error) -> Bool {
    if error is CancellationError { return true }
    return Status.of(error)?.isPassing ?? false
  }

  /// What a parked row may tell: no values.
  static func reason(_ error: any Error) -> String {
    switch error {
    case let error as Status: error.description
    case let error as PostgresError: error.description
    default: "\(type(of: error))"
    }
  }

  static func key(of change: Change) throws -> UUID128 {
    guard let key = UUID128(change.key) else {
      throw Status(.invalidArgument, "the key of a change is no UUID")
    }
    return key
  }
}
