internal import Postgres

/// What imports need. All but the reads of a dry run are part of one transaction per chunk.
enum ImportStatements {
  static let all: [any Preparable] = [
    open, claim, chunk, members, stagedMembers, match, matchDry, staged, insert, fill, addMembers,
    zoned, hold, keep, statuses, save, tally, answer, forgetChunks, forgetPeople, forgetImports,
  ]

  /// The upload's row, made by its first chunk; locked, so that its chunks follow each other and
  /// none comes in between when it is taken back. Answers its state.
  static let open = Statement<
    String, UUID128, Bool, String, UUID128?, UUID128?, Int32
  >(
    "import.open",
    """
    INSERT INTO users.imports (batch_id, dry_run, source, event_id, user_id, chunks)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (batch_id, dry_run)
    DO UPDATE SET updated_at = now(), chunks = greatest(imports.chunks, excluded.chunks)
    RETURNING state
    """, Columns(["state"]) { (state: String) in state }, on: .leased)

  /// Adds a chunk's figures to the upload's: rows, created, updated, unchanged, rejected,
  /// enrolled, present, and whether the chunk is whole.
  static let tally = Statement<
    Void, UUID128, Bool, Int32, Int32, Int32, Int32, Int32, Int32, Int32, Bool
  >(
    "import.tally",
    """
    UPDATE users.imports SET row_count = row_count + $3, created = created + $4,
      updated = updated + $5, unchanged = unchanged + $6, rejected = rejected + $7,
      enrolled = enrolled + $8, checked_in = checked_in + $9,
      chunks_taken = chunks_taken + $10::boolean::integer
    WHERE batch_id = $1 AND dry_run = $2
    """, on: .leased)

  /// Whom another system's names stand for.
  static let members = Statement<ImportMember, String, [String]>(
    "import.members",
    """
    SELECT member, user_id FROM users.source_members WHERE source = $1 AND member = ANY($2)
    """, ImportMember.columns, on: .leased)

  /// Whom they would stand for after the earlier chunks of a dry run.
  static let stagedMembers = Statement<ImportMember, UUID128, [String]>(
    "import.staged_members",
    """
    SELECT member, user_id FROM users.import_people
    WHERE batch_id = $1 AND dry_run AND member = ANY($2) AND member IS NOT NULL
    """, ImportMember.columns, on: .leased)

  /// Fewer rows than names: somebody else has given one of them meanwhile.
  static let addMembers = Statement<Bool, String, [String], [UUID128]>(
    "import.add_members",
    """
    INSERT INTO users.source_members (source, member, user_id)
    SELECT $1, given.member, given.user_id
    FROM unnest($2::text[], $3::uuid[]) AS given (member, user_id) ORDER BY given.member
    ON CONFLICT DO NOTHING RETURNING true AS added
    """, Columns(["added"]) { (added: Bool) in added }, on: .leased)

  /// What clocks of a zone call these times, which are given as if of UTC; in their order.
  static let zoned = Statement<Instant, [Instant], String>(
    "import.zoned",
    """
    SELECT (given.time AT TIME ZONE 'UTC') AT TIME ZONE $2 AS time
    FROM unnest($1::timestamptz[]) WITH ORDINALITY AS given (time, number) ORDER BY number
    """, Columns(["time"]) { (time: Instant) in time }, on: .leased)

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
    SELECT digest = sha256($4) AS is_same, people, user_ids, lines, before, after, guests,
      enrolled_at, check_in_at, response, created_at
    FROM users.import_chunks WHERE batch_id = $1 AND dry_run = $2 AND chunk = $3
    """, StoredChunk.columns, on: .leased)

  static let match = Statement<ImportPerson, [String], [String], [UUID128]>(
    "import.match",
    """
    SELECT id, email, phone, first_name, last_name FROM users.users
    WHERE email = ANY($1) OR phone = ANY($2) OR id = ANY($3) ORDER BY id FOR UPDATE
    """, ImportPerson.columns, on: .leased)

  static let matchDry = Statement<ImportPerson, [String], [String], [UUID128]>(
    "import.match_dry",
    """
    SELECT id, email, phone, first_name, last_name FROM users.users
    WHERE email = ANY($1) OR phone = ANY($2) OR id = ANY($3)
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

  /// Keeps the strongest status of each person, and what the upload did to them: whether it made
  /// them, which columns it filled, and their version after that; who they would be for dry runs
  /// only.
  static let keep = Statement<
    Void, UUID128, Bool, [UUID128], [ImportStatus], [String?], [String?], [String?], [String?],
    [String?], [Bool], [String], [Int64?]
  >(
    "import.keep",
    """
    INSERT INTO users.import_people AS known (batch_id, dry_run, user_id, status, email, phone,
      first_name, last_name, member, made, filled, version)
    SELECT $1, $2, given.user_id, given.status, given.email, given.phone, given.first, given.last,
      given.member, given.made, string_to_array(given.filled, ','), given.version
    FROM unnest($3::uuid[], $4::smallint[], $5::text[], $6::text[], $7::text[], $8::text[],
      $9::text[], $10::boolean[], $11::text[], $12::bigint[])
      AS given (user_id, status, email, phone, first, last, member, made, filled, version)
    ORDER BY given.user_id
    ON CONFLICT (batch_id, dry_run, user_id) DO UPDATE
    SET status = greatest(known.status, excluded.status), email = excluded.email,
      phone = excluded.phone, first_name = excluded.first_name, last_name = excluded.last_name,
      member = coalesce(excluded.member, known.member), made = known.made OR excluded.made,
      filled = known.filled || excluded.filled,
      version = CASE WHEN excluded.version IS NULL THEN known.version
        WHEN known.version IS NULL OR known.version = excluded.version - 1 THEN excluded.version
        ELSE 0 END
    """, on: .leased)

  static let statuses = Statement<ImportStanding, UUID128, Bool, [UUID128]>(
    "import.statuses",
    """
    SELECT user_id, status FROM users.import_people
    WHERE batch_id = $1 AND dry_run = $2 AND user_id = ANY($3)
    """, ImportStanding.columns, on: .leased)

  static let save = Statement<
    Void, UUID128, Bool, Int32, [UInt8], [UUID128], [Int32], [ImportStatus], [ImportStatus],
    [Int32], [Instant?], [Instant?], [UInt8]?
  >(
    "import.save",
    """
    UPDATE users.import_chunks SET people = $4, user_ids = $5, lines = $6, before = $7,
      after = $8, guests = $9, enrolled_at = $10, check_in_at = $11, response = $12
    WHERE batch_id = $1 AND dry_run = $2 AND chunk = $3
    """, on: .leased)

  /// The first answer stays, and is counted.
  static let answer = Statement<Void, UUID128, Int32, [UInt8], Int32, Int32>(
    "import.answer",
    """
    WITH answered AS (
      UPDATE users.import_chunks SET response = $3
      WHERE batch_id = $1 AND NOT dry_run AND chunk = $2 AND response IS NULL RETURNING chunk
    )
    UPDATE users.imports SET chunks_taken = chunks_taken + 1, enrolled = enrolled + $4,
      checked_in = checked_in + $5, updated_at = now()
    WHERE batch_id = $1 AND NOT dry_run AND EXISTS (SELECT chunk FROM answered)
    """, on: .leased)

  static let forgetChunks = Statement<Void, Instant>(
    "import.forget_chunks", "DELETE FROM users.import_chunks WHERE created_at < $1", on: .leased)

  static let forgetPeople = Statement<Void, Instant>(
    "import.forget_people", "DELETE FROM users.import_people WHERE created_at < $1", on: .leased)

  static let forgetImports = Statement<Void, Instant>(
    "import.forget_imports", "DELETE FROM users.imports WHERE updated_at < $1", on: .leased)
}

/// Whom another system's name stands for.
struct ImportMember: Sendable {
  let member: String
  let userID: UUID128
  static let columns = Columns(["member", "user_id"], ImportMember.init(member:userID:))
}

/// What is known of a chunk that was taken before.
struct StoredChunk: Sendable {
  let isSame: Bool
  let people: [UInt8]?
  let userIDs: [UUID128]
  let lines: [Int32]
  let before: [ImportStatus]
  let after: [ImportStatus]
  let guests: [Int32]
  let enrolledAt: [Instant?]
  let checkInAt: [Instant?]
  let response: [UInt8]?
  let createdAt: Instant
  static let columns = Columns(
    [
      "is_same", "people", "user_ids", "lines", "before", "after", "guests", "enrolled_at",
      "check_in_at", "response", "created_at",
    ],
    StoredChunk.init(
      isSame:people:userIDs:lines:before:after:guests:enrolledAt:checkInAt:response:createdAt:))

  /// Chunks taken by an earlier release have neither guests nor times.
  func rise(_ index: Int) -> ImportRise {
    let isWhole = guests.count == userIDs.count
    return ImportRise(
      userID: userIDs[index], line: lines[index], before: before[index], after: after[index],
      guests: isWhole ? guests[index] : 0, enrolledAt: isWhole ? enrolledAt[index] : nil,
      checkInAt: isWhole ? checkInAt[index] : nil)
  }
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
