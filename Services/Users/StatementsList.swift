internal import Identity
internal import Postgres

/// A page of people, an order each. Parameters: role or "", state or NULL, two patterns of which
/// one must fit or "", from and before when they were added, proven or NULL, interest or "", then
/// where the page before ended in the order's column and by id, and how many.
///
/// What a filter lets pass is the planner's choice of index, so each is planned with its values
/// (`planned`): one plan for all would read whole tables for what is rare. Texts made lower by
/// another collation are compared by the columns' own again, or no index would fit.
enum ListStatements {
  static let all: [any Preparable] = [
    planned, roles, added, byCreatedAscending, byCreatedDescending, byNameAscending,
    byNameDescending,
    byReputationAscending, byReputationDescending,
  ]

  typealias List<Key: PostgresValue> = Statement<
    Person, String, Bool?, String, String, Instant, Instant, Bool?, String, Key, UUID128, Int32
  >

  /// From here to the end of the transaction statements are planned with their values and for the
  /// tables as they are, which may be read whole.
  static let planned = Statement<String>(
    "users.planned",
    """
    SELECT set_config('plan_cache_mode', 'force_custom_plan', true)
      || set_config('enable_seqscan', 'on', true) AS mode
    """,
    Columns(["mode"]) { (mode: String) in mode }, on: .leased)

  /// A row per role that somebody has.
  static let roles = Statement<RoleFigures>(
    "users.roles",
    """
    SELECT role, count(*) AS total, count(*) FILTER (WHERE is_active) AS active
    FROM users.users GROUP BY role
    """, RoleFigures.columns, on: .leased)

  /// How many people were added lately: in a day, in a week, in 30 days.
  static let added = Statement<AddedFigures>(
    "users.added",
    """
    SELECT count(*) FILTER (WHERE created_at > now() - interval '1 day') AS last_day,
      count(*) FILTER (WHERE created_at > now() - interval '7 days') AS last_week,
      count(*) AS last_month
    FROM users.users WHERE created_at > now() - interval '30 days'
    """, AddedFigures.columns, on: .leased)

  static let byCreatedAscending = List<Instant>(
    "users.list_created_asc",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    FROM users.users
    WHERE ($1 = '' OR role = $1) AND ($2::boolean IS NULL OR is_active = $2)
      AND ($3 = '' OR search LIKE ANY (array_remove(ARRAY[
        lower($3 COLLATE "und-x-icu"), lower(nullif($4, '') COLLATE "und-x-icu")
      ], NULL) COLLATE "default"))
      AND created_at >= $5 AND created_at < $6
      AND ($7::boolean IS NULL OR (email_verified OR phone_verified) = $7)
      AND ($8 = '' OR users.folded(interests) @>
        ARRAY[lower($8 COLLATE "und-x-icu") COLLATE "default"])
      AND (created_at, id) > ($9, $10)
    ORDER BY created_at ASC, id ASC
    LIMIT $11::integer
    """, Person.columns, on: .leased)

  static let byCreatedDescending = List<Instant>(
    "users.list_created_desc",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    FROM users.users
    WHERE ($1 = '' OR role = $1) AND ($2::boolean IS NULL OR is_active = $2)
      AND ($3 = '' OR search LIKE ANY (array_remove(ARRAY[
        lower($3 COLLATE "und-x-icu"), lower(nullif($4, '') COLLATE "und-x-icu")
      ], NULL) COLLATE "default"))
      AND created_at >= $5 AND created_at < $6
      AND ($7::boolean IS NULL OR (email_verified OR phone_verified) = $7)
      AND ($8 = '' OR users.folded(interests) @>
        ARRAY[lower($8 COLLATE "und-x-icu") COLLATE "default"])
      AND (created_at, id) < ($9, $10)
    ORDER BY created_at DESC, id DESC
    LIMIT $11::integer
    """, Person.columns, on: .leased)

  static let byNameAscending = List<String>(
    "users.list_name_asc",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    FROM users.users
    WHERE ($1 = '' OR role = $1) AND ($2::boolean IS NULL OR is_active = $2)
      AND ($3 = '' OR search LIKE ANY (array_remove(ARRAY[
        lower($3 COLLATE "und-x-icu"), lower(nullif($4, '') COLLATE "und-x-icu")
      ], NULL) COLLATE "default"))
      AND created_at >= $5 AND created_at < $6
      AND ($7::boolean IS NULL OR (email_verified OR phone_verified) = $7)
      AND ($8 = '' OR users.folded(interests) @>
        ARRAY[lower($8 COLLATE "und-x-icu") COLLATE "default"])
      AND (last_name COLLATE "und-x-icu", id) > ($9, $10)
    ORDER BY last_name COLLATE "und-x-icu" ASC, id ASC
    LIMIT $11::integer
    """, Person.columns, on: .leased)

  static let byNameDescending = List<String>(
    "users.list_name_desc",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    FROM users.users
    WHERE ($1 = '' OR role = $1) AND ($2::boolean IS NULL OR is_active = $2)
      AND ($3 = '' OR search LIKE ANY (array_remove(ARRAY[
        lower($3 COLLATE "und-x-icu"), lower(nullif($4, '') COLLATE "und-x-icu")
      ], NULL) COLLATE "default"))
      AND created_at >= $5 AND created_at < $6
      AND ($7::boolean IS NULL OR (email_verified OR phone_verified) = $7)
      AND ($8 = '' OR users.folded(interests) @>
        ARRAY[lower($8 COLLATE "und-x-icu") COLLATE "default"])
      AND (last_name COLLATE "und-x-icu", id) < ($9, $10)
    ORDER BY last_name COLLATE "und-x-icu" DESC, id DESC
    LIMIT $11::integer
    """, Person.columns, on: .leased)

  static let byReputationAscending = List<Double>(
    "users.list_reputation_asc",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    FROM users.users
    WHERE ($1 = '' OR role = $1) AND ($2::boolean IS NULL OR is_active = $2)
      AND ($3 = '' OR search LIKE ANY (array_remove(ARRAY[
        lower($3 COLLATE "und-x-icu"), lower(nullif($4, '') COLLATE "und-x-icu")
      ], NULL) COLLATE "default"))
      AND created_at >= $5 AND created_at < $6
      AND ($7::boolean IS NULL OR (email_verified OR phone_verified) = $7)
      AND ($8 = '' OR users.folded(interests) @>
        ARRAY[lower($8 COLLATE "und-x-icu") COLLATE "default"])
      AND (reputation, id) > ($9::float8::numeric, $10)
    ORDER BY reputation ASC, id ASC
    LIMIT $11::integer
    """, Person.columns, on: .leased)

  static let byReputationDescending = List<Double>(
    "users.list_reputation_desc",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    FROM users.users
    WHERE ($1 = '' OR role = $1) AND ($2::boolean IS NULL OR is_active = $2)
      AND ($3 = '' OR search LIKE ANY (array_remove(ARRAY[
        lower($3 COLLATE "und-x-icu"), lower(nullif($4, '') COLLATE "und-x-icu")
      ], NULL) COLLATE "default"))
      AND created_at >= $5 AND created_at < $6
      AND ($7::boolean IS NULL OR (email_verified OR phone_verified) = $7)
      AND ($8 = '' OR users.folded(interests) @>
        ARRAY[lower($8 COLLATE "und-x-icu") COLLATE "default"])
      AND (reputation, id) < ($9::float8::numeric, $10)
    ORDER BY reputation DESC, id DESC
    LIMIT $11::integer
    """, Person.columns, on: .leased)
}

/// How many people have a role, and how many of them are active.
struct RoleFigures: Sendable {
  let role: Role
  let total: Int64
  let active: Int64
  static let columns = Columns(
    ["role", "total", "active"], RoleFigures.init(role:total:active:))
}

/// How many people were added lately.
struct AddedFigures: Sendable {
  let lastDay: Int64
  let lastWeek: Int64
  let lastMonth: Int64
  static let columns = Columns(
    ["last_day", "last_week", "last_month"], AddedFigures.init(lastDay:lastWeek:lastMonth:))
}
