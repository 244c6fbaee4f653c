internal import Postgres

extension ExpiryPolicy.Kind: PostgresElement {}

/// What points become too old by, and whose are.
enum ExpiryStatements {
  static let all: [any Preparable] = [
    zoneExists, ends, lockDue, expiring, expiringNext, dayEnd, unnoticed, lockUnnoticed, days,
    noticed, addNotices, forgetNotices,
  ]

  static let zoneExists = Statement<Bool, String>(
    "zones.exists",
    "SELECT EXISTS (SELECT FROM pg_catalog.pg_timezone_names WHERE name = $1) AS known",
    Columns(["known"]) { (known: Bool) in known }, on: .leased)

  /// When policies that need a calendar end: kinds, counts, since when, the zone.
  static let ends = Statement<PolicyEnd, [ExpiryPolicy.Kind], [Int32], Moment, String>(
    "policies.ends",
    """
    SELECT p.place, loyalty.policy_end(p.kind, p.count, $3, $4) AS ends
    FROM unnest($1::text[], $2::integer[]) WITH ORDINALITY AS p (kind, count, place)
    ORDER BY p.place
    """, Columns(["place", "ends"], PolicyEnd.init(place:ends:)), on: .leased)

  // MARK: Points that are too old

  /// Locks accounts with lots that are due; those that others hold come next time.
  static let lockDue = Statement<PatronID, Moment, Int32>(
    "accounts.lock_due",
    """
    SELECT patron_id FROM loyalty.accounts WHERE patron_id IN (
      SELECT patron_id FROM loyalty.lots WHERE is_open AND expires_at <= $1
      ORDER BY expires_at LIMIT $2::integer
    )
    ORDER BY patron_id FOR UPDATE SKIP LOCKED
    """, Columns(["patron_id"]) { (id: PatronID) in id }, on: .leased)

  /// What expires on each day after a moment, until another: patron, both, the zone, how many days.
  static let expiring = Statement<ExpiringDay, PatronID, Moment, Moment?, String, Int32>(
    "lots.expiring",
    """
    SELECT to_char(day, 'YYYY-MM-DD') AS last_day, points, expires_at FROM (
      SELECT loyalty.last_day(expires_at, $4) AS day, sum(remaining)::integer AS points,
        min(expires_at) AS expires_at
      FROM loyalty.lots
      WHERE patron_id = $1 AND is_open AND expires_at > $2
        AND ($3::timestamptz IS NULL OR expires_at <= $3)
      GROUP BY 1
    ) AS d ORDER BY day LIMIT $5::integer
    """, ExpiringDay.columns, on: .leased)

  /// The first of those days.
  static let expiringNext = Statement<ExpiringDay, PatronID, Moment, String>(
    "lots.expiring_next",
    """
    SELECT to_char(n.day, 'YYYY-MM-DD') AS last_day, sum(t.remaining)::integer AS points,
      min(t.expires_at) AS expires_at
    FROM (
      SELECT expires_at, loyalty.last_day(expires_at, $3) AS day FROM loyalty.lots
      WHERE patron_id = $1 AND is_open AND expires_at > $2 ORDER BY expires_at LIMIT 1
    ) AS n JOIN loyalty.lots AS t ON t.patron_id = $1 AND t.is_open
      AND t.expires_at >= n.expires_at AND t.expires_at < n.expires_at + interval '2 days'
      AND loyalty.last_day(t.expires_at, $3) = n.day
    GROUP BY n.day
    """, ExpiringDay.columns)

  // MARK: Telling people

  /// When what expires on the same day as a moment has expired: of a day all is told together.
  static let dayEnd = Statement<Moment, Moment, String>(
    "days.end",
    "SELECT (loyalty.last_day($1, $2) + 1)::timestamp AT TIME ZONE $2 AS ends",
    Columns(["ends"]) { (ends: Moment) in ends }, on: .leased)

  /// People with lots that expire between two moments of which they were not told.
  static let unnoticed = Statement<PatronID, Moment, Moment, Int32>(
    "lots.unnoticed",
    """
    SELECT DISTINCT patron_id FROM (
      SELECT patron_id FROM loyalty.lots
      WHERE is_open AND expires_at IS NOT NULL AND noticed_of IS DISTINCT FROM expires_at
        AND expires_at > $1 AND expires_at <= $2
      ORDER BY expires_at LIMIT $3::integer
    ) AS t
    """, Columns(["patron_id"]) { (id: PatronID) in id }, on: .leased)
  static let lockUnnoticed = Statement<PatronID, [PatronID]>(
    "accounts.lock_unnoticed",
    """
    SELECT patron_id FROM loyalty.accounts WHERE patron_id = ANY($1)
    ORDER BY patron_id FOR UPDATE SKIP LOCKED
    """, Columns(["patron_id"]) { (id: PatronID) in id }, on: .leased)

  /// The days of which people are to be told now, with all that expires on them: patrons, from,
  /// until, the zone.
  static let days = Statement<NoticeDay, [PatronID], Moment, Moment, String>(
    "lots.notice_days",
    """
    SELECT d.patron_id, to_char(d.day, 'YYYY-MM-DD') AS last_day,
      to_char(d.day, 'FMDay, FMDD FMMonth YYYY') AS words, d.points, d.expires_at
    FROM (
      SELECT patron_id, loyalty.last_day(expires_at, $4) AS day, sum(remaining)::integer AS points,
        min(expires_at) AS expires_at
      FROM loyalty.lots
      WHERE patron_id = ANY($1) AND is_open AND expires_at > $2 AND expires_at <= $3
      GROUP BY 1, 2 HAVING bool_or(noticed_of IS DISTINCT FROM expires_at)
    ) AS d
      LEFT JOIN loyalty.notices AS n ON n.patron_id = d.patron_id AND n.expires_on = d.day
      LEFT JOIN loyalty.preferences AS p ON p.patron_id = d.patron_id
    WHERE n.patron_id IS NULL AND coalesce(p.expiry_notices, true)
    ORDER BY d.patron_id, d.day
    """,
    Columns(
      ["patron_id", "last_day", "words", "points", "expires_at"],
      NoticeDay.init(patron:lastDay:words:points:expiresAt:)), on: .leased)
  static let noticed = Statement<Void, [PatronID], Moment, Moment>(
    "lots.noticed",
    """
    UPDATE loyalty.lots SET noticed_of = expires_at
    WHERE patron_id = ANY($1) AND is_open AND expires_at > $2 AND expires_at <= $3
      AND noticed_of IS DISTINCT FROM expires_at
    """, on: .leased)
  static let addNotices = Statement<Void, [PatronID], [String]>(
    "notices.add",
    """
    INSERT INTO loyalty.notices (patron_id, expires_on)
    SELECT patron_id, expires_on::date FROM unnest($1::uuid[], $2::text[])
      AS n (patron_id, expires_on)
    ON CONFLICT DO NOTHING
    """, on: .leased)
  /// Of days that have passed nobody is told again.
  static let forgetNotices = Statement<Void, Moment, String>(
    "notices.forget",
    "DELETE FROM loyalty.notices WHERE expires_on < ($1 AT TIME ZONE $2::text)::date - 1",
    on: .leased)
}

/// When a policy ends, by its place among those asked for.
struct PolicyEnd: Sendable {
  let place: Int64
  let ends: Moment
}

/// What expires on a day.
struct ExpiringDay: Equatable, Sendable {
  /// The last on which it can be spent, as in "2026-12-31".
  let lastDay: String
  let points: Int32
  let expiresAt: Moment

  static let columns = Columns(
    ["last_day", "points", "expires_at"], ExpiringDay.init(lastDay:points:expiresAt:))
}

/// What a person is to be told of a day.
struct NoticeDay: Equatable, Sendable {
  let patron: PatronID
  let lastDay: String
  /// As in "Thursday, 31 December 2026".
  let words: String
  let points: Int32
  let expiresAt: Moment
}
