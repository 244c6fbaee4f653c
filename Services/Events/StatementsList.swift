internal import Postgres

/// The statements of lists of events, a walk along an index each. A list is made of one walk or
/// several, one after the other (`ListPlan`), so whatever the table's size a page takes as long as
/// its rows do.
///
/// What a filter lets pass is the planner's choice of index, so each is planned with its values
/// (`planned`): tests of parameters alone disappear, and one plan for all would walk whole tables
/// for what is rare.
enum EventLists {
  static let all: [any Preparable] = [
    planned, byEndAscending, byEndDescending, byStartAscending, byStartDescending,
    byCreatedAscending, byCreatedDescending, undated, byNameAscending, byNameDescending, nearest,
    categories,
  ]

  /// From here to the end of the transaction statements are planned with their values and for the
  /// tables as they are, which may be read whole; what takes a millisecond is not done by several.
  /// Whether sorting, bitmaps and index scans are "on" or "off": see `Road`.
  static let planned = Statement<String, String, String, String>(
    "events.planned",
    """
    SELECT set_config('plan_cache_mode', 'force_custom_plan', true)
      || set_config('enable_seqscan', 'on', true)
      || set_config('max_parallel_workers_per_gather', '0', true)
      || set_config('enable_sort', $1, true) || set_config('enable_bitmapscan', $2, true)
      || set_config('enable_indexscan', $3, true) AS mode
    """, Columns(["mode"]) { (mode: String) in mode }, on: .leased)

  /// Now, the viewer's rights (everything, staff, who), filters; whether it is the walk's begin,
  /// else the last row's value of the order's column and its id; how many; the walk's first value
  /// and the one after its last; what has to lie within the event.
  typealias Timed = Statement<
    EventRecord, Instant, Bool, Bool, UserID?, [String], UserID?, String?, UUID128?, Instant?,
    Instant?, Bool?, [EventID]?, Bool, Instant, EventID, Int32, Instant, Instant, Instant?
  >
  /// The same without the walk's bounds.
  typealias Named = Statement<
    EventRecord, Instant, Bool, Bool, UserID?, [String], UserID?, String?, UUID128?, Instant?,
    Instant?, Bool?, [EventID]?, Bool, String, EventID, Int32
  >
  /// The same by distance: how far the last row was; the point, how many kilometers at most.
  typealias Near = Statement<
    NearEvent, Instant, Bool, Bool, UserID?, [String], UserID?, String?, UUID128?, Instant?,
    Instant?, Bool?, [EventID]?, Bool, Double, EventID, Int32, Double, Double, Double
  >

  /// What the viewer may see, as `Viewer.sees` says. It reads the first four parameters.
  static let visible = """
    ($2 OR published_at IS NOT NULL AND (is_public OR $3)
      OR $4::uuid IS NOT NULL AND (host_id = $4 OR published_at IS NOT NULL AND EXISTS (
        SELECT FROM events.enrollments AS claim
        WHERE claim.event_id = event.id AND claim.user_id = $4 AND claim.status <> 'CANCELED')))
    """

  /// What the viewer may see and the filters let pass, as `EventRecord.status` says. Each status
  /// is told such that an index of its own can find it; CLOSED is what was completed before its
  /// end, all that is COMPLETED of what has not ended.
  static let filtered =
    visible + """

        AND (cardinality($5::text[]) = 0
          OR 'DRAFT' = ANY($5) AND published_at IS NULL AND canceled_at IS NULL
          OR 'CANCELED' = ANY($5) AND canceled_at IS NOT NULL
          OR 'COMPLETED' = ANY($5) AND published_at IS NOT NULL AND canceled_at IS NULL
            AND (closed_at IS NOT NULL OR end_time <= $1)
          OR 'CLOSED' = ANY($5) AND published_at IS NOT NULL AND canceled_at IS NULL
            AND closed_at IS NOT NULL
          OR 'SCHEDULED' = ANY($5) AND published_at IS NOT NULL AND canceled_at IS NULL
            AND closed_at IS NULL AND started_at IS NULL AND start_time > $1 AND end_time > $1
          OR 'ONGOING' = ANY($5) AND published_at IS NOT NULL AND canceled_at IS NULL
            AND start_time <= $1 AND tstzrange(start_time, end_time) @> $1
            AND closed_at IS NULL
          OR 'ONGOING' = ANY($5) AND published_at IS NOT NULL AND canceled_at IS NULL
            AND started_at IS NOT NULL AND closed_at IS NULL AND end_time > $1)
        AND ($6::uuid IS NULL OR host_id = $6)
        AND ($7::text IS NULL OR category = $7)
        AND ($8::uuid IS NULL OR series_id = $8)
        AND ($9::timestamptz IS NULL OR end_time > $9)
        AND ($10::timestamptz IS NULL OR start_time < $10)
        AND ($11::boolean IS NULL OR is_public = $11)
      """

  private static let listed =
    "SELECT " + EventStatements.columns + " FROM events.events AS event WHERE " + filtered
    + " AND ($12::uuid[] IS NULL OR id = ANY($12))"

  /// Where no walk is bounded by both times, what lies between them is found by its span.
  private static let between = """
     AND ($9 IS NULL OR $10 IS NULL
      OR start_time IS NOT NULL AND tstzrange(start_time, end_time) && tstzrange($9, $10))
    """

  /// What lies within the walk. What began before a moment and ends after it is found by its span,
  /// so the bounds are told such that no other index serves them: a range of ends is a good part of
  /// history, and would be gathered first.
  private static func within(_ column: String) -> String {
    """
     AND ($19::timestamptz IS NULL AND \(column) >= $17 AND \(column) < $18
      OR $19 IS NOT NULL AND tstzrange(start_time, end_time) @> $19
        AND start_time + interval '0' < $19
        AND \(column) + interval '0' >= $17 AND \(column) + interval '0' < $18)
    """
  }

  static let byEndAscending = Timed(
    "events.list_end_asc",
    listed + within("end_time") + """
       AND ($13 OR (end_time, id) > ($14, $15))
      ORDER BY end_time, id LIMIT $16::integer
      """, EventRecord.columns, on: .leased)

  static let byEndDescending = Timed(
    "events.list_end_desc",
    listed + within("end_time") + """
       AND ($13 OR (end_time, id) < ($14, $15))
      ORDER BY end_time DESC, id DESC LIMIT $16::integer
      """, EventRecord.columns, on: .leased)

  static let byStartAscending = Timed(
    "events.list_start_asc",
    listed + within("start_time") + """
       AND ($13 OR (start_time, id) > ($14, $15))
      ORDER BY start_time, id LIMIT $16::integer
      """, EventRecord.columns, on: .leased)

  static let byStartDescending = Timed(
    "events.list_start_desc",
    listed + within("start_time") + """
       AND ($13 OR (start_time, id) < ($14, $15))
      ORDER BY start_time DESC, id DESC LIMIT $16::integer
      """, EventRecord.columns, on: .leased)

  static let byCreatedAscending = Timed(
    "events.list_created_asc",
    listed + between + within("created_at") + """
       AND ($13 OR (created_at, id) > ($14, $15))
      ORDER BY created_at, id LIMIT $16::integer
      """, EventRecord.columns, on: .leased)

  static let byCreatedDescending = Timed(
    "events.list_created_desc",
    listed + between + within("created_at") + """
       AND ($13 OR (created_at, id) < ($14, $15))
      ORDER BY created_at DESC, id DESC LIMIT $16::integer
      """, EventRecord.columns, on: .leased)

  /// Those without a time, as they were made.
  static let undated = Timed(
    "events.list_undated",
    listed + within("created_at") + """
       AND start_time IS NULL AND ($13 OR (created_at, id) > ($14, $15))
      ORDER BY created_at, id LIMIT $16::integer
      """, EventRecord.columns, on: .leased)

  static let byNameAscending = Named(
    "events.list_name_asc",
    listed + between + """
       AND ($13 OR (name COLLATE "und-x-icu", id) > ($14, $15))
      ORDER BY name COLLATE "und-x-icu", id LIMIT $16::integer
      """, EventRecord.columns, on: .leased)

  static let byNameDescending = Named(
    "events.list_name_desc",
    listed + between + """
       AND ($13 OR (name COLLATE "und-x-icu", id) < ($14, $15))
      ORDER BY name COLLATE "und-x-icu" DESC, id DESC LIMIT $16::integer
      """, EventRecord.columns, on: .leased)

  /// The index orders by degrees, shorter the further north: as many as are asked for, the nearest
  /// in degrees, bound how far the nearest on the ground can be. What lies within that bound
  /// is measured and put in order.
  /// Kilometers are along the ground of a sphere of the earth's mean radius, 6371.0088.
  static let nearest = Near(
    "events.list_nearest",
    """
    WITH candidates AS MATERIALIZED (
      SELECT place OPERATOR(events.<->) events.on_sphere($17, $18) AS line
      FROM events.events AS event WHERE
    """ + " " + nearby + """
          AND point(longitude, latitude) <@ events.around($17, $18, $19, 0)
          AND ($13 OR place OPERATOR(events.<->) events.on_sphere($17, $18) > $14)
        ORDER BY point(longitude, latitude) <-> point($18, $17) LIMIT $16::integer
      ), bound AS MATERIALIZED (
        SELECT CASE WHEN count(*) < $16::integer THEN $19::float8
          ELSE 2 * 6371.0088 * asin(least(1, max(line) / 2)) END AS kilometers
        FROM candidates
      ), measured AS (
        SELECT id, place OPERATOR(events.<->) events.on_sphere($17, $18) AS line
        FROM events.events AS event WHERE
      """ + " " + nearby + """
            AND point(longitude, latitude)
              <@ (SELECT events.around($17, $18, kilometers, 0) FROM bound)
          UNION ALL
          SELECT id, place OPERATOR(events.<->) events.on_sphere($17, $18)
          FROM events.events AS event WHERE
        """ + " " + nearby + """
            AND point(longitude, latitude) <@ (
              SELECT events.around($17, $18, kilometers, CASE WHEN $18 < 0 THEN 360 ELSE -360 END)
              FROM bound)
            AND NOT point(longitude, latitude)
              <@ (SELECT events.around($17, $18, kilometers, 0) FROM bound)
        )
        SELECT id, line, 2 * 6371.0088 * asin(least(1, line / 2)) AS kilometers
        FROM measured WHERE $13 OR (line, id) > ($14, $15)
        ORDER BY line, id LIMIT $16::integer
        """, NearEvent.columns, on: .leased)

  /// What may be listed and lies in the circle.
  private static let nearby =
    filtered + between + """
          AND ($12::uuid[] IS NULL OR id = ANY($12))
          AND place OPERATOR(events.<->) events.on_sphere($17, $18)
            <= 2 * sin($19::float8 / (2 * 6371.0088))
      """

  /// Of what is on or to come.
  static let categories = Statement<CategoryCount, Instant, Bool, Bool, UserID?>(
    "events.categories",
    """
    SELECT category, count(*) AS count FROM events.events AS event
    WHERE end_time > $1 AND published_at IS NOT NULL AND canceled_at IS NULL AND closed_at IS NULL
      AND
    """ + " " + visible + """
       GROUP BY category ORDER BY count DESC, category
      """, CategoryCount.columns, on: .leased)
}

/// An event and how far it is from the point asked for.
struct NearEvent: Sendable {
  let id: EventID
  /// Straight through the earth, in its radii: what the index orders by.
  let line: Double
  let kilometers: Double

  static let columns = Columns(
    ["id", "line", "kilometers"], NearEvent.init(id:line:kilometers:))
}

/// How many events of a category there are.
struct CategoryCount: Sendable {
  let category: String
  let count: Int64

  static let columns = Columns(["category", "count"], CategoryCount.init(category:count:))
}
