internal import Postgres

/// The statements of enrollments and of the waiting list.
enum EnrollmentStatements {
  private static let columns =
    "id, event_id, user_id, status, priority, queue_number, guests, enrolled_at, canceled_at"

  /// With the person's name and the place on the waiting list.
  static let shown = """
    SELECT e.id, e.event_id, e.user_id, e.status, e.priority, e.queue_number, e.guests,
      e.enrolled_at, e.canceled_at,
      CASE WHEN e.status = 'WAITLISTED' THEN (
        SELECT count(*)::integer + 1 FROM events.enrollments AS ahead
        WHERE ahead.event_id = e.event_id AND ahead.status = 'WAITLISTED'
          AND (ahead.priority > e.priority
            OR ahead.priority = e.priority AND ahead.queue_number < e.queue_number)
      ) END AS position,
      coalesce(u.first_name, '') AS first_name, coalesce(u.last_name, '') AS last_name
    FROM events.enrollments AS e LEFT JOIN events.users AS u ON u.id = e.user_id
    """

  static let find = Statement<EnrollmentRecord, EventID, UserID>(
    "enrollments.find",
    "SELECT " + columns + " FROM events.enrollments WHERE event_id = $1 AND user_id = $2",
    EnrollmentRecord.columns)

  static let findAll = Statement<EnrollmentRecord, [UUID128]>(
    "enrollments.find_all",
    "SELECT " + columns + " FROM events.enrollments WHERE id = ANY($1)",
    EnrollmentRecord.columns, on: .leased)

  static let ofPeople = Statement<EnrollmentRecord, EventID, [UserID]>(
    "enrollments.of_people",
    "SELECT " + columns + " FROM events.enrollments WHERE event_id = $1 AND user_id = ANY($2)",
    EnrollmentRecord.columns, on: .leased)

  static let show = Statement<ShownEnrollment, EventID, UserID>(
    "enrollments.show", shown + " WHERE e.event_id = $1 AND e.user_id = $2",
    ShownEnrollment.columns)

  /// How long the waiting list is.
  static let queue = Statement<QueueLength, EventID>(
    "enrollments.queue",
    """
    SELECT count(*)::integer AS waiting,
      (count(*) FILTER (WHERE priority >= 0))::integer AS ahead
    FROM events.enrollments WHERE event_id = $1 AND status = 'WAITLISTED'
    """, Columns(["waiting", "ahead"], QueueLength.init(waiting:ahead:)), on: .leased)

  /// New claims, and people's old ones made anew; each person once.
  static let keep = Statement<
    Void, [UUID128], [EventID], [UserID], [EnrollmentStatus], [Int32], [Int64], [Int32],
    [Instant], [Instant?]
  >(
    "enrollments.keep",
    """
    INSERT INTO events.enrollments
      (id, event_id, user_id, status, priority, queue_number, guests, enrolled_at, canceled_at)
    SELECT id, event_id, user_id, status, priority, queue_number, guests, enrolled_at, canceled_at
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::integer[], $6::bigint[],
      $7::integer[], $8::timestamptz[], $9::timestamptz[]) AS claim
      (id, event_id, user_id, status, priority, queue_number, guests, enrolled_at, canceled_at)
    ON CONFLICT (event_id, user_id) DO UPDATE SET status = excluded.status,
      priority = excluded.priority, queue_number = excluded.queue_number,
      guests = excluded.guests, enrolled_at = excluded.enrolled_at,
      canceled_at = excluded.canceled_at
    """, on: .leased)

  static func keep(_ claims: [EnrollmentRecord]) -> Query<Void> {
    keep(
      claims.map(\.id), claims.map(\.eventID), claims.map(\.userID), claims.map(\.status),
      claims.map(\.priority), claims.map(\.queueNumber), claims.map(\.guests),
      claims.map(\.enrolledAt), claims.map(\.canceledAt))
  }

  /// The next people to move up: an event, the largest party, how many at most.
  static let waiting = Statement<Waiter, EventID, Int32, Int32>(
    "enrollments.waiting",
    """
    SELECT id, guests + 1 AS seats FROM events.enrollments
    WHERE event_id = $1 AND status = 'WAITLISTED' AND guests + 1 <= $2
    ORDER BY priority DESC, queue_number LIMIT $3::integer
    """, Columns(["id", "seats"], Waiter.init(id:seats:)), on: .leased)

  static let promote = Statement<EnrollmentRecord, [UUID128]>(
    "enrollments.promote",
    "UPDATE events.enrollments SET status = 'ENROLLED' WHERE id = ANY($1) RETURNING " + columns,
    EnrollmentRecord.columns, on: .leased)

  /// The places of those of these people who wait. The list is gone through only if one does.
  static let places = Statement<QueuePlace, EventID, [UserID]>(
    "enrollments.places",
    """
    SELECT id, position FROM (
      SELECT id, user_id,
        row_number() OVER (ORDER BY priority DESC, queue_number)::integer AS position
      FROM events.enrollments WHERE event_id = $1 AND status = 'WAITLISTED' AND EXISTS (
        SELECT FROM events.enrollments
        WHERE event_id = $1 AND user_id = ANY($2) AND status = 'WAITLISTED')
    ) AS queue WHERE user_id = ANY($2)
    """, Columns(["id", "position"], QueuePlace.init(id:position:)), on: .leased)

  static let all: [any Preparable] = [
    find, findAll, ofPeople, show, queue, keep, waiting, promote, places,
  ]
}

/// Where somebody waits.
struct QueuePlace: Sendable {
  let id: UUID128
  let position: Int32
}

extension EnrollmentRecord {
  static let columns = Columns(
    [
      "id", "event_id", "user_id", "status", "priority", "queue_number", "guests", "enrolled_at",
      "canceled_at",
    ],
    EnrollmentRecord.init(
      id:eventID:userID:status:priority:queueNumber:guests:enrolledAt:canceledAt:))
}

extension ShownEnrollment {
  static let columns = Columns(
    [
      "id", "event_id", "user_id", "status", "priority", "queue_number", "guests", "enrolled_at",
      "canceled_at", "position", "first_name", "last_name",
    ], ShownEnrollment.make)

  private static func make(
    _ id: UUID128, _ eventID: EventID, _ userID: UserID, _ status: EnrollmentStatus,
    _ priority: Int32, _ queueNumber: Int64, _ guests: Int32, _ enrolledAt: Instant,
    _ canceledAt: Instant?, _ position: Int32?, _ firstName: String, _ lastName: String
  ) -> ShownEnrollment {
    ShownEnrollment(
      record: EnrollmentRecord(
        id: id, eventID: eventID, userID: userID, status: status, priority: priority,
        queueNumber: queueNumber, guests: guests, enrolledAt: enrolledAt, canceledAt: canceledAt),
      position: position, firstName: firstName, lastName: lastName)
  }
}
