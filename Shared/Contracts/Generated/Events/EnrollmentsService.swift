// swift-format-ignore-file
// Generated from credopass/events/v1/enrollments_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// A claim on a seat.
public struct Enrollment: Message {
  /// UUIDv7.
  public var id: String
  /// The event.
  public var eventId: String
  /// The person.
  public var userId: String
  /// Where the claim stands.
  public var status: Enrollment.Status
  /// People who come along; each takes a seat.
  public var guests: Int32
  /// Higher goes first on the waiting list.
  public var priority: Int32
  /// Place on the waiting list, from 1; absent when not waiting.
  public var position: Int32?
  /// When the claim was made.
  public var enrolledAt: Timestamp?
  /// When it was given up, or absent.
  public var canceledAt: Timestamp?
  /// The person's first name, as last heard.
  public var firstName: String
  /// The person's last name, as last heard.
  public var lastName: String
  /// Only where Enroll answers: whether the claim stood before and was left as it was.
  public var alreadyEnrolled: Bool?

  public init() {
    id = ""
    eventId = ""
    userId = ""
    status = .unspecified
    guests = 0
    priority = 0
    position = nil
    enrolledAt = nil
    canceledAt = nil
    firstName = ""
    lastName = ""
    alreadyEnrolled = nil
  }

  public init(
    id: String = "",
    eventId: String = "",
    userId: String = "",
    status: Enrollment.Status = .unspecified,
    guests: Int32 = 0,
    priority: Int32 = 0,
    position: Int32? = nil,
    enrolledAt: Timestamp? = nil,
    canceledAt: Timestamp? = nil,
    firstName: String = "",
    lastName: String = "",
    alreadyEnrolled: Bool? = nil
  ) {
    self.id = id
    self.eventId = eventId
    self.userId = userId
    self.status = status
    self.guests = guests
    self.priority = priority
    self.position = position
    self.enrolledAt = enrolledAt
    self.canceledAt = canceledAt
    self.firstName = firstName
    self.lastName = lastName
    self.alreadyEnrolled = alreadyEnrolled
  }

  /// Where the claim stands.
  public enum Status: Enumeration {
    /// Not said.
    case unspecified
    /// Holds its seats.
    case enrolled
    /// Waits for seats.
    case waitlisted
    /// Given up.
    case canceled
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .enrolled, .waitlisted, .canceled]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .enrolled
      case 2: self = .waitlisted
      case 3: self = .canceled
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .enrolled: 1
      case .waitlisted: 2
      case .canceled: 3
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "STATUS_UNSPECIFIED"
      case .enrolled: "ENROLLED"
      case .waitlisted: "WAITLISTED"
      case .canceled: "CANCELED"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

/// Asks for a seat.
public struct EnrollRequest: Message {
  /// The event.
  public var eventId: String
  /// The person; empty means the caller.
  public var userId: String
  /// People who come along, 0 to 10.
  public var guests: Int32

  public init() {
    eventId = ""
    userId = ""
    guests = 0
  }

  public init(
    eventId: String = "",
    userId: String = "",
    guests: Int32 = 0
  ) {
    self.eventId = eventId
    self.userId = userId
    self.guests = guests
  }
}

/// Asks to give a seat up.
public struct CancelEnrollmentRequest: Message {
  /// The event.
  public var eventId: String
  /// The person; empty means the caller.
  public var userId: String

  public init() {
    eventId = ""
    userId = ""
  }

  public init(
    eventId: String = "",
    userId: String = ""
  ) {
    self.eventId = eventId
    self.userId = userId
  }
}

/// Asks to change an enrollment.
public struct UpdateEnrollmentRequest: Message {
  /// The event.
  public var eventId: String
  /// The person; empty means the caller.
  public var userId: String
  /// Which of the fields below to write; what it names and is absent is cleared.
  public var updateMask: FieldMask?
  /// People who come along, 0 to 10.
  public var guests: Int32
  /// From -1000 to 1000; higher goes first on the waiting list, and 0 is what everybody has.
  public var priority: Int32

  public init() {
    eventId = ""
    userId = ""
    updateMask = nil
    guests = 0
    priority = 0
  }

  public init(
    eventId: String = "",
    userId: String = "",
    updateMask: FieldMask? = nil,
    guests: Int32 = 0,
    priority: Int32 = 0
  ) {
    self.eventId = eventId
    self.userId = userId
    self.updateMask = updateMask
    self.guests = guests
    self.priority = priority
  }
}

/// Asks for one enrollment.
public struct GetEnrollmentRequest: Message {
  /// The event.
  public var eventId: String
  /// The person; empty means the caller.
  public var userId: String

  public init() {
    eventId = ""
    userId = ""
  }

  public init(
    eventId: String = "",
    userId: String = ""
  ) {
    self.eventId = eventId
    self.userId = userId
  }
}

/// Asks for a page of enrollments of one event, of one person, or both.
public struct ListEnrollmentsRequest: Message {
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String
  /// Only of this event.
  public var eventId: String
  /// Only of this person.
  public var userId: String
  /// Only those that stand so.
  public var status: Enrollment.Status

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
    status: Enrollment.Status = .unspecified
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.eventId = eventId
    self.userId = userId
    self.status = status
  }
}

/// A page of enrollments.
public struct ListEnrollmentsResponse: Message {
  /// Oldest first.
  public var enrollments: [Enrollment]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    enrollments = []
    nextPageToken = ""
  }

  public init(
    enrollments: [Enrollment] = [],
    nextPageToken: String = ""
  ) {
    self.enrollments = enrollments
    self.nextPageToken = nextPageToken
  }
}

/// Asks for a page of the waiting list.
public struct ListWaitlistRequest: Message {
  /// The event.
  public var eventId: String
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String

  public init() {
    eventId = ""
    pageSize = 0
    pageToken = ""
  }

  public init(
    eventId: String = "",
    pageSize: Int32 = 0,
    pageToken: String = ""
  ) {
    self.eventId = eventId
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

/// A page of the waiting list.
public struct ListWaitlistResponse: Message {
  /// Who is let in next comes first.
  public var enrollments: [Enrollment]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    enrollments = []
    nextPageToken = ""
  }

  public init(
    enrollments: [Enrollment] = [],
    nextPageToken: String = ""
  ) {
    self.enrollments = enrollments
    self.nextPageToken = nextPageToken
  }
}

/// Enrollments made elsewhere, at most 500.
public struct BatchEnrollRequest: Message {
  /// The event.
  public var eventId: String
  /// The upload that the rows come from.
  public var batchId: String
  /// The enrollments; a person comes once.
  public var rows: [BatchEnrollRequest.Row]

  public init() {
    eventId = ""
    batchId = ""
    rows = []
  }

  public init(
    eventId: String = "",
    batchId: String = "",
    rows: [BatchEnrollRequest.Row] = []
  ) {
    self.eventId = eventId
    self.batchId = batchId
    self.rows = rows
  }
  /// One enrollment.
  public struct Row: Message {
    /// The person.
    public var userId: String
    /// ENROLLED or CANCELED; the seat counts even where none is left.
    public var status: Enrollment.Status
    /// People who come along.
    public var guests: Int32
    /// When the claim was made; absent means now.
    public var enrolledAt: Timestamp?

    public init() {
      userId = ""
      status = .unspecified
      guests = 0
      enrolledAt = nil
    }

    public init(
      userId: String = "",
      status: Enrollment.Status = .unspecified,
      guests: Int32 = 0,
      enrolledAt: Timestamp? = nil
    ) {
      self.userId = userId
      self.status = status
      self.guests = guests
      self.enrolledAt = enrolledAt
    }
  }
}

/// What became of the rows.
public struct BatchEnrollResponse: Message {
  /// One result per row, in the request's order.
  public var results: [BatchEnrollResponse.Result]

  public init() {
    results = []
  }

  public init(
    results: [BatchEnrollResponse.Result] = []
  ) {
    self.results = results
  }
  /// What became of one row.
  public struct Result: Message {
    /// The person.
    public var userId: String
    /// Whether the row changed anything.
    public var changed: Bool
    /// Why the row was refused; empty when it was taken.
    public var refusal: String

    public init() {
      userId = ""
      changed = false
      refusal = ""
    }

    public init(
      userId: String = "",
      changed: Bool = false,
      refusal: String = ""
    ) {
      self.userId = userId
      self.changed = changed
      self.refusal = refusal
    }
  }
}

extension Enrollment {
  public static var fullName: String { "credopass.events.v1.Enrollment" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__Enrollment.self, credopass__events__v1__enrollment__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__Enrollment.self)
    id = try unsafe readText(c.pointee.id)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    status = unsafe Enrollment.Status(rawValue: Int32(bitPattern: c.pointee.status.rawValue))
    guests = unsafe c.pointee.guests
    priority = unsafe c.pointee.priority
    if let inner = unsafe c.pointee.enrolled_at {
      enrolledAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.canceled_at {
      canceledAt = try unsafe Timestamp(unpacked: inner)
    }
    firstName = try unsafe readText(c.pointee.first_name)
    lastName = try unsafe readText(c.pointee.last_name)
    switch unsafe c.pointee._position_case.rawValue {
    case 7: position = unsafe c.pointee.position
    default: break
    }
    switch unsafe c.pointee._already_enrolled_case.rawValue {
    case 12: alreadyEnrolled = unsafe c.pointee.already_enrolled != 0
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__Enrollment.self, credopass__events__v1__enrollment__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.status = .init(rawValue: UInt32(bitPattern: status.rawValue))
    unsafe c.pointee.guests = guests
    unsafe c.pointee.priority = priority
    unsafe c.pointee.enrolled_at = try enrolledAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.canceled_at = try canceledAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.last_name = try arena.text(lastName)
    if let value = position {
      unsafe c.pointee._position_case = .init(rawValue: 7)
      unsafe c.pointee.position = value
    }
    if let value = alreadyEnrolled {
      unsafe c.pointee._already_enrolled_case = .init(rawValue: 12)
      unsafe c.pointee.already_enrolled = value ? 1 : 0
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension EnrollRequest {
  public static var fullName: String { "credopass.events.v1.EnrollRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__EnrollRequest.self, credopass__events__v1__enroll_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__EnrollRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    guests = unsafe c.pointee.guests
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__EnrollRequest.self, credopass__events__v1__enroll_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.guests = guests
    return UnsafeMutableRawPointer(c)
  }
}

extension CancelEnrollmentRequest {
  public static var fullName: String { "credopass.events.v1.CancelEnrollmentRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__CancelEnrollmentRequest.self, credopass__events__v1__cancel_enrollment_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__CancelEnrollmentRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__CancelEnrollmentRequest.self, credopass__events__v1__cancel_enrollment_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    return UnsafeMutableRawPointer(c)
  }
}

extension UpdateEnrollmentRequest {
  public static var fullName: String { "credopass.events.v1.UpdateEnrollmentRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__UpdateEnrollmentRequest.self, credopass__events__v1__update_enrollment_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__UpdateEnrollmentRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    if let inner = unsafe c.pointee.update_mask {
      updateMask = try unsafe FieldMask(unpacked: inner)
    }
    guests = unsafe c.pointee.guests
    priority = unsafe c.pointee.priority
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__UpdateEnrollmentRequest.self, credopass__events__v1__update_enrollment_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.update_mask = try updateMask?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__FieldMask.self)
    unsafe c.pointee.guests = guests
    unsafe c.pointee.priority = priority
    return UnsafeMutableRawPointer(c)
  }
}

extension GetEnrollmentRequest {
  public static var fullName: String { "credopass.events.v1.GetEnrollmentRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__GetEnrollmentRequest.self, credopass__events__v1__get_enrollment_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__GetEnrollmentRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__GetEnrollmentRequest.self, credopass__events__v1__get_enrollment_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListEnrollmentsRequest {
  public static var fullName: String { "credopass.events.v1.ListEnrollmentsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__ListEnrollmentsRequest.self, credopass__events__v1__list_enrollments_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__ListEnrollmentsRequest.self)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    status = unsafe Enrollment.Status(rawValue: Int32(bitPattern: c.pointee.status.rawValue))
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__ListEnrollmentsRequest.self, credopass__events__v1__list_enrollments_request__init)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.status = .init(rawValue: UInt32(bitPattern: status.rawValue))
    return UnsafeMutableRawPointer(c)
  }
}

extension ListEnrollmentsResponse {
  public static var fullName: String { "credopass.events.v1.ListEnrollmentsResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__ListEnrollmentsResponse.self, credopass__events__v1__list_enrollments_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__ListEnrollmentsResponse.self)
    enrollments = try unsafe readMessages(c.pointee.n_enrollments, c.pointee.enrollments)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__ListEnrollmentsResponse.self, credopass__events__v1__list_enrollments_response__init)
    unsafe c.pointee.n_enrollments = enrollments.count
    unsafe c.pointee.enrollments = try arena.list(enrollments) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Events__V1__Enrollment.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListWaitlistRequest {
  public static var fullName: String { "credopass.events.v1.ListWaitlistRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__ListWaitlistRequest.self, credopass__events__v1__list_waitlist_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__ListWaitlistRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__ListWaitlistRequest.self, credopass__events__v1__list_waitlist_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListWaitlistResponse {
  public static var fullName: String { "credopass.events.v1.ListWaitlistResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__ListWaitlistResponse.self, credopass__events__v1__list_waitlist_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__ListWaitlistResponse.self)
    enrollments = try unsafe readMessages(c.pointee.n_enrollments, c.pointee.enrollments)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__ListWaitlistResponse.self, credopass__events__v1__list_waitlist_response__init)
    unsafe c.pointee.n_enrollments = enrollments.count
    unsafe c.pointee.enrollments = try arena.list(enrollments) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Events__V1__Enrollment.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension BatchEnrollRequest {
  public static var fullName: String { "credopass.events.v1.BatchEnrollRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__BatchEnrollRequest.self, credopass__events__v1__batch_enroll_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__BatchEnrollRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    batchId = try unsafe readText(c.pointee.batch_id)
    rows = try unsafe readMessages(c.pointee.n_rows, c.pointee.rows)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__BatchEnrollRequest.self, credopass__events__v1__batch_enroll_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.batch_id = try arena.text(batchId)
    unsafe c.pointee.n_rows = rows.count
    unsafe c.pointee.rows = try arena.list(rows) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Events__V1__BatchEnrollRequest__Row.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension BatchEnrollRequest.Row {
  public static var fullName: String { "credopass.events.v1.BatchEnrollRequest.Row" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__BatchEnrollRequest__Row.self, credopass__events__v1__batch_enroll_request__row__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__BatchEnrollRequest__Row.self)
    userId = try unsafe readText(c.pointee.user_id)
    status = unsafe Enrollment.Status(rawValue: Int32(bitPattern: c.pointee.status.rawValue))
    guests = unsafe c.pointee.guests
    if let inner = unsafe c.pointee.enrolled_at {
      enrolledAt = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__BatchEnrollRequest__Row.self, credopass__events__v1__batch_enroll_request__row__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.status = .init(rawValue: UInt32(bitPattern: status.rawValue))
    unsafe c.pointee.guests = guests
    unsafe c.pointee.enrolled_at = try enrolledAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension BatchEnrollResponse {
  public static var fullName: String { "credopass.events.v1.BatchEnrollResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__BatchEnrollResponse.self, credopass__events__v1__batch_enroll_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__BatchEnrollResponse.self)
    results = try unsafe readMessages(c.pointee.n_results, c.pointee.results)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__BatchEnrollResponse.self, credopass__events__v1__batch_enroll_response__init)
    unsafe c.pointee.n_results = results.count
    unsafe c.pointee.results = try arena.list(results) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Events__V1__BatchEnrollResponse__Result.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension BatchEnrollResponse.Result {
  public static var fullName: String { "credopass.events.v1.BatchEnrollResponse.Result" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__BatchEnrollResponse__Result.self, credopass__events__v1__batch_enroll_response__result__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__BatchEnrollResponse__Result.self)
    userId = try unsafe readText(c.pointee.user_id)
    changed = unsafe c.pointee.changed != 0
    refusal = try unsafe readText(c.pointee.refusal)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__BatchEnrollResponse__Result.self, credopass__events__v1__batch_enroll_response__result__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.changed = changed ? 1 : 0
    unsafe c.pointee.refusal = try arena.text(refusal)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.events.v1.EnrollmentsService.
public enum EnrollmentsMethods {
  public static let enroll = Method<EnrollRequest, Enrollment>(
    name: "credopass.events.v1.EnrollmentsService/Enroll", idempotency: .keyed)
  public static let cancelEnrollment = Method<CancelEnrollmentRequest, Enrollment>(
    name: "credopass.events.v1.EnrollmentsService/CancelEnrollment", idempotency: .idempotent)
  public static let updateEnrollment = Method<UpdateEnrollmentRequest, Enrollment>(
    name: "credopass.events.v1.EnrollmentsService/UpdateEnrollment", idempotency: .idempotent)
  public static let getEnrollment = Method<GetEnrollmentRequest, Enrollment>(
    name: "credopass.events.v1.EnrollmentsService/GetEnrollment", idempotency: .noSideEffects)
  public static let listEnrollments = Method<ListEnrollmentsRequest, ListEnrollmentsResponse>(
    name: "credopass.events.v1.EnrollmentsService/ListEnrollments", idempotency: .noSideEffects)
  public static let listWaitlist = Method<ListWaitlistRequest, ListWaitlistResponse>(
    name: "credopass.events.v1.EnrollmentsService/ListWaitlist", idempotency: .noSideEffects)
  public static let batchEnroll = Method<BatchEnrollRequest, BatchEnrollResponse>(
    name: "credopass.events.v1.EnrollmentsService/BatchEnroll", idempotency: .idempotent)
  /// Their names, in the contract's order.
  public static let names = [enroll.name, cancelEnrollment.name, updateEnrollment.name, getEnrollment.name, listEnrollments.name, listWaitlist.name, batchEnroll.name]
}

/// Claims on seats, and the waiting list.
public protocol EnrollmentsService: Service {
  /// Takes a seat, or a place on the waiting list. Repeating it gives the enrollment as it is.
  func enroll(
    _ request: EnrollRequest, _ call: CallContext
  ) async throws -> Enrollment
  /// Gives the seat up; who waits longest and fits gets it in the same moment.
  func cancelEnrollment(
    _ request: CancelEnrollmentRequest, _ call: CallContext
  ) async throws -> Enrollment
  /// Changes what the mask names and nothing else. Fewer guests free seats, which go to those who
  /// wait in the same moment; more take free seats or are refused. The priority is for those who run
  /// the event.
  func updateEnrollment(
    _ request: UpdateEnrollmentRequest, _ call: CallContext
  ) async throws -> Enrollment
  /// Gives one person's enrollment at one event.
  func getEnrollment(
    _ request: GetEnrollmentRequest, _ call: CallContext
  ) async throws -> Enrollment
  /// Lists the enrollments of an event or of a person, page by page.
  func listEnrollments(
    _ request: ListEnrollmentsRequest, _ call: CallContext
  ) async throws -> ListEnrollmentsResponse
  /// Lists who waits, in the order they will be let in.
  func listWaitlist(
    _ request: ListWaitlistRequest, _ call: CallContext
  ) async throws -> ListWaitlistResponse
  /// Takes over enrollments that were made elsewhere. Each row is answered by itself.
  func batchEnroll(
    _ request: BatchEnrollRequest, _ call: CallContext
  ) async throws -> BatchEnrollResponse
}

extension EnrollmentsService {
  public static var name: String { "credopass.events.v1.EnrollmentsService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(EnrollmentsMethods.enroll) { try await self.enroll($0, $1) },
      MethodHandler(EnrollmentsMethods.cancelEnrollment) { try await self.cancelEnrollment($0, $1) },
      MethodHandler(EnrollmentsMethods.updateEnrollment) { try await self.updateEnrollment($0, $1) },
      MethodHandler(EnrollmentsMethods.getEnrollment) { try await self.getEnrollment($0, $1) },
      MethodHandler(EnrollmentsMethods.listEnrollments) { try await self.listEnrollments($0, $1) },
      MethodHandler(EnrollmentsMethods.listWaitlist) { try await self.listWaitlist($0, $1) },
      MethodHandler(EnrollmentsMethods.batchEnroll) { try await self.batchEnroll($0, $1) },
    ]
  }
}

/// Calls credopass.events.v1.EnrollmentsService.
public struct EnrollmentsClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Takes a seat, or a place on the waiting list. Repeating it gives the enrollment as it is.
  public func enroll(
    _ request: EnrollRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Enrollment {
    try await caller.call(EnrollmentsMethods.enroll, request, options)
  }

  /// Gives the seat up; who waits longest and fits gets it in the same moment.
  public func cancelEnrollment(
    _ request: CancelEnrollmentRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Enrollment {
    try await caller.call(EnrollmentsMethods.cancelEnrollment, request, options)
  }

  /// Changes what the mask names and nothing else. Fewer guests free seats, which go to those who
  /// wait in the same moment; more take free seats or are refused. The priority is for those who run
  /// the event.
  public func updateEnrollment(
    _ request: UpdateEnrollmentRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Enrollment {
    try await caller.call(EnrollmentsMethods.updateEnrollment, request, options)
  }

  /// Gives one person's enrollment at one event.
  public func getEnrollment(
    _ request: GetEnrollmentRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Enrollment {
    try await caller.call(EnrollmentsMethods.getEnrollment, request, options)
  }

  /// Lists the enrollments of an event or of a person, page by page.
  public func listEnrollments(
    _ request: ListEnrollmentsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListEnrollmentsResponse {
    try await caller.call(EnrollmentsMethods.listEnrollments, request, options)
  }

  /// Lists who waits, in the order they will be let in.
  public func listWaitlist(
    _ request: ListWaitlistRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListWaitlistResponse {
    try await caller.call(EnrollmentsMethods.listWaitlist, request, options)
  }

  /// Takes over enrollments that were made elsewhere. Each row is answered by itself.
  public func batchEnroll(
    _ request: BatchEnrollRequest, _ options: CallOptions = CallOptions()
  ) async throws -> BatchEnrollResponse {
    try await caller.call(EnrollmentsMethods.batchEnroll, request, options)
  }
}
