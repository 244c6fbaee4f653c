internal import Postgres

/// Who is to be judged again. All of it is read and written under the lock of judging.
enum JudgingStatements {
  static let all: [any Preparable] = [
    sweep, takeSweep, touch, waits, next, judged, postponeRows, counts,
  ]

  private static let patron = Columns(["patron_id"]) { (patron: PatronID) in patron }

  /// The start of an event after a moment that has so many between, of those that begin before
  /// another: at later ones are few. Who was there or later is to be written down later.
  static let sweep = Statement<Moment, Moment, Moment, Int32>(
    "to_sweep.add",
    """
    WITH next AS (
      SELECT start_time FROM loyalty.events WHERE start_time > $1 AND start_time < $2
      ORDER BY start_time OFFSET $3::integer LIMIT 1
    ), rest AS (
      INSERT INTO loyalty.to_sweep (since) SELECT start_time FROM next
      ON CONFLICT (one) DO UPDATE SET since = least(to_sweep.since, excluded.since)
    )
    SELECT start_time FROM next
    """, Columns(["start_time"]) { (start: Moment) in start }, on: .leased)
  static let takeSweep = Statement<Moment>(
    "to_sweep.take", "DELETE FROM loyalty.to_sweep RETURNING since",
    Columns(["since"]) { (since: Moment) in since }, on: .leased)

  /// Whom changes concern: whose awards wait for the first events, who was at the second ones, and
  /// who was at any that starts at or after a moment (null: nobody) and before another (null: at
  /// any). The first of them, as many as the last parameter says, are told; all others wait, due
  /// at the time given.
  static let touch = Statement<PatronID, [EventID], [EventID], Moment?, Moment?, Moment, Int32>(
    "to_judge.touch",
    """
    WITH touched AS MATERIALIZED (
      SELECT p.patron_id FROM loyalty.awards AS a
        JOIN loyalty.presences AS p ON p.attendance_id = a.attendance_id
      WHERE a.awaits = ANY($1)
      UNION
      SELECT patron_id FROM loyalty.presences WHERE event_id = ANY($2) AND status = 'ATTENDED'
      UNION
      SELECT patron_id FROM loyalty.presences
      -- A bound either way, so that a plan kept for all values has both from the index.
      WHERE start_time >= $3 AND start_time < coalesce($4::timestamptz, 'infinity')
        AND status = 'ATTENDED'
    ), rest AS (
      INSERT INTO loyalty.to_judge (patron_id, due_at)
      SELECT patron_id, $5 FROM touched ORDER BY patron_id OFFSET $6::integer
      -- Who waits longer, because of a problem, may be without it now.
      ON CONFLICT (patron_id) DO UPDATE SET due_at = excluded.due_at
      WHERE to_judge.due_at > excluded.due_at
    )
    SELECT patron_id FROM touched ORDER BY patron_id LIMIT $6::integer
    """, patron, on: .leased)

  static let waits = Statement<Bool, Moment>(
    "to_judge.waits",
    """
    SELECT EXISTS (SELECT FROM loyalty.to_judge WHERE due_at <= $1)
      OR EXISTS (SELECT FROM loyalty.to_sweep) AS waits
    """,
    Columns(["waits"]) { (waits: Bool) in waits }, on: .leased)

  /// Who is due, those first who are so for longest.
  static let next = Statement<PatronID, Moment, Int32>(
    "to_judge.next",
    """
    SELECT patron_id FROM loyalty.to_judge WHERE due_at <= $1
    ORDER BY due_at, patron_id LIMIT $2::integer
    """, patron, on: .leased)

  static let judged = Statement<Void, [PatronID]>(
    "to_judge.judged", "DELETE FROM loyalty.to_judge WHERE patron_id = ANY($1)", on: .leased)

  private static let postponeRows = Statement<PatronID, [PatronID], [String], Moment>(
    "to_judge.postpone",
    """
    WITH known AS (
      SELECT patron_id FROM loyalty.to_judge
      WHERE patron_id = ANY($1) AND problem IS NOT NULL
    ), kept AS (
      INSERT INTO loyalty.to_judge (patron_id, problem, due_at)
      SELECT patron_id, problem, $3 FROM unnest($1::uuid[], $2::text[]) AS p (patron_id, problem)
      ON CONFLICT (patron_id) DO UPDATE SET problem = excluded.problem, due_at = excluded.due_at
    )
    SELECT patron_id FROM unnest($1::uuid[]) AS p (patron_id)
    WHERE p.patron_id <> ALL (SELECT patron_id FROM known)
    """, patron, on: .leased)

  /// Has people judged again later.
  /// - Returns: those of whom no problem was known.
  static func postpone(_ problems: [PatronID: Refusal], until due: Moment) -> Query<PatronID> {
    let problems = problems.sorted { $0.key < $1.key }
    return postponeRows(problems.map(\.key), problems.map(\.value.reason), due)
  }

  static let counts = Statement<Waiting>(
    "to_judge.count",
    "SELECT count(*) AS people, count(problem) AS problems FROM loyalty.to_judge",
    Columns(["people", "problems"], Waiting.init(people:problems:)), on: .leased)
}

/// How many wait to be judged.
struct Waiting: Equatable, Sendable {
  let people: Int64
  /// Those of them to whom nothing could be given.
  let problems: Int64
}
