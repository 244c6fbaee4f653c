internal import Postgres

/// What people see and want of their points.
enum PointsStatements {
  static let all: [any Preparable] = [balanceAt, preferences, prefer]

  /// The sum of the lines up to a moment, and what was due by then although no line says so yet.
  static let balanceAt = Statement<PastBalance, PatronID, Moment>(
    "ledger.balance_at",
    """
    SELECT coalesce((
        SELECT balance_after FROM loyalty.ledger
        WHERE patron_id = $1 AND issued_at <= $2 ORDER BY number DESC LIMIT 1
      ), 0) AS total, coalesce((
        SELECT sum(remaining)::integer FROM loyalty.lots
        WHERE patron_id = $1 AND is_open AND expires_at <= $2
      ), 0) AS due
    """, Columns(["total", "due"], PastBalance.init(total:due:)), on: .leased)

  static let preferences = Statement<Wishes, PatronID>(
    "preferences.find",
    "SELECT leaderboard, expiry_notices FROM loyalty.preferences WHERE patron_id = $1",
    Wishes.columns)
  /// Changes what is not null; no row for who is purged.
  static let prefer = Statement<Wishes, PatronID, Bool?, Bool?>(
    "preferences.keep",
    """
    INSERT INTO loyalty.preferences AS p (patron_id, leaderboard, expiry_notices)
    SELECT $1, coalesce($2::boolean, true), coalesce($3::boolean, true)
    WHERE NOT EXISTS (SELECT FROM loyalty.purged WHERE patron_id = $1)
    ON CONFLICT (patron_id) DO UPDATE SET leaderboard = coalesce($2::boolean, p.leaderboard),
      expiry_notices = coalesce($3::boolean, p.expiry_notices)
    RETURNING leaderboard, expiry_notices
    """, Wishes.columns, on: .leased)
}

/// What a person had at a moment.
struct PastBalance: Equatable, Sendable {
  let total: Int32
  let due: Int32

  var balance: Int32 { max(0, total) - due }
  var owed: Int32 { max(0, -total) }
}

/// What a person wants done with their points' news.
struct Wishes: Equatable, Sendable {
  var leaderboard = true
  var expiryNotices = true

  static let columns = Columns(
    ["leaderboard", "expiry_notices"], Wishes.init(leaderboard:expiryNotices:))
}
