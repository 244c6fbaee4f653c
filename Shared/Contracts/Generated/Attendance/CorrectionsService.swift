// swift-format-ignore-file
// Generated from credopass/attendance/v1/corrections_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// Something that was put right.
public struct Correction: Message {
  /// UUIDv7.
  public var id: String
  /// The event.
  public var eventId: String
  /// The person.
  public var userId: String
  /// What was done.
  public var kind: Correction.Kind
  /// Who did it.
  public var actorId: String
  /// By which device, or empty.
  public var deviceId: String
  /// Why; empty once the person is erased.
  public var reason: String
  /// When.
  public var correctedAt: Timestamp?

  public init() {
    id = ""
    eventId = ""
    userId = ""
    kind = .unspecified
    actorId = ""
    deviceId = ""
    reason = ""
    correctedAt = nil
  }

  public init(
    id: String = "",
    eventId: String = "",
    userId: String = "",
    kind: Correction.Kind = .unspecified,
    actorId: String = "",
    deviceId: String = "",
    reason: String = "",
    correctedAt: Timestamp? = nil
  ) {
    self.id = id
    self.eventId = eventId
    self.userId = userId
    self.kind = kind
    self.actorId = actorId
    self.deviceId = deviceId
    self.reason = reason
    self.correctedAt = correctedAt
  }

  /// What was done.
  public enum Kind: Enumeration {
    /// Not said.
    case unspecified
    /// Scans were annulled.
    case undo
    /// A presence was recorded by hand.
    case record
    /// Somebody was excused.
    case excuse
    /// An excuse was taken back.
    case withdrawExcuse
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .undo, .record, .excuse, .withdrawExcuse]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .undo
      case 2: self = .record
      case 3: self = .excuse
      case 4: self = .withdrawExcuse
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .undo: 1
      case .record: 2
      case .excuse: 3
      case .withdrawExcuse: 4
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "KIND_UNSPECIFIED"
      case .undo: "UNDO"
      case .record: "RECORD"
      case .excuse: "EXCUSE"
      case .withdrawExcuse: "WITHDRAW_EXCUSE"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

/// Asks to take a check-in back.
public struct UndoCheckInRequest: Message {
  /// The event.
  public var eventId: String
  /// The person.
  public var userId: String
  /// Why; 1 to 500 characters.
  public var reason: String

  public init() {
    eventId = ""
    userId = ""
    reason = ""
  }

  public init(
    eventId: String = "",
    userId: String = "",
    reason: String = ""
  ) {
    self.eventId = eventId
    self.userId = userId
    self.reason = reason
  }
}

/// How things are then.
public struct UndoCheckInResponse: Message {
  /// The presence; absent when nothing is left of it.
  public var attendance: Attendance?
  /// How many scans were annulled; 0 for a repeat.
  public var annulled: Int32
  /// People inside now.
  public var liveCount: Int32

  public init() {
    attendance = nil
    annulled = 0
    liveCount = 0
  }

  public init(
    attendance: Attendance? = nil,
    annulled: Int32 = 0,
    liveCount: Int32 = 0
  ) {
    self.attendance = attendance
    self.annulled = annulled
    self.liveCount = liveCount
  }
}

/// Asks to record a presence by hand.
public struct RecordPresenceRequest: Message {
  /// The event.
  public var eventId: String
  /// The person.
  public var userId: String
  /// Why; 1 to 500 characters.
  public var reason: String
  /// When the person came; absent: nobody knows.
  public var checkInTime: Timestamp?

  public init() {
    eventId = ""
    userId = ""
    reason = ""
    checkInTime = nil
  }

  public init(
    eventId: String = "",
    userId: String = "",
    reason: String = "",
    checkInTime: Timestamp? = nil
  ) {
    self.eventId = eventId
    self.userId = userId
    self.reason = reason
    self.checkInTime = checkInTime
  }
}

/// Asks to excuse somebody.
public struct ExcuseRequest: Message {
  /// The event.
  public var eventId: String
  /// The person, who is expected there.
  public var userId: String
  /// Why; 1 to 500 characters.
  public var reason: String

  public init() {
    eventId = ""
    userId = ""
    reason = ""
  }

  public init(
    eventId: String = "",
    userId: String = "",
    reason: String = ""
  ) {
    self.eventId = eventId
    self.userId = userId
    self.reason = reason
  }
}

/// Asks to take an excuse back.
public struct WithdrawExcuseRequest: Message {
  /// The event.
  public var eventId: String
  /// The person.
  public var userId: String
  /// Why; at most 500 characters.
  public var reason: String

  public init() {
    eventId = ""
    userId = ""
    reason = ""
  }

  public init(
    eventId: String = "",
    userId: String = "",
    reason: String = ""
  ) {
    self.eventId = eventId
    self.userId = userId
    self.reason = reason
  }
}

/// Asks for a page of corrections; at least one of event and person is said.
public struct ListCorrectionsRequest: Message {
  /// Only those at this event; for who works its door.
  public var eventId: String
  /// Only those about this person; without an event for the person and staff.
  public var userId: String
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String

  public init() {
    eventId = ""
    userId = ""
    pageSize = 0
    pageToken = ""
  }

  public init(
    eventId: String = "",
    userId: String = "",
    pageSize: Int32 = 0,
    pageToken: String = ""
  ) {
    self.eventId = eventId
    self.userId = userId
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

/// A page of corrections.
public struct ListCorrectionsResponse: Message {
  /// Latest first.
  public var corrections: [Correction]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    corrections = []
    nextPageToken = ""
  }

  public init(
    corrections: [Correction] = [],
    nextPageToken: String = ""
  ) {
    self.corrections = corrections
    self.nextPageToken = nextPageToken
  }
}

extension Correction {
  public static var fullName: String { "credopass.attendance.v1.Correction" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__Correction.self, credopass__attendance__v1__correction__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__Correction.self)
    id = try unsafe readText(c.pointee.id)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    kind = unsafe Correction.Kind(rawValue: Int32(bitPattern: c.pointee.kind.rawValue))
    actorId = try unsafe readText(c.pointee.actor_id)
    deviceId = try unsafe readText(c.pointee.device_id)
    reason = try unsafe readText(c.pointee.reason)
    if let inner = unsafe c.pointee.corrected_at {
      correctedAt = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__Correction.self, credopass__attendance__v1__correction__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.kind = .init(rawValue: UInt32(bitPattern: kind.rawValue))
    unsafe c.pointee.actor_id = try arena.text(actorId)
    unsafe c.pointee.device_id = try arena.text(deviceId)
    unsafe c.pointee.reason = try arena.text(reason)
    unsafe c.pointee.corrected_at = try correctedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension UndoCheckInRequest {
  public static var fullName: String { "credopass.attendance.v1.UndoCheckInRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__UndoCheckInRequest.self, credopass__attendance__v1__undo_check_in_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__UndoCheckInRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    reason = try unsafe readText(c.pointee.reason)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__UndoCheckInRequest.self, credopass__attendance__v1__undo_check_in_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.reason = try arena.text(reason)
    return UnsafeMutableRawPointer(c)
  }
}

extension UndoCheckInResponse {
  public static var fullName: String { "credopass.attendance.v1.UndoCheckInResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__UndoCheckInResponse.self, credopass__attendance__v1__undo_check_in_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__UndoCheckInResponse.self)
    if let inner = unsafe c.pointee.attendance {
      attendance = try unsafe Attendance(unpacked: inner)
    }
    annulled = unsafe c.pointee.annulled
    liveCount = unsafe c.pointee.live_count
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__UndoCheckInResponse.self, credopass__attendance__v1__undo_check_in_response__init)
    unsafe c.pointee.attendance = try attendance?.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__Attendance.self)
    unsafe c.pointee.annulled = annulled
    unsafe c.pointee.live_count = liveCount
    return UnsafeMutableRawPointer(c)
  }
}

extension RecordPresenceRequest {
  public static var fullName: String { "credopass.attendance.v1.RecordPresenceRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__RecordPresenceRequest.self, credopass__attendance__v1__record_presence_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__RecordPresenceRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    reason = try unsafe readText(c.pointee.reason)
    if let inner = unsafe c.pointee.check_in_time {
      checkInTime = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__RecordPresenceRequest.self, credopass__attendance__v1__record_presence_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.reason = try arena.text(reason)
    unsafe c.pointee.check_in_time = try checkInTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension ExcuseRequest {
  public static var fullName: String { "credopass.attendance.v1.ExcuseRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ExcuseRequest.self, credopass__attendance__v1__excuse_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ExcuseRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    reason = try unsafe readText(c.pointee.reason)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ExcuseRequest.self, credopass__attendance__v1__excuse_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.reason = try arena.text(reason)
    return UnsafeMutableRawPointer(c)
  }
}

extension WithdrawExcuseRequest {
  public static var fullName: String { "credopass.attendance.v1.WithdrawExcuseRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__WithdrawExcuseRequest.self, credopass__attendance__v1__withdraw_excuse_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__WithdrawExcuseRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    reason = try unsafe readText(c.pointee.reason)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__WithdrawExcuseRequest.self, credopass__attendance__v1__withdraw_excuse_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.reason = try arena.text(reason)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListCorrectionsRequest {
  public static var fullName: String { "credopass.attendance.v1.ListCorrectionsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListCorrectionsRequest.self, credopass__attendance__v1__list_corrections_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListCorrectionsRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListCorrectionsRequest.self, credopass__attendance__v1__list_corrections_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListCorrectionsResponse {
  public static var fullName: String { "credopass.attendance.v1.ListCorrectionsResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListCorrectionsResponse.self, credopass__attendance__v1__list_corrections_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListCorrectionsResponse.self)
    corrections = try unsafe readMessages(c.pointee.n_corrections, c.pointee.corrections)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListCorrectionsResponse.self, credopass__attendance__v1__list_corrections_response__init)
    unsafe c.pointee.n_corrections = corrections.count
    unsafe c.pointee.corrections = try arena.list(corrections) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__Correction.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.attendance.v1.CorrectionsService.
public enum CorrectionsMethods {
  public static let undoCheckIn = Method<UndoCheckInRequest, UndoCheckInResponse>(
    name: "credopass.attendance.v1.CorrectionsService/UndoCheckIn", idempotency: .idempotent)
  public static let recordPresence = Method<RecordPresenceRequest, Attendance>(
    name: "credopass.attendance.v1.CorrectionsService/RecordPresence", idempotency: .idempotent)
  public static let excuse = Method<ExcuseRequest, Attendance>(
    name: "credopass.attendance.v1.CorrectionsService/Excuse", idempotency: .idempotent)
  public static let withdrawExcuse = Method<WithdrawExcuseRequest, Attendance>(
    name: "credopass.attendance.v1.CorrectionsService/WithdrawExcuse", idempotency: .idempotent)
  public static let listCorrections = Method<ListCorrectionsRequest, ListCorrectionsResponse>(
    name: "credopass.attendance.v1.CorrectionsService/ListCorrections", idempotency: .noSideEffects)
  /// Their names, in the contract's order.
  public static let names = [undoCheckIn.name, recordPresence.name, excuse.name, withdrawExcuse.name, listCorrections.name]
}

/// What people put right at a door and afterwards. Whoever works the door may until it shuts, from
/// then on the event's host, ORGANIZER and ADMIN; each with a reason, and on record. A repeat with
/// the same idempotency key gets the same answer.
public protocol CorrectionsService: Service {
  /// Annuls the scans that make a person's presence; counts and points follow. Of a walk-in nothing
  /// is left. A device takes back its own scans of the last 15 minutes; what other doors saw stands.
  /// Asked again it answers how things are.
  func undoCheckIn(
    _ request: UndoCheckInRequest, _ call: CallContext
  ) async throws -> UndoCheckInResponse
  /// Records that somebody was there whom no door saw. A repeat changes nothing.
  func recordPresence(
    _ request: RecordPresenceRequest, _ call: CallContext
  ) async throws -> Attendance
  /// Notes that somebody expected has a reason not to come. Who comes all the same has attended.
  func excuse(
    _ request: ExcuseRequest, _ call: CallContext
  ) async throws -> Attendance
  /// Takes an excuse back: the person is expected again, or did not come.
  func withdrawExcuse(
    _ request: WithdrawExcuseRequest, _ call: CallContext
  ) async throws -> Attendance
  /// Lists what was put right at an event or about a person, latest first.
  func listCorrections(
    _ request: ListCorrectionsRequest, _ call: CallContext
  ) async throws -> ListCorrectionsResponse
}

extension CorrectionsService {
  public static var name: String { "credopass.attendance.v1.CorrectionsService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(CorrectionsMethods.undoCheckIn) { try await self.undoCheckIn($0, $1) },
      MethodHandler(CorrectionsMethods.recordPresence) { try await self.recordPresence($0, $1) },
      MethodHandler(CorrectionsMethods.excuse) { try await self.excuse($0, $1) },
      MethodHandler(CorrectionsMethods.withdrawExcuse) { try await self.withdrawExcuse($0, $1) },
      MethodHandler(CorrectionsMethods.listCorrections) { try await self.listCorrections($0, $1) },
    ]
  }
}

/// Calls credopass.attendance.v1.CorrectionsService.
public struct CorrectionsClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Annuls the scans that make a person's presence; counts and points follow. Of a walk-in nothing
  /// is left. A device takes back its own scans of the last 15 minutes; what other doors saw stands.
  /// Asked again it answers how things are.
  public func undoCheckIn(
    _ request: UndoCheckInRequest, _ options: CallOptions = CallOptions()
  ) async throws -> UndoCheckInResponse {
    try await caller.call(CorrectionsMethods.undoCheckIn, request, options)
  }

  /// Records that somebody was there whom no door saw. A repeat changes nothing.
  public func recordPresence(
    _ request: RecordPresenceRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Attendance {
    try await caller.call(CorrectionsMethods.recordPresence, request, options)
  }

  /// Notes that somebody expected has a reason not to come. Who comes all the same has attended.
  public func excuse(
    _ request: ExcuseRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Attendance {
    try await caller.call(CorrectionsMethods.excuse, request, options)
  }

  /// Takes an excuse back: the person is expected again, or did not come.
  public func withdrawExcuse(
    _ request: WithdrawExcuseRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Attendance {
    try await caller.call(CorrectionsMethods.withdrawExcuse, request, options)
  }

  /// Lists what was put right at an event or about a person, latest first.
  public func listCorrections(
    _ request: ListCorrectionsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListCorrectionsResponse {
    try await caller.call(CorrectionsMethods.listCorrections, request, options)
  }
}
