internal import Postgres

/// What goes with purged people.
enum PurgeStatements {
  static let all: [any Preparable] = [
    remember, lockEvents, purgeEvents, purgeClaims, leftovers, deleteDraft,
  ]

  static let remember = Statement<Void, UserID>(
    "users.remember_purged",
    """
    INSERT INTO events.users (id, first_name, last_name, is_active, purged)
    VALUES ($1, '', '', false, true)
    ON CONFLICT (id) DO UPDATE SET first_name = '', last_name = '', is_active = false,
      purged = true
    """, on: .leased)

  /// The events that a person hosts or has a claim on, locked in one order.
  static let lockEvents = Statement<EventRecord, UserID>(
    "events.lock_of_person",
    "SELECT " + EventStatements.columns + """
       FROM events.events
      WHERE id IN (
        SELECT id FROM events.events WHERE host_id = $1
        UNION SELECT event_id FROM events.enrollments WHERE user_id = $1)
      ORDER BY id FOR UPDATE
      """, EventRecord.columns, on: .leased)

  static let purgeEvents = Statement<Void, [EventID]>(
    "events.purge", "SELECT FROM events.purge_events($1)", on: .leased)

  static let purgeClaims = Statement<Void, UserID>(
    "enrollments.purge", "SELECT FROM events.purge_claims($1)", on: .leased)

  /// Whether it was a draft that nothing referred to, and is gone.
  static let deleteDraft = Statement<Bool, EventID>(
    "events.delete_draft", "SELECT coalesce(events.delete_draft($1), false) AS gone",
    Columns(["gone"]) { (gone: Bool) in gone }, on: .leased)

  static let leftovers = Statement<UserID>(
    "users.purged_leftovers",
    """
    SELECT u.id FROM events.users AS u
    WHERE u.purged AND (
      EXISTS (SELECT FROM events.enrollments AS e WHERE e.user_id = u.id)
      OR EXISTS (SELECT FROM events.rsvps AS r WHERE r.user_id = u.id)
      OR EXISTS (SELECT FROM events.events AS e WHERE e.host_id = u.id)
      OR EXISTS (SELECT FROM events.series AS s WHERE s.host_id = u.id)
      OR EXISTS (SELECT FROM events.calendar_links AS c WHERE c.user_id = u.id))
    """, Columns(["id"]) { (id: UserID) in id }, on: .leased)
}
