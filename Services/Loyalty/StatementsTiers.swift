internal import Postgres

/// What is read and written of levels and who is on them.
enum TierStatements {
  /// The levels, lowest first, each with what counts for all.
  static let ladder = Statement<LadderRow>(
    "tiers.ladder",
    """
    SELECT t.name, t.least, s.basis, s.window_days
    FROM loyalty.tiers AS t CROSS JOIN loyalty.tier_settings AS s ORDER BY t.least
    """, Columns(["name", "least", "basis", "window_days"], LadderRow.init(name:least:basis:days:)))

  /// One after the other replaces the levels.
  static let lockLadder = Statement<Void>(
    "tiers.lock", "SELECT FROM loyalty.tier_settings FOR UPDATE", on: .leased)

  /// They stay as they are until the transaction ends.
  static let holdLadder = Statement<Void>(
    "tiers.hold", "SELECT FROM loyalty.tier_settings FOR SHARE", on: .leased)

  static let keepBasis = Statement<Void, String, Int32?>(
    "tiers.keep_basis",
    """
    UPDATE loyalty.tier_settings SET basis = $1, window_days = $2, version = version + 1
    """, on: .leased)
  static let clear = Statement<Void>("tiers.clear", "DELETE FROM loyalty.tiers", on: .leased)
  static let add = Statement<Void, [String], [Int32]>(
    "tiers.add",
    """
    INSERT INTO loyalty.tiers (name, least)
    SELECT name, least FROM unnest($1::text[], $2::integer[]) AS level (name, least)
    """, on: .leased)

  /// What holds on to levels of these names, of the accounts pinned as of a time.
  static let uses = Statement<TierInUse, [String], Moment>(
    "tiers.uses",
    """
    WITH pinned AS (
      SELECT tier FROM loyalty.accounts
      WHERE NOT tier = ANY($1) AND pinned AND (pinned_until IS NULL OR pinned_until > $2)
    ), asking AS (
      SELECT least_tier AS tier FROM loyalty.rewards
      WHERE least_tier IS NOT NULL AND NOT least_tier = ANY($1)
    )
    SELECT (SELECT count(*)::integer FROM pinned) AS pins,
      (SELECT count(*)::integer FROM asking) AS rewards,
      array_to_string(ARRAY(SELECT tier FROM pinned UNION SELECT tier FROM asking ORDER BY tier),
        ', ') AS levels
    """, Columns(["pins", "rewards", "levels"], TierInUse.init(pins:rewards:levels:)), on: .leased)

  // MARK: Judging

  /// The version of the levels, where not everybody has been judged by it.
  static let unjudged = Statement<Int64>(
    "tiers.unjudged",
    "SELECT version FROM loyalty.tier_settings WHERE judged < version",
    Columns(["version"]) { (version: Int64) in version }, on: .leased)
  static let noteJudged = Statement<Void, Int64>(
    "tiers.note_judged",
    "UPDATE loyalty.tier_settings SET judged = $1 WHERE judged < $1", on: .leased)

  /// How far that is; nobody is reached when all are judged.
  static let progress = Statement<LadderProgress>(
    "tiers.progress",
    """
    SELECT s.version, CASE WHEN s.judged < s.version THEN coalesce(j.reached,
        '00000000-0000-0000-0000-000000000000') END AS reached,
      coalesce(j.judged, 0) AS judged, coalesce(j.rise, 0) AS rise, coalesce(j.fall, 0) AS fall,
      coalesce(j.replaced, 0) AS replaced
    FROM loyalty.tier_settings AS s
      LEFT JOIN loyalty.ladder_judging AS j ON j.version = s.version
    """, LadderProgress.columns)
  static let lockProgress = Statement<LadderProgress>(
    "tiers.lock_progress",
    """
    SELECT version, reached, judged, rise, fall, replaced FROM loyalty.ladder_judging FOR UPDATE
    """, LadderProgress.columns, on: .leased)
  private static let keepProgress = Statement<
    Void, Int64, PatronID?, Int64, Int64, Int64, Int64
  >(
    "tiers.keep_progress",
    """
    UPDATE loyalty.ladder_judging SET version = $1, reached = $2, judged = $3, rise = $4,
      fall = $5, replaced = $6
    """, on: .leased)

  static func keep(_ progress: LadderProgress) -> Query<Void> {
    keepProgress(
      progress.version, progress.reached, progress.judged, progress.moved.rise,
      progress.moved.fall, progress.moved.replaced)
  }

  /// How many are on which level and reach which: what counts, where the levels begin in order, as
  /// of when pins and points hold, since when a window counts.
  static let crowds = Statement<TierCrowd, String, [Int32], Moment, Moment?>(
    "tiers.crowds",
    """
    SELECT tier, width_bucket(points, $2::integer[]) AS place, count(*) AS count
    FROM (
      SELECT a.tier, CASE $1
          WHEN 'LIFETIME_EARNED' THEN a.lifetime
          WHEN 'ACTIVE_BALANCE' THEN a.balance - coalesce(due.points, 0)
          ELSE coalesce(earned.points, 0) END AS points
      FROM loyalty.accounts AS a LEFT JOIN (
          SELECT patron_id, sum(remaining)::integer AS points FROM loyalty.lots
          WHERE $1 = 'ACTIVE_BALANCE' AND is_open AND expires_at <= $3 GROUP BY patron_id
        ) AS due ON due.patron_id = a.patron_id
        LEFT JOIN (
          SELECT patron_id, least(sum(kept[cardinality(kept)] - coalesce(kept[
            width_bucket($4::timestamptz - interval '1 microsecond', times)], 0)),
            1000000000)::integer AS points
          FROM loyalty.earned WHERE $1 = 'EARNED_IN_WINDOW' GROUP BY patron_id
        ) AS earned ON earned.patron_id = a.patron_id
      WHERE NOT (a.pinned AND (a.pinned_until IS NULL OR a.pinned_until > $3))) AS standing
    GROUP BY 1, 2
    """,
    Columns(["tier", "place", "count"], TierCrowd.init(tier:place:count:)), on: .leased)

  private static let counted = """
    SELECT a.patron_id, a.tier, a.lifetime, a.balance - (
        SELECT coalesce(sum(remaining), 0)::integer FROM loyalty.lots AS t
        WHERE t.patron_id = a.patron_id AND t.is_open AND t.expires_at <= $2) AS balance,
      CASE WHEN $1::timestamptz IS NULL THEN 0 ELSE (
        SELECT least(coalesce(sum(l.points), 0), 1000000000)::integer FROM loyalty.ledger AS l
        WHERE l.patron_id = a.patron_id AND l.kind = 'EARN' AND l.issued_at >= $1
          AND NOT EXISTS (SELECT FROM loyalty.ledger AS r WHERE r.reverses = l.id OFFSET 0)
      ) END AS windowed,
      a.pinned AND (a.pinned_until IS NULL OR a.pinned_until > $2) AS is_pinned, a.pinned_until
    FROM loyalty.accounts AS a
    """

  /// Accounts after one, in order: since when a window counts, and as of when pins hold.
  static let page = Statement<TierStanding, Moment?, Moment, PatronID, Int32>(
    "tiers.page",
    counted + " WHERE a.patron_id > $3 ORDER BY a.patron_id LIMIT $4::integer",
    TierStanding.columns,
    on: .leased)
  static let standings = Statement<TierStanding, Moment?, Moment, [PatronID]>(
    "tiers.standings", counted + " WHERE a.patron_id = ANY($3)", TierStanding.columns, on: .leased)
  /// Those on a level after one, in order.
  static let members = Statement<Member, Moment, String, PatronID, Int32>(
    "tiers.members",
    """
    SELECT a.patron_id, a.tier_since,
      a.pinned AND (a.pinned_until IS NULL OR a.pinned_until > $1) AS is_pinned, a.balance - (
        SELECT coalesce(sum(remaining), 0)::integer FROM loyalty.lots AS t
        WHERE t.patron_id = a.patron_id AND t.is_open AND t.expires_at <= $1) AS balance,
      a.lifetime
    FROM loyalty.accounts AS a WHERE a.tier = $2 AND a.patron_id > $3
    ORDER BY a.patron_id LIMIT $4::integer
    """,
    Columns(
      ["patron_id", "tier_since", "is_pinned", "balance", "lifetime"],
      Member.init(patron:since:isPinned:balance:lifetime:)), on: .leased)

  /// Those of the people who neither rise nor fall as of a time.
  static let pinned = Statement<PatronID, [PatronID], Moment>(
    "tiers.pinned",
    """
    SELECT patron_id FROM loyalty.accounts
    WHERE patron_id = ANY($1) AND pinned AND (pinned_until IS NULL OR pinned_until > $2)
    """, Columns(["patron_id"]) { (patron: PatronID) in patron }, on: .leased)

  static let move = Statement<Void, [PatronID], [String], Moment>(
    "tiers.move",
    """
    UPDATE loyalty.accounts AS a SET tier = moved.tier, tier_since = $3
    FROM unnest($1::uuid[], $2::text[]) AS moved (patron_id, tier)
    WHERE a.patron_id = moved.patron_id
    """, on: .leased)
  static let pin = Statement<Void, PatronID, Bool, Moment?>(
    "tiers.pin",
    "UPDATE loyalty.accounts SET pinned = $2, pinned_until = $3 WHERE patron_id = $1", on: .leased)

  // MARK: History

  static let note = Statement<
    Void, [UUID128], [PatronID], [String], [String], [TierWhy], [Int32], Reference?, String, Moment
  >(
    "tiers.note",
    """
    INSERT INTO loyalty.tier_changes
      (id, patron_id, from_tier, to_tier, why, points, actor, reason, changed_at)
    SELECT id, patron_id, from_tier, to_tier, why, points, $7, $8, $9
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::integer[])
      AS moved (id, patron_id, from_tier, to_tier, why, points)
    """, on: .leased)

  static func note(
    _ moves: [TierMove], by actor: Reference? = nil, reason: String = "", _ now: Moment
  ) -> Query<Void> {
    note(
      moves.map { _ in .v7(now: now) }, moves.map(\.patron), moves.map(\.from), moves.map(\.to),
      moves.map(\.why), moves.map(\.points), actor, reason, now)
  }

  /// A person's, latest first, before a time and id.
  static let changes = Statement<NotedTierChange, PatronID, Moment, UUID128, Int32>(
    "tiers.changes",
    """
    SELECT id, from_tier, to_tier, why, points, actor, reason, changed_at
    FROM loyalty.tier_changes WHERE patron_id = $1 AND (changed_at, id) < ($2, $3)
    ORDER BY changed_at DESC, id DESC LIMIT $4::integer
    """,
    Columns(
      ["id", "from_tier", "to_tier", "why", "points", "actor", "reason", "changed_at"],
      NotedTierChange.init(id:from:to:why:points:actor:reason:changedAt:)), on: .leased)

  static let all: [any Preparable] = [
    ladder, lockLadder, holdLadder, keepBasis, clear, add, uses, unjudged, noteJudged, progress,
    lockProgress, keepProgress, crowds, page, standings, members, pinned, move, pin, note, changes,
  ]
}

extension TierWhy: PostgresElement {}

extension LadderProgress {
  static let columns = Columns(["version", "reached", "judged", "rise", "fall", "replaced"]) {
    (
      version: Int64, reached: PatronID?, judged: Int64, rise: Int64, fall: Int64, replaced: Int64
    ) in
    LadderProgress(
      version: version, reached: reached, judged: judged,
      moved: TierMovements(rise: rise, fall: fall, replaced: replaced))
  }
}

/// A level, and what counts for all of them.
struct LadderRow: Sendable {
  let name: String
  let least: Int32
  let basis: String
  let days: Int32?
}

/// Where somebody stands, and what counts for it.
struct TierStanding: Sendable {
  let patron: PatronID
  let tier: String
  let points: TierPoints
  let isPinned: Bool
  let pinnedUntil: Moment?

  static let columns = Columns(
    [
      "patron_id", "tier", "lifetime", "balance", "windowed", "is_pinned", "pinned_until",
    ]) {
      (
        patron: PatronID, tier: String, lifetime: Int32, balance: Int32, windowed: Int32,
        isPinned: Bool, until: Moment?
      ) in
      TierStanding(
        patron: patron, tier: tier,
        points: TierPoints(lifetime: lifetime, balance: balance, windowed: windowed),
        isPinned: isPinned, pinnedUntil: until)
    }
}

/// Somebody on a level.
struct Member: Sendable {
  let patron: PatronID
  let since: Moment?
  let isPinned: Bool
  let balance: Int32
  let lifetime: Int32
}

/// A change of level as it was written down.
struct NotedTierChange: Sendable {
  let id: UUID128
  let from: String
  let to: String
  let why: TierWhy
  let points: Int32
  let actor: Reference?
  let reason: String
  let changedAt: Moment
}
