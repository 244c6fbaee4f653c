internal import Postgres

/// Something to be told, and to whom.
struct DueNotice: Sendable {
  let id: UUID128
  let eventID: EventID
  /// Nil: everybody with a claim.
  let userID: UserID?
  let kind: NoticeKind
  let toldTo: UserID?
  let event: EventWords
  /// Of a change, the event as people knew it.
  let was: EventWords?
  /// Nil when the event stands.
  let cancelReason: String?
  let start: Instant?
}

/// Somebody whom a notice is for.
struct Addressee: Sendable {
  let noticeID: UUID128
  let userID: UserID
  let status: EnrollmentStatus
  let guests: Int32
  let isDeclined: Bool
}

extension NoticeKind: PostgresElement {}

/// The statements of notices.
enum NoticeStatements {
  /// Ids, events, people, kinds, since when it is due.
  private static let keepMany = Statement<
    Void, [UUID128], [EventID], [UserID?], [NoticeKind], Instant
  >(
    "notices.keep",
    """
    INSERT INTO events.notices (id, event_id, user_id, kind, due_at)
    SELECT id, event_id, user_id, kind, $5
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) AS n (id, event_id, user_id, kind)
    """, on: .leased)

  static func keep(
    _ kind: NoticeKind, of claims: [EnrollmentRecord], _ now: Instant
  ) -> Query<Void> {
    keepMany(
      claims.map { _ in .v7() }, claims.map(\.eventID), claims.map(\.userID),
      claims.map { _ in kind }, now)
  }

  static func keep(_ kind: NoticeKind, ofEverybodyAt event: EventID, _ now: Instant) -> Query<Void>
  {
    keepMany([.v7()], [event], [nil], [kind], now)
  }

  /// An event as people knew it; one that is waiting already knows it better.
  private static let keepChangeOf = Statement<
    Void, UUID128, EventID, Instant, String, Instant?, Instant?, String, String, String
  >(
    "notices.keep_change",
    """
    INSERT INTO events.notices (id, event_id, kind, due_at, was_name, was_start, was_end,
      was_time_zone, was_location, was_address)
    VALUES ($1, $2, 'CHANGED', $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (event_id) WHERE kind = 'CHANGED' AND told_to IS NULL DO NOTHING
    """, on: .leased)

  static func keepChange(of event: EventRecord, _ now: Instant) -> Query<Void> {
    let fields = event.fields
    return keepChangeOf(
      .v7(), event.id, now, fields.name, fields.start, fields.end, fields.timeZone,
      fields.location, fields.address)
  }

  /// Takes back what is not true any more: every notice of an event, or its reminders alone.
  static let withdraw = Statement<Void, EventID, Bool>(
    "notices.withdraw",
    "DELETE FROM events.notices WHERE event_id = $1 AND ($2 OR kind = 'REMINDER')", on: .leased)

  /// Notices that are due by the first time, changes by the second; the oldest first.
  static let due = Statement<DueNotice, Instant, Instant, Int32>(
    "notices.due",
    noticed + """
       WHERE n.due_at <= $1 AND (n.kind <> 'CHANGED' OR n.due_at <= $2)
      ORDER BY n.due_at, n.id LIMIT $3::integer
      """, DueNotice.columns, on: .leased)

  /// Those that no other replica has in hand, and nobody has told meanwhile.
  static let lock = Statement<DueNotice, [UUID128]>(
    "notices.lock", noticed + " WHERE n.id = ANY($1) ORDER BY n.id FOR UPDATE OF n SKIP LOCKED",
    DueNotice.columns, on: .leased)

  private static let noticed = """
    SELECT n.id, n.event_id, n.user_id, n.kind, n.told_to,
      e.name, \(local("e.start_time", "e.end_time", "e.time_zone")) AS local_time,
      \(place("e.location", "e.address")) AS place,
      n.was_name, \(local("n.was_start", "n.was_end", "n.was_time_zone")) AS was_local_time,
      \(place("n.was_location", "n.was_address")) AS was_place,
      CASE WHEN e.canceled_at IS NOT NULL THEN e.cancel_reason END AS cancel_reason, e.start_time
    FROM events.notices AS n JOIN events.events AS e ON e.id = n.event_id
    """

  private static func local(_ start: String, _ end: String, _ zone: String) -> String {
    """
    coalesce(to_char(\(start) AT TIME ZONE \(zone), 'FMDay, FMDD FMMonth YYYY, HH24:MI')
      || to_char(\(end) AT TIME ZONE \(zone), CASE
        WHEN (\(start) AT TIME ZONE \(zone))::date = (\(end) AT TIME ZONE \(zone))::date
        THEN '" to "HH24:MI' ELSE '" to "FMDay, FMDD FMMonth YYYY, HH24:MI' END)
      || ' (' || \(zone) || ')', '')
    """
  }

  private static func place(_ location: String, _ address: String) -> String {
    "concat_ws(', ', nullif(\(location), ''), nullif(\(address), ''))"
  }

  /// Whom notices are for, of each at most so many in the order of their ids.
  static let addressees = Statement<Addressee, [UUID128], Int32>(
    "notices.addressees",
    """
    SELECT n.id AS notice_id, c.user_id, c.status, c.guests,
      coalesce(n.kind = ANY(s.declined), false) AS is_declined
    FROM events.notices AS n CROSS JOIN LATERAL (
      SELECT user_id, status, guests FROM events.enrollments
      WHERE event_id = n.event_id AND (n.user_id IS NULL OR user_id = n.user_id)
        AND (n.told_to IS NULL OR user_id > n.told_to)
      ORDER BY user_id LIMIT $2::integer
    ) AS c LEFT JOIN events.notice_settings AS s ON s.user_id = c.user_id
    WHERE n.id = ANY($1) ORDER BY n.id, c.user_id
    """,
    Columns(
      ["notice_id", "user_id", "status", "guests", "is_declined"],
      Addressee.init(noticeID:userID:status:guests:isDeclined:)), on: .leased)

  /// So that nobody cancels or moves events while their notices leave.
  static let holdEvents = Statement<EventID, [EventID]>(
    "notices.hold_events",
    "SELECT id FROM events.events WHERE id = ANY($1) ORDER BY id FOR SHARE",
    Columns(["id"]) { (id: EventID) in id }, on: .leased)

  /// Told to everybody whom they are for.
  static let end = Statement<Void, [UUID128]>(
    "notices.end", "DELETE FROM events.notices WHERE id = ANY($1)", on: .leased)

  /// Told to the first so many.
  static let goOn = Statement<Void, UUID128, UserID>(
    "notices.go_on", "UPDATE events.notices SET told_to = $2 WHERE id = $1", on: .leased)

  /// Gives each event whose start comes before the one time, and lies after the other, a reminder.
  static let remind = Statement<EventID, Instant, Instant, Int32>(
    "notices.remind",
    """
    WITH near AS (
      SELECT id, start_time FROM events.events
      WHERE published_at IS NOT NULL AND canceled_at IS NULL AND started_at IS NULL
        AND closed_at IS NULL AND start_time > $1 AND start_time <= $2
        AND reminded_of IS DISTINCT FROM start_time
      ORDER BY start_time LIMIT $3::integer FOR UPDATE SKIP LOCKED
    ), noted AS (
      UPDATE events.events AS e SET reminded_of = near.start_time FROM near WHERE e.id = near.id
      RETURNING e.id
    )
    INSERT INTO events.notices (id, event_id, kind, due_at)
    SELECT gen_random_uuid(), id, 'REMINDER', $1 FROM noted
    RETURNING event_id AS id
    """, Columns(["id"]) { (id: EventID) in id }, on: .leased)

  static let declined = Statement<[String], UserID>(
    "notice_settings.find", "SELECT declined FROM events.notice_settings WHERE user_id = $1",
    Columns(["declined"]) { (declined: [String]) in declined })

  static let lockDeclined = Statement<[String], UserID>(
    "notice_settings.lock",
    """
    INSERT INTO events.notice_settings (user_id, declined) VALUES ($1, '{}')
    ON CONFLICT (user_id) DO UPDATE SET declined = notice_settings.declined
    RETURNING declined
    """, Columns(["declined"]) { (declined: [String]) in declined }, on: .leased)

  static let decline = Statement<Void, UserID, [String]>(
    "notice_settings.keep", "UPDATE events.notice_settings SET declined = $2 WHERE user_id = $1",
    on: .leased)

  static let forgetSettings = Statement<Void, UserID>(
    "notice_settings.forget", "DELETE FROM events.notice_settings WHERE user_id = $1", on: .leased)

  static let forget = Statement<Void, UserID>(
    "notices.forget", "DELETE FROM events.notices WHERE user_id = $1", on: .leased)

  static let all: [any Preparable] = [
    keepMany, keepChangeOf, withdraw, due, lock, addressees, holdEvents, end, goOn, remind,
    declined, lockDeclined, decline, forgetSettings, forget,
  ]
}

extension DueNotice {
  static let columns = Columns(
    [
      "id", "event_id", "user_id", "kind", "told_to", "name", "local_time", "place", "was_name",
      "was_local_time", "was_place", "cancel_reason", "start_time",
    ], DueNotice.make)

  private static func make(
    _ id: UUID128, _ eventID: EventID, _ userID: UserID?, _ kind: NoticeKind, _ toldTo: UserID?,
    _ name: String, _ when: String, _ place: String, _ wasName: String?, _ wasWhen: String,
    _ wasPlace: String, _ cancelReason: String?, _ start: Instant?
  ) -> DueNotice {
    DueNotice(
      id: id, eventID: eventID, userID: userID, kind: kind, toldTo: toldTo,
      event: EventWords(name: name, when: when, place: place),
      was: wasName.map { EventWords(name: $0, when: wasWhen, place: wasPlace) },
      cancelReason: cancelReason, start: start)
  }
}
