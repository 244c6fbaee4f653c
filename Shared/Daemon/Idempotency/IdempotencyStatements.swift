internal import Postgres

/// The statements of answers kept under idempotency keys.
struct IdempotencyStatements: Sendable {
  /// Subject, key, method, digest of the request: a row when the key was free.
  let claim: Statement<Bool, String, String, String, [UInt8]>
  let find: Statement<StoredAnswer, String, String>
  let save: Statement<Void, String, String, [UInt8]>
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
        SELECT method, request, response FROM {schema}.idempotency
        WHERE subject = $1 AND key = $2
        """), StoredAnswer.columns, on: .leased)
    save = Statement(
      "idempotency.save",
      schema.fill(
        """
        UPDATE {schema}.idempotency SET response = $3 WHERE subject = $1 AND key = $2
        """), on: .leased)
    purge = Statement(
      "idempotency.purge",
      schema.fill(
        """
        DELETE FROM {schema}.idempotency WHERE (subject, key) IN (
          SELECT subject, key FROM {schema}.idempotency
          WHERE created_at < $1 ORDER BY created_at LIMIT $2)
        """), on: .leased)
  }

  var all: [any Preparable] { [claim, find, save, purge] }
}

/// What was answered under a key.
struct StoredAnswer: Sendable {
  let method: String
  let request: [UInt8]
  let response: [UInt8]?

  static let columns = Columns(
    ["method", "request", "response"], StoredAnswer.init(method:request:response:))
}
