internal import Postgres

/// The statements by which the audit is listed and verified.
struct AuditReading: Sendable {
  let head: Statement<Int64>
  let seals: Statement<AuditSeal, Int64, Int64>
  let lines: Statement<AuditLine, [Int64]>
  let strangers: Statement<Int64>
  let lost: Statement<Int64>
  let tail: Statement<AuditTail>
  let list: Statement<AuditLine, Instant?, String, String, String, Int64>

  init(_ schema: SchemaName) {
    func number(_ name: String) -> Columns<Int64> { Columns([name]) { (value: Int64) in value } }
    head = Statement(
      "audit.head", schema.fill("SELECT seal FROM {schema}.audit_head"), number("seal"),
      on: .leased)
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

  var all: [any Preparable] { [head, seals, lines, strangers, lost, tail, list] }
}

/// Lines that no seal covers yet.
struct AuditTail: Sendable {
  let number: Int64
  let oldest: Instant?

  static let columns = Columns(["number", "oldest"], AuditTail.init(number:oldest:))
}
