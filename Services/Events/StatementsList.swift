internal import Postgres

/// An event of a list with its place in the list's order.
struct ListedEvent: Sendable {
  let id: EventID
  let section: Int32
  let number: Int64
  let word: String

  static let columns = Columns(
    ["id", "section", "number", "word"], ListedEvent.init(id:section:number:word:))
}

/// The statements of lists of events. They give ids and places in the order; `findAll` the rest.
enum EventLists {
  /// Order, frozen now, viewer's rights (everything, staff, who), filters.
  typealias List = Statement<
    ListedEvent, String, Instant, Bool, Bool, UserID?, [String], UserID?, String?, UUID128?,
    Instant?, Instant?, Bool?, String?, Bool, Int32, Int64, String, EventID, Int32
  >

  /// What all orders share. The order's columns are ascending: a time that counts down is negated.
  private static let listed = """
    WITH placed AS (
      SELECT id,
        CASE WHEN start_time IS NULL THEN 2
          WHEN $1 = '' AND end_time <= $2 THEN 1 ELSE 0 END AS section,
        CASE
          WHEN $1 = 'created_at' THEN (extract(epoch FROM created_at) * 1000000)::bigint
          WHEN $1 = 'created_at desc' THEN -(extract(epoch FROM created_at) * 1000000)::bigint
          WHEN $1 LIKE 'name%' OR start_time IS NULL THEN 0
          WHEN $1 = 'start_time desc' OR $1 = '' AND end_time <= $2
            THEN -(extract(epoch FROM start_time) * 1000000)::bigint
          ELSE (extract(epoch FROM start_time) * 1000000)::bigint END AS number,
        CASE WHEN $1 LIKE 'name%' THEN lower(name) ELSE '' END AS word
      FROM events.events AS event
      WHERE
        ($3 OR host_id = $5 OR published_at IS NOT NULL AND (is_public OR $4 OR EXISTS (
          SELECT FROM events.enrollments AS claim
          WHERE claim.event_id = event.id AND claim.user_id = $5 AND status <> 'CANCELED')))
        AND (cardinality($6::text[]) = 0 OR CASE
          WHEN canceled_at IS NOT NULL THEN 'CANCELED'
          WHEN published_at IS NULL THEN 'DRAFT'
          WHEN closed_at IS NOT NULL OR end_time <= $2 THEN 'COMPLETED'
          WHEN started_at IS NOT NULL OR start_time <= $2 THEN 'ONGOING'
          ELSE 'SCHEDULED' END = ANY($6))
        AND ($7::uuid IS NULL OR host_id = $7)
        AND ($8::text IS NULL OR category = $8)
        AND ($9::uuid IS NULL OR series_id = $9)
        AND ($10::timestamptz IS NULL OR end_time > $10)
        AND ($11::timestamptz IS NULL OR start_time < $11)
        AND ($12::boolean IS NULL OR is_public = $12)
        AND ($13::text IS NULL
          OR strpos(lower(name), lower($13)) > 0 OR strpos(lower(description), lower($13)) > 0)
    ), ordered AS (
      SELECT id, CASE WHEN $1 LIKE 'start_time%' OR $1 = '' THEN section ELSE 0 END AS section,
        number, word FROM placed
    )
    SELECT id, section, number, word FROM ordered
    """

  static let ascending = List(
    "events.list",
    listed + """

      WHERE $14 OR (section, number, word, id) > ($15, $16, $17, $18)
      ORDER BY section, number, word, id LIMIT $19::integer
      """, ListedEvent.columns, on: .leased)

  /// For `name desc` alone: a text cannot be negated.
  static let descending = List(
    "events.list_descending",
    listed + """

      WHERE $14 OR (section, number, word, id) < ($15, $16, $17, $18)
      ORDER BY section DESC, number DESC, word DESC, id DESC LIMIT $19::integer
      """, ListedEvent.columns, on: .leased)

  static let all: [any Preparable] = [ascending, descending]
}
