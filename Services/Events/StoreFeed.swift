internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

extension Store {
  /// Fills the feed's changes as they are read: the event and the claim as they are now, so the
  /// feed itself keeps no word of anybody's.
  func fill(_ changes: [Change]) async throws -> [Change] {
    let events = try await eventsByID(ids(of: "EventChanged", changes))
    let claims = try await claimsByID(ids(of: "EnrollmentChanged", changes))
    let now = clock()
    return try changes.map { change in
      guard let id = UUID128(change.key) else { return change }
      var change = change
      if change.kind == "EventChanged" {
        change.payload = try EventChanged(
          id: change.key, event: events[id].map { Event($0, now) }
        ).encode()
      } else if change.kind == "EnrollmentChanged", let claim = claims[id] {
        change.payload = try EnrollmentChanged(enrollment: Enrollment(claim)).encode()
      }
      return change
    }
  }

  private func ids(of kind: String, _ changes: [Change]) -> [UUID128] {
    Array(Set(changes.filter { $0.kind == kind }.compactMap { UUID128($0.key) }))
  }

  private func eventsByID(_ ids: [UUID128]) async throws -> [UUID128: EventRecord] {
    if ids.isEmpty { return [:] }
    let events = try await database.query(
      EventStatements.findAll(ids.map(EventID.init(rawValue:))))
    return Dictionary(
      events.map { ($0.id.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
  }

  private func claimsByID(_ ids: [UUID128]) async throws -> [UUID128: EnrollmentRecord] {
    if ids.isEmpty { return [:] }
    let claims = try await database.query(EnrollmentStatements.findAll(ids))
    return Dictionary(claims.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }
}
