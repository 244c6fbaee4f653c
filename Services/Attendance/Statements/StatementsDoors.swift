import Postgres

// What happens at a door, under the lock of its live row.
extension Statements {
  static let doors: [any Preparable] = [
    lockDoor, lockDoors, lockFreeDoors, makeDoor, events, presences, stays, facts, logged,
    keepPresences, keepStays, dropStays, dropPresences, log, moveLive, keepProvisional, stamped,
  ]

  static let lockDoor = Statement<LiveRow, UUID128>(
    "doors.lock",
    """
    SELECT event_id, present, attended, version FROM attendance.live
    WHERE event_id = $1 FOR UPDATE
    """, LiveRow.columns, on: .leased)

  /// Several, in the order of their ids, as everybody takes them.
  static let lockDoors = Statement<LiveRow, [UUID128]>(
    "doors.lock_all",
    """
    SELECT event_id, present, attended, version FROM attendance.live
    WHERE event_id = ANY($1) ORDER BY event_id FOR UPDATE
    """, LiveRow.columns, on: .leased)

  /// Those of several that nobody holds.
  static let lockFreeDoors = Statement<LiveRow, [UUID128]>(
    "doors.lock_free",
    """
    SELECT event_id, present, attended, version FROM attendance.live
    WHERE event_id = ANY($1) ORDER BY event_id FOR UPDATE SKIP LOCKED
    """, LiveRow.columns, on: .leased)

  static let makeDoor = Statement<Void, UUID128>(
    "doors.make",
    "INSERT INTO attendance.live (event_id) VALUES ($1) ON CONFLICT (event_id) DO NOTHING",
    on: .leased)

  static let events = Statement<DoorEvent, [UUID128]>(
    "doors.events",
    """
    SELECT id, series_id, host_id, name, category, start_time, capacity, door_limit,
      enrollment_required, reentry, self_check_in, is_draft, canceled_at, opens_at, shuts_at
    FROM attendance.events WHERE id = ANY($1)
    """, eventColumns, on: .leased)

  // What follows takes events and people in pairs, each looked up by itself: OFFSET keeps the
  // planner from a join, which it would make of whole tables while it does not know their sizes.

  static let presences = Statement<(key: UUID128, row: Presence), [UUID128], [UUID128]>(
    "doors.presences",
    """
    SELECT found.event_id, found.id, found.patron_id, status, enrolled_at, check_in_time,
      check_out_time, method, device_id, checked_in_by, excused_at, false AS is_inside
    FROM unnest($1::uuid[], $2::uuid[]) AS pair (event_id, patron_id)
      CROSS JOIN LATERAL (
        SELECT event_id, id, patron_id, status, enrolled_at, check_in_time, check_out_time, method,
          device_id, checked_in_by, excused_at
        FROM attendance.attendance AS a
        WHERE a.event_id = pair.event_id AND a.patron_id = pair.patron_id OFFSET 0) AS found
    """, presenceColumns.keyed(by: "event_id"), on: .leased)

  static let presenceColumns = Columns(
    [
      "id", "patron_id", "status", "enrolled_at", "check_in_time", "check_out_time", "method",
      "device_id", "checked_in_by", "excused_at", "is_inside",
    ],
    Presence.init(
      id:patronID:status:enrolledAt:checkInTime:checkOutTime:method:deviceID:checkedInBy:excusedAt:
      isInside:))

  static let stays = Statement<(key: UUID128, row: KeptStay), [UUID128], [UUID128]>(
    "doors.stays",
    """
    SELECT pair.event_id, stay.id, pair.patron_id, in_time, out_time, auto_closed
    FROM unnest($1::uuid[], $2::uuid[]) AS pair (event_id, patron_id)
      CROSS JOIN LATERAL (
        SELECT id FROM attendance.attendance AS a
        WHERE a.event_id = pair.event_id AND a.patron_id = pair.patron_id OFFSET 0) AS presence
      CROSS JOIN LATERAL (
        SELECT id, in_time, out_time, auto_closed FROM attendance.stays AS s
        WHERE s.attendance_id = presence.id OFFSET 0) AS stay
    """, KeptStay.columns.keyed(by: "event_id"), on: .leased)

  /// What the log says of people at events, also under ids of ours by which they were let in.
  static let facts = Statement<(key: UUID128, row: Fact), [UUID128], [UUID128]>(
    "doors.facts",
    """
    SELECT found.event_id, found.id, pair.patron_id, kind, occurred_at, received_at, device,
      scan_id, method, device_id, actor_id, attendance_id,
      EXISTS (SELECT FROM attendance.annulments WHERE annulments.scan_id = found.id) AS is_annulled
    FROM unnest($1::uuid[], $2::uuid[]) AS pair (event_id, patron_id)
      CROSS JOIN LATERAL (
        SELECT pair.patron_id AS id UNION ALL
        SELECT w.id FROM attendance.walk_ins AS w WHERE w.user_id = pair.patron_id) AS name
      CROSS JOIN LATERAL (
        SELECT event_id, id, kind, occurred_at, received_at, device, scan_id, method, device_id,
          actor_id, attendance_id
        FROM attendance.scans AS s
        WHERE s.patron_id = name.id AND s.event_id = pair.event_id AND result = 'OK'
        OFFSET 0) AS found
    """, Fact.columns.keyed(by: "event_id"), on: .leased)

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

  /// Ids, events, people, states, check-in and check-out times, methods, devices, actors, when
  /// excused, when enrolled: records as they shall be.
  static let keepPresences = Statement<
    Void, [UUID128], [UUID128], [UUID128], [String], [Instant?], [Instant?], [String?], [String],
    [UUID128?], [Instant?], [Instant?]
  >(
    "doors.keep_presences",
    """
    INSERT INTO attendance.attendance (
      id, event_id, patron_id, status, check_in_time, check_out_time, source, method, device_id,
      checked_in_by, excused_at, enrolled_at)
    SELECT id, event_id, patron_id, status, check_in_time, check_out_time, 'DOOR', method,
      device_id, actor_id, excused_at, enrolled_at
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[],
      $6::timestamptz[], $7::text[], $8::text[], $9::uuid[], $10::timestamptz[], $11::timestamptz[])
      AS kept (id, event_id, patron_id, status, check_in_time, check_out_time, method, device_id,
        actor_id, excused_at, enrolled_at)
    ORDER BY event_id, patron_id
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

  /// Events, changes of present, changes of attended.
  static let moveLive = Statement<Void, [UUID128], [Int32], [Int32]>(
    "doors.move_live",
    """
    UPDATE attendance.live
    SET present = live.present + moved.present, attended = live.attended + moved.attended,
      version = version + 1
    FROM unnest($1::uuid[], $2::integer[], $3::integer[]) AS moved (event_id, present, attended)
    WHERE live.event_id = moved.event_id
    """, on: .leased)

  /// The version grows without a door's movement: figures changed otherwise.
  static let stamped = Statement<Void, UUID128>(
    "doors.stamped", "UPDATE attendance.live SET version = version + 1 WHERE event_id = $1",
    on: .leased)

  /// Columns of rows as they stand in the text.
  static let log = Statement<
    Void, [UUID128], [UUID128], [String], [String], [UUID128?], [UUID128?], [UUID128], [String],
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
    SELECT event_id, id, device, scan_id, asked_id, patron_id, actor_id, method, occurred_at,
      received_at, result, message, already_recorded, live_count, attendance_id, enrolled_at,
      check_in_time, check_out_time, first_method, first_device_id, first_actor_id, kind,
      device_id, forced, overrides, clock_bounded
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::uuid[], $7::uuid[],
      $8::text[], $9::timestamptz[], $10::timestamptz[], $11::text[], $12::text[],
      $13::boolean[], $14::integer[], $15::uuid[], $16::timestamptz[], $17::timestamptz[],
      $18::timestamptz[], $19::text[], $20::text[], $21::uuid[], $22::text[], $23::text[],
      $24::boolean[], $25::boolean[], $26::boolean[])
      AS scan (
        event_id, id, device, scan_id, asked_id, patron_id, actor_id, method, occurred_at,
        received_at, result, message, already_recorded, live_count, attendance_id, enrolled_at,
        check_in_time, check_out_time, first_method, first_device_id, first_actor_id, kind,
        device_id, forced, overrides, clock_bounded)
    ORDER BY device, scan_id, overrides
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
