// swift-format-ignore-file
// Generated from credopass/attendance/v1/attendance_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// One person at one event.
public struct Attendance: Message {
  /// UUIDv7.
  public var id: String
  /// The event.
  public var eventId: String
  /// The user.
  public var patronId: String
  /// What is known of the presence.
  public var status: Attendance.Status
  /// Whether the person was there.
  public var attended: Bool
  /// When the person enrolled; absent for a walk-in.
  public var enrolledAt: Timestamp?
  /// The earliest accepted scan, or absent.
  public var checkInTime: Timestamp?
  /// The end of the last stay; absent while inside.
  public var checkOutTime: Timestamp?
  /// How the presence was recorded.
  public var method: Attendance.Method
  /// The device that let the person in.
  public var deviceId: String
  /// The user, or the registered device, that worked the door.
  public var checkedInBy: String
  /// The person's first name, as last heard.
  public var firstName: String
  /// The person's last name, as last heard.
  public var lastName: String
  /// When the person was excused; absent when not, or no longer. Who comes all the same is ATTENDED.
  public var excusedAt: Timestamp?

  public init() {
    id = ""
    eventId = ""
    patronId = ""
    status = .unspecified
    attended = false
    enrolledAt = nil
    checkInTime = nil
    checkOutTime = nil
    method = .unspecified
    deviceId = ""
    checkedInBy = ""
    firstName = ""
    lastName = ""
    excusedAt = nil
  }

  public init(
    id: String = "",
    eventId: String = "",
    patronId: String = "",
    status: Attendance.Status = .unspecified,
    attended: Bool = false,
    enrolledAt: Timestamp? = nil,
    checkInTime: Timestamp? = nil,
    checkOutTime: Timestamp? = nil,
    method: Attendance.Method = .unspecified,
    deviceId: String = "",
    checkedInBy: String = "",
    firstName: String = "",
    lastName: String = "",
    excusedAt: Timestamp? = nil
  ) {
    self.id = id
    self.eventId = eventId
    self.patronId = patronId
    self.status = status
    self.attended = attended
    self.enrolledAt = enrolledAt
    self.checkInTime = checkInTime
    self.checkOutTime = checkOutTime
    self.method = method
    self.deviceId = deviceId
    self.checkedInBy = checkedInBy
    self.firstName = firstName
    self.lastName = lastName
    self.excusedAt = excusedAt
  }

  /// What is known of the presence.
  public enum Status: Enumeration {
    /// Not said.
    case unspecified
    /// Expected.
    case registered
    /// Was there.
    case attended
    /// Was expected and did not come.
    case noShow
    /// Was expected and had a reason not to come.
    case excused
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .registered, .attended, .noShow, .excused]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .registered
      case 2: self = .attended
      case 3: self = .noShow
      case 4: self = .excused
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .registered: 1
      case .attended: 2
      case .noShow: 3
      case .excused: 4
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "STATUS_UNSPECIFIED"
      case .registered: "REGISTERED"
      case .attended: "ATTENDED"
      case .noShow: "NO_SHOW"
      case .excused: "EXCUSED"
      case .unrecognized(let number): String(number)
      }
    }
  }

  /// How a presence was recorded.
  public enum Method: Enumeration {
    /// Not said.
    case unspecified
    /// A pass was scanned.
    case qr
    /// Staff looked the person up.
    case manual
    /// The person did it.
    case `self`
    /// An unattended device did it.
    case kiosk
    /// Taken over from elsewhere.
    case `import`
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .qr, .manual, .`self`, .kiosk, .`import`]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .qr
      case 2: self = .manual
      case 3: self = .`self`
      case 4: self = .kiosk
      case 5: self = .`import`
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .qr: 1
      case .manual: 2
      case .`self`: 3
      case .kiosk: 4
      case .`import`: 5
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "METHOD_UNSPECIFIED"
      case .qr: "QR"
      case .manual: "MANUAL"
      case .`self`: "SELF"
      case .kiosk: "KIOSK"
      case .`import`: "IMPORT"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

/// A scan at a door.
public struct CheckInRequest: Message {
  /// The event.
  public var eventId: String
  /// Who is at the door; exactly one of them.
  public var subject: Subject?
  /// The device's own name for this scan, at most 64 characters; a repeat has no second effect.
  public var scanId: String
  /// When the scan happened; absent means now.
  public var occurredAt: Timestamp?
  /// How the person was recognized; not said means QR for a pass, else MANUAL.
  public var method: Attendance.Method
  /// The device at the door; a registered one says its own id or nothing.
  public var deviceId: String
  /// Lets in although the door is not open yet or is shut already; for who works the door, and
  /// recorded in the audit.
  public var bypassWindow: Bool

  public init() {
    eventId = ""
    subject = nil
    scanId = ""
    occurredAt = nil
    method = .unspecified
    deviceId = ""
    bypassWindow = false
  }

  public init(
    eventId: String = "",
    subject: Subject? = nil,
    scanId: String = "",
    occurredAt: Timestamp? = nil,
    method: Attendance.Method = .unspecified,
    deviceId: String = "",
    bypassWindow: Bool = false
  ) {
    self.eventId = eventId
    self.subject = subject
    self.scanId = scanId
    self.occurredAt = occurredAt
    self.method = method
    self.deviceId = deviceId
    self.bypassWindow = bypassWindow
  }

  /// Who is at the door; exactly one of them.
  public enum Subject: Sendable, Equatable {
    /// A known user.
    case userId(String)
    /// Someone who is not known by id.
    case walkIn(CheckInRequest.WalkIn)
    /// What a QR code says.
    case pass(String)
  }
  /// Someone who is not known by id.
  public struct WalkIn: Message {
    /// At most 100 characters.
    public var firstName: String
    /// At most 100 characters.
    public var lastName: String
    /// Finds the person if someone has this address.
    public var email: String
    /// E.164; finds the person if someone without e-mail address has this number.
    public var phone: String

    public init() {
      firstName = ""
      lastName = ""
      email = ""
      phone = ""
    }

    public init(
      firstName: String = "",
      lastName: String = "",
      email: String = "",
      phone: String = ""
    ) {
      self.firstName = firstName
      self.lastName = lastName
      self.email = email
      self.phone = phone
    }
  }
}

/// The door's answer.
public struct CheckInResponse: Message {
  /// The judgment.
  public var result: CheckInResponse.Result
  /// The sentence that a doorkeeper reads.
  public var message: String
  /// Whether the person was in already; the record is unchanged.
  public var alreadyRecorded: Bool
  /// The presence; absent when refused.
  public var attendance: Attendance?
  /// People inside after this scan.
  public var liveCount: Int32

  public init() {
    result = .unspecified
    message = ""
    alreadyRecorded = false
    attendance = nil
    liveCount = 0
  }

  public init(
    result: CheckInResponse.Result = .unspecified,
    message: String = "",
    alreadyRecorded: Bool = false,
    attendance: Attendance? = nil,
    liveCount: Int32 = 0
  ) {
    self.result = result
    self.message = message
    self.alreadyRecorded = alreadyRecorded
    self.attendance = attendance
    self.liveCount = liveCount
  }

  /// The judgment; everything but OK is a refusal.
  public enum Result: Enumeration {
    /// Not said.
    case unspecified
    /// Let in.
    case ok
    /// Not a pass or person we know.
    case invalid
    /// The pass was taken back.
    case revoked
    /// The pass is too old.
    case expired
    /// The pass is for another event.
    case wrongEvent
    /// The event was called off.
    case canceled
    /// The event is for enrolled people.
    case notEnrolled
    /// The door is not open yet.
    case tooEarly
    /// The door is shut.
    case tooLate
    /// As many are inside as may be.
    case full
    /// People do not check themselves in here.
    case selfCheckInOff
    /// Several people fit; staff has to choose.
    case ambiguous
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .ok, .invalid, .revoked, .expired, .wrongEvent, .canceled, .notEnrolled, .tooEarly, .tooLate, .full, .selfCheckInOff, .ambiguous]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .ok
      case 2: self = .invalid
      case 3: self = .revoked
      case 4: self = .expired
      case 5: self = .wrongEvent
      case 6: self = .canceled
      case 7: self = .notEnrolled
      case 8: self = .tooEarly
      case 9: self = .tooLate
      case 10: self = .full
      case 11: self = .selfCheckInOff
      case 12: self = .ambiguous
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .ok: 1
      case .invalid: 2
      case .revoked: 3
      case .expired: 4
      case .wrongEvent: 5
      case .canceled: 6
      case .notEnrolled: 7
      case .tooEarly: 8
      case .tooLate: 9
      case .full: 10
      case .selfCheckInOff: 11
      case .ambiguous: 12
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "RESULT_UNSPECIFIED"
      case .ok: "OK"
      case .invalid: "INVALID"
      case .revoked: "REVOKED"
      case .expired: "EXPIRED"
      case .wrongEvent: "WRONG_EVENT"
      case .canceled: "CANCELED"
      case .notEnrolled: "NOT_ENROLLED"
      case .tooEarly: "TOO_EARLY"
      case .tooLate: "TOO_LATE"
      case .full: "FULL"
      case .selfCheckInOff: "SELF_CHECK_IN_OFF"
      case .ambiguous: "AMBIGUOUS"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

/// Asks to end a stay.
public struct CheckOutRequest: Message {
  /// The event.
  public var eventId: String
  /// The person.
  public var userId: String
  /// When the person left; absent means now. Not before the check-in.
  public var occurredAt: Timestamp?
  /// The device's own name for this scan, at most 64 characters; a repeat gets the same answer.
  /// Without one, what has left already is answered as it is.
  public var scanId: String
  /// The device at the door.
  public var deviceId: String

  public init() {
    eventId = ""
    userId = ""
    occurredAt = nil
    scanId = ""
    deviceId = ""
  }

  public init(
    eventId: String = "",
    userId: String = "",
    occurredAt: Timestamp? = nil,
    scanId: String = "",
    deviceId: String = ""
  ) {
    self.eventId = eventId
    self.userId = userId
    self.occurredAt = occurredAt
    self.scanId = scanId
    self.deviceId = deviceId
  }
}

/// Asks for a page of an event's roster.
public struct ListRosterRequest: Message {
  /// The event.
  public var eventId: String
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String
  /// Only those that stand so; several are alternatives.
  public var status: [Attendance.Status]
  /// Part of a name, at least 2 characters.
  public var q: String

  public init() {
    eventId = ""
    pageSize = 0
    pageToken = ""
    status = []
    q = ""
  }

  public init(
    eventId: String = "",
    pageSize: Int32 = 0,
    pageToken: String = "",
    status: [Attendance.Status] = [],
    q: String = ""
  ) {
    self.eventId = eventId
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.status = status
    self.q = q
  }
}

/// A page of an event's roster.
public struct ListRosterResponse: Message {
  /// By last name, then first name.
  public var attendances: [Attendance]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    attendances = []
    nextPageToken = ""
  }

  public init(
    attendances: [Attendance] = [],
    nextPageToken: String = ""
  ) {
    self.attendances = attendances
    self.nextPageToken = nextPageToken
  }
}

/// Asks for an event's figures.
public struct GetEventSummaryRequest: Message {
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

/// An event's figures.
public struct EventSummary: Message {
  /// The event.
  public var eventId: String
  /// People who had enrolled.
  public var registered: Int32
  /// People who were there.
  public var attended: Int32
  /// People who were there without having enrolled.
  public var walkIns: Int32
  /// People who had enrolled and did not come.
  public var noShows: Int32
  /// People with a reason not to come.
  public var excused: Int32
  /// People inside now.
  public var present: Int32
  /// Those both enrolled and attended, by registered, 0 to 1; absent when nobody registered, and for
  /// an event that is canceled or did not meet.
  public var showRate: Double?
  /// attended by capacity; absent without a limit, and for an event that is canceled or did not
  /// meet.
  public var fill: Double?
  /// Seats; absent without a limit.
  public var capacity: Int32?
  /// Counts the door's movements; grows with every change of these figures.
  public var version: Int64
  /// People who attended no event before this one that counts, of whatever series; absent for an
  /// event that is a draft, is canceled or did not meet.
  public var firstTimers: Int32?
  /// The others who attended; absent likewise.
  public var returning: Int32?
  /// People counted without their names being written down, as a history told; absent when nobody
  /// counted. They are in no other figure.
  public var headCount: Int32?

  public init() {
    eventId = ""
    registered = 0
    attended = 0
    walkIns = 0
    noShows = 0
    excused = 0
    present = 0
    showRate = nil
    fill = nil
    capacity = nil
    version = 0
    firstTimers = nil
    returning = nil
    headCount = nil
  }

  public init(
    eventId: String = "",
    registered: Int32 = 0,
    attended: Int32 = 0,
    walkIns: Int32 = 0,
    noShows: Int32 = 0,
    excused: Int32 = 0,
    present: Int32 = 0,
    showRate: Double? = nil,
    fill: Double? = nil,
    capacity: Int32? = nil,
    version: Int64 = 0,
    firstTimers: Int32? = nil,
    returning: Int32? = nil,
    headCount: Int32? = nil
  ) {
    self.eventId = eventId
    self.registered = registered
    self.attended = attended
    self.walkIns = walkIns
    self.noShows = noShows
    self.excused = excused
    self.present = present
    self.showRate = showRate
    self.fill = fill
    self.capacity = capacity
    self.version = version
    self.firstTimers = firstTimers
    self.returning = returning
    self.headCount = headCount
  }
}

/// Presences recorded elsewhere, at most 500.
public struct BatchRecordRequest: Message {
  /// The event.
  public var eventId: String
  /// The upload that the rows come from.
  public var batchId: String
  /// The presences; a person comes once.
  public var rows: [BatchRecordRequest.Row]

  public init() {
    eventId = ""
    batchId = ""
    rows = []
  }

  public init(
    eventId: String = "",
    batchId: String = "",
    rows: [BatchRecordRequest.Row] = []
  ) {
    self.eventId = eventId
    self.batchId = batchId
    self.rows = rows
  }
  /// One presence.
  public struct Row: Message {
    /// The person.
    public var userId: String
    /// What is known of the presence.
    public var status: Attendance.Status
    /// Absent when the source does not give one.
    public var checkInTime: Timestamp?
    /// Absent for someone who came without having enrolled.
    public var enrolledAt: Timestamp?

    public init() {
      userId = ""
      status = .unspecified
      checkInTime = nil
      enrolledAt = nil
    }

    public init(
      userId: String = "",
      status: Attendance.Status = .unspecified,
      checkInTime: Timestamp? = nil,
      enrolledAt: Timestamp? = nil
    ) {
      self.userId = userId
      self.status = status
      self.checkInTime = checkInTime
      self.enrolledAt = enrolledAt
    }
  }
}

/// What became of the rows.
public struct BatchRecordResponse: Message {
  /// One result per row, in the request's order.
  public var results: [BatchRecordResponse.Result]

  public init() {
    results = []
  }

  public init(
    results: [BatchRecordResponse.Result] = []
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

/// Asks for a page of one person's attendance.
public struct ListUserAttendanceRequest: Message {
  /// The person; empty means the caller.
  public var userId: String
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String

  public init() {
    userId = ""
    pageSize = 0
    pageToken = ""
  }

  public init(
    userId: String = "",
    pageSize: Int32 = 0,
    pageToken: String = ""
  ) {
    self.userId = userId
    self.pageSize = pageSize
    self.pageToken = pageToken
  }
}

/// A page of one person's attendance.
public struct ListUserAttendanceResponse: Message {
  /// Latest event first.
  public var attendances: [Attendance]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    attendances = []
    nextPageToken = ""
  }

  public init(
    attendances: [Attendance] = [],
    nextPageToken: String = ""
  ) {
    self.attendances = attendances
    self.nextPageToken = nextPageToken
  }
}

extension Attendance {
  public static var fullName: String { "credopass.attendance.v1.Attendance" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__Attendance.self, credopass__attendance__v1__attendance__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__Attendance.self)
    id = try unsafe readText(c.pointee.id)
    eventId = try unsafe readText(c.pointee.event_id)
    patronId = try unsafe readText(c.pointee.patron_id)
    status = unsafe Attendance.Status(rawValue: Int32(bitPattern: c.pointee.status.rawValue))
    attended = unsafe c.pointee.attended != 0
    if let inner = unsafe c.pointee.enrolled_at {
      enrolledAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.check_in_time {
      checkInTime = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.check_out_time {
      checkOutTime = try unsafe Timestamp(unpacked: inner)
    }
    method = unsafe Attendance.Method(rawValue: Int32(bitPattern: c.pointee.method.rawValue))
    deviceId = try unsafe readText(c.pointee.device_id)
    checkedInBy = try unsafe readText(c.pointee.checked_in_by)
    firstName = try unsafe readText(c.pointee.first_name)
    lastName = try unsafe readText(c.pointee.last_name)
    if let inner = unsafe c.pointee.excused_at {
      excusedAt = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__Attendance.self, credopass__attendance__v1__attendance__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.patron_id = try arena.text(patronId)
    unsafe c.pointee.status = .init(rawValue: UInt32(bitPattern: status.rawValue))
    unsafe c.pointee.attended = attended ? 1 : 0
    unsafe c.pointee.enrolled_at = try enrolledAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.check_in_time = try checkInTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.check_out_time = try checkOutTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.method = .init(rawValue: UInt32(bitPattern: method.rawValue))
    unsafe c.pointee.device_id = try arena.text(deviceId)
    unsafe c.pointee.checked_in_by = try arena.text(checkedInBy)
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.last_name = try arena.text(lastName)
    unsafe c.pointee.excused_at = try excusedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension CheckInRequest {
  public static var fullName: String { "credopass.attendance.v1.CheckInRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__CheckInRequest.self, credopass__attendance__v1__check_in_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__CheckInRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    scanId = try unsafe readText(c.pointee.scan_id)
    if let inner = unsafe c.pointee.occurred_at {
      occurredAt = try unsafe Timestamp(unpacked: inner)
    }
    method = unsafe Attendance.Method(rawValue: Int32(bitPattern: c.pointee.method.rawValue))
    deviceId = try unsafe readText(c.pointee.device_id)
    bypassWindow = unsafe c.pointee.bypass_window != 0
    switch unsafe c.pointee.subject_case.rawValue {
    case 2: subject = .userId(try unsafe readText(c.pointee.user_id))
    case 3: subject = .walkIn(try unsafe CheckInRequest.WalkIn(unpacked: c.pointee.walk_in))
    case 9: subject = .pass(try unsafe readText(c.pointee.pass))
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__CheckInRequest.self, credopass__attendance__v1__check_in_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.scan_id = try arena.text(scanId)
    unsafe c.pointee.occurred_at = try occurredAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.method = .init(rawValue: UInt32(bitPattern: method.rawValue))
    unsafe c.pointee.device_id = try arena.text(deviceId)
    unsafe c.pointee.bypass_window = bypassWindow ? 1 : 0
    switch subject {
    case .userId(let value):
      unsafe c.pointee.subject_case = .init(rawValue: 2)
      unsafe c.pointee.user_id = try arena.text(value)
    case .walkIn(let value):
      unsafe c.pointee.subject_case = .init(rawValue: 3)
      unsafe c.pointee.walk_in = try value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__CheckInRequest__WalkIn.self)
    case .pass(let value):
      unsafe c.pointee.subject_case = .init(rawValue: 9)
      unsafe c.pointee.pass = try arena.text(value)
    case nil: break
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension CheckInRequest.WalkIn {
  public static var fullName: String { "credopass.attendance.v1.CheckInRequest.WalkIn" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__CheckInRequest__WalkIn.self, credopass__attendance__v1__check_in_request__walk_in__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__CheckInRequest__WalkIn.self)
    firstName = try unsafe readText(c.pointee.first_name)
    lastName = try unsafe readText(c.pointee.last_name)
    email = try unsafe readText(c.pointee.email)
    phone = try unsafe readText(c.pointee.phone)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__CheckInRequest__WalkIn.self, credopass__attendance__v1__check_in_request__walk_in__init)
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.last_name = try arena.text(lastName)
    unsafe c.pointee.email = try arena.text(email)
    unsafe c.pointee.phone = try arena.text(phone)
    return UnsafeMutableRawPointer(c)
  }
}

extension CheckInResponse {
  public static var fullName: String { "credopass.attendance.v1.CheckInResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__CheckInResponse.self, credopass__attendance__v1__check_in_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__CheckInResponse.self)
    result = unsafe CheckInResponse.Result(rawValue: Int32(bitPattern: c.pointee.result.rawValue))
    message = try unsafe readText(c.pointee.message)
    alreadyRecorded = unsafe c.pointee.already_recorded != 0
    if let inner = unsafe c.pointee.attendance {
      attendance = try unsafe Attendance(unpacked: inner)
    }
    liveCount = unsafe c.pointee.live_count
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__CheckInResponse.self, credopass__attendance__v1__check_in_response__init)
    unsafe c.pointee.result = .init(rawValue: UInt32(bitPattern: result.rawValue))
    unsafe c.pointee.message = try arena.text(message)
    unsafe c.pointee.already_recorded = alreadyRecorded ? 1 : 0
    unsafe c.pointee.attendance = try attendance?.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__Attendance.self)
    unsafe c.pointee.live_count = liveCount
    return UnsafeMutableRawPointer(c)
  }
}

extension CheckOutRequest {
  public static var fullName: String { "credopass.attendance.v1.CheckOutRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__CheckOutRequest.self, credopass__attendance__v1__check_out_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__CheckOutRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    userId = try unsafe readText(c.pointee.user_id)
    if let inner = unsafe c.pointee.occurred_at {
      occurredAt = try unsafe Timestamp(unpacked: inner)
    }
    scanId = try unsafe readText(c.pointee.scan_id)
    deviceId = try unsafe readText(c.pointee.device_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__CheckOutRequest.self, credopass__attendance__v1__check_out_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.occurred_at = try occurredAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.scan_id = try arena.text(scanId)
    unsafe c.pointee.device_id = try arena.text(deviceId)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRosterRequest {
  public static var fullName: String { "credopass.attendance.v1.ListRosterRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListRosterRequest.self, credopass__attendance__v1__list_roster_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListRosterRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
    status = unsafe readList(c.pointee.n_status, c.pointee.status) { Attendance.Status(rawValue: Int32(bitPattern: $0.rawValue)) }
    q = try unsafe readText(c.pointee.q)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListRosterRequest.self, credopass__attendance__v1__list_roster_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    unsafe c.pointee.n_status = status.count
    unsafe c.pointee.status = try arena.list(status) { value in .init(rawValue: UInt32(bitPattern: value.rawValue)) }
    unsafe c.pointee.q = try arena.text(q)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListRosterResponse {
  public static var fullName: String { "credopass.attendance.v1.ListRosterResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListRosterResponse.self, credopass__attendance__v1__list_roster_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListRosterResponse.self)
    attendances = try unsafe readMessages(c.pointee.n_attendances, c.pointee.attendances)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListRosterResponse.self, credopass__attendance__v1__list_roster_response__init)
    unsafe c.pointee.n_attendances = attendances.count
    unsafe c.pointee.attendances = try arena.list(attendances) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__Attendance.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension GetEventSummaryRequest {
  public static var fullName: String { "credopass.attendance.v1.GetEventSummaryRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__GetEventSummaryRequest.self, credopass__attendance__v1__get_event_summary_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__GetEventSummaryRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__GetEventSummaryRequest.self, credopass__attendance__v1__get_event_summary_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    return UnsafeMutableRawPointer(c)
  }
}

extension EventSummary {
  public static var fullName: String { "credopass.attendance.v1.EventSummary" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__EventSummary.self, credopass__attendance__v1__event_summary__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__EventSummary.self)
    eventId = try unsafe readText(c.pointee.event_id)
    registered = unsafe c.pointee.registered
    attended = unsafe c.pointee.attended
    walkIns = unsafe c.pointee.walk_ins
    noShows = unsafe c.pointee.no_shows
    excused = unsafe c.pointee.excused
    present = unsafe c.pointee.present
    version = unsafe c.pointee.version
    switch unsafe c.pointee._show_rate_case.rawValue {
    case 8: showRate = unsafe c.pointee.show_rate
    default: break
    }
    switch unsafe c.pointee._fill_case.rawValue {
    case 9: fill = unsafe c.pointee.fill
    default: break
    }
    switch unsafe c.pointee._capacity_case.rawValue {
    case 10: capacity = unsafe c.pointee.capacity
    default: break
    }
    switch unsafe c.pointee._first_timers_case.rawValue {
    case 12: firstTimers = unsafe c.pointee.first_timers
    default: break
    }
    switch unsafe c.pointee._returning_case.rawValue {
    case 13: returning = unsafe c.pointee.returning
    default: break
    }
    switch unsafe c.pointee._head_count_case.rawValue {
    case 20: headCount = unsafe c.pointee.head_count
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__EventSummary.self, credopass__attendance__v1__event_summary__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.registered = registered
    unsafe c.pointee.attended = attended
    unsafe c.pointee.walk_ins = walkIns
    unsafe c.pointee.no_shows = noShows
    unsafe c.pointee.excused = excused
    unsafe c.pointee.present = present
    unsafe c.pointee.version = version
    if let value = showRate {
      unsafe c.pointee._show_rate_case = .init(rawValue: 8)
      unsafe c.pointee.show_rate = value
    }
    if let value = fill {
      unsafe c.pointee._fill_case = .init(rawValue: 9)
      unsafe c.pointee.fill = value
    }
    if let value = capacity {
      unsafe c.pointee._capacity_case = .init(rawValue: 10)
      unsafe c.pointee.capacity = value
    }
    if let value = firstTimers {
      unsafe c.pointee._first_timers_case = .init(rawValue: 12)
      unsafe c.pointee.first_timers = value
    }
    if let value = returning {
      unsafe c.pointee._returning_case = .init(rawValue: 13)
      unsafe c.pointee.returning = value
    }
    if let value = headCount {
      unsafe c.pointee._head_count_case = .init(rawValue: 20)
      unsafe c.pointee.head_count = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension BatchRecordRequest {
  public static var fullName: String { "credopass.attendance.v1.BatchRecordRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__BatchRecordRequest.self, credopass__attendance__v1__batch_record_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__BatchRecordRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    batchId = try unsafe readText(c.pointee.batch_id)
    rows = try unsafe readMessages(c.pointee.n_rows, c.pointee.rows)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__BatchRecordRequest.self, credopass__attendance__v1__batch_record_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.batch_id = try arena.text(batchId)
    unsafe c.pointee.n_rows = rows.count
    unsafe c.pointee.rows = try arena.list(rows) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__BatchRecordRequest__Row.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension BatchRecordRequest.Row {
  public static var fullName: String { "credopass.attendance.v1.BatchRecordRequest.Row" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__BatchRecordRequest__Row.self, credopass__attendance__v1__batch_record_request__row__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__BatchRecordRequest__Row.self)
    userId = try unsafe readText(c.pointee.user_id)
    status = unsafe Attendance.Status(rawValue: Int32(bitPattern: c.pointee.status.rawValue))
    if let inner = unsafe c.pointee.check_in_time {
      checkInTime = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.enrolled_at {
      enrolledAt = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__BatchRecordRequest__Row.self, credopass__attendance__v1__batch_record_request__row__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.status = .init(rawValue: UInt32(bitPattern: status.rawValue))
    unsafe c.pointee.check_in_time = try checkInTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.enrolled_at = try enrolledAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension BatchRecordResponse {
  public static var fullName: String { "credopass.attendance.v1.BatchRecordResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__BatchRecordResponse.self, credopass__attendance__v1__batch_record_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__BatchRecordResponse.self)
    results = try unsafe readMessages(c.pointee.n_results, c.pointee.results)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__BatchRecordResponse.self, credopass__attendance__v1__batch_record_response__init)
    unsafe c.pointee.n_results = results.count
    unsafe c.pointee.results = try arena.list(results) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__BatchRecordResponse__Result.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension BatchRecordResponse.Result {
  public static var fullName: String { "credopass.attendance.v1.BatchRecordResponse.Result" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__BatchRecordResponse__Result.self, credopass__attendance__v1__batch_record_response__result__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__BatchRecordResponse__Result.self)
    userId = try unsafe readText(c.pointee.user_id)
    changed = unsafe c.pointee.changed != 0
    refusal = try unsafe readText(c.pointee.refusal)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__BatchRecordResponse__Result.self, credopass__attendance__v1__batch_record_response__result__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.changed = changed ? 1 : 0
    unsafe c.pointee.refusal = try arena.text(refusal)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListUserAttendanceRequest {
  public static var fullName: String { "credopass.attendance.v1.ListUserAttendanceRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListUserAttendanceRequest.self, credopass__attendance__v1__list_user_attendance_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListUserAttendanceRequest.self)
    userId = try unsafe readText(c.pointee.user_id)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListUserAttendanceRequest.self, credopass__attendance__v1__list_user_attendance_request__init)
    unsafe c.pointee.user_id = try arena.text(userId)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListUserAttendanceResponse {
  public static var fullName: String { "credopass.attendance.v1.ListUserAttendanceResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ListUserAttendanceResponse.self, credopass__attendance__v1__list_user_attendance_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ListUserAttendanceResponse.self)
    attendances = try unsafe readMessages(c.pointee.n_attendances, c.pointee.attendances)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ListUserAttendanceResponse.self, credopass__attendance__v1__list_user_attendance_response__init)
    unsafe c.pointee.n_attendances = attendances.count
    unsafe c.pointee.attendances = try arena.list(attendances) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__Attendance.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.attendance.v1.AttendanceService.
public enum AttendanceMethods {
  public static let checkIn = Method<CheckInRequest, CheckInResponse>(
    name: "credopass.attendance.v1.AttendanceService/CheckIn", idempotency: .idempotent)
  public static let checkOut = Method<CheckOutRequest, Attendance>(
    name: "credopass.attendance.v1.AttendanceService/CheckOut", idempotency: .idempotent)
  public static let listRoster = Method<ListRosterRequest, ListRosterResponse>(
    name: "credopass.attendance.v1.AttendanceService/ListRoster", idempotency: .noSideEffects)
  public static let getEventSummary = Method<GetEventSummaryRequest, EventSummary>(
    name: "credopass.attendance.v1.AttendanceService/GetEventSummary", idempotency: .noSideEffects)
  public static let batchRecord = Method<BatchRecordRequest, BatchRecordResponse>(
    name: "credopass.attendance.v1.AttendanceService/BatchRecord", idempotency: .idempotent)
  public static let listUserAttendance = Method<ListUserAttendanceRequest, ListUserAttendanceResponse>(
    name: "credopass.attendance.v1.AttendanceService/ListUserAttendance", idempotency: .noSideEffects)
  /// Their names, in the contract's order.
  public static let names = [checkIn.name, checkOut.name, listRoster.name, getEventSummary.name, batchRecord.name, listUserAttendance.name]
}

/// Who actually came.
public protocol AttendanceService: Service {
  /// Judges one scan at a door. A refusal is an answer too; the same scan_id gives the same answer.
  func checkIn(
    _ request: CheckInRequest, _ call: CallContext
  ) async throws -> CheckInResponse
  /// Ends a person's open stay. The same scan_id gives the same answer.
  func checkOut(
    _ request: CheckOutRequest, _ call: CallContext
  ) async throws -> Attendance
  /// Lists everyone expected or seen at an event, page by page.
  func listRoster(
    _ request: ListRosterRequest, _ call: CallContext
  ) async throws -> ListRosterResponse
  /// Gives an event's figures.
  func getEventSummary(
    _ request: GetEventSummaryRequest, _ call: CallContext
  ) async throws -> EventSummary
  /// Takes over presences that were recorded elsewhere. Each row is answered by itself.
  func batchRecord(
    _ request: BatchRecordRequest, _ call: CallContext
  ) async throws -> BatchRecordResponse
  /// Lists the events that one person was expected or seen at, latest first.
  func listUserAttendance(
    _ request: ListUserAttendanceRequest, _ call: CallContext
  ) async throws -> ListUserAttendanceResponse
}

extension AttendanceService {
  public static var name: String { "credopass.attendance.v1.AttendanceService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(AttendanceMethods.checkIn) { try await self.checkIn($0, $1) },
      MethodHandler(AttendanceMethods.checkOut) { try await self.checkOut($0, $1) },
      MethodHandler(AttendanceMethods.listRoster) { try await self.listRoster($0, $1) },
      MethodHandler(AttendanceMethods.getEventSummary) { try await self.getEventSummary($0, $1) },
      MethodHandler(AttendanceMethods.batchRecord) { try await self.batchRecord($0, $1) },
      MethodHandler(AttendanceMethods.listUserAttendance) { try await self.listUserAttendance($0, $1) },
    ]
  }
}

/// Calls credopass.attendance.v1.AttendanceService.
public struct AttendanceClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Judges one scan at a door. A refusal is an answer too; the same scan_id gives the same answer.
  public func checkIn(
    _ request: CheckInRequest, _ options: CallOptions = CallOptions()
  ) async throws -> CheckInResponse {
    try await caller.call(AttendanceMethods.checkIn, request, options)
  }

  /// Ends a person's open stay. The same scan_id gives the same answer.
  public func checkOut(
    _ request: CheckOutRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Attendance {
    try await caller.call(AttendanceMethods.checkOut, request, options)
  }

  /// Lists everyone expected or seen at an event, page by page.
  public func listRoster(
    _ request: ListRosterRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListRosterResponse {
    try await caller.call(AttendanceMethods.listRoster, request, options)
  }

  /// Gives an event's figures.
  public func getEventSummary(
    _ request: GetEventSummaryRequest, _ options: CallOptions = CallOptions()
  ) async throws -> EventSummary {
    try await caller.call(AttendanceMethods.getEventSummary, request, options)
  }

  /// Takes over presences that were recorded elsewhere. Each row is answered by itself.
  public func batchRecord(
    _ request: BatchRecordRequest, _ options: CallOptions = CallOptions()
  ) async throws -> BatchRecordResponse {
    try await caller.call(AttendanceMethods.batchRecord, request, options)
  }

  /// Lists the events that one person was expected or seen at, latest first.
  public func listUserAttendance(
    _ request: ListUserAttendanceRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListUserAttendanceResponse {
    try await caller.call(AttendanceMethods.listUserAttendance, request, options)
  }
}
