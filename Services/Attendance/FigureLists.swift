import Contracts
import Daemon
import Postgres
import RPC
import Synchronization

/// A request for figures of many events.
protocol FiguresRequest: Message {
  var from: Timestamp? { get }
  var to: Timestamp? { get }
  var category: String { get }
  var seriesId: String { get }
}

/// One for a list of them.
protocol FigureListRequest: FiguresRequest {
  var pageSize: Int32 { get set }
  var pageToken: String { get set }
}

extension GetPersonFiguresRequest: FiguresRequest {}
extension GetOverviewRequest: FiguresRequest {}
extension ListMonthFiguresRequest: FigureListRequest {}
extension ListEventFiguresRequest: FigureListRequest {}
extension ListRetentionRequest: FigureListRequest {}
extension ListLapsedRequest: FigureListRequest {}
extension ListFirstTimersRequest: FigureListRequest {}
extension ListTopAttendersRequest: FigureListRequest {}
extension ListStreaksRequest: FigureListRequest {}

extension Filter {
  /// - Throws: INVALID_ARGUMENT.
  init(_ request: some FiguresRequest) throws {
    category = try checkedText(request.category, "category", 0...50)
    seriesID =
      request.seriesId.isEmpty ? nil : try UUID128(checked: request.seriesId, "series_id")
    from = try checkedTime(request.from, "from")
    to = try checkedTime(request.to, "to")
    if let from, let to, from >= to { throw Status.invalid("to", "must be after from") }
  }
}

/// A list that was counted as of a time, in order, and the events that it is about.
struct FigureList<Row: Ranked>: Sendable {
  let rows: [Row]
  let scope: Scope
}

/// A page of such a list.
struct FigurePage<Row: Ranked>: Sendable {
  let rows: ArraySlice<Row>
  let scope: Scope
  let nextToken: String
}

/// Pages of lists that are counted whole. Those that follow are cut from what was counted for the
/// first, as long as it is remembered; otherwise it is counted again, as of the same time.
final class FigureLists: Sendable {
  private struct Remembered {
    let key: [UInt8]
    let list: any Sendable
    let until: ContinuousClock.Instant
  }

  private static let memory = Duration.seconds(120)
  /// Lists of 200,000 people are some 10 MB.
  private static let limit = 4
  private let pages: PageTokens
  private let remembered = Mutex<[Remembered]>([])

  init(pages: PageTokens) { self.pages = pages }

  /// - Parameter count: counts the list as of a time.
  /// - Throws: INVALID_ARGUMENT for a token that does not fit.
  func page<Request: FigureListRequest, Row>(
    _ request: Request, now: Instant, _ count: (Instant) async throws -> FigureList<Row>
  ) async throws -> FigurePage<Row> {
    let limit = try checkedPageSize(request.pageSize)
    var query = request
    query.pageSize = 0
    query.pageToken = ""
    let position = try pages.position(request.pageToken, of: query).map(Position.init)
    let asOf = position?.asOf ?? now
    let key = Array("\(Request.fullName) \(asOf.microseconds) ".utf8) + (try query.encode())
    let list: FigureList<Row>
    if position != nil, let known = recall(key) as? FigureList<Row> {
      list = known
    } else {
      list = try await count(asOf)
    }
    let after = list.rows.after(position?.place)
    let page = after.prefix(limit)
    guard after.count > limit, let last = page.last else {
      return FigurePage(rows: page, scope: list.scope, nextToken: "")
    }
    remember(key, list)
    let token = try pages.token(after: Position(asOf: asOf, place: last.place).texts, of: query)
    return FigurePage(rows: page, scope: list.scope, nextToken: token)
  }

  private func recall(_ key: [UInt8]) -> (any Sendable)? {
    let now = ContinuousClock.now
    return remembered.withLock { $0.first { $0.key == key && $0.until > now }?.list }
  }

  private func remember(_ key: [UInt8], _ list: any Sendable) {
    let now = ContinuousClock.now
    remembered.withLock { lists in
      lists.removeAll { $0.key == key || $0.until <= now }
      if lists.count >= Self.limit { lists.removeFirst() }
      lists.append(Remembered(key: key, list: list, until: now + Self.memory))
    }
  }
}

/// Where a page begins: after this place of the list as of a time.
private struct Position {
  let asOf: Instant
  let place: Place

  init(asOf: Instant, place: Place) {
    self.asOf = asOf
    self.place = place
  }

  init(_ texts: [String]) throws {
    let numbers = texts.compactMap { Int64($0) }
    guard texts.count == 4, numbers.count == 4 else { throw Status.wrongPage }
    asOf = Instant(microseconds: numbers[0])
    place = Place(numbers[1], numbers[2], numbers[3])
  }

  var texts: [String] {
    [asOf.microseconds, place.parts.0, place.parts.1, place.parts.2].map { "\($0)" }
  }
}
