internal import Postgres

/// The statements of calendars and of their secret links.
enum CalendarStatements {
  /// Those of the time window first that are soonest to come, then those gone by, latest first.
  private static let order = """
     ORDER BY end_time <= $3,
      abs(extract(epoch FROM start_time) - extract(epoch FROM $3::timestamptz)), id LIMIT 1000
    """

  /// Host; who ended before this is left out; now.
  static let ofHost = Statement<EventRecord, UserID, Instant, Instant>(
    "calendars.of_host",
    "SELECT " + EventStatements.columns + """
       FROM events.events
      WHERE host_id = $1 AND published_at IS NOT NULL AND is_public AND end_time > $2
      """ + order, EventRecord.columns, on: .leased)

  static let ofMember = Statement<EventRecord, UserID, Instant, Instant>(
    "calendars.of_member",
    "SELECT " + EventStatements.columns + """
       FROM events.events
      WHERE end_time > $2 AND (host_id = $1 OR published_at IS NOT NULL AND id IN (
        SELECT event_id FROM events.enrollments WHERE user_id = $1 AND status <> 'CANCELED'))
      """ + order, EventRecord.columns, on: .leased)

  static let waitedFor = Statement<EventID, UserID>(
    "calendars.waited_for",
    "SELECT event_id FROM events.enrollments WHERE user_id = $1 AND status = 'WAITLISTED'",
    Columns(["event_id"]) { (id: EventID) in id }, on: .leased)

  static let findLink = Statement<CalendarLinkRecord, UserID>(
    "calendar_links.find",
    "SELECT nonce, created_at FROM events.calendar_links WHERE user_id = $1",
    CalendarLinkRecord.columns)

  static let keepLink = Statement<Void, UserID, [UInt8], Instant>(
    "calendar_links.keep",
    """
    INSERT INTO events.calendar_links (user_id, nonce, created_at) VALUES ($1, $2, $3)
    ON CONFLICT (user_id) DO UPDATE SET nonce = excluded.nonce, created_at = excluded.created_at
    """, on: .leased)

  static let deleteLink = Statement<Void, UserID>(
    "calendar_links.delete", "DELETE FROM events.calendar_links WHERE user_id = $1", on: .leased)

  static let all: [any Preparable] = [
    ofHost, ofMember, waitedFor, findLink, keepLink, deleteLink,
  ]
}

/// What a secret link is made from.
struct CalendarLinkRecord: Sendable {
  let nonce: [UInt8]
  let createdAt: Instant

  static let columns = Columns(
    ["nonce", "created_at"], CalendarLinkRecord.init(nonce:createdAt:))
}
