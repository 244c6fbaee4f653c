// swift-format-ignore-file
// Generated from credopass/attendance/v1/scans_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// A line of the scan log.
public struct ScanEntry: Message {
  /// UUIDv7.
  public var id: String
  /// The event.
  public var eventId: String
  /// What it tells.
  public var kind: ScanEntry.Kind
  /// The person; empty when that was not found out.
  public var userId: String
  /// The device at the door, or empty.
  public var deviceId: String
  /// The device's own name for the scan.
  public var scanId: String
  /// Who worked the door.
  public var actorId: String
  /// How the person was recognized.
  public var method: Attendance.Method
  /// When it happened; absent when nobody knows.
  public var occurredAt: Timestamp?
  /// When it was told.
  public var receivedAt: Timestamp?
  /// The judgment.
  public var result: CheckInResponse.Result
  /// The sentence that the doorkeeper read.
  public var message: String
  /// Whether the person had been let in before.
  public var alreadyRecorded: Bool
  /// Taken although the rules of the house spoke against it, or although it had been refused before.
  public var forced: Bool
  /// The device's clock said something that cannot be; occurred_at is as near to it as may be.
  public var clockBounded: Bool
  /// When it was annulled; absent when it counts.
  public var annulledAt: Timestamp?
  /// Who annulled it, or empty.
  public var annulledBy: String

  public init() {
    id = ""
    eventId = ""
    kind = .unspecified
    userId = ""
    deviceId = ""
    scanId = ""
    actorId = ""
    method = .unspecified
    occurredAt = nil
    receivedAt = nil
    result = .unspecified
    message = ""
    alreadyRecorded = false
    forced = false
    clockBounded = false
    annulledAt = nil
    annulledBy = ""
  }

  public init(
    id: String = "",
    eventId: String = "",
    kind: ScanEntry.Kind = .unspecified,
    userId: String = "",
    deviceId: String = "",
    scanId: String = "",
    actorId: String = "",
    method: Attendance.Method = .unspecified,
    occurredAt: Timestamp? = nil,
    receivedAt: Timestamp? = nil,
    result: CheckInResponse.Result = .unspecified,
    message: String = "",
    alreadyRecorded: Bool = false,
    forced: Bool = false,
    clockBounded: Bool = false,
    annulledAt: Timestamp? = nil,
    annulledBy: String = ""
  ) {
    self.id = id
    self.eventId = eventId
    self.kind = kind
    self.userId = userId
    self.deviceId = deviceId
    self.scanId = scanId
    self.actorId = actorId
    self.method = method
    self.occurredAt = occurredAt
    self.receivedAt = receivedAt
    self.result = result
    self.message = message
    self.alreadyRecorded = alreadyRecorded
    self.forced = forced
    self.clockBounded = clockBounded
    self.annulledAt = annulledAt
    self.annulledBy = annulledBy
  }

  /// What a line tells.
  public enum Kind: Enumeration {
    /// Not said.
    case unspecified
    /// Somebody wanted in.
    case `in`
    /// Somebody left.
    case out
    /// Somebody is said to have been there, by an upload or by hand.
    case said
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .`in`, .out, .said]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .`in`
      case 2: self = .out
      case 3: self = .said
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .`in`: 1
      case .out: 2
      case .said: 3
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "KIND_UNSPECIFIED"
      case .`in`: "IN"
      case .out: "OUT"
      case .said: "SAID"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

/// Scans that a device tells later, at most 500.
public struct UploadScansRequest: Message {
  /// The event.
  public var eventId: String
  /// The device, 1 to 64 characters.
  public var deviceId: String
  /// The scans, 1 to 500.
  public var scans: [UploadScansRequest.Scan]
  /// When the snapshot was made that the device worked with: no scan can be older. Absent: unknown.
  public var snapshotMadeAt: Timestamp?

  public init() {
    eventId = ""
    deviceId = ""
    scans = []
    snapshotMadeAt = nil
  }

  public init(
    eventId: String = "",
    deviceId: String = "",
    scans: [UploadScansRequest.Scan] = [],
    snapshotMadeAt: Timestamp? = nil
  ) {
    self.eventId = eventId
    self.deviceId = deviceId
    self.scans = scans
    self.snapshotMadeAt = snapshotMadeAt
  }
  /// One scan.
  public struct Scan: Message {
    /// Who was at the door; exactly one of them.
    public var subject: Subject?
    /// The device's own name for this scan, 1 to 64 characters.
    public var scanId: String
    /// When it happened, by the device's clock.
    public var occurredAt: Timestamp?
    /// How the person was recognized; not said means QR for a pass, else MANUAL.
    public var method: Attendance.Method
    /// IN or OUT; not said means IN.
    public var kind: ScanEntry.Kind
    /// The doorkeeper let the person in against a refusal; sets a live door's refusal aside, too.
    public var forced: Bool

    public init() {
      subject = nil
      scanId = ""
      occurredAt = nil
      method = .unspecified
      kind = .unspecified
      forced = false
    }

    public init(
      subject: Subject? = nil,
      scanId: String = "",
      occurredAt: Timestamp? = nil,
      method: Attendance.Method = .unspecified,
      kind: ScanEntry.Kind = .unspecified,
      forced: Bool = false
    ) {
      self.subject = subject
      self.scanId = scanId
      self.occurredAt = occurredAt
      self.method = method
      self.kind = kind
      self.forced = forced
    }

    /// Who was at the door; exactly one of them.
    public enum Subject: Sendable, Equatable {
      /// A known user.
      case userId(String)
      /// What a QR code said.
      case pass(String)
      /// Someone who was not known by id.
      case walkIn(CheckInRequest.WalkIn)
      /// Whoever came by another scan of this device: that scan's scan_id.
      case personOf(String)
    }
  }
}

/// What became of the scans.
public struct UploadScansResponse: Message {
  /// One result per scan, in the request's order.
  public var results: [UploadScansResponse.Result]
  /// People inside now.
  public var liveCount: Int32

  public init() {
    results = []
    liveCount = 0
  }

  public init(
    results: [UploadScansResponse.Result] = [],
    liveCount: Int32 = 0
  ) {
    self.results = results
    self.liveCount = liveCount
  }
  /// What became of one scan.
  public struct Result: Message {
    /// The scan's name.
    public var scanId: String
    /// The judgment; not said when the scan is to be sent again.
    public var result: CheckInResponse.Result
    /// The sentence that a doorkeeper reads.
    public var message: String
    /// Whether the person had been recorded already.
    public var alreadyRecorded: Bool
    /// The presence after this scan; absent when refused.
    public var attendance: Attendance?
    /// Taken although the rules of the house spoke against it.
    public var forced: Bool
    /// The device's clock said something that cannot be.
    public var clockBounded: Bool
    /// Not judged: who could tell who it is does not answer now, or that scan is not here yet. To be
    /// sent again.
    public var retry: Bool
    /// Why the scan cannot be judged at all, or empty: the field and what is wrong with it.
    public var error: String

    public init() {
      scanId = ""
      result = .unspecified
      message = ""
      alreadyRecorded = false
      attendance = nil
      forced = false
      clockBounded = false
      retry = false
      error = ""
    }

    public init(
      scanId: String = "",
      result: CheckInResponse.Result = .unspecified,
      message: String = "",
      alreadyRecorded: Bool = false,
      attendance: Attendance? = nil,
      forced: Bool = false,
      clockBounded: Bool = false,
      retry: Bool = false,
      error: String = ""
    ) {
      self.scanId = scanId
      self.result = result
      self.message = message
      self.alreadyRecorded = alreadyRecorded
      self.attendance = attendance
      self.forced = forced
      self.clockBounded = clockBounded
      self.retry = retry
      self.error = error
    }
  }
}

/// Asks for a page of the scan log; at least one of event and person is said.
public struct ListScansRequest: Message {
  /// Only those at this event; for who works its door.
  public var eventId: String
  /// Only those of this person; without an event for the person and staff.
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

/// A page of the scan log.
public struct ListScansResponse: Message {
  /// Latest told first.
  public var scans: [ScanEntry]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    scans = []
    nextPageToken = ""
  }

  public init(
    scans: [ScanEntry] = [],
    nextPageToken: String = ""
  ) {
    self.scans = scans
    self.nextPageToken = nextPageToken
  }
}

extension ScanEntry {
  public static var fullName: String { "credopass.attendance.v1.ScanEntry" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ScanEntry.self, credopass__attendance__v1__scan_entry__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ScanEntry.self)
    id = try unsafe readText(c.pointee.id)
    eventId = try unsafe readText(c.pointee.event_id)
    kind = unsafe ScanEntry.Kind(rawValue: Int32(bitPattern: c.pointee.kind.rawValue))
    userId = try unsafe readText(c.pointee.user_id)
    deviceId = try unsafe readText(c.pointee.device_id)
    scanId = try unsafe readText(c.pointee.scan_id)
    actorId = try unsafe readText(c.pointee.actor_id)
    method = unsafe Attendance.Method(rawValue: Int32(bitPattern: c.pointee.method.rawValue))
    if let inner = unsafe c.pointee.occurred_at {
      occurredAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.received_at {
      receivedAt = try unsafe Timestamp(unpacked: inner)
    }
    result = unsafe CheckInResponse.Result(rawValue: Int32(bitPattern: c.pointee.result.rawValue))
    message = try unsafe readText(c.pointee.message)
    alreadyRecorded = unsafe c.pointee.already_recorded != 0
    forced = unsafe c.pointee.forced != 0
    clockBounded = unsafe c.pointee.clock_bounded != 0
    if let inner = unsafe c.pointee.annulled_at {
      annulledAt = try unsafe Timestamp(unpacked: inner)
    }
    annulledBy = try unsafe readText(c.pointee.annulled_by)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ScanEntry.self, credopass__attendance__v1__scan_entry__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.kind = .init(rawValue: UInt32(bitPattern: kind.rawValue))
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.device_id = try arena.text(deviceId)
    unsafe c.pointee.scan_id = try arena.text(scanId)
    unsafe c.pointee.actor_id = try arena.text(actorId)
    unsafe c.pointee.method = .init(rawValue: UInt32(bitPattern: method.rawValue))
    unsafe c.pointee.occurred_at = try occurredAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.received_at = try receivedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.result = .init(rawValue: UInt32(bitPattern: result.rawValue))
    unsafe c.pointee.message = try arena.text(message)
    unsafe c.pointee.already_recorded = alreadyRecorded ? 1 : 0
    unsafe c.pointee.forced = forced ? 1 : 0
    unsafe c.pointee.clock_bounded = clockBounded ? 1 : 0
    unsafe c.pointee.annulled_at = try annulledAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.annulled_by = try arena.text(annulledBy)
    return UnsafeMutableRawPointer(c)
  }
}

extension UploadScansRequest {
  public static var fullName: String { "credopass.attendance.v1.UploadScansRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__UploadScansRequest.self, credopass__attendance__v1__upload_scans_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__UploadScansRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    deviceId = try unsafe readText(c.pointee.device_id)
    scans = try unsafe readMessages(c.pointee.n_scans, c.pointee.scans)
    if let inner = unsafe c.pointee.snapshot_made_at {
      snapshotMadeAt = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__UploadScansRequest.self, credopass__attendance__v1__upload_scans_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.device_id = try arena.text(deviceId)
    unsafe c.pointee.n_scans = scans.count
    unsafe c.pointee.scans = try arena.list(scans) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__UploadScansRequest__Scan.self) }
    unsafe c.pointee.snapshot_made_at = try snapshotMadeAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension UploadScansRequest.Scan {
  public static var fullName: String { "credopass.attendance.v1.UploadScansRequest.Scan" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__UploadScansRequest__Scan.self, credopass__attendance__v1__upload_scans_request__scan__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__UploadScansRequest__Scan.self)
    scanId = try unsafe readText(c.pointee.scan_id)
    if let inner = unsafe c.pointee.occurred_at {
      occurredAt = try unsafe Timestamp(unpacked: inner)
    }
    method = unsafe Attendance.Method(rawValue: Int32(bitPattern: c.pointee.method.rawValue))
    kind = unsafe ScanEntry.Kind(rawValue: Int32(bitPattern: c.pointee.kind.rawValue))
    forced = unsafe c.pointee.forced != 0
    switch unsafe c.pointee.subject_case.rawValue {
    case 1: subject = .userId(try unsafe readText(c.pointee.user_id))
    case 2: subject = .pass(try unsafe readText(c.pointee.pass))
    case 3: subject = .walkIn(try unsafe CheckInRequest.WalkIn(unpacked: c.pointee.walk_in))
    case 4: subject = .personOf(try unsafe readText(c.pointee.person_of))
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__UploadScansRequest__Scan.self, credopass__attendance__v1__upload_scans_request__scan__init)
    unsafe c.pointee.scan_id = try arena.text(scanId)
    unsafe c.pointee.occurred_at = try occurredAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.method = .init(rawValue: UInt32(bitPattern: method.rawValue))
    unsafe c.pointee.kind = .init(rawValue: UInt32(bitPattern: kind.rawValue))
    unsafe c.pointee.forced = forced ? 1 : 0
    switch subject {
    case .userId(let value):
      unsafe c.pointee.subject_case = .init(rawValue: 1)
      unsafe c.pointee.user_id = try arena.text(value)
    case .pass(let value):
      unsafe c.pointee.subject_case = .init(rawValue: 2)
      unsafe c.pointee.pass = try arena.text(value)
    case .walkIn(let value):
      unsafe c.pointee.subject_case = .init(rawValue: 3)
      unsafe c.pointee.walk_in = try value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__CheckInRequest__WalkIn.self)
    case .personOf(let value):
      unsafe c.pointee.subject_case = .init(rawValue: 4)
      unsafe c.pointee.person_of = try arena.text(value)
    case nil: break
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension UploadScansResponse {
  public static var fullName: String { "credopass.attendance.v1.UploadScansResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__UploadScansResponse.self, credopass__attendance__v1__upload_scans_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__UploadScansResponse.self)
    results = try unsafe readMessages(c.pointee.n_results, c.pointee.results)
    liveCount = unsafe c.pointee.live_count
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__UploadScansResponse.self, credopass__attendance__v1__upload_scans_response__init)
    unsafe c.pointee.n_results = results.count
    unsafe c.pointee.results = try arena.list(results) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__UploadScansResponse__Result.self) }
    unsafe c.pointee.live_count = liveCount
    return UnsafeMutableRawPointer(c)
  }
}

extension UploadScansResponse.Result {
  public static var fullName: String { "credopass.attendance.v1.UploadScansResponse.Result" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__UploadScansResponse__Result.self, credopass__attendance__v1__upload_scans_response__result__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__UploadScansResponse__Result.self)
    scanId = try unsafe readText(c.pointee.scan_id)
    result = unsafe CheckInResponse.Result(rawValue: Int32(bitPattern: c.pointee.result.rawValue))
    message = try unsafe readText(c.pointee.message)
    alreadyRecorded = unsafe c.pointee.already_recorded != 0
    if let inner = unsafe c.pointee.attendance {
      attendance = try unsafe Attendance(unpacked: inner)
    }
    forced = unsafe c.pointee.forced != 0
    clockBounded = unsafe c.pointee.clock_bounded != 0
    retry = unsafe c.pointee.retry != 0
    error = try unsafe readText(c.pointee.error)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__UploadScansResponse__Result.self, credopass__attendance__v1__upload_scans_response__result__init)
    unsafe c.pointee.scan_id = try arena.text(scanId)
    unsafe c.pointee.result = .init(rawValue: UInt32(bitPattern: result.rawValue))
    unsafe c.pointee.message = try arena.text(message)
    unsafe c.pointee.already_recorded = alreadyRecorded ? 1 : 0
    unsafe c.pointee.attendance = try attendance?.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__Attendance.self)
    unsafe c.pointee.forced = forced ? 1 : 0
    unsafe c.pointee.clock_bounded = clockBounded ? 1 : 0
    unsafe c.pointee.retry = retry ? 1 : 0
    unsafe c.pointee.error = try arena.text(error)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListScansRequest {
  public static var fullName: String { "credopass.attendance.v1.ListScansRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListScansRequest.self, credopass__attendance__v1__list_scans_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListScansRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListScansRequest.self, credopass__attendance__v1__list_scans_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListScansResponse {
  public static var fullName: String { "credopass.attendance.v1.ListScansResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListScansResponse.self, credopass__attendance__v1__list_scans_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListScansResponse.self)
    scans = try unsafe readMessages(c.pointee.n_scans, c.pointee.scans)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListScansResponse.self, credopass__attendance__v1__list_scans_response__init)
    unsafe c.pointee.n_scans = scans.count
    unsafe c.pointee.scans = try arena.list(scans) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__ScanEntry.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.attendance.v1.ScansService.
public enum ScansMethods {
  public static let uploadScans = Method<UploadScansRequest, UploadScansResponse>(
    name: "credopass.attendance.v1.ScansService/UploadScans", idempotency: .idempotent)
  public static let listScans = Method<ListScansRequest, ListScansResponse>(
    name: "credopass.attendance.v1.ScansService/ListScans", idempotency: .noSideEffects)
  /// Their names, in the contract's order.
  public static let names = [uploadScans.name, listScans.name]
}

/// The scan log: what doors saw, also those without network.
public protocol ScansService: Service {
  /// Takes in what a device saw while it had no network. Each scan is answered by itself, in the
  /// order of the request; a scan told again gets its answer again and has no second effect. In
  /// whatever order scans are told, the same presences come of them: the earliest counts.
  /// Who was let in without network is in: where only the rules of the house speak against it
  /// (window, enrollment, room), the scan is taken and marked as forced. A scan that a live door
  /// refused stays refused unless it is uploaded as forced.
  func uploadScans(
    _ request: UploadScansRequest, _ call: CallContext
  ) async throws -> UploadScansResponse
  /// Lists the scans at an event or of a person, latest first.
  func listScans(
    _ request: ListScansRequest, _ call: CallContext
  ) async throws -> ListScansResponse
}

extension ScansService {
  public static var name: String { "credopass.attendance.v1.ScansService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(ScansMethods.uploadScans) { try await self.uploadScans($0, $1) },
      MethodHandler(ScansMethods.listScans) { try await self.listScans($0, $1) },
    ]
  }
}

/// Calls credopass.attendance.v1.ScansService.
public struct ScansClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Takes in what a device saw while it had no network. Each scan is answered by itself, in the
  /// order of the request; a scan told again gets its answer again and has no second effect. In
  /// whatever order scans are told, the same presences come of them: the earliest counts.
  /// Who was let in without network is in: where only the rules of the house speak against it
  /// (window, enrollment, room), the scan is taken and marked as forced. A scan that a live door
  /// refused stays refused unless it is uploaded as forced.
  public func uploadScans(
    _ request: UploadScansRequest, _ options: CallOptions = CallOptions()
  ) async throws -> UploadScansResponse {
    try await caller.call(ScansMethods.uploadScans, request, options)
  }

  /// Lists the scans at an event or of a person, latest first.
  public func listScans(
    _ request: ListScansRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListScansResponse {
    try await caller.call(ScansMethods.listScans, request, options)
  }
}
