// swift-format-ignore-file
// Generated from credopass/events/v1/event.proto by deploy/generate.

internal import CContracts
public import RPC

/// A dated meeting.
public struct Event: Message {
  /// UUIDv7.
  public var id: String
  /// The series it is an occurrence of, or empty.
  public var seriesId: String
  /// The user it belongs to.
  public var hostId: String
  /// At most 255 characters.
  public var name: String
  /// What awaits those who come.
  public var description: String
  /// workshop, meetup, concert, bar, club, party, restaurant, outdoor, sports, service, other, or
  /// the organization's own.
  public var category: String
  /// Name of the place.
  public var location: String
  /// Postal address of the place.
  public var address: String
  /// Degrees north, -90 to 90; with longitude or not at all.
  public var latitude: Double?
  /// Degrees east, -180 to 180.
  public var longitude: Double?
  /// IANA name, such as "Europe/Berlin".
  public var timeZone: String
  /// When it begins.
  public var startTime: Timestamp?
  /// When it ends, after the start.
  public var endTime: Timestamp?
  /// Seats; absent means no limit.
  public var capacity: Int32?
  /// Seats held: enrolled people and their guests.
  public var taken: Int32
  /// Seats left; absent without a limit.
  public var available: Int32?
  /// Whether it is found by everyone.
  public var isPublic: Bool
  /// From when on people enroll; absent means from publishing.
  public var registrationOpensAt: Timestamp?
  /// Until when people enroll; absent means until the end.
  public var registrationClosesAt: Timestamp?
  /// Until when people cancel by themselves; absent means until the start.
  public var selfCancelUntil: Timestamp?
  /// Whether people may wait when it is full.
  public var waitlist: Bool
  /// Whether a party that fits may pass one that does not.
  public var overtaking: Bool
  /// Whether only enrolled people are let in.
  public var enrollmentRequired: Bool
  /// Whether one may come back after leaving.
  public var reentry: Bool
  /// Whether people may check themselves in.
  public var selfCheckIn: Bool
  /// The most people inside at once; absent means no limit.
  public var doorLimit: Int32?
  /// Where it stands.
  public var status: Event.Status
  /// When it was published; absent for a draft.
  public var publishedAt: Timestamp?
  /// When it was started by hand, or absent.
  public var startedAt: Timestamp?
  /// When it was completed by hand, or absent.
  public var closedAt: Timestamp?
  /// When it was canceled, or absent.
  public var canceledAt: Timestamp?
  /// Why it was canceled.
  public var cancelReason: String
  /// When the record was made.
  public var createdAt: Timestamp?
  /// When the record last changed.
  public var updatedAt: Timestamp?
  /// Counts the record's edits; give it back as expected_version to edit only what was seen.
  public var version: Int64
  /// Whether it did not take place after all; then it counts in no rate and breaks no streak.
  public var didNotMeet: Bool
  /// When the rule of its series has it begin, wherever it was moved; absent outside of series.
  public var originalStart: Timestamp?
  /// Kilometers from the point that was asked for; only where a list was asked for events near one.
  public var distanceKm: Double?

  public init() {
    id = ""
    seriesId = ""
    hostId = ""
    name = ""
    description = ""
    category = ""
    location = ""
    address = ""
    latitude = nil
    longitude = nil
    timeZone = ""
    startTime = nil
    endTime = nil
    capacity = nil
    taken = 0
    available = nil
    isPublic = false
    registrationOpensAt = nil
    registrationClosesAt = nil
    selfCancelUntil = nil
    waitlist = false
    overtaking = false
    enrollmentRequired = false
    reentry = false
    selfCheckIn = false
    doorLimit = nil
    status = .unspecified
    publishedAt = nil
    startedAt = nil
    closedAt = nil
    canceledAt = nil
    cancelReason = ""
    createdAt = nil
    updatedAt = nil
    version = 0
    didNotMeet = false
    originalStart = nil
    distanceKm = nil
  }

  public init(
    id: String = "",
    seriesId: String = "",
    hostId: String = "",
    name: String = "",
    description: String = "",
    category: String = "",
    location: String = "",
    address: String = "",
    latitude: Double? = nil,
    longitude: Double? = nil,
    timeZone: String = "",
    startTime: Timestamp? = nil,
    endTime: Timestamp? = nil,
    capacity: Int32? = nil,
    taken: Int32 = 0,
    available: Int32? = nil,
    isPublic: Bool = false,
    registrationOpensAt: Timestamp? = nil,
    registrationClosesAt: Timestamp? = nil,
    selfCancelUntil: Timestamp? = nil,
    waitlist: Bool = false,
    overtaking: Bool = false,
    enrollmentRequired: Bool = false,
    reentry: Bool = false,
    selfCheckIn: Bool = false,
    doorLimit: Int32? = nil,
    status: Event.Status = .unspecified,
    publishedAt: Timestamp? = nil,
    startedAt: Timestamp? = nil,
    closedAt: Timestamp? = nil,
    canceledAt: Timestamp? = nil,
    cancelReason: String = "",
    createdAt: Timestamp? = nil,
    updatedAt: Timestamp? = nil,
    version: Int64 = 0,
    didNotMeet: Bool = false,
    originalStart: Timestamp? = nil,
    distanceKm: Double? = nil
  ) {
    self.id = id
    self.seriesId = seriesId
    self.hostId = hostId
    self.name = name
    self.description = description
    self.category = category
    self.location = location
    self.address = address
    self.latitude = latitude
    self.longitude = longitude
    self.timeZone = timeZone
    self.startTime = startTime
    self.endTime = endTime
    self.capacity = capacity
    self.taken = taken
    self.available = available
    self.isPublic = isPublic
    self.registrationOpensAt = registrationOpensAt
    self.registrationClosesAt = registrationClosesAt
    self.selfCancelUntil = selfCancelUntil
    self.waitlist = waitlist
    self.overtaking = overtaking
    self.enrollmentRequired = enrollmentRequired
    self.reentry = reentry
    self.selfCheckIn = selfCheckIn
    self.doorLimit = doorLimit
    self.status = status
    self.publishedAt = publishedAt
    self.startedAt = startedAt
    self.closedAt = closedAt
    self.canceledAt = canceledAt
    self.cancelReason = cancelReason
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.version = version
    self.didNotMeet = didNotMeet
    self.originalStart = originalStart
    self.distanceKm = distanceKm
  }

  /// Where an event stands, derived from its facts and the clock.
  public enum Status: Enumeration {
    /// Not said.
    case unspecified
    /// Not published.
    case draft
    /// Published and not begun.
    case scheduled
    /// Begun and not ended.
    case ongoing
    /// Ended by the clock or by hand.
    case completed
    /// Called off.
    case canceled
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .draft, .scheduled, .ongoing, .completed, .canceled]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .draft
      case 2: self = .scheduled
      case 3: self = .ongoing
      case 4: self = .completed
      case 5: self = .canceled
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .draft: 1
      case .scheduled: 2
      case .ongoing: 3
      case .completed: 4
      case .canceled: 5
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "STATUS_UNSPECIFIED"
      case .draft: "DRAFT"
      case .scheduled: "SCHEDULED"
      case .ongoing: "ONGOING"
      case .completed: "COMPLETED"
      case .canceled: "CANCELED"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

extension Event {
  public static var fullName: String { "credopass.events.v1.Event" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__Event.self, credopass__events__v1__event__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__Event.self)
    id = try unsafe readText(c.pointee.id)
    seriesId = try unsafe readText(c.pointee.series_id)
    hostId = try unsafe readText(c.pointee.host_id)
    name = try unsafe readText(c.pointee.name)
    description = try unsafe readText(c.pointee.description)
    category = try unsafe readText(c.pointee.category)
    location = try unsafe readText(c.pointee.location)
    address = try unsafe readText(c.pointee.address)
    timeZone = try unsafe readText(c.pointee.time_zone)
    if let inner = unsafe c.pointee.start_time {
      startTime = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.end_time {
      endTime = try unsafe Timestamp(unpacked: inner)
    }
    taken = unsafe c.pointee.taken
    isPublic = unsafe c.pointee.is_public != 0
    if let inner = unsafe c.pointee.registration_opens_at {
      registrationOpensAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.registration_closes_at {
      registrationClosesAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.self_cancel_until {
      selfCancelUntil = try unsafe Timestamp(unpacked: inner)
    }
    waitlist = unsafe c.pointee.waitlist != 0
    overtaking = unsafe c.pointee.overtaking != 0
    enrollmentRequired = unsafe c.pointee.enrollment_required != 0
    reentry = unsafe c.pointee.reentry != 0
    selfCheckIn = unsafe c.pointee.self_check_in != 0
    status = unsafe Event.Status(rawValue: Int32(bitPattern: c.pointee.status.rawValue))
    if let inner = unsafe c.pointee.published_at {
      publishedAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.started_at {
      startedAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.closed_at {
      closedAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.canceled_at {
      canceledAt = try unsafe Timestamp(unpacked: inner)
    }
    cancelReason = try unsafe readText(c.pointee.cancel_reason)
    if let inner = unsafe c.pointee.created_at {
      createdAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.updated_at {
      updatedAt = try unsafe Timestamp(unpacked: inner)
    }
    version = unsafe c.pointee.version
    didNotMeet = unsafe c.pointee.did_not_meet != 0
    if let inner = unsafe c.pointee.original_start {
      originalStart = try unsafe Timestamp(unpacked: inner)
    }
    switch unsafe c.pointee._latitude_case.rawValue {
    case 9: latitude = unsafe c.pointee.latitude
    default: break
    }
    switch unsafe c.pointee._longitude_case.rawValue {
    case 10: longitude = unsafe c.pointee.longitude
    default: break
    }
    switch unsafe c.pointee._capacity_case.rawValue {
    case 14: capacity = unsafe c.pointee.capacity
    default: break
    }
    switch unsafe c.pointee._available_case.rawValue {
    case 16: available = unsafe c.pointee.available
    default: break
    }
    switch unsafe c.pointee._door_limit_case.rawValue {
    case 26: doorLimit = unsafe c.pointee.door_limit
    default: break
    }
    switch unsafe c.pointee._distance_km_case.rawValue {
    case 40: distanceKm = unsafe c.pointee.distance_km
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__Event.self, credopass__events__v1__event__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    unsafe c.pointee.host_id = try arena.text(hostId)
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.description = try arena.text(description)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.location = try arena.text(location)
    unsafe c.pointee.address = try arena.text(address)
    unsafe c.pointee.time_zone = try arena.text(timeZone)
    unsafe c.pointee.start_time = try startTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.end_time = try endTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.taken = taken
    unsafe c.pointee.is_public = isPublic ? 1 : 0
    unsafe c.pointee.registration_opens_at = try registrationOpensAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.registration_closes_at = try registrationClosesAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.self_cancel_until = try selfCancelUntil?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.waitlist = waitlist ? 1 : 0
    unsafe c.pointee.overtaking = overtaking ? 1 : 0
    unsafe c.pointee.enrollment_required = enrollmentRequired ? 1 : 0
    unsafe c.pointee.reentry = reentry ? 1 : 0
    unsafe c.pointee.self_check_in = selfCheckIn ? 1 : 0
    unsafe c.pointee.status = .init(rawValue: UInt32(bitPattern: status.rawValue))
    unsafe c.pointee.published_at = try publishedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.started_at = try startedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.closed_at = try closedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.canceled_at = try canceledAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.cancel_reason = try arena.text(cancelReason)
    unsafe c.pointee.created_at = try createdAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.updated_at = try updatedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.version = version
    unsafe c.pointee.did_not_meet = didNotMeet ? 1 : 0
    unsafe c.pointee.original_start = try originalStart?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    if let value = latitude {
      unsafe c.pointee._latitude_case = .init(rawValue: 9)
      unsafe c.pointee.latitude = value
    }
    if let value = longitude {
      unsafe c.pointee._longitude_case = .init(rawValue: 10)
      unsafe c.pointee.longitude = value
    }
    if let value = capacity {
      unsafe c.pointee._capacity_case = .init(rawValue: 14)
      unsafe c.pointee.capacity = value
    }
    if let value = available {
      unsafe c.pointee._available_case = .init(rawValue: 16)
      unsafe c.pointee.available = value
    }
    if let value = doorLimit {
      unsafe c.pointee._door_limit_case = .init(rawValue: 26)
      unsafe c.pointee.door_limit = value
    }
    if let value = distanceKm {
      unsafe c.pointee._distance_km_case = .init(rawValue: 40)
      unsafe c.pointee.distance_km = value
    }
    return UnsafeMutableRawPointer(c)
  }
}
