public import Contracts
public import Identity
public import Postgres
internal import RPC

// How each daemon learns which tokens still count.
extension Access {
  /// The statement that keeps what voids a user's tokens; users runs it in the transaction that
  /// ends access, the others learn of it from the users feed by themselves.
  public func keep(_ standing: Standing, of userID: UUID128) -> Query<Void> {
    statements.keepStanding(userID, standing.epoch, standing.isActive)
  }

  /// The statement that voids the access tokens of one session; run as the one above.
  public func end(session: UUID128) -> Query<Void> { statements.endSession(session) }

  /// The statement that keeps the keys whose tokens count, from now on for every replica.
  /// - Throws: `EncodeError`.
  public func keep(_ keys: Contracts.KeySet) throws -> Query<Void> {
    statements.keepKeys(try keys.encode())
  }

  /// Follows the users feed on behalf of `Access`; the room's own follower of users is another.
  var follower: Follower {
    // What is no longer kept is older than any token: there is nothing to rebuild.
    Follower(
      of: "users", cursor: Follower.accessCursor, rebuild: {},
      replacing: UserChanged.leavesNothing, Follower.each(applyUsers))
  }

  private func applyUsers(_ change: Change, _ transaction: Transaction) async throws {
    switch change.kind {
    case "UserChanged": try await apply(try UserChanged.decode(change.payload), transaction)
    case "SessionEnded":
      let ended = try SessionEnded.decode(change.payload)
      guard let id = UUID128(ended.id) else { throw Status.invalid("id", "must be a UUID") }
      try await transaction.execute(end(session: id))
    case "KeySetChanged":
      let changed = try KeySetChanged.decode(change.payload)
      try await transaction.execute(try keep(changed.keySet ?? Contracts.KeySet()))
    default: break
    }
  }

  private func apply(_ user: UserChanged, _ transaction: Transaction) async throws {
    guard let id = UUID128(user.id) else { throw Status.invalid("id", "must be a UUID") }
    let isActive = user.state == .active
    // Most people never had their access ended: nothing is kept of them.
    if isActive && user.tokenEpoch == 0 {
      try await transaction.execute(statements.forgetStanding(id))
    } else {
      let standing = Standing(epoch: user.tokenEpoch, isActive: isActive)
      try await transaction.execute(keep(standing, of: id))
    }
  }

  func use(encoded keys: [UInt8]) throws {
    use(try Self.keySet(try Contracts.KeySet.decode(keys)))
  }

  private static func keySet(_ keys: Contracts.KeySet) throws -> Identity.KeySet {
    Identity.KeySet(
      try keys.keys.map { key in
        guard let known = PublicKey(key.publicKey) else {
          throw Status.invalid("public_key", "must be 32 bytes")
        }
        return Identity.KeySet.Entry(known, retiresAt: key.retiresAt?.seconds)
      })
  }
}

extension UserChanged {
  /// Whether the change says that somebody was erased or purged. What was told of them before is
  /// not to be kept, not even by a follower that could not apply it.
  public static func leavesNothing(_ change: Change) -> Bool {
    guard change.kind == "UserChanged" else { return false }
    do {
      let state = try UserChanged.decode(change.payload).state
      return state == .erased || state == .purged
    } catch {
      return false
    }
  }
}
