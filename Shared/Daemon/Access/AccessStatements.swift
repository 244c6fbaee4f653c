internal import Identity
internal import Postgres

/// The statements behind `Access`: what the users feed said of users and keys.
struct AccessStatements: Sendable {
  let standing: Statement<Standing, UUID128>
  let keepStanding: Statement<Void, UUID128, Int64, Bool>
  let forgetStanding: Statement<Void, UUID128>
  let keys: Statement<[UInt8]>
  let keepKeys: Statement<Void, [UInt8]>

  init(_ schema: SchemaName) {
    standing = Statement(
      "access.standing",
      schema.fill("SELECT epoch, is_active FROM {schema}.standing WHERE user_id = $1"),
      Columns(["epoch", "is_active"], Standing.init(epoch:isActive:)))
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

  var all: [any Preparable] { [standing, keepStanding, forgetStanding, keys, keepKeys] }
}
