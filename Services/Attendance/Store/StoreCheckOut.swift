import Contracts
import Daemon
import Postgres
import RPC

extension Store {
  /// Ends a person's open stay; a repeat answers the presence as it is.
  ///
  /// - Throws: NOT_FOUND for who has not been there, FAILED_PRECONDITION (NOT_INSIDE,
  ///   OUT_BEFORE_IN).
  func checkOut(
    _ eventID: UUID128, _ patronID: UUID128, at asked: Instant?, now: Instant
  ) async throws -> Presence {
    // The door may still have the id under which a walk-in was let in.
    let person = try await database.first(Statements.walkInOf(patronID)) ?? patronID
    return try await feed.transaction { transaction in
      let (_, presences) = try await transaction.batch(
        Statements.lockDoor(eventID), Statements.presences(eventID, [person]))
      guard var presence = presences.first, presence.attended else {
        throw Status.unknownPresence
      }
      let stay = try await transaction.first(Statements.openStay(presence.id))
      switch judgeCheckOut(presence, openSince: stay?.inTime, asked: asked, now: now) {
      case .done: return presence
      case .notInside: throw Status.notInside
      case .beforeEntry: throw Status.outBeforeIn
      case .close(let time):
        guard let stay else { throw Status.notInside }
        _ = try await transaction.batch(
          Statements.closeStay(stay.id, presence.id, time), Statements.moveLive(eventID, -1, 0))
        presence.checkOutTime = time
        presence.isInside = false
        return presence
      }
    }
  }
}
