internal import Postgres

/// The statements of lists of enrollments. Each reads its page off an index, however many there
/// are: a list goes on after a time and id, a place before everything when it begins.
enum EnrollmentLists {
  private static let claim = """
    e.id, e.event_id, e.user_id, e.status, e.priority, e.queue_number, e.guests, e.enrolled_at,
      e.canceled_at
    """
  private static let named =
    "coalesce(u.first_name, '') AS first_name, coalesce(u.last_name, '') AS last_name"

  private static func ofEvent(_ only: String, _ limit: String) -> String {
    "SELECT " + claim + ", NULL::integer AS position, " + named + """

      FROM events.enrollments AS e LEFT JOIN events.users AS u ON u.id = e.user_id
      WHERE e.event_id = $1 AND (e.enrolled_at, e.id) > ($2, $3)\(only)
      ORDER BY e.enrolled_at, e.id LIMIT \(limit)::integer
      """
  }

  /// Event; after a time and id; limit. Places on the waiting list are looked up for the page.
  static let ofEvent = Statement<ShownEnrollment, EventID, Instant, UUID128, Int32>(
    "enrollments.list_of_event", ofEvent("", "$4"), ShownEnrollment.columns, on: .leased)

  /// The same with what they stand like.
  static let ofEventStanding = Statement<
    ShownEnrollment, EventID, Instant, UUID128, EnrollmentStatus, Int32
  >(
    "enrollments.list_standing", ofEvent(" AND e.status = $4", "$5"), ShownEnrollment.columns,
    on: .leased)

  /// Person, status; after a time and id; limit.
  static let ofPerson = Statement<
    ShownEnrollment, UserID, EnrollmentStatus?, Instant, UUID128, Int32
  >(
    "enrollments.list_of_person",
    EnrollmentStatements.shown + """

      WHERE e.user_id = $1 AND ($2::text IS NULL OR e.status = $2)
        AND (e.enrolled_at, e.id) > ($3, $4)
      ORDER BY e.enrolled_at, e.id LIMIT $5::integer
      """, ShownEnrollment.columns, on: .leased)

  /// Event; after this priority and queue number; limit. The first place is counted, the rest of
  /// the page follows it.
  static let waitlist = Statement<ShownEnrollment, EventID, Int32, Int64, Int32>(
    "enrollments.waitlist",
    "SELECT " + claim + """
      , (row_number() OVER (ORDER BY e.priority DESC, e.queue_number) + (
          SELECT count(*) FROM events.enrollments AS before
          WHERE before.event_id = $1 AND before.status = 'WAITLISTED' AND before.priority >= $2
            AND (before.priority > $2 OR before.queue_number <= $3)))::integer AS position,
      """ + " " + named + """

        FROM (
          SELECT id, event_id, user_id, status, priority, queue_number, guests, enrolled_at,
            canceled_at
          FROM events.enrollments
          WHERE event_id = $1 AND status = 'WAITLISTED' AND priority <= $2
            AND (priority < $2 OR queue_number > $3)
          ORDER BY priority DESC, queue_number LIMIT $4::integer
        ) AS e LEFT JOIN events.users AS u ON u.id = e.user_id
        ORDER BY e.priority DESC, e.queue_number
        """, ShownEnrollment.columns, on: .leased)

  static let all: [any Preparable] = [ofEvent, ofEventStanding, ofPerson, waitlist]
}
