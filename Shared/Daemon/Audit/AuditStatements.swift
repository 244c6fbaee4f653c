internal import Postgres

/// The statements of the audit; what `AuditReader` needs is `reading`.
struct AuditStatements: Sendable {
  /// Actors, actions, objects and details, in order.
  let add: Statement<Void, [String], [String], [String], [String]>
  let lockHead: Statement<Int64>
  let head: Statement<Int64>
  let mac: Statement<[UInt8], Int64>
  let unsealed: Statement<AuditLine, Int64>
  let seal: Statement<Void, Int64, Instant, [Int64], [UInt8], [UInt8]>
  let settle: Statement<Void, [Int64]>
  let moveHead: Statement<Void, Int64>

  let seals: Statement<AuditSeal, Int64, Int64>
  let lines: Statement<AuditLine, [Int64]>
  let strangers: Statement<Int64>
  let lost: Statement<Int64>
  let tail: Statement<AuditTail>
  let list: Statement<AuditLine, Instant?, String, String, String, Int64>

  init(_ schema: SchemaName) {
    func number(_ name: String) -> Columns<Int64> { Columns([name]) { (value: Int64) in value } }
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
      number("seal"), on: .leased)
    head = Statement(
      "audit.head", schema.fill("SELECT seal FROM {schema}.audit_head"), number("seal"),
      on: .leased)
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
    seals = Statement(
      "audit.seals",
      schema.fill(
        """
        SELECT number, sealed_at, entry_ids, digests, mac FROM {schema}.audit_seals
        WHERE number > $1 ORDER BY number LIMIT $2
        """), AuditSeal.columns, on: .leased)
    lines = Statement(
      "audit.lines",
      schema.fill(
        """
        SELECT id, at, actor, action, object, details FROM {schema}.audit_entries
        WHERE id = ANY($1) ORDER BY id
        """), AuditLine.columns, on: .leased)
    strangers = Statement(
      "audit.strangers",
      schema.fill(
        """
        SELECT e.id FROM {schema}.audit_entries AS e
        WHERE NOT EXISTS (SELECT FROM {schema}.audit_unsealed AS u WHERE u.entry_id = e.id)
          AND NOT EXISTS (
            SELECT FROM (SELECT unnest(entry_ids) AS id FROM {schema}.audit_seals) AS s
            WHERE s.id = e.id)
        ORDER BY e.id LIMIT 1
        """), number("id"), on: .leased)
    lost = Statement(
      "audit.lost",
      schema.fill(
        """
        SELECT u.entry_id FROM {schema}.audit_unsealed AS u
        WHERE NOT EXISTS (SELECT FROM {schema}.audit_entries AS e WHERE e.id = u.entry_id)
        ORDER BY u.entry_id LIMIT 1
        """), number("entry_id"), on: .leased)
    tail = Statement(
      "audit.tail",
      schema.fill(
        """
        SELECT count(*) AS number, min(e.at) AS oldest
        FROM {schema}.audit_unsealed AS u JOIN {schema}.audit_entries AS e ON e.id = u.entry_id
        """), AuditTail.columns, on: .leased)
    list = Statement(
      "audit.list",
      schema.fill(
        """
        SELECT id, at, actor, action, object, details FROM {schema}.audit_entries
        WHERE ($1::timestamptz IS NULL OR at >= $1) AND ($2 = '' OR actor = $2)
          AND ($3 = '' OR action = $3) AND ($4 = '' OR object = $4)
        ORDER BY id DESC LIMIT $5
        """), AuditLine.columns, on: .leased)
  }

  var all: [any Preparable] {
    [add, lockHead, mac, unsealed, seal, settle, moveHead]
  }

  var reading: [any Preparable] { [head, seals, lines, strangers, lost, tail, list] }
}

/// Lines that no seal covers yet.
struct AuditTail: Sendable {
  let number: Int64
  let oldest: Instant?

  static let columns = Columns(["number", "oldest"], AuditTail.init(number:oldest:))
}
