internal import Postgres

/// All SQL of the room.
enum Statements {
  static let tiers = Statement<Tier>(
    "tiers.list", "SELECT name, least FROM loyalty.tiers ORDER BY least",
    Columns(["name", "least"], Tier.init(name:least:)))

  // MARK: Accounts

  static let account = Statement<Account, PatronID>(
    "accounts.find",
    """
    SELECT patron_id, balance, lifetime, tier, tier_since, movements
    FROM loyalty.accounts WHERE patron_id = $1
    """, accountColumns)
  static let accounts = Statement<Account, [PatronID]>(
    "accounts.list",
    """
    SELECT patron_id, balance, lifetime, tier, tier_since, movements
    FROM loyalty.accounts WHERE patron_id = ANY($1)
    """, accountColumns, on: .leased)
  static let openAccount = Statement<Void, PatronID>(
    "accounts.open",
    """
    INSERT INTO loyalty.accounts (patron_id, tier)
    SELECT $1, name FROM loyalty.tiers ORDER BY least LIMIT 1
    ON CONFLICT (patron_id) DO NOTHING
    """, on: .leased)
  static let lockAccount = Statement<Account, PatronID>(
    "accounts.lock",
    """
    SELECT patron_id, balance, lifetime, tier, tier_since, movements
    FROM loyalty.accounts WHERE patron_id = $1 FOR UPDATE
    """, accountColumns, on: .leased)
  /// Accounts whose level is above what their points reach; those that others hold come next time.
  static let lockFallen = Statement<Account, Int64>(
    "accounts.lock_fallen",
    """
    SELECT a.patron_id, a.balance, a.lifetime, a.tier, a.tier_since, a.movements
    FROM loyalty.accounts AS a JOIN loyalty.tiers AS t ON t.name = a.tier
    WHERE a.lifetime < t.least LIMIT $1 FOR UPDATE OF a SKIP LOCKED
    """, accountColumns, on: .leased)
  static let keepAccount = Statement<Void, PatronID, Int32, Int32, String, Moment?, Int32>(
    "accounts.keep",
    """
    UPDATE loyalty.accounts
    SET balance = $2, lifetime = $3, tier = $4, tier_since = $5, movements = $6
    WHERE patron_id = $1
    """, on: .leased)

  private static let accountColumns = Columns(
    ["patron_id", "balance", "lifetime", "tier", "tier_since", "movements"],
    Account.init(patron:balance:lifetime:tier:tierSince:movements:))

  // MARK: Awards

  static let openAward = Statement<Void, AttendanceID, String>(
    "awards.open",
    """
    INSERT INTO loyalty.awards (attendance_id, rule) VALUES ($1, $2)
    ON CONFLICT (attendance_id, rule) DO NOTHING
    """, on: .leased)
  static let lockAward = Statement<AwardRow, AttendanceID, String>(
    "awards.lock",
    """
    SELECT a.given, a.position, a.entry_id, l.patron_id, l.points, l.description
    FROM loyalty.awards AS a LEFT JOIN loyalty.ledger AS l ON l.id = a.entry_id
    WHERE a.attendance_id = $1 AND a.rule = $2 FOR UPDATE OF a
    """,
    Columns(
      ["given", "position", "entry_id", "patron_id", "points", "description"],
      AwardRow.init(given:position:entry:patron:points:description:)), on: .leased)
  static let keepAward = Statement<Void, AttendanceID, String, Int32, Int64, EntryID?>(
    "awards.keep",
    """
    UPDATE loyalty.awards SET given = $3, position = $4, entry_id = $5
    WHERE attendance_id = $1 AND rule = $2
    """, on: .leased)

  // MARK: Ledger and lots

  static let addEntry = Statement<
    Void, EntryID, PatronID, Int32, EntryKind, Int32, String, String?, EntryID?, Int32, Moment
  >(
    "ledger.add",
    """
    INSERT INTO loyalty.ledger (id, patron_id, number, kind, points, description, source_key,
      reverses, balance_after, issued_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    """, on: .leased)
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
  static let openLot = Statement<Void, EntryID, PatronID, Int32, Moment>(
    "lots.open",
    """
    INSERT INTO loyalty.lots (entry_id, patron_id, points, remaining, available_at)
    VALUES ($1, $2, $3, $3, $4)
    """, on: .leased)
  /// Takes a lot back that is still whole; none is touched otherwise.
  static let emptyLot = Statement<Void, EntryID>(
    "lots.empty",
    "UPDATE loyalty.lots SET remaining = 0 WHERE entry_id = $1 AND remaining = points",
    on: .leased)

  static let all: [any Preparable] =
    [
      tiers, account, accounts, openAccount, lockAccount, lockFallen, keepAccount, openAward,
      lockAward, keepAward, addEntry, statement, openLot, emptyLot,
    ] + PurgeStatements.all
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

/// Why points move, as the ledger spells it.
enum EntryKind: String, Sendable, PostgresValue {
  case earn = "EARN"
  case burn = "BURN"
  case expire = "EXPIRE"
  case reverse = "REVERSE"
  case adjust = "ADJUST"
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
