// What becomes of occurrences when their series changes.

extension EventRecord {
  /// Whether an edit of its series reaches it: neither begun nor canceled.
  func isToCome(_ now: Instant) -> Bool {
    switch status(now) {
    case .scheduled: true
    case .draft: fields.start.map { $0 > now } ?? true
    case .ongoing, .completed, .canceled: false
    }
  }

  /// An occurrence as its series has it now, but for what it says by itself.
  func following(
    _ old: SeriesFields, _ new: SeriesFields, to place: Slot, _ now: Instant
  ) throws -> EventRecord {
    guard let slot else { return self }
    let wanted = fields.merged(
      old.occurrence(at: slot.start), new.occurrence(at: place.start)
    ).normalized()
    var next = self
    do {
      // The series' own values were looked at; here they meet those of the occurrence.
      try Faults.check(wanted.faults(zones: [wanted.timeZone]))
      next = try edited(to: wanted, expectedVersion: 0, now)
    } catch let faults as Faults {
      throw Refusal.state(
        "OCCURRENCE_DIFFERS",
        "what an occurrence says by itself does not allow this: \(faults.all[0].message)",
        ["event": "\(id.rawValue)", "field": faults.all[0].reason])
    } catch let refusal as Refusal {
      throw Refusal(
        kind: refusal.kind, reason: refusal.reason, message: refusal.message,
        facts: refusal.facts.merging(["event": "\(id.rawValue)"]) { $1 })
    }
    next.slot = place
    return next
  }

  /// Marks that it did not take place, or takes the mark back.
  func marked(didNotMeet: Bool, _ now: Instant) throws(Refusal) -> EventRecord {
    let status = status(now)
    if didNotMeet && (status == .draft || status == .scheduled) {
      throw .state(
        "EVENT_STATUS", "an event that is \(status.rawValue) can still meet; cancel it instead",
        ["status": status.rawValue, "allowed": "ONGOING,COMPLETED,CANCELED"])
    }
    var next = self
    next.facts.didNotMeet = didNotMeet
    return next
  }
}

extension EventFields {
  /// These fields with those taken from `after` that are what `before` says.
  fileprivate func merged(_ before: EventFields, _ after: EventFields) -> EventFields {
    var fields = self
    func take<Value: Equatable>(_ path: WritableKeyPath<EventFields, Value>) {
      if fields[keyPath: path] == before[keyPath: path] {
        fields[keyPath: path] = after[keyPath: path]
      }
    }
    take(\.name)
    take(\.description)
    take(\.category)
    take(\.location)
    take(\.address)
    if latitude == before.latitude && longitude == before.longitude {
      (fields.latitude, fields.longitude) = (after.latitude, after.longitude)
    }
    take(\.timeZone)
    take(\.capacity)
    take(\.isPublic)
    take(\.registrationOpensAt)
    take(\.registrationClosesAt)
    take(\.selfCancelUntil)
    take(\.waitlist)
    take(\.overtaking)
    take(\.enrollmentRequired)
    take(\.reentry)
    take(\.selfCheckIn)
    take(\.doorLimit)
    take(\.start)
    let length = length == before.length ? after.length : length
    fields.end = fields.start.flatMap { start in
      length.map { Instant(microseconds: start.microseconds + $0) }
    }
    return fields
  }

  private var length: Int64? {
    start.flatMap { start in end.map { $0.microseconds - start.microseconds } }
  }
}

/// Which occurrence stands where after the rule has changed.
struct Rearrangement: Sendable {
  var moved: [(event: EventRecord, to: Slot)] = []
  /// To come, and without a place.
  var gone: [EventRecord] = []
  /// Places without an occurrence.
  var fresh: [Slot] = []

  /// The occurrence of a day stays on it; others go to what is left in the same day, week or month
  /// of the new rule, in order. What has begun or was canceled keeps its place taken.
  ///
  /// - Parameters:
  ///   - removed: days whose occurrence somebody has deleted; none is made there.
  ///   - from: the first day of the new rule; who stands before it stays there.
  init(
    _ events: [EventRecord], to slots: [Slot], of rule: Recurrence, from: LocalDate,
    removed: Set<LocalDate>, _ now: Instant
  ) {
    let byDay = Dictionary(slots.map { ($0.day, $0) }, uniquingKeysWith: { first, _ in first })
    var free = byDay
    var left: [EventRecord] = []
    for event in events {
      guard let own = event.slot else { continue }
      if let slot = free.removeValue(forKey: own.day) {
        moved.append((event, slot))
      } else if own.day < from {
        moved.append((event, own))
      } else {
        left.append(event)
      }
    }
    var places = Dictionary(grouping: free.values) { rule.period(of: $0.day) }
      .mapValues { $0.sorted { $0.day > $1.day } }
    for event in left.sorted(by: { ($0.slot?.day ?? .never) < ($1.slot?.day ?? .never) }) {
      guard let own = event.slot else { continue }
      if let slot = places[rule.period(of: own.day)]?.popLast() {
        moved.append((event, slot))
        free.removeValue(forKey: slot.day)
      } else if event.isToCome(now) {
        gone.append(event)
      }
    }
    fresh = free.values.filter { !removed.contains($0.day) }.sorted { $0.day < $1.day }
  }
}
