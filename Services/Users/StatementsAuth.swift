internal import Postgres

/// The statements of signing in.
enum AuthStatements {
  static let all: [any Preparable] = [
    credentials, credentialsOf, signedIn, open, issue, lockRefresh, use, refreshed, sessions,
    revoke, revokeByToken, endAccess, changePassword, tallies, lockTallies, keepTallies,
    forgetTally, wipeSealed, purgeTokens, purgeSessions, purgeTallies,
  ]

  static let credentials = Statement<Credentials, String>(
    "auth.credentials",
    "SELECT id, password_hash, is_active FROM users.users WHERE email = $1", Credentials.columns)

  static let credentialsOf = Statement<Credentials, UUID128>(
    "auth.credentials_of",
    "SELECT id, password_hash, is_active FROM users.users WHERE id = $1", Credentials.columns)

  /// No row: deactivated, or another password, since the credentials were read. A hash of today's
  /// cost takes the place of a cheaper one.
  static let signedIn = Statement<Person, UUID128, String, String>(
    "auth.signed_in",
    """
    UPDATE users.users SET last_login_at = now(), password_hash = $3
    WHERE id = $1 AND password_hash = $2 AND is_active
    RETURNING id, email, phone, first_name, last_name, role, email_verified, phone_verified,
      is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    """, Person.columns, on: .leased)

  // MARK: Sessions

  /// Id, person, epoch, device, address; how long it lives unused and at most, in seconds.
  static let open = Statement<Void, UUID128, UUID128, Int64, String, String, Double, Double>(
    "auth.open",
    """
    INSERT INTO users.sessions (id, user_id, epoch, device, address, idle_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, now() + make_interval(secs => least($6::float8, $7)),
      now() + make_interval(secs => $7::float8))
    """, on: .leased)

  static let issue = Statement<Void, [UInt8], UUID128>(
    "auth.issue", "INSERT INTO users.refresh_tokens (digest, session_id) VALUES ($1, $2)",
    on: .leased)

  /// The token and its session, locked: of two calls with one token the second sees what the first
  /// one did.
  static let lockRefresh = Statement<RefreshRow, [UInt8]>(
    "auth.lock_refresh",
    """
    SELECT s.id, s.user_id, s.epoch, s.idle_at, s.expires_at,
      s.revoked_at IS NOT NULL AS is_revoked, t.used_at, t.successor, t.sealed,
      clock_timestamp() AS now
    FROM users.refresh_tokens AS t JOIN users.sessions AS s ON s.id = t.session_id
    WHERE t.digest = $1 FOR UPDATE OF t, s
    """, RefreshRow.columns, on: .leased)

  /// The token, its successor's digest, and the successor sealed, if it may be asked for again.
  static let use = Statement<Void, [UInt8], [UInt8], [UInt8]?>(
    "auth.use",
    """
    UPDATE users.refresh_tokens
    SET used_at = clock_timestamp(), successor = $2, sealed = $3 WHERE digest = $1
    """, on: .leased)

  static let refreshed = Statement<Void, UUID128, String, Double>(
    "auth.refreshed",
    """
    UPDATE users.sessions SET last_used_at = now(), address = $2,
      idle_at = least(expires_at, now() + make_interval(secs => $3))
    WHERE id = $1
    """, on: .leased)

  static let sessions = Statement<SessionRow, UUID128>(
    "auth.sessions",
    """
    SELECT s.id, s.device, s.address, s.created_at, s.last_used_at, s.idle_at
    FROM users.sessions AS s JOIN users.users AS u ON u.id = s.user_id
    WHERE s.user_id = $1 AND s.epoch = u.token_epoch AND s.revoked_at IS NULL AND s.idle_at > now()
    ORDER BY s.last_used_at DESC, s.id DESC LIMIT 200
    """, SessionRow.columns, on: .leased)

  /// No row: no such session of that person.
  static let revoke = Statement<Bool, UUID128, UUID128>(
    "auth.revoke",
    """
    UPDATE users.sessions SET revoked_at = coalesce(revoked_at, now())
    WHERE id = $1 AND user_id = $2 RETURNING true AS done
    """, Columns(["done"]) { (done: Bool) in done }, on: .leased)

  /// No row: no such token.
  static let revokeByToken = Statement<UUID128, [UInt8]>(
    "auth.revoke_by_token",
    """
    UPDATE users.sessions SET revoked_at = coalesce(revoked_at, now())
    WHERE id = (SELECT session_id FROM users.refresh_tokens WHERE digest = $1) RETURNING id
    """, Columns(["id"]) { (id: UUID128) in id }, on: .leased)

  // MARK: All access of a person

  static let endAccess = Statement<Person, UUID128>(
    "auth.end_access",
    """
    UPDATE users.users SET token_epoch = token_epoch + 1 WHERE id = $1
    RETURNING id, email, phone, first_name, last_name, role, email_verified, phone_verified,
      is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    """, Person.columns, on: .leased)

  /// No row: deactivated, or another password, since the credentials were read.
  static let changePassword = Statement<Person, UUID128, String, String>(
    "auth.change_password",
    """
    UPDATE users.users SET password_hash = $3, version = version + 1, token_epoch = token_epoch + 1
    WHERE id = $1 AND password_hash = $2 AND is_active
    RETURNING id, email, phone, first_name, last_name, role, email_verified, phone_verified,
      is_active,
      deactivated_reason, last_login_at, external_id, bio, profile_picture_url, interests,
      reputation::float8 AS reputation, rating_count, created_at, updated_at, version,
      token_epoch, password_hash IS NOT NULL AS has_password, external_issuer, is_organizer
    """, Person.columns, on: .leased)

  // MARK: Failures

  static let tallies = Statement<TallyRow, [[UInt8]]>(
    "auth.tallies",
    """
    SELECT key, failures, since, until, clock_timestamp() AS now
    FROM users.login_throttle WHERE key = ANY($1)
    """, TallyRow.columns)

  /// The rows of all keys, made where they are missing, locked in one order.
  static let lockTallies = Statement<TallyRow, [[UInt8]]>(
    "auth.lock_tallies",
    """
    INSERT INTO users.login_throttle AS kept (key, failures, since, until)
    SELECT key, 0, now(), now() FROM unnest($1::bytea[]) AS key ORDER BY key
    ON CONFLICT (key) DO UPDATE SET key = excluded.key
    RETURNING kept.key, kept.failures, kept.since, kept.until, clock_timestamp() AS now
    """, TallyRow.columns, on: .leased)

  static let keepTallies = Statement<Void, [[UInt8]], [Int32], [Instant], [Instant]>(
    "auth.keep_tallies",
    """
    UPDATE users.login_throttle AS kept
    SET failures = said.failures, since = said.since, until = said.until
    FROM unnest($1::bytea[], $2::integer[], $3::timestamptz[], $4::timestamptz[])
      AS said (key, failures, since, until)
    WHERE kept.key = said.key
    """, on: .leased)

  static let forgetTally = Statement<Void, [UInt8]>(
    "auth.forget_tally", "DELETE FROM users.login_throttle WHERE key = $1", on: .leased)

  // MARK: What nobody needs any more

  static let wipeSealed = Statement<Void, Double>(
    "auth.wipe_sealed",
    """
    UPDATE users.refresh_tokens SET sealed = NULL
    WHERE sealed IS NOT NULL AND used_at < now() - make_interval(secs => $1)
    """, on: .leased)

  /// Used tokens that are so old, in seconds.
  static let purgeTokens = Statement<Void, Double, Int64>(
    "auth.purge_tokens",
    """
    DELETE FROM users.refresh_tokens WHERE digest IN (
      SELECT digest FROM users.refresh_tokens
      WHERE used_at < now() - make_interval(secs => $1) ORDER BY used_at LIMIT $2
      FOR UPDATE SKIP LOCKED)
    """, on: .leased)

  static let purgeSessions = Statement<Void, Int64>(
    "auth.purge_sessions",
    """
    DELETE FROM users.sessions WHERE id IN (
      SELECT id FROM users.sessions WHERE expires_at < now() ORDER BY expires_at LIMIT $1
      FOR UPDATE SKIP LOCKED)
    """, on: .leased)

  static let purgeTallies = Statement<Void, Double, Int64>(
    "auth.purge_tallies",
    """
    DELETE FROM users.login_throttle WHERE key IN (
      SELECT key FROM users.login_throttle
      WHERE since < now() - make_interval(secs => $1) AND until < now() ORDER BY since LIMIT $2
      FOR UPDATE SKIP LOCKED)
    """, on: .leased)
}

/// What signing in needs.
struct Credentials: Sendable {
  let id: UUID128
  let hash: String?
  let isActive: Bool
  static let columns = Columns(
    ["id", "password_hash", "is_active"], Credentials.init(id:hash:isActive:))
}

/// A refresh token with its session.
struct RefreshRow: Sendable {
  let sessionID: UUID128
  let userID: UUID128
  let epoch: Int64
  let idleAt: Instant
  let expiresAt: Instant
  let isRevoked: Bool
  let usedAt: Instant?
  let successor: [UInt8]?
  let sealed: [UInt8]?
  let now: Instant
  static let columns = Columns(
    [
      "id", "user_id", "epoch", "idle_at", "expires_at", "is_revoked", "used_at", "successor",
      "sealed", "now",
    ],
    RefreshRow.init(
      sessionID:userID:epoch:idleAt:expiresAt:isRevoked:usedAt:successor:sealed:now:))
}

/// A session as it is shown.
struct SessionRow: Sendable {
  let id: UUID128
  let device: String
  let address: String
  let createdAt: Instant
  let lastUsedAt: Instant
  let idleAt: Instant
  static let columns = Columns(
    ["id", "device", "address", "created_at", "last_used_at", "idle_at"],
    SessionRow.init(id:device:address:createdAt:lastUsedAt:idleAt:))
}

/// Failures under a key, and the database's time, which is one for all replicas.
struct TallyRow: Sendable {
  let key: [UInt8]
  let tally: Tally
  let now: Instant
  static let columns = Columns(["key", "failures", "since", "until", "now"]) {
    (key: [UInt8], failures: Int32, since: Instant, until: Instant, now: Instant) in
    TallyRow(
      key: key, tally: Tally(failures: failures, since: since, until: until), now: now)
  }
}
