internal import Postgres

/// A page of people, an order each. Parameters: role or "", state or NULL, pattern or "", from
/// and before when they were added, then where the page before ended in the order's column and
/// by id, and how many.
enum ListStatements {
  static let all: [any Preparable] = [
    byCreatedAscending, byCreatedDescending, byNameAscending, byNameDescending,
    byReputationAscending, byReputationDescending,
  ]

  typealias List<Key: PostgresValue> = Statement<
    Person, String, Bool?, String, Instant, Instant, Key, UUID128, Int32
  >

  static let byCreatedAscending = List<Instant>(
    "users.list_created_asc",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password
    FROM users.users
    WHERE ($1 = '' OR role = $1) AND ($2::boolean IS NULL OR is_active = $2)
      AND ($3 = '' OR search LIKE lower($3 COLLATE "und-x-icu"))
      AND created_at >= $4 AND created_at < $5
      AND (created_at, id) > ($6, $7)
    ORDER BY created_at ASC, id ASC
    LIMIT $8::integer
    """, Person.columns, on: .leased)

  static let byCreatedDescending = List<Instant>(
    "users.list_created_desc",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password
    FROM users.users
    WHERE ($1 = '' OR role = $1) AND ($2::boolean IS NULL OR is_active = $2)
      AND ($3 = '' OR search LIKE lower($3 COLLATE "und-x-icu"))
      AND created_at >= $4 AND created_at < $5
      AND (created_at, id) < ($6, $7)
    ORDER BY created_at DESC, id DESC
    LIMIT $8::integer
    """, Person.columns, on: .leased)

  static let byNameAscending = List<String>(
    "users.list_name_asc",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password
    FROM users.users
    WHERE ($1 = '' OR role = $1) AND ($2::boolean IS NULL OR is_active = $2)
      AND ($3 = '' OR search LIKE lower($3 COLLATE "und-x-icu"))
      AND created_at >= $4 AND created_at < $5
      AND (last_name COLLATE "und-x-icu", id) > ($6, $7)
    ORDER BY last_name COLLATE "und-x-icu" ASC, id ASC
    LIMIT $8::integer
    """, Person.columns, on: .leased)

  static let byNameDescending = List<String>(
    "users.list_name_desc",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password
    FROM users.users
    WHERE ($1 = '' OR role = $1) AND ($2::boolean IS NULL OR is_active = $2)
      AND ($3 = '' OR search LIKE lower($3 COLLATE "und-x-icu"))
      AND created_at >= $4 AND created_at < $5
      AND (last_name COLLATE "und-x-icu", id) < ($6, $7)
    ORDER BY last_name COLLATE "und-x-icu" DESC, id DESC
    LIMIT $8::integer
    """, Person.columns, on: .leased)

  static let byReputationAscending = List<Double>(
    "users.list_reputation_asc",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password
    FROM users.users
    WHERE ($1 = '' OR role = $1) AND ($2::boolean IS NULL OR is_active = $2)
      AND ($3 = '' OR search LIKE lower($3 COLLATE "und-x-icu"))
      AND created_at >= $4 AND created_at < $5
      AND (reputation, id) > ($6::float8::numeric, $7)
    ORDER BY reputation ASC, id ASC
    LIMIT $8::integer
    """, Person.columns, on: .leased)

  static let byReputationDescending = List<Double>(
    "users.list_reputation_desc",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password
    FROM users.users
    WHERE ($1 = '' OR role = $1) AND ($2::boolean IS NULL OR is_active = $2)
      AND ($3 = '' OR search LIKE lower($3 COLLATE "und-x-icu"))
      AND created_at >= $4 AND created_at < $5
      AND (reputation, id) < ($6::float8::numeric, $7)
    ORDER BY reputation DESC, id DESC
    LIMIT $8::integer
    """, Person.columns, on: .leased)
}
