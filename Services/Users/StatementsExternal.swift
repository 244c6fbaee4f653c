internal import Postgres

/// Ties to outside identity providers.
enum ExternalStatements {
  static let all: [any Preparable] = [
    Statements.findExternal, Statements.lockByEmail, Statements.linkExternal,
    Statements.createExternal, Statements.signedInExternal,
  ]
}

extension Statements {
  static let findExternal = Statement<Person, String, String>(
    "users.find_external",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    FROM users.users WHERE external_issuer = $1 AND external_id = $2
    """, Person.columns, on: .leased)

  static let lockByEmail = Statement<Person, String>(
    "users.lock_by_email",
    """
    SELECT id, email, phone, first_name, last_name, role, email_verified, phone_verified, is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    FROM users.users WHERE email = $1 FOR UPDATE
    """, Person.columns, on: .leased)

  /// With proof the provider has vouched for the address that stands.
  static let linkExternal = Statement<Person, UUID128, String?, String?, Bool>(
    "users.link_external",
    """
    UPDATE users.users SET external_issuer = $2, external_id = $3, version = version + 1,
      email_verified = email_verified OR ($4 AND email IS NOT NULL)
    WHERE id = $1
    RETURNING id, email, phone, first_name, last_name, role, email_verified, phone_verified,
      is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    """, Person.columns, on: .leased)

  /// No row: someone else has the address or the name.
  static let createExternal = Statement<
    Person, UUID128, String?, String, String, String, String
  >(
    "users.create_external",
    """
    INSERT INTO users.users
      (id, email, first_name, last_name, external_issuer, external_id, email_verified)
    VALUES ($1, $2, $3, $4, $5, $6, $2::text IS NOT NULL)
    ON CONFLICT DO NOTHING
    RETURNING id, email, phone, first_name, last_name, role, email_verified, phone_verified,
      is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    """, Person.columns, on: .leased)

  /// No row: deactivated, or known by another name since.
  static let signedInExternal = Statement<Person, UUID128, String, String>(
    "users.signed_in_external",
    """
    UPDATE users.users SET last_login_at = now()
    WHERE id = $1 AND external_issuer = $2 AND external_id = $3 AND is_active
    RETURNING id, email, phone, first_name, last_name, role, email_verified, phone_verified,
      is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    """, Person.columns, on: .leased)
}
