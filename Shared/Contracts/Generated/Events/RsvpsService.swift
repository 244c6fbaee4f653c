// swift-format-ignore-file
// Generated from credopass/events/v1/rsvps_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// What a person says of an event. It agrees with the enrollment: GOING holds seats or waits for
/// them, and turns into NOT_GOING when the enrollment is canceled.
public struct Rsvp: Message {
  /// The event.
  public var eventId: String
  /// The person.
  public var userId: String
  /// What is said.
  public var status: Rsvp.Status
  /// When it was first said.
  public var createdAt: Timestamp?
  /// When it last changed.
  public var updatedAt: Timestamp?
  /// The person's first name, as last heard.
  public var firstName: String
  /// The person's last name, as last heard.
  public var lastName: String
  /// Only where SetRsvp answers: the person's enrollment, if there ever was one.
  public var enrollment: Enrollment?

  public init() {
    eventId = ""
    userId = ""
    status = .unspecified
    createdAt = nil
    updatedAt = nil
    firstName = ""
    lastName = ""
    enrollment = nil
  }

  public init(
    eventId: String = "",
    userId: String = "",
    status: Rsvp.Status = .unspecified,
    createdAt: Timestamp? = nil,
    updatedAt: Timestamp? = nil,
    firstName: String = "",
    lastName: String = "",
    enrollment: Enrollment? = nil
  ) {
    self.eventId = eventId
    self.userId = userId
    self.status = status
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.firstName = firstName
    self.lastName = lastName
    self.enrollment = enrollment
  }

  /// What is said.
  public enum Status: Enumeration {
    /// Not said.
    case unspecified
    /// Comes; has a seat or waits for one.
    case going
    /// May come; holds nothing.
    case interested
    /// Does not come.
    case notGoing
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .going, .interested, .notGoing]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .going
      case 2: self = .interested
      case 3: self = .notGoing
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .going: 1
      case .interested: 2
      case .notGoing: 3
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "STATUS_UNSPECIFIED"
      case .going: "GOING"
      case .interested: "INTERESTED"
      case .notGoing: "NOT_GOING"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

/// How many say what.
public struct RsvpCounts: Message {
  /// Who comes, people on the waiting list included, guests not.
  public var going: Int32
  /// Who may come.
  public var interested: Int32
  /// Who does not come.
  public var notGoing: Int32

  public init() {
    going = 0
    interested = 0
    notGoing = 0
  }

  public init(
    going: Int32 = 0,
    interested: Int32 = 0,
    notGoing: Int32 = 0
  ) {
    self.going = going
    self.interested = interested
    self.notGoing = notGoing
  }
}

/// Says whether somebody will come.
public struct SetRsvpRequest: Message {
  /// The event.
  public var eventId: String
  /// The person; empty means the caller.
  public var userId: String
  /// What is said; absent means GOING.
  public var status: Rsvp.Status

  public init() {
    eventId = ""
    userId = ""
    status = .unspecified
  }

  public init(
    eventId: String = "",
    userId: String = "",
    status: Rsvp.Status = .unspecified
  ) {
    self.eventId = eventId
    self.userId = userId
    self.status = status
  }
}

/// Asks for a page of answers at one event, of one person, or both.
public struct ListRsvpsRequest: Message {
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String
  /// Only at this event.
  public var eventId: String
  /// Only of this person.
  public var userId: String
  /// Only those that say so.
  public var status: Rsvp.Status

  public init() {
    pageSize = 0
    pageToken = ""
    eventId = ""
    userId = ""
    status = .unspecified
  }

  public init(
    pageSize: Int32 = 0,
    pageToken: String = "",
    eventId: String = "",
    userId: String = "",
    status: Rsvp.Status = .unspecified
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.eventId = eventId
    self.userId = userId
    self.status = status
  }
}

/// A page of answers.
public struct ListRsvpsResponse: Message {
  /// First said comes first.
  public var rsvps: [Rsvp]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String
  /// How many say what at the event; with its first page only.
  public var counts: RsvpCounts?

  public init() {
    rsvps = []
    nextPageToken = ""
    counts = nil
  }

  public init(
    rsvps: [Rsvp] = [],
    nextPageToken: String = "",
    counts: RsvpCounts? = nil
  ) {
    self.rsvps = rsvps
    self.nextPageToken = nextPageToken
    self.counts = counts
  }
}

extension Rsvp {
  public static var fullName: String { "credopass.events.v1.Rsvp" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__Rsvp.self, credopass__events__v1__rsvp__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__Rsvp.self)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    status = unsafe Rsvp.Status(rawValue: Int32(bitPattern: c.pointee.status.rawValue))
    if let inner = unsafe c.pointee.created_at {
      createdAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.updated_at {
      updatedAt = try unsafe Timestamp(unpacked: inner)
    }
    firstName = try unsafe readText(c.pointee.first_name)
    lastName = try unsafe readText(c.pointee.last_name)
    if let inner = unsafe c.pointee.enrollment {
      enrollment = try unsafe Enrollment(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__Rsvp.self, credopass__events__v1__rsvp__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.status = .init(rawValue: UInt32(bitPattern: status.rawValue))
    unsafe c.pointee.created_at = try createdAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.updated_at = try updatedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.last_name = try arena.text(lastName)
    unsafe c.pointee.enrollment = try enrollment?.layOut(in: arena).assumingMemoryBound(to: Credopass__Events__V1__Enrollment.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension RsvpCounts {
  public static var fullName: String { "credopass.events.v1.RsvpCounts" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__RsvpCounts.self, credopass__events__v1__rsvp_counts__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__RsvpCounts.self)
    going = unsafe c.pointee.going
    interested = unsafe c.pointee.interested
    notGoing = unsafe c.pointee.not_going
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__RsvpCounts.self, credopass__events__v1__rsvp_counts__init)
    unsafe c.pointee.going = going
    unsafe c.pointee.interested = interested
    unsafe c.pointee.not_going = notGoing
    return UnsafeMutableRawPointer(c)
  }
}

extension SetRsvpRequest {
  public static var fullName: String { "credopass.events.v1.SetRsvpRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__SetRsvpRequest.self, credopass__events__v1__set_rsvp_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__SetRsvpRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    status = unsafe Rsvp.Status(rawValue: Int32(bitPattern: c.pointee.status.rawValue))
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__SetRsvpRequest.self, credopass__events__v1__set_rsvp_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.status = .init(rawValue: UInt32(bitPattern: status.rawValue))
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRsvpsRequest {
  public static var fullName: String { "credopass.events.v1.ListRsvpsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__ListRsvpsRequest.self, credopass__events__v1__list_rsvps_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__ListRsvpsRequest.self)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    status = unsafe Rsvp.Status(rawValue: Int32(bitPattern: c.pointee.status.rawValue))
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__ListRsvpsRequest.self, credopass__events__v1__list_rsvps_request__init)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.status = .init(rawValue: UInt32(bitPattern: status.rawValue))
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRsvpsResponse {
  public static var fullName: String { "credopass.events.v1.ListRsvpsResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__ListRsvpsResponse.self, credopass__events__v1__list_rsvps_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__ListRsvpsResponse.self)
    rsvps = try unsafe readMessages(c.pointee.n_rsvps, c.pointee.rsvps)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
    if let inner = unsafe c.pointee.counts {
      counts = try unsafe RsvpCounts(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__ListRsvpsResponse.self, credopass__events__v1__list_rsvps_response__init)
    unsafe c.pointee.n_rsvps = rsvps.count
    unsafe c.pointee.rsvps = try arena.list(rsvps) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Events__V1__Rsvp.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    unsafe c.pointee.counts = try counts?.layOut(in: arena).assumingMemoryBound(to: Credopass__Events__V1__RsvpCounts.self)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.events.v1.RsvpsService.
public enum RsvpsMethods {
  public static let setRsvp = Method<SetRsvpRequest, Rsvp>(
    name: "credopass.events.v1.RsvpsService/SetRsvp", idempotency: .idempotent)
  public static let listRsvps = Method<ListRsvpsRequest, ListRsvpsResponse>(
    name: "credopass.events.v1.RsvpsService/ListRsvps", idempotency: .noSideEffects)
  /// Their names, in the contract's order.
  public static let names = [setRsvp.name, listRsvps.name]
}

/// What people say of whether they will come. It never tells that somebody came.
public protocol RsvpsService: Service {
  /// Says whether a person will come. GOING asks for a seat as Enroll does, and may come back
  /// waiting; INTERESTED and NOT_GOING hold nothing and give up the seat or the place on the waiting
  /// list. What is refused about the seat refuses the whole.
  func setRsvp(
    _ request: SetRsvpRequest, _ call: CallContext
  ) async throws -> Rsvp
  /// Lists the answers at an event or of a person, page by page. Those who do not keep an event's
  /// roster get its counts, and no answer but their own.
  func listRsvps(
    _ request: ListRsvpsRequest, _ call: CallContext
  ) async throws -> ListRsvpsResponse
}

extension RsvpsService {
  public static var name: String { "credopass.events.v1.RsvpsService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(RsvpsMethods.setRsvp) { try await self.setRsvp($0, $1) },
      MethodHandler(RsvpsMethods.listRsvps) { try await self.listRsvps($0, $1) },
    ]
  }
}

/// Calls credopass.events.v1.RsvpsService.
public struct RsvpsClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Says whether a person will come. GOING asks for a seat as Enroll does, and may come back
  /// waiting; INTERESTED and NOT_GOING hold nothing and give up the seat or the place on the waiting
  /// list. What is refused about the seat refuses the whole.
  public func setRsvp(
    _ request: SetRsvpRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Rsvp {
    try await caller.call(RsvpsMethods.setRsvp, request, options)
  }

  /// Lists the answers at an event or of a person, page by page. Those who do not keep an event's
  /// roster get its counts, and no answer but their own.
  public func listRsvps(
    _ request: ListRsvpsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListRsvpsResponse {
    try await caller.call(RsvpsMethods.listRsvps, request, options)
  }
}
