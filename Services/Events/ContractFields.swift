internal import Contracts

extension EventFields {
  /// What a new event is said to be.
  init(_ request: CreateEventRequest) throws(Refusal) {
    self.init(
      name: request.name, description: request.description, category: request.category,
      location: request.location, address: request.address, latitude: request.latitude,
      longitude: request.longitude, timeZone: request.timeZone,
      start: try Input.time(request.startTime, "start_time"),
      end: try Input.time(request.endTime, "end_time"), capacity: request.capacity,
      isPublic: request.isPublic ?? true,
      registrationOpensAt: try Input.time(request.registrationOpensAt, "registration_opens_at"),
      registrationClosesAt: try Input.time(
        request.registrationClosesAt, "registration_closes_at"),
      selfCancelUntil: try Input.time(request.selfCancelUntil, "self_cancel_until"),
      waitlist: request.waitlist ?? true, overtaking: request.overtaking ?? false,
      enrollmentRequired: request.enrollmentRequired ?? false, reentry: request.reentry ?? true,
      selfCheckIn: request.selfCheckIn ?? false, doorLimit: request.doorLimit)
  }

  /// What an edit says, defaults where it says nothing; only what its mask names counts.
  private init(_ request: UpdateEventRequest) throws(Refusal) {
    self.init(
      name: request.name, description: request.description, category: request.category,
      location: request.location, address: request.address, latitude: request.latitude,
      longitude: request.longitude, timeZone: request.timeZone,
      start: try Input.time(request.startTime, "start_time"),
      end: try Input.time(request.endTime, "end_time"), capacity: request.capacity,
      isPublic: request.isPublic ?? true,
      registrationOpensAt: try Input.time(request.registrationOpensAt, "registration_opens_at"),
      registrationClosesAt: try Input.time(
        request.registrationClosesAt, "registration_closes_at"),
      selfCancelUntil: try Input.time(request.selfCancelUntil, "self_cancel_until"),
      waitlist: request.waitlist ?? true, overtaking: request.overtaking ?? false,
      enrollmentRequired: request.enrollmentRequired ?? false, reentry: request.reentry ?? true,
      selfCheckIn: request.selfCheckIn ?? false, doorLimit: request.doorLimit)
  }

  /// These fields with those that the request's mask names written over.
  func updated(by request: UpdateEventRequest) throws(Refusal) -> EventFields {
    let said = try EventFields(request)
    let mask = request.updateMask?.paths ?? []
    guard !mask.isEmpty else { throw .invalid("update_mask", "must name what to change") }
    var fields = self
    for path in mask {
      guard let copy = Self.copies[path] else {
        throw .invalid("update_mask", "\(path.prefix(60)) cannot be changed")
      }
      copy(&fields, said)
    }
    return fields
  }

  private typealias Copy = @Sendable (inout EventFields, EventFields) -> Void

  /// What each name of a mask writes.
  private static let copies: [String: Copy] = [
    "name": { $0.name = $1.name },
    "description": { $0.description = $1.description },
    "category": { $0.category = $1.category },
    "location": { $0.location = $1.location },
    "address": { $0.address = $1.address },
    "latitude": { $0.latitude = $1.latitude },
    "longitude": { $0.longitude = $1.longitude },
    "time_zone": { $0.timeZone = $1.timeZone },
    "start_time": { $0.start = $1.start },
    "end_time": { $0.end = $1.end },
    "capacity": { $0.capacity = $1.capacity },
    "is_public": { $0.isPublic = $1.isPublic },
    "registration_opens_at": { $0.registrationOpensAt = $1.registrationOpensAt },
    "registration_closes_at": { $0.registrationClosesAt = $1.registrationClosesAt },
    "self_cancel_until": { $0.selfCancelUntil = $1.selfCancelUntil },
    "waitlist": { $0.waitlist = $1.waitlist },
    "overtaking": { $0.overtaking = $1.overtaking },
    "enrollment_required": { $0.enrollmentRequired = $1.enrollmentRequired },
    "reentry": { $0.reentry = $1.reentry },
    "self_check_in": { $0.selfCheckIn = $1.selfCheckIn },
    "door_limit": { $0.doorLimit = $1.doorLimit },
  ]
}
