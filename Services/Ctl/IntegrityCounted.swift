// What reports read, beside the lines that it was counted from.
extension Integrity {
  static let counted: [Check] = [
    Check(
      fault: "people more of whose lines are counted than there are", schemas: ["loyalty"],
      sql: """
        SELECT c.patron_id FROM loyalty.counted AS c
          LEFT JOIN loyalty.accounts AS a ON a.patron_id = c.patron_id
        WHERE c.lines > coalesce(a.movements, 0)
        """),
    Check(
      fault: "quarters of an hour that were counted wrong", schemas: ["loyalty"],
      sql: """
        SELECT coalesce(q.began, l.began) FROM (
          SELECT began, kind, lines, points, outstanding, owed FROM loyalty.quarters
          WHERE lines <> 0
        ) AS q FULL JOIN (
          SELECT date_bin('15 minutes', l.issued_at, '2000-01-01Z') AS began, l.kind,
            count(*) AS lines, sum(l.points) AS points,
            sum(greatest(l.balance_after, 0) - greatest(l.balance_after - l.points, 0))
              AS outstanding,
            sum(greatest(-l.balance_after, 0) - greatest(l.points - l.balance_after, 0)) AS owed
          FROM loyalty.ledger AS l JOIN loyalty.counted AS c
            ON c.patron_id = l.patron_id AND l.number <= c.lines
          GROUP BY 1, 2
        ) AS l ON l.began = q.began AND l.kind = q.kind
        WHERE (q.lines, q.points, q.outstanding, q.owed)
          IS DISTINCT FROM (l.lines, l.points, l.outstanding, l.owed)
        """),
    Check(
      fault: "what rules gave people that was counted wrong", schemas: ["loyalty"],
      sql: """
        SELECT coalesce(e.patron_id, l.patron_id) FROM loyalty.earned AS e FULL JOIN (
          SELECT patron_id, rule_id, part, min(number) AS first,
            array_agg(issued_at ORDER BY number) AS times,
            array_agg(issued ORDER BY number) AS issued, array_agg(kept ORDER BY number) AS kept
          FROM (
            SELECT patron_id, rule_id, part, number, issued_at, sum(points) OVER so_far AS issued,
              sum(kept) OVER so_far AS kept
            FROM (
              SELECT l.patron_id, l.number, (l.number - 1) / 128 AS part, l.points, l.issued_at,
                coalesce(l.rule_id, '00000000-0000-0000-0000-000000000000') AS rule_id,
                CASE WHEN r.id IS NULL THEN l.points ELSE 0 END AS kept
              FROM loyalty.counted AS c JOIN loyalty.ledger AS l ON l.patron_id = c.patron_id
                  AND l.number <= c.lines AND l.kind = 'EARN'
                LEFT JOIN loyalty.ledger AS r ON r.reverses = l.id AND r.number <= c.lines
            ) AS given WINDOW so_far AS (PARTITION BY patron_id, rule_id, part ORDER BY number)
          ) AS summed GROUP BY patron_id, rule_id, part
        ) AS l ON (l.patron_id, l.rule_id, l.part) = (e.patron_id, e.rule_id, e.part)
        WHERE (e.first, e.times, e.issued, e.kept)
            IS DISTINCT FROM (l.first, l.times, l.issued, l.kept)
          OR e.previous IS DISTINCT FROM coalesce((
            SELECT max(b.times[cardinality(b.times)]) FROM loyalty.earned AS b
            WHERE b.patron_id = e.patron_id AND b.rule_id = e.rule_id AND b.part < e.part
          ), '-infinity')
        """),
  ]
}
