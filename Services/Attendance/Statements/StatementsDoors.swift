import Postgres

// What happens at a door, under the lock of its live row.
extension Statements {
  static let doors: [any Preparable] = [
    lockDoor, makeDoor, event, presences, stays, facts, logged, keepPresences, keepStays,
    dropStays, dropPresences, log, moveLive, keepProvisional, stamped,
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
      checked_in_by, excused_at, false AS is_inside
    FROM attendance.attendance WHERE event_id = $1 AND patron_id = ANY($2)
    """, presenceColumns, on: .leased)

  static let presenceColumns = Columns(
    [
      "id", "patron_id", "status", "enrolled_at", "check_in_time", "check_out_time", "method",
      "device_id", "checked_in_by", "excused_at", "is_inside",
    ],
    Presence.init(
      id:patronID:status:enrolledAt:checkInTime:checkOutTime:method:deviceID:checkedInBy:excusedAt:
      isInside:))

  static let stays = Statement<KeptStay, UUID128, [UUID128]>(
    "doors.stays",
    """
    SELECT stays.id, patron_id, in_time, out_time, auto_closed
    FROM attendance.attendance JOIN attendance.stays ON attendance_id = attendance.id
    WHERE event_id = $1 AND patron_id = ANY($2)
    """, KeptStay.columns, on: .leased)

  /// What the log says of people at an event, also under ids of ours by which they were let in.
  static let facts = Statement<Fact, UUID128, [UUID128]>(
    "doors.facts",
    """
    SELECT s.id, s.patron_id, kind, occurred_at, received_at, device, scan_id, method, device_id,
      actor_id, attendance_id,
      EXISTS (SELECT FROM attendance.annulments WHERE annulments.scan_id = s.id) AS is_annulled
    FROM attendance.scans AS s
    WHERE s.patron_id = ANY($2) AND event_id = $1 AND result = 'OK'
    UNION ALL
    SELECT s.id, w.user_id, kind, occurred_at, received_at, device, s.scan_id, method, device_id,
      actor_id, attendance_id,
      EXISTS (SELECT FROM attendance.annulments WHERE annulments.scan_id = s.id)
    FROM attendance.walk_ins AS w JOIN attendance.scans AS s ON s.patron_id = w.id
    WHERE w.user_id = ANY($2) AND event_id = $1 AND result = 'OK'
    """, Fact.columns, on: .leased)

  /// The answers that devices got for scans, by device and scan id.
  static let logged = Statement<LoggedScan, [String], [String]>(
    "doors.logged",
    """
    SELECT id, device, scan_id, event_id, asked_id, patron_id, actor_id, method, occurred_at,
      received_at, result, message, already_recorded, live_count, attendance_id, enrolled_at,
      check_in_time, check_out_time, first_method, first_device_id, first_actor_id, kind,
      device_id, forced, overrides, clock_bounded
    FROM attendance.scans
    WHERE (device, scan_id) IN (SELECT device, scan_id FROM unnest($1::text[], $2::text[])
      AS key (device, scan_id))
    """, LoggedScan.columns, on: .leased)

  /// Ids, event, people, states, check-in and check-out times, methods, devices, actors, when
  /// excused, when enrolled: records as they shall be.
  static let keepPresences = Statement<
    Void, [UUID128], UUID128, [UUID128], [String], [Instant?], [Instant?], [String?], [String],
    [UUID128?], [Instant?], [Instant?]
  >(
    "doors.keep_presences",
    """
    INSERT INTO attendance.attendance (
      id, event_id, patron_id, status, check_in_time, check_out_time, source, method, device_id,
      checked_in_by, excused_at, enrolled_at)
    SELECT id, $2, patron_id, status, check_in_time, check_out_time, 'DOOR', method, device_id,
      actor_id, excused_at, enrolled_at
    FROM unnest($1::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::timestamptz[],
      $7::text[], $8::text[], $9::uuid[], $10::timestamptz[], $11::timestamptz[])
      AS kept (id, patron_id, status, check_in_time, check_out_time, method, device_id, actor_id,
        excused_at, enrolled_at)
    ORDER BY patron_id
    ON CONFLICT (event_id, patron_id) DO UPDATE SET status = excluded.status,
      check_in_time = excluded.check_in_time, check_out_time = excluded.check_out_time,
      method = excluded.method, device_id = excluded.device_id,
      checked_in_by = excluded.checked_in_by, excused_at = excluded.excused_at
    """, on: .leased)

  /// Ids, presences, comings, goings, whether the door's shutting closed them. In order of time, so
  /// that one is closed before the next is opened.
  static let keepStays = Statement<
    Void, [UUID128], [UUID128], [Instant], [Instant?], [Bool]
  >(
    "doors.keep_stays",
    """
    INSERT INTO attendance.stays (id, attendance_id, in_time, out_time, auto_closed)
    SELECT id, attendance_id, in_time, out_time, auto_closed
    FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::timestamptz[], $5::boolean[])
      AS stay (id, attendance_id, in_time, out_time, auto_closed)
    ORDER BY attendance_id, in_time
    ON CONFLICT (id) DO UPDATE SET in_time = excluded.in_time, out_time = excluded.out_time,
      auto_closed = excluded.auto_closed
    """, on: .leased)

  static let dropStays = Statement<Void, [UUID128]>(
    "doors.drop_stays", "DELETE FROM attendance.stays WHERE id = ANY($1)", on: .leased)

  static let dropPresences = Statement<Void, [UUID128]>(
    "doors.drop_presences", "DELETE FROM attendance.attendance WHERE id = ANY($1)", on: .leased)

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

  /// Event, then columns of rows as they stand in the text.
  static let log = Statement<
    Void, UUID128, [UUID128], [String], [String], [UUID128?], [UUID128?], [UUID128], [String],
    [Instant?], [Instant], [String], [String], [Bool], [Int32], [UUID128?], [Instant?],
    [Instant?], [Instant?], [String?], [String?], [UUID128?], [String], [String], [Bool], [Bool],
    [Bool]
  >(
    "doors.log",
    """
    INSERT INTO attendance.scans (
      event_id, id, device, scan_id, asked_id, patron_id, actor_id, method, occurred_at,
      received_at, result, message, already_recorded, live_count, attendance_id, enrolled_at,
      check_in_time, check_out_time, first_method, first_device_id, first_actor_id, kind,
      device_id, forced, overrides, clock_bounded)
    SELECT $1, id, device, scan_id, asked_id, patron_id, actor_id, method, occurred_at, received_at,
      result, message, already_recorded, live_count, attendance_id, enrolled_at, check_in_time,
      check_out_time, first_method, first_device_id, first_actor_id, kind, device_id, forced,
      overrides, clock_bounded
    FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[],
      $8::text[], $9::timestamptz[], $10::timestamptz[], $11::text[], $12::text[],
      $13::boolean[], $14::integer[], $15::uuid[], $16::timestamptz[], $17::timestamptz[],
      $18::timestamptz[], $19::text[], $20::text[], $21::uuid[], $22::text[], $23::text[],
      $24::boolean[], $25::boolean[], $26::boolean[])
      AS scan (
        id, device, scan_id, asked_id, patron_id, actor_id, method, occurred_at, received_at,
        result, message, already_recorded, live_count, attendance_id, enrolled_at, check_in_time,
        check_out_time, first_method, first_device_id, first_actor_id, kind, device_id, forced,
        overrides, clock_bounded)
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

extension KeptStay {
  static let columns = Columns(
    ["id", "patron_id", "in_time", "out_time", "auto_closed"]
  ) { (id: UUID128, patron: UUID128, start: Instant, end: Instant?, isAutoClosed: Bool) in
    KeptStay(
      id: id, patronID: patron,
      stay: Stay(inTime: start, outTime: end, isAutoClosed: isAutoClosed))
  }
}

extension Fact {
  static let columns = Columns(
    [
      "id", "patron_id", "kind", "occurred_at", "received_at", "device", "scan_id", "method",
      "device_id", "actor_id", "attendance_id", "is_annulled",
    ]
  ) {
    (
      id: UUID128, patron: UUID128, kind: String, time: Instant?, received: Instant,
      device: String, scan: String, method: String, deviceID: String, actor: UUID128,
      attendance: UUID128?, isAnnulled: Bool
    ) in
    Fact(
      id: id, patronID: patron, kind: ScanKind(name: kind) ?? .unspecified, time: time,
      receivedAt: received, key: ScanKey(device: device, scanID: scan), method: method,
      deviceID: deviceID, actorID: actor, attendanceID: attendance, isAnnulled: isAnnulled)
  }
}
