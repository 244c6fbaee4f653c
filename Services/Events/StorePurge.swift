internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

// What becomes of a purged person's events and claims.
extension Store {
  /// Removes the events that the person hosts, with every claim on them, and the person's claims
  /// elsewhere; their seats go to those who wait in the same moment.
  func purge(_ person: UserID, _ transaction: Transaction) async throws {
    // Series before events, like whoever writes a series.
    _ = try await transaction.batch(
      PurgeStatements.remember(person), SeriesStatements.lockOfHost(person))
    let events = try await transaction.query(PurgeStatements.lockEvents(person))
    let hosted = events.filter { $0.hostID == person }
    for var event in events where event.hostID != person {
      let claims = try await transaction.query(EnrollmentStatements.find(event.id, person))
      for claim in claims where claim.status != .canceled {
        try await giveUp(claim, .canceled, &event, clock(), transaction)
      }
    }
    _ = try await transaction.batch(
      PurgeStatements.purgeEvents(hosted.map(\.id)), SeriesStatements.purge(person),
      PurgeStatements.purgeClaims(person), CalendarStatements.deleteLink(person),
      RsvpStatements.forget(person), feed.publish(try hosted.map(told)))
  }

  /// Removes what was written of purged people by calls that had begun before.
  func purgeLeftovers() async throws {
    for person in try await database.query(PurgeStatements.leftovers()) {
      try await feed.transaction { try await purge(person, $0) }
    }
  }

  /// Removes from the vocabulary what no event has any more.
  func forgetWords() async throws { try await database.execute(SearchStatements.forgetWords()) }
}
