internal import Postgres

/// What reports read. Each counts in one statement, so that its figures are of one moment.
enum ReportStatements {
  /// From, to and the zone: months with movements. A range that begins or ends within a quarter of
  /// an hour has that one's lines instead of its sums. What people have at the end of each month is
  /// what moved until then.
  static let months = Statement<MonthRow, Moment?, Moment?, String>(
    "reports.months",
    """
    WITH cut AS MATERIALIZED (
      SELECT DISTINCT date_bin('15 minutes', edge, '2000-01-01Z') AS began
      FROM unnest(ARRAY[$1::timestamptz, $2::timestamptz]) AS e (edge)
      WHERE edge IS NOT NULL AND edge <> date_bin('15 minutes', edge, '2000-01-01Z')
    ), moved AS (
      SELECT began AS at, kind, lines, points, outstanding, owed FROM loyalty.quarters
      WHERE began < coalesce($2, 'infinity'::timestamptz) AND lines > 0
        AND NOT began = ANY (ARRAY(SELECT began FROM cut))
      UNION ALL
      SELECT l.issued_at AS at, l.kind, 1 AS lines, l.points,
        greatest(l.balance_after, 0) - greatest(l.balance_after - l.points, 0) AS outstanding,
        greatest(-l.balance_after, 0) - greatest(l.points - l.balance_after, 0) AS owed
      FROM cut CROSS JOIN LATERAL (
          SELECT patron_id, number, kind, points, balance_after, issued_at FROM loyalty.ledger
          WHERE issued_at >= cut.began AND issued_at < cut.began + interval '15 minutes' OFFSET 0
        ) AS l JOIN loyalty.counted AS c ON c.patron_id = l.patron_id AND l.number <= c.lines
      WHERE l.issued_at < coalesce($2, 'infinity'::timestamptz)
    ), summed AS (
      SELECT date_trunc('month', at AT TIME ZONE $3) AS month,
        at >= coalesce($1, '-infinity'::timestamptz) AS is_inside,
        coalesce(sum(points) FILTER (WHERE kind = 'EARN'), 0) AS issued,
        coalesce(sum(-points) FILTER (WHERE kind = 'BURN'), 0) AS burned,
        coalesce(sum(-points) FILTER (WHERE kind = 'EXPIRE'), 0) AS expired,
        coalesce(sum(points) FILTER (WHERE kind = 'REVERSE'), 0) AS reversed,
        coalesce(sum(points) FILTER (WHERE kind = 'ADJUST'), 0) AS adjusted,
        sum(outstanding) AS outstanding, sum(owed) AS owed, sum(lines) AS movements
      FROM moved GROUP BY 1, 2
    ), so_far AS (
      SELECT month, is_inside, issued, burned, expired, reversed, adjusted, movements,
        sum(outstanding) OVER earlier AS outstanding, sum(owed) OVER earlier AS owed
      FROM summed WINDOW earlier AS (ORDER BY month, is_inside)
    )
    SELECT to_char(month, 'YYYY-MM') AS month, issued::bigint, burned::bigint, expired::bigint,
      reversed::bigint, adjusted::bigint, outstanding::bigint, owed::bigint, movements::bigint
    FROM so_far WHERE is_inside ORDER BY so_far.month
    """,
    Columns(
      [
        "month", "issued", "burned", "expired", "reversed", "adjusted", "outstanding", "owed",
        "movements",
      ],
      MonthRow.init(
        month:issued:burned:expired:reversed:adjusted:outstanding:owed:movements:)), on: .leased)

  /// From and to.
  static let rules = Statement<RuleRow, Moment?, Moment?>(
    "reports.rules",
    """
    SELECT nullif(given.rule_id, '00000000-0000-0000-0000-000000000000') AS rule_id,
      coalesce(v.name, '') AS name, given.awards, given.people, given.issued, given.taken_back
    FROM (
      SELECT rule_id, sum(awards)::bigint AS awards, count(*) FILTER (WHERE is_first) AS people,
        sum(issued)::bigint AS issued, sum(issued - kept)::bigint AS taken_back
      FROM loyalty.earned_between($1, $2) GROUP BY rule_id) AS given
      LEFT JOIN loyalty.rules AS r ON r.id = given.rule_id
      LEFT JOIN loyalty.rule_versions AS v ON v.rule_id = r.id AND v.version = r.version
    ORDER BY given.issued DESC, rule_id
    """,
    Columns(
      ["rule_id", "name", "awards", "people", "issued", "taken_back"],
      RuleRow.init(rule:name:awards:people:issued:takenBack:)), on: .leased)

  /// As of a time: vouchers that are too old by then count as expired.
  static let rewards = Statement<RewardRow, Moment?, Moment?, Moment>(
    "reports.rewards",
    """
    SELECT w.id AS reward_id, w.name, count(*) AS redemptions,
      count(DISTINCT r.patron_id) AS people, sum(r.points)::bigint AS burned,
      coalesce(sum(r.points) FILTER (WHERE r.refunded), 0)::bigint AS given_back,
      count(*) FILTER (WHERE r.status = 'ISSUED' AND r.is_late IS NOT TRUE) AS issued,
      count(*) FILTER (WHERE r.status = 'USED') AS used,
      count(*) FILTER (WHERE r.status = 'CANCELED') AS canceled,
      count(*) FILTER (WHERE r.status = 'EXPIRED' OR r.status = 'ISSUED' AND r.is_late) AS expired
    FROM (
      SELECT reward_id, patron_id, points, refunded, status, expires_at <= $3 AS is_late
      FROM loyalty.redemptions
      WHERE issued_at >= coalesce($1, '-infinity'::timestamptz)
        AND issued_at < coalesce($2, 'infinity'::timestamptz)) AS r
      JOIN loyalty.rewards AS w ON w.id = r.reward_id
    GROUP BY w.id, w.name ORDER BY burned DESC, w.id
    """,
    Columns(
      [
        "reward_id", "name", "redemptions", "people", "burned", "given_back", "issued", "used",
        "canceled", "expired",
      ],
      RewardRow.init(
        reward:name:redemptions:people:burned:givenBack:issued:used:canceled:expired:)),
    on: .leased)

  // MARK: The leaderboard

  private static let ever = """
    WITH earned AS MATERIALIZED (
      SELECT patron_id, lifetime::bigint AS points FROM loyalty.accounts WHERE lifetime > 0)
    """
  private static let inRange = """
    WITH earned AS MATERIALIZED (
      SELECT patron_id, sum(kept)::bigint AS points FROM loyalty.earned_between($5, $6)
      GROUP BY patron_id HAVING sum(kept) > 0)
    """
  /// A page, and the person who asks; each with how many of those who are listed have more, and how
  /// many are listed before (of a page: than and before its first).
  private static let ranked = """
    , listed AS MATERIALIZED (
      SELECT e.patron_id, e.points FROM earned AS e
        LEFT JOIN loyalty.preferences AS p ON p.patron_id = e.patron_id
      WHERE p.leaderboard IS DISTINCT FROM false
    ), page AS MATERIALIZED (
      SELECT patron_id, points FROM listed
      WHERE points < $1 OR points = $1 AND patron_id > $2
      ORDER BY points DESC, patron_id LIMIT $3::integer
    )
    SELECT false AS is_own, page.patron_id, page.points, ahead.above, ahead.before
    FROM page CROSS JOIN (
      SELECT count(*) FILTER (WHERE l.points > first.points) AS above, count(*) FILTER (
        WHERE l.points > first.points OR l.patron_id < first.patron_id) AS before
      FROM (SELECT patron_id, points FROM page ORDER BY points DESC, patron_id LIMIT 1) AS first
        JOIN listed AS l ON l.points >= first.points) AS ahead
    UNION ALL
    SELECT true AS is_own, e.patron_id, e.points,
      (SELECT count(*) FROM listed AS l WHERE l.points > e.points) AS above, 0 AS before
    FROM earned AS e WHERE e.patron_id = $4
    """

  /// After so many points and a person, how many at most, and who asks.
  static let leaders = Statement<LeaderRow, Int64, PatronID, Int32, PatronID?>(
    "reports.leaders", ever + ranked, LeaderRow.columns, on: .leased)
  static let leadersInRange = Statement<
    LeaderRow, Int64, PatronID, Int32, PatronID?, Moment?, Moment?
  >("reports.leaders_in_range", inRange + ranked, LeaderRow.columns, on: .leased)

  static let all: [any Preparable] = [months, rules, rewards, leaders, leadersInRange]
}

struct MonthRow: Sendable {
  let month: String
  let issued: Int64
  let burned: Int64
  let expired: Int64
  let reversed: Int64
  let adjusted: Int64
  let outstanding: Int64
  let owed: Int64
  let movements: Int64
}

struct RuleRow: Sendable {
  let rule: Reference?
  /// As it is called now; empty for none.
  let name: String
  let awards: Int64
  let people: Int64
  let issued: Int64
  let takenBack: Int64
}

struct RewardRow: Sendable {
  let reward: RewardID
  let name: String
  let redemptions: Int64
  let people: Int64
  let burned: Int64
  let givenBack: Int64
  let issued: Int64
  let used: Int64
  let canceled: Int64
  let expired: Int64
}

struct LeaderRow: Sendable {
  let isOwn: Bool
  let patron: PatronID
  let points: Int64
  let above: Int64
  let before: Int64

  static let columns = Columns(
    ["is_own", "patron_id", "points", "above", "before"],
    LeaderRow.init(isOwn:patron:points:above:before:))
}
