import Postgres

extension Statements {
  static let devices: [any Preparable] = [
    findDevice, seeDevice, keepDevice, listDevices, device, revokeDevice,
  ]

  /// One that still counts: what every call of it begins with.
  static let findDevice = Statement<DeviceRow, UUID128>(
    "devices.find",
    """
    SELECT id, name, event_id, series_id, created_by, created_at, last_seen_at, revoked_at
    FROM attendance.devices WHERE id = $1 AND revoked_at IS NULL
    """, DeviceRow.columns)

  static let seeDevice = Statement<Void, UUID128, Instant>(
    "devices.see", "UPDATE attendance.devices SET last_seen_at = $2 WHERE id = $1", on: .leased)

  /// Id, name, event, series, who registers it, when.
  static let keepDevice = Statement<
    DeviceRow, UUID128, String, UUID128?, UUID128?, UUID128?, Instant
  >(
    "devices.keep",
    """
    INSERT INTO attendance.devices (id, name, event_id, series_id, created_by, created_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    RETURNING id, name, event_id, series_id, created_by, created_at, last_seen_at, revoked_at
    """, DeviceRow.columns, on: .leased)

  /// Event and series (nil: any), whether revoked ones too, the last page's last id (nil: from the
  /// start), how many. Ids grow with time.
  static let listDevices = Statement<DeviceRow, UUID128?, UUID128?, Bool, UUID128?, Int64>(
    "devices.list",
    """
    SELECT id, name, event_id, series_id, created_by, created_at, last_seen_at, revoked_at
    FROM attendance.devices
    WHERE ($1::uuid IS NULL OR event_id = $1) AND ($2::uuid IS NULL OR series_id = $2)
      AND ($3 OR revoked_at IS NULL) AND ($4::uuid IS NULL OR id < $4)
    ORDER BY id DESC LIMIT $5
    """, DeviceRow.columns, on: .leased)

  static let device = Statement<DeviceRow, UUID128>(
    "devices.device",
    """
    SELECT id, name, event_id, series_id, created_by, created_at, last_seen_at, revoked_at
    FROM attendance.devices WHERE id = $1
    """, DeviceRow.columns, on: .leased)

  /// A row answers the first time.
  static let revokeDevice = Statement<DeviceRow, UUID128, Instant>(
    "devices.revoke",
    """
    UPDATE attendance.devices SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL
    RETURNING id, name, event_id, series_id, created_by, created_at, last_seen_at, revoked_at
    """, DeviceRow.columns, on: .leased)
}

/// A door device as it is kept.
struct DeviceRow: Sendable {
  let id: UUID128
  let name: String
  let eventID: UUID128?
  let seriesID: UUID128?
  let createdBy: UUID128?
  let createdAt: Instant
  let lastSeenAt: Instant?
  let revokedAt: Instant?

  var scope: DoorDevice { DoorDevice(id: id, eventID: eventID, seriesID: seriesID) }

  static let columns = Columns(
    [
      "id", "name", "event_id", "series_id", "created_by", "created_at", "last_seen_at",
      "revoked_at",
    ],
    DeviceRow.init(id:name:eventID:seriesID:createdBy:createdAt:lastSeenAt:revokedAt:))
}
