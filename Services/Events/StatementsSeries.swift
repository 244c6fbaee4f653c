internal import Postgres

/// The statements of series, and of local time.
enum SeriesStatements {
  private static let columns = """
    id, host_id, name, description, category, location, address, latitude, longitude, time_zone,
    start_day, start_minute, duration_minutes, frequency, every, weekdays, week, until_day, total,
    from_day, counted_before, made_until, capacity, is_public, registration_opens,
    registration_closes, self_cancel, waitlist, overtaking, enrollment_required, reentry,
    self_check_in, door_limit, published_at, canceled_at, created_at, updated_at, version
    """

  static let keep = Statement<
    SeriesRecord, SeriesID, UserID, String, String, String, String, String, Double?, Double?,
    String, LocalDate, Int32, Int32, Recurrence.Frequency, Int32, [Int32], Int32, LocalDate?,
    Int32?, LocalDate, Int32, LocalDate, Int32?, Bool, Int32?, Int32?, Int32?, Bool, Bool, Bool,
    Bool, Bool, Int32?, Instant?, Instant?
  >(
    "series.keep",
    """
    INSERT INTO events.series AS s (
      id, host_id, name, description, category, location, address, latitude, longitude, time_zone,
      start_day, start_minute, duration_minutes, frequency, every, weekdays, week, until_day,
      total, from_day, counted_before, made_until, capacity, is_public, registration_opens,
      registration_closes, self_cancel, waitlist, overtaking, enrollment_required, reentry,
      self_check_in, door_limit, published_at, canceled_at
    ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
      $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, description = excluded.description,
      category = excluded.category, location = excluded.location, address = excluded.address,
      latitude = excluded.latitude, longitude = excluded.longitude,
      time_zone = excluded.time_zone, start_day = excluded.start_day,
      start_minute = excluded.start_minute, duration_minutes = excluded.duration_minutes,
      frequency = excluded.frequency, every = excluded.every, weekdays = excluded.weekdays,
      week = excluded.week, until_day = excluded.until_day, total = excluded.total,
      from_day = excluded.from_day, counted_before = excluded.counted_before,
      made_until = excluded.made_until, capacity = excluded.capacity,
      is_public = excluded.is_public, registration_opens = excluded.registration_opens,
      registration_closes = excluded.registration_closes, self_cancel = excluded.self_cancel,
      waitlist = excluded.waitlist, overtaking = excluded.overtaking,
      enrollment_required = excluded.enrollment_required, reentry = excluded.reentry,
      self_check_in = excluded.self_check_in, door_limit = excluded.door_limit,
      published_at = excluded.published_at, canceled_at = excluded.canceled_at,
      version = s.version + 1
    RETURNING
    """ + " " + columns, SeriesRecord.columns, on: .leased)

  static let find = Statement<SeriesRecord, SeriesID>(
    "series.find", "SELECT " + columns + " FROM events.series WHERE id = $1",
    SeriesRecord.columns)

  /// Whoever writes a series takes this lock before it locks any event of it.
  static let lock = Statement<SeriesRecord, SeriesID>(
    "series.lock", "SELECT " + columns + " FROM events.series WHERE id = $1 FOR UPDATE",
    SeriesRecord.columns, on: .leased)

  static let lockOfHost = Statement<SeriesID, UserID>(
    "series.lock_of_host",
    "SELECT id FROM events.series WHERE host_id = $1 ORDER BY id FOR UPDATE",
    Columns(["id"]) { (id: SeriesID) in id }, on: .leased)

  /// One that is not made through a day, and that no other replica has in hand.
  static let lockDue = Statement<SeriesRecord, LocalDate>(
    "series.lock_due",
    "SELECT " + columns + """
       FROM events.series WHERE made_until < $1
      ORDER BY made_until, id LIMIT 1 FOR UPDATE SKIP LOCKED
      """, SeriesRecord.columns, on: .leased)

  static let saveHorizon = Statement<Void, SeriesID, LocalDate>(
    "series.save_horizon", "UPDATE events.series SET made_until = $2 WHERE id = $1",
    on: .leased)

  /// Everything, staff, who; host; whether it starts at the beginning, else before an id; limit.
  static let list = Statement<
    SeriesRecord, Bool, Bool, UserID?, UserID?, Bool, SeriesID, Int32
  >(
    "series.list",
    "SELECT " + columns + """
       FROM events.series
      WHERE ($1 OR host_id = $3 OR published_at IS NOT NULL AND (is_public OR $2))
        AND ($4::uuid IS NULL OR host_id = $4) AND ($5 OR id < $6)
      ORDER BY id DESC LIMIT $7::integer
      """, SeriesRecord.columns, on: .leased)

  /// When a clock on a zone's walls shows a minute of days. PostgreSQL itself would take the second
  /// of two such moments; here the offset in force before counts: so the first is taken, and what
  /// the clock leaves out comes as much later as it leaps.
  static let slots = Statement<Slot, [LocalDate], Int32, String>(
    "series.slots",
    """
    WITH shown AS (
      SELECT day, (day + make_interval(mins => $2)) AS wall,
        (day + make_interval(mins => $2)) AT TIME ZONE 'UTC' AS plain
      FROM unnest($1::date[]) AS d (day)
    ), shifted AS (
      SELECT day, wall,
        plain - ((plain - interval '1 day') AT TIME ZONE $3
          - (plain - interval '1 day') AT TIME ZONE 'UTC') AS by_before,
        plain - ((plain + interval '1 day') AT TIME ZONE $3
          - (plain + interval '1 day') AT TIME ZONE 'UTC') AS by_after
      FROM shown
    )
    SELECT day, CASE
      WHEN by_before AT TIME ZONE $3 <> wall AND by_after AT TIME ZONE $3 = wall THEN by_after
      ELSE by_before END AS start
    FROM shifted ORDER BY day
    """, Columns(["day", "start"], Slot.init(day:start:)), on: .leased)

  /// New events of a series, made as it says, at the given places; published with it.
  static let make = Statement<EventID, SeriesID, [EventID], [LocalDate], [Instant], Instant>(
    "series.make",
    """
    INSERT INTO events.events (
      id, series_id, series_day, original_start, host_id, name, description, category, location,
      address, latitude, longitude, time_zone, start_time, end_time, capacity, is_public,
      registration_opens_at, registration_closes_at, self_cancel_until, waitlist, overtaking,
      enrollment_required, reentry, self_check_in, door_limit, published_at)
    SELECT o.id, s.id, o.day, o.start, s.host_id, s.name, s.description, s.category, s.location,
      s.address, s.latitude, s.longitude, s.time_zone, o.start,
      o.start + make_interval(mins => s.duration_minutes), s.capacity, s.is_public,
      o.start - make_interval(mins => s.registration_opens),
      o.start - make_interval(mins => s.registration_closes),
      o.start - make_interval(mins => s.self_cancel), s.waitlist, s.overtaking,
      s.enrollment_required, s.reentry, s.self_check_in, s.door_limit,
      CASE WHEN s.published_at IS NOT NULL THEN $5::timestamptz END
    FROM events.series AS s
    CROSS JOIN unnest($2::uuid[], $3::date[], $4::timestamptz[]) AS o (id, day, start)
    WHERE s.id = $1
    ON CONFLICT (series_id, series_day) DO NOTHING
    RETURNING id
    """, Columns(["id"]) { (id: EventID) in id }, on: .leased)

  /// Events of a series that may be to come: those of days from one on, and those moved there.
  static let lockToCome = Statement<EventRecord, UUID128, LocalDate, Instant>(
    "series.lock_to_come",
    "SELECT " + EventStatements.columns + """
       FROM events.events
      WHERE series_id = $1 AND (series_day >= $2 OR start_time > $3)
      ORDER BY id FOR UPDATE
      """, EventRecord.columns, on: .leased)

  /// Takes events from their days, so that others may have these.
  static let displace = Statement<Void, [EventID]>(
    "series.displace", "UPDATE events.events SET series_day = NULL WHERE id = ANY($1)",
    on: .leased)

  static let place = Statement<Void, SeriesID, [EventID], [LocalDate], [Instant]>(
    "series.place",
    """
    UPDATE events.events AS e SET series_id = $1, series_day = o.day, original_start = o.start
    FROM unnest($2::uuid[], $3::date[], $4::timestamptz[]) AS o (id, day, start)
    WHERE e.id = o.id
    """, on: .leased)

  /// Which events somebody has a seat at, or waits for one.
  static let claimed = Statement<EventID, [EventID]>(
    "series.claimed",
    """
    SELECT DISTINCT event_id FROM events.enrollments
    WHERE event_id = ANY($1) AND status <> 'CANCELED'
    """, Columns(["event_id"]) { (id: EventID) in id }, on: .leased)

  static let purge = Statement<Void, UserID>(
    "series.purge", "SELECT FROM events.purge_series($1)", on: .leased)

  static let all: [any Preparable] = [
    keep, find, lock, lockOfHost, lockDue, saveHorizon, list, slots, make, lockToCome, displace,
    place, claimed, purge,
  ]
}

extension Recurrence.Frequency: PostgresElement {}

extension SeriesRecord {
  static let columns = Columns(
    [
      "id", "host_id", "name", "description", "category", "location", "address", "latitude",
      "longitude", "time_zone", "start_day", "start_minute", "duration_minutes", "frequency",
      "every", "weekdays", "week", "until_day", "total", "from_day", "counted_before",
      "made_until", "capacity", "is_public", "registration_opens", "registration_closes",
      "self_cancel", "waitlist", "overtaking", "enrollment_required", "reentry", "self_check_in",
      "door_limit", "published_at", "canceled_at", "created_at", "updated_at", "version",
    ], SeriesRecord.make)

  private static func make(
    _ id: SeriesID, _ hostID: UserID, _ name: String, _ description: String, _ category: String,
    _ location: String, _ address: String, _ latitude: Double?, _ longitude: Double?,
    _ timeZone: String, _ startDay: LocalDate, _ startMinute: Int32, _ durationMinutes: Int32,
    _ frequency: Recurrence.Frequency, _ every: Int32, _ weekdays: [Int32], _ week: Int32,
    _ until: LocalDate?, _ total: Int32?, _ from: LocalDate, _ countedBefore: Int32,
    _ madeUntil: LocalDate, _ capacity: Int32?, _ isPublic: Bool, _ registrationOpens: Int32?,
    _ registrationCloses: Int32?, _ selfCancel: Int32?, _ waitlist: Bool, _ overtaking: Bool,
    _ enrollmentRequired: Bool, _ reentry: Bool, _ selfCheckIn: Bool, _ doorLimit: Int32?,
    _ publishedAt: Instant?, _ canceledAt: Instant?, _ createdAt: Instant, _ updatedAt: Instant,
    _ version: Int64
  ) -> SeriesRecord {
    let event = EventFields(
      name: name, description: description, category: category, location: location,
      address: address, latitude: latitude, longitude: longitude, timeZone: timeZone,
      capacity: capacity, isPublic: isPublic, waitlist: waitlist, overtaking: overtaking,
      enrollmentRequired: enrollmentRequired, reentry: reentry, selfCheckIn: selfCheckIn,
      doorLimit: doorLimit)
    let rule = Recurrence(
      frequency: frequency, interval: every, weekdays: weekdays, week: week, until: until,
      count: total)
    return SeriesRecord(
      id: id, hostID: hostID,
      fields: SeriesFields(
        event: event, start: LocalTime(date: startDay, minute: startMinute),
        durationMinutes: durationMinutes, rule: rule, registrationOpens: registrationOpens,
        registrationCloses: registrationCloses, selfCancel: selfCancel),
      from: from, countedBefore: countedBefore, madeUntil: madeUntil, publishedAt: publishedAt,
      canceledAt: canceledAt, createdAt: createdAt, updatedAt: updatedAt, version: version)
  }

  /// The statement that keeps the series as it is here, new or not.
  var keeping: Query<SeriesRecord> {
    let event = fields.event
    let rule = fields.rule
    return SeriesStatements.keep(
      id, hostID, event.name, event.description, event.category, event.location, event.address,
      event.latitude, event.longitude, event.timeZone, fields.start.date, fields.start.minute,
      fields.durationMinutes, rule.frequency, rule.interval, rule.weekdays, rule.week, rule.until,
      rule.count, from, countedBefore, madeUntil, event.capacity, event.isPublic,
      fields.registrationOpens, fields.registrationCloses, fields.selfCancel, event.waitlist,
      event.overtaking, event.enrollmentRequired, event.reentry, event.selfCheckIn,
      event.doorLimit, publishedAt, canceledAt)
  }
}
