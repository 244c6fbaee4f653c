internal import Postgres

/// The statements by which the audit is written and sealed.
struct AuditStatements: Sendable {
  /// Actors, actions, objects and details, in order.
  let add: Statement<Void, [String], [String], [String], [String]>
  let lockHead: Statement<Int64>
  let mac: Statement<[UInt8], Int64>
  let unsealed: Statement<AuditLine, Int64>
  let seal: Statement<Void, Int64, Instant, [Int64], [UInt8], [UInt8]>
  let settle: Statement<Void, [Int64]>
  let moveHead: Statement<Void, Int64>

  init(_ schema: SchemaName) {
    add = Statement(
      "audit.add",
      schema.fill(
        """
        WITH entry AS (
          INSERT INTO {schema}.audit_entries (actor, action, object, details)
          SELECT actor, action, object, details
          FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY
            AS line (actor, action, object, details, number)
          ORDER BY number RETURNING id
        )
        INSERT INTO {schema}.audit_unsealed (entry_id) SELECT id FROM entry
        """), on: .leased)
    lockHead = Statement(
      "audit.lock_head", schema.fill("SELECT seal FROM {schema}.audit_head FOR UPDATE"),
      Columns(["seal"]) { (seal: Int64) in seal }, on: .leased)
    mac = Statement(
      "audit.mac", schema.fill("SELECT mac FROM {schema}.audit_seals WHERE number = $1"),
      Columns(["mac"]) { (mac: [UInt8]) in mac }, on: .leased)
    unsealed = Statement(
      "audit.unsealed",
      schema.fill(
        """
        SELECT e.id, e.at, e.actor, e.action, e.object, e.details
        FROM {schema}.audit_unsealed AS u JOIN {schema}.audit_entries AS e ON e.id = u.entry_id
        ORDER BY e.id LIMIT $1
        """), AuditLine.columns, on: .leased)
    seal = Statement(
      "audit.seal",
      schema.fill(
        """
        INSERT INTO {schema}.audit_seals (number, sealed_at, entry_ids, digests, mac)
        VALUES ($1, $2, $3, $4, $5)
        """), on: .leased)
    settle = Statement(
      "audit.settle",
      schema.fill("DELETE FROM {schema}.audit_unsealed WHERE entry_id = ANY($1)"), on: .leased)
    moveHead = Statement(
      "audit.move_head", schema.fill("UPDATE {schema}.audit_head SET seal = $1"), on: .leased)
  }

  var all: [any Preparable] {
    [add, lockHead, mac, unsealed, seal, settle, moveHead]
  }
}
