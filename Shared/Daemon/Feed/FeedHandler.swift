public import Contracts
internal import Postgres
internal import RPC

/// Fills in, as changes are read, what the feed itself does not keep.
public typealias FeedFill = @Sendable ([Change]) async throws -> [Change]

/// Answers the feed's readers.
struct FeedHandler: FeedService {
  let feed: Feed
  let fill: FeedFill?

  /// What a page of changes may take, so that it fits one message with all that is around it.
  private static let pageBytes = 900_000

  func read(_ request: ReadRequest, _ call: CallContext) async throws -> ReadResponse {
    guard request.after >= 0 else { throw Status.invalid("after", "must not be negative") }
    guard (0...1000).contains(request.limit) else {
      throw Status.invalid("limit", "must be from 0 to 1000")
    }
    guard (0...20_000).contains(request.waitMs) else {
      throw Status.invalid("wait_ms", "must be from 0 to 20,000")
    }
    let limit = request.limit == 0 ? 500 : Int64(request.limit)
    let wait = ContinuousClock.now + .milliseconds(Int64(request.waitMs))
    let end = min(wait, call.deadline - .milliseconds(100))
    while true {
      let rings = feed.signal.rings
      let page = try await feed.changes(after: request.after, limit: limit)
      let isLost = request.after < page.oldest - 1
      if !page.rows.isEmpty || isLost || ContinuousClock.now >= end {
        return ReadResponse(changes: try await changes(page.rows), oldest: page.oldest)
      }
      // Nothing is held while waiting: no transaction, no connection.
      await feed.signal.wait(past: rings, until: end)
      try Task.checkCancellation()
    }
  }

  private func changes(_ rows: [FeedRow]) async throws -> [Change] {
    let changes = rows.map { row in
      Change(
        position: row.position, kind: row.kind, key: row.key.description, payload: row.payload,
        createdAt: Timestamp(row.createdAt))
    }
    let filled = try await fill?(changes) ?? changes
    precondition(filled.map(\.position) == changes.map(\.position), "fill keeps the changes")
    var bytes = 0
    return Array(
      filled.prefix { change in
        bytes += change.payload.count + change.kind.utf8.count + 100
        // The first is always given, or its reader would never get past it.
        return bytes <= Self.pageBytes || change.position == filled[0].position
      })
  }
}
