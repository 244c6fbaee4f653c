import Contracts
import Daemon
import Identity
import Postgres
import RPC

struct DevicesHandlers: DevicesService {
  let store: Store
  let access: Access
  let idempotency: IdempotencyStore
  let keys: PassKeys
  let pages: PageTokens
  var now: @Sendable () -> Instant = { .now }

  func registerDevice(
    _ request: RegisterDeviceRequest, _ call: CallContext
  ) async throws -> RegisteredDevice {
    let principal = try await access.require(.participant, call)
    let name = try checkedText(request.name, "name", 1...100)
    let event = try request.eventId.isEmpty ? nil : UUID128(checked: request.eventId, "event_id")
    let series =
      try request.seriesId.isEmpty ? nil : UUID128(checked: request.seriesId, "series_id")
    guard (event == nil) != (series == nil) else {
      throw Status.invalid("event_id", "must be there, or series_id, and not both")
    }
    try await authorize(principal, event: event, series: series)
    if let event { _ = try await store.event(event) }
    if let series { _ = try await store.host(ofSeries: series) }
    let actor = try UUID128(checked: principal.userID, "sub")
    let time = now()
    // What is kept under the key holds no token: the same is signed again for a repeat.
    let device = try await idempotency.run(call) { transaction in
      let device = try await transaction.first(
        Statements.keepDevice(.v7(), name, event, series, actor, time))
      guard let device else { preconditionFailure("an insert answers its row") }
      try await transaction.execute(
        store.audit.entry(
          .user(actor), .deviceRegistered, AuditObject("device", device.id),
          [series == nil ? "event" : "series": .id(event ?? series ?? device.id)]))
      return Contracts.Device(device)
    }
    let id = try UUID128(checked: device.id, "id")
    return RegisteredDevice(id: device.id, token: keys.signDevice(id), device: device)
  }

  func getDevice(
    _ request: GetDeviceRequest, _ call: CallContext
  ) async throws -> Contracts.Device {
    let principal = try await access.require(.participant, call)
    return Contracts.Device(
      try await device(try UUID128(checked: request.id, "id"), of: principal))
  }

  func listDevices(
    _ request: ListDevicesRequest, _ call: CallContext
  ) async throws -> ListDevicesResponse {
    let principal = try await access.require(.participant, call)
    let limit = try checkedPageSize(request.pageSize)
    let event = try request.eventId.isEmpty ? nil : UUID128(checked: request.eventId, "event_id")
    let series =
      try request.seriesId.isEmpty ? nil : UUID128(checked: request.seriesId, "series_id")
    try await authorize(principal, event: event, series: series)
    var query = request
    query.pageSize = 0
    query.pageToken = ""
    let after = try pages.position(request.pageToken, of: query).map { position in
      guard let id = position.first.flatMap({ UUID128($0) }) else { throw Status.wrongPage }
      return id
    }
    let rows = try await store.devices(
      event: event, series: series, revoked: request.revoked, after: after, limit: limit + 1)
    let page = rows.prefix(limit)
    return ListDevicesResponse(
      devices: page.map { Contracts.Device($0) },
      nextPageToken: rows.count > limit
        ? try pages.token(after: [page.last?.id.description ?? ""], of: query) : "")
  }

  func revokeDevice(
    _ request: RevokeDeviceRequest, _ call: CallContext
  ) async throws -> Contracts.Device {
    let principal = try await access.require(.participant, call)
    let device = try await device(try UUID128(checked: request.id, "id"), of: principal)
    let actor = try UUID128(checked: principal.userID, "sub")
    return Contracts.Device(
      try await store.revoke(device.id, by: .user(actor), now: now()))
  }

  /// - Throws: NOT_FOUND also for whose it is not, who learns nothing of it.
  private func device(_ id: UUID128, of principal: Principal) async throws -> DeviceRow {
    let device = try await store.anyDevice(id)
    do {
      try await authorize(principal, event: device.eventID, series: device.seriesID)
    } catch let status as Status where status.code == .permissionDenied {
      throw Status.unknownDevice
    }
    return device
  }

  /// Organizers have devices anywhere; a host for its own event or series.
  /// - Throws: PERMISSION_DENIED; NOT_FOUND for what is not there.
  private func authorize(
    _ principal: Principal, event: UUID128?, series: UUID128?
  ) async throws {
    // An organizer's revoking waits for no other service.
    if principal.role >= .organizer { return }
    let actor = try UUID128(checked: principal.userID, "sub")
    guard event != nil || series != nil else { throw Access.denied }
    if let event, try await store.event(event).hostID != actor { throw Access.denied }
    if let series, try await store.host(ofSeries: series) != actor { throw Access.denied }
  }
}

extension Contracts.Device {
  init(_ device: DeviceRow) {
    self.init(
      id: device.id.description, name: device.name, eventId: device.eventID?.description ?? "",
      seriesId: device.seriesID?.description ?? "", createdBy: device.createdBy?.description ?? "",
      createdAt: Timestamp(device.createdAt), lastSeenAt: device.lastSeenAt.map(Timestamp.init),
      revokedAt: device.revokedAt.map(Timestamp.init))
  }
}
