// swift-format-ignore-file
// Generated from credopass/attendance/v1/live_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// Asks for an event's live view.
public struct GetLiveViewRequest: Message {
  /// The event.
  public var eventId: String

  public init() {
    eventId = ""
  }

  public init(
    eventId: String = ""
  ) {
    self.eventId = eventId
  }
}

/// Asks for an event's next live view.
public struct WatchEventRequest: Message {
  /// The event.
  public var eventId: String
  /// The version that is known.
  public var after: Int64
  /// How long to wait for another, up to 20,000.
  public var waitMs: Int32

  public init() {
    eventId = ""
    after = 0
    waitMs = 0
  }

  public init(
    eventId: String = "",
    after: Int64 = 0,
    waitMs: Int32 = 0
  ) {
    self.eventId = eventId
    self.after = after
    self.waitMs = waitMs
  }
}

/// An event's door at one moment: the whole, so that who missed the one before misses nothing.
public struct LiveView: Message {
  /// The event.
  public var eventId: String
  /// Counts the door's movements.
  public var version: Int64
  /// People inside.
  public var present: Int32
  /// People who were there.
  public var attended: Int32
  /// The last who were let in for the first time, latest first, at most 10.
  public var lastScans: [LiveView.Arrival]

  public init() {
    eventId = ""
    version = 0
    present = 0
    attended = 0
    lastScans = []
  }

  public init(
    eventId: String = "",
    version: Int64 = 0,
    present: Int32 = 0,
    attended: Int32 = 0,
    lastScans: [LiveView.Arrival] = []
  ) {
    self.eventId = eventId
    self.version = version
    self.present = present
    self.attended = attended
    self.lastScans = lastScans
  }
  /// Somebody who was let in.
  public struct Arrival: Message {
    /// The user.
    public var userId: String
    /// The first name, as last heard; no other name is shown.
    public var firstName: String
    /// When the person came.
    public var at: Timestamp?
    /// The device that let the person in, or empty.
    public var deviceId: String

    public init() {
      userId = ""
      firstName = ""
      at = nil
      deviceId = ""
    }

    public init(
      userId: String = "",
      firstName: String = "",
      at: Timestamp? = nil,
      deviceId: String = ""
    ) {
      self.userId = userId
      self.firstName = firstName
      self.at = at
      self.deviceId = deviceId
    }
  }
}

/// Asks for a ticket to an event's live view.
public struct IssueLiveTicketRequest: Message {
  /// The event.
  public var eventId: String

  public init() {
    eventId = ""
  }

  public init(
    eventId: String = ""
  ) {
    self.eventId = eventId
  }
}

/// A ticket to an event's live view.
public struct LiveTicket: Message {
  /// Goes into the address: ?ticket=...
  public var ticket: String
  /// From when on it opens nothing.
  public var expiresAt: Timestamp?
  /// The address under the API's own, ticket included.
  public var url: String

  public init() {
    ticket = ""
    expiresAt = nil
    url = ""
  }

  public init(
    ticket: String = "",
    expiresAt: Timestamp? = nil,
    url: String = ""
  ) {
    self.ticket = ticket
    self.expiresAt = expiresAt
    self.url = url
  }
}

/// Asks what a ticket stands for.
public struct RedeemLiveTicketRequest: Message {
  /// The event.
  public var eventId: String
  /// The ticket.
  public var ticket: String

  public init() {
    eventId = ""
    ticket = ""
  }

  public init(
    eventId: String = "",
    ticket: String = ""
  ) {
    self.eventId = eventId
    self.ticket = ticket
  }
}

/// What a ticket stands for.
public struct RedeemedLiveTicket: Message {
  /// The access token of who asked for the ticket.
  public var accessToken: String

  public init() {
    accessToken = ""
  }

  public init(
    accessToken: String = ""
  ) {
    self.accessToken = accessToken
  }
}

extension GetLiveViewRequest {
  public static var fullName: String { "credopass.attendance.v1.GetLiveViewRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__GetLiveViewRequest.self, credopass__attendance__v1__get_live_view_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__GetLiveViewRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__GetLiveViewRequest.self, credopass__attendance__v1__get_live_view_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    return UnsafeMutableRawPointer(c)
  }
}

extension WatchEventRequest {
  public static var fullName: String { "credopass.attendance.v1.WatchEventRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__WatchEventRequest.self, credopass__attendance__v1__watch_event_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__WatchEventRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    after = unsafe c.pointee.after
    waitMs = unsafe c.pointee.wait_ms
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__WatchEventRequest.self, credopass__attendance__v1__watch_event_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.after = after
    unsafe c.pointee.wait_ms = waitMs
    return UnsafeMutableRawPointer(c)
  }
}

extension LiveView {
  public static var fullName: String { "credopass.attendance.v1.LiveView" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__LiveView.self, credopass__attendance__v1__live_view__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__LiveView.self)
    eventId = try unsafe readText(c.pointee.event_id)
    version = unsafe c.pointee.version
    present = unsafe c.pointee.present
    attended = unsafe c.pointee.attended
    lastScans = try unsafe readMessages(c.pointee.n_last_scans, c.pointee.last_scans)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__LiveView.self, credopass__attendance__v1__live_view__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.version = version
    unsafe c.pointee.present = present
    unsafe c.pointee.attended = attended
    unsafe c.pointee.n_last_scans = lastScans.count
    unsafe c.pointee.last_scans = try arena.list(lastScans) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__LiveView__Arrival.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension LiveView.Arrival {
  public static var fullName: String { "credopass.attendance.v1.LiveView.Arrival" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__LiveView__Arrival.self, credopass__attendance__v1__live_view__arrival__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__LiveView__Arrival.self)
    userId = try unsafe readText(c.pointee.user_id)
    firstName = try unsafe readText(c.pointee.first_name)
    if let inner = unsafe c.pointee.at {
      at = try unsafe Timestamp(unpacked: inner)
    }
    deviceId = try unsafe readText(c.pointee.device_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__LiveView__Arrival.self, credopass__attendance__v1__live_view__arrival__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.at = try at?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.device_id = try arena.text(deviceId)
    return UnsafeMutableRawPointer(c)
  }
}

extension IssueLiveTicketRequest {
  public static var fullName: String { "credopass.attendance.v1.IssueLiveTicketRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__IssueLiveTicketRequest.self, credopass__attendance__v1__issue_live_ticket_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__IssueLiveTicketRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__IssueLiveTicketRequest.self, credopass__attendance__v1__issue_live_ticket_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    return UnsafeMutableRawPointer(c)
  }
}

extension LiveTicket {
  public static var fullName: String { "credopass.attendance.v1.LiveTicket" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__LiveTicket.self, credopass__attendance__v1__live_ticket__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__LiveTicket.self)
    ticket = try unsafe readText(c.pointee.ticket)
    if let inner = unsafe c.pointee.expires_at {
      expiresAt = try unsafe Timestamp(unpacked: inner)
    }
    url = try unsafe readText(c.pointee.url)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__LiveTicket.self, credopass__attendance__v1__live_ticket__init)
    unsafe c.pointee.ticket = try arena.text(ticket)
    unsafe c.pointee.expires_at = try expiresAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.url = try arena.text(url)
    return UnsafeMutableRawPointer(c)
  }
}

extension RedeemLiveTicketRequest {
  public static var fullName: String { "credopass.attendance.v1.RedeemLiveTicketRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__RedeemLiveTicketRequest.self, credopass__attendance__v1__redeem_live_ticket_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__RedeemLiveTicketRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    ticket = try unsafe readText(c.pointee.ticket)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__RedeemLiveTicketRequest.self, credopass__attendance__v1__redeem_live_ticket_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.ticket = try arena.text(ticket)
    return UnsafeMutableRawPointer(c)
  }
}

extension RedeemedLiveTicket {
  public static var fullName: String { "credopass.attendance.v1.RedeemedLiveTicket" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__RedeemedLiveTicket.self, credopass__attendance__v1__redeemed_live_ticket__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__RedeemedLiveTicket.self)
    accessToken = try unsafe readText(c.pointee.access_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__RedeemedLiveTicket.self, credopass__attendance__v1__redeemed_live_ticket__init)
    unsafe c.pointee.access_token = try arena.text(accessToken)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.attendance.v1.LiveService.
public enum LiveMethods {
  public static let getLiveView = Method<GetLiveViewRequest, LiveView>(
    name: "credopass.attendance.v1.LiveService/GetLiveView", idempotency: .noSideEffects)
  public static let watchEvent = Method<WatchEventRequest, LiveView>(
    name: "credopass.attendance.v1.LiveService/WatchEvent", idempotency: .noSideEffects)
  public static let issueLiveTicket = Method<IssueLiveTicketRequest, LiveTicket>(
    name: "credopass.attendance.v1.LiveService/IssueLiveTicket", idempotency: .noSideEffects)
  public static let redeemLiveTicket = Method<RedeemLiveTicketRequest, RedeemedLiveTicket>(
    name: "credopass.attendance.v1.LiveService/RedeemLiveTicket", idempotency: .noSideEffects)
  /// Their names, in the contract's order.
  public static let names = [getLiveView.name, watchEvent.name, issueLiveTicket.name, redeemLiveTicket.name]
}

/// An event's door as it is now.
public protocol LiveService: Service {
  /// Gives an event's live view as it is now. For who works the event's door.
  func getLiveView(
    _ request: GetLiveViewRequest, _ call: CallContext
  ) async throws -> LiveView
  /// Answers as soon as the event's door is at another version than `after`, or when the wait is
  /// over. For who works the event's door.
  func watchEvent(
    _ request: WatchEventRequest, _ call: CallContext
  ) async throws -> LiveView
  /// Gives a ticket that opens the event's live view in a browser, which cannot send an access token
  /// there: ?ticket=... It counts for a minute, for this event, for nothing else, and what it opens
  /// ends when the rights of who asked for it end. For who works the event's door.
  func issueLiveTicket(
    _ request: IssueLiveTicketRequest, _ call: CallContext
  ) async throws -> LiveTicket
  /// Gives the access token that a ticket stands for. For the gateway.
  func redeemLiveTicket(
    _ request: RedeemLiveTicketRequest, _ call: CallContext
  ) async throws -> RedeemedLiveTicket
}

extension LiveService {
  public static var name: String { "credopass.attendance.v1.LiveService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(LiveMethods.getLiveView) { try await self.getLiveView($0, $1) },
      MethodHandler(LiveMethods.watchEvent) { try await self.watchEvent($0, $1) },
      MethodHandler(LiveMethods.issueLiveTicket) { try await self.issueLiveTicket($0, $1) },
      MethodHandler(LiveMethods.redeemLiveTicket) { try await self.redeemLiveTicket($0, $1) },
    ]
  }
}

/// Calls credopass.attendance.v1.LiveService.
public struct LiveClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Gives an event's live view as it is now. For who works the event's door.
  public func getLiveView(
    _ request: GetLiveViewRequest, _ options: CallOptions = CallOptions()
  ) async throws -> LiveView {
    try await caller.call(LiveMethods.getLiveView, request, options)
  }

  /// Answers as soon as the event's door is at another version than `after`, or when the wait is
  /// over. For who works the event's door.
  public func watchEvent(
    _ request: WatchEventRequest, _ options: CallOptions = CallOptions()
  ) async throws -> LiveView {
    try await caller.call(LiveMethods.watchEvent, request, options)
  }

  /// Gives a ticket that opens the event's live view in a browser, which cannot send an access token
  /// there: ?ticket=... It counts for a minute, for this event, for nothing else, and what it opens
  /// ends when the rights of who asked for it end. For who works the event's door.
  public func issueLiveTicket(
    _ request: IssueLiveTicketRequest, _ options: CallOptions = CallOptions()
  ) async throws -> LiveTicket {
    try await caller.call(LiveMethods.issueLiveTicket, request, options)
  }

  /// Gives the access token that a ticket stands for. For the gateway.
  public func redeemLiveTicket(
    _ request: RedeemLiveTicketRequest, _ options: CallOptions = CallOptions()
  ) async throws -> RedeemedLiveTicket {
    try await caller.call(LiveMethods.redeemLiveTicket, request, options)
  }
}
