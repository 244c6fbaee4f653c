internal import Postgres

/// All SQL of the room, and what belongs to neither events nor enrollments alone.
enum Statements {
  static let people = Statement<Person, [UserID]>(
    "users.find",
    """
    SELECT id, first_name, last_name, is_active FROM events.users
    WHERE id = ANY($1) AND NOT purged
    """,
    Columns(
      ["id", "first_name", "last_name", "is_active"],
      Person.init(id:firstName:lastName:isActive:)), on: .leased)

  /// People in the copy whose ids come after one.
  static let copiedPeople = Statement<UserID, UserID, Int64>(
    "users.copied",
    "SELECT id FROM events.users WHERE id > $1 AND NOT purged ORDER BY id LIMIT $2",
    Columns(["id"]) { (id: UserID) in id }, on: .leased)

  /// What the feed says of a person.
  static let keepPerson = Statement<Void, UserID, String, String, Bool>(
    "users.keep",
    """
    INSERT INTO events.users (id, first_name, last_name, is_active) VALUES ($1, $2, $3, $4)
    ON CONFLICT (id) DO UPDATE SET first_name = excluded.first_name,
      last_name = excluded.last_name, is_active = excluded.is_active
    """, on: .leased)

  /// What users answered of people whom the feed has not told of yet; the feed knows better.
  static let addPerson = Statement<Void, UserID, String, String, Bool>(
    "users.add",
    """
    INSERT INTO events.users (id, first_name, last_name, is_active) VALUES ($1, $2, $3, $4)
    ON CONFLICT (id) DO NOTHING
    """, on: .leased)

  /// What became of people's rows of an upload before.
  static let batchRows = Statement<BatchRowResult, UUID128, EventID, [UserID]>(
    "batch_rows.find",
    """
    SELECT user_id, changed FROM events.batch_rows
    WHERE batch_id = $1 AND event_id = $2 AND user_id = ANY($3)
    """, Columns(["user_id", "changed"], BatchRowResult.init(userID:changed:)), on: .leased)

  static let keepBatchRows = Statement<Void, UUID128, EventID, [UserID], [Bool]>(
    "batch_rows.keep",
    """
    INSERT INTO events.batch_rows (batch_id, event_id, user_id, changed)
    SELECT $1, $2, user_id, changed FROM unnest($3::uuid[], $4::boolean[]) AS r (user_id, changed)
    """, on: .leased)

  static let purgeBatchRows = Statement<Void, Instant, Int32>(
    "batch_rows.purge",
    """
    DELETE FROM events.batch_rows WHERE (batch_id, event_id, user_id) IN (
      SELECT batch_id, event_id, user_id FROM events.batch_rows
      WHERE created_at < $1 ORDER BY created_at LIMIT $2::integer)
    """, on: .leased)

  static let all: [any Preparable] =
    EventStatements.all + EventLists.all + SearchStatements.all + EnrollmentStatements.all
    + EnrollmentLists.all + RsvpStatements.all + PurgeStatements.all + NoticeStatements.all
    + SeriesStatements.all + CalendarStatements.all + [
      people, copiedPeople, keepPerson, addPerson, batchRows, keepBatchRows, purgeBatchRows,
    ]
}

/// What became of a row of an upload.
struct BatchRowResult: Sendable {
  let userID: UserID
  let changed: Bool
}
