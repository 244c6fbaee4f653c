internal import Contracts

// Series, from messages and into them.

/// What every request says that makes or changes a series.
protocol SeriesRequest {
  var name: String { get }
  var description: String { get }
  var category: String { get }
  var location: String { get }
  var address: String { get }
  var latitude: Double? { get }
  var longitude: Double? { get }
  var timeZone: String { get }
  var localStart: String { get }
  var durationMinutes: Int32 { get }
  var rule: SeriesRule? { get }
  var capacity: Int32? { get }
  var isPublic: Bool? { get }
  var registrationOpensMinutes: Int32? { get }
  var registrationClosesMinutes: Int32? { get }
  var selfCancelMinutes: Int32? { get }
  var waitlist: Bool? { get }
  var overtaking: Bool? { get }
  var enrollmentRequired: Bool? { get }
  var reentry: Bool? { get }
  var selfCheckIn: Bool? { get }
  var doorLimit: Int32? { get }
}

extension CreateSeriesRequest: SeriesRequest {}
extension UpdateSeriesRequest: SeriesRequest {}
extension SplitSeriesRequest: SeriesRequest {}

extension SeriesFields {
  /// What a new series is said to be.
  init(_ request: CreateSeriesRequest) throws(Refusal) {
    self.init(said: request)
    start = try Self.start(request.localStart)
    rule = try Recurrence(request.rule)
  }

  /// Everything but what has to be read: start and rule.
  private init(said request: some SeriesRequest) {
    event = EventFields(
      name: request.name, description: request.description, category: request.category,
      location: request.location, address: request.address, latitude: request.latitude,
      longitude: request.longitude, timeZone: request.timeZone, capacity: request.capacity,
      isPublic: request.isPublic ?? true, waitlist: request.waitlist ?? true,
      overtaking: request.overtaking ?? false,
      enrollmentRequired: request.enrollmentRequired ?? false, reentry: request.reentry ?? true,
      selfCheckIn: request.selfCheckIn ?? false, doorLimit: request.doorLimit)
    durationMinutes = request.durationMinutes == 0 ? 120 : request.durationMinutes
    registrationOpens = request.registrationOpensMinutes
    registrationCloses = request.registrationClosesMinutes
    selfCancel = request.selfCancelMinutes
  }

  private static func start(_ text: String) throws(Refusal) -> LocalTime {
    guard let start = LocalTime(text) else {
      throw .invalid("local_start", "must be a date and time such as 2026-10-05T19:00")
    }
    return start
  }

  /// These fields with those that the mask names written over.
  func updated(
    by request: some SeriesRequest, _ mask: [String]
  ) throws(Refusal) -> SeriesFields {
    guard !mask.isEmpty else { throw .invalid("update_mask", "must name what to change") }
    let said = SeriesFields(said: request)
    var fields = self
    for path in mask {
      switch path {
      case "local_start": fields.start = try Self.start(request.localStart)
      case "rule": fields.rule = try Recurrence(request.rule)
      default:
        guard let copy = Self.copies[path] else {
          throw .invalid("update_mask", "\(path.prefix(60)) cannot be changed")
        }
        copy(&fields, said)
      }
    }
    return fields
  }

  private typealias Copy = @Sendable (inout SeriesFields, SeriesFields) -> Void

  /// What each name of a mask writes.
  private static let copies: [String: Copy] = [
    "name": { $0.event.name = $1.event.name },
    "description": { $0.event.description = $1.event.description },
    "category": { $0.event.category = $1.event.category },
    "location": { $0.event.location = $1.event.location },
    "address": { $0.event.address = $1.event.address },
    "latitude": { $0.event.latitude = $1.event.latitude },
    "longitude": { $0.event.longitude = $1.event.longitude },
    "time_zone": { $0.event.timeZone = $1.event.timeZone },
    "duration_minutes": { $0.durationMinutes = $1.durationMinutes },
    "capacity": { $0.event.capacity = $1.event.capacity },
    "is_public": { $0.event.isPublic = $1.event.isPublic },
    "registration_opens_minutes": { $0.registrationOpens = $1.registrationOpens },
    "registration_closes_minutes": { $0.registrationCloses = $1.registrationCloses },
    "self_cancel_minutes": { $0.selfCancel = $1.selfCancel },
    "waitlist": { $0.event.waitlist = $1.event.waitlist },
    "overtaking": { $0.event.overtaking = $1.event.overtaking },
    "enrollment_required": { $0.event.enrollmentRequired = $1.event.enrollmentRequired },
    "reentry": { $0.event.reentry = $1.event.reentry },
    "self_check_in": { $0.event.selfCheckIn = $1.event.selfCheckIn },
    "door_limit": { $0.event.doorLimit = $1.event.doorLimit },
  ]
}

extension Recurrence {
  fileprivate init(_ rule: SeriesRule?) throws(Refusal) {
    guard let rule else { throw .invalid("rule", "must be said") }
    switch rule.frequency {
    case .daily: frequency = .daily
    case .weekly: frequency = .weekly
    case .monthly: frequency = .monthly
    case .unspecified, .unrecognized:
      throw .invalid("rule.frequency", "must be DAILY, WEEKLY or MONTHLY")
    }
    interval = rule.interval == 0 ? 1 : rule.interval
    for weekday in rule.weekdays {
      guard (1...7).contains(weekday.rawValue) else {
        throw .invalid("rule.weekdays", "must be MONDAY to SUNDAY")
      }
      weekdays.append(weekday.rawValue - 1)
    }
    week = rule.week
    count = rule.count == 0 ? nil : rule.count
    if rule.until.isEmpty { return }
    guard let day = LocalDate(rule.until) else {
      throw .invalid("rule.until", "must be a day such as 2027-06-30")
    }
    until = day
  }
}

extension SeriesRule {
  fileprivate init(_ rule: Recurrence) {
    self.init(
      interval: rule.interval, weekdays: rule.weekdays.map { Weekday(rawValue: $0 + 1) },
      week: rule.week, until: rule.until.map { "\($0)" } ?? "", count: rule.count ?? 0)
    switch rule.frequency {
    case .daily: frequency = .daily
    case .weekly: frequency = .weekly
    case .monthly: frequency = .monthly
    }
  }
}

extension Series {
  init(_ series: SeriesRecord) {
    let fields = series.fields
    let event = fields.event
    self.init(
      id: "\(series.id.rawValue)", hostId: "\(series.hostID.rawValue)", name: event.name,
      description: event.description, category: event.category, location: event.location,
      address: event.address, latitude: event.latitude, longitude: event.longitude,
      timeZone: event.timeZone, localStart: "\(fields.start)",
      durationMinutes: fields.durationMinutes, rule: SeriesRule(fields.rule),
      capacity: event.capacity, isPublic: event.isPublic)
    registrationOpensMinutes = fields.registrationOpens
    registrationClosesMinutes = fields.registrationCloses
    selfCancelMinutes = fields.selfCancel
    waitlist = event.waitlist
    overtaking = event.overtaking
    enrollmentRequired = event.enrollmentRequired
    reentry = event.reentry
    selfCheckIn = event.selfCheckIn
    doorLimit = event.doorLimit
    publishedAt = series.publishedAt.map { Timestamp($0) }
    canceledAt = series.canceledAt.map { Timestamp($0) }
    madeUntil = series.madeUntil == .never ? "" : "\(series.madeUntil)"
    createdAt = Timestamp(series.createdAt)
    updatedAt = Timestamp(series.updatedAt)
    version = series.version
  }
}
