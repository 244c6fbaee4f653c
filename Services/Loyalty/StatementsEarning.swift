internal import Postgres

extension Presence.State: PostgresElement {}

/// What judges presences, set-based: the same statements for one presence and for a thousand.
enum EarningStatements {
  static let all: [any Preparable] = [
    lockJudging, purged, presences, presencesOf, keepRows, moveRows, dropPresences, awards,
    awardsOf,
    keepAwardRows, gatherings, gatheringsBetween, keepEventRows, tiersOf, addPending,
  ]

  /// Whoever judges takes turns.
  static let lockJudging = Statement<Void>(
    "judging.lock", "SELECT FROM loyalty.judging FOR UPDATE", on: .leased)

  static let purged = Statement<PatronID, [PatronID]>(
    "purged.among", "SELECT patron_id FROM loyalty.purged WHERE patron_id = ANY($1)",
    Columns(["patron_id"]) { (patron: PatronID) in patron }, on: .leased)

  // MARK: Presences

  static let presences = Statement<Presence, [AttendanceID]>(
    "presences.find",
    """
    SELECT attendance_id, patron_id, event_id, series_id, category, event_name, start_time,
      check_in_time, check_out_time, status, position, 0 AS day, 0 AS month
    FROM loyalty.presences WHERE attendance_id = ANY($1)
    """, presenceColumns, on: .leased)
  /// All of these people, with the days in a time zone.
  static let presencesOf = Statement<Presence, [PatronID], String>(
    "presences.list",
    """
    SELECT attendance_id, patron_id, event_id, series_id, category, event_name, start_time,
      check_in_time, check_out_time, status, position,
      (start_time AT TIME ZONE $2)::date - '1970-01-01'::date AS day,
      (extract(year FROM start_time AT TIME ZONE $2) * 12
        + extract(month FROM start_time AT TIME ZONE $2))::integer AS month
    FROM loyalty.presences WHERE patron_id = ANY($1)
    """, presenceColumns, on: .leased)
  private static let presenceColumns = Columns(
    [
      "attendance_id", "patron_id", "event_id", "series_id", "category", "event_name",
      "start_time", "check_in_time", "check_out_time", "status", "position", "day", "month",
    ],
    Presence.init(
      attendance:patron:event:series:category:eventName:start:checkIn:checkOut:status:position:
      day:month:))

  private static let keepRows = Statement<
    Void, [AttendanceID], [PatronID], [EventID?], [SeriesID?], [Moment], [Moment?], [Moment?],
    [Int64], [Presence.State], [String], [String]
  >(
    "presences.keep",
    """
    INSERT INTO loyalty.presences (attendance_id, patron_id, event_id, series_id, start_time,
      check_in_time, check_out_time, position, status, category, event_name)
    SELECT attendance_id, patron_id, event_id, series_id, start_time, check_in_time,
      check_out_time, position, status, category, event_name
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[],
        $6::timestamptz[], $7::timestamptz[], $8::bigint[], $9::text[], $10::text[], $11::text[])
      AS p (attendance_id, patron_id, event_id, series_id, start_time, check_in_time,
        check_out_time, position, status, category, event_name)
    ON CONFLICT (attendance_id) DO UPDATE SET patron_id = excluded.patron_id,
      event_id = excluded.event_id, series_id = excluded.series_id,
      start_time = excluded.start_time, check_in_time = excluded.check_in_time,
      check_out_time = excluded.check_out_time, position = excluded.position,
      status = excluded.status, category = excluded.category, event_name = excluded.event_name
    """, on: .leased)

  static func keep(_ presences: [Presence]) -> Query<Void> {
    keepRows(
      presences.map(\.attendance), presences.map(\.patron), presences.map(\.event),
      presences.map(\.series), presences.map(\.start), presences.map(\.checkIn),
      presences.map(\.checkOut), presences.map(\.position), presences.map(\.status),
      presences.map(\.category), presences.map(\.eventName))
  }

  private static let moveRows = Statement<EventID, [EventID], [Moment], [SeriesID?], [String]>(
    "presences.move",
    """
    WITH moved AS (
      UPDATE loyalty.presences AS p
      SET start_time = e.start_time, series_id = e.series_id, category = e.category
      FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[])
        AS e (id, start_time, series_id, category)
      WHERE p.event_id = e.id AND (p.start_time, p.series_id, p.category)
        IS DISTINCT FROM (e.start_time, e.series_id, e.category)
      RETURNING p.event_id)
    SELECT DISTINCT event_id FROM moved
    """, Columns(["event_id"]) { (event: EventID) in event }, on: .leased)

  /// Has presences stand where their events do.
  /// - Returns: the events at which that changed any.
  static func movePresences(to events: [Gathering]) -> Query<EventID> {
    moveRows(
      events.map(\.event), events.map(\.start), events.map(\.series), events.map(\.category))
  }

  static let dropPresences = Statement<Void, [AttendanceID]>(
    "presences.drop", "DELETE FROM loyalty.presences WHERE attendance_id = ANY($1)", on: .leased)

  // MARK: Awards

  static let awards = Statement<AwardRow, [AttendanceID]>(
    "awards.find",
    """
    SELECT attendance_id, rule_id, given, version, points, worth, entry_id, awaits
    FROM loyalty.awards WHERE attendance_id = ANY($1)
    """, AwardRow.columns, on: .leased)
  static let awardsOf = Statement<AwardRow, [PatronID]>(
    "awards.list",
    """
    SELECT a.attendance_id, a.rule_id, a.given, a.version, a.points, a.worth, a.entry_id, a.awaits
    FROM loyalty.presences AS p JOIN loyalty.awards AS a ON a.attendance_id = p.attendance_id
    WHERE p.patron_id = ANY($1)
    """, AwardRow.columns, on: .leased)

  private static let keepAwardRows = Statement<
    Void, [AttendanceID], [RuleID], [EntryID?], [EventID?], [Int32], [Int32?], [Int32?], [Int32?]
  >(
    "awards.keep",
    """
    INSERT INTO loyalty.awards (attendance_id, rule_id, entry_id, awaits, given, version, points,
      worth)
    SELECT attendance_id, rule_id, entry_id, awaits, given, version, points, worth
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::integer[], $6::integer[],
        $7::integer[], $8::integer[])
      AS a (attendance_id, rule_id, entry_id, awaits, given, version, points, worth)
    ON CONFLICT (attendance_id, rule_id) DO UPDATE SET entry_id = excluded.entry_id,
      awaits = excluded.awaits, given = excluded.given, version = excluded.version,
      points = excluded.points, worth = excluded.worth
    """, on: .leased)

  static func keep(_ awards: [Award]) -> Query<Void> {
    keepAwardRows(
      awards.map(\.key.attendance), awards.map(\.key.rule), awards.map { $0.standing?.entry },
      awards.map { $0.standing?.awaits }, awards.map(\.given),
      awards.map { $0.standing?.version }, awards.map { $0.standing?.points },
      awards.map { $0.standing?.worth })
  }

  // MARK: Events

  private static let gatheringColumns = Columns(
    ["id", "start_time", "category", "series_id", "is_completed", "is_void"],
    Gathering.init(event:start:category:series:isCompleted:isVoid:))

  static let gatherings = Statement<Gathering, [EventID]>(
    "events.find",
    """
    SELECT id, start_time, category, series_id, completed_at IS NOT NULL AS is_completed, is_void
    FROM loyalty.events WHERE id = ANY($1)
    """, gatheringColumns, on: .leased)
  /// Those that count, from one moment to another.
  static let gatheringsBetween = Statement<Gathering, Moment, Moment>(
    "events.counting",
    """
    SELECT id, start_time, category, series_id, true AS is_completed, is_void
    FROM loyalty.events
    WHERE completed_at IS NOT NULL AND NOT is_void AND start_time BETWEEN $1 AND $2
    """, gatheringColumns, on: .leased)

  private static let keepEventRows = Statement<
    Void, [EventID], [Moment], [SeriesID?], [String], [Moment?], [Bool]
  >(
    "events.keep",
    """
    INSERT INTO loyalty.events (id, start_time, series_id, category, completed_at, is_void)
    SELECT id, start_time, series_id, category, completed_at, is_void
    FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[], $5::timestamptz[],
        $6::boolean[])
      AS e (id, start_time, series_id, category, completed_at, is_void)
    ON CONFLICT (id) DO UPDATE SET start_time = excluded.start_time,
      series_id = excluded.series_id, category = excluded.category,
      completed_at = excluded.completed_at, is_void = excluded.is_void
    """, on: .leased)

  static func keep(_ events: [ToldEvent]) -> Query<Void> {
    keepEventRows(
      events.map(\.gathering.event), events.map(\.gathering.start),
      events.map(\.gathering.series), events.map(\.gathering.category),
      events.map(\.completedAt), events.map(\.gathering.isVoid))
  }

  // MARK: Accounts

  static let tiersOf = Statement<(PatronID, String), [PatronID]>(
    "accounts.tiers",
    """
    SELECT patron_id, tier FROM loyalty.accounts WHERE patron_id = ANY($1)
    UNION ALL
    (SELECT '00000000-0000-0000-0000-000000000000', name FROM loyalty.tiers ORDER BY least LIMIT 1)
    """,
    Columns(["patron_id", "tier"]) { (patron: PatronID, tier: String) in (patron, tier) },
    on: .leased)

  /// Of accounts that are locked.
  static let addPending = Statement<Void, [PatronID], [Int32]>(
    "accounts.add_pending",
    """
    UPDATE loyalty.accounts AS a SET pending = a.pending + p.points
    FROM unnest($1::uuid[], $2::integer[]) AS p (id, points) WHERE a.patron_id = p.id
    """, on: .leased)
}

struct AwardRow: Sendable {
  let award: Award

  static let columns = Columns(
    [
      "attendance_id", "rule_id", "given", "version", "points", "worth", "entry_id", "awaits",
    ],
    AwardRow.init(attendance:rule:given:version:points:worth:entry:awaits:))

  init(
    attendance: AttendanceID, rule: RuleID, given: Int32, version: Int32?, points: Int32?,
    worth: Int32?, entry: EntryID?, awaits: EventID?
  ) {
    var standing: Award.Standing?
    if let version, let points, let worth {
      standing = Award.Standing(
        version: version, points: points, worth: worth, entry: entry, awaits: awaits)
    }
    award = Award(
      key: AwardKey(attendance: attendance, rule: rule), given: given, standing: standing)
  }
}
