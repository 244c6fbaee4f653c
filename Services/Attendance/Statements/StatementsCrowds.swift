import Contracts
import Postgres

// Who came to each event, packed for figures of many.
extension Statements {
  static let crowds: [any Preparable] = [
    changedCrowds, numberPeople, packCrowds, gatherings, findCrowds, numbered,
  ]

  /// Now: events that count whose attendance has changed since it was packed, if it ever was.
  static let changedCrowds = Statement<ChangedCrowd, Instant>(
    "crowds.changed",
    """
    SELECT changes.event_id, number, coalesce(as_of, -1) AS as_of
    FROM attendance.changes JOIN attendance.events ON events.id = changes.event_id
      LEFT JOIN attendance.crowds ON crowds.event_id = changes.event_id
    WHERE counts_from <= $1 AND as_of IS DISTINCT FROM number ORDER BY changes.event_id
    """, ChangedCrowd.columns, on: .leased)

  static let numberPeople = Statement<Void, [UUID128]>(
    "crowds.number_people",
    """
    INSERT INTO attendance.patrons (id)
    SELECT DISTINCT patron_id FROM attendance.attendance
    WHERE event_id = ANY($1) AND (attended OR status = 'EXCUSED')
      AND NOT EXISTS (SELECT FROM attendance.patrons WHERE id = patron_id)
    ORDER BY patron_id ON CONFLICT (id) DO NOTHING
    """, on: .leased)

  /// One snapshot gives the rows and the number of changes that made them. An event at which
  /// somebody has no number yet is left for the next time.
  static let packCrowds = Statement<Void, [UUID128]>(
    "crowds.pack",
    """
    INSERT INTO attendance.crowds AS known (
      event_id, as_of, registered, attended, walk_ins, no_shows, excused, attended_registered,
      came, pardoned)
    SELECT c.event_id, c.number, count(a.enrolled_at), count(*) FILTER (WHERE a.attended),
      count(*) FILTER (WHERE a.attended AND a.enrolled_at IS NULL),
      count(*) FILTER (WHERE a.status = 'NO_SHOW'), count(*) FILTER (WHERE a.status = 'EXCUSED'),
      count(*) FILTER (WHERE a.attended AND a.enrolled_at IS NOT NULL),
      coalesce(string_agg(int4send(p.number), '' ORDER BY p.number) FILTER (WHERE a.attended), ''),
      coalesce(string_agg(int4send(p.number), '' ORDER BY p.number)
        FILTER (WHERE a.status = 'EXCUSED'), '')
    FROM attendance.changes AS c
      LEFT JOIN attendance.attendance AS a ON a.event_id = c.event_id
      LEFT JOIN attendance.patrons AS p ON p.id = a.patron_id
    WHERE c.event_id = ANY($1)
    GROUP BY c.event_id, c.number
    HAVING count(*) FILTER (
      WHERE (a.attended OR a.status = 'EXCUSED') AND p.number IS NULL) = 0
    ON CONFLICT (event_id) DO UPDATE SET as_of = excluded.as_of, registered = excluded.registered,
      attended = excluded.attended, walk_ins = excluded.walk_ins, no_shows = excluded.no_shows,
      excused = excluded.excused, attended_registered = excluded.attended_registered,
      came = excluded.came, pardoned = excluded.pardoned
    WHERE known.as_of < excluded.as_of
    """, on: .leased)

  /// Now, category (empty: all), series (nil: all), before which start (nil: none).
  static let gatherings = Statement<Gathering, Instant, String, UUID128?, Instant?>(
    "crowds.gatherings",
    """
    SELECT id, series_id, name, category, start_time, capacity,
      (extract(year FROM start_time AT TIME ZONE time_zone) * 12
        + extract(month FROM start_time AT TIME ZONE time_zone) - 1)::integer AS month
    FROM attendance.events
    WHERE counts_from <= $1 AND ($2 = '' OR category = $2) AND ($3::uuid IS NULL OR series_id = $3)
      AND ($4::timestamptz IS NULL OR start_time < $4)
    ORDER BY start_time, id
    """, Gathering.columns, on: .leased)

  static let findCrowds = Statement<Crowd, [UUID128]>(
    "crowds.find",
    """
    SELECT event_id, registered, attended, walk_ins, no_shows, excused, attended_registered, came,
      pardoned
    FROM attendance.crowds WHERE event_id = ANY($1)
    """, Crowd.columns, on: .leased)

  /// Who bears these numbers; names are as last heard.
  static let numbered = Statement<NumberedPerson, [Int32]>(
    "crowds.numbered",
    """
    SELECT number, patrons.id, coalesce(first_name, '') AS first_name,
      coalesce(last_name, '') AS last_name
    FROM attendance.patrons LEFT JOIN attendance.users ON users.id = patrons.id
    WHERE number = ANY($1)
    """, NumberedPerson.columns, on: .leased)
}

/// How far the packed attendance of an event is behind.
struct ChangedCrowd: Sendable {
  let eventID: UUID128
  let number: Int64
  let asOf: Int64

  static let columns = Columns(
    ["event_id", "number", "as_of"], ChangedCrowd.init(eventID:number:asOf:))
}

extension Gathering {
  static let columns = Columns(
    ["id", "series_id", "name", "category", "start_time", "capacity", "month"],
    Gathering.init(id:seriesID:name:category:startTime:capacity:month:))
}

extension Crowd {
  static let columns = Columns(
    [
      "event_id", "registered", "attended", "walk_ins", "no_shows", "excused",
      "attended_registered", "came", "pardoned",
    ]
  ) {
    (
      id: UUID128, registered: Int32, attended: Int32, walkIns: Int32, noShows: Int32,
      excused: Int32, attendedRegistered: Int32, came: [UInt8], pardoned: [UInt8]
    ) in
    Crowd(
      eventID: id,
      counts: Counts(
        registered: Int64(registered), attended: Int64(attended), walkIns: Int64(walkIns),
        noShows: Int64(noShows), excused: Int64(excused),
        attendedRegistered: Int64(attendedRegistered)),
      came: PersonNumbers(bytes: came), pardoned: PersonNumbers(bytes: pardoned))
  }
}

/// A person by the number that crowds know them by.
struct NumberedPerson: Sendable {
  let number: Int32
  let id: UUID128
  let firstName: String
  let lastName: String

  static let columns = Columns(
    ["number", "id", "first_name", "last_name"],
    NumberedPerson.init(number:id:firstName:lastName:))
}
