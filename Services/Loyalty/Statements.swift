internal import Postgres

/// All SQL of the room.
enum Statements {
  // MARK: Accounts

  static let account = Statement<Account, PatronID>(
    "accounts.find",
    """
    SELECT patron_id, balance, owed, lifetime, pending, tier, tier_since, movements, moved_at
    FROM loyalty.accounts WHERE patron_id = $1
    """, LedgerStatements.accountColumns)
  static let accounts = Statement<Account, [PatronID]>(
    "accounts.list",
    """
    SELECT patron_id, balance, owed, lifetime, pending, tier, tier_since, movements, moved_at
    FROM loyalty.accounts WHERE patron_id = ANY($1)
    """, LedgerStatements.accountColumns, on: .leased)
  // MARK: Awards

  static let award = Statement<AwardRow, AttendanceID, String>(
    "awards.find",
    """
    SELECT a.given, a.position, a.entry_id, l.patron_id, l.points, l.description
    FROM loyalty.awards AS a LEFT JOIN loyalty.ledger AS l ON l.id = a.entry_id
    WHERE a.attendance_id = $1 AND a.rule = $2
    """,
    Columns(
      ["given", "position", "entry_id", "patron_id", "points", "description"],
      AwardRow.init(given:position:entry:patron:points:description:)), on: .leased)
  /// Keeps what was judged by the position before; no row when another has judged meanwhile.
  static let keepAward = Statement<Void, AttendanceID, String, Int32, Int64, EntryID?, Int64>(
    "awards.keep",
    """
    INSERT INTO loyalty.awards AS a (attendance_id, rule, given, position, entry_id)
    VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (attendance_id, rule) DO UPDATE
    SET given = $3, position = $4, entry_id = $5 WHERE a.position = $6
    """, on: .leased)

  // MARK: Statement

  static let statement = Statement<Entry, PatronID, Int32, Int64>(
    "ledger.list",
    """
    SELECT id, number, kind, points, description, reward_id, reverses, issued_at, expires_at,
      balance_after
    FROM loyalty.ledger WHERE patron_id = $1 AND number < $2 ORDER BY number DESC LIMIT $3
    """,
    Columns(
      [
        "id", "number", "kind", "points", "description", "reward_id", "reverses", "issued_at",
        "expires_at", "balance_after",
      ],
      Entry.init(
        id:number:kind:points:description:reward:reverses:issuedAt:expiresAt:balanceAfter:)),
    on: .leased)

  static let all: [any Preparable] =
    [
      account, accounts, award, keepAward, statement,
    ] + LedgerStatements.all + PurgeStatements.all + TierStatements.all + RewardStatements.all
    + RedemptionStatements.all + ReportStatements.all
}

/// An award with the line that stands, where one does.
struct AwardRow: Sendable {
  let given: Int32
  let position: Int64
  let entry: EntryID?
  let patron: PatronID?
  let points: Int32?
  let description: String?

  var award: Award {
    var standing: Award.Standing?
    if let entry, let patron, let points {
      standing = Award.Standing(entry: entry, patron: patron, points: points)
    }
    return Award(given: given, standing: standing, position: position)
  }
}

/// One line of a person's statement.
struct Entry: Sendable {
  let id: EntryID
  let number: Int32
  let kind: EntryKind
  let points: Int32
  let description: String
  let reward: UUID128?
  let reverses: EntryID?
  let issuedAt: Moment
  let expiresAt: Moment?
  let balanceAfter: Int32
}
