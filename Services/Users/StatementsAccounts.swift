internal import Postgres

/// The statements of accounts: asked for, opened, proven, opened again.
enum AccountStatements {
  static let all: [any Preparable] = [
    ask, lockAsked, dropAsked, pending, give, lockTokens, take, dropRegistrations, open, claim,
    prove, resetPassword, keepCode, lockCode, missCode, dropCode, provePhone, purgeTokens,
    purgeCodes,
  ]

  // MARK: Asked for

  static let ask = Statement<Void, UUID128, Purpose, String, String?, String, String>(
    "accounts.ask",
    """
    INSERT INTO users.asked (id, purpose, email, password_hash, first_name, last_name)
    VALUES ($1, $2, $3, $4, $5, $6)
    """, on: .leased)

  /// So many of the oldest that nobody else is answering.
  static let lockAsked = Statement<AskedRow, Int64>(
    "accounts.lock_asked",
    """
    SELECT id, purpose, email, password_hash, first_name, last_name FROM users.asked
    ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED
    """, AskedRow.columns, on: .leased)

  static let dropAsked = Statement<Void, [UUID128]>(
    "accounts.drop_asked", "DELETE FROM users.asked WHERE id = ANY($1)", on: .leased)

  /// The last account asked for with the address that nobody has opened yet.
  static let pending = Statement<TokenRow, String>(
    "accounts.pending",
    """
    SELECT digest, purpose, user_id, epoch, email, password_hash, first_name, last_name
    FROM users.one_time_tokens
    WHERE email = $1 AND purpose = 'REGISTER' AND expires_at > now()
    ORDER BY created_at DESC, digest LIMIT 1
    """, TokenRow.columns, on: .leased)

  // MARK: Tokens

  /// The last parameter is how long it counts, in seconds.
  static let give = Statement<
    Void, [UInt8], TokenPurpose, UUID128?, Int64, String, String?, String, String, Double
  >(
    "accounts.give",
    """
    INSERT INTO users.one_time_tokens
      (digest, purpose, user_id, epoch, email, password_hash, first_name, last_name, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now() + make_interval(secs => $9))
    """, on: .leased)

  /// All tokens for the address of this one, in one order, so that of several that are used at
  /// once the second sees what the first one did.
  static let lockTokens = Statement<[UInt8], [UInt8]>(
    "accounts.lock_tokens",
    """
    SELECT digest FROM users.one_time_tokens
    WHERE email = (SELECT email FROM users.one_time_tokens WHERE digest = $1)
    ORDER BY digest FOR UPDATE
    """, Columns(["digest"]) { (digest: [UInt8]) in digest }, on: .leased)

  /// No row: no such token, used already, or too old.
  static let take = Statement<TokenRow, [UInt8], [TokenPurpose]>(
    "accounts.take",
    """
    DELETE FROM users.one_time_tokens
    WHERE digest = $1 AND purpose = ANY($2) AND expires_at > now()
    RETURNING digest, purpose, user_id, epoch, email, password_hash, first_name, last_name
    """, TokenRow.columns, on: .leased)

  static let dropRegistrations = Statement<Void, String>(
    "accounts.drop_registrations",
    "DELETE FROM users.one_time_tokens WHERE email = $1 AND purpose = 'REGISTER'", on: .leased)

  // MARK: People

  /// No row: someone has the address.
  static let open = Statement<Person, UUID128, String, String, String, String>(
    "accounts.open",
    """
    INSERT INTO users.users (id, email, password_hash, first_name, last_name, email_verified)
    VALUES ($1, $2, $3, $4, $5, true)
    ON CONFLICT DO NOTHING
    RETURNING id, email, phone, first_name, last_name, role, email_verified, phone_verified,
      is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    """, Person.columns, on: .leased)

  /// What is known of the person stays; a name is taken where there is none.
  static let claim = Statement<Person, UUID128, String, String, String>(
    "accounts.claim",
    """
    UPDATE users.users SET password_hash = $2, email_verified = true, version = version + 1,
      first_name = CASE WHEN first_name = '' AND last_name = '' THEN $3 ELSE first_name END,
      last_name = CASE WHEN first_name = '' AND last_name = '' THEN $4 ELSE last_name END
    WHERE id = $1 AND password_hash IS NULL AND is_active
    RETURNING id, email, phone, first_name, last_name, role, email_verified, phone_verified,
      is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    """, Person.columns, on: .leased)

  /// No row: the person has another address by now, or is shut out.
  static let prove = Statement<Person, UUID128, String>(
    "accounts.prove",
    """
    UPDATE users.users SET email_verified = true,
      version = version + CASE WHEN email_verified THEN 0 ELSE 1 END
    WHERE id = $1 AND email = $2 AND is_active
    RETURNING id, email, phone, first_name, last_name, role, email_verified, phone_verified,
      is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    """, Person.columns, on: .leased)

  /// Person, address, epoch, hash. No row: one of these has changed, or the person is shut out.
  static let resetPassword = Statement<Person, UUID128, String, Int64, String>(
    "accounts.reset_password",
    """
    UPDATE users.users SET password_hash = $4, email_verified = true, version = version + 1,
      token_epoch = token_epoch + 1
    WHERE id = $1 AND email = $2 AND token_epoch = $3 AND is_active
    RETURNING id, email, phone, first_name, last_name, role, email_verified, phone_verified,
      is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    """, Person.columns, on: .leased)

  // MARK: Phones

  static let keepCode = Statement<Void, UUID128, String, [UInt8], Double>(
    "accounts.keep_code",
    """
    INSERT INTO users.phone_codes (user_id, phone, digest, expires_at)
    VALUES ($1, $2, $3, now() + make_interval(secs => $4))
    ON CONFLICT (user_id) DO UPDATE
    SET phone = excluded.phone, digest = excluded.digest, attempts = 0,
      expires_at = excluded.expires_at
    """, on: .leased)

  /// The code that still counts; tries are counted one after the other.
  static let lockCode = Statement<CodeRow, UUID128, Int32>(
    "accounts.lock_code",
    """
    SELECT phone, digest FROM users.phone_codes
    WHERE user_id = $1 AND attempts < $2 AND expires_at > now() FOR UPDATE
    """, CodeRow.columns, on: .leased)

  static let missCode = Statement<Void, UUID128>(
    "accounts.miss_code",
    "UPDATE users.phone_codes SET attempts = attempts + 1 WHERE user_id = $1", on: .leased)

  static let dropCode = Statement<Void, UUID128>(
    "accounts.drop_code", "DELETE FROM users.phone_codes WHERE user_id = $1", on: .leased)

  static let provePhone = Statement<Person, UUID128, String>(
    "accounts.prove_phone",
    """
    UPDATE users.users SET phone = $2, phone_verified = true, version = version + 1
    WHERE id = $1 AND is_active
    RETURNING id, email, phone, first_name, last_name, role, email_verified, phone_verified,
      is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    """, Person.columns, on: .leased)

  // MARK: What nobody needs any more

  static let purgeTokens = Statement<Void, Int64>(
    "accounts.purge_tokens",
    """
    DELETE FROM users.one_time_tokens WHERE digest IN (
      SELECT digest FROM users.one_time_tokens WHERE expires_at < now()
      ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
    """, on: .leased)

  static let purgeCodes = Statement<Void>(
    "accounts.purge_codes", "DELETE FROM users.phone_codes WHERE expires_at < now()", on: .leased)
}

/// Something that was asked for by mail.
struct AskedRow: Sendable {
  let id: UUID128
  let purpose: Purpose
  let email: String
  let hash: String?
  let firstName: String
  let lastName: String
  static let columns = Columns(
    ["id", "purpose", "email", "password_hash", "first_name", "last_name"],
    AskedRow.init(id:purpose:email:hash:firstName:lastName:))
}

/// A token that was mailed, and what it is good for.
struct TokenRow: Sendable {
  let digest: [UInt8]
  let purpose: TokenPurpose
  let userID: UUID128?
  let epoch: Int64
  let email: String
  let hash: String?
  let firstName: String
  let lastName: String
  static let columns = Columns(
    [
      "digest", "purpose", "user_id", "epoch", "email", "password_hash", "first_name",
      "last_name",
    ],
    TokenRow.init(digest:purpose:userID:epoch:email:hash:firstName:lastName:))
}

/// A code that was sent to a number.
struct CodeRow: Sendable {
  let phone: String
  let digest: [UInt8]
  static let columns = Columns(["phone", "digest"], CodeRow.init(phone:digest:))
}

extension Purpose: PostgresElement {}
extension TokenPurpose: PostgresElement {}
