import Contracts
import Daemon
import Postgres
import RPC

extension Store {
  /// A device that still counts; nil when it was revoked, or is gone with its event. That it was
  /// seen is noted once a minute, not with each scan.
  func device(_ id: UUID128, now: Instant) async throws -> DoorDevice? {
    guard let device = try await database.first(Statements.findDevice(id)) else { return nil }
    let isDue = device.lastSeenAt.map { now.microseconds - $0.microseconds >= 60_000_000 } ?? true
    if isDue { try await database.execute(Statements.seeDevice(id, now)) }
    return device.scope
  }

  /// The series' host, as events tells it.
  /// - Throws: NOT_FOUND; UNAVAILABLE when events cannot be asked.
  func host(ofSeries id: UUID128) async throws -> UUID128 {
    guard let series = try await owners.series(id) else { throw Status.unknownSeries }
    return try UUID128(checked: series.hostId, "host_id")
  }

  func devices(
    event: UUID128?, series: UUID128?, revoked: Bool, after: UUID128?, limit: Int
  ) async throws -> [DeviceRow] {
    try await database.query(
      Statements.listDevices(event, series, revoked, after, Int64(limit)))
  }

  func anyDevice(_ id: UUID128) async throws -> DeviceRow {
    guard let device = try await database.first(Statements.device(id)) else {
      throw Status.unknownDevice
    }
    return device
  }

  /// From its next call on it counts no more.
  func revoke(_ id: UUID128, by actor: AuditActor, now: Instant) async throws -> DeviceRow {
    try await database.transaction { transaction in
      if let device = try await transaction.first(Statements.revokeDevice(id, now)) {
        try await transaction.execute(
          audit.entry(actor, .deviceRevoked, AuditObject("device", id)))
        return device
      }
      guard let device = try await transaction.first(Statements.device(id)) else {
        throw Status.unknownDevice
      }
      return device
    }
  }
}
