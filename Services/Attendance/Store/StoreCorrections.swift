import Contracts
import Daemon
import Postgres
import RPC

/// What somebody puts right.
struct Remedy: Sendable {
  let id = UUID128.v7()
  let kind: Correction.Kind
  let eventID: UUID128
  /// The id that a walk-in was let in under stands for the person, too.
  let patronID: UUID128
  let actorID: UUID128
  /// The device that does it, if it is one.
  var deviceID: String?
  let reason: String
  let now: Instant
}

/// How things are after a correction.
struct Remedied: Sendable {
  let presence: Presence?
  let present: Int32
  /// How much was changed; 0 for a repeat.
  let count: Int
}

extension Store {
  /// Puts something right under the door's lock; it is on record with its reason when it changed
  /// anything. With an idempotency key the answer is the same for each repeat.
  ///
  /// - Parameters:
  ///   - answer: what is answered, without names.
  ///   - change: to how many things it changed.
  func correct<Response: Message>(
    _ remedy: Remedy, _ call: CallContext, _ answer: @escaping @Sendable (Remedied) -> Response,
    _ change: @escaping @Sendable (inout Door, UUID128) throws(Denial) -> Int
  ) async throws -> Response {
    let patronID = try await database.first(Statements.walkInOf(remedy.patronID)) ?? remedy.patronID
    if call.idempotencyKey.isEmpty {
      return try await feed.transaction { transaction in
        answer(try await correct(remedy, patronID, change, transaction))
      }
    }
    return try await idempotency.run(call) { transaction in
      answer(try await correct(remedy, patronID, change, transaction))
    }
  }

  private func correct(
    _ remedy: Remedy, _ patronID: UUID128,
    _ change: @Sendable (inout Door, UUID128) throws(Denial) -> Int, _ transaction: Transaction
  ) async throws -> Remedied {
    guard
      var door = try await lock(remedy.eventID, of: patronID, now: remedy.now, transaction)
    else { throw Status.unknownEvent }
    let count: Int
    do { count = try change(&door, patronID) } catch { throw error.status }
    if count > 0 {
      try await write([door], transaction)
      _ = try await transaction.batch(
        Statements.keepCorrection(
          remedy.id, remedy.eventID, patronID, remedy.kind.name, remedy.actorID,
          remedy.deviceID ?? "", remedy.reason, remedy.now),
        Statements.annul(door.changes.annulled, remedy.id),
        audit.entry(
          .user(remedy.actorID), remedy.kind.action, .event(remedy.eventID),
          ["user": .id(patronID), "correction": .id(remedy.id)]))
    }
    return Remedied(
      presence: door.presences[patronID], present: door.present, count: count)
  }

  func corrections(
    _ eventID: UUID128?, _ patronID: UUID128?, before: UUID128?, limit: Int
  ) async throws -> [CorrectionRow] {
    try await database.query(
      Statements.listCorrections(eventID, patronID, before, Int64(limit)))
  }
}

extension Correction.Kind {
  fileprivate var action: AuditAction {
    switch self {
    case .undo: .undone
    case .record: .recorded
    case .excuse: .excused
    case .withdrawExcuse: .excuseWithdrawn
    case .unspecified, .unrecognized: preconditionFailure("no kind of ours")
    }
  }
}
