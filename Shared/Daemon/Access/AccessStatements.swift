internal import Identity
internal import Postgres

/// The statements behind `Access`: what the users feed said of users and keys.
struct AccessStatements: Sendable {
  /// Of a person and of the session that they ask by.
  let standing: Statement<Standing, UUID128, UUID128>
  let keepStanding: Statement<Void, UUID128, Int64, Bool>
  let forgetStanding: Statement<Void, UUID128>
  let endSession: Statement<Void, UUID128>
  let purgeSessions: Statement<Void, Instant, Int64>
  let keys: Statement<[UInt8]>
  let keepKeys: Statement<Void, [UInt8]>

  init(_ schema: SchemaName) {
    standing = Statement(
      "access.standing",
      schema.fill(
        """
        SELECT coalesce(known.epoch, 0) AS epoch,
          coalesce(known.is_active, true) AND ended.session_id IS NULL AS is_active
        FROM (VALUES ($1::uuid, $2::uuid)) AS token (user_id, session_id)
        LEFT JOIN {schema}.standing AS known ON known.user_id = token.user_id
        LEFT JOIN {schema}.ended_sessions AS ended ON ended.session_id = token.session_id
        """), Columns(["epoch", "is_active"], Standing.init(epoch:isActive:)))
    keepStanding = Statement(
      "access.keep_standing",
      schema.fill(
        """
        INSERT INTO {schema}.standing (user_id, epoch, is_active) VALUES ($1, $2, $3)
        ON CONFLICT (user_id) DO UPDATE
        SET epoch = excluded.epoch, is_active = excluded.is_active
        """), on: .leased)
    forgetStanding = Statement(
      "access.forget_standing",
      schema.fill("DELETE FROM {schema}.standing WHERE user_id = $1"), on: .leased)
    endSession = Statement(
      "access.end_session",
      schema.fill(
        """
        INSERT INTO {schema}.ended_sessions (session_id) VALUES ($1)
        ON CONFLICT (session_id) DO NOTHING
        """), on: .leased)
    purgeSessions = Statement(
      "access.purge_sessions",
      schema.fill(
        """
        DELETE FROM {schema}.ended_sessions WHERE session_id IN (
          SELECT session_id FROM {schema}.ended_sessions WHERE learned_at < $1
          ORDER BY learned_at LIMIT $2)
        """), on: .leased)
    keys = Statement(
      "access.keys", schema.fill("SELECT key_set FROM {schema}.token_keys"),
      Columns(["key_set"]) { (keySet: [UInt8]) in keySet })
    keepKeys = Statement(
      "access.keep_keys",
      schema.fill(
        """
        INSERT INTO {schema}.token_keys (key_set) VALUES ($1)
        ON CONFLICT (one) DO UPDATE SET key_set = excluded.key_set
        """), on: .leased)
  }

  var all: [any Preparable] {
    [standing, keepStanding, forgetStanding, endSession, purgeSessions, keys, keepKeys]
  }
}
