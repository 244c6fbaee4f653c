internal import Postgres

/// What the ledger's lines come to, counted line by line into tables that reports read.
enum CountingStatements {
  static let all: [any Preparable] = [lock, behind, count]

  /// One after the other counts.
  static let lock = Statement<Void>(
    "counting.lock", "SELECT FROM loyalty.counting FOR UPDATE", on: .leased)

  /// So many people, in no order, more of whose lines there are than are counted.
  static let behind = Statement<PatronID, Int32>(
    "counting.behind",
    """
    SELECT a.patron_id FROM loyalty.accounts AS a
      LEFT JOIN loyalty.counted AS c ON c.patron_id = a.patron_id
    WHERE a.movements > coalesce(c.lines, 0) LIMIT $1::integer
    """, Columns(["patron_id"]) { (patron: PatronID) in patron }, on: .leased)

  /// People, and how many lines of each: counts what is new of theirs. One statement, so that all
  /// of it is of one moment. What a person earned is appended to what is there of them; where a
  /// line is taken back that was counted before, its part is done anew.
  static let count = Statement<CountedRow, [PatronID], Int32>(
    "counting.count",
    """
    WITH fresh AS MATERIALIZED (
      SELECT a.patron_id, coalesce(c.lines, 0) AS known,
        least(a.movements, coalesce(c.lines, 0) + $2::integer) AS upto, a.movements
      FROM loyalty.accounts AS a LEFT JOIN loyalty.counted AS c ON c.patron_id = a.patron_id
      WHERE a.patron_id = ANY($1) AND a.movements > coalesce(c.lines, 0)
    ), added AS MATERIALIZED (
      SELECT l.id, l.patron_id, l.number, f.known, f.upto, l.kind, l.points, l.balance_after,
        l.issued_at, l.rule_id, l.reverses
      FROM fresh AS f JOIN loyalty.ledger AS l ON l.patron_id = f.patron_id
        AND l.number > f.known AND l.number <= f.upto
    ), moved AS (
      INSERT INTO loyalty.quarters AS q (began, kind, lines, points, outstanding, owed)
      SELECT date_bin('15 minutes', issued_at, '2000-01-01Z') AS began, kind, count(*), sum(points),
        sum(greatest(balance_after, 0) - greatest(balance_after - points, 0)),
        sum(greatest(-balance_after, 0) - greatest(points - balance_after, 0))
      FROM added GROUP BY 1, 2
      ON CONFLICT (began, kind) DO UPDATE SET lines = q.lines + excluded.lines,
        points = q.points + excluded.points, outstanding = q.outstanding + excluded.outstanding,
        owed = q.owed + excluded.owed
    ), redone AS MATERIALIZED (
      SELECT DISTINCT a.patron_id, (l.number - 1) / 128 AS part, a.upto
      FROM added AS a JOIN loyalty.ledger AS l ON l.id = a.reverses
      WHERE a.kind = 'REVERSE' AND l.kind = 'EARN' AND l.number <= a.known
    ), earnings AS (
      SELECT id, patron_id, number, (number - 1) / 128 AS part, upto, points, issued_at, rule_id
      FROM added AS a
      WHERE kind = 'EARN' AND NOT EXISTS (
        SELECT FROM redone AS r WHERE r.patron_id = a.patron_id AND r.part = (a.number - 1) / 128)
      UNION ALL
      SELECT l.id, l.patron_id, l.number, r.part, r.upto, l.points, l.issued_at, l.rule_id
      FROM redone AS r JOIN loyalty.ledger AS l ON l.patron_id = r.patron_id
        AND l.number > r.part * 128 AND l.number <= least(r.part * 128 + 128, r.upto)
      WHERE l.kind = 'EARN'
    ), summed AS (
      SELECT e.patron_id, e.part,
        coalesce(e.rule_id, '00000000-0000-0000-0000-000000000000') AS rule_id, e.number,
        e.issued_at, sum(e.points) OVER so_far AS issued,
        sum(CASE WHEN r.id IS NULL THEN e.points ELSE 0 END) OVER so_far AS kept
      FROM earnings AS e LEFT JOIN loyalty.ledger AS r ON r.reverses = e.id AND r.number <= e.upto
      WINDOW so_far AS (PARTITION BY e.patron_id, e.part, e.rule_id ORDER BY e.number)
    ), earned AS (
      INSERT INTO loyalty.earned AS k
        (patron_id, rule_id, part, first, previous, times, issued, kept)
      SELECT patron_id, rule_id, part, min(number),
        coalesce(greatest(lag(max(issued_at)) OVER (
          PARTITION BY patron_id, rule_id ORDER BY part), (
            SELECT b.times[cardinality(b.times)] FROM loyalty.earned AS b
            WHERE b.patron_id = s.patron_id AND b.rule_id = s.rule_id AND b.part < s.part
            ORDER BY b.part DESC LIMIT 1
          )), '-infinity'), array_agg(issued_at ORDER BY number),
        array_agg(issued ORDER BY number), array_agg(kept ORDER BY number)
      FROM summed AS s GROUP BY patron_id, rule_id, part
      ON CONFLICT (patron_id, rule_id, part) DO UPDATE SET
        times = CASE WHEN k.first < excluded.first THEN k.times END || excluded.times,
        issued = CASE WHEN k.first < excluded.first THEN k.issued || (
          SELECT array_agg(k.issued[cardinality(k.issued)] + s ORDER BY place)
          FROM unnest(excluded.issued) WITH ORDINALITY AS n (s, place)) ELSE excluded.issued END,
        kept = CASE WHEN k.first < excluded.first THEN k.kept || (
          SELECT array_agg(k.kept[cardinality(k.kept)] + s ORDER BY place)
          FROM unnest(excluded.kept) WITH ORDINALITY AS n (s, place)) ELSE excluded.kept END
    ), counted AS (
      INSERT INTO loyalty.counted (patron_id, lines) SELECT patron_id, upto FROM fresh
      ON CONFLICT (patron_id) DO UPDATE SET lines = excluded.lines
    )
    SELECT patron_id, upto = movements AS is_whole FROM fresh
    """, Columns(["patron_id", "is_whole"], CountedRow.init(patron:isWhole:)), on: .leased)
}

/// Somebody whose lines were counted.
struct CountedRow: Sendable {
  let patron: PatronID
  /// Whether there are no more of them.
  let isWhole: Bool
}
