import Postgres

// Keeping the copies of what users and events own.
extension Statements {
  static let copies: [any Preparable] = [
    keepUser, lockUsersCursor, learnUser, keepWalkIn, forgetUser, findPeople, findPerson, keepEvent,
    learnEvent, findEvent, incompleteEvents, completeEvent,
    knownEnrollment, enroll, unenrollExpected, unenrollPresent, unsettle,
  ]

  /// What the feed says replaces what was known. The head is locked until the change is there to be
  /// read, so that nobody can have read its number before.
  static let keepUser = Statement<Void, UUID128, String, String, String>(
    "copies.keep_user",
    """
    WITH head AS (UPDATE attendance.names_head SET version = version + 1 RETURNING version)
    INSERT INTO attendance.users AS known (id, state, first_name, last_name, changed)
    SELECT $1::uuid, $2::text, $3::text, $4::text, version FROM head
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, first_name = excluded.first_name,
      last_name = excluded.last_name, changed = excluded.changed
    WHERE (known.state, known.first_name, known.last_name)
      <> (excluded.state, excluded.first_name, excluded.last_name)
    """, on: .leased)

  /// Makes the follower of users wait: it writes many people in the order of the feed, which is no
  /// order of ids, and would meet another writer of many in a deadlock.
  static let lockUsersCursor = Statement<Int64>(
    "copies.lock_users_cursor",
    "SELECT position FROM attendance.cursor WHERE source = 'users' FOR UPDATE",
    Columns(["position"]) { (position: Int64) in position }, on: .leased)

  /// What an owner answered gives way to what the feed has brought meanwhile.
  static let learnUser = Statement<Void, [UUID128], [String], [String], [String]>(
    "copies.learn_user",
    """
    WITH head AS (UPDATE attendance.names_head SET version = version + 1 RETURNING version)
    INSERT INTO attendance.users (id, state, first_name, last_name, changed)
    SELECT id, state, first_name, last_name, version
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
      AS person (id, state, first_name, last_name), head
    ORDER BY id ON CONFLICT (id) DO NOTHING
    """, on: .leased)

  /// A walk-in under an id of ours, at a door that holds its lock: its name is told with its
  /// presence, which has a number of its own.
  static let keepWalkIn = Statement<Void, [UUID128], [String], [String], [String]>(
    "copies.keep_walk_in",
    """
    INSERT INTO attendance.users (id, state, first_name, last_name)
    SELECT id, state, first_name, last_name
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[])
      AS person (id, state, first_name, last_name)
    ORDER BY id ON CONFLICT (id) DO NOTHING
    """, on: .leased)

  static let forgetUser = Statement<Void, UUID128>(
    "copies.forget_user", "DELETE FROM attendance.users WHERE id = $1", on: .leased)

  static let findPeople = Statement<Person, [UUID128]>(
    "copies.find_people",
    "SELECT id, state, first_name, last_name FROM attendance.users WHERE id = ANY($1)",
    personColumns, on: .leased)

  static let findPerson = Statement<Person, UUID128>(
    "copies.find_person",
    "SELECT id, state, first_name, last_name FROM attendance.users WHERE id = $1", personColumns)

  private static let personColumns = Columns(
    ["id", "state", "first_name", "last_name"], Person.init(id:state:firstName:lastName:))

  /// The window: from 2 h before the start to the end of the last local day; closing by hand or
  /// canceling shuts the door at once. An event that ends at midnight ends on the day before.
  static let keepEvent = event("copies.keep_event", replacing)
  /// What the owner answers gives way to what the feed has brought, but for a draft.
  static let learnEvent = event("copies.learn_event", replacing + " WHERE events.is_draft")

  private static let replacing = """
    ON CONFLICT (id) DO UPDATE SET series_id = excluded.series_id, host_id = excluded.host_id,
      name = excluded.name, category = excluded.category, start_time = excluded.start_time,
      capacity = excluded.capacity, door_limit = excluded.door_limit,
      enrollment_required = excluded.enrollment_required, reentry = excluded.reentry,
      self_check_in = excluded.self_check_in, is_draft = excluded.is_draft,
      canceled_at = excluded.canceled_at, opens_at = excluded.opens_at,
      shuts_at = excluded.shuts_at, closed_at = excluded.closed_at, end_time = excluded.end_time,
      time_zone = excluded.time_zone, did_not_meet = excluded.did_not_meet, settled = false
    """

  typealias KeepEvent = Statement<
    Void, UUID128, UUID128?, UUID128, String, String, Instant?, Int32?, Int32?, Bool, Bool, Bool,
    Bool, Instant?, Instant?, Instant?, String, Bool
  >

  /// Id, series, host, name, category, start, capacity, door limit, enrollment required, re-entry,
  /// self check-in, draft, canceled, closed, end, zone, did not meet.
  private static func event(_ name: String, _ conflict: String) -> KeepEvent {
    KeepEvent(name, keepEventText + conflict, on: .leased)
  }

  private static let keepEventText = """
    WITH door AS (
      INSERT INTO attendance.live (event_id) VALUES ($1) ON CONFLICT (event_id) DO NOTHING
    )
    INSERT INTO attendance.events (
      id, series_id, host_id, name, category, start_time, capacity, door_limit,
      enrollment_required, reentry, self_check_in, is_draft, canceled_at, opens_at, shuts_at,
      closed_at, end_time, time_zone, did_not_meet)
    VALUES (
      $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
      $6::timestamptz - interval '2 hours',
      least($14::timestamptz, $13::timestamptz,
        (date_trunc('day', ($15::timestamptz - interval '1 microsecond') AT TIME ZONE $16)
          + interval '1 day') AT TIME ZONE $16),
      $14, $15, $16, $17)

    """

  static let findEvent = Statement<DoorEvent, UUID128>(
    "copies.find_event",
    """
    SELECT id, series_id, host_id, name, category, start_time, capacity, door_limit,
      enrollment_required, reentry, self_check_in, is_draft, canceled_at, opens_at, shuts_at
    FROM attendance.events WHERE id = $1
    """, eventColumns)

  static let eventColumns = Columns(
    [
      "id", "series_id", "host_id", "name", "category", "start_time", "capacity", "door_limit",
      "enrollment_required", "reentry", "self_check_in", "is_draft", "canceled_at", "opens_at",
      "shuts_at",
    ],
    DoorEvent.init(
      id:seriesID:hostID:name:category:startTime:capacity:doorLimit:enrollmentRequired:reentry:
      selfCheckIn:isDraft:canceledAt:opensAt:shutsAt:))

  /// Copies that lack what came to be told later.
  static let incompleteEvents = Statement<UUID128, Int64>(
    "copies.incomplete_events",
    "SELECT id FROM attendance.events WHERE time_zone = '' ORDER BY id LIMIT $1",
    Columns(["id"]) { (id: UUID128) in id }, on: .leased)

  /// Id, closed, end, zone, did not meet; what the feed has brought meanwhile stands.
  static let completeEvent = Statement<Void, UUID128, Instant?, Instant?, String, Bool>(
    "copies.complete_event",
    """
    UPDATE attendance.events SET closed_at = $2, end_time = $3, time_zone = $4, did_not_meet = $5
    WHERE id = $1 AND time_zone = ''
    """, on: .leased)

  // MARK: Enrollments become the roster

  static let knownEnrollment = Statement<Bool, UUID128, UUID128>(
    "copies.known_enrollment",
    """
    SELECT true AS done FROM attendance.attendance
    WHERE event_id = $1 AND patron_id = $2 AND enrolled_at IS NOT NULL
    """, done, on: .leased)

  /// Id, event, person, since when. A row answers when something changed.
  static let enroll = Statement<Bool, UUID128, UUID128, UUID128, Instant>(
    "copies.enroll",
    """
    INSERT INTO attendance.attendance AS known
      (id, event_id, patron_id, status, enrolled_at, source)
    SELECT $1, $2, $3, 'REGISTERED', $4, 'ENROLLMENT'
    WHERE NOT EXISTS (SELECT FROM attendance.users WHERE id = $3 AND state = 'PURGED')
    ON CONFLICT (event_id, patron_id) DO UPDATE SET enrolled_at = excluded.enrolled_at
      WHERE known.enrolled_at IS NULL
    RETURNING true AS done
    """, done, on: .leased)

  /// Who gave the seat up is expected no more.
  static let unenrollExpected = Statement<Bool, UUID128, UUID128>(
    "copies.unenroll_expected",
    """
    DELETE FROM attendance.attendance
    WHERE event_id = $1 AND patron_id = $2 AND status IN ('REGISTERED', 'NO_SHOW')
    RETURNING true AS done
    """, done, on: .leased)

  /// Who gave the seat up and came all the same is a walk-in.
  static let unenrollPresent = Statement<Bool, UUID128, UUID128>(
    "copies.unenroll_present",
    """
    UPDATE attendance.attendance SET enrolled_at = NULL
    WHERE event_id = $1 AND patron_id = $2 AND attended AND enrolled_at IS NOT NULL
    RETURNING true AS done
    """, done, on: .leased)

  /// The event's door has something to do again once it is shut.
  static let unsettle = Statement<Void, UUID128>(
    "copies.unsettle",
    "UPDATE attendance.events SET settled = false WHERE id = $1 AND settled", on: .leased)
}
