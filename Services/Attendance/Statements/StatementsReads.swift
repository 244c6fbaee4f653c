import Contracts
import Postgres

// Lists and figures.
extension Statements {
  static let reads: [any Preparable] = [
    live, liveVersions, newcomers, roster, history, figures, firstTimers,
  ]

  static let live = Statement<LiveRow, UUID128>(
    "reads.live",
    "SELECT event_id, present, attended, version FROM attendance.live WHERE event_id = $1",
    LiveRow.columns)

  /// Of the events that are watched.
  static let liveVersions = Statement<LiveRow, [UUID128]>(
    "reads.live_versions",
    "SELECT event_id, present, attended, version FROM attendance.live WHERE event_id = ANY($1)",
    LiveRow.columns, on: .leased)

  /// The last who were let in for the first time and still count as having come.
  static let newcomers = Statement<Arrival, UUID128, Int64>(
    "reads.newcomers",
    """
    SELECT attendance.patron_id, coalesce(first_name, '') AS first_name, occurred_at,
      attendance.device_id
    FROM (
        SELECT id, attendance_id, occurred_at, received_at FROM attendance.scans
        WHERE event_id = $1 AND kind = 'IN' AND result = 'OK' AND NOT already_recorded
        ORDER BY received_at DESC, id DESC LIMIT $2) AS scan
      JOIN attendance.attendance ON attendance.id = attendance_id AND attended
      LEFT JOIN attendance.users ON users.id = attendance.patron_id
    ORDER BY received_at DESC, scan.id DESC
    """, Arrival.columns, on: .leased)

  /// Event, states (empty: all), part of a name as a pattern (nil: all), the last row's last name,
  /// first name and id (nil: from the start), how many. Names are looked up one by one (OFFSET
  /// keeps the planner from reading everybody's).
  static let roster = Statement<
    NamedPresence, UUID128, [String], String?, String?, String?, UUID128?, Int64
  >(
    "reads.roster",
    """
    SELECT attendance.id, event_id, patron_id, status, enrolled_at, check_in_time, check_out_time,
      method, device_id, checked_in_by, excused_at, coalesce(first_name, '') AS first_name,
      coalesce(last_name, '') AS last_name, NULL::timestamptz AS start_time
    FROM attendance.attendance LEFT JOIN LATERAL (
      SELECT first_name, last_name FROM attendance.users WHERE id = patron_id OFFSET 0) AS person
      ON true
    WHERE event_id = $1 AND ($2::text[] = '{}' OR status = ANY($2))
      AND ($3::text IS NULL OR first_name || ' ' || last_name ILIKE $3)
      AND ($6::uuid IS NULL OR
        (coalesce(last_name, ''), coalesce(first_name, ''), attendance.id) > ($4, $5, $6))
    ORDER BY coalesce(last_name, ''), coalesce(first_name, ''), attendance.id LIMIT $7
    """, NamedPresence.columns, on: .leased)

  /// Person, the last row's start and id (nil: from the start), how many.
  static let history = Statement<NamedPresence, UUID128, Instant?, UUID128?, Int64>(
    "reads.history",
    """
    SELECT attendance.id, event_id, patron_id, status, enrolled_at, check_in_time, check_out_time,
      method, device_id, checked_in_by, excused_at, coalesce(first_name, '') AS first_name,
      coalesce(last_name, '') AS last_name, start_time
    FROM attendance.attendance JOIN attendance.events ON events.id = event_id
      LEFT JOIN attendance.users ON users.id = patron_id
    WHERE patron_id = $1 AND start_time IS NOT NULL
      AND ($3::uuid IS NULL OR (start_time, attendance.id) < ($2, $3))
    ORDER BY start_time DESC, attendance.id DESC LIMIT $4
    """, NamedPresence.columns, on: .leased)

  static let figures = Statement<Figures, UUID128>(
    "reads.figures",
    """
    SELECT registered, counted.attended, walk_ins, no_shows, excused, attended_registered,
      live.present, live.version, events.capacity,
      NOT events.is_draft AND events.canceled_at IS NULL AND NOT events.did_not_meet AS counts,
      (SELECT count FROM attendance.head_counts WHERE event_id = $1) AS head_count
    FROM attendance.live JOIN attendance.events ON events.id = live.event_id
      CROSS JOIN LATERAL (
        SELECT (count(*) FILTER (WHERE enrolled_at IS NOT NULL))::integer AS registered,
          (count(*) FILTER (WHERE attended))::integer AS attended,
          (count(*) FILTER (WHERE attended AND enrolled_at IS NULL))::integer AS walk_ins,
          (count(*) FILTER (WHERE status = 'NO_SHOW'))::integer AS no_shows,
          (count(*) FILTER (WHERE status = 'EXCUSED'))::integer AS excused,
          (count(*) FILTER (WHERE attended AND enrolled_at IS NOT NULL))::integer
            AS attended_registered
        FROM attendance.attendance WHERE event_id = $1) AS counted
    WHERE live.event_id = $1
    """, Figures.columns, on: .leased)

  /// Event, now, its start: who came and to no event before. Each person's events are looked up in
  /// what was before until one is found; as a join it would be planned as one of everything.
  static let firstTimers = Statement<Int32, UUID128, Instant, Instant>(
    "reads.first_timers",
    """
    SELECT count(*)::integer AS first_timers
    FROM attendance.attendance AS here LEFT JOIN LATERAL (
      SELECT true AS found FROM attendance.attendance AS there
      WHERE there.patron_id = here.patron_id AND there.attended
        AND (there.event_id IN (
          SELECT id FROM attendance.events
          WHERE counts_from <= $2 AND (start_time, id) < ($3, $1))) IS TRUE
      LIMIT 1) AS earlier ON true
    WHERE here.event_id = $1 AND here.attended AND earlier.found IS NULL
    """, Columns(["first_timers"]) { (count: Int32) in count }, on: .leased)
}

/// A presence with the person's names, for lists.
struct NamedPresence: Sendable {
  let id: UUID128
  let eventID: UUID128
  let patronID: UUID128
  let status: String
  let enrolledAt: Instant?
  let checkInTime: Instant?
  let checkOutTime: Instant?
  let method: String?
  let deviceID: String
  let checkedInBy: UUID128?
  let excusedAt: Instant?
  let firstName: String
  let lastName: String
  /// The event's, where the list is ordered by it.
  let startTime: Instant?

  static let columns = Columns(
    [
      "id", "event_id", "patron_id", "status", "enrolled_at", "check_in_time", "check_out_time",
      "method", "device_id", "checked_in_by", "excused_at", "first_name", "last_name",
      "start_time",
    ],
    NamedPresence.init(
      id:eventID:patronID:status:enrolledAt:checkInTime:checkOutTime:method:deviceID:checkedInBy:
      excusedAt:firstName:lastName:startTime:))
}

/// Somebody who was let in.
struct Arrival: Sendable {
  let patronID: UUID128
  let firstName: String
  let at: Instant
  let deviceID: String

  static let columns = Columns(
    ["patron_id", "first_name", "occurred_at", "device_id"],
    Arrival.init(patronID:firstName:at:deviceID:))
}

/// An event's figures as they are counted.
struct Figures: Sendable {
  let registered: Int32
  let attended: Int32
  let walkIns: Int32
  let noShows: Int32
  let excused: Int32
  let attendedRegistered: Int32
  let present: Int32
  let version: Int64
  let capacity: Int32?
  /// Neither a draft nor canceled, and it did meet.
  let counts: Bool
  let headCount: Int32?

  static let columns = Columns(
    [
      "registered", "attended", "walk_ins", "no_shows", "excused", "attended_registered",
      "present", "version", "capacity", "counts", "head_count",
    ],
    Figures.init(
      registered:attended:walkIns:noShows:excused:attendedRegistered:present:version:capacity:
      counts:headCount:))
}
