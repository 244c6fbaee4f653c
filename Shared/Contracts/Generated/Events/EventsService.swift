// swift-format-ignore-file
// Generated from credopass/events/v1/events_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// Asks for a new draft.
public struct CreateEventRequest: Message {
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
  /// IANA name, such as "Europe/Berlin".
  public var timeZone: String
  /// When it begins; fixed once it has begun.
  public var startTime: Timestamp?
  /// When it ends; absent means two hours after the start.
  public var endTime: Timestamp?
  /// Seats, at least 1 and not below those taken; absent means no limit.
  public var capacity: Int32?
  /// Whether it is found by everyone; absent means yes.
  public var isPublic: Bool?
  /// From when on people enroll; absent means from publishing.
  public var registrationOpensAt: Timestamp?
  /// Until when people enroll; absent means until the end.
  public var registrationClosesAt: Timestamp?
  /// Until when people cancel by themselves; absent means until the start.
  public var selfCancelUntil: Timestamp?
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
    startTime = nil
    endTime = nil
    capacity = nil
    isPublic = nil
    registrationOpensAt = nil
    registrationClosesAt = nil
    selfCancelUntil = nil
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
    startTime: Timestamp? = nil,
    endTime: Timestamp? = nil,
    capacity: Int32? = nil,
    isPublic: Bool? = nil,
    registrationOpensAt: Timestamp? = nil,
    registrationClosesAt: Timestamp? = nil,
    selfCancelUntil: Timestamp? = nil,
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
    self.startTime = startTime
    self.endTime = endTime
    self.capacity = capacity
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
  }
}

/// Asks for one event.
public struct GetEventRequest: Message {
  /// The event's id.
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

/// Asks for a page of events. Filters that are absent let everything pass.
public struct ListEventsRequest: Message {
  /// 1 to 200; 0 means 50.
  public var pageSize: Int32
  /// next_page_token of the page before; empty starts.
  public var pageToken: String
  /// One of start_time, name, created_at, each also with " desc". Empty: the best matches first
  /// with q, otherwise those on or to come by their end, then past ones, the latest first, then
  /// those without a time; when to has passed, by their start, the latest first. Of a search in
  /// another order the 1000 best matches are listed. With near it has to be empty: the nearest come
  /// first.
  public var orderBy: String
  /// Only events that stand so, named as in Event.Status in any case; planning, published, running
  /// and cancelled stand for DRAFT, SCHEDULED, ONGOING and CANCELED. Several are alternatives.
  public var status: [String]
  /// Only events of this host.
  public var hostId: String
  /// Only events of this category.
  public var category: String
  /// Only events of this series.
  public var seriesId: String
  /// Only events that end after this time.
  public var from: Timestamp?
  /// Only events that begin before this time, which is after from.
  public var to: Timestamp?
  /// Only public events, or only others.
  public var `public`: Bool?
  /// Words, 2 to 100 characters; each has to be in the event, whatever its case and accents. Words
  /// of the name count most, then those of category and place, then those of the description; a
  /// word's beginning and a misspelt one find words of names, categories and places.
  public var q: String
  /// Only events with a point near this one: degrees north and east, such as "52.52,13.405".
  public var near: String
  /// How far "near" is, in kilometers along the ground, above 0 and at most 500; absent means 50.
  public var radiusKm: Double?

  public init() {
    pageSize = 0
    pageToken = ""
    orderBy = ""
    status = []
    hostId = ""
    category = ""
    seriesId = ""
    from = nil
    to = nil
    `public` = nil
    q = ""
    near = ""
    radiusKm = nil
  }

  public init(
    pageSize: Int32 = 0,
    pageToken: String = "",
    orderBy: String = "",
    status: [String] = [],
    hostId: String = "",
    category: String = "",
    seriesId: String = "",
    from: Timestamp? = nil,
    to: Timestamp? = nil,
    `public`: Bool? = nil,
    q: String = "",
    near: String = "",
    radiusKm: Double? = nil
  ) {
    self.pageSize = pageSize
    self.pageToken = pageToken
    self.orderBy = orderBy
    self.status = status
    self.hostId = hostId
    self.category = category
    self.seriesId = seriesId
    self.from = from
    self.to = to
    self.`public` = `public`
    self.q = q
    self.near = near
    self.radiusKm = radiusKm
  }
}

/// A page of events.
public struct ListEventsResponse: Message {
  /// The events in the order asked.
  public var events: [Event]
  /// Gives the next page; empty on the last.
  public var nextPageToken: String

  public init() {
    events = []
    nextPageToken = ""
  }

  public init(
    events: [Event] = [],
    nextPageToken: String = ""
  ) {
    self.events = events
    self.nextPageToken = nextPageToken
  }
}

/// Asks for the categories of events.
public struct ListCategoriesRequest: Message {

  public init() {
  }
}

/// The categories of events that are on or to come.
public struct ListCategoriesResponse: Message {
  /// The largest first.
  public var categories: [ListCategoriesResponse.Category]

  public init() {
    categories = []
  }

  public init(
    categories: [ListCategoriesResponse.Category] = []
  ) {
    self.categories = categories
  }
  /// One category.
  public struct Category: Message {
    /// Its name; empty for events without one.
    public var category: String
    /// How many events of it the caller may see.
    public var count: Int64

    public init() {
      category = ""
      count = 0
    }

    public init(
      category: String = "",
      count: Int64 = 0
    ) {
      self.category = category
      self.count = count
    }
  }
}

/// Asks to change an event.
public struct UpdateEventRequest: Message {
  /// The event's id.
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
  /// IANA name, such as "Europe/Berlin".
  public var timeZone: String
  /// When it begins; fixed once it has begun.
  public var startTime: Timestamp?
  /// When it ends; absent means two hours after the start.
  public var endTime: Timestamp?
  /// Seats, at least 1 and not below those taken; absent means no limit.
  public var capacity: Int32?
  /// Whether it is found by everyone; absent means yes.
  public var isPublic: Bool?
  /// From when on people enroll; absent means from publishing.
  public var registrationOpensAt: Timestamp?
  /// Until when people enroll; absent means until the end.
  public var registrationClosesAt: Timestamp?
  /// Until when people cancel by themselves; absent means until the start.
  public var selfCancelUntil: Timestamp?
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
    startTime = nil
    endTime = nil
    capacity = nil
    isPublic = nil
    registrationOpensAt = nil
    registrationClosesAt = nil
    selfCancelUntil = nil
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
    startTime: Timestamp? = nil,
    endTime: Timestamp? = nil,
    capacity: Int32? = nil,
    isPublic: Bool? = nil,
    registrationOpensAt: Timestamp? = nil,
    registrationClosesAt: Timestamp? = nil,
    selfCancelUntil: Timestamp? = nil,
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
    self.startTime = startTime
    self.endTime = endTime
    self.capacity = capacity
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
  }
}

/// Asks to publish a draft.
public struct PublishEventRequest: Message {
  /// The event's id.
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

/// Asks to start an event early.
public struct StartEventRequest: Message {
  /// The event's id.
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

/// Asks to complete an event.
public struct CompleteEventRequest: Message {
  /// The event's id.
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

/// Asks to cancel an event.
public struct CancelEventRequest: Message {
  /// The event's id.
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

/// Asks for a draft like an event.
public struct DuplicateEventRequest: Message {
  /// The event's id.
  public var id: String
  /// When the draft begins; its end and windows keep their distance to it. Absent: it has no times.
  public var startTime: Timestamp?

  public init() {
    id = ""
    startTime = nil
  }

  public init(
    id: String = "",
    startTime: Timestamp? = nil
  ) {
    self.id = id
    self.startTime = startTime
  }
}

/// Asks to remove a draft.
public struct DeleteEventRequest: Message {
  /// The event's id.
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

/// The draft is gone.
public struct DeleteEventResponse: Message {

  public init() {
  }
}

extension CreateEventRequest {
  public static var fullName: String { "credopass.events.v1.CreateEventRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__CreateEventRequest.self, credopass__events__v1__create_event_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__CreateEventRequest.self)
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
    if let inner = unsafe c.pointee.registration_opens_at {
      registrationOpensAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.registration_closes_at {
      registrationClosesAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.self_cancel_until {
      selfCancelUntil = try unsafe Timestamp(unpacked: inner)
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
    case 12: capacity = unsafe c.pointee.capacity
    default: break
    }
    switch unsafe c.pointee._is_public_case.rawValue {
    case 13: isPublic = unsafe c.pointee.is_public != 0
    default: break
    }
    switch unsafe c.pointee._waitlist_case.rawValue {
    case 17: waitlist = unsafe c.pointee.waitlist != 0
    default: break
    }
    switch unsafe c.pointee._overtaking_case.rawValue {
    case 18: overtaking = unsafe c.pointee.overtaking != 0
    default: break
    }
    switch unsafe c.pointee._enrollment_required_case.rawValue {
    case 19: enrollmentRequired = unsafe c.pointee.enrollment_required != 0
    default: break
    }
    switch unsafe c.pointee._reentry_case.rawValue {
    case 20: reentry = unsafe c.pointee.reentry != 0
    default: break
    }
    switch unsafe c.pointee._self_check_in_case.rawValue {
    case 21: selfCheckIn = unsafe c.pointee.self_check_in != 0
    default: break
    }
    switch unsafe c.pointee._door_limit_case.rawValue {
    case 22: doorLimit = unsafe c.pointee.door_limit
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__CreateEventRequest.self, credopass__events__v1__create_event_request__init)
    unsafe c.pointee.host_id = try arena.text(hostId)
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.description = try arena.text(description)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.location = try arena.text(location)
    unsafe c.pointee.address = try arena.text(address)
    unsafe c.pointee.time_zone = try arena.text(timeZone)
    unsafe c.pointee.start_time = try startTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.end_time = try endTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.registration_opens_at = try registrationOpensAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.registration_closes_at = try registrationClosesAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.self_cancel_until = try selfCancelUntil?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    if let value = latitude {
      unsafe c.pointee._latitude_case = .init(rawValue: 7)
      unsafe c.pointee.latitude = value
    }
    if let value = longitude {
      unsafe c.pointee._longitude_case = .init(rawValue: 8)
      unsafe c.pointee.longitude = value
    }
    if let value = capacity {
      unsafe c.pointee._capacity_case = .init(rawValue: 12)
      unsafe c.pointee.capacity = value
    }
    if let value = isPublic {
      unsafe c.pointee._is_public_case = .init(rawValue: 13)
      unsafe c.pointee.is_public = value ? 1 : 0
    }
    if let value = waitlist {
      unsafe c.pointee._waitlist_case = .init(rawValue: 17)
      unsafe c.pointee.waitlist = value ? 1 : 0
    }
    if let value = overtaking {
      unsafe c.pointee._overtaking_case = .init(rawValue: 18)
      unsafe c.pointee.overtaking = value ? 1 : 0
    }
    if let value = enrollmentRequired {
      unsafe c.pointee._enrollment_required_case = .init(rawValue: 19)
      unsafe c.pointee.enrollment_required = value ? 1 : 0
    }
    if let value = reentry {
      unsafe c.pointee._reentry_case = .init(rawValue: 20)
      unsafe c.pointee.reentry = value ? 1 : 0
    }
    if let value = selfCheckIn {
      unsafe c.pointee._self_check_in_case = .init(rawValue: 21)
      unsafe c.pointee.self_check_in = value ? 1 : 0
    }
    if let value = doorLimit {
      unsafe c.pointee._door_limit_case = .init(rawValue: 22)
      unsafe c.pointee.door_limit = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension GetEventRequest {
  public static var fullName: String { "credopass.events.v1.GetEventRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__GetEventRequest.self, credopass__events__v1__get_event_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__GetEventRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__GetEventRequest.self, credopass__events__v1__get_event_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListEventsRequest {
  public static var fullName: String { "credopass.events.v1.ListEventsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__ListEventsRequest.self, credopass__events__v1__list_events_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__ListEventsRequest.self)
    pageSize = unsafe c.pointee.page_size
    pageToken = try unsafe readText(c.pointee.page_token)
    orderBy = try unsafe readText(c.pointee.order_by)
    status = try unsafe readTexts(c.pointee.n_status, c.pointee.status)
    hostId = try unsafe readText(c.pointee.host_id)
    category = try unsafe readText(c.pointee.category)
    seriesId = try unsafe readText(c.pointee.series_id)
    if let inner = unsafe c.pointee.from {
      from = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.to {
      to = try unsafe Timestamp(unpacked: inner)
    }
    q = try unsafe readText(c.pointee.q)
    near = try unsafe readText(c.pointee.near)
    switch unsafe c.pointee._public_case.rawValue {
    case 10: `public` = unsafe c.pointee.public_ != 0
    default: break
    }
    switch unsafe c.pointee._radius_km_case.rawValue {
    case 13: radiusKm = unsafe c.pointee.radius_km
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__ListEventsRequest.self, credopass__events__v1__list_events_request__init)
    unsafe c.pointee.page_size = pageSize
    unsafe c.pointee.page_token = try arena.text(pageToken)
    unsafe c.pointee.order_by = try arena.text(orderBy)
    unsafe c.pointee.n_status = status.count
    unsafe c.pointee.status = try arena.list(status) { (value) throws(EncodeError) in try unsafe arena.text(value) }
    unsafe c.pointee.host_id = try arena.text(hostId)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.series_id = try arena.text(seriesId)
    unsafe c.pointee.from = try from?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.to = try to?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.q = try arena.text(q)
    unsafe c.pointee.near = try arena.text(near)
    if let value = `public` {
      unsafe c.pointee._public_case = .init(rawValue: 10)
      unsafe c.pointee.public_ = value ? 1 : 0
    }
    if let value = radiusKm {
      unsafe c.pointee._radius_km_case = .init(rawValue: 13)
      unsafe c.pointee.radius_km = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension ListEventsResponse {
  public static var fullName: String { "credopass.events.v1.ListEventsResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__ListEventsResponse.self, credopass__events__v1__list_events_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__ListEventsResponse.self)
    events = try unsafe readMessages(c.pointee.n_events, c.pointee.events)
    nextPageToken = try unsafe readText(c.pointee.next_page_token)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__ListEventsResponse.self, credopass__events__v1__list_events_response__init)
    unsafe c.pointee.n_events = events.count
    unsafe c.pointee.events = try arena.list(events) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Events__V1__Event.self) }
    unsafe c.pointee.next_page_token = try arena.text(nextPageToken)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListCategoriesRequest {
  public static var fullName: String { "credopass.events.v1.ListCategoriesRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__ListCategoriesRequest.self, credopass__events__v1__list_categories_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__ListCategoriesRequest.self, credopass__events__v1__list_categories_request__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension ListCategoriesResponse {
  public static var fullName: String { "credopass.events.v1.ListCategoriesResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__ListCategoriesResponse.self, credopass__events__v1__list_categories_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__ListCategoriesResponse.self)
    categories = try unsafe readMessages(c.pointee.n_categories, c.pointee.categories)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__ListCategoriesResponse.self, credopass__events__v1__list_categories_response__init)
    unsafe c.pointee.n_categories = categories.count
    unsafe c.pointee.categories = try arena.list(categories) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Events__V1__ListCategoriesResponse__Category.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension ListCategoriesResponse.Category {
  public static var fullName: String { "credopass.events.v1.ListCategoriesResponse.Category" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__ListCategoriesResponse__Category.self, credopass__events__v1__list_categories_response__category__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__ListCategoriesResponse__Category.self)
    category = try unsafe readText(c.pointee.category)
    count = unsafe c.pointee.count
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__ListCategoriesResponse__Category.self, credopass__events__v1__list_categories_response__category__init)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.count = count
    return UnsafeMutableRawPointer(c)
  }
}

extension UpdateEventRequest {
  public static var fullName: String { "credopass.events.v1.UpdateEventRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__UpdateEventRequest.self, credopass__events__v1__update_event_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__UpdateEventRequest.self)
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
    if let inner = unsafe c.pointee.start_time {
      startTime = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.end_time {
      endTime = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.registration_opens_at {
      registrationOpensAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.registration_closes_at {
      registrationClosesAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.self_cancel_until {
      selfCancelUntil = try unsafe Timestamp(unpacked: inner)
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
    switch unsafe c.pointee._is_public_case.rawValue {
    case 15: isPublic = unsafe c.pointee.is_public != 0
    default: break
    }
    switch unsafe c.pointee._waitlist_case.rawValue {
    case 19: waitlist = unsafe c.pointee.waitlist != 0
    default: break
    }
    switch unsafe c.pointee._overtaking_case.rawValue {
    case 20: overtaking = unsafe c.pointee.overtaking != 0
    default: break
    }
    switch unsafe c.pointee._enrollment_required_case.rawValue {
    case 21: enrollmentRequired = unsafe c.pointee.enrollment_required != 0
    default: break
    }
    switch unsafe c.pointee._reentry_case.rawValue {
    case 22: reentry = unsafe c.pointee.reentry != 0
    default: break
    }
    switch unsafe c.pointee._self_check_in_case.rawValue {
    case 23: selfCheckIn = unsafe c.pointee.self_check_in != 0
    default: break
    }
    switch unsafe c.pointee._door_limit_case.rawValue {
    case 24: doorLimit = unsafe c.pointee.door_limit
    default: break
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__UpdateEventRequest.self, credopass__events__v1__update_event_request__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.update_mask = try updateMask?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__FieldMask.self)
    unsafe c.pointee.expected_version = expectedVersion
    unsafe c.pointee.name = try arena.text(name)
    unsafe c.pointee.description = try arena.text(description)
    unsafe c.pointee.category = try arena.text(category)
    unsafe c.pointee.location = try arena.text(location)
    unsafe c.pointee.address = try arena.text(address)
    unsafe c.pointee.time_zone = try arena.text(timeZone)
    unsafe c.pointee.start_time = try startTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.end_time = try endTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.registration_opens_at = try registrationOpensAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.registration_closes_at = try registrationClosesAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.self_cancel_until = try selfCancelUntil?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
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
    if let value = isPublic {
      unsafe c.pointee._is_public_case = .init(rawValue: 15)
      unsafe c.pointee.is_public = value ? 1 : 0
    }
    if let value = waitlist {
      unsafe c.pointee._waitlist_case = .init(rawValue: 19)
      unsafe c.pointee.waitlist = value ? 1 : 0
    }
    if let value = overtaking {
      unsafe c.pointee._overtaking_case = .init(rawValue: 20)
      unsafe c.pointee.overtaking = value ? 1 : 0
    }
    if let value = enrollmentRequired {
      unsafe c.pointee._enrollment_required_case = .init(rawValue: 21)
      unsafe c.pointee.enrollment_required = value ? 1 : 0
    }
    if let value = reentry {
      unsafe c.pointee._reentry_case = .init(rawValue: 22)
      unsafe c.pointee.reentry = value ? 1 : 0
    }
    if let value = selfCheckIn {
      unsafe c.pointee._self_check_in_case = .init(rawValue: 23)
      unsafe c.pointee.self_check_in = value ? 1 : 0
    }
    if let value = doorLimit {
      unsafe c.pointee._door_limit_case = .init(rawValue: 24)
      unsafe c.pointee.door_limit = value
    }
    return UnsafeMutableRawPointer(c)
  }
}

extension PublishEventRequest {
  public static var fullName: String { "credopass.events.v1.PublishEventRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__PublishEventRequest.self, credopass__events__v1__publish_event_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__PublishEventRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__PublishEventRequest.self, credopass__events__v1__publish_event_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

extension StartEventRequest {
  public static var fullName: String { "credopass.events.v1.StartEventRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__StartEventRequest.self, credopass__events__v1__start_event_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__StartEventRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__StartEventRequest.self, credopass__events__v1__start_event_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

extension CompleteEventRequest {
  public static var fullName: String { "credopass.events.v1.CompleteEventRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__CompleteEventRequest.self, credopass__events__v1__complete_event_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__CompleteEventRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__CompleteEventRequest.self, credopass__events__v1__complete_event_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

extension CancelEventRequest {
  public static var fullName: String { "credopass.events.v1.CancelEventRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__CancelEventRequest.self, credopass__events__v1__cancel_event_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__CancelEventRequest.self)
    id = try unsafe readText(c.pointee.id)
    reason = try unsafe readText(c.pointee.reason)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__CancelEventRequest.self, credopass__events__v1__cancel_event_request__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.reason = try arena.text(reason)
    return UnsafeMutableRawPointer(c)
  }
}

extension DuplicateEventRequest {
  public static var fullName: String { "credopass.events.v1.DuplicateEventRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__DuplicateEventRequest.self, credopass__events__v1__duplicate_event_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__DuplicateEventRequest.self)
    id = try unsafe readText(c.pointee.id)
    if let inner = unsafe c.pointee.start_time {
      startTime = try unsafe Timestamp(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__DuplicateEventRequest.self, credopass__events__v1__duplicate_event_request__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.start_time = try startTime?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension DeleteEventRequest {
  public static var fullName: String { "credopass.events.v1.DeleteEventRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__DeleteEventRequest.self, credopass__events__v1__delete_event_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Events__V1__DeleteEventRequest.self)
    id = try unsafe readText(c.pointee.id)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__DeleteEventRequest.self, credopass__events__v1__delete_event_request__init)
    unsafe c.pointee.id = try arena.text(id)
    return UnsafeMutableRawPointer(c)
  }
}

extension DeleteEventResponse {
  public static var fullName: String { "credopass.events.v1.DeleteEventResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Events__V1__DeleteEventResponse.self, credopass__events__v1__delete_event_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Events__V1__DeleteEventResponse.self, credopass__events__v1__delete_event_response__init)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.events.v1.EventsService.
public enum EventsMethods {
  public static let createEvent = Method<CreateEventRequest, Event>(
    name: "credopass.events.v1.EventsService/CreateEvent", idempotency: .keyed)
  public static let getEvent = Method<GetEventRequest, Event>(
    name: "credopass.events.v1.EventsService/GetEvent", idempotency: .noSideEffects)
  public static let listEvents = Method<ListEventsRequest, ListEventsResponse>(
    name: "credopass.events.v1.EventsService/ListEvents", idempotency: .noSideEffects)
  public static let listCategories = Method<ListCategoriesRequest, ListCategoriesResponse>(
    name: "credopass.events.v1.EventsService/ListCategories", idempotency: .noSideEffects)
  public static let updateEvent = Method<UpdateEventRequest, Event>(
    name: "credopass.events.v1.EventsService/UpdateEvent", idempotency: .idempotent)
  public static let publishEvent = Method<PublishEventRequest, Event>(
    name: "credopass.events.v1.EventsService/PublishEvent", idempotency: .idempotent)
  public static let startEvent = Method<StartEventRequest, Event>(
    name: "credopass.events.v1.EventsService/StartEvent", idempotency: .idempotent)
  public static let completeEvent = Method<CompleteEventRequest, Event>(
    name: "credopass.events.v1.EventsService/CompleteEvent", idempotency: .idempotent)
  public static let cancelEvent = Method<CancelEventRequest, Event>(
    name: "credopass.events.v1.EventsService/CancelEvent", idempotency: .idempotent)
  public static let duplicateEvent = Method<DuplicateEventRequest, Event>(
    name: "credopass.events.v1.EventsService/DuplicateEvent", idempotency: .keyed)
  public static let deleteEvent = Method<DeleteEventRequest, DeleteEventResponse>(
    name: "credopass.events.v1.EventsService/DeleteEvent", idempotency: .idempotent)
  /// Their names, in the contract's order.
  public static let names = [createEvent.name, getEvent.name, listEvents.name, listCategories.name, updateEvent.name, publishEvent.name, startEvent.name, completeEvent.name, cancelEvent.name, duplicateEvent.name, deleteEvent.name]
}

/// The organization's events.
public protocol EventsService: Service {
  /// Makes a draft. For ORGANIZER and above.
  func createEvent(
    _ request: CreateEventRequest, _ call: CallContext
  ) async throws -> Event
  /// Gives one event. Drafts and events that are not public are seen by those who run them.
  func getEvent(
    _ request: GetEventRequest, _ call: CallContext
  ) async throws -> Event
  /// Lists events page by page: upcoming ones first, the best matches of a search first, the nearest
  /// to a point first, or as said.
  func listEvents(
    _ request: ListEventsRequest, _ call: CallContext
  ) async throws -> ListEventsResponse
  /// Gives the categories of events that are on or to come and that the caller may see, with counts.
  func listCategories(
    _ request: ListCategoriesRequest, _ call: CallContext
  ) async throws -> ListCategoriesResponse
  /// Changes what the mask names and nothing else; more seats let waiting people in.
  func updateEvent(
    _ request: UpdateEventRequest, _ call: CallContext
  ) async throws -> Event
  /// Announces a draft that has name, start, end, place and time zone.
  func publishEvent(
    _ request: PublishEventRequest, _ call: CallContext
  ) async throws -> Event
  /// Begins a scheduled event before its time.
  func startEvent(
    _ request: StartEventRequest, _ call: CallContext
  ) async throws -> Event
  /// Ends an event that has begun, and shuts its doors.
  func completeEvent(
    _ request: CompleteEventRequest, _ call: CallContext
  ) async throws -> Event
  /// Calls an event off. One that has begun is canceled by an ADMIN only.
  func cancelEvent(
    _ request: CancelEventRequest, _ call: CallContext
  ) async throws -> Event
  /// Makes a draft that says what the event says, at another time or at none. For ORGANIZER and
  /// above, who hosts it unless they run the event: then its host does.
  func duplicateEvent(
    _ request: DuplicateEventRequest, _ call: CallContext
  ) async throws -> Event
  /// Removes a draft that nothing refers to; what was announced or enrolled for is canceled instead.
  func deleteEvent(
    _ request: DeleteEventRequest, _ call: CallContext
  ) async throws -> DeleteEventResponse
}

extension EventsService {
  public static var name: String { "credopass.events.v1.EventsService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(EventsMethods.createEvent) { try await self.createEvent($0, $1) },
      MethodHandler(EventsMethods.getEvent) { try await self.getEvent($0, $1) },
      MethodHandler(EventsMethods.listEvents) { try await self.listEvents($0, $1) },
      MethodHandler(EventsMethods.listCategories) { try await self.listCategories($0, $1) },
      MethodHandler(EventsMethods.updateEvent) { try await self.updateEvent($0, $1) },
      MethodHandler(EventsMethods.publishEvent) { try await self.publishEvent($0, $1) },
      MethodHandler(EventsMethods.startEvent) { try await self.startEvent($0, $1) },
      MethodHandler(EventsMethods.completeEvent) { try await self.completeEvent($0, $1) },
      MethodHandler(EventsMethods.cancelEvent) { try await self.cancelEvent($0, $1) },
      MethodHandler(EventsMethods.duplicateEvent) { try await self.duplicateEvent($0, $1) },
      MethodHandler(EventsMethods.deleteEvent) { try await self.deleteEvent($0, $1) },
    ]
  }
}

/// Calls credopass.events.v1.EventsService.
public struct EventsClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Makes a draft. For ORGANIZER and above.
  public func createEvent(
    _ request: CreateEventRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Event {
    try await caller.call(EventsMethods.createEvent, request, options)
  }

  /// Gives one event. Drafts and events that are not public are seen by those who run them.
  public func getEvent(
    _ request: GetEventRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Event {
    try await caller.call(EventsMethods.getEvent, request, options)
  }

  /// Lists events page by page: upcoming ones first, the best matches of a search first, the nearest
  /// to a point first, or as said.
  public func listEvents(
    _ request: ListEventsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListEventsResponse {
    try await caller.call(EventsMethods.listEvents, request, options)
  }

  /// Gives the categories of events that are on or to come and that the caller may see, with counts.
  public func listCategories(
    _ request: ListCategoriesRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ListCategoriesResponse {
    try await caller.call(EventsMethods.listCategories, request, options)
  }

  /// Changes what the mask names and nothing else; more seats let waiting people in.
  public func updateEvent(
    _ request: UpdateEventRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Event {
    try await caller.call(EventsMethods.updateEvent, request, options)
  }

  /// Announces a draft that has name, start, end, place and time zone.
  public func publishEvent(
    _ request: PublishEventRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Event {
    try await caller.call(EventsMethods.publishEvent, request, options)
  }

  /// Begins a scheduled event before its time.
  public func startEvent(
    _ request: StartEventRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Event {
    try await caller.call(EventsMethods.startEvent, request, options)
  }

  /// Ends an event that has begun, and shuts its doors.
  public func completeEvent(
    _ request: CompleteEventRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Event {
    try await caller.call(EventsMethods.completeEvent, request, options)
  }

  /// Calls an event off. One that has begun is canceled by an ADMIN only.
  public func cancelEvent(
    _ request: CancelEventRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Event {
    try await caller.call(EventsMethods.cancelEvent, request, options)
  }

  /// Makes a draft that says what the event says, at another time or at none. For ORGANIZER and
  /// above, who hosts it unless they run the event: then its host does.
  public func duplicateEvent(
    _ request: DuplicateEventRequest, _ options: CallOptions = CallOptions()
  ) async throws -> Event {
    try await caller.call(EventsMethods.duplicateEvent, request, options)
  }

  /// Removes a draft that nothing refers to; what was announced or enrolled for is canceled instead.
  public func deleteEvent(
    _ request: DeleteEventRequest, _ options: CallOptions = CallOptions()
  ) async throws -> DeleteEventResponse {
    try await caller.call(EventsMethods.deleteEvent, request, options)
  }
}
