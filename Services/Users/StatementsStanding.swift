internal import Identity
internal import Postgres

/// Who takes part, and as what.
enum StandingStatements {
  static let all: [any Preparable] = [
    Statements.lockForEnd, Statements.deactivate, Statements.reactivate, Statements.setRole,
  ]
}

extension Statements {
  /// The person and every active administrator, locked in one order: of two who deactivate each
  /// other one finds themselves the last.
  static let lockForEnd = Statement<Person, UUID128>(
    "users.lock_for_end",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    FROM users.users WHERE id = $1 OR (role = 'ADMIN' AND is_active)
    ORDER BY id FOR UPDATE
    """, Person.columns, on: .leased)

  static let deactivate = Statement<Person, UUID128, String>(
    "users.deactivate",
    """
    UPDATE users.users SET is_active = false, deactivated_reason = $2, version = version + 1,
      token_epoch = token_epoch + 1
    WHERE id = $1
    RETURNING id, email, phone, first_name, last_name, role, email_verified, phone_verified,
      is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    """, Person.columns, on: .leased)

  static let reactivate = Statement<Person, UUID128>(
    "users.reactivate",
    """
    UPDATE users.users SET is_active = true, deactivated_reason = '', version = version + 1
    WHERE id = $1
    RETURNING id, email, phone, first_name, last_name, role, email_verified, phone_verified,
      is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    """, Person.columns, on: .leased)

  static let setRole = Statement<Person, UUID128, Role>(
    "users.set_role",
    """
    UPDATE users.users SET role = $2, version = version + 1, token_epoch = token_epoch + 1
    WHERE id = $1
    RETURNING id, email, phone, first_name, last_name, role, email_verified, phone_verified,
      is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    """, Person.columns, on: .leased)
}
