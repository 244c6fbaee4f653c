internal import Postgres

/// The statements of answers kept under idempotency keys.
struct IdempotencyStatements: Sendable {
  /// Subject, key, method, digest of the request: a row when the key was free.
  let claim: Statement<Bool, String, String, String, [UInt8]>
  /// Subjects and their keys.
  let find: Statement<StoredAnswer, [String], [String]>
  let save: Statement<Void, String, String, [UInt8]>
  /// Subjects, keys, methods, digests of the requests, answers: a row for each key that was free.
  let keep: Statement<Bool, [String], [String], [String], [[UInt8]], [[UInt8]]>
  let purge: Statement<Void, Instant, Int64>

  init(_ schema: SchemaName) {
    claim = Statement(
      "idempotency.claim",
      schema.fill(
        """
        INSERT INTO {schema}.idempotency (subject, key, method, request)
        VALUES ($1, $2, $3, $4) ON CONFLICT (subject, key) DO NOTHING RETURNING true AS claimed
        """), Columns(["claimed"]) { (claimed: Bool) in claimed }, on: .leased)
    find = Statement(
      "idempotency.find",
      schema.fill(
        """
        SELECT kept.subject, kept.key, kept.method, kept.request, kept.response
        FROM unnest($1::text[], $2::text[]) AS call (subject, key)
        JOIN {schema}.idempotency AS kept USING (subject, key)
        """), StoredAnswer.columns, on: .leased)
    save = Statement(
      "idempotency.save",
      schema.fill(
        """
        UPDATE {schema}.idempotency SET response = $3 WHERE subject = $1 AND key = $2
        """), on: .leased)
    keep = Statement(
      "idempotency.keep",
      schema.fill(
        """
        INSERT INTO {schema}.idempotency (subject, key, method, request, response)
        SELECT subject, key, method, request, response
        FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::bytea[])
          AS call (subject, key, method, request, response)
        ORDER BY subject, key
        ON CONFLICT (subject, key) DO NOTHING RETURNING true AS kept
        """), Columns(["kept"]) { (kept: Bool) in kept }, on: .leased)
    purge = Statement(
      "idempotency.purge",
      schema.fill(
        """
        DELETE FROM {schema}.idempotency WHERE (subject, key) IN (
          SELECT subject, key FROM {schema}.idempotency
          WHERE created_at < $1 ORDER BY created_at LIMIT $2)
        """), on: .leased)
  }

  var all: [any Preparable] { [claim, find, save, keep, purge] }
}

/// What was answered under a key.
public struct StoredAnswer: Sendable {
  public let name: Ticket.Name
  let method: String
  let request: [UInt8]
  let response: [UInt8]?

  static let columns = Columns(
    ["subject", "key", "method", "request", "response"], StoredAnswer.make)

  private static func make(
    _ subject: String, _ key: String, _ method: String, _ request: [UInt8], _ response: [UInt8]?
  ) -> StoredAnswer {
    StoredAnswer(
      name: Ticket.Name(subject: subject, key: key), method: method, request: request,
      response: response)
  }
}
