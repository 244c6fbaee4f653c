import Postgres

// What happens at a door, under the lock of its live row.
extension Statements {
  static let doors: [any Preparable] = [
    lockDoor, makeDoor, event, presences, logged, letIn, openStays, comeBack, log, moveLive,
    keepProvisional, openStay, closeStay, stamped,
  ]

  static let lockDoor = Statement<LiveRow, UUID128>(
    "doors.lock",
    """
    SELECT event_id, present, attended, version FROM attendance.live
    WHERE event_id = $1 FOR UPDATE
    """, LiveRow.columns, on: .leased)

  static let makeDoor = Statement<Void, UUID128>(
    "doors.make",
    "INSERT INTO attendance.live (event_id) VALUES ($1) ON CONFLICT (event_id) DO NOTHING",
    on: .leased)

  static let event = Statement<DoorEvent, UUID128>(
    "doors.event",
    """
    SELECT id, series_id, host_id, name, category, start_time, capacity, door_limit,
      enrollment_required, reentry, self_check_in, is_draft, canceled_at, opens_at, shuts_at
    FROM attendance.events WHERE id = $1
    """, eventColumns, on: .leased)

  static let presences = Statement<Presence, UUID128, [UUID128]>(
    "doors.presences",
    """
    SELECT id, patron_id, status, enrolled_at, check_in_time, check_out_time, method, device_id,
      checked_in_by,
      EXISTS (SELECT FROM attendance.stays
        WHERE attendance_id = attendance.id AND out_time IS NULL) AS is_inside
    FROM attendance.attendance WHERE event_id = $1 AND patron_id = ANY($2)
    """, presenceColumns, on: .leased)

  static let presenceColumns = Columns(
    [
      "id", "patron_id", "status", "enrolled_at", "check_in_time", "check_out_time", "method",
      "device_id", "checked_in_by", "is_inside",
    ],
    Presence.init(
      id:patronID:status:enrolledAt:checkInTime:checkOutTime:method:deviceID:checkedInBy:isInside:)
  )

  /// The answers that devices got for scans, by device and scan id.
  static let logged = Statement<LoggedScan, [String], [String]>(
    "doors.logged",
    """
    SELECT id, device, scan_id, event_id, asked_id, patron_id, actor_id, method, occurred_at,
      received_at, result, message, already_recorded, live_count, attendance_id, enrolled_at,
      check_in_time, check_out_time, first_method, first_device_id, first_actor_id
    FROM attendance.scans
    WHERE (device, scan_id) IN (SELECT device, scan_id FROM unnest($1::text[], $2::text[])
      AS key (device, scan_id))
    """, LoggedScan.columns, on: .leased)

  /// Ids, event, people, check-in times, methods, devices, actors.
  static let letIn = Statement<
    Void, [UUID128], UUID128, [UUID128], [Instant?], [String?], [String], [UUID128?]
  >(
    "doors.let_in",
    """
    INSERT INTO attendance.attendance AS known
      (id, event_id, patron_id, status, check_in_time, source, method, device_id, checked_in_by)
    SELECT id, $2, patron_id, 'ATTENDED', check_in_time, 'DOOR', method, device_id, actor_id
    FROM unnest($1::uuid[], $3::uuid[], $4::timestamptz[], $5::text[], $6::text[], $7::uuid[])
      AS admitted (id, patron_id, check_in_time, method, device_id, actor_id)
    ORDER BY patron_id
    ON CONFLICT (event_id, patron_id) DO UPDATE SET status = excluded.status,
      check_in_time = excluded.check_in_time, method = excluded.method,
      device_id = excluded.device_id, checked_in_by = excluded.checked_in_by
      WHERE known.status <> 'ATTENDED'
    """, on: .leased)

  static let openStays = Statement<Void, [UUID128], [UUID128], [Instant]>(
    "doors.open_stays",
    """
    INSERT INTO attendance.stays (id, attendance_id, in_time)
    SELECT id, attendance_id, in_time
    FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS stay (id, attendance_id, in_time)
    """, on: .leased)

  static let comeBack = Statement<Void, [UUID128]>(
    "doors.come_back",
    "UPDATE attendance.attendance SET check_out_time = NULL WHERE id = ANY($1)", on: .leased)

  /// Event, change of present, change of attended. The new row answers.
  static let moveLive = Statement<LiveRow, UUID128, Int32, Int32>(
    "doors.move_live",
    """
    UPDATE attendance.live
    SET present = present + $2, attended = attended + $3, version = version + 1
    WHERE event_id = $1 RETURNING event_id, present, attended, version
    """, LiveRow.columns, on: .leased)

  /// The version grows without a door's movement: figures changed otherwise.
  static let stamped = Statement<Void, UUID128>(
    "doors.stamped", "UPDATE attendance.live SET version = version + 1 WHERE event_id = $1",
    on: .leased)

  static let log = Statement<
    Void, UUID128, [UUID128], [String], [String], [UUID128?], [UUID128?], [UUID128], [String],
    [Instant], [Instant], [String], [String], [Bool], [Int32], [UUID128?], [Instant?],
    [Instant?], [Instant?], [String?], [String?], [UUID128?]
  >(
    "doors.log",
    """
    INSERT INTO attendance.scans (
      event_id, id, device, scan_id, asked_id, patron_id, actor_id, method, occurred_at,
      received_at, result, message, already_recorded, live_count, attendance_id, enrolled_at,
      check_in_time, check_out_time, first_method, first_device_id, first_actor_id)
    SELECT $1, id, device, scan_id, asked_id, patron_id, actor_id, method, occurred_at,
      received_at, result, message, already_recorded, live_count, attendance_id, enrolled_at,
      check_in_time, check_out_time, first_method, first_device_id, first_actor_id
    FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[],
      $8::text[], $9::timestamptz[], $10::timestamptz[], $11::text[], $12::text[],
      $13::boolean[], $14::integer[], $15::uuid[], $16::timestamptz[], $17::timestamptz[],
      $18::timestamptz[], $19::text[], $20::text[], $21::uuid[])
      AS scan (id, device, scan_id, asked_id, patron_id, actor_id, method, occurred_at,
        received_at, result, message, already_recorded, live_count, attendance_id, enrolled_at,
        check_in_time, check_out_time, first_method, first_device_id, first_actor_id)
    """, on: .leased)

  /// Ids, keys of the requests to users, first and last names, e-mail, phone, time.
  static let keepProvisional = Statement<
    Void, [UUID128], [String], [String], [String], [String], [String], [Instant]
  >(
    "doors.keep_provisional",
    """
    INSERT INTO attendance.walk_ins
      (id, request_key, first_name, last_name, email, phone, created_at)
    SELECT id, request_key, first_name, last_name, email, phone, created_at
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
      $7::timestamptz[])
      AS newcomer (id, request_key, first_name, last_name, email, phone, created_at)
    """, on: .leased)

  static let openStay = Statement<OpenStay, UUID128>(
    "doors.open_stay",
    "SELECT id, in_time FROM attendance.stays WHERE attendance_id = $1 AND out_time IS NULL",
    Columns(["id", "in_time"], OpenStay.init(id:inTime:)), on: .leased)

  /// Stay, presence, time.
  static let closeStay = Statement<Void, UUID128, UUID128, Instant>(
    "doors.close_stay",
    """
    WITH closed AS (UPDATE attendance.stays SET out_time = $3 WHERE id = $1)
    UPDATE attendance.attendance SET check_out_time = $3 WHERE id = $2
    """, on: .leased)
}

/// An event's door as it is counted.
struct LiveRow: Sendable, Equatable {
  let eventID: UUID128
  let present: Int32
  let attended: Int32
  let version: Int64

  static let columns = Columns(
    ["event_id", "present", "attended", "version"],
    LiveRow.init(eventID:present:attended:version:))
}

struct OpenStay: Sendable {
  let id: UUID128
  let inTime: Instant
}
