// swift-format-ignore-file
// Generated from credopass/attendance/v1/devices_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// A device at doors.
public struct Device: Message {
  /// UUIDv7; what it lets in bears this as device_id.
  public var id: String
  /// What its people call it.
  public var name: String
  /// The event whose door it works, or empty.
  public var eventId: String
  /// The series whose doors it works, or empty.
  public var seriesId: String
  /// Who registered it; empty once that person is gone.
  public var createdBy: String
  /// When it was registered.
  public var createdAt: Timestamp?
  /// When it last called, to the minute; absent before its first call.
  public var lastSeenAt: Timestamp?
  /// Since when it counts no more; absent while it does.
  public var revokedAt: Timestamp?

  public init() {
    id = ""
    name = ""
    eventId = ""
    seriesId = ""
    createdBy = ""
    createdAt = nil
    lastSeenAt = nil
    revokedAt = nil
  }

  public init(
    id: String = "",
    name: String = "",
    eventId: String = "",
    seriesId: String = "",
    createdBy: String = "",
    createdAt: Timestamp? = nil,
    lastSeenAt: Timestamp? = nil,
    revokedAt: Timestamp? = nil
  ) {
    self.id = id
    self.name = name
    self.eventId = eventId
    self.seriesId = seriesId
    self.createdBy = createdBy
    self.createdAt = createdAt
    self.lastSeenAt = lastSeenAt
    self.revokedAt = revokedAt
  }
}

/// Asks to register a device.
public struct RegisterDeviceRequest: Message {
  /// 1 to 100 characters.
  public var name: String
  /// For this event; either this or series_id.
  public var eventId: String
  /// For each event of this series.
  public var seriesId: String

  public init() {
    name = ""
    eventId = ""
    seriesId = ""
  }

  public init(
    name: String = "",
    eventId: String = "",
    seriesId: String = ""
  ) {
    self.name = name
    self.eventId = eventId
    self.seriesId = seriesId
  }
}

/// A device, with what it signs in by.
public struct RegisteredDevice: Message {
  /// The device's id.
  public var id: String
  /// Goes where an access token goes: "Authorization: Bearer CD1...". It counts until it is revoked
  /// or its event is deleted. Keep it: no list shows it.
  public var token: String
  /// The device.
  public var device: Device?

  public init() {
    id = ""
    token = ""
    device = nil
  }

  public init(
    id: String = "",
    token: String = "",
    device: Device? = nil
  ) {
    self.id = id
    self.token = token
    self.device = device
  }
}

/// Asks for a device.
public struct GetDeviceRequest: Message {
  /// The device.
  public var id: String

  public init() {
    id = ""
  }

  public init(
    id: String = ""
  ) {
    self.id = id
  }
}

/// Asks for a page of devices.
public struct ListDevicesRequest: Message {
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String
  /// Only those of this event, its series' left out.
  public var eventId: String
  /// Only those of this series.
  public var seriesId: String
  /// Also those that were revoked.
  public var revoked: Bool

  public init() {
    pageSize = 0
    pageToken = ""
    eventId = ""
    seriesId = ""
    revoked = false
  }

  public init(
    pageSize: Int32 = 0,
    pageToken: String = "",
    eventId: String = "",
    seriesId: String = "",
    revoked: Bool = false
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.eventId = eventId
    self.seriesId = seriesId
    self.revoked = revoked
  }
}

/// A page of devices.
public struct ListDevicesResponse: Message {
  /// Latest first.
  public var devices: [Device]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    devices = []
    nextPageToken = ""
  }

  public init(
    devices: [Device] = [],
    nextPageToken: String = ""
  ) {
    self.devices = devices
    self.nextPageToken = nextPageToken
  }
}

/// Asks to take a device's rights away.
public struct RevokeDeviceRequest: Message {
  /// The device.
  public var id: String

  public init() {
    id = ""
  }

  public init(
    id: String = ""
  ) {
    self.id = id
  }
}

extension Device {
  public static var fullName: String { "credopass.attendance.v1.Device" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__Device.self, credopass__attendance__v1__device__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__Device.self)
    id = try unsafe readText(c.pointee.id)
    name = try unsafe readText(c.pointee.name)
    eventId = try unsafe readText(c.pointee.event_id)
    seriesId = try unsafe readText(c.pointee.series_id)
    createdBy = try unsafe readText(c.pointee.created_by)
    if let inner = unsafe c.pointee.created_at {
      createdAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.last_seen_at {
      lastSeenAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.revoked_at {
      revokedAt = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__Device.self, credopass__attendance__v1__device__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    unsafe c.pointee.created_by = try arena.text(createdBy)
    unsafe c.pointee.created_at = try createdAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.last_seen_at = try lastSeenAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.revoked_at = try revokedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension RegisterDeviceRequest {
  public static var fullName: String { "credopass.attendance.v1.RegisterDeviceRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__RegisterDeviceRequest.self, credopass__attendance__v1__register_device_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__RegisterDeviceRequest.self)
    name = try unsafe readText(c.pointee.name)
    eventId = try unsafe readText(c.pointee.event_id)
    seriesId = try unsafe readText(c.pointee.series_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__RegisterDeviceRequest.self, credopass__attendance__v1__register_device_request__init)
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    return UnsafeMutableRawPointer(c)
  }
}

extension RegisteredDevice {
  public static var fullName: String { "credopass.attendance.v1.RegisteredDevice" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__RegisteredDevice.self, credopass__attendance__v1__registered_device__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__RegisteredDevice.self)
    id = try unsafe readText(c.pointee.id)
    token = try unsafe readText(c.pointee.token)
    if let inner = unsafe c.pointee.device {
      device = try unsafe Device(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__RegisteredDevice.self, credopass__attendance__v1__registered_device__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.token = try arena.text(token)
    unsafe c.pointee.device = try device?.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__Device.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension GetDeviceRequest {
  public static var fullName: String { "credopass.attendance.v1.GetDeviceRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__GetDeviceRequest.self, credopass__attendance__v1__get_device_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__GetDeviceRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__GetDeviceRequest.self, credopass__attendance__v1__get_device_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListDevicesRequest {
  public static var fullName: String { "credopass.attendance.v1.ListDevicesRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListDevicesRequest.self, credopass__attendance__v1__list_devices_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListDevicesRequest.self)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
    eventId = try unsafe readText(c.pointee.event_id)
    seriesId = try unsafe readText(c.pointee.series_id)
    revoked = unsafe c.pointee.revoked != 0
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListDevicesRequest.self, credopass__attendance__v1__list_devices_request__init)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    unsafe c.pointee.revoked = revoked ? 1 : 0
    return UnsafeMutableRawPointer(c)
  }
}

extension ListDevicesResponse {
  public static var fullName: String { "credopass.attendance.v1.ListDevicesResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListDevicesResponse.self, credopass__attendance__v1__list_devices_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListDevicesResponse.self)
    devices = try unsafe readMessages(c.pointee.n_devices, c.pointee.devices)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListDevicesResponse.self, credopass__attendance__v1__list_devices_response__init)
    unsafe c.pointee.n_devices = devices.count
    unsafe c.pointee.devices = try arena.list(devices) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__Device.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension RevokeDeviceRequest {
  public static var fullName: String { "credopass.attendance.v1.RevokeDeviceRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__RevokeDeviceRequest.self, credopass__attendance__v1__revoke_device_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__RevokeDeviceRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__RevokeDeviceRequest.self, credopass__attendance__v1__revoke_device_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.attendance.v1.DevicesService.
public enum DevicesMethods {
  public static let registerDevice = Method<RegisterDeviceRequest, RegisteredDevice>(
    name: "credopass.attendance.v1.DevicesService/RegisterDevice", idempotency: .keyed)
  public static let getDevice = Method<GetDeviceRequest, Device>(
    name: "credopass.attendance.v1.DevicesService/GetDevice", idempotency: .noSideEffects)
  public static let listDevices = Method<ListDevicesRequest, ListDevicesResponse>(
    name: "credopass.attendance.v1.DevicesService/ListDevices", idempotency: .noSideEffects)
  public static let revokeDevice = Method<RevokeDeviceRequest, Device>(
    name: "credopass.attendance.v1.DevicesService/RevokeDevice", idempotency: .idempotent)
  /// Their names, in the contract's order.
  public static let names = [registerDevice.name, getDevice.name, listDevices.name, revokeDevice.name]
}

/// Devices at doors: phones and scanners that work one event's door, or those of a series, by a
/// token of their own. It searches, checks in and out, takes back its own check-ins, fetches the
/// snapshot and uploads what it scanned without network; it can do nothing else.
public protocol DevicesService: Service {
  /// Registers a device for one event or for each of a series. For organizers and whose event or
  /// series it is. The answer alone shows the token; a repeat shows it again.
  func registerDevice(
    _ request: RegisterDeviceRequest, _ call: CallContext
  ) async throws -> RegisteredDevice
  /// Gives one device.
  func getDevice(
    _ request: GetDeviceRequest, _ call: CallContext
  ) async throws -> Device
  /// Lists devices, latest first, page by page. Organizers see all; a host those of the event or
  /// series that it names.
  func listDevices(
    _ request: ListDevicesRequest, _ call: CallContext
  ) async throws -> ListDevicesResponse
  /// Takes a device's rights away from its next call on; a repeat changes nothing.
  func revokeDevice(
    _ request: RevokeDeviceRequest, _ call: CallContext
  ) async throws -> Device
}

extension DevicesService {
  public static var name: String { "credopass.attendance.v1.DevicesService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(DevicesMethods.registerDevice) { try await self.registerDevice($0, $1) },
      MethodHandler(DevicesMethods.getDevice) { try await self.getDevice($0, $1) },
      MethodHandler(DevicesMethods.listDevices) { try await self.listDevices($0, $1) },
      MethodHandler(DevicesMethods.revokeDevice) { try await self.revokeDevice($0, $1) },
    ]
  }
}

/// Calls credopass.attendance.v1.DevicesService.
public struct DevicesClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Registers a device for one event or for each of a series. For organizers and whose event or
  /// series it is. The answer alone shows the token; a repeat shows it again.
  public func registerDevice(
    _ request: RegisterDeviceRequest, _ options: CallOptions = CallOptions()
  ) async throws -> RegisteredDevice {
    try await caller.call(DevicesMethods.registerDevice, request, options)
  }

  /// Gives one device.
  public func getDevice(
    _ request: GetDeviceRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Device {
    try await caller.call(DevicesMethods.getDevice, request, options)
  }

  /// Lists devices, latest first, page by page. Organizers see all; a host those of the event or
  /// series that it names.
  public func listDevices(
    _ request: ListDevicesRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListDevicesResponse {
    try await caller.call(DevicesMethods.listDevices, request, options)
  }

  /// Takes a device's rights away from its next call on; a repeat changes nothing.
  public func revokeDevice(
    _ request: RevokeDeviceRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Device {
    try await caller.call(DevicesMethods.revokeDevice, request, options)
  }
}
