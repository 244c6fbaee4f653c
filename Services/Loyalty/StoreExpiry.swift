internal import Daemon
internal import Postgres
internal import RPC

// Points that become too old.
extension Store {
  /// - Throws: `StartFailure` when the zone of the settings is none that PostgreSQL knows.
  func checkZone() async throws {
    guard try await database.first(ExpiryStatements.zoneExists(zone)) == true else {
      throw StartFailure.configuration([
        "LOYALTY_TIME_ZONE is \"\(zone)\": must be an IANA name such as Europe/Berlin"
      ])
    }
  }

  /// When points are too old that policies give at a moment; one round trip at most, none when no
  /// policy needs a calendar.
  func expiry(
    of policies: Set<ExpiryPolicy>, now: Moment, _ transaction: Transaction
  ) async throws -> [ExpiryPolicy: Expiry] {
    var expiries: [ExpiryPolicy: Expiry] = [:]
    var calendar: [ExpiryPolicy] = []
    for policy in policies {
      if let expiry = policy.withoutCalendar {
        expiries[policy] = expiry
      } else {
        calendar.append(policy)
      }
    }
    if calendar.isEmpty { return expiries }
    let ends = try await transaction.query(
      ExpiryStatements.ends(calendar.map(\.kind), calendar.map(\.count), now, zone))
    for (policy, end) in zip(calendar, ends) { expiries[policy] = .at(end.ends) }
    return expiries
  }

  /// Writes lines for all that is due. Any number of replicas may run it at once: each takes the
  /// accounts that no other holds, and who is held now is looked at again next time.
  func expirePoints(now: Moment) async throws {
    let limit: Int32 = 200
    while true {
      let people = try await feed.transaction { transaction in
        let people = try await transaction.query(ExpiryStatements.lockDue(now, limit))
        try await post([], expiring: people, now: now, transaction)
        return people.count
      }
      if people == 0 { return }
      try Task.checkCancellation()
    }
  }

  /// What expires after a moment, day by day, the next first.
  func expiring(_ patron: PatronID, after now: Moment, until: Moment?) async throws -> [ExpiringDay]
  {
    try await database.query(ExpiryStatements.expiring(patron, now, until, zone, 1000))
  }

  func expiringNext(_ patron: PatronID, after now: Moment) async throws -> ExpiringDay? {
    try await database.first(ExpiryStatements.expiringNext(patron, now, zone))
  }
}
