internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

/// What reports are read from, and whom names are asked of. What is new is counted first.
struct Reports: Sendable {
  let store: Store
  let people: People
  var clock: @Sendable () -> Moment = { .now }
  private var database: Database { store.database }

  func months(_ from: Moment?, _ to: Moment?) async throws -> [MonthRow] {
    try await store.countLines()
    return try await database.querySumming(ReportStatements.months(from, to, store.zone))
  }

  func rules(_ from: Moment?, _ to: Moment?) async throws -> [RuleRow] {
    try await store.countLines()
    return try await database.querySumming(ReportStatements.rules(from, to))
  }

  func rewards(_ from: Moment?, _ to: Moment?) async throws -> [RewardRow] {
    try await database.querySumming(ReportStatements.rewards(from, to, clock()))
  }

  /// A page of who earned most, and where somebody stands.
  /// - Parameter after: the points and the person at the end of the page before.
  func leaders(
    _ from: Moment?, _ to: Moment?, after: (points: Int64, patron: PatronID), own: PatronID?,
    limit: Int32
  ) async throws -> (page: [Place], own: Place?) {
    let rows: [LeaderRow]
    if from == nil && to == nil {
      rows = try await database.querySumming(
        ReportStatements.leaders(after.points, after.patron, limit, own))
    } else {
      try await store.countLines()
      rows = try await database.querySumming(
        ReportStatements.leadersInRange(after.points, after.patron, limit, own, from, to))
    }
    let page = rows.filter { !$0.isOwn }
      .sorted { $0.points == $1.points ? $0.patron < $1.patron : $0.points > $1.points }
    let places = Place.places(
      page.map { ($0.patron, $0.points) }, above: page.first?.above ?? 0,
      before: page.first?.before ?? 0)
    let mine = rows.first(where: \.isOwn).map { row in
      Place(patron: row.patron, points: row.points, rank: row.above + 1)
    }
    return (places, mine)
  }
}
