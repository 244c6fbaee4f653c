internal import Identity
internal import Postgres

/// All statements of the room.
enum Statements {
  static let all: [any Preparable] =
    people + starting + AuthStatements.all + AccountStatements.all + StandingStatements.all
    + ExternalStatements.all + ListStatements.all + ImportStatements.all + UndoStatements.all
    + DeletionStatements.all
  private static let people: [any Preparable] = [
    find, findMany, findByEmail, create, holders, lock, update, names,
  ]
  private static let starting: [any Preparable] = [lockAll, anyAdmin, promote, signingKeys]

  static let find = Statement<Person, UUID128>(
    "users.find",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    FROM users.users WHERE id = $1
    """, Person.columns)

  static let findMany = Statement<Person, [UUID128]>(
    "users.find_many",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    FROM users.users WHERE id = ANY($1)
    """, Person.columns, on: .leased)

  static let findByEmail = Statement<Person, String>(
    "users.find_by_email",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    FROM users.users WHERE email = $1
    """, Person.columns)

  /// No row: someone else has the e-mail address or the phone number.
  static let create = Statement<
    Person, UUID128, String?, String?, String?, String, String, Role, String, String, [String]
  >(
    "users.create",
    """
    INSERT INTO users.users
      (id, email, phone, password_hash, first_name, last_name, role, bio, profile_picture_url,
      interests)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT DO NOTHING
    RETURNING id, email, phone, first_name, last_name, role, email_verified, phone_verified,
      is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    """, Person.columns, on: .leased)

  /// Who has the address or the number.
  static let holders = Statement<Holder, String?, String?>(
    "users.holders",
    """
    SELECT id, email, phone FROM users.users WHERE email = $1 OR phone = $2
    """, Holder.columns, on: .leased)

  static let lock = Statement<Person, UUID128>(
    "users.lock",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    FROM users.users WHERE id = $1 FOR UPDATE
    """, Person.columns, on: .leased)

  static let update = Statement<
    Person, UUID128, String?, String?, String, String, String, String, [String]
  >(
    "users.update",
    """
    UPDATE users.users SET email = $2, phone = $3, first_name = $4, last_name = $5, bio = $6,
      profile_picture_url = $7, interests = $8, version = version + 1,
      email_verified = email_verified AND email IS NOT DISTINCT FROM $2 AND $2 IS NOT NULL,
      phone_verified = phone_verified AND phone IS NOT DISTINCT FROM $3 AND $3 IS NOT NULL
    WHERE id = $1
    RETURNING id, email, phone, first_name, last_name, role, email_verified, phone_verified,
      is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    """, Person.columns, on: .leased)

  static let names = Statement<PersonName, [UUID128]>(
    "users.names", "SELECT id, first_name, last_name FROM users.users WHERE id = ANY($1)",
    PersonName.columns, on: .leased)

  /// Of several replicas that start at once one makes the first administrator.
  static let lockAll = Statement<Void>(
    "users.lock_all", "LOCK TABLE users.users IN SHARE ROW EXCLUSIVE MODE", on: .leased)

  static let anyAdmin = Statement<Bool>(
    "users.any_admin",
    "SELECT EXISTS (SELECT 1 FROM users.users WHERE role = 'ADMIN' AND is_active) AS any_admin",
    Columns(["any_admin"]) { (any: Bool) in any }, on: .leased)

  static let promote = Statement<Person, String, String>(
    "users.promote",
    """
    UPDATE users.users SET role = 'ADMIN', password_hash = $2, is_active = true,
      deactivated_reason = '', version = version + 1, token_epoch = token_epoch + 1
    WHERE email = $1
    RETURNING id, email, phone, first_name, last_name, role, email_verified, phone_verified,
      is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    """, Person.columns, on: .leased)

  static let signingKeys = Statement<[UInt8]>(
    "users.signing_keys", "SELECT key_set FROM users.token_keys",
    Columns(["key_set"]) { (keys: [UInt8]) in keys })
}

/// Who has an address or a number.
struct Holder: Sendable {
  let id: UUID128
  let email: String?
  let phone: String?
  static let columns = Columns(["id", "email", "phone"], Holder.init(id:email:phone:))
}

/// What a person is called now.
struct PersonName: Sendable {
  let id: UUID128
  let first: String
  let last: String
  static let columns = Columns(
    ["id", "first_name", "last_name"], PersonName.init(id:first:last:))
}
