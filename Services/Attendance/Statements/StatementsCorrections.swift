import Contracts
import Postgres

// What was put right, and the scan log as it is read.
extension Statements {
  static let corrections: [any Preparable] = [
    keepCorrection, annul, listCorrections, forgetReasons,
  ]
  static let scans: [any Preparable] = [listScans, scansNamed]

  /// Id, event, person, kind, actor, device, reason, time.
  static let keepCorrection = Statement<
    Void, UUID128, UUID128, UUID128, String, UUID128, String, String, Instant
  >(
    "corrections.keep",
    """
    INSERT INTO attendance.corrections
      (id, event_id, patron_id, kind, actor_id, device_id, reason, corrected_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    """, on: .leased)

  /// Scans, correction.
  static let annul = Statement<Void, [UUID128], UUID128>(
    "corrections.annul",
    """
    INSERT INTO attendance.annulments (scan_id, correction_id) SELECT unnest($1::uuid[]), $2
    """, on: .leased)

  /// Event and person (nil: all), the last row's id (nil: from the start), how many.
  static let listCorrections = Statement<
    CorrectionRow, UUID128?, UUID128?, UUID128?, Int64
  >(
    "corrections.list",
    """
    SELECT id, event_id, patron_id, kind, actor_id, device_id, reason, corrected_at
    FROM attendance.corrections
    WHERE ($1::uuid IS NULL OR event_id = $1)
      AND ($2::uuid IS NULL OR patron_id = ANY (
        $2::uuid || ARRAY(SELECT id FROM attendance.walk_ins WHERE user_id = $2)))
      AND ($3::uuid IS NULL OR id < $3)
    ORDER BY id DESC LIMIT $4
    """, CorrectionRow.columns, on: .leased)

  /// A reason may tell of the person it is about.
  static let forgetReasons = Statement<Void, UUID128>(
    "corrections.forget_reasons",
    """
    UPDATE attendance.corrections SET reason = ''
    WHERE reason <> ''
      AND patron_id = ANY (
        $1::uuid || ARRAY(SELECT id FROM attendance.walk_ins WHERE user_id = $1))
    """, on: .leased)

  /// Event and person (nil: all), the last row's receipt and id (nil: from the start), how many.
  static let listScans = Statement<
    ScanRow, UUID128?, UUID128?, Instant?, UUID128?, Int64
  >(
    "scans.list",
    """
    SELECT s.id, s.event_id, s.kind, coalesce(w.user_id, s.patron_id) AS patron_id, s.device_id,
      s.scan_id, s.actor_id, s.method, s.occurred_at, s.received_at, s.result, s.message,
      s.already_recorded, s.forced, s.clock_bounded, c.corrected_at AS annulled_at,
      c.actor_id AS annulled_by
    FROM attendance.scans AS s
      LEFT JOIN attendance.walk_ins AS w ON w.id = s.patron_id
      LEFT JOIN attendance.annulments AS a ON a.scan_id = s.id
      LEFT JOIN attendance.corrections AS c ON c.id = a.correction_id
    WHERE ($1::uuid IS NULL OR s.event_id = $1)
      AND ($2::uuid IS NULL OR s.patron_id = ANY (
        $2::uuid || ARRAY(SELECT id FROM attendance.walk_ins WHERE user_id = $2)))
      AND ($4::uuid IS NULL OR (s.received_at, s.id) < ($3, $4))
    ORDER BY s.received_at DESC, s.id DESC LIMIT $5
    """, ScanRow.columns, on: .leased)

  /// Event, device, names of scans: whom they were judged for.
  static let scansNamed = Statement<NamedScan, UUID128, String, [String]>(
    "scans.named",
    """
    SELECT s.scan_id, coalesce(w.user_id, s.patron_id) AS patron_id
    FROM attendance.scans AS s LEFT JOIN attendance.walk_ins AS w ON w.id = s.patron_id
    WHERE s.event_id = $1 AND s.device = $2 AND s.scan_id = ANY($3) AND s.patron_id IS NOT NULL
    """, Columns(["scan_id", "patron_id"], NamedScan.init(scanID:patronID:)), on: .leased)
}

struct NamedScan: Sendable {
  let scanID: String
  let patronID: UUID128
}

/// A correction as it is kept.
struct CorrectionRow: Sendable {
  let id: UUID128
  let eventID: UUID128
  let patronID: UUID128
  let kind: String
  let actorID: UUID128
  let deviceID: String
  let reason: String
  let correctedAt: Instant

  static let columns = Columns(
    [
      "id", "event_id", "patron_id", "kind", "actor_id", "device_id", "reason", "corrected_at",
    ],
    CorrectionRow.init(id:eventID:patronID:kind:actorID:deviceID:reason:correctedAt:))
}

/// A line of the scan log as it is listed.
struct ScanRow: Sendable {
  let id: UUID128
  let eventID: UUID128
  let kind: String
  let patronID: UUID128?
  let deviceID: String
  let scanID: String
  let actorID: UUID128
  let method: String
  let occurredAt: Instant?
  let receivedAt: Instant
  let result: String
  let message: String
  let alreadyRecorded: Bool
  let isForced: Bool
  let isClockBounded: Bool
  let annulledAt: Instant?
  let annulledBy: UUID128?

  static let columns = Columns(
    [
      "id", "event_id", "kind", "patron_id", "device_id", "scan_id", "actor_id", "method",
      "occurred_at", "received_at", "result", "message", "already_recorded", "forced",
      "clock_bounded", "annulled_at", "annulled_by",
    ],
    ScanRow.init(
      id:eventID:kind:patronID:deviceID:scanID:actorID:method:occurredAt:receivedAt:result:message:
      alreadyRecorded:isForced:isClockBounded:annulledAt:annulledBy:))
}
