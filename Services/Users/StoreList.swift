internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

/// A question for a page of people, fit to be asked.
struct ListQuery: Sendable {
  let size: Int
  let order: ListOrder
  let role: Role?
  let active: Bool?
  /// One of these has to fit; none lets everybody pass.
  let patterns: [String]
  let from: Instant
  let before: Instant
  let verified: Bool?
  let interest: String
  let after: ListOrder.Position
  /// What the tokens of its pages are bound to.
  private let bound: ListUsersRequest

  /// - Throws: INVALID_ARGUMENT that names the field.
  init(_ request: ListUsersRequest, _ pages: PageTokens) throws {
    guard (0...200).contains(request.pageSize) else {
      throw Status.invalid("page_size", "must be from 1 to 200")
    }
    size = request.pageSize == 0 ? 50 : Int(request.pageSize)
    let words = request.orderBy.isEmpty ? "created_at desc" : request.orderBy
    guard let order = ListOrder(rawValue: words) else {
      throw Status.invalid(
        "order_by", "must be of \(ListOrder.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    self.order = order
    role = try Role.of(request.role)
    active = request.active
    patterns = try judged { () throws(Unfit) in try Rules.patterns(request.q) }
    verified = request.verified
    interest = try judged { () throws(Unfit) in try Rules.interest(request.interest) }
    from = try Self.time(request.createdAfter, "created_after") ?? .farBack
    before = try Self.time(request.createdBefore, "created_before") ?? .farAhead
    var bound = request
    bound.pageToken = ""
    bound.pageSize = 0
    self.bound = bound
    let values = try pages.position(request.pageToken, of: bound)
    after =
      try values.map { values in
        guard values.count == 2, let id = UUID128(values[1]) else {
          throw Status.invalid("page_token", "must be next_page_token of the same query")
        }
        return ListOrder.Position(key: values[0], id: id)
      } ?? order.start
  }

  func token(after person: Person, _ pages: PageTokens) throws -> String {
    let position = order.position(of: person)
    return try pages.token(after: [position.key, position.id.description], of: bound)
  }

  private static func time(_ time: Timestamp?, _ field: String) throws -> Instant? {
    guard let time else { return nil }
    // The years 1 to 9999, which is what the contract's times may be.
    guard let microseconds = time.microseconds else {
      throw Status.invalid(field, "must be a time of the years 1 to 9999")
    }
    return Instant(microseconds: microseconds)
  }
}

extension Store {
  /// The page, and one more if there are more.
  func list(_ query: ListQuery) async throws -> [Person] {
    switch query.order {
    case .created: try await list(query, ListStatements.byCreatedAscending, query.time)
    case .createdDescending:
      try await list(query, ListStatements.byCreatedDescending, query.time)
    case .name: try await list(query, ListStatements.byNameAscending, query.after.key)
    case .nameDescending: try await list(query, ListStatements.byNameDescending, query.after.key)
    case .reputation: try await list(query, ListStatements.byReputationAscending, query.number)
    case .reputationDescending:
      try await list(query, ListStatements.byReputationDescending, query.number)
    }
  }

  private func list<Key: PostgresValue>(
    _ query: ListQuery, _ statement: ListStatements.List<Key>, _ key: Key
  ) async throws -> [Person] {
    let (_, people) = try await database.batch(
      ListStatements.planned(),
      statement(
        query.role?.rawValue ?? "", query.active, query.patterns.first ?? "",
        query.patterns.dropFirst().first ?? "", query.from, query.before, query.verified,
        query.interest, key, query.after.id, Int32(query.size + 1)))
    return people
  }

  /// Figures about everybody.
  func stats() async throws -> UserStats {
    let roles = try await database.querySumming(ListStatements.roles())
    let added = try await database.query(ListStatements.added())
    var stats = UserStats()
    for role in Role.allCases {
      let found = roles.first { $0.role == role }
      stats.roles.append(
        .init(role: User.Role(role), total: found?.total ?? 0, active: found?.active ?? 0))
    }
    stats.total = roles.reduce(0) { $0 + $1.total }
    stats.active = roles.reduce(0) { $0 + $1.active }
    stats.addedLastDay = added.first?.lastDay ?? 0
    stats.addedLastWeek = added.first?.lastWeek ?? 0
    stats.addedLastMonth = added.first?.lastMonth ?? 0
    return stats
  }
}

extension ListQuery {
  // The position is ours, by its signature: what it holds can be read.
  fileprivate var time: Instant { Instant(microseconds: Int64(after.key) ?? 0) }
  fileprivate var number: Double { Double(after.key) ?? 0 }
}
