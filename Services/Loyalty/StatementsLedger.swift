internal import Postgres

extension EntryKind: PostgresElement {}

/// What moves points, set-based: the same statements for one line and for a thousand. Patrons are
/// given sorted, so that whoever moves points of several locks them in one order.
enum LedgerStatements {
  static let all: [any Preparable] = [
    openAccounts, lockAccounts, lots, taken, expired, addLines, openLots, keepLots, addUses,
    returnUses, keepAccounts,
  ]

  static let accountColumns = Columns(
    [
      "patron_id", "balance", "owed", "lifetime", "pending", "tier", "tier_since", "movements",
      "moved_at",
    ],
    Account.init(
      patron:balance:owed:lifetime:pending:tier:tierSince:movements:movedAt:))

  // MARK: Reading under the lock

  static let openAccounts = Statement<Void, [PatronID]>(
    "accounts.open",
    """
    INSERT INTO loyalty.accounts (patron_id, tier)
    SELECT p.id, t.name FROM unnest($1::uuid[]) WITH ORDINALITY AS p (id, place),
      (SELECT name FROM loyalty.tiers ORDER BY least LIMIT 1) AS t
    ORDER BY p.place
    ON CONFLICT (patron_id) DO NOTHING
    """, on: .leased)
  static let lockAccounts = Statement<Account, [PatronID]>(
    "accounts.lock",
    """
    SELECT patron_id, balance, owed, lifetime, pending, tier, tier_since, movements, moved_at
    FROM loyalty.accounts WHERE patron_id = ANY($1) ORDER BY patron_id FOR UPDATE
    """, accountColumns, on: .leased)

  /// All open lots of the first; of the second those that are due, or move when they earn.
  static let lots = Statement<Lot, [PatronID], [PatronID], Moment>(
    "lots.list",
    """
    SELECT entry_id, patron_id, number, points, remaining, expires_at, idle_days
    FROM loyalty.lots WHERE patron_id = ANY($1) AND is_open
    UNION ALL
    SELECT entry_id, patron_id, number, points, remaining, expires_at, idle_days
    FROM loyalty.lots WHERE patron_id = ANY($2) AND is_open AND expires_at <= $3
    UNION ALL
    SELECT entry_id, patron_id, number, points, remaining, expires_at, idle_days
    FROM loyalty.lots
    WHERE patron_id = ANY($2) AND is_open AND idle_days IS NOT NULL AND expires_at > $3
    """, lotColumns, on: .leased)

  private static let lotColumns = Columns(
    [
      "entry_id", "patron_id", "number", "points", "remaining", "expires_at", "idle_days",
    ],
    Lot.init(entry:patron:number:points:remaining:expiresAt:idleDays:))

  /// What lines took, each with the lot that it was taken from. A lot that expires when nothing is
  /// earned was moved only while it was open: what was earned meanwhile counts as well, up to the
  /// first time that nothing was for too long.
  static let taken = Statement<TakenRow, [EntryID]>(
    "uses.list",
    """
    SELECT u.entry_id, u.points AS used, t.entry_id AS lot_entry_id, t.patron_id, t.number,
      t.points, t.remaining,
      CASE WHEN t.idle_days IS NULL THEN t.expires_at ELSE greatest(t.expires_at, (
        SELECT min(e.ends) FROM (
          SELECT issued_at + make_interval(secs => t.idle_days * 86400.0) AS ends,
            lead(issued_at) OVER (ORDER BY number) AS next
          FROM loyalty.ledger
          WHERE patron_id = t.patron_id AND number >= t.number
            AND (kind = 'EARN' OR number = t.number)
        ) AS e WHERE e.next IS NULL OR e.next >= e.ends
      )) END AS expires_at, t.idle_days
    FROM loyalty.uses AS u JOIN loyalty.ledger AS l ON l.id = u.entry_id
      JOIN loyalty.lots AS t ON t.entry_id = u.lot_entry_id
    WHERE u.entry_id = ANY($1) AND u.returned_at IS NULL AND l.kind IN ('BURN', 'ADJUST')
      AND l.points < 0
    """,
    takenColumns, on: .leased)

  /// What expired of lots, by the lines that opened them.
  static let expired = Statement<TakenRow, [EntryID]>(
    "uses.expired",
    """
    SELECT u.entry_id, u.points AS used, t.entry_id AS lot_entry_id, t.patron_id, t.number,
      t.points, t.remaining, t.expires_at, t.idle_days
    FROM loyalty.uses AS u JOIN loyalty.ledger AS l ON l.id = u.entry_id
      JOIN loyalty.lots AS t ON t.entry_id = u.lot_entry_id
    WHERE u.lot_entry_id = ANY($1) AND u.returned_at IS NULL AND l.kind = 'EXPIRE'
    ORDER BY l.number
    """, takenColumns, on: .leased)

  private static let takenColumns = Columns(
    [
      "entry_id", "used", "lot_entry_id", "patron_id", "number", "points", "remaining",
      "expires_at", "idle_days",
    ],
    TakenRow.init(entry:used:lot:patron:number:points:remaining:expiresAt:idleDays:))

  // MARK: Writing

  private static let addLines = Statement<
    Void, [EntryID], [PatronID], [Int32], [EntryKind], [Int32], [String], [String?], [Reference?],
    [Reference?], [Reference?], [EntryID?], [Int32], [Moment], [Moment?], [Reference?]
  >(
    "ledger.add",
    """
    INSERT INTO loyalty.ledger (id, patron_id, number, kind, points, description, source_key,
      rule_id, event_id, reward_id, reverses, balance_after, issued_at, expires_at, actor)
    SELECT id, patron_id, number, kind, points, description, source_key, rule_id, event_id,
      reward_id, reverses, balance_after, issued_at, expires_at, actor
    FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::integer[], $6::text[],
        $7::text[], $8::uuid[], $9::uuid[], $10::uuid[], $11::uuid[], $12::integer[],
        $13::timestamptz[], $14::timestamptz[], $15::uuid[])
      AS l (id, patron_id, number, kind, points, description, source_key, rule_id, event_id,
        reward_id, reverses, balance_after, issued_at, expires_at, actor)
    """, on: .leased)

  static func add(_ lines: [Written]) -> Query<Void> {
    addLines(
      lines.map(\.id), lines.map(\.posting.patron), lines.map(\.number), lines.map(\.kind),
      lines.map(\.points), lines.map(\.posting.description), lines.map(\.posting.sourceKey),
      lines.map(\.posting.rule), lines.map(\.posting.event), lines.map(\.posting.reward),
      lines.map(\.reverses), lines.map(\.balanceAfter), lines.map(\.issuedAt),
      lines.map(\.expiresAt), lines.map(\.posting.actor))
  }

  private static let openLots = Statement<
    Void, [EntryID], [PatronID], [Int32], [Int32], [Int32], [Moment?], [Int32?]
  >(
    "lots.open",
    """
    INSERT INTO loyalty.lots
      (entry_id, patron_id, number, points, remaining, expires_at, idle_days)
    SELECT entry_id, patron_id, number, points, remaining, expires_at, idle_days
    FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::integer[], $5::integer[],
        $6::timestamptz[], $7::integer[])
      AS t (entry_id, patron_id, number, points, remaining, expires_at, idle_days)
    """, on: .leased)

  static func open(_ lots: [Lot]) -> Query<Void> {
    openLots(
      lots.map(\.entry), lots.map(\.patron), lots.map(\.number), lots.map(\.points),
      lots.map(\.remaining), lots.map(\.expiresAt), lots.map(\.idleDays))
  }

  private static let keepLots = Statement<Void, [EntryID], [Int32], [Moment?]>(
    "lots.keep",
    """
    UPDATE loyalty.lots AS t SET remaining = k.remaining, expires_at = k.expires_at
    FROM unnest($1::uuid[], $2::integer[], $3::timestamptz[])
      AS k (entry_id, remaining, expires_at)
    WHERE t.entry_id = k.entry_id
    """, on: .leased)

  static func keep(_ lots: [Lot]) -> Query<Void> {
    keepLots(lots.map(\.entry), lots.map(\.remaining), lots.map(\.expiresAt))
  }

  private static let addUses = Statement<Void, [EntryID], [EntryID], [Int32]>(
    "uses.add",
    """
    INSERT INTO loyalty.uses (entry_id, lot_entry_id, points)
    SELECT entry_id, lot_entry_id, points FROM unnest($1::uuid[], $2::uuid[], $3::integer[])
      AS u (entry_id, lot_entry_id, points)
    """, on: .leased)

  static func add(_ uses: [Use]) -> Query<Void> {
    addUses(uses.map(\.entry), uses.map(\.lot), uses.map(\.points))
  }

  private static let returnUses = Statement<Void, [EntryID], [EntryID], Moment>(
    "uses.return",
    """
    UPDATE loyalty.uses AS u SET returned_at = $3
    FROM unnest($1::uuid[], $2::uuid[]) AS r (entry_id, lot_entry_id)
    WHERE u.entry_id = r.entry_id AND u.lot_entry_id = r.lot_entry_id
    """, on: .leased)

  static func giveBack(_ uses: [Use], now: Moment) -> Query<Void> {
    returnUses(uses.map(\.entry), uses.map(\.lot), now)
  }

  private static let keepAccounts = Statement<
    Void, [PatronID], [Int32], [Int32], [Int32], [String], [Moment?], [Int32], [Moment?]
  >(
    "accounts.keep",
    """
    UPDATE loyalty.accounts AS a SET balance = k.balance, owed = k.owed, lifetime = k.lifetime,
      tier = k.tier, tier_since = k.tier_since, movements = k.movements, moved_at = k.moved_at
    FROM unnest($1::uuid[], $2::integer[], $3::integer[], $4::integer[], $5::text[],
        $6::timestamptz[], $7::integer[], $8::timestamptz[])
      AS k (patron_id, balance, owed, lifetime, tier, tier_since, movements, moved_at)
    WHERE a.patron_id = k.patron_id
    """, on: .leased)

  static func keep(_ accounts: [Account]) -> Query<Void> {
    keepAccounts(
      accounts.map(\.patron), accounts.map(\.balance), accounts.map(\.owed),
      accounts.map(\.lifetime), accounts.map(\.tier), accounts.map(\.tierSince),
      accounts.map(\.movements), accounts.map(\.movedAt))
  }
}

/// A use and its lot.
struct TakenRow: Sendable {
  let entry: EntryID
  let used: Int32
  let lot: EntryID
  let patron: PatronID
  let number: Int32
  let points: Int32
  let remaining: Int32
  let expiresAt: Moment?
  let idleDays: Int32?

  var use: Use { Use(entry: entry, lot: lot, points: used) }
  var asLot: Lot {
    Lot(
      entry: lot, patron: patron, number: number, points: points, remaining: remaining,
      expiresAt: expiresAt, idleDays: idleDays)
  }
}
