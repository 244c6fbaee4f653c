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
      let events = try await transaction.query(Statements.presencesOf(walkIn))
      // From here on the log tells of the person what it told of the walk-in.
      _ = try await transaction.batch(
        Statements.resolveWalkIn(walkIn, user), Statements.forgetUser(walkIn))
      for event in events { try await repoint(walkIn, to: user, at: event, transaction) }
    }
  }

  private func repoint(
    _ walkIn: UUID128, to user: UUID128, at eventID: UUID128, _ transaction: Transaction
  ) async throws {
    let (_, known, guests, stays) = try await transaction.batch(
      Statements.lockDoor(eventID), Statements.existing(eventID, [user]),
      Statements.existing(eventID, [walkIn]), Statements.stays([eventID], [walkIn]))
    guard let guest = guests.first else { return }
    if known.isEmpty {
      try await transaction.execute(Statements.repoint(eventID, walkIn, user))
    } else {
      // Two records of one person: the person's own takes what the log says of both.
      let isInside = stays.contains { $0.row.stay.isOpen }
      _ = try await transaction.batch(
        Statements.dropStays(stays.map(\.row.id)), Statements.dropPresences([guest.id]),
        Statements.moveLive([eventID], [isInside ? -1 : 0], [guest.attended ? -1 : 0]))
    }
    guard var door = try await lock(eventID, of: user, now: .now, transaction) else { return }
    door.refold(user) { .v7() }
    try await write([door], transaction)
    guard known.isEmpty, var presence = door.presences[user], presence.attended else { return }
    presence.checkOutTime = door.stays[user]?.lastSeenOut
    try await transaction.execute(feed.publish([try FeedEntry(presence, at: door.event)]))
  }
}
