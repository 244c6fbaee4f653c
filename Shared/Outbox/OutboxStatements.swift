internal import Daemon
internal import Postgres

/// The statements of one service's outbox.
struct OutboxStatements: Sendable {
  /// Id, name, person, channel, recipient, subject, body, seconds to live.
  let enqueue: Statement<Void, UUID128, String, UUID128?, String, String, String, String, Double>
  let forget: Statement<Void, UUID128>
  let withdraw: Statement<Void, String>
  /// Channel, lease, seconds until somebody else may try.
  let lease: Statement<Parcel, String, UUID128, Double>
  /// Id, lease, state.
  let end: Statement<Void, UUID128, UUID128, String>
  /// Id, lease, seconds.
  let putOff: Statement<Void, UUID128, UUID128, Double>
  let expire: Statement<Ended, Int64>
  let purge: Statement<Void, Double, Int64>
  let waiting: Statement<Waiting>

  init(_ schema: SchemaName) {
    enqueue = Statement(
      "outbox.enqueue",
      schema.fill(
        """
        INSERT INTO {schema}.outbox
          (id, name, person, channel, recipient, subject, body, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, now() + make_interval(secs => $8))
        ON CONFLICT (name) DO NOTHING
        """), on: .leased)
    forget = Statement(
      "outbox.forget", schema.fill("DELETE FROM {schema}.outbox WHERE person = $1"), on: .leased)
    withdraw = Statement(
      "outbox.withdraw",
      schema.fill(
        "DELETE FROM {schema}.outbox WHERE state = 'WAITING' AND starts_with(name, $1)"),
      on: .leased)
    lease = Statement(
      "outbox.lease",
      schema.fill(
        """
        WITH due AS (
          SELECT id FROM {schema}.outbox
          WHERE state = 'WAITING' AND channel = $1 AND due_at <= now() AND expires_at > now()
          ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
        )
        UPDATE {schema}.outbox
        SET lease = $2, due_at = now() + make_interval(secs => $3), attempts = attempts + 1
        FROM due WHERE outbox.id = due.id
        RETURNING outbox.id, channel, recipient, subject, body, lease, attempts, created_at
        """), Parcel.columns, on: .leased)
    end = Statement(
      "outbox.end",
      schema.fill(
        """
        UPDATE {schema}.outbox SET state = $3, recipient = NULL, subject = NULL, body = NULL,
          lease = NULL, ended_at = now()
        WHERE id = $1 AND lease = $2
        """), on: .leased)
    putOff = Statement(
      "outbox.put_off",
      schema.fill(
        """
        UPDATE {schema}.outbox SET due_at = now() + make_interval(secs => $3), lease = NULL
        WHERE id = $1 AND lease = $2
        """), on: .leased)
    expire = Self.expiry(schema)
    purge = Self.purging(schema)
    waiting = Self.counting(schema)
  }

  private static func expiry(_ schema: SchemaName) -> Statement<Ended, Int64> {
    Statement(
      "outbox.expire",
      schema.fill(
        """
        WITH late AS (
          SELECT id FROM {schema}.outbox
          WHERE state = 'WAITING' AND expires_at <= now() AND (lease IS NULL OR due_at <= now())
          LIMIT $1 FOR UPDATE SKIP LOCKED
        )
        UPDATE {schema}.outbox SET state = 'EXPIRED', recipient = NULL, subject = NULL,
          body = NULL, lease = NULL, ended_at = now()
        FROM late WHERE outbox.id = late.id
        RETURNING outbox.id, channel
        """), Ended.columns, on: .leased)
  }

  private static func purging(_ schema: SchemaName) -> Statement<Void, Double, Int64> {
    Statement(
      "outbox.purge",
      schema.fill(
        """
        DELETE FROM {schema}.outbox WHERE id IN (
          SELECT id FROM {schema}.outbox
          WHERE ended_at < now() - make_interval(secs => $1) ORDER BY ended_at LIMIT $2)
        """), on: .leased)
  }

  private static func counting(_ schema: SchemaName) -> Statement<Waiting> {
    Statement(
      "outbox.waiting",
      schema.fill(
        """
        SELECT channel, count(*) AS number,
          coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 AS oldest
        FROM {schema}.outbox WHERE state = 'WAITING' GROUP BY channel
        """), Waiting.columns, on: .leased)
  }

  var all: [any Preparable] {
    [enqueue, forget, withdraw, lease, end, putOff, expire, purge, waiting]
  }
}

/// A message that we try to deliver, and nobody else until its lease is over.
struct Parcel: Sendable, CustomReflectable {
  let id: UUID128
  let channel: Channel
  let recipient: String
  let subject: String
  let body: String
  let lease: UUID128
  let attempts: Int32
  let createdAt: Instant

  static let columns = Columns(
    ["id", "channel", "recipient", "subject", "body", "lease", "attempts", "created_at"],
    Parcel.init(id:channel:recipient:subject:body:lease:attempts:createdAt:))

  var customMirror: Mirror { Mirror(self, children: []) }
}

/// A message that will not be tried again.
struct Ended: Sendable {
  let id: UUID128
  let channel: Channel

  static let columns = Columns(["id", "channel"], Ended.init(id:channel:))
}

/// How much waits in one channel, and for how many seconds the oldest has.
struct Waiting: Sendable {
  let channel: Channel
  let number: Int64
  let oldest: Double

  static let columns = Columns(
    ["channel", "number", "oldest"], Waiting.init(channel:number:oldest:))
}
