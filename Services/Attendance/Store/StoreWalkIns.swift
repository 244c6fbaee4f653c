import Contracts
import Daemon
import Postgres
import RPC

extension Store {
  /// Finds out who the people are that were let in while users could not be asked.
  ///
  /// - Throws: the last of what kept users from answering; whoever could be found is found.
  func identifyWalkIns() async throws {
    var failure: (any Error)?
    for walkIn in try await database.query(Statements.pendingWalkIns(100)) {
      do {
        guard let user = try await identify(walkIn), let id = UUID128(user.id) else { continue }
        try await learn([user])
        try await resolve(walkIn.id, as: id)
      } catch {
        failure = error
        // Nobody would be answered now.
        if let status = error as? Status, status.code == .unavailable { break }
      }
    }
    if let failure { throw failure }
  }

  private func identify(_ walkIn: Provisional) async throws -> User? {
    do {
      return try await owners.identify(walkIn.newcomer, key: walkIn.requestKey)
    } catch let status as Status where !status.isOutage {
      // Users refuses what was typed at the door; the person came all the same, under a name.
      var named = walkIn.newcomer
      named.email = ""
      named.phone = ""
      return try await owners.identify(named, key: "walk-in \(walkIn.id)")
    }
  }

  /// Lets everything recorded under a walk-in's id be the person's, in one transaction.
  func resolve(_ walkIn: UUID128, as user: UUID128) async throws {
    try await feed.transaction { transaction in
      guard try await transaction.first(Statements.lockWalkIn(walkIn)) != nil else { return }
      for event in try await transaction.query(Statements.presencesOf(walkIn)) {
        try await repoint(walkIn, to: user, at: event, transaction)
      }
      _ = try await transaction.batch(
        Statements.resolveWalkIn(walkIn, user), Statements.forgetUser(walkIn))
    }
  }

  private func repoint(
    _ walkIn: UUID128, to user: UUID128, at eventID: UUID128, _ transaction: Transaction
  ) async throws {
    let (_, events, presences) = try await transaction.batch(
      Statements.lockDoor(eventID), Statements.event(eventID),
      Statements.presences(eventID, [walkIn, user]))
    guard let event = events.first,
      let guest = presences.first(where: { $0.patronID == walkIn })
    else { return }
    var merger = Merger(presence: guest, isNews: guest.attended)
    if let known = presences.first(where: { $0.patronID == user }) {
      merger = merge(walkIn: guest, known: known)
      if merger.dropsOpenStay { try await transaction.execute(Statements.dropOpenStay(guest.id)) }
      _ = try await transaction.batch(
        Statements.moveStays(guest.id, known.id), Statements.dropPresence(guest.id),
        Statements.adopt(merger.presence),
        Statements.moveLive(eventID, merger.dropsOpenStay ? -1 : 0, -merger.doubled))
    } else {
      try await transaction.execute(Statements.repoint(eventID, walkIn, user))
      merger.presence.patronID = user
    }
    if merger.isNews {
      try await transaction.execute(feed.publish([try FeedEntry(merger.presence, at: event)]))
    }
  }
}
