// swift-format-ignore-file
// Generated from credopass/events/v1/calendars_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// The secret link of a member's calendar.
public struct CalendarLink: Message {
  /// The person.
  public var userId: String
  /// The path under this API, such as "/v1/calendars/….ics"; whoever has it reads the calendar.
  /// Empty when there is none.
  public var path: String
  /// Since when it holds; absent when there is none.
  public var createdAt: Timestamp?

  public init() {
    userId = ""
    path = ""
    createdAt = nil
  }

  public init(
    userId: String = "",
    path: String = "",
    createdAt: Timestamp? = nil
  ) {
    self.userId = userId
    self.path = path
    self.createdAt = createdAt
  }
}

/// Asks for one event as a calendar.
public struct GetEventCalendarRequest: Message {
  /// The event's id.
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

/// Asks for a host's public events as a calendar.
public struct GetHostCalendarRequest: Message {
  /// The host.
  public var userId: String

  public init() {
    userId = ""
  }

  public init(
    userId: String = ""
  ) {
    self.userId = userId
  }
}

/// Asks for a member's own events as a calendar.
public struct GetMemberCalendarRequest: Message {
  /// What only the member's link tells.
  public var secret: String

  public init() {
    secret = ""
  }

  public init(
    secret: String = ""
  ) {
    self.secret = secret
  }
}

/// Asks for the link of a calendar.
public struct GetCalendarLinkRequest: Message {
  /// The person; empty means the caller.
  public var userId: String

  public init() {
    userId = ""
  }

  public init(
    userId: String = ""
  ) {
    self.userId = userId
  }
}

/// Asks for a new link.
public struct RenewCalendarLinkRequest: Message {
  /// The person; empty means the caller.
  public var userId: String

  public init() {
    userId = ""
  }

  public init(
    userId: String = ""
  ) {
    self.userId = userId
  }
}

/// Asks to end a link.
public struct DeleteCalendarLinkRequest: Message {
  /// The person; empty means the caller.
  public var userId: String

  public init() {
    userId = ""
  }

  public init(
    userId: String = ""
  ) {
    self.userId = userId
  }
}

extension CalendarLink {
  public static var fullName: String { "credopass.events.v1.CalendarLink" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__CalendarLink.self, credopass__events__v1__calendar_link__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__CalendarLink.self)
    userId = try unsafe readText(c.pointee.user_id)
    path = try unsafe readText(c.pointee.path)
    if let inner = unsafe c.pointee.created_at {
      createdAt = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__CalendarLink.self, credopass__events__v1__calendar_link__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.path = try arena.text(path)
    unsafe c.pointee.created_at = try createdAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension GetEventCalendarRequest {
  public static var fullName: String { "credopass.events.v1.GetEventCalendarRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__GetEventCalendarRequest.self, credopass__events__v1__get_event_calendar_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__GetEventCalendarRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__GetEventCalendarRequest.self, credopass__events__v1__get_event_calendar_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    return UnsafeMutableRawPointer(c)
  }
}

extension GetHostCalendarRequest {
  public static var fullName: String { "credopass.events.v1.GetHostCalendarRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__GetHostCalendarRequest.self, credopass__events__v1__get_host_calendar_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__GetHostCalendarRequest.self)
    userId = try unsafe readText(c.pointee.user_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__GetHostCalendarRequest.self, credopass__events__v1__get_host_calendar_request__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    return UnsafeMutableRawPointer(c)
  }
}

extension GetMemberCalendarRequest {
  public static var fullName: String { "credopass.events.v1.GetMemberCalendarRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__GetMemberCalendarRequest.self, credopass__events__v1__get_member_calendar_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__GetMemberCalendarRequest.self)
    secret = try unsafe readText(c.pointee.secret)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__GetMemberCalendarRequest.self, credopass__events__v1__get_member_calendar_request__init)
    unsafe c.pointee.secret = try arena.text(secret)
    return UnsafeMutableRawPointer(c)
  }
}

extension GetCalendarLinkRequest {
  public static var fullName: String { "credopass.events.v1.GetCalendarLinkRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__GetCalendarLinkRequest.self, credopass__events__v1__get_calendar_link_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__GetCalendarLinkRequest.self)
    userId = try unsafe readText(c.pointee.user_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__GetCalendarLinkRequest.self, credopass__events__v1__get_calendar_link_request__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    return UnsafeMutableRawPointer(c)
  }
}

extension RenewCalendarLinkRequest {
  public static var fullName: String { "credopass.events.v1.RenewCalendarLinkRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__RenewCalendarLinkRequest.self, credopass__events__v1__renew_calendar_link_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__RenewCalendarLinkRequest.self)
    userId = try unsafe readText(c.pointee.user_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__RenewCalendarLinkRequest.self, credopass__events__v1__renew_calendar_link_request__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    return UnsafeMutableRawPointer(c)
  }
}

extension DeleteCalendarLinkRequest {
  public static var fullName: String { "credopass.events.v1.DeleteCalendarLinkRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__DeleteCalendarLinkRequest.self, credopass__events__v1__delete_calendar_link_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__DeleteCalendarLinkRequest.self)
    userId = try unsafe readText(c.pointee.user_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__DeleteCalendarLinkRequest.self, credopass__events__v1__delete_calendar_link_request__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.events.v1.CalendarsService.
public enum CalendarsMethods {
  public static let getEventCalendar = Method<GetEventCalendarRequest, Document>(
    name: "credopass.events.v1.CalendarsService/GetEventCalendar", idempotency: .noSideEffects)
  public static let getHostCalendar = Method<GetHostCalendarRequest, Document>(
    name: "credopass.events.v1.CalendarsService/GetHostCalendar", idempotency: .noSideEffects)
  public static let getMemberCalendar = Method<GetMemberCalendarRequest, Document>(
    name: "credopass.events.v1.CalendarsService/GetMemberCalendar", idempotency: .noSideEffects)
  public static let getCalendarLink = Method<GetCalendarLinkRequest, CalendarLink>(
    name: "credopass.events.v1.CalendarsService/GetCalendarLink", idempotency: .noSideEffects)
  public static let renewCalendarLink = Method<RenewCalendarLinkRequest, CalendarLink>(
    name: "credopass.events.v1.CalendarsService/RenewCalendarLink", idempotency: .idempotent)
  public static let deleteCalendarLink = Method<DeleteCalendarLinkRequest, CalendarLink>(
    name: "credopass.events.v1.CalendarsService/DeleteCalendarLink", idempotency: .idempotent)
  /// Their names, in the contract's order.
  public static let names = [getEventCalendar.name, getHostCalendar.name, getMemberCalendar.name, getCalendarLink.name, renewCalendarLink.name, deleteCalendarLink.name]
}

/// Events as calendar programs read them (RFC 5545).
public protocol CalendarsService: Service {
  /// Gives one event as a calendar, for those who may see it.
  func getEventCalendar(
    _ request: GetEventCalendarRequest, _ call: CallContext
  ) async throws -> Document
  /// Gives the public events of a host as a calendar: those of the last 90 days and all to come, as
  /// many as fit 900 kB, soonest first. Who hosts nothing has an empty one.
  func getHostCalendar(
    _ request: GetHostCalendarRequest, _ call: CallContext
  ) async throws -> Document
  /// Gives a member's own events as a calendar, to whoever knows its secret: where they have a seat,
  /// wait for one, or are the host. Bounded like a host's.
  func getMemberCalendar(
    _ request: GetMemberCalendarRequest, _ call: CallContext
  ) async throws -> Document
  /// Gives the secret link of the caller's own calendar.
  func getCalendarLink(
    _ request: GetCalendarLinkRequest, _ call: CallContext
  ) async throws -> CalendarLink
  /// Makes a new secret link; the one before ends at once. A repeat makes another new one.
  func renewCalendarLink(
    _ request: RenewCalendarLinkRequest, _ call: CallContext
  ) async throws -> CalendarLink
  /// Ends the secret link. For the person and for an ADMIN.
  func deleteCalendarLink(
    _ request: DeleteCalendarLinkRequest, _ call: CallContext
  ) async throws -> CalendarLink
}

extension CalendarsService {
  public static var name: String { "credopass.events.v1.CalendarsService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(CalendarsMethods.getEventCalendar) { try await self.getEventCalendar($0, $1) },
      MethodHandler(CalendarsMethods.getHostCalendar) { try await self.getHostCalendar($0, $1) },
      MethodHandler(CalendarsMethods.getMemberCalendar) { try await self.getMemberCalendar($0, $1) },
      MethodHandler(CalendarsMethods.getCalendarLink) { try await self.getCalendarLink($0, $1) },
      MethodHandler(CalendarsMethods.renewCalendarLink) { try await self.renewCalendarLink($0, $1) },
      MethodHandler(CalendarsMethods.deleteCalendarLink) { try await self.deleteCalendarLink($0, $1) },
    ]
  }
}

/// Calls credopass.events.v1.CalendarsService.
public struct CalendarsClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Gives one event as a calendar, for those who may see it.
  public func getEventCalendar(
    _ request: GetEventCalendarRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Document {
    try await caller.call(CalendarsMethods.getEventCalendar, request, options)
  }

  /// Gives the public events of a host as a calendar: those of the last 90 days and all to come, as
  /// many as fit 900 kB, soonest first. Who hosts nothing has an empty one.
  public func getHostCalendar(
    _ request: GetHostCalendarRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Document {
    try await caller.call(CalendarsMethods.getHostCalendar, request, options)
  }

  /// Gives a member's own events as a calendar, to whoever knows its secret: where they have a seat,
  /// wait for one, or are the host. Bounded like a host's.
  public func getMemberCalendar(
    _ request: GetMemberCalendarRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Document {
    try await caller.call(CalendarsMethods.getMemberCalendar, request, options)
  }

  /// Gives the secret link of the caller's own calendar.
  public func getCalendarLink(
    _ request: GetCalendarLinkRequest, _ options: CallOptions = CallOptions()
  ) async throws -> CalendarLink {
    try await caller.call(CalendarsMethods.getCalendarLink, request, options)
  }

  /// Makes a new secret link; the one before ends at once. A repeat makes another new one.
  public func renewCalendarLink(
    _ request: RenewCalendarLinkRequest, _ options: CallOptions = CallOptions()
  ) async throws -> CalendarLink {
    try await caller.call(CalendarsMethods.renewCalendarLink, request, options)
  }

  /// Ends the secret link. For the person and for an ADMIN.
  public func deleteCalendarLink(
    _ request: DeleteCalendarLinkRequest, _ options: CallOptions = CallOptions()
  ) async throws -> CalendarLink {
    try await caller.call(CalendarsMethods.deleteCalendarLink, request, options)
  }
}
