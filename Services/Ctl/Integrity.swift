import Daemon
import Postgres

/// What must hold between the services' tables once every follower has caught up; no foreign key
/// crosses a schema.
struct Integrity: Sendable {
  /// Asks for the ids of what does not hold.
  struct Check: Sendable {
    let fault: String
    /// The schemas that it reads.
    let schemas: Set<String>
    let sql: String
  }

  struct Fault: Sendable {
    let text: String
    let count: Int
    /// One of the ids.
    let example: String
  }

  let url: String

  /// Everything that does not hold among the services that are here.
  func faults(_ services: [String]) async throws -> [Fault] {
    try await AdminConnection.with(url) { admin in
      try Self.checks.filter { $0.schemas.isSubset(of: services) }.compactMap { check in
        let row = try admin.rows(
          "SELECT count(*), min(id::text) FROM (\(check.sql)) AS fault (id)")[0]
        guard let count = Int(row[0] ?? ""), count > 0 else { return nil }
        return Fault(text: check.fault, count: count, example: row[1] ?? "")
      }
    }
  }

  /// Whom history may name: who is there, and who was erased. Who was purged is not among them.
  private static let people = """
    SELECT id FROM users.users UNION ALL SELECT id FROM users.gone WHERE NOT purged
    """
  /// Those, and people let in of whom users has not heard yet.
  private static let guests =
    people + """
       UNION ALL SELECT id FROM attendance.walk_ins WHERE user_id IS NULL
      """

  private static func orphans(
    _ table: String, _ key: String, of owners: String, _ fault: String, _ schemas: Set<String>
  ) -> Check {
    Check(
      fault: fault, schemas: schemas,
      sql: """
        SELECT \(key) FROM \(table) AS o
        WHERE \(key) IS NOT NULL AND NOT EXISTS (SELECT FROM (\(owners)) AS p WHERE p.id = o.\(key))
        """)
  }

  /// No name is kept of who is gone.
  private static func names(_ schema: String) -> Check {
    Check(
      fault: "\(schema) keeps names of people who are gone", schemas: ["users", schema],
      sql: """
        SELECT c.id FROM \(schema).users AS c JOIN users.gone AS g ON g.id = c.id
        WHERE c.first_name <> '' OR c.last_name <> ''
        """)
  }

  static let checks = everywhere + points + counted + rewards

  private static let everywhere: [Check] = [
    orphans(
      "events.events", "host_id", of: people, "events whose host nobody is", ["users", "events"]),
    orphans(
      "events.enrollments", "user_id", of: people, "enrollments of nobody", ["users", "events"]),
    orphans("events.rsvps", "user_id", of: people, "RSVPs of nobody", ["users", "events"]),
    Check(
      fault: "RSVPs that differ from the enrollment", schemas: ["events"],
      sql: """
        SELECT r.user_id FROM events.rsvps AS r LEFT JOIN events.enrollments AS e
          ON e.event_id = r.event_id AND e.user_id = r.user_id
        WHERE (r.status = 'GOING') <> coalesce(e.status <> 'CANCELED', false)
        """),
    orphans(
      "attendance.attendance", "patron_id", of: guests, "presences of nobody",
      ["users", "attendance"]),
    orphans(
      "attendance.attendance", "event_id", of: "SELECT id FROM events.events",
      "presences at no event", ["events", "attendance"]),
    orphans(
      "attendance.scans", "patron_id", of: guests + " UNION ALL SELECT id FROM attendance.walk_ins",
      "scans of nobody", ["users", "attendance"]),
    orphans(
      "attendance.scans", "event_id", of: "SELECT id FROM events.events", "scans at no event",
      ["events", "attendance"]),
    orphans(
      "loyalty.accounts", "patron_id", of: guests, "accounts of nobody",
      ["users", "attendance", "loyalty"]),
    orphans(
      "loyalty.preferences", "patron_id", of: guests, "preferences of nobody",
      ["users", "attendance", "loyalty"]),
    names("events"), names("attendance"),
    Check(
      fault: "events whose seats taken are not those of the enrolled", schemas: ["events"],
      sql: """
        SELECT e.id FROM events.events AS e WHERE taken <> (
          SELECT coalesce(sum(1 + guests), 0) FROM events.enrollments AS c
          WHERE c.event_id = e.id AND c.status = 'ENROLLED')
        """),
    Check(
      fault: "doors whose counts are not those of the presences", schemas: ["attendance"],
      sql: """
        SELECT l.event_id FROM attendance.live AS l
        WHERE attended <> (
            SELECT count(*) FROM attendance.attendance AS a
            WHERE a.event_id = l.event_id AND a.attended)
          OR present <> (
            SELECT count(*) FROM attendance.stays AS s
            JOIN attendance.attendance AS a ON a.id = s.attendance_id
            WHERE a.event_id = l.event_id AND s.out_time IS NULL)
        """),
    Check(
      fault: "events whose packed attendance is not that of the presences", schemas: ["attendance"],
      sql: """
        SELECT c.event_id FROM attendance.crowds AS c
          JOIN attendance.changes AS n ON n.event_id = c.event_id AND n.number = c.as_of
          LEFT JOIN attendance.attendance AS a ON a.event_id = c.event_id
          LEFT JOIN attendance.patrons AS p ON p.id = a.patron_id
        GROUP BY c.event_id
        HAVING (c.registered, c.attended, walk_ins, no_shows, excused, attended_registered) <> (
            count(enrolled_at), count(*) FILTER (WHERE a.attended),
            count(*) FILTER (WHERE a.attended AND enrolled_at IS NULL),
            count(*) FILTER (WHERE status = 'NO_SHOW'), count(*) FILTER (WHERE status = 'EXCUSED'),
            count(*) FILTER (WHERE a.attended AND enrolled_at IS NOT NULL))
          OR came <> coalesce(
            string_agg(int4send(p.number), '' ORDER BY p.number) FILTER (WHERE a.attended), '')
          OR pardoned <> coalesce(
            string_agg(int4send(p.number), '' ORDER BY p.number)
              FILTER (WHERE status = 'EXCUSED'), '')
        """),
    orphans(
      "loyalty.to_judge", "patron_id", of: guests, "nobody who waits to be judged",
      ["users", "attendance", "loyalty"]),
    orphans(
      "loyalty.presences", "patron_id", of: guests, "presences of nobody that earn points",
      ["users", "attendance", "loyalty"]),
    Check(
      fault: "presences that loyalty has otherwise than attendance",
      schemas: ["attendance", "loyalty"],
      sql: """
        SELECT p.attendance_id FROM loyalty.presences AS p
          JOIN attendance.attendance AS a ON a.id = p.attendance_id
        WHERE p.patron_id <> a.patron_id OR (p.status = 'ATTENDED') <> a.attended
        """),
    Check(
      fault: "awards whose line of the ledger is not theirs, or was taken back",
      schemas: ["loyalty"],
      sql: """
        SELECT a.attendance_id FROM loyalty.awards AS a
          LEFT JOIN loyalty.presences AS p ON p.attendance_id = a.attendance_id
          LEFT JOIN loyalty.ledger AS l ON l.id = a.entry_id
        WHERE (a.points IS NOT NULL AND p.attendance_id IS NULL)
          OR (a.entry_id IS NOT NULL AND ((l.kind, l.points, l.patron_id, l.rule_id)
              IS DISTINCT FROM ('EARN', a.points, p.patron_id, a.rule_id)
            OR EXISTS (SELECT FROM loyalty.ledger AS r WHERE r.reverses = l.id)))
        """),
    Check(
      fault: "lines that stand for a presence without its award", schemas: ["loyalty"],
      sql: """
        SELECT l.id FROM loyalty.ledger AS l
        WHERE l.kind = 'EARN' AND l.source_key LIKE 'attendance:%'
          AND NOT EXISTS (SELECT FROM loyalty.ledger AS r WHERE r.reverses = l.id)
          AND NOT EXISTS (SELECT FROM loyalty.awards AS a WHERE a.entry_id = l.id
            AND starts_with(l.source_key, 'attendance:' || a.attendance_id))
        """),
    Check(
      fault: "accounts whose pending points are not those of their awards", schemas: ["loyalty"],
      sql: """
        SELECT c.patron_id FROM loyalty.accounts AS c LEFT JOIN (
          SELECT p.patron_id, sum(a.points) AS points FROM loyalty.awards AS a
            JOIN loyalty.presences AS p ON p.attendance_id = a.attendance_id
          WHERE a.awaits IS NOT NULL GROUP BY p.patron_id
        ) AS w ON w.patron_id = c.patron_id
        WHERE c.pending <> coalesce(w.points, 0)
        """),
  ]
}
