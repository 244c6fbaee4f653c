import Postgres

// What comes from before the door was ours.
extension Statements {
  static let histories: [any Preparable] = [keepHeadCount, headCount, zoned]

  /// Answers a row when that is news.
  static let keepHeadCount = Statement<Bool, UUID128, Int32>(
    "history.keep_head_count",
    """
    INSERT INTO attendance.head_counts (event_id, count) VALUES ($1, $2)
    ON CONFLICT (event_id) DO UPDATE SET count = excluded.count
    WHERE head_counts.count <> excluded.count RETURNING true AS done
    """, done, on: .leased)

  static let headCount = Statement<Int32, UUID128>(
    "history.head_count", "SELECT count FROM attendance.head_counts WHERE event_id = $1",
    Columns(["count"]) { (count: Int32) in count }, on: .leased)

  /// Clocks' times, given as if they were UTC, and the zone that the clocks are in: the moments, in
  /// order. SQLSTATE 22023 when there is no such zone.
  static let zoned = Statement<Instant, [Instant], String>(
    "history.zoned",
    """
    SELECT (given.time AT TIME ZONE 'UTC') AT TIME ZONE $2 AS time
    FROM unnest($1::timestamptz[]) WITH ORDINALITY AS given (time, number) ORDER BY number
    """, Columns(["time"]) { (time: Instant) in time }, on: .leased)
}
