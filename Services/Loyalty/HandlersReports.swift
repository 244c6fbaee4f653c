internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

/// Answers `ReportsService`.
struct ReportsHandlers: ReportsService {
  let reports: Reports
  let access: Access
  let pages: PageTokens

  func listPointMonths(
    _ request: ListPointMonthsRequest, _ call: CallContext
  ) async throws -> ListPointMonthsResponse {
    try await organizer(call)
    let (from, to) = try Said.range(request.from, request.to)
    return ListPointMonthsResponse(
      months: try await reports.months(from, to).map { row in
        PointMonth(
          month: row.month, issued: row.issued, burned: row.burned, expired: row.expired,
          reversed: row.reversed, adjusted: row.adjusted, outstanding: row.outstanding,
          owed: row.owed, movements: row.movements)
      })
  }

  func listRuleFigures(
    _ request: ListRuleFiguresRequest, _ call: CallContext
  ) async throws -> ListRuleFiguresResponse {
    try await organizer(call)
    let (from, to) = try Said.range(request.from, request.to)
    return ListRuleFiguresResponse(
      rules: try await reports.rules(from, to).map { row in
        RuleFigures(
          ruleId: row.rule?.description ?? "", awards: row.awards, people: row.people,
          issued: row.issued, takenBack: row.takenBack, name: row.name)
      })
  }

  func listRewardFigures(
    _ request: ListRewardFiguresRequest, _ call: CallContext
  ) async throws -> ListRewardFiguresResponse {
    try await organizer(call)
    let (from, to) = try Said.range(request.from, request.to)
    return ListRewardFiguresResponse(
      rewards: try await reports.rewards(from, to).map { row in
        RewardFigures(
          rewardId: row.reward.rawValue.description, name: row.name,
          redemptions: row.redemptions, people: row.people, burned: row.burned,
          givenBack: row.givenBack, issued: row.issued, used: row.used, canceled: row.canceled,
          expired: row.expired)
      })
  }

  private func organizer(_ call: CallContext) async throws {
    try await Asker(access, call).require(.organizer)
  }

  func listLeaderboard(
    _ request: ListLeaderboardRequest, _ call: CallContext
  ) async throws -> ListLeaderboardResponse {
    let asker = try await Asker(access, call)
    let (from, to) = try Said.range(request.from, request.to)
    let size = try Said.pageSize(request.pageSize)
    let query = ListLeaderboardRequest(from: request.from, to: request.to)
    let place = try Self.place(try pages.position(request.pageToken, of: query))
    let (places, own) = try await reports.leaders(
      from, to, after: place, own: asker.person, limit: size + 1)
    let page = places.prefix(Int(size))
    let shown = page.map(\.patron) + (own.map { [$0.patron] } ?? [])
    let names = await reports.people.names(of: Array(Set(shown)))
    func rank(_ place: Place) -> Rank {
      let id = place.patron.rawValue.description
      let isWhole = asker.holds(.organizer) || place.patron == asker.person
      let last = names[id]?.lastName ?? ""
      return Rank(
        rank: Int32(clamping: place.rank), points: place.points, patronId: id,
        firstName: names[id]?.firstName ?? "", lastName: isWhole ? last : String(last.prefix(1)))
    }
    var response = ListLeaderboardResponse(ranks: page.map(rank), own: own.map(rank))
    if places.count > page.count, let last = page.last {
      response.nextPageToken = try pages.token(
        after: ["\(last.points)", "\(last.patron.rawValue)"], of: query)
    }
    return response
  }

  private static func place(_ position: [String]?) throws -> (points: Int64, patron: PatronID) {
    guard let position else { return (.max, PatronID(rawValue: UUID128(high: 0, low: 0))) }
    guard position.count == 2, let points = Int64(position[0]), let id = UUID128(position[1])
    else { throw Status.wrongPage }
    return (points, PatronID(rawValue: id))
  }
}
