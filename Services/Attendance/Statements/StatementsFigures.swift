import Postgres

// Figures of one event, and of one person.
extension Statements {
  static let figureReads: [any Preparable] = [arrivalCurve, seenStays, dwell, personEvents]

  /// Event, minutes counted together. Minutes beyond a thousand million are as many.
  static let arrivalCurve = Statement<Arrivals, UUID128, Int64>(
    "figures.arrival_curve",
    """
    SELECT greatest(-1000000000, least(1000000000, $2::bigint
        * floor(extract(epoch FROM check_in_time - start_time) / (60 * $2))))::integer AS minute,
      count(*)::integer AS arrived
    FROM attendance.attendance JOIN attendance.events ON events.id = event_id
    WHERE event_id = $1 AND attended AND check_in_time IS NOT NULL AND start_time IS NOT NULL
    GROUP BY 1 ORDER BY 1
    """, Columns(["minute", "arrived"], Arrivals.init(minute:arrived:)), on: .leased)

  /// Stays are looked up presence by presence (OFFSET keeps the planner from reading them all).
  static let seenStays = Statement<SeenStay, UUID128>(
    "figures.seen_stays",
    """
    SELECT in_time, out_time
    FROM attendance.attendance CROSS JOIN LATERAL (
      SELECT in_time, out_time FROM attendance.stays
      WHERE attendance_id = attendance.id OFFSET 0) AS stay
    WHERE event_id = $1 AND attended
    """, Columns(["in_time", "out_time"], SeenStay.init(inTime:outTime:)), on: .leased)

  static let dwell = Statement<Dwell, UUID128>(
    "figures.dwell",
    """
    SELECT count(*)::integer AS people, coalesce(sum(number), 0)::integer AS stays,
      avg(seconds) AS mean, percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median
    FROM (
      SELECT count(*) AS number,
        sum(extract(epoch FROM out_time - in_time))::double precision AS seconds
      FROM attendance.attendance CROSS JOIN LATERAL (
        SELECT in_time, out_time FROM attendance.stays
        WHERE attendance_id = attendance.id AND out_time IS NOT NULL AND NOT auto_closed
        OFFSET 0) AS stay
      WHERE event_id = $1 AND attended GROUP BY attendance.id) AS person
    """, Columns(["people", "stays", "mean", "median"], Dwell.init(people:stays:mean:median:)),
    on: .leased)

  /// Person, now, category (empty: all), series (nil: all), from, to (nil: without bound): every
  /// event of the range, with the person's standing there.
  static let personEvents = Statement<
    PersonEvent, UUID128, Instant, String, UUID128?, Instant?, Instant?
  >(
    "figures.person_events",
    """
    SELECT start_time, coalesce(status, '') AS status, enrolled_at IS NOT NULL AS is_registered
    FROM attendance.events
      LEFT JOIN attendance.attendance ON event_id = events.id AND patron_id = $1
    WHERE counts_from <= $2 AND ($3 = '' OR category = $3) AND ($4::uuid IS NULL OR series_id = $4)
      AND ($5::timestamptz IS NULL OR start_time >= $5)
      AND ($6::timestamptz IS NULL OR start_time < $6)
    ORDER BY start_time, events.id
    """,
    Columns(
      ["start_time", "status", "is_registered"],
      PersonEvent.init(startTime:status:isRegistered:)),
    on: .leased)
}

/// People who came within some minutes.
struct Arrivals: Sendable {
  let minute: Int32
  let arrived: Int32
}

/// How long people stayed.
struct Dwell: Sendable {
  let people: Int32
  let stays: Int32
  let mean: Double?
  let median: Double?
}
