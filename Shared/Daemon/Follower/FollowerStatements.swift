internal import Postgres

/// The statements of cursors and parked changes.
struct FollowerStatements: Sendable {
  let position: Statement<Int64, String>
  let begin: Statement<Void, String>
  let lock: Statement<Int64, String>
  let move: Statement<Void, String, Int64>
  /// Which of these keys have parked changes.
  let parkedKeys: Statement<UUID128, String, [UUID128]>
  let park: Statement<Void, String, Int64, String, UUID128, [UInt8], Instant, String>
  let parkedOf: Statement<FeedRow, String, UUID128>
  let unpark: Statement<Void, String, Int64>
  let unparkKey: Statement<Void, String, UUID128>
  let keysToRetry: Statement<UUID128, String>
  let giveUp: Statement<Void, String, UUID128, String>
  let parkedCount: Statement<Int64, String>

  init(_ schema: SchemaName) {
    func number(_ name: String) -> Columns<Int64> { Columns([name]) { (value: Int64) in value } }
    let key = Columns(["key"]) { (key: UUID128) in key }
    position = Statement(
      "cursor.position", schema.fill("SELECT position FROM {schema}.cursor WHERE source = $1"),
      number("position"))
    begin = Statement(
      "cursor.begin",
      schema.fill(
        """
        INSERT INTO {schema}.cursor (source, position) VALUES ($1, 0)
        ON CONFLICT (source) DO NOTHING
        """), on: .leased)
    lock = Statement(
      "cursor.lock",
      schema.fill("SELECT position FROM {schema}.cursor WHERE source = $1 FOR UPDATE"),
      number("position"), on: .leased)
    move = Statement(
      "cursor.move", schema.fill("UPDATE {schema}.cursor SET position = $2 WHERE source = $1"),
      on: .leased)
    parkedKeys = Statement(
      "parked.keys",
      schema.fill(
        "SELECT DISTINCT key FROM {schema}.parked WHERE source = $1 AND key = ANY($2)"), key,
      on: .leased)
    park = Statement(
      "parked.add",
      schema.fill(
        """
        INSERT INTO {schema}.parked (source, position, kind, key, payload, created_at, reason)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """), on: .leased)
    parkedOf = Statement(
      "parked.of",
      schema.fill(
        """
        SELECT position, kind, key, payload, created_at FROM {schema}.parked
        WHERE source = $1 AND key = $2 ORDER BY position
        """), FeedRow.columns, on: .leased)
    unpark = Statement(
      "parked.remove",
      schema.fill("DELETE FROM {schema}.parked WHERE source = $1 AND position = $2"), on: .leased)
    unparkKey = Statement(
      "parked.remove_key",
      schema.fill("DELETE FROM {schema}.parked WHERE source = $1 AND key = $2"), on: .leased)
    keysToRetry = Statement(
      "parked.to_retry",
      schema.fill(
        "SELECT DISTINCT key FROM {schema}.parked WHERE source = $1 AND retry_at <= now()"), key,
      on: .leased)
    giveUp = Statement(
      "parked.give_up",
      schema.fill(
        """
        UPDATE {schema}.parked SET retry_at = NULL, reason = $3 WHERE source = $1 AND key = $2
        """), on: .leased)
    parkedCount = Statement(
      "parked.count",
      schema.fill("SELECT count(*) AS number FROM {schema}.parked WHERE source = $1"),
      number("number"), on: .leased)
  }

  var all: [any Preparable] {
    [
      position, begin, lock, move, parkedKeys, park, parkedOf, unpark, unparkKey, keysToRetry,
      giveUp,
      parkedCount,
    ]
  }
}
