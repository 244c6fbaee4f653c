extension EventFields {
  /// The fields as they are stored: trimmed, the category in lower case, the end two hours after
  /// the start unless said.
  func normalized() -> EventFields {
    var fields = self
    fields.name = name.trimmed
    fields.category = category.trimmed.lowercased()
    fields.location = location.trimmed
    fields.address = address.trimmed
    if let start, end == nil { fields.end = start.adding(hours: 2) }
    return fields
  }

  /// Every value that is not allowed, whatever is stored.
  func faults(zones: Set<String>) -> [Refusal] {
    var faults = textFaults + timeFaults
    if !timeZone.isEmpty && !zones.contains(timeZone) {
      faults.append(.invalid("time_zone", "must be an IANA name such as Europe/Berlin"))
    }
    if let capacity, !(1...1_000_000).contains(capacity) {
      faults.append(.invalid("capacity", "must be from 1 to 1,000,000"))
    }
    if let doorLimit, !(1...1_000_000).contains(doorLimit) {
      faults.append(.invalid("door_limit", "must be from 1 to 1,000,000"))
    }
    return faults + pointFaults
  }

  private var textFaults: [Refusal] {
    let texts = [
      ("name", name, 255), ("description", description, 10_000), ("category", category, 50),
      ("location", location, 255), ("address", address, 500),
    ]
    return texts.filter { $0.1.unicodeScalars.count > $0.2 }
      .map { .invalid($0.0, "must be at most \($0.2) characters") }
  }

  private var pointFaults: [Refusal] {
    var faults: [Refusal] = []
    if let latitude, !(-90...90).contains(latitude) {
      faults.append(.invalid("latitude", "must be from -90 to 90"))
    }
    if let longitude, !(-180...180).contains(longitude) {
      faults.append(.invalid("longitude", "must be from -180 to 180"))
    }
    if (latitude == nil) != (longitude == nil) {
      let missing = latitude == nil ? "latitude" : "longitude"
      faults.append(.invalid(missing, "latitude and longitude come together"))
    }
    return faults
  }

  private var timeFaults: [Refusal] {
    var faults: [Refusal] = []
    if let end {
      if let start {
        if end <= start {
          faults.append(.invalid("end_time", "must be after start_time"))
        } else if end > .last {
          faults.append(.invalid("end_time", "must be before the year 10000"))
        }
      } else {
        faults.append(.invalid("start_time", "must be said when end_time is"))
      }
    }
    if let opens = registrationOpensAt, let closes = registrationClosesAt, opens > closes {
      faults.append(
        .invalid("registration_closes_at", "must not be before registration_opens_at"))
    }
    return faults
  }

  /// What people need to come: name, time, place and zone.
  func checkPublishable() throws(Refusal) {
    var missing: [String] = []
    if name.isEmpty { missing.append("name") }
    if start == nil { missing.append("start_time") }
    if location.isEmpty && address.isEmpty { missing.append("location") }
    if timeZone.isEmpty { missing.append("time_zone") }
    if missing.isEmpty { return }
    let names = missing.joined(separator: ",")
    throw .state(
      "EVENT_INCOMPLETE", "an event cannot be public without \(names)", ["missing": names])
  }
}

extension EventRecord {
  /// The event with other fields; the same when nothing differs.
  ///
  /// - Parameter expectedVersion: the version that the editor saw; 0 is any. An edit that is in
  ///   force already is no conflict, so that a repeat is answered as the first time.
  func edited(
    to wanted: EventFields, expectedVersion: Int64, _ now: Instant
  ) throws(Refusal) -> EventRecord {
    if wanted == fields { return self }
    if expectedVersion != 0 && expectedVersion != version {
      throw .state(
        "VERSION_MISMATCH", "somebody else has edited the event since",
        ["expected": "\(expectedVersion)", "version": "\(version)"])
    }
    try checkTimes(wanted, status(now))
    if let capacity = wanted.capacity, capacity != fields.capacity, capacity < seats.taken {
      throw .state(
        "CAPACITY_BELOW_TAKEN",
        "\(seats.taken) seats are taken, so the capacity cannot be \(capacity)",
        ["capacity": "\(capacity)", "taken": "\(seats.taken)"])
    }
    if facts.publishedAt != nil { try wanted.checkPublishable() }
    var event = self
    event.fields = wanted
    event.seats.settle(capacity: wanted.capacity)
    event.noteCrossings(now)
    return event
  }

  private func checkTimes(_ wanted: EventFields, _ status: EventStatus) throws(Refusal) {
    if status == .canceled {
      throw .state(
        "EVENT_STATUS", "an event that is CANCELED is not edited",
        ["status": status.rawValue, "allowed": "DRAFT,SCHEDULED,ONGOING,COMPLETED"])
    }
    if wanted.start != fields.start && (status == .ongoing || status == .completed) {
      throw .state(
        "START_FIXED", "the start is fixed once an event has begun",
        ["status": status.rawValue, "allowed": "DRAFT,SCHEDULED"])
    }
    if wanted.end != fields.end && status == .completed {
      throw .state(
        "END_PASSED", "the end is fixed once it has passed",
        ["status": status.rawValue, "allowed": "DRAFT,SCHEDULED,ONGOING"])
    }
  }
}

extension Instant {
  /// The end of the year 9999, after which the contract has no times.
  fileprivate static let last = Instant(microseconds: 253_402_300_799_999_999)

  /// The moment that much later; the last there is when that is out of range.
  func adding(hours: Int64) -> Instant { adding(seconds: hours * 3600) }

  func adding(seconds: Int64) -> Instant {
    let (sum, overflow) = microseconds.addingReportingOverflow(seconds * 1_000_000)
    return Instant(microseconds: overflow ? .max : sum)
  }
}

extension String {
  /// Without white space at both ends.
  var trimmed: String {
    let rest = drop(while: \.isWhitespace)
    guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(rest[...last])
  }
}
