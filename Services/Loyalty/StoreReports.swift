internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

/// What reports are counted from, and whom names are asked of.
struct Reports: Sendable {
  let database: Database
  let users: UsersClient
  /// IANA name of the organization's zone.
  let timeZone: String
  var clock: @Sendable () -> Moment = { .now }

  func months(_ from: Moment?, _ to: Moment?) async throws -> [MonthRow] {
    try await database.query(ReportStatements.months(from, to, timeZone))
  }

  func rules(_ from: Moment?, _ to: Moment?) async throws -> [RuleRow] {
    try await database.query(ReportStatements.rules(from, to))
  }

  func rewards(_ from: Moment?, _ to: Moment?) async throws -> [RewardRow] {
    try await database.query(ReportStatements.rewards(from, to, clock()))
  }

  /// A page of who earned most, and where somebody stands.
  /// - Parameter after: the points and the person at the end of the page before.
  func leaders(
    _ from: Moment?, _ to: Moment?, after: (points: Int64, patron: PatronID), own: PatronID?,
    limit: Int32
  ) async throws -> (page: [Place], own: Place?) {
    let rows =
      if from == nil && to == nil {
        try await database.query(
          ReportStatements.leaders(after.points, after.patron, limit, own))
      } else {
        try await database.query(
          ReportStatements.leadersInRange(
            after.points, after.patron, limit, own, from, to))
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

  /// Those names that users tells now; it may be down, and a leaderboard without names is one.
  func names(_ people: [PatronID]) async -> [String: User] {
    var names: [String: User] = [:]
    let ids = people.map(\.rawValue.description)
    do {
      // As many as users tells at once.
      for start in stride(from: 0, to: ids.count, by: 200) {
        let answer = try await users.batchGetUsers(
          BatchGetUsersRequest(ids: Array(ids[start..<min(start + 200, ids.count)])),
          CallOptions(timeout: .seconds(2), accessToken: ""))
        for user in answer.users { names[user.id] = user }
      }
    } catch {
      return names
    }
    return names
  }
}
