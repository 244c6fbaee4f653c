// swift-format-ignore-file
// Generated from credopass/events/v1/series_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// Which days a series takes place, counted from its local start: that day or the first after it
/// that fits.
public struct SeriesRule: Message {
  /// How often.
  public var frequency: SeriesRule.Frequency
  /// Every how many days, weeks or months, 1 to 99; 0 means 1. Weeks begin on Monday.
  public var interval: Int32
  /// WEEKLY: on which days; MONTHLY: on which one. Empty means that of the local start.
  public var weekdays: [SeriesRule.Weekday]
  /// MONTHLY: the first to the fifth such day of the month, 1 to 5, or the last, -1; 0 means the one
  /// that the local start is. A month without a fifth is left out.
  public var week: Int32
  /// The last day it may take place, such as "2027-06-30"; empty means no such day.
  public var until: String
  /// How many occurrences there are at all, 1 to 104; 0 means no limit. Not together with until.
  public var count: Int32

  public init() {
    frequency = .unspecified
    interval = 0
    weekdays = []
    week = 0
    until = ""
    count = 0
  }

  public init(
    frequency: SeriesRule.Frequency = .unspecified,
    interval: Int32 = 0,
    weekdays: [SeriesRule.Weekday] = [],
    week: Int32 = 0,
    until: String = "",
    count: Int32 = 0
  ) {
    self.frequency = frequency
    self.interval = interval
    self.weekdays = weekdays
    self.week = week
    self.until = until
    self.count = count
  }

  /// How often.
  public enum Frequency: Enumeration {
    /// Not said.
    case unspecified
    /// Every day, or every second, and so on.
    case daily
    /// On days of the week.
    case weekly
    /// On a day of the week of each month, such as the second Tuesday.
    case monthly
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .daily, .weekly, .monthly]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .daily
      case 2: self = .weekly
      case 3: self = .monthly
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .daily: 1
      case .weekly: 2
      case .monthly: 3
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "FREQUENCY_UNSPECIFIED"
      case .daily: "DAILY"
      case .weekly: "WEEKLY"
      case .monthly: "MONTHLY"
      case .unrecognized(let number): String(number)
      }
    }
  }

  /// A day of the week.
  public enum Weekday: Enumeration {
    /// Not said.
    case unspecified
    /// The first day of a week.
    case monday
    /// The second.
    case tuesday
    /// The third.
    case wednesday
    /// The fourth.
    case thursday
    /// The fifth.
    case friday
    /// The sixth.
    case saturday
    /// The seventh.
    case sunday
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .monday, .tuesday, .wednesday, .thursday, .friday, .saturday, .sunday]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .monday
      case 2: self = .tuesday
      case 3: self = .wednesday
      case 4: self = .thursday
      case 5: self = .friday
      case 6: self = .saturday
      case 7: self = .sunday
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .monday: 1
      case .tuesday: 2
      case .wednesday: 3
      case .thursday: 4
      case .friday: 5
      case .saturday: 6
      case .sunday: 7
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "WEEKDAY_UNSPECIFIED"
      case .monday: "MONDAY"
      case .tuesday: "TUESDAY"
      case .wednesday: "WEDNESDAY"
      case .thursday: "THURSDAY"
      case .friday: "FRIDAY"
      case .saturday: "SATURDAY"
      case .sunday: "SUNDAY"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

/// Events that come again by a rule, and what their occurrences are made like.
public struct Series: Message {
  /// UUIDv7.
  public var id: String
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
  /// IANA name, such as "Europe/Berlin", in which the rule reckons.
  public var timeZone: String
  /// Date and time there from which on the rule counts, such as "2026-10-05T19:00".
  public var localStart: String
  /// How long an occurrence lasts, 1 to 10080.
  public var durationMinutes: Int32
  /// Which days it takes place.
  public var rule: SeriesRule?
  /// Seats of an occurrence; absent means no limit.
  public var capacity: Int32?
  /// Whether it is found by everyone.
  public var isPublic: Bool
  /// Minutes before the start from when on people enroll; absent means from publishing.
  public var registrationOpensMinutes: Int32?
  /// Minutes before the start until when people enroll; absent means until the end.
  public var registrationClosesMinutes: Int32?
  /// Minutes before the start until when people cancel by themselves; absent means until the
  /// start.
  public var selfCancelMinutes: Int32?
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
  /// When it was published; absent while its occurrences are made as drafts.
  public var publishedAt: Timestamp?
  /// When it was canceled, or absent.
  public var canceledAt: Timestamp?
  /// The last day for which occurrences have been made; empty when all have been.
  public var madeUntil: String
  /// When the record was made.
  public var createdAt: Timestamp?
  /// When the record last changed.
  public var updatedAt: Timestamp?
  /// Counts the record's edits; give it back as expected_version to edit only what was seen.
  public var version: Int64

  public init() {
    id = ""
    hostId = ""
    name = ""
    description = ""
    category = ""
    location = ""
    address = ""
    latitude = nil
    longitude = nil
    timeZone = ""
    localStart = ""
    durationMinutes = 0
    rule = nil
    capacity = nil
    isPublic = false
    registrationOpensMinutes = nil
    registrationClosesMinutes = nil
    selfCancelMinutes = nil
    waitlist = false
    overtaking = false
    enrollmentRequired = false
    reentry = false
    selfCheckIn = false
    doorLimit = nil
    publishedAt = nil
    canceledAt = nil
    madeUntil = ""
    createdAt = nil
    updatedAt = nil
    version = 0
  }

  public init(
    id: String = "",
    hostId: String = "",
    name: String = "",
    description: String = "",
    category: String = "",
    location: String = "",
    address: String = "",
    latitude: Double? = nil,
    longitude: Double? = nil,
    timeZone: String = "",
    localStart: String = "",
    durationMinutes: Int32 = 0,
    rule: SeriesRule? = nil,
    capacity: Int32? = nil,
    isPublic: Bool = false,
    registrationOpensMinutes: Int32? = nil,
    registrationClosesMinutes: Int32? = nil,
    selfCancelMinutes: Int32? = nil,
    waitlist: Bool = false,
    overtaking: Bool = false,
    enrollmentRequired: Bool = false,
    reentry: Bool = false,
    selfCheckIn: Bool = false,
    doorLimit: Int32? = nil,
    publishedAt: Timestamp? = nil,
    canceledAt: Timestamp? = nil,
    madeUntil: String = "",
    createdAt: Timestamp? = nil,
    updatedAt: Timestamp? = nil,
    version: Int64 = 0
  ) {
    self.id = id
    self.hostId = hostId
    self.name = name
    self.description = description
    self.category = category
    self.location = location
    self.address = address
    self.latitude = latitude
    self.longitude = longitude
    self.timeZone = timeZone
    self.localStart = localStart
    self.durationMinutes = durationMinutes
    self.rule = rule
    self.capacity = capacity
    self.isPublic = isPublic
    self.registrationOpensMinutes = registrationOpensMinutes
    self.registrationClosesMinutes = registrationClosesMinutes
    self.selfCancelMinutes = selfCancelMinutes
    self.waitlist = waitlist
    self.overtaking = overtaking
    self.enrollmentRequired = enrollmentRequired
    self.reentry = reentry
    self.selfCheckIn = selfCheckIn
    self.doorLimit = doorLimit
    self.publishedAt = publishedAt
    self.canceledAt = canceledAt
    self.madeUntil = madeUntil
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.version = version
  }
}

/// Asks for a new series.
public struct CreateSeriesRequest: Message {
  /// Whom it belongs to; empty means the caller.
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
  /// IANA name, such as "Europe/Berlin", in which the rule reckons.
  public var timeZone: String
  /// Date and time there from which on the rule counts, such as "2026-10-05T19:00".
  public var localStart: String
  /// How long an occurrence lasts, 1 to 10080; 0 means two hours.
  public var durationMinutes: Int32
  /// Which days it takes place.
  public var rule: SeriesRule?
  /// Seats of an occurrence; absent means no limit.
  public var capacity: Int32?
  /// Whether it is found by everyone; absent means yes.
  public var isPublic: Bool?
  /// Minutes before the start from when on people enroll; absent means from publishing.
  public var registrationOpensMinutes: Int32?
  /// Minutes before the start until when people enroll; absent means until the end.
  public var registrationClosesMinutes: Int32?
  /// Minutes before the start until when people cancel by themselves; absent means until the
  /// start.
  public var selfCancelMinutes: Int32?
  /// Whether people may wait when it is full; absent means yes.
  public var waitlist: Bool?
  /// Whether a party that fits may pass one that does not; absent means no.
  public var overtaking: Bool?
  /// Whether only enrolled people are let in; absent means no.
  public var enrollmentRequired: Bool?
  /// Whether one may come back after leaving; absent means yes.
  public var reentry: Bool?
  /// Whether people may check themselves in; absent means no.
  public var selfCheckIn: Bool?
  /// The most people inside at once; absent means no limit.
  public var doorLimit: Int32?

  public init() {
    hostId = ""
    name = ""
    description = ""
    category = ""
    location = ""
    address = ""
    latitude = nil
    longitude = nil
    timeZone = ""
    localStart = ""
    durationMinutes = 0
    rule = nil
    capacity = nil
    isPublic = nil
    registrationOpensMinutes = nil
    registrationClosesMinutes = nil
    selfCancelMinutes = nil
    waitlist = nil
    overtaking = nil
    enrollmentRequired = nil
    reentry = nil
    selfCheckIn = nil
    doorLimit = nil
  }

  public init(
    hostId: String = "",
    name: String = "",
    description: String = "",
    category: String = "",
    location: String = "",
    address: String = "",
    latitude: Double? = nil,
    longitude: Double? = nil,
    timeZone: String = "",
    localStart: String = "",
    durationMinutes: Int32 = 0,
    rule: SeriesRule? = nil,
    capacity: Int32? = nil,
    isPublic: Bool? = nil,
    registrationOpensMinutes: Int32? = nil,
    registrationClosesMinutes: Int32? = nil,
    selfCancelMinutes: Int32? = nil,
    waitlist: Bool? = nil,
    overtaking: Bool? = nil,
    enrollmentRequired: Bool? = nil,
    reentry: Bool? = nil,
    selfCheckIn: Bool? = nil,
    doorLimit: Int32? = nil
  ) {
    self.hostId = hostId
    self.name = name
    self.description = description
    self.category = category
    self.location = location
    self.address = address
    self.latitude = latitude
    self.longitude = longitude
    self.timeZone = timeZone
    self.localStart = localStart
    self.durationMinutes = durationMinutes
    self.rule = rule
    self.capacity = capacity
    self.isPublic = isPublic
    self.registrationOpensMinutes = registrationOpensMinutes
    self.registrationClosesMinutes = registrationClosesMinutes
    self.selfCancelMinutes = selfCancelMinutes
    self.waitlist = waitlist
    self.overtaking = overtaking
    self.enrollmentRequired = enrollmentRequired
    self.reentry = reentry
    self.selfCheckIn = selfCheckIn
    self.doorLimit = doorLimit
  }
}

/// Asks for one series.
public struct GetSeriesRequest: Message {
  /// The series' id.
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

/// Asks for a page of series.
public struct ListSeriesRequest: Message {
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String
  /// Only series of this host.
  public var hostId: String

  public init() {
    pageSize = 0
    pageToken = ""
    hostId = ""
  }

  public init(
    pageSize: Int32 = 0,
    pageToken: String = "",
    hostId: String = ""
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.hostId = hostId
  }
}

/// A page of series.
public struct ListSeriesResponse: Message {
  /// The series, newest first.
  public var series: [Series]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    series = []
    nextPageToken = ""
  }

  public init(
    series: [Series] = [],
    nextPageToken: String = ""
  ) {
    self.series = series
    self.nextPageToken = nextPageToken
  }
}

/// Asks to change a series.
public struct UpdateSeriesRequest: Message {
  /// The series' id.
  public var id: String
  /// Which of the fields below to write; what it names and is absent is cleared.
  public var updateMask: FieldMask?
  /// The version that was seen; 0 writes over any.
  public var expectedVersion: Int64
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
  /// IANA name, such as "Europe/Berlin", in which the rule reckons.
  public var timeZone: String
  /// Date and time there from which on the rule counts, such as "2026-10-05T19:00".
  public var localStart: String
  /// How long an occurrence lasts, 1 to 10080; 0 means two hours.
  public var durationMinutes: Int32
  /// Which days it takes place.
  public var rule: SeriesRule?
  /// Seats of an occurrence; absent means no limit.
  public var capacity: Int32?
  /// Whether it is found by everyone; absent means yes.
  public var isPublic: Bool?
  /// Minutes before the start from when on people enroll; absent means from publishing.
  public var registrationOpensMinutes: Int32?
  /// Minutes before the start until when people enroll; absent means until the end.
  public var registrationClosesMinutes: Int32?
  /// Minutes before the start until when people cancel by themselves; absent means until the
  /// start.
  public var selfCancelMinutes: Int32?
  /// Whether people may wait when it is full; absent means yes.
  public var waitlist: Bool?
  /// Whether a party that fits may pass one that does not; absent means no.
  public var overtaking: Bool?
  /// Whether only enrolled people are let in; absent means no.
  public var enrollmentRequired: Bool?
  /// Whether one may come back after leaving; absent means yes.
  public var reentry: Bool?
  /// Whether people may check themselves in; absent means no.
  public var selfCheckIn: Bool?
  /// The most people inside at once; absent means no limit.
  public var doorLimit: Int32?

  public init() {
    id = ""
    updateMask = nil
    expectedVersion = 0
    name = ""
    description = ""
    category = ""
    location = ""
    address = ""
    latitude = nil
    longitude = nil
    timeZone = ""
    localStart = ""
    durationMinutes = 0
    rule = nil
    capacity = nil
    isPublic = nil
    registrationOpensMinutes = nil
    registrationClosesMinutes = nil
    selfCancelMinutes = nil
    waitlist = nil
    overtaking = nil
    enrollmentRequired = nil
    reentry = nil
    selfCheckIn = nil
    doorLimit = nil
  }

  public init(
    id: String = "",
    updateMask: FieldMask? = nil,
    expectedVersion: Int64 = 0,
    name: String = "",
    description: String = "",
    category: String = "",
    location: String = "",
    address: String = "",
    latitude: Double? = nil,
    longitude: Double? = nil,
    timeZone: String = "",
    localStart: String = "",
    durationMinutes: Int32 = 0,
    rule: SeriesRule? = nil,
    capacity: Int32? = nil,
    isPublic: Bool? = nil,
    registrationOpensMinutes: Int32? = nil,
    registrationClosesMinutes: Int32? = nil,
    selfCancelMinutes: Int32? = nil,
    waitlist: Bool? = nil,
    overtaking: Bool? = nil,
    enrollmentRequired: Bool? = nil,
    reentry: Bool? = nil,
    selfCheckIn: Bool? = nil,
    doorLimit: Int32? = nil
  ) {
    self.id = id
    self.updateMask = updateMask
    self.expectedVersion = expectedVersion
    self.name = name
    self.description = description
    self.category = category
    self.location = location
    self.address = address
    self.latitude = latitude
    self.longitude = longitude
    self.timeZone = timeZone
    self.localStart = localStart
    self.durationMinutes = durationMinutes
    self.rule = rule
    self.capacity = capacity
    self.isPublic = isPublic
    self.registrationOpensMinutes = registrationOpensMinutes
    self.registrationClosesMinutes = registrationClosesMinutes
    self.selfCancelMinutes = selfCancelMinutes
    self.waitlist = waitlist
    self.overtaking = overtaking
    self.enrollmentRequired = enrollmentRequired
    self.reentry = reentry
    self.selfCheckIn = selfCheckIn
    self.doorLimit = doorLimit
  }
}

/// Asks to change a series from an occurrence on.
public struct SplitSeriesRequest: Message {
  /// The series' id.
  public var id: String
  /// The first occurrence to change; it must be to come.
  public var eventId: String
  /// Which of the fields below to write; what it names and is absent is cleared. The rule's count
  /// goes on unless a new rule is said.
  public var updateMask: FieldMask?
  /// The version that was seen; 0 writes over any.
  public var expectedVersion: Int64
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
  /// IANA name, such as "Europe/Berlin", in which the rule reckons.
  public var timeZone: String
  /// Date and time there from which on the rule counts, such as "2026-10-05T19:00".
  public var localStart: String
  /// How long an occurrence lasts, 1 to 10080; 0 means two hours.
  public var durationMinutes: Int32
  /// Which days it takes place.
  public var rule: SeriesRule?
  /// Seats of an occurrence; absent means no limit.
  public var capacity: Int32?
  /// Whether it is found by everyone; absent means yes.
  public var isPublic: Bool?
  /// Minutes before the start from when on people enroll; absent means from publishing.
  public var registrationOpensMinutes: Int32?
  /// Minutes before the start until when people enroll; absent means until the end.
  public var registrationClosesMinutes: Int32?
  /// Minutes before the start until when people cancel by themselves; absent means until the
  /// start.
  public var selfCancelMinutes: Int32?
  /// Whether people may wait when it is full; absent means yes.
  public var waitlist: Bool?
  /// Whether a party that fits may pass one that does not; absent means no.
  public var overtaking: Bool?
  /// Whether only enrolled people are let in; absent means no.
  public var enrollmentRequired: Bool?
  /// Whether one may come back after leaving; absent means yes.
  public var reentry: Bool?
  /// Whether people may check themselves in; absent means no.
  public var selfCheckIn: Bool?
  /// The most people inside at once; absent means no limit.
  public var doorLimit: Int32?

  public init() {
    id = ""
    eventId = ""
    updateMask = nil
    expectedVersion = 0
    name = ""
    description = ""
    category = ""
    location = ""
    address = ""
    latitude = nil
    longitude = nil
    timeZone = ""
    localStart = ""
    durationMinutes = 0
    rule = nil
    capacity = nil
    isPublic = nil
    registrationOpensMinutes = nil
    registrationClosesMinutes = nil
    selfCancelMinutes = nil
    waitlist = nil
    overtaking = nil
    enrollmentRequired = nil
    reentry = nil
    selfCheckIn = nil
    doorLimit = nil
  }

  public init(
    id: String = "",
    eventId: String = "",
    updateMask: FieldMask? = nil,
    expectedVersion: Int64 = 0,
    name: String = "",
    description: String = "",
    category: String = "",
    location: String = "",
    address: String = "",
    latitude: Double? = nil,
    longitude: Double? = nil,
    timeZone: String = "",
    localStart: String = "",
    durationMinutes: Int32 = 0,
    rule: SeriesRule? = nil,
    capacity: Int32? = nil,
    isPublic: Bool? = nil,
    registrationOpensMinutes: Int32? = nil,
    registrationClosesMinutes: Int32? = nil,
    selfCancelMinutes: Int32? = nil,
    waitlist: Bool? = nil,
    overtaking: Bool? = nil,
    enrollmentRequired: Bool? = nil,
    reentry: Bool? = nil,
    selfCheckIn: Bool? = nil,
    doorLimit: Int32? = nil
  ) {
    self.id = id
    self.eventId = eventId
    self.updateMask = updateMask
    self.expectedVersion = expectedVersion
    self.name = name
    self.description = description
    self.category = category
    self.location = location
    self.address = address
    self.latitude = latitude
    self.longitude = longitude
    self.timeZone = timeZone
    self.localStart = localStart
    self.durationMinutes = durationMinutes
    self.rule = rule
    self.capacity = capacity
    self.isPublic = isPublic
    self.registrationOpensMinutes = registrationOpensMinutes
    self.registrationClosesMinutes = registrationClosesMinutes
    self.selfCancelMinutes = selfCancelMinutes
    self.waitlist = waitlist
    self.overtaking = overtaking
    self.enrollmentRequired = enrollmentRequired
    self.reentry = reentry
    self.selfCheckIn = selfCheckIn
    self.doorLimit = doorLimit
  }
}

/// Asks to publish a series.
public struct PublishSeriesRequest: Message {
  /// The series' id.
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

/// Asks to end a series.
public struct CancelSeriesRequest: Message {
  /// The series' id.
  public var id: String
  /// Why; told to everyone enrolled.
  public var reason: String

  public init() {
    id = ""
    reason = ""
  }

  public init(
    id: String = "",
    reason: String = ""
  ) {
    self.id = id
    self.reason = reason
  }
}

/// Asks to mark an event as one that did not take place.
public struct MarkDidNotMeetRequest: Message {
  /// The event's id.
  public var eventId: String
  /// Whether it did not; absent means yes.
  public var didNotMeet: Bool?

  public init() {
    eventId = ""
    didNotMeet = nil
  }

  public init(
    eventId: String = "",
    didNotMeet: Bool? = nil
  ) {
    self.eventId = eventId
    self.didNotMeet = didNotMeet
  }
}

extension SeriesRule {
  public static var fullName: String { "credopass.events.v1.SeriesRule" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__SeriesRule.self, credopass__events__v1__series_rule__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__SeriesRule.self)
    frequency = unsafe SeriesRule.Frequency(rawValue: Int32(bitPattern: c.pointee.frequency.rawValue))
    interval = unsafe c.pointee.interval
    weekdays = unsafe readList(c.pointee.n_weekdays, c.pointee.weekdays) { SeriesRule.Weekday(rawValue: Int32(bitPattern: $0.rawValue)) }
    week = unsafe c.pointee.week
    until = try unsafe readText(c.pointee.until)
    count = unsafe c.pointee.count
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__SeriesRule.self, credopass__events__v1__series_rule__init)
    unsafe c.pointee.frequency = .init(rawValue: UInt32(bitPattern: frequency.rawValue))
    unsafe c.pointee.interval = interval
    unsafe c.pointee.n_weekdays = weekdays.count
    unsafe c.pointee.weekdays = try arena.list(weekdays) { value in .init(rawValue: UInt32(bitPattern: value.rawValue)) }
    unsafe c.pointee.week = week
    unsafe c.pointee.until = try arena.text(until)
    unsafe c.pointee.count = count
    return UnsafeMutableRawPointer(c)
  }
}

extension Series {
  public static var fullName: String { "credopass.events.v1.Series" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__Series.self, credopass__events__v1__series__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__Series.self)
    id = try unsafe readText(c.pointee.id)
    hostId = try unsafe readText(c.pointee.host_id)
    name = try unsafe readText(c.pointee.name)
    description = try unsafe readText(c.pointee.description)
    category = try unsafe readText(c.pointee.category)
    location = try unsafe readText(c.pointee.location)
    address = try unsafe readText(c.pointee.address)
    timeZone = try unsafe readText(c.pointee.time_zone)
    localStart = try unsafe readText(c.pointee.local_start)
    durationMinutes = unsafe c.pointee.duration_minutes
    if let inner = unsafe c.pointee.rule {
      rule = try unsafe SeriesRule(unpacked: inner)
    }
    isPublic = unsafe c.pointee.is_public != 0
    waitlist = unsafe c.pointee.waitlist != 0
    overtaking = unsafe c.pointee.overtaking != 0
    enrollmentRequired = unsafe c.pointee.enrollment_required != 0
    reentry = unsafe c.pointee.reentry != 0
    selfCheckIn = unsafe c.pointee.self_check_in != 0
    if let inner = unsafe c.pointee.published_at {
      publishedAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.canceled_at {
      canceledAt = try unsafe Timestamp(unpacked: inner)
    }
    madeUntil = try unsafe readText(c.pointee.made_until)
    if let inner = unsafe c.pointee.created_at {
      createdAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.updated_at {
      updatedAt = try unsafe Timestamp(unpacked: inner)
    }
    version = unsafe c.pointee.version
    switch unsafe c.pointee._latitude_case.rawValue {
    case 8: latitude = unsafe c.pointee.latitude
    default: break
    }
    switch unsafe c.pointee._longitude_case.rawValue {
    case 9: longitude = unsafe c.pointee.longitude
    default: break
    }
    switch unsafe c.pointee._capacity_case.rawValue {
    case 14: capacity = unsafe c.pointee.capacity
    default: break
    }
    switch unsafe c.pointee._registration_opens_minutes_case.rawValue {
    case 16: registrationOpensMinutes = unsafe c.pointee.registration_opens_minutes
    default: break
    }
    switch unsafe c.pointee._registration_closes_minutes_case.rawValue {
    case 17: registrationClosesMinutes = unsafe c.pointee.registration_closes_minutes
    default: break
    }
    switch unsafe c.pointee._self_cancel_minutes_case.rawValue {
    case 18: selfCancelMinutes = unsafe c.pointee.self_cancel_minutes
    default: break
    }
    switch unsafe c.pointee._door_limit_case.rawValue {
    case 24: doorLimit = unsafe c.pointee.door_limit
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__Series.self, credopass__events__v1__series__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.host_id = try arena.text(hostId)
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.description = try arena.text(description)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.location = try arena.text(location)
    unsafe c.pointee.address = try arena.text(address)
    unsafe c.pointee.time_zone = try arena.text(timeZone)
    unsafe c.pointee.local_start = try arena.text(localStart)
    unsafe c.pointee.duration_minutes = durationMinutes
    unsafe c.pointee.rule = try rule?.layOut(in: arena).assumingMemoryBound(to: Credopass__Events__V1__SeriesRule.self)
    unsafe c.pointee.is_public = isPublic ? 1 : 0
    unsafe c.pointee.waitlist = waitlist ? 1 : 0
    unsafe c.pointee.overtaking = overtaking ? 1 : 0
    unsafe c.pointee.enrollment_required = enrollmentRequired ? 1 : 0
    unsafe c.pointee.reentry = reentry ? 1 : 0
    unsafe c.pointee.self_check_in = selfCheckIn ? 1 : 0
    unsafe c.pointee.published_at = try publishedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.canceled_at = try canceledAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.made_until = try arena.text(madeUntil)
    unsafe c.pointee.created_at = try createdAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.updated_at = try updatedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.version = version
    if let value = latitude {
      unsafe c.pointee._latitude_case = .init(rawValue: 8)
      unsafe c.pointee.latitude = value
    }
    if let value = longitude {
      unsafe c.pointee._longitude_case = .init(rawValue: 9)
      unsafe c.pointee.longitude = value
    }
    if let value = capacity {
      unsafe c.pointee._capacity_case = .init(rawValue: 14)
      unsafe c.pointee.capacity = value
    }
    if let value = registrationOpensMinutes {
      unsafe c.pointee._registration_opens_minutes_case = .init(rawValue: 16)
      unsafe c.pointee.registration_opens_minutes = value
    }
    if let value = registrationClosesMinutes {
      unsafe c.pointee._registration_closes_minutes_case = .init(rawValue: 17)
      unsafe c.pointee.registration_closes_minutes = value
    }
    if let value = selfCancelMinutes {
      unsafe c.pointee._self_cancel_minutes_case = .init(rawValue: 18)
      unsafe c.pointee.self_cancel_minutes = value
    }
    if let value = doorLimit {
      unsafe c.pointee._door_limit_case = .init(rawValue: 24)
      unsafe c.pointee.door_limit = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension CreateSeriesRequest {
  public static var fullName: String { "credopass.events.v1.CreateSeriesRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__CreateSeriesRequest.self, credopass__events__v1__create_series_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__CreateSeriesRequest.self)
    hostId = try unsafe readText(c.pointee.host_id)
    name = try unsafe readText(c.pointee.name)
    description = try unsafe readText(c.pointee.description)
    category = try unsafe readText(c.pointee.category)
    location = try unsafe readText(c.pointee.location)
    address = try unsafe readText(c.pointee.address)
    timeZone = try unsafe readText(c.pointee.time_zone)
    localStart = try unsafe readText(c.pointee.local_start)
    durationMinutes = unsafe c.pointee.duration_minutes
    if let inner = unsafe c.pointee.rule {
      rule = try unsafe SeriesRule(unpacked: inner)
    }
    switch unsafe c.pointee._latitude_case.rawValue {
    case 7: latitude = unsafe c.pointee.latitude
    default: break
    }
    switch unsafe c.pointee._longitude_case.rawValue {
    case 8: longitude = unsafe c.pointee.longitude
    default: break
    }
    switch unsafe c.pointee._capacity_case.rawValue {
    case 13: capacity = unsafe c.pointee.capacity
    default: break
    }
    switch unsafe c.pointee._is_public_case.rawValue {
    case 14: isPublic = unsafe c.pointee.is_public != 0
    default: break
    }
    switch unsafe c.pointee._registration_opens_minutes_case.rawValue {
    case 15: registrationOpensMinutes = unsafe c.pointee.registration_opens_minutes
    default: break
    }
    switch unsafe c.pointee._registration_closes_minutes_case.rawValue {
    case 16: registrationClosesMinutes = unsafe c.pointee.registration_closes_minutes
    default: break
    }
    switch unsafe c.pointee._self_cancel_minutes_case.rawValue {
    case 17: selfCancelMinutes = unsafe c.pointee.self_cancel_minutes
    default: break
    }
    switch unsafe c.pointee._waitlist_case.rawValue {
    case 18: waitlist = unsafe c.pointee.waitlist != 0
    default: break
    }
    switch unsafe c.pointee._overtaking_case.rawValue {
    case 19: overtaking = unsafe c.pointee.overtaking != 0
    default: break
    }
    switch unsafe c.pointee._enrollment_required_case.rawValue {
    case 20: enrollmentRequired = unsafe c.pointee.enrollment_required != 0
    default: break
    }
    switch unsafe c.pointee._reentry_case.rawValue {
    case 21: reentry = unsafe c.pointee.reentry != 0
    default: break
    }
    switch unsafe c.pointee._self_check_in_case.rawValue {
    case 22: selfCheckIn = unsafe c.pointee.self_check_in != 0
    default: break
    }
    switch unsafe c.pointee._door_limit_case.rawValue {
    case 23: doorLimit = unsafe c.pointee.door_limit
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__CreateSeriesRequest.self, credopass__events__v1__create_series_request__init)
    unsafe c.pointee.host_id = try arena.text(hostId)
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.description = try arena.text(description)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.location = try arena.text(location)
    unsafe c.pointee.address = try arena.text(address)
    unsafe c.pointee.time_zone = try arena.text(timeZone)
    unsafe c.pointee.local_start = try arena.text(localStart)
    unsafe c.pointee.duration_minutes = durationMinutes
    unsafe c.pointee.rule = try rule?.layOut(in: arena).assumingMemoryBound(to: Credopass__Events__V1__SeriesRule.self)
    if let value = latitude {
      unsafe c.pointee._latitude_case = .init(rawValue: 7)
      unsafe c.pointee.latitude = value
    }
    if let value = longitude {
      unsafe c.pointee._longitude_case = .init(rawValue: 8)
      unsafe c.pointee.longitude = value
    }
    if let value = capacity {
      unsafe c.pointee._capacity_case = .init(rawValue: 13)
      unsafe c.pointee.capacity = value
    }
    if let value = isPublic {
      unsafe c.pointee._is_public_case = .init(rawValue: 14)
      unsafe c.pointee.is_public = value ? 1 : 0
    }
    if let value = registrationOpensMinutes {
      unsafe c.pointee._registration_opens_minutes_case = .init(rawValue: 15)
      unsafe c.pointee.registration_opens_minutes = value
    }
    if let value = registrationClosesMinutes {
      unsafe c.pointee._registration_closes_minutes_case = .init(rawValue: 16)
      unsafe c.pointee.registration_closes_minutes = value
    }
    if let value = selfCancelMinutes {
      unsafe c.pointee._self_cancel_minutes_case = .init(rawValue: 17)
      unsafe c.pointee.self_cancel_minutes = value
    }
    if let value = waitlist {
      unsafe c.pointee._waitlist_case = .init(rawValue: 18)
      unsafe c.pointee.waitlist = value ? 1 : 0
    }
    if let value = overtaking {
      unsafe c.pointee._overtaking_case = .init(rawValue: 19)
      unsafe c.pointee.overtaking = value ? 1 : 0
    }
    if let value = enrollmentRequired {
      unsafe c.pointee._enrollment_required_case = .init(rawValue: 20)
      unsafe c.pointee.enrollment_required = value ? 1 : 0
    }
    if let value = reentry {
      unsafe c.pointee._reentry_case = .init(rawValue: 21)
      unsafe c.pointee.reentry = value ? 1 : 0
    }
    if let value = selfCheckIn {
      unsafe c.pointee._self_check_in_case = .init(rawValue: 22)
      unsafe c.pointee.self_check_in = value ? 1 : 0
    }
    if let value = doorLimit {
      unsafe c.pointee._door_limit_case = .init(rawValue: 23)
      unsafe c.pointee.door_limit = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension GetSeriesRequest {
  public static var fullName: String { "credopass.events.v1.GetSeriesRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__GetSeriesRequest.self, credopass__events__v1__get_series_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__GetSeriesRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__GetSeriesRequest.self, credopass__events__v1__get_series_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListSeriesRequest {
  public static var fullName: String { "credopass.events.v1.ListSeriesRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__ListSeriesRequest.self, credopass__events__v1__list_series_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__ListSeriesRequest.self)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
    hostId = try unsafe readText(c.pointee.host_id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__ListSeriesRequest.self, credopass__events__v1__list_series_request__init)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    unsafe c.pointee.host_id = try arena.text(hostId)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListSeriesResponse {
  public static var fullName: String { "credopass.events.v1.ListSeriesResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__ListSeriesResponse.self, credopass__events__v1__list_series_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__ListSeriesResponse.self)
    series = try unsafe readMessages(c.pointee.n_series, c.pointee.series)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__ListSeriesResponse.self, credopass__events__v1__list_series_response__init)
    unsafe c.pointee.n_series = series.count
    unsafe c.pointee.series = try arena.list(series) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Events__V1__Series.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension UpdateSeriesRequest {
  public static var fullName: String { "credopass.events.v1.UpdateSeriesRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__UpdateSeriesRequest.self, credopass__events__v1__update_series_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__UpdateSeriesRequest.self)
    id = try unsafe readText(c.pointee.id)
    if let inner = unsafe c.pointee.update_mask {
      updateMask = try unsafe FieldMask(unpacked: inner)
    }
    expectedVersion = unsafe c.pointee.expected_version
    name = try unsafe readText(c.pointee.name)
    description = try unsafe readText(c.pointee.description)
    category = try unsafe readText(c.pointee.category)
    location = try unsafe readText(c.pointee.location)
    address = try unsafe readText(c.pointee.address)
    timeZone = try unsafe readText(c.pointee.time_zone)
    localStart = try unsafe readText(c.pointee.local_start)
    durationMinutes = unsafe c.pointee.duration_minutes
    if let inner = unsafe c.pointee.rule {
      rule = try unsafe SeriesRule(unpacked: inner)
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
    case 15: capacity = unsafe c.pointee.capacity
    default: break
    }
    switch unsafe c.pointee._is_public_case.rawValue {
    case 16: isPublic = unsafe c.pointee.is_public != 0
    default: break
    }
    switch unsafe c.pointee._registration_opens_minutes_case.rawValue {
    case 17: registrationOpensMinutes = unsafe c.pointee.registration_opens_minutes
    default: break
    }
    switch unsafe c.pointee._registration_closes_minutes_case.rawValue {
    case 18: registrationClosesMinutes = unsafe c.pointee.registration_closes_minutes
    default: break
    }
    switch unsafe c.pointee._self_cancel_minutes_case.rawValue {
    case 19: selfCancelMinutes = unsafe c.pointee.self_cancel_minutes
    default: break
    }
    switch unsafe c.pointee._waitlist_case.rawValue {
    case 20: waitlist = unsafe c.pointee.waitlist != 0
    default: break
    }
    switch unsafe c.pointee._overtaking_case.rawValue {
    case 21: overtaking = unsafe c.pointee.overtaking != 0
    default: break
    }
    switch unsafe c.pointee._enrollment_required_case.rawValue {
    case 22: enrollmentRequired = unsafe c.pointee.enrollment_required != 0
    default: break
    }
    switch unsafe c.pointee._reentry_case.rawValue {
    case 23: reentry = unsafe c.pointee.reentry != 0
    default: break
    }
    switch unsafe c.pointee._self_check_in_case.rawValue {
    case 24: selfCheckIn = unsafe c.pointee.self_check_in != 0
    default: break
    }
    switch unsafe c.pointee._door_limit_case.rawValue {
    case 25: doorLimit = unsafe c.pointee.door_limit
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__UpdateSeriesRequest.self, credopass__events__v1__update_series_request__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.update_mask = try updateMask?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__FieldMask.self)
    unsafe c.pointee.expected_version = expectedVersion
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.description = try arena.text(description)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.location = try arena.text(location)
    unsafe c.pointee.address = try arena.text(address)
    unsafe c.pointee.time_zone = try arena.text(timeZone)
    unsafe c.pointee.local_start = try arena.text(localStart)
    unsafe c.pointee.duration_minutes = durationMinutes
    unsafe c.pointee.rule = try rule?.layOut(in: arena).assumingMemoryBound(to: Credopass__Events__V1__SeriesRule.self)
    if let value = latitude {
      unsafe c.pointee._latitude_case = .init(rawValue: 9)
      unsafe c.pointee.latitude = value
    }
    if let value = longitude {
      unsafe c.pointee._longitude_case = .init(rawValue: 10)
      unsafe c.pointee.longitude = value
    }
    if let value = capacity {
      unsafe c.pointee._capacity_case = .init(rawValue: 15)
      unsafe c.pointee.capacity = value
    }
    if let value = isPublic {
      unsafe c.pointee._is_public_case = .init(rawValue: 16)
      unsafe c.pointee.is_public = value ? 1 : 0
    }
    if let value = registrationOpensMinutes {
      unsafe c.pointee._registration_opens_minutes_case = .init(rawValue: 17)
      unsafe c.pointee.registration_opens_minutes = value
    }
    if let value = registrationClosesMinutes {
      unsafe c.pointee._registration_closes_minutes_case = .init(rawValue: 18)
      unsafe c.pointee.registration_closes_minutes = value
    }
    if let value = selfCancelMinutes {
      unsafe c.pointee._self_cancel_minutes_case = .init(rawValue: 19)
      unsafe c.pointee.self_cancel_minutes = value
    }
    if let value = waitlist {
      unsafe c.pointee._waitlist_case = .init(rawValue: 20)
      unsafe c.pointee.waitlist = value ? 1 : 0
    }
    if let value = overtaking {
      unsafe c.pointee._overtaking_case = .init(rawValue: 21)
      unsafe c.pointee.overtaking = value ? 1 : 0
    }
    if let value = enrollmentRequired {
      unsafe c.pointee._enrollment_required_case = .init(rawValue: 22)
      unsafe c.pointee.enrollment_required = value ? 1 : 0
    }
    if let value = reentry {
      unsafe c.pointee._reentry_case = .init(rawValue: 23)
      unsafe c.pointee.reentry = value ? 1 : 0
    }
    if let value = selfCheckIn {
      unsafe c.pointee._self_check_in_case = .init(rawValue: 24)
      unsafe c.pointee.self_check_in = value ? 1 : 0
    }
    if let value = doorLimit {
      unsafe c.pointee._door_limit_case = .init(rawValue: 25)
      unsafe c.pointee.door_limit = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension SplitSeriesRequest {
  public static var fullName: String { "credopass.events.v1.SplitSeriesRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__SplitSeriesRequest.self, credopass__events__v1__split_series_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__SplitSeriesRequest.self)
    id = try unsafe readText(c.pointee.id)
    eventId = try unsafe readText(c.pointee.event_id)
    if let inner = unsafe c.pointee.update_mask {
      updateMask = try unsafe FieldMask(unpacked: inner)
    }
    expectedVersion = unsafe c.pointee.expected_version
    name = try unsafe readText(c.pointee.name)
    description = try unsafe readText(c.pointee.description)
    category = try unsafe readText(c.pointee.category)
    location = try unsafe readText(c.pointee.location)
    address = try unsafe readText(c.pointee.address)
    timeZone = try unsafe readText(c.pointee.time_zone)
    localStart = try unsafe readText(c.pointee.local_start)
    durationMinutes = unsafe c.pointee.duration_minutes
    if let inner = unsafe c.pointee.rule {
      rule = try unsafe SeriesRule(unpacked: inner)
    }
    switch unsafe c.pointee._latitude_case.rawValue {
    case 10: latitude = unsafe c.pointee.latitude
    default: break
    }
    switch unsafe c.pointee._longitude_case.rawValue {
    case 11: longitude = unsafe c.pointee.longitude
    default: break
    }
    switch unsafe c.pointee._capacity_case.rawValue {
    case 16: capacity = unsafe c.pointee.capacity
    default: break
    }
    switch unsafe c.pointee._is_public_case.rawValue {
    case 17: isPublic = unsafe c.pointee.is_public != 0
    default: break
    }
    switch unsafe c.pointee._registration_opens_minutes_case.rawValue {
    case 18: registrationOpensMinutes = unsafe c.pointee.registration_opens_minutes
    default: break
    }
    switch unsafe c.pointee._registration_closes_minutes_case.rawValue {
    case 19: registrationClosesMinutes = unsafe c.pointee.registration_closes_minutes
    default: break
    }
    switch unsafe c.pointee._self_cancel_minutes_case.rawValue {
    case 20: selfCancelMinutes = unsafe c.pointee.self_cancel_minutes
    default: break
    }
    switch unsafe c.pointee._waitlist_case.rawValue {
    case 21: waitlist = unsafe c.pointee.waitlist != 0
    default: break
    }
    switch unsafe c.pointee._overtaking_case.rawValue {
    case 22: overtaking = unsafe c.pointee.overtaking != 0
    default: break
    }
    switch unsafe c.pointee._enrollment_required_case.rawValue {
    case 23: enrollmentRequired = unsafe c.pointee.enrollment_required != 0
    default: break
    }
    switch unsafe c.pointee._reentry_case.rawValue {
    case 24: reentry = unsafe c.pointee.reentry != 0
    default: break
    }
    switch unsafe c.pointee._self_check_in_case.rawValue {
    case 25: selfCheckIn = unsafe c.pointee.self_check_in != 0
    default: break
    }
    switch unsafe c.pointee._door_limit_case.rawValue {
    case 26: doorLimit = unsafe c.pointee.door_limit
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__SplitSeriesRequest.self, credopass__events__v1__split_series_request__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.event_id = try arena.text(eventId)
    unsafe c.pointee.update_mask = try updateMask?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__FieldMask.self)
    unsafe c.pointee.expected_version = expectedVersion
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.description = try arena.text(description)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.location = try arena.text(location)
    unsafe c.pointee.address = try arena.text(address)
    unsafe c.pointee.time_zone = try arena.text(timeZone)
    unsafe c.pointee.local_start = try arena.text(localStart)
    unsafe c.pointee.duration_minutes = durationMinutes
    unsafe c.pointee.rule = try rule?.layOut(in: arena).assumingMemoryBound(to: Credopass__Events__V1__SeriesRule.self)
    if let value = latitude {
      unsafe c.pointee._latitude_case = .init(rawValue: 10)
      unsafe c.pointee.latitude = value
    }
    if let value = longitude {
      unsafe c.pointee._longitude_case = .init(rawValue: 11)
      unsafe c.pointee.longitude = value
    }
    if let value = capacity {
      unsafe c.pointee._capacity_case = .init(rawValue: 16)
      unsafe c.pointee.capacity = value
    }
    if let value = isPublic {
      unsafe c.pointee._is_public_case = .init(rawValue: 17)
      unsafe c.pointee.is_public = value ? 1 : 0
    }
    if let value = registrationOpensMinutes {
      unsafe c.pointee._registration_opens_minutes_case = .init(rawValue: 18)
      unsafe c.pointee.registration_opens_minutes = value
    }
    if let value = registrationClosesMinutes {
      unsafe c.pointee._registration_closes_minutes_case = .init(rawValue: 19)
      unsafe c.pointee.registration_closes_minutes = value
    }
    if let value = selfCancelMinutes {
      unsafe c.pointee._self_cancel_minutes_case = .init(rawValue: 20)
      unsafe c.pointee.self_cancel_minutes = value
    }
    if let value = waitlist {
      unsafe c.pointee._waitlist_case = .init(rawValue: 21)
      unsafe c.pointee.waitlist = value ? 1 : 0
    }
    if let value = overtaking {
      unsafe c.pointee._overtaking_case = .init(rawValue: 22)
      unsafe c.pointee.overtaking = value ? 1 : 0
    }
    if let value = enrollmentRequired {
      unsafe c.pointee._enrollment_required_case = .init(rawValue: 23)
      unsafe c.pointee.enrollment_required = value ? 1 : 0
    }
    if let value = reentry {
      unsafe c.pointee._reentry_case = .init(rawValue: 24)
      unsafe c.pointee.reentry = value ? 1 : 0
    }
    if let value = selfCheckIn {
      unsafe c.pointee._self_check_in_case = .init(rawValue: 25)
      unsafe c.pointee.self_check_in = value ? 1 : 0
    }
    if let value = doorLimit {
      unsafe c.pointee._door_limit_case = .init(rawValue: 26)
      unsafe c.pointee.door_limit = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension PublishSeriesRequest {
  public static var fullName: String { "credopass.events.v1.PublishSeriesRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__PublishSeriesRequest.self, credopass__events__v1__publish_series_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__PublishSeriesRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__PublishSeriesRequest.self, credopass__events__v1__publish_series_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

extension CancelSeriesRequest {
  public static var fullName: String { "credopass.events.v1.CancelSeriesRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__CancelSeriesRequest.self, credopass__events__v1__cancel_series_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__CancelSeriesRequest.self)
    id = try unsafe readText(c.pointee.id)
    reason = try unsafe readText(c.pointee.reason)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__CancelSeriesRequest.self, credopass__events__v1__cancel_series_request__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.reason = try arena.text(reason)
    return UnsafeMutableRawPointer(c)
  }
}

extension MarkDidNotMeetRequest {
  public static var fullName: String { "credopass.events.v1.MarkDidNotMeetRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__MarkDidNotMeetRequest.self, credopass__events__v1__mark_did_not_meet_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__MarkDidNotMeetRequest.self)
    eventId = try unsafe readText(c.pointee.event_id)
    switch unsafe c.pointee._did_not_meet_case.rawValue {
    case 2: didNotMeet = unsafe c.pointee.did_not_meet != 0
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__MarkDidNotMeetRequest.self, credopass__events__v1__mark_did_not_meet_request__init)
    unsafe c.pointee.event_id = try arena.text(eventId)
    if let value = didNotMeet {
      unsafe c.pointee._did_not_meet_case = .init(rawValue: 2)
      unsafe c.pointee.did_not_meet = value ? 1 : 0
    }
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.events.v1.SeriesService.
public enum SeriesMethods {
  public static let createSeries = Method<CreateSeriesRequest, Series>(
    name: "credopass.events.v1.SeriesService/CreateSeries", idempotency: .keyed)
  public static let getSeries = Method<GetSeriesRequest, Series>(
    name: "credopass.events.v1.SeriesService/GetSeries", idempotency: .noSideEffects)
  public static let listSeries = Method<ListSeriesRequest, ListSeriesResponse>(
    name: "credopass.events.v1.SeriesService/ListSeries", idempotency: .noSideEffects)
  public static let updateSeries = Method<UpdateSeriesRequest, Series>(
    name: "credopass.events.v1.SeriesService/UpdateSeries", idempotency: .idempotent)
  public static let splitSeries = Method<SplitSeriesRequest, Series>(
    name: "credopass.events.v1.SeriesService/SplitSeries", idempotency: .keyed)
  public static let publishSeries = Method<PublishSeriesRequest, Series>(
    name: "credopass.events.v1.SeriesService/PublishSeries", idempotency: .idempotent)
  public static let cancelSeries = Method<CancelSeriesRequest, Series>(
    name: "credopass.events.v1.SeriesService/CancelSeries", idempotency: .idempotent)
  public static let markDidNotMeet = Method<MarkDidNotMeetRequest, Event>(
    name: "credopass.events.v1.SeriesService/MarkDidNotMeet", idempotency: .idempotent)
  /// Their names, in the contract's order.
  public static let names = [createSeries.name, getSeries.name, listSeries.name, updateSeries.name, splitSeries.name, publishSeries.name, cancelSeries.name, markDidNotMeet.name]
}

/// Events that come again by a rule. Each occurrence is an event of its own, made 26 weeks ahead;
/// ListEvents with series_id lists them.
public protocol SeriesService: Service {
  /// Makes a series of drafts. For ORGANIZER and above.
  func createSeries(
    _ request: CreateSeriesRequest, _ call: CallContext
  ) async throws -> Series
  /// Gives one series. Unpublished ones and those that are not public are seen by who runs them.
  func getSeries(
    _ request: GetSeriesRequest, _ call: CallContext
  ) async throws -> Series
  /// Lists series, newest first, page by page.
  func listSeries(
    _ request: ListSeriesRequest, _ call: CallContext
  ) async throws -> ListSeriesResponse
  /// Changes a series and its occurrences to come, never those that have begun. What an occurrence
  /// says differently from its series it keeps. Another rule or time moves occurrences along with
  /// their people; those without a place in the new rule go, or are canceled when somebody has a
  /// claim on them.
  func updateSeries(
    _ request: UpdateSeriesRequest, _ call: CallContext
  ) async throws -> Series
  /// Changes an occurrence and all after it: they become a series of their own, which is answered,
  /// and the old one ends before them. From the first on it is UpdateSeries.
  func splitSeries(
    _ request: SplitSeriesRequest, _ call: CallContext
  ) async throws -> Series
  /// Announces a series and its occurrences to come.
  func publishSeries(
    _ request: PublishSeriesRequest, _ call: CallContext
  ) async throws -> Series
  /// Ends a series and cancels its occurrences to come.
  func cancelSeries(
    _ request: CancelSeriesRequest, _ call: CallContext
  ) async throws -> Series
  /// Marks an event that has begun or was canceled as one that did not take place after all, or
  /// takes the mark back.
  func markDidNotMeet(
    _ request: MarkDidNotMeetRequest, _ call: CallContext
  ) async throws -> Event
}

extension SeriesService {
  public static var name: String { "credopass.events.v1.SeriesService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(SeriesMethods.createSeries) { try await self.createSeries($0, $1) },
      MethodHandler(SeriesMethods.getSeries) { try await self.getSeries($0, $1) },
      MethodHandler(SeriesMethods.listSeries) { try await self.listSeries($0, $1) },
      MethodHandler(SeriesMethods.updateSeries) { try await self.updateSeries($0, $1) },
      MethodHandler(SeriesMethods.splitSeries) { try await self.splitSeries($0, $1) },
      MethodHandler(SeriesMethods.publishSeries) { try await self.publishSeries($0, $1) },
      MethodHandler(SeriesMethods.cancelSeries) { try await self.cancelSeries($0, $1) },
      MethodHandler(SeriesMethods.markDidNotMeet) { try await self.markDidNotMeet($0, $1) },
    ]
  }
}

/// Calls credopass.events.v1.SeriesService.
public struct SeriesClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Makes a series of drafts. For ORGANIZER and above.
  public func createSeries(
    _ request: CreateSeriesRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Series {
    try await caller.call(SeriesMethods.createSeries, request, options)
  }

  /// Gives one series. Unpublished ones and those that are not public are seen by who runs them.
  public func getSeries(
    _ request: GetSeriesRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Series {
    try await caller.call(SeriesMethods.getSeries, request, options)
  }

  /// Lists series, newest first, page by page.
  public func listSeries(
    _ request: ListSeriesRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListSeriesResponse {
    try await caller.call(SeriesMethods.listSeries, request, options)
  }

  /// Changes a series and its occurrences to come, never those that have begun. What an occurrence
  /// says differently from its series it keeps. Another rule or time moves occurrences along with
  /// their people; those without a place in the new rule go, or are canceled when somebody has a
  /// claim on them.
  public func updateSeries(
    _ request: UpdateSeriesRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Series {
    try await caller.call(SeriesMethods.updateSeries, request, options)
  }

  /// Changes an occurrence and all after it: they become a series of their own, which is answered,
  /// and the old one ends before them. From the first on it is UpdateSeries.
  public func splitSeries(
    _ request: SplitSeriesRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Series {
    try await caller.call(SeriesMethods.splitSeries, request, options)
  }

  /// Announces a series and its occurrences to come.
  public func publishSeries(
    _ request: PublishSeriesRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Series {
    try await caller.call(SeriesMethods.publishSeries, request, options)
  }

  /// Ends a series and cancels its occurrences to come.
  public func cancelSeries(
    _ request: CancelSeriesRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Series {
    try await caller.call(SeriesMethods.cancelSeries, request, options)
  }

  /// Marks an event that has begun or was canceled as one that did not take place after all, or
  /// takes the mark back.
  public func markDidNotMeet(
    _ request: MarkDidNotMeetRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Event {
    try await caller.call(SeriesMethods.markDidNotMeet, request, options)
  }
}
