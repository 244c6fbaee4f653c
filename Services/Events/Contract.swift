internal import Contracts
internal import Daemon
internal import Postgres

// The contract's messages and the room's values, one into the other.

extension Event {
  /// The event as it stands at a moment.
  init(_ event: EventRecord, _ now: Instant) {
    let fields = event.fields
    self.init(
      id: event.id.rawValue.description, seriesId: event.seriesID?.description ?? "",
      hostId: event.hostID.rawValue.description, name: fields.name,
      description: fields.description, category: fields.category, location: fields.location,
      address: fields.address, latitude: fields.latitude, longitude: fields.longitude,
      timeZone: fields.timeZone, startTime: fields.start.map { Timestamp($0) },
      endTime: fields.end.map { Timestamp($0) }, capacity: fields.capacity,
      taken: event.seats.taken, available: event.seats.free(fields.capacity),
      isPublic: fields.isPublic)
    registrationOpensAt = fields.registrationOpensAt.map { Timestamp($0) }
    registrationClosesAt = fields.registrationClosesAt.map { Timestamp($0) }
    selfCancelUntil = fields.selfCancelUntil.map { Timestamp($0) }
    waitlist = fields.waitlist
    overtaking = fields.overtaking
    enrollmentRequired = fields.enrollmentRequired
    reentry = fields.reentry
    selfCheckIn = fields.selfCheckIn
    doorLimit = fields.doorLimit
    status = Event.Status(event.status(now))
    show(event.facts)
    createdAt = Timestamp(event.createdAt)
    updatedAt = Timestamp(event.updatedAt)
    version = event.version
    originalStart = event.slot.map { Timestamp($0.start) }
  }

  private mutating func show(_ facts: EventFacts) {
    publishedAt = facts.publishedAt.map { Timestamp($0) }
    startedAt = facts.startedAt.map { Timestamp($0) }
    closedAt = facts.closedAt.map { Timestamp($0) }
    canceledAt = facts.canceledAt.map { Timestamp($0) }
    cancelReason = facts.cancelReason
    didNotMeet = facts.didNotMeet
  }
}

extension Event.Status {
  fileprivate init(_ status: EventStatus) {
    switch status {
    case .draft: self = .draft
    case .scheduled: self = .scheduled
    case .ongoing: self = .ongoing
    case .completed: self = .completed
    case .canceled: self = .canceled
    }
  }
}

extension Enrollment {
  /// The claim without name and place on the list.
  init(_ record: EnrollmentRecord) {
    self.init(
      id: record.id.description, eventId: record.eventID.rawValue.description,
      userId: record.userID.rawValue.description, status: Status(record.status),
      guests: record.guests, priority: record.priority, enrolledAt: Timestamp(record.enrolledAt),
      canceledAt: record.canceledAt.map { Timestamp($0) })
  }

  init(_ shown: ShownEnrollment) {
    self.init(shown.record)
    position = shown.position
    firstName = shown.firstName
    lastName = shown.lastName
  }
}

extension Enrollment.Status {
  init(_ status: EnrollmentStatus) {
    switch status {
    case .enrolled: self = .enrolled
    case .waitlisted: self = .waitlisted
    case .canceled: self = .canceled
    }
  }

  /// Nil when nothing is said.
  func filter() throws(Refusal) -> EnrollmentStatus? {
    switch self {
    case .unspecified: nil
    case .enrolled: .enrolled
    case .waitlisted: .waitlisted
    case .canceled: .canceled
    case .unrecognized: throw .invalid("status", "must be ENROLLED, WAITLISTED or CANCELED")
    }
  }
}

/// Reads what requests say in text and time.
enum Input {
  static func id(_ text: String, _ field: String) throws(Refusal) -> UUID128 {
    guard let id = UUID128(text) else { throw .invalid(field, "must be a UUID") }
    return id
  }

  /// Nil when it is empty.
  static func optionalID(_ text: String, _ field: String) throws(Refusal) -> UUID128? {
    text.isEmpty ? nil : try id(text, field)
  }

  static func event(_ text: String, _ field: String = "event_id") throws(Refusal) -> EventID {
    EventID(rawValue: try id(text, field))
  }

  static func user(_ text: String, _ field: String = "user_id") throws(Refusal) -> UserID? {
    try optionalID(text, field).map(UserID.init(rawValue:))
  }

  static func time(_ time: Timestamp?, _ field: String) throws(Refusal) -> Instant? {
    guard let time else { return nil }
    guard let microseconds = time.microseconds else {
      throw .invalid(field, "must be a time of the years 1 to 9999")
    }
    return Instant(microseconds: microseconds)
  }

  /// How many rows a page has.
  static func pageSize(_ size: Int32) throws(Refusal) -> Int32 {
    guard (0...200).contains(size) else {
      throw .invalid("page_size", "must be from 0 to 200, where 0 means 50")
    }
    return size == 0 ? 50 : size
  }
}
