internal import Postgres

/// What is known of uploads as a whole, and what takes them back.
enum UndoStatements {
  static let all: [any Preparable] = [
    list, find, lock, begin, next, claim, unmake, restore, count, end, unfinished,
  ]

  /// The latest first: whose they are or NULL for everybody's, where the page before ended, how
  /// many.
  static let list = Statement<ImportRecord, UUID128?, Instant, UUID128, Int32>(
    "undo.list",
    """
    SELECT batch_id, dry_run, source, event_id, user_id, state, chunks, chunks_taken, row_count,
      created, updated, unchanged, rejected, enrolled, checked_in, removed, restored, kept,
      created_at, updated_at
    FROM users.imports
    WHERE ($1::uuid IS NULL OR user_id = $1) AND (created_at, batch_id) < ($2, $3)
    ORDER BY created_at DESC, batch_id DESC LIMIT $4::integer
    """, ImportRecord.columns, on: .leased)

  /// The upload itself rather than its rehearsal.
  static let find = Statement<ImportRecord, UUID128>(
    "undo.find",
    """
    SELECT batch_id, dry_run, source, event_id, user_id, state, chunks, chunks_taken, row_count,
      created, updated, unchanged, rejected, enrolled, checked_in, removed, restored, kept,
      created_at, updated_at
    FROM users.imports WHERE batch_id = $1 ORDER BY dry_run LIMIT 1
    """, ImportRecord.columns, on: .leased)

  /// The upload's state, and whether an event has learned of anybody in it.
  static let lock = Statement<ImportStanding.Whole, UUID128>(
    "undo.lock",
    """
    SELECT state, event_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM users.import_chunks
        WHERE import_chunks.batch_id = imports.batch_id AND NOT import_chunks.dry_run
          AND cardinality(user_ids) > 0
      ) AS is_used
    FROM users.imports WHERE batch_id = $1 AND NOT dry_run FOR UPDATE
    """, ImportStanding.Whole.columns, on: .leased)

  static let begin = Statement<Void, UUID128>(
    "undo.begin",
    """
    UPDATE users.imports SET state = 'UNDOING', updated_at = now()
    WHERE batch_id = $1 AND NOT dry_run
    """, on: .leased)

  /// Whom the upload changed and what is not taken back yet.
  static let next = Statement<ImportTrace, UUID128, Int32>(
    "undo.next",
    """
    SELECT user_id, made, array_to_string(filled, ',') AS filled, coalesce(version, 0) AS version,
      EXISTS (
        SELECT 1 FROM users.import_people other
        WHERE other.user_id = traced.user_id AND NOT other.dry_run AND NOT other.undone
          AND other.batch_id <> traced.batch_id
      ) AS is_elsewhere
    FROM users.import_people traced
    WHERE batch_id = $1 AND NOT dry_run AND NOT undone AND (made OR filled <> '{}')
    ORDER BY user_id LIMIT $2::integer
    """, ImportTrace.columns, on: .leased)

  /// Those of them that nobody else is taking back at the moment, or has.
  static let claim = Statement<UUID128, UUID128, [UUID128]>(
    "undo.claim",
    """
    UPDATE users.import_people SET undone = true
    WHERE batch_id = $1 AND NOT dry_run AND NOT undone AND user_id = ANY($2)
    RETURNING user_id
    """, Columns(["user_id"]) { (id: UUID128) in id }, on: .leased)

  static let unmake = Statement<UUID128, [UUID128], [Int64]>(
    "undo.unmake", "SELECT id FROM users.unmake($1, $2) AS id",
    Columns(["id"]) { (id: UUID128) in id }, on: .leased)

  /// Empties what was filled, unless something stands on it by now.
  static let restore = Statement<Person, [UUID128], [Int64], [String]>(
    "undo.restore",
    """
    UPDATE users.users SET
      email = CASE WHEN 'email' = ANY (columns) THEN NULL ELSE email END,
      phone = CASE WHEN 'phone' = ANY (columns) THEN NULL ELSE phone END,
      first_name = CASE WHEN 'first_name' = ANY (columns) THEN '' ELSE first_name END,
      last_name = CASE WHEN 'last_name' = ANY (columns) THEN '' ELSE last_name END,
      version = version + 1
    FROM (
      SELECT given_id, given_version, string_to_array(given_columns, ',') AS columns
      FROM unnest($1::uuid[], $2::bigint[], $3::text[])
        AS given (given_id, given_version, given_columns)
    ) AS given
    WHERE users.id = given_id AND users.version = given_version
      AND NOT ('email' = ANY (columns) AND (email_verified OR password_hash IS NOT NULL))
      AND NOT ('phone' = ANY (columns) AND phone_verified)
    RETURNING users.id, users.email, users.phone, users.first_name, users.last_name, users.role,
      users.email_verified, users.phone_verified, users.is_active, users.deactivated_reason,
      users.last_login_at, users.external_id, users.bio, users.profile_picture_url,
      users.interests, users.reputation::float8 AS reputation, users.rating_count,
      users.created_at, users.updated_at, users.version, users.token_epoch,
      users.password_hash IS NOT NULL AS has_password, users.external_issuer,
      users.is_organizer
    """, Person.columns, on: .leased)

  static let count = Statement<Void, UUID128, Int32, Int32, Int32>(
    "undo.count",
    """
    UPDATE users.imports SET removed = removed + $2, restored = restored + $3, kept = kept + $4,
      updated_at = now()
    WHERE batch_id = $1 AND NOT dry_run
    """, on: .leased)

  static let end = Statement<Void, UUID128>(
    "undo.end",
    """
    UPDATE users.imports SET state = 'UNDONE', updated_at = now()
    WHERE batch_id = $1 AND NOT dry_run AND state = 'UNDOING'
      AND NOT EXISTS (
        SELECT 1 FROM users.import_people
        WHERE import_people.batch_id = imports.batch_id AND NOT import_people.dry_run
          AND NOT undone AND (made OR filled <> '{}')
      )
    """, on: .leased)

  static let unfinished = Statement<UUID128>(
    "undo.unfinished",
    "SELECT batch_id FROM users.imports WHERE state = 'UNDOING' ORDER BY batch_id",
    Columns(["batch_id"]) { (id: UUID128) in id }, on: .leased)
}

extension ImportStanding {
  /// Of an upload as a whole.
  struct Whole: Sendable {
    let state: String
    let isUsed: Bool
    static let columns = Columns(["state", "is_used"], Whole.init(state:isUsed:))
  }
}

/// What an upload did to a person.
struct ImportTrace: Sendable {
  let userID: UUID128
  let isMade: Bool
  /// The columns that it filled, with commas between.
  let filled: String
  let version: Int64
  /// Whether another upload knows the person, too.
  let isElsewhere: Bool
  static let columns = Columns(
    ["user_id", "made", "filled", "version", "is_elsewhere"],
    ImportTrace.init(userID:isMade:filled:version:isElsewhere:))
}
