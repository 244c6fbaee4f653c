internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

// Sessions: refreshed, listed, ended.
extension AuthStore {
  /// Trades a refresh token for its successor; nil when it is good for nothing. One that comes a
  /// second time ends its session.
  /// - Parameter key: the call's idempotency key; empty when it is never repeated.
  func refresh(_ token: RandomToken, key: String, address: String) async throws -> Opened? {
    let digest = token.digest(keys.refresh)
    return try await feed.transaction { transaction in
      guard let row = try await transaction.first(AuthStatements.lockRefresh(digest)),
        let person = try await transaction.first(Statements.find(row.userID))
      else { return nil }
      let last = key.isEmpty ? nil : row.sealed.flatMap { token.open($0, key) }
      let isRepeat = last != nil && last?.digest(keys.refresh) == row.successor
      switch RefreshVerdict(RefreshFacts(row, person), isRepeat: isRepeat, now: row.now) {
      case .over: return nil
      case .reuse:
        try await transaction.execute(AuthStatements.revoke(row.sessionID, row.userID))
        try await tell(row.sessionID, transaction)
        return nil
      case .again:
        return last.map { Opened(person: person, session: row.sessionID, token: $0) }
      case .renew:
        let next = RandomToken.random()
        let sealed = key.isEmpty ? nil : token.seal(next, key)
        let successor = next.digest(keys.refresh)
        _ = try await transaction.batch(
          AuthStatements.use(digest, successor, sealed),
          AuthStatements.issue(successor, row.sessionID),
          AuthStatements.refreshed(row.sessionID, address, Double(limits.idle)))
        return Opened(person: person, session: row.sessionID, token: next)
      }
    }
  }

  func sessions(of id: UUID128) async throws -> [SessionRow] {
    try await database.query(AuthStatements.sessions(id))
  }

  /// Ends a session; false when the person has no such session.
  func revoke(_ session: UUID128, of id: UUID128) async throws -> Bool {
    try await feed.transaction { transaction in
      guard try await transaction.first(AuthStatements.revoke(session, id)) != nil else {
        return false
      }
      try await tell(session, transaction)
      return true
    }
  }

  /// Ends the session that a refresh token belongs to, if there is one.
  func revoke(_ token: RandomToken) async throws {
    try await feed.transaction { transaction in
      let ended = AuthStatements.revokeByToken(token.digest(keys.refresh))
      if let session = try await transaction.first(ended) { try await tell(session, transaction) }
    }
  }

  /// Tells everybody that the access tokens of a session are void.
  private func tell(_ session: UUID128, _ transaction: Transaction) async throws {
    let entry = try FeedEntry(session, SessionEnded(id: session.description))
    try await transaction.execute(access.end(session: session))
    try await transaction.execute(feed.publish([entry]))
  }

  /// Ends every session of a person, and every access token given out.
  func endAllAccess(of id: UUID128) async throws {
    try await feed.transaction { transaction in
      guard let person = try await transaction.first(AuthStatements.endAccess(id)) else {
        throw Refusals.notFound
      }
      try await endAccess(of: person, transaction)
    }
  }

  // MARK: What nobody needs any more

  /// Wipes successors that nobody may ask for again.
  func wipeSealed() async throws {
    try await database.execute(AuthStatements.wipeSealed(Double(SessionLimits.repeatable)))
  }

  /// Forgets sessions that are over, and failures of long ago.
  func forget() async throws {
    let batch: Int64 = 5000
    try await database.execute(AuthStatements.purgeTokens(Double(limits.idle), batch))
    try await database.execute(AuthStatements.purgeSessions(batch))
    try await database.execute(AuthStatements.purgeTallies(Double(Throttle.memory), batch))
  }
}

extension RefreshFacts {
  init(_ row: RefreshRow, _ person: Person) {
    self.init(
      usedAt: row.usedAt, isRevoked: row.isRevoked, idleAt: row.idleAt, expiresAt: row.expiresAt,
      epoch: row.epoch, userEpoch: person.tokenEpoch, isActive: person.user.active)
  }
}
