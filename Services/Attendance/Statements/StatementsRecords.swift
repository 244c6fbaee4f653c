import Postgres

// Imports, the shutting of doors, and who walk-ins turn out to be.
extension Statements {
  static let records: [any Preparable] = [
    batchRows, keepBatchRows, existing, record, unsettled, missNoShows, closeStays, settle,
    pendingWalkIns, lockWalkIn, walkInOf, presencesOf, resolveWalkIn, repoint,
  ]

  // MARK: Imports

  static let batchRows = Statement<BatchRow, UUID128, UUID128, [UUID128]>(
    "records.batch_rows",
    """
    SELECT patron_id, changed, refusal FROM attendance.batch_rows
    WHERE batch_id = $1 AND event_id = $2 AND patron_id = ANY($3)
    """, BatchRow.columns, on: .leased)

  static let keepBatchRows = Statement<Void, UUID128, UUID128, [UUID128], [Bool], [String]>(
    "records.keep_batch_rows",
    """
    INSERT INTO attendance.batch_rows (batch_id, event_id, patron_id, changed, refusal)
    SELECT $1, $2, patron_id, changed, refusal
    FROM unnest($3::uuid[], $4::boolean[], $5::text[]) AS row (patron_id, changed, refusal)
    """, on: .leased)

  static let existing = Statement<Presence, UUID128, [UUID128]>(
    "records.existing",
    """
    SELECT id, patron_id, status, enrolled_at, check_in_time, check_out_time, method, device_id,
      checked_in_by, excused_at, false AS is_inside
    FROM attendance.attendance WHERE event_id = $1 AND patron_id = ANY($2)
    """, presenceColumns, on: .leased)

  /// Event, ids, people, states, enrolled and check-in times, when excused: rows as they shall be.
  static let record = Statement<
    Void, UUID128, [UUID128], [UUID128], [String], [Instant?], [Instant?], [Instant?]
  >(
    "records.record",
    """
    INSERT INTO attendance.attendance
      (id, event_id, patron_id, status, enrolled_at, check_in_time, source, method,
        excused_at)
    SELECT id, $1, patron_id, status, enrolled_at, check_in_time, 'IMPORT',
      CASE status WHEN 'ATTENDED' THEN 'IMPORT' END, excused_at
    FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::timestamptz[],
        $7::timestamptz[])
      AS row (id, patron_id, status, enrolled_at, check_in_time, excused_at)
    ORDER BY patron_id
    ON CONFLICT (event_id, patron_id) DO UPDATE SET status = excluded.status,
      enrolled_at = excluded.enrolled_at, check_in_time = excluded.check_in_time,
      method = coalesce(attendance.method, excluded.method), excused_at = excluded.excused_at
    """, on: .leased)

  // MARK: The door shuts

  /// Events whose door shut before a time and whose consequences are still due.
  static let unsettled = Statement<UUID128, Instant, Int64>(
    "records.unsettled",
    """
    SELECT id FROM attendance.events
    WHERE NOT settled AND shuts_at <= $1 ORDER BY shuts_at LIMIT $2
    """, Columns(["id"]) { (id: UUID128) in id }, on: .leased)

  /// Registered becomes no-show, some at a time.
  static let missNoShows = Statement<Presence, UUID128, Int64>(
    "records.miss",
    """
    UPDATE attendance.attendance SET status = 'NO_SHOW' WHERE id IN (
      SELECT id FROM attendance.attendance
      WHERE event_id = $1 AND status = 'REGISTERED' ORDER BY id LIMIT $2)
    RETURNING id, patron_id, status, enrolled_at, check_in_time, check_out_time, method,
      device_id, checked_in_by, excused_at, false AS is_inside
    """, presenceColumns, on: .leased)

  /// Event, when its door shut: how many were still inside. Nobody saw them leave, so that no
  /// check-out time is written.
  static let closeStays = Statement<Int32, UUID128, Instant>(
    "records.close_stays",
    """
    WITH closed AS (
      UPDATE attendance.stays SET out_time = greatest(in_time, $2), auto_closed = true
      FROM attendance.attendance
      WHERE attendance.id = attendance_id AND event_id = $1 AND out_time IS NULL
      RETURNING 1)
    SELECT count(*)::integer AS count FROM closed
    """, Columns(["count"]) { (count: Int32) in count }, on: .leased)

  static let settle = Statement<Void, UUID128>(
    "records.settle", "UPDATE attendance.events SET settled = true WHERE id = $1", on: .leased)

  // MARK: Walk-ins

  static let pendingWalkIns = Statement<Provisional, Int64>(
    "records.pending_walk_ins",
    """
    SELECT id, request_key, first_name, last_name, email, phone, created_at
    FROM attendance.walk_ins WHERE user_id IS NULL ORDER BY created_at LIMIT $1
    """, Provisional.columns, on: .leased)

  static let lockWalkIn = Statement<Bool, UUID128>(
    "records.lock_walk_in",
    """
    SELECT true AS done FROM attendance.walk_ins WHERE id = $1 AND user_id IS NULL FOR UPDATE
    """, done, on: .leased)

  /// Who someone let in under an id of ours turned out to be.
  static let walkInOf = Statement<UUID128, UUID128>(
    "records.walk_in_of",
    "SELECT user_id FROM attendance.walk_ins WHERE id = $1 AND user_id IS NOT NULL",
    Columns(["user_id"]) { (id: UUID128) in id }, on: .leased)

  /// The events at which a person is on the roster, in the order in which doors are locked.
  static let presencesOf = Statement<UUID128, UUID128>(
    "records.events_of",
    "SELECT event_id FROM attendance.attendance WHERE patron_id = $1 ORDER BY event_id",
    Columns(["event_id"]) { (id: UUID128) in id }, on: .leased)

  static let resolveWalkIn = Statement<Void, UUID128, UUID128>(
    "records.resolve_walk_in",
    """
    UPDATE attendance.walk_ins
    SET user_id = $2, first_name = '', last_name = '', email = '', phone = '' WHERE id = $1
    """, on: .leased)

  /// Event, from, to: the person's one row at the event bears the other id.
  static let repoint = Statement<Void, UUID128, UUID128, UUID128>(
    "records.repoint",
    """
    UPDATE attendance.attendance SET patron_id = $3 WHERE event_id = $1 AND patron_id = $2
    """, on: .leased)
}

/// What became of one row of an upload.
struct BatchRow: Sendable, Equatable {
  let patronID: UUID128
  let changed: Bool
  let refusal: String

  static let columns = Columns(
    ["patron_id", "changed", "refusal"], BatchRow.init(patronID:changed:refusal:))
}

extension Provisional {
  static let columns = Columns(
    ["id", "request_key", "first_name", "last_name", "email", "phone", "created_at"]
  ) {
    (
      id: UUID128, key: String, first: String, last: String, email: String, phone: String,
      created: Instant
    ) in
    Provisional(
      id: id,
      newcomer: Newcomer(firstName: first, lastName: last, email: email, phone: phone),
      requestKey: key, createdAt: created)
  }
}
