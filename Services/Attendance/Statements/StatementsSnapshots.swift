import Postgres

extension Statements {
  static let snapshots: [any Preparable] = [
    snapshotHead, renamed, snapshotPeople, snapshotGone, snapshotRevocations,
  ]

  /// Read before anything else of a snapshot: what is not in it yet bears a greater number.
  static let snapshotHead = Statement<SnapshotHead, UUID128>(
    "snapshots.head",
    """
    SELECT live.version, whole_from, present, names_head.version AS names
    FROM attendance.live, attendance.names_head WHERE event_id = $1
    """,
    Columns(
      ["version", "whole_from", "present", "names"],
      SnapshotHead.init(version:wholeFrom:present:names:)), on: .leased)

  /// People whose name or state changed after a number, how many at most.
  static let renamed = Statement<UUID128, Int64, Int64>(
    "snapshots.renamed",
    """
    SELECT id FROM attendance.users WHERE changed > $1 AND changed > 0 ORDER BY changed LIMIT $2
    """, Columns(["id"]) { (id: UUID128) in id }, on: .leased)

  /// Event, after which id, changed after which version (nil: all) or being among whom, how many.
  static let snapshotPeople = Statement<
    SnapshotPerson, UUID128, UUID128, Int64?, [UUID128], Int64
  >(
    "snapshots.people",
    """
    SELECT patron_id, coalesce(first_name, '') AS first_name, coalesce(last_name, '') AS last_name,
      status, enrolled_at IS NOT NULL AS enrolled,
      coalesce(state IN ('ACTIVE', 'PROVISIONAL'), true) AS active, check_in_time, check_out_time
    FROM attendance.attendance LEFT JOIN attendance.users ON users.id = patron_id
    WHERE event_id = $1 AND patron_id > $2
      AND ($3::bigint IS NULL OR attendance.changed > $3 OR patron_id = ANY($4))
    ORDER BY patron_id LIMIT $5
    """, SnapshotPerson.columns, on: .leased)

  /// Event, after which id, gone after which version, how many.
  static let snapshotGone = Statement<UUID128, UUID128, UUID128, Int64, Int64>(
    "snapshots.gone",
    """
    SELECT patron_id FROM attendance.gone
    WHERE event_id = $1 AND patron_id > $2 AND changed > $3
      AND NOT EXISTS (SELECT FROM attendance.attendance AS again
        WHERE again.event_id = gone.event_id AND again.patron_id = gone.patron_id)
    ORDER BY patron_id LIMIT $4
    """, Columns(["patron_id"]) { (id: UUID128) in id }, on: .leased)

  /// Event, after which id, taken back after which version (nil: ever), how many.
  static let snapshotRevocations = Statement<PassNumber, UUID128, UUID128, Int64?, Int64>(
    "snapshots.revocations",
    """
    SELECT patron_id, number FROM attendance.passes
    WHERE event_id = $1 AND patron_id > $2 AND number > 1
      AND ($3::bigint IS NULL OR changed > $3)
    ORDER BY patron_id LIMIT $4
    """, Columns(["patron_id", "number"], PassNumber.init(patronID:number:)), on: .leased)
}

/// Where an event's roster and the names stand.
struct SnapshotHead: Sendable {
  let version: Int64
  let wholeFrom: Int64
  let present: Int32
  /// The number of the last change of a name.
  let names: Int64
}

/// Somebody on a roster, as snapshots tell it.
struct SnapshotPerson: Sendable {
  let patronID: UUID128
  let firstName: String
  let lastName: String
  let status: String
  let isEnrolled: Bool
  let isActive: Bool
  let checkInTime: Instant?
  let checkOutTime: Instant?

  static let columns = Columns(
    [
      "patron_id", "first_name", "last_name", "status", "enrolled", "active", "check_in_time",
      "check_out_time",
    ],
    SnapshotPerson.init(
      patronID:firstName:lastName:status:isEnrolled:isActive:checkInTime:checkOutTime:))
}
