internal import Postgres

/// All SQL of the room.
enum Statements {
  // MARK: Accounts

  /// A person's account at a moment: what is due by then is not there any more, whether a line
  /// says so yet or not.
  static let account = Statement<Account, PatronID, Moment>(
    "accounts.find",
    """
    SELECT patron_id, balance - coalesce((
        SELECT sum(remaining)::integer FROM loyalty.lots
        WHERE patron_id = $1 AND is_open AND expires_at <= $2
      ), 0) AS balance, owed, lifetime, pending, tier, tier_since, movements, moved_at
    FROM loyalty.accounts WHERE patron_id = $1
    """, LedgerStatements.accountColumns)
  static let accounts = Statement<Account, [PatronID]>(
    "accounts.list",
    """
    SELECT patron_id, balance, owed, lifetime, pending, tier, tier_since, movements, moved_at
    FROM loyalty.accounts WHERE patron_id = ANY($1)
    """, LedgerStatements.accountColumns, on: .leased)

  // MARK: Statement

  /// A person's lines below a number, latest first. Of an expired lot it tells which.
  static let statement = Statement<Entry, PatronID, Int32, Int64>(
    "ledger.list",
    """
    SELECT l.id, l.number, l.kind, l.points, l.description, l.rule_id, l.event_id, l.reward_id,
      l.reverses, CASE WHEN l.kind = 'EXPIRE' THEN (
        SELECT u.lot_entry_id FROM loyalty.uses AS u WHERE u.entry_id = l.id LIMIT 1
      ) END AS lot, l.actor, l.issued_at, l.expires_at, l.balance_after
    FROM loyalty.ledger AS l WHERE l.patron_id = $1 AND l.number < $2
    ORDER BY l.number DESC LIMIT $3
    """,
    Columns(
      [
        "id", "number", "kind", "points", "description", "rule_id", "event_id", "reward_id",
        "reverses", "lot", "actor", "issued_at", "expires_at", "balance_after",
      ],
      Entry.init(
        id:number:kind:points:description:rule:event:reward:reverses:lot:actor:issuedAt:expiresAt:
        balanceAfter:)),
    on: .leased)

  static let all: [any Preparable] =
    [account, accounts, statement]
    + LedgerStatements.all + ExpiryStatements.all + PointsStatements.all + PurgeStatements.all
    + EarningStatements.all + JudgingStatements.all + RuleStatements.all + TierStatements.all
    + RewardStatements.all + RedemptionStatements.all + ReportStatements.all
    + CountingStatements.all
}

/// One line of a person's statement.
struct Entry: Sendable {
  let id: EntryID
  let number: Int32
  let kind: EntryKind
  let points: Int32
  let description: String
  let rule: Reference?
  let event: Reference?
  let reward: Reference?
  let reverses: EntryID?
  /// Of an expired lot, the line that had opened it.
  let lot: EntryID?
  let actor: Reference?
  let issuedAt: Moment
  let expiresAt: Moment?
  let balanceAfter: Int32
}
