import ContractsKit
import Foundation
import Postgres

@testable import Attendance

/// A history of events and who came, made at random as SQL; the same for the same seed.
struct FigureHistory: RandomNumberGenerator {
  private var random: SeededRandom
  let people: [UUID128]
  let series = [UUID128.v7(), .v7()]
  private(set) var events: [UUID128] = []

  static let zones = [
    "Europe/Berlin", "America/New_York", "Asia/Tokyo", "UTC", "Australia/Lord_Howe",
    "Pacific/Apia", "America/St_Johns", "Africa/Casablanca",
  ]
  static let categories = ["concert", "service"]

  init(seed: UInt64, people count: Int) {
    random = SeededRandom(seed: seed)
    people = (0..<count).map { _ in .v7() }
  }

  mutating func next() -> UInt64 { random.next() }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: values.indices, using: &self)]
  }

  private func time(_ microseconds: Int64?) -> String {
    microseconds.map { "to_timestamp(0) + \($0) * interval '1 microsecond'" } ?? "NULL"
  }

  private func text(_ id: UUID128?) -> String { id.map { "'\($0)'" } ?? "NULL" }

  /// From half a year before the tests' now to some days after it; often at a month's turn.
  private mutating func start() -> Int64 {
    let now = TestClock.start.microseconds
    let hour: Int64 = 3_600_000_000
    if chance(40) {
      // The first of some months, give or take what zones differ by.
      let first: Int64 = 1_893_456_000_000_000
      let months: [Int64] = [0, 31, 59, 90, 120]
      return first + pick(months) * 24 * hour + Int64.random(in: -14...14, using: &self) * hour
    }
    return now - Int64.random(in: -72...4400, using: &self) * hour
      - Int64.random(in: 0...5, using: &self) * 1_234_567
  }

  // MARK: Rows

  mutating func makePeople() -> String {
    people.map {
      "INSERT INTO attendance.users (id, state, first_name, last_name) "
        + "VALUES ('\($0)', 'ACTIVE', 'P', 'L');"
    }.joined(separator: "\n")
  }

  mutating func makeEvents(_ count: Int) -> String {
    (0..<count).map { _ in makeEvent() }.joined(separator: "\n")
  }

  private mutating func makeEvent() -> String {
    let id = UUID128.v7()
    events.append(id)
    let isDraft = chance(6)
    let start = start()
    let end = start + Int64.random(in: 1...4, using: &self) * 3_600_000_000
    let closed = chance(10) ? start + 1_800_000_000 : nil
    let values = [
      text(id), text(chance(50) ? pick(series) : nil), text(.v7()), "'Event, \(events.count)'",
      "'\(pick(Self.categories))'", time(start), chance(50) ? "\(Int.random(in: 1...20))" : "NULL",
      "false, true, false", "\(isDraft)", chance(8) ? time(start) : "NULL",
      time(start - 7_200_000_000), time(end), "true", "'\(pick(Self.zones))'", time(end),
      time(closed), "\(chance(8))",
    ]
    return """
      INSERT INTO attendance.events (id, series_id, host_id, name, category, start_time, capacity,
        enrollment_required, reentry, self_check_in, is_draft, canceled_at, opens_at, shuts_at,
        settled, time_zone, end_time, closed_at, did_not_meet)
      VALUES (\(values.joined(separator: ", ")));
      INSERT INTO attendance.live (event_id) VALUES ('\(id)');
      """
  }

  /// Presences of some people at every event; those that are there stay.
  mutating func makePresences(_ percent: Int) -> String {
    var lines: [String] = []
    for event in events {
      for person in people where chance(percent) { lines.append(presence(event, person)) }
    }
    return lines.joined(separator: "\n")
  }

  private mutating func presence(_ event: UUID128, _ person: UUID128) -> String {
    let id = UUID128.v7()
    let status =
      chance(60) ? "ATTENDED" : pick(["REGISTERED", "NO_SHOW", "NO_SHOW", "EXCUSED", "EXCUSED"])
    let attended = status == "ATTENDED"
    let isEnrolled = !attended || chance(70)
    // Minutes after the start; none for who was imported.
    let minute = attended && chance(85) ? Int.random(in: -130...200, using: &self) : nil
    let second = chance(50) ? 0 : Int.random(in: 0...59, using: &self)
    let start = "(SELECT start_time FROM attendance.events WHERE id = '\(event)')"
    let checkIn = minute.map { "\(start) + interval '\($0) min \(second) s'" } ?? "NULL"
    var text = """
      INSERT INTO attendance.attendance
        (id, event_id, patron_id, status, enrolled_at, check_in_time, source, method)
      VALUES ('\(id)', '\(event)', '\(person)', '\(status)',
        \(isEnrolled ? "to_timestamp(1)" : "NULL"), \(checkIn), 'IMPORT',
        \(attended ? "'IMPORT'" : "NULL"))
      ON CONFLICT (event_id, patron_id) DO NOTHING;
      """
    guard let minute else { return text }
    var from = minute * 60 + second
    for number in 0..<Int.random(in: 0...3, using: &self) {
      let end = chance(10) ? from : from + Int.random(in: 1...90, using: &self) * 60
      let isOpen = number == 2 && chance(50)
      let out = isOpen ? "NULL" : "\(start) + interval '\(end) s'"
      text += """

        INSERT INTO attendance.stays (id, attendance_id, in_time, out_time, auto_closed)
        SELECT '\(UUID128.v7())', id, \(start) + interval '\(from) s', \(out),
          \(!isOpen && chance(25)) FROM attendance.attendance WHERE id = '\(id)';
        """
      from = end + (chance(30) ? 0 : 300)
    }
    return text
  }

  // MARK: What becomes of them

  /// Rows that change in every direction, whoever may have changed them.
  mutating func makeChanges() -> String {
    let event = text(pick(events))
    let (other, third, fourth) = (text(pick(events)), text(pick(events)), text(pick(events)))
    let someone = text(pick(people))
    return """
      -- Undone, and excused.
      DELETE FROM attendance.stays USING attendance.attendance AS a
      WHERE attendance_id = a.id AND (a.event_id = \(event) OR a.patron_id = \(someone));
      UPDATE attendance.attendance SET status = 'REGISTERED', check_in_time = NULL, method = NULL,
        enrolled_at = coalesce(enrolled_at, to_timestamp(2)) WHERE event_id = \(event);
      UPDATE attendance.attendance SET status = 'EXCUSED', check_in_time = NULL, method = NULL,
        enrolled_at = coalesce(enrolled_at, to_timestamp(2)) WHERE patron_id = \(someone)
        AND event_id <> \(other);
      -- Uploaded late.
      UPDATE attendance.attendance SET status = 'ATTENDED' WHERE event_id = \(other)
        AND status = 'NO_SHOW';
      -- Somebody turns out to be somebody else; seats are given up.
      UPDATE attendance.attendance SET patron_id = gen_random_uuid() WHERE id IN (
        SELECT id FROM attendance.attendance ORDER BY id LIMIT 3);
      DELETE FROM attendance.attendance WHERE event_id = \(other) AND status = 'REGISTERED';
      -- The events themselves.
      UPDATE attendance.events SET did_not_meet = NOT did_not_meet WHERE id = \(third);
      UPDATE attendance.events
      SET canceled_at = CASE WHEN canceled_at IS NULL THEN to_timestamp(0) END
      WHERE id = \(other);
      UPDATE attendance.events SET start_time = start_time - interval '40 days',
        time_zone = 'Asia/Tokyo', category = 'service', is_draft = false WHERE id = \(fourth);
      """
  }
}
