internal import Postgres

/// What imports need. All but the reads of a dry run are part of one transaction per chunk.
enum ImportStatements {
  static let all: [any Preparable] = [
    claim, chunk, match, matchDry, staged, insert, fill, hold, keep, statuses, save, answer,
    forgetChunks, forgetPeople,
  ]

  /// No row: the chunk was taken before.
  static let claim = Statement<Bool, UUID128, Bool, Int32, [UInt8]>(
    "import.claim",
    """
    INSERT INTO users.import_chunks (batch_id, dry_run, chunk, digest)
    VALUES ($1, $2, $3, sha256($4))
    ON CONFLICT DO NOTHING RETURNING true AS claimed
    """, Columns(["claimed"]) { (claimed: Bool) in claimed }, on: .leased)

  static let chunk = Statement<StoredChunk, UUID128, Bool, Int32, [UInt8]>(
    "import.chunk",
    """
    SELECT digest = sha256($4) AS is_same, people, user_ids, lines, before, after, response,
      created_at
    FROM users.import_chunks WHERE batch_id = $1 AND dry_run = $2 AND chunk = $3
    """, StoredChunk.columns, on: .leased)

  static let match = Statement<ImportPerson, [String], [String]>(
    "import.match",
    """
    SELECT id, email, phone, first_name, last_name FROM users.users
    WHERE email = ANY($1) OR phone = ANY($2) ORDER BY id FOR UPDATE
    """, ImportPerson.columns, on: .leased)

  static let matchDry = Statement<ImportPerson, [String], [String]>(
    "import.match_dry",
    """
    SELECT id, email, phone, first_name, last_name FROM users.users
    WHERE email = ANY($1) OR phone = ANY($2)
    """, ImportPerson.columns, on: .leased)

  /// What earlier chunks of a dry run would have made of people.
  static let staged = Statement<ImportPerson, UUID128, [String], [String], [UUID128]>(
    "import.staged",
    """
    SELECT user_id AS id, email, phone, first_name, last_name FROM users.import_people
    WHERE batch_id = $1 AND dry_run
      AND (email = ANY($2) OR phone = ANY($3) OR user_id = ANY($4))
    """, ImportPerson.columns, on: .leased)

  /// Fewer rows than people: someone else has taken an address or a number meanwhile.
  static let insert = Statement<Person, [UUID128], [String?], [String?], [String], [String]>(
    "import.insert",
    """
    INSERT INTO users.users (id, email, phone, first_name, last_name)
    SELECT new_id, new_email, new_phone, new_first, new_last
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
      AS given (new_id, new_email, new_phone, new_first, new_last)
    ON CONFLICT DO NOTHING
    RETURNING users.id, users.email, users.phone, users.first_name, users.last_name, users.role,
      users.email_verified, users.phone_verified, users.is_active, users.deactivated_reason,
      users.last_login_at, users.external_id, users.bio, users.profile_picture_url,
      users.interests, users.reputation::float8 AS reputation, users.rating_count,
      users.created_at, users.updated_at, users.version, users.token_epoch,
      users.password_hash IS NOT NULL AS has_password, users.external_issuer,
      users.is_organizer
    """, Person.columns, on: .leased)

  static let fill = Statement<Person, [UUID128], [String?], [String?], [String], [String]>(
    "import.fill",
    """
    UPDATE users.users SET email = new_email, phone = new_phone, first_name = new_first,
      last_name = new_last, version = version + 1
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
      AS given (new_id, new_email, new_phone, new_first, new_last)
    WHERE users.id = new_id
    RETURNING users.id, users.email, users.phone, users.first_name, users.last_name, users.role,
      users.email_verified, users.phone_verified, users.is_active, users.deactivated_reason,
      users.last_login_at, users.external_id, users.bio, users.profile_picture_url,
      users.interests, users.reputation::float8 AS reputation, users.rating_count,
      users.created_at, users.updated_at, users.version, users.token_epoch,
      users.password_hash IS NOT NULL AS has_password, users.external_issuer,
      users.is_organizer
    """, Person.columns, on: .leased)

  /// Locks the people's rows of this upload, made where they are not yet.
  static let hold = Statement<Void, UUID128, Bool, [UUID128], [String?]>(
    "import.hold",
    """
    INSERT INTO users.import_people (batch_id, dry_run, user_id, status, first_name, last_name)
    SELECT $1, $2, given.user_id, 0, given.blank, given.blank
    FROM unnest($3::uuid[], $4::text[]) AS given (user_id, blank)
    ORDER BY given.user_id
    ON CONFLICT (batch_id, dry_run, user_id) DO UPDATE SET status = import_people.status
    """, on: .leased)

  /// Keeps the strongest status of each person; the rest for dry runs only.
  static let keep = Statement<
    Void, UUID128, Bool, [UUID128], [ImportStatus], [String?], [String?], [String?], [String?]
  >(
    "import.keep",
    """
    INSERT INTO users.import_people
      (batch_id, dry_run, user_id, status, email, phone, first_name, last_name)
    SELECT $1, $2, given.user_id, given.status, given.email, given.phone, given.first, given.last
    FROM unnest($3::uuid[], $4::smallint[], $5::text[], $6::text[], $7::text[], $8::text[])
      AS given (user_id, status, email, phone, first, last)
    ORDER BY given.user_id
    ON CONFLICT (batch_id, dry_run, user_id) DO UPDATE
    SET status = greatest(import_people.status, excluded.status), email = excluded.email,
      phone = excluded.phone, first_name = excluded.first_name, last_name = excluded.last_name
    """, on: .leased)

  static let statuses = Statement<ImportStanding, UUID128, Bool, [UUID128]>(
    "import.statuses",
    """
    SELECT user_id, status FROM users.import_people
    WHERE batch_id = $1 AND dry_run = $2 AND user_id = ANY($3)
    """, ImportStanding.columns, on: .leased)

  static let save = Statement<
    Void, UUID128, Bool, Int32, [UInt8], [UUID128], [Int32], [ImportStatus], [ImportStatus],
    [UInt8]?
  >(
    "import.save",
    """
    UPDATE users.import_chunks SET people = $4, user_ids = $5, lines = $6, before = $7,
      after = $8, response = $9
    WHERE batch_id = $1 AND dry_run = $2 AND chunk = $3
    """, on: .leased)

  /// The first answer stays.
  static let answer = Statement<Void, UUID128, Int32, [UInt8]>(
    "import.answer",
    """
    UPDATE users.import_chunks SET response = $3
    WHERE batch_id = $1 AND NOT dry_run AND chunk = $2 AND response IS NULL
    """, on: .leased)

  static let forgetChunks = Statement<Void, Instant>(
    "import.forget_chunks", "DELETE FROM users.import_chunks WHERE created_at < $1", on: .leased)

  static let forgetPeople = Statement<Void, Instant>(
    "import.forget_people", "DELETE FROM users.import_people WHERE created_at < $1", on: .leased)
}

/// What is known of a chunk that was taken before.
struct StoredChunk: Sendable {
  let isSame: Bool
  let people: [UInt8]?
  let userIDs: [UUID128]
  let lines: [Int32]
  let before: [ImportStatus]
  let after: [ImportStatus]
  let response: [UInt8]?
  let createdAt: Instant
  static let columns = Columns(
    ["is_same", "people", "user_ids", "lines", "before", "after", "response", "created_at"],
    StoredChunk.init(isSame:people:userIDs:lines:before:after:response:createdAt:))
}

extension ImportPerson {
  static let columns = Columns(
    ["id", "email", "phone", "first_name", "last_name"],
    ImportPerson.init(id:email:phone:firstName:lastName:))
}

/// The strongest status of a person in an upload.
struct ImportStanding: Sendable {
  let userID: UUID128
  let status: ImportStatus
  static let columns = Columns(["user_id", "status"], ImportStanding.init(userID:status:))
}

extension ImportStatus: PostgresElement {}
