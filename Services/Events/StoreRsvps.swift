internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

extension Store {
  /// Keeps what a person says of coming, with what it does to their claim on a seat, under the
  /// event's lock: all of it or nothing.
  /// - Returns: the claim; nil when there never was one.
  func say(
    _ status: RsvpStatus, _ user: UserID, at id: EventID, _ viewer: Viewer
  ) async throws -> ShownEnrollment? {
    try await feed.transaction { transaction in
      let (events, claims, queue, said) = try await transaction.batch(
        EventStatements.lock(id), EnrollmentStatements.find(id, user),
        EnrollmentStatements.queue(id), RsvpStatements.find(id, user))
      let claim = claims.first
      guard var event = events.first, viewer.sees(event, claim: claim?.status) else {
        throw Refusal.notFound("event")
      }
      guard user == viewer.userID || viewer.keepsRoster(of: event) else { throw Refusal.denied }
      let now = clock()
      if said.first?.status != status {
        switch status.effect(on: claim?.status) {
        case .none: try event.checkOpen(now)
        case .enroll:
          try await seat(
            user, Seating(event, claims, queue.first), by: viewer, now, transaction)
        case .giveUp:
          guard let claim else { break }
          try event.checkOpen(now)
          if !viewer.keepsRoster(of: event) { try event.checkSelfCancel(claim.status, now) }
          try await giveUp(
            claim, user == viewer.userID ? .canceled : .revoked, &event, now, transaction)
        }
        try await transaction.execute(RsvpStatements.keep(id, user, status, now))
      }
      return try await transaction.first(EnrollmentStatements.show(id, user))
    }
  }

  /// Enrolls without party.
  private func seat(
    _ user: UserID, _ seating: Seating, by viewer: Viewer, _ now: Instant,
    _ transaction: Transaction
  ) async throws {
    var seating = seating
    let event = seating.event
    _ = try seating.enroll(
      user, guests: 0, overridesWindow: viewer.overridesWindow(of: event), now, newID: .v7())
    if !event.isInsideWindow(now) {
      try await transaction.execute(outsideWindow(viewer, event.id, user))
    }
    var after = seating.event
    try await settle(seating.news, &after, now, transaction)
  }

  // MARK: Reading

  func rsvps(
    at id: EventID, _ user: UserID?, _ status: RsvpStatus?, after place: ListPlace, limit: Int32
  ) async throws -> [ShownRsvp] {
    try await database.query(
      RsvpStatements.ofEvent(id, user, status, place.time, place.id, limit))
  }

  func rsvps(
    of user: UserID, _ status: RsvpStatus?, after place: ListPlace, limit: Int32
  ) async throws -> [ShownRsvp] {
    try await database.query(
      RsvpStatements.ofPerson(user, status, place.time, place.id, limit))
  }

  /// How many say what.
  func rsvps(at id: EventID) async throws -> [RsvpTally] {
    try await database.query(RsvpStatements.counts(id))
  }
}
