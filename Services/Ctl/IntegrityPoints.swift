// What foreign keys would see to in the ledger, were lines not written by the thousand.
extension Integrity {
  static let points: [Check] = [
    // Who just waits is judged soon, as what a follower has not applied yet is applied.
    Check(
      fault: "people to whom the points that they earned cannot be given", schemas: ["loyalty"],
      sql: "SELECT patron_id FROM loyalty.to_judge WHERE problem IS NOT NULL"),
    Check(
      fault: "people who should have been judged an hour ago", schemas: ["loyalty"],
      sql: "SELECT patron_id FROM loyalty.to_judge WHERE due_at < now() - interval '1 hour'"),
    Check(
      fault: "accounts whose balance is not the sum of their ledger", schemas: ["loyalty"],
      sql: """
        SELECT a.patron_id FROM loyalty.accounts AS a LEFT JOIN (
          SELECT patron_id, sum(points) AS total, count(*) AS lines, max(number) AS last
          FROM loyalty.ledger GROUP BY patron_id
        ) AS l ON l.patron_id = a.patron_id
        WHERE a.balance - a.owed <> coalesce(l.total, 0)
          OR a.movements <> coalesce(l.lines, 0) OR a.movements <> coalesce(l.last, 0)
        """),
    Check(
      fault: "accounts whose balance is not what their lots hold", schemas: ["loyalty"],
      sql: """
        SELECT a.patron_id FROM loyalty.accounts AS a LEFT JOIN (
          SELECT patron_id, sum(remaining) AS held FROM loyalty.lots
          WHERE is_open GROUP BY patron_id
        ) AS t ON t.patron_id = a.patron_id
        WHERE a.balance <> coalesce(t.held, 0)
        """),
    Check(
      fault: "lots that hold other than what was not taken from them", schemas: ["loyalty"],
      sql: """
        SELECT t.entry_id FROM loyalty.lots AS t LEFT JOIN (
          SELECT lot_entry_id, sum(points) AS used FROM loyalty.uses
          WHERE returned_at IS NULL GROUP BY lot_entry_id
        ) AS u ON u.lot_entry_id = t.entry_id
        WHERE t.remaining <> t.points - coalesce(u.used, 0)
        """),
    Check(
      fault: "lines that took other than what lots gave", schemas: ["loyalty"],
      sql: """
        SELECT l.id FROM loyalty.ledger AS l LEFT JOIN (
          SELECT entry_id, sum(points) AS used FROM loyalty.uses GROUP BY entry_id
        ) AS u ON u.entry_id = l.id
        WHERE l.points < 0 AND (coalesce(u.used, 0) > -l.points
          OR l.kind <> 'REVERSE' AND coalesce(u.used, 0) <> -l.points)
        """),
    Check(
      fault: "uses that were returned though their line stands, or the other way",
      schemas: ["loyalty"],
      sql: """
        SELECT u.entry_id FROM loyalty.uses AS u JOIN loyalty.ledger AS l ON l.id = u.entry_id
          LEFT JOIN loyalty.ledger AS r ON r.reverses = u.entry_id
        WHERE l.points < 0 AND (u.returned_at IS NULL) <> (r.id IS NULL)
        """),
    Check(
      fault: "lines that give back other than a line took", schemas: ["loyalty"],
      sql: """
        SELECT r.id FROM loyalty.ledger AS r JOIN loyalty.ledger AS l ON l.id = r.reverses
        WHERE r.points <> -l.points
        """),
    Check(
      fault: "lines that gave points and opened no lot", schemas: ["loyalty"],
      sql: """
        SELECT l.id FROM loyalty.ledger AS l LEFT JOIN loyalty.lots AS t ON t.entry_id = l.id
        WHERE l.points > 0 AND l.kind <> 'REVERSE'
          AND (t.entry_id IS NULL OR t.points <> l.points OR t.patron_id <> l.patron_id)
        """),
    Check(
      fault: "lines of no account", schemas: ["loyalty"],
      sql: """
        SELECT l.id FROM loyalty.ledger AS l LEFT JOIN loyalty.accounts AS a USING (patron_id)
        WHERE a.patron_id IS NULL
        """),
    Check(
      fault: "lines that take back no line", schemas: ["loyalty"],
      sql: """
        SELECT l.id FROM loyalty.ledger AS l LEFT JOIN loyalty.ledger AS r ON r.id = l.reverses
        WHERE l.reverses IS NOT NULL AND (r.id IS NULL OR r.patron_id <> l.patron_id)
        """),
    Check(
      fault: "lots of no line", schemas: ["loyalty"],
      sql: """
        SELECT t.entry_id FROM loyalty.lots AS t LEFT JOIN loyalty.ledger AS l ON l.id = t.entry_id
        WHERE l.id IS NULL OR l.points <= 0
        """),
    Check(
      fault: "uses of no line, or of no lot of the same person", schemas: ["loyalty"],
      sql: """
        SELECT u.entry_id FROM loyalty.uses AS u
          LEFT JOIN loyalty.ledger AS l ON l.id = u.entry_id
          LEFT JOIN loyalty.lots AS t ON t.entry_id = u.lot_entry_id
        WHERE l.id IS NULL OR t.entry_id IS NULL OR t.patron_id <> l.patron_id
        """),
  ]
}
