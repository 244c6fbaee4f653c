internal import Postgres

/// The statements of events.
enum EventStatements {
  /// All columns of an event, as `EventRecord.columns` reads them.
  static let columns = """
    id, series_id, host_id, name, description, category, location, address, latitude, longitude,
    time_zone, start_time, end_time, capacity, is_public, registration_opens_at,
    registration_closes_at, self_cancel_until, waitlist, overtaking, enrollment_required, reentry,
    self_check_in, door_limit, published_at, started_at, closed_at, canceled_at, cancel_reason,
    start_told, end_told, taken, overbooked, last_queue_number, created_at, updated_at, version,
    did_not_meet, series_day, original_start
    """

  static let insert = Statement<
    EventRecord, EventID, UUID128?, UserID, String, String, String, String, String, Double?,
    Double?, String,
    Instant?, Instant?, Int32?, Bool, Instant?, Instant?, Instant?, Bool, Bool, Bool, Bool, Bool,
    Int32?
  >(
    "events.insert",
    """
    INSERT INTO events.events (
      id, series_id, host_id, name, description, category, location, address, latitude, longitude,
      time_zone, start_time, end_time, capacity, is_public, registration_opens_at,
      registration_closes_at, self_cancel_until, waitlist, overtaking, enrollment_required,
      reentry, self_check_in, door_limit
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
      $20, $21, $22, $23, $24)
    RETURNING
    """ + " " + columns, EventRecord.columns, on: .leased)

  static let find = Statement<EventRecord, EventID>(
    "events.find", "SELECT " + columns + " FROM events.events WHERE id = $1",
    EventRecord.columns)

  static let findAll = Statement<EventRecord, [EventID]>(
    "events.find_all", "SELECT " + columns + " FROM events.events WHERE id = ANY($1)",
    EventRecord.columns, on: .leased)

  /// Whoever writes an event, its seats or its waiting list takes this lock before looking.
  static let lock = Statement<EventRecord, EventID>(
    "events.lock", "SELECT " + columns + " FROM events.events WHERE id = $1 FOR UPDATE",
    EventRecord.columns, on: .leased)

  /// An edit: everything that may change, and the version.
  static let save = Statement<
    EventRecord, EventID, String, String, String, String, String, Double?, Double?, String,
    Instant?, Instant?, Int32?,
    Bool, Instant?, Instant?, Instant?, Bool, Bool, Bool, Bool, Bool, Int32?, Instant?, Instant?,
    Instant?, Instant?, String, Bool, Bool, Int32, Int32, Int64, Bool
  >(
    "events.save",
    """
    UPDATE events.events SET
      name = $2, description = $3, category = $4, location = $5, address = $6, latitude = $7,
      longitude = $8, time_zone = $9, start_time = $10, end_time = $11, capacity = $12, is_public
      = $13, registration_opens_at = $14, registration_closes_at = $15, self_cancel_until = $16,
      waitlist = $17, overtaking = $18, enrollment_required = $19, reentry = $20, self_check_in =
      $21, door_limit = $22, published_at = $23, started_at = $24, closed_at = $25, canceled_at =
      $26, cancel_reason = $27, start_told = $28, end_told = $29, taken = $30, overbooked = $31,
      last_queue_number = $32, did_not_meet = $33,
      version = version + 1
    WHERE id = $1
    RETURNING
    """ + " " + columns, EventRecord.columns, on: .leased)

  /// Seats and queue alone, which is no edit.
  static let saveSeats = Statement<Void, EventID, Int32, Int32, Int64>(
    "events.save_seats",
    """
    UPDATE events.events SET taken = $2, overbooked = $3, last_queue_number = $4 WHERE id = $1
    """, on: .leased)

  /// Events whose start or end has come and the feed was not told, those that no other replica
  /// has in hand.
  static let lockCrossed = Statement<EventRecord, Instant, Int32>(
    "events.lock_crossed",
    "SELECT " + columns + """
       FROM events.events
      WHERE id IN (
        (SELECT id FROM events.events
         WHERE published_at IS NOT NULL AND canceled_at IS NULL AND NOT start_told
           AND start_time <= $1 ORDER BY start_time LIMIT $2::integer)
        UNION
        (SELECT id FROM events.events
         WHERE published_at IS NOT NULL AND canceled_at IS NULL AND NOT end_told
           AND end_time <= $1 ORDER BY end_time LIMIT $2::integer))
      ORDER BY id FOR UPDATE SKIP LOCKED
      """, EventRecord.columns, on: .leased)

  static let markTold = Statement<Void, [EventID], [EventID]>(
    "events.mark_told",
    """
    UPDATE events.events
    SET start_told = start_told OR id = ANY($1), end_told = end_told OR id = ANY($2)
    WHERE id = ANY($1) OR id = ANY($2)
    """, on: .leased)

  /// The zones that PostgreSQL knows: what it reckons with is what may be named.
  static let zones = Statement<String>(
    "events.zones",
    """
    SELECT name FROM pg_catalog.pg_timezone_names
    WHERE name !~ '^(posix|right)/' AND name NOT IN ('localtime', 'posixrules', 'Factory')
    """, Columns(["name"]) { (name: String) in name }, on: .leased)

  static let all: [any Preparable] = [
    insert, find, findAll, lock, save, saveSeats, lockCrossed, markTold, zones,
  ]
}

extension EventRecord {
  static let columns = Columns(
    [
      "id", "series_id", "host_id", "name", "description", "category", "location", "address",
      "latitude", "longitude", "time_zone", "start_time", "end_time", "capacity", "is_public",
      "registration_opens_at", "registration_closes_at", "self_cancel_until", "waitlist",
      "overtaking", "enrollment_required", "reentry", "self_check_in", "door_limit",
      "published_at", "started_at", "closed_at", "canceled_at", "cancel_reason", "start_told",
      "end_told", "taken", "overbooked", "last_queue_number", "created_at", "updated_at",
      "version", "did_not_meet", "series_day", "original_start",
    ], EventRecord.make)

  private static func make(
    _ id: EventID, _ seriesID: UUID128?, _ hostID: UserID, _ name: String, _ description: String,
    _ category: String, _ location: String, _ address: String, _ latitude: Double?,
    _ longitude:
      Double?, _ timeZone: String, _ start: Instant?, _ end: Instant?, _ capacity: Int32?,
    _ isPublic: Bool, _ registrationOpensAt: Instant?, _ registrationClosesAt: Instant?,
    _ selfCancelUntil: Instant?, _ waitlist: Bool, _ overtaking: Bool, _ enrollmentRequired: Bool,
    _ reentry: Bool, _ selfCheckIn: Bool, _ doorLimit: Int32?, _ publishedAt: Instant?,
    _ startedAt:
      Instant?, _ closedAt: Instant?, _ canceledAt: Instant?, _ cancelReason: String,
    _ startTold:
      Bool, _ endTold: Bool, _ taken: Int32, _ overbooked: Int32, _ lastQueueNumber: Int64,
    _ createdAt: Instant, _ updatedAt: Instant, _ version: Int64, _ didNotMeet: Bool,
    _ seriesDay: LocalDate?, _ originalStart: Instant?
  ) -> EventRecord {
    let slot = seriesDay.flatMap { day in originalStart.map { Slot(day: day, start: $0) } }
    return EventRecord(
      id: id, seriesID: seriesID, slot: slot, hostID: hostID,
      fields: EventFields(
        name: name, description: description, category: category, location: location,
        address:
          address, latitude: latitude, longitude: longitude, timeZone: timeZone, start: start,
        end:
          end, capacity: capacity, isPublic: isPublic, registrationOpensAt: registrationOpensAt,
        registrationClosesAt: registrationClosesAt, selfCancelUntil: selfCancelUntil,
        waitlist:
          waitlist, overtaking: overtaking, enrollmentRequired: enrollmentRequired,
        reentry:
          reentry, selfCheckIn: selfCheckIn, doorLimit: doorLimit),
      facts: EventFacts(
        publishedAt: publishedAt, startedAt: startedAt, closedAt: closedAt,
        canceledAt:
          canceledAt, cancelReason: cancelReason, didNotMeet: didNotMeet, startTold: startTold,
        endTold: endTold),
      seats: EventSeats(
        taken: taken, overbooked: overbooked, lastQueueNumber: lastQueueNumber),
      createdAt: createdAt, updatedAt: updatedAt, version: version)
  }

  /// The statement that keeps a new event.
  var insertion: Query<EventRecord> {
    EventStatements.insert(
      id, seriesID, hostID, fields.name, fields.description, fields.category, fields.location,
      fields.address,
      fields.latitude, fields.longitude, fields.timeZone, fields.start, fields.end,
      fields.capacity, fields.isPublic, fields.registrationOpensAt, fields.registrationClosesAt,
      fields.selfCancelUntil, fields.waitlist, fields.overtaking, fields.enrollmentRequired,
      fields.reentry, fields.selfCheckIn, fields.doorLimit)
  }

  /// The statement that keeps the event as it is here.
  var saving: Query<EventRecord> {
    EventStatements.save(
      id, fields.name, fields.description, fields.category, fields.location, fields.address,
      fields.latitude, fields.longitude, fields.timeZone, fields.start, fields.end,
      fields.capacity, fields.isPublic, fields.registrationOpensAt, fields.registrationClosesAt,
      fields.selfCancelUntil, fields.waitlist, fields.overtaking, fields.enrollmentRequired,
      fields.reentry, fields.selfCheckIn, fields.doorLimit, facts.publishedAt, facts.startedAt,
      facts.closedAt, facts.canceledAt, facts.cancelReason, facts.startTold, facts.endTold,
      seats.taken, seats.overbooked, seats.lastQueueNumber, facts.didNotMeet)
  }
}
