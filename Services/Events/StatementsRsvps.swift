internal import Postgres

/// The statements of what people say of whether they will come.
enum RsvpStatements {
  private static let columns = "event_id, user_id, status, created_at, updated_at"

  static let find = Statement<RsvpRecord, EventID, UserID>(
    "rsvps.find",
    "SELECT " + columns + " FROM events.rsvps WHERE event_id = $1 AND user_id = $2",
    RsvpRecord.columns, on: .leased)

  /// Event, person, what is said, when.
  static let keep = Statement<RsvpRecord, EventID, UserID, RsvpStatus, Instant>(
    "rsvps.keep",
    """
    INSERT INTO events.rsvps (event_id, user_id, status, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $4)
    ON CONFLICT (event_id, user_id) DO UPDATE SET status = excluded.status,
      updated_at = excluded.updated_at
    RETURNING
    """ + " " + columns, RsvpRecord.columns, on: .leased)

  /// Makes what people said agree with their claims. Who said nothing has said nothing.
  static let follow = Statement<Void, EventID, [UserID], [EnrollmentStatus], Instant>(
    "rsvps.follow",
    """
    UPDATE events.rsvps AS said
    SET status = CASE claim.status WHEN 'CANCELED' THEN 'NOT_GOING' ELSE 'GOING' END,
      updated_at = $4
    FROM unnest($2::uuid[], $3::text[]) AS claim (user_id, status)
    WHERE said.event_id = $1 AND said.user_id = claim.user_id
      AND (said.status = 'GOING') = (claim.status = 'CANCELED')
    """, on: .leased)

  private static func list(_ filters: String) -> String {
    """
    SELECT r.event_id, r.user_id, r.status, r.created_at, r.updated_at,
      coalesce(u.first_name, '') AS first_name, coalesce(u.last_name, '') AS last_name
    FROM events.rsvps AS r LEFT JOIN events.users AS u ON u.id = r.user_id
    WHERE \(filters)
    """
  }

  /// Event, person, status; after a time and person; limit.
  static let ofEvent = Statement<
    ShownRsvp, EventID, UserID?, RsvpStatus?, Instant, UUID128, Int32
  >(
    "rsvps.list_of_event",
    list(
      """
      r.event_id = $1 AND ($2::uuid IS NULL OR r.user_id = $2)
        AND ($3::text IS NULL OR r.status = $3) AND (r.created_at, r.user_id) > ($4, $5)
      ORDER BY r.created_at, r.user_id LIMIT $6::integer
      """), ShownRsvp.columns, on: .leased)

  /// Person, status; after a time and event; limit.
  static let ofPerson = Statement<ShownRsvp, UserID, RsvpStatus?, Instant, UUID128, Int32>(
    "rsvps.list_of_person",
    list(
      """
      r.user_id = $1 AND ($2::text IS NULL OR r.status = $2)
        AND (r.created_at, r.event_id) > ($3, $4)
      ORDER BY r.created_at, r.event_id LIMIT $5::integer
      """), ShownRsvp.columns, on: .leased)

  static let counts = Statement<RsvpTally, EventID>(
    "rsvps.counts",
    """
    SELECT status, count(*)::integer AS count FROM events.rsvps
    WHERE event_id = $1 GROUP BY status
    """, Columns(["status", "count"], RsvpTally.init(status:count:)), on: .leased)

  static let forget = Statement<Void, UserID>(
    "rsvps.forget", "DELETE FROM events.rsvps WHERE user_id = $1", on: .leased)

  static let all: [any Preparable] = [find, keep, follow, ofEvent, ofPerson, counts, forget]
}

/// How many say so.
struct RsvpTally: Sendable {
  let status: RsvpStatus
  let count: Int32
}

extension RsvpRecord {
  static let columns = Columns(
    ["event_id", "user_id", "status", "created_at", "updated_at"],
    RsvpRecord.init(eventID:userID:status:createdAt:updatedAt:))
}

extension ShownRsvp {
  static let columns = Columns(
    [
      "event_id", "user_id", "status", "created_at", "updated_at", "first_name", "last_name",
    ], ShownRsvp.make)

  private static func make(
    _ eventID: EventID, _ userID: UserID, _ status: RsvpStatus, _ createdAt: Instant,
    _ updatedAt: Instant, _ firstName: String, _ lastName: String
  ) -> ShownRsvp {
    ShownRsvp(
      record: RsvpRecord(
        eventID: eventID, userID: userID, status: status, createdAt: createdAt,
        updatedAt: updatedAt), firstName: firstName, lastName: lastName)
  }
}
