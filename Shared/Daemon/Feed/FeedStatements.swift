internal import Postgres

/// The statements of a service's own feed.
struct FeedStatements: Sendable {
  /// Kinds, keys and payloads, in the order of effect.
  let publish: Statement<Void, [String], [UUID128], [[UInt8]]>
  let read: Statement<FeedRow, Int64, Int64>
  let state: Statement<FeedState>
  let lockHead: Statement<Int64>
  let stamp: Statement<Void, Int64>
  /// Removes rows from before a time: the kinds of those removed.
  let purge: Statement<String, Instant, Int64>

  init(_ schema: SchemaName) {
    publish = Statement(
      "feed.publish",
      schema.fill(
        """
        INSERT INTO {schema}.feed (kind, key, payload)
        SELECT kind, key, payload
        FROM unnest($1::text[], $2::uuid[], $3::bytea[]) WITH ORDINALITY
          AS change (kind, key, payload, number)
        ORDER BY number
        """), on: .leased)
    read = Statement(
      "feed.read",
      schema.fill(
        """
        SELECT position, kind, key, payload, created_at FROM {schema}.feed
        WHERE position > $1 ORDER BY position LIMIT $2
        """), FeedRow.columns, on: .leased)
    state = Statement(
      "feed.state",
      schema.fill(
        """
        SELECT position,
          EXISTS (SELECT FROM {schema}.feed WHERE position IS NULL) AS has_fresh,
          (SELECT min(position) FROM {schema}.feed WHERE position IS NOT NULL) AS oldest
        FROM {schema}.feed_head
        """), FeedState.columns)
    lockHead = Statement(
      "feed.lock_head", schema.fill("SELECT position FROM {schema}.feed_head FOR UPDATE"),
      Columns(["position"]) { (position: Int64) in position }, on: .leased)
    stamp = Statement(
      "feed.stamp",
      schema.fill(
        """
        WITH oldest AS (
          SELECT id FROM {schema}.feed WHERE position IS NULL ORDER BY id LIMIT $1
        ), fresh AS (
          SELECT id, row_number() OVER (ORDER BY id) AS number FROM oldest
        ), head AS (
          UPDATE {schema}.feed_head SET position = position + (SELECT count(*) FROM fresh)
          RETURNING position - (SELECT count(*) FROM fresh) AS base
        )
        UPDATE {schema}.feed SET position = head.base + fresh.number
        FROM fresh, head WHERE feed.id = fresh.id
        """), on: .leased)
    purge = Statement(
      "feed.purge",
      schema.fill(
        """
        WITH oldest AS (
          SELECT id, position, created_at FROM {schema}.feed
          WHERE position IS NOT NULL ORDER BY position LIMIT $2
        ), kept AS (
          SELECT min(position) AS position FROM oldest WHERE created_at >= $1
        )
        DELETE FROM {schema}.feed USING oldest, kept
        WHERE feed.id = oldest.id AND (kept.position IS NULL OR oldest.position < kept.position)
        RETURNING kind
        """), Columns(["kind"]) { (kind: String) in kind }, on: .leased)
  }

  var all: [any Preparable] { [publish, read, state, lockHead, stamp, purge] }
}

/// A change as it is kept.
struct FeedRow: Sendable {
  let position: Int64
  let kind: String
  let key: UUID128
  let payload: [UInt8]
  let createdAt: Instant

  static let columns = Columns(
    ["position", "kind", "key", "payload", "created_at"],
    FeedRow.init(position:kind:key:payload:createdAt:))
}

/// Where a feed stands.
struct FeedState: Sendable {
  /// The last position given.
  let position: Int64
  /// Committed rows wait for a position.
  let hasFresh: Bool
  /// The oldest position kept; nil when none is.
  let oldest: Int64?

  static let columns = Columns(
    ["position", "has_fresh", "oldest"], FeedState.init(position:hasFresh:oldest:))

  /// The oldest position a reader can still get.
  var readableFrom: Int64 { oldest ?? position + 1 }
}
