import Contracts
import Postgres

// Figures of one event, and of one person: read as they are.
extension Store {
  /// - Parameter minutes: counted together.
  func arrivals(at event: UUID128, minutes: Int64) async throws -> [Arrivals] {
    try await database.query(Statements.arrivalCurve(event, minutes))
  }

  func stays(at event: UUID128) async throws -> [SeenStay] {
    try await database.query(Statements.seenStays(event))
  }

  func dwell(at event: UUID128) async throws -> Dwell {
    guard let dwell = try await database.first(Statements.dwell(event)) else {
      preconditionFailure("an aggregate answers a row")
    }
    return dwell
  }

  func events(of person: UUID128, _ filter: Filter, now: Instant) async throws -> [PersonEvent] {
    try await database.query(
      Statements.personEvents(
        person, now, filter.category, filter.seriesID, filter.from, filter.to))
  }
}
