/// Where an event stands.
enum EventStatus: String, CaseIterable, Sendable {
  case draft = "DRAFT"
  case scheduled = "SCHEDULED"
  case ongoing = "ONGOING"
  case completed = "COMPLETED"
  case canceled = "CANCELED"

  /// Reads a name as people write it: any case, and the older words.
  init?(alias text: String) {
    let name = text.uppercased()
    let aliases: [String: EventStatus] = [
      "PLANNING": .draft, "PUBLISHED": .scheduled, "RUNNING": .ongoing, "CANCELLED": .canceled,
    ]
    guard let status = EventStatus(rawValue: name) ?? aliases[name] else { return nil }
    self = status
  }

  /// Whether seats are given and people move up.
  var isOpen: Bool { self == .scheduled || self == .ongoing }
}

extension EventRecord {
  /// CANCELED before COMPLETED before ONGOING before SCHEDULED; unpublished is DRAFT whatever the
  /// clock.
  func status(_ now: Instant) -> EventStatus {
    if facts.canceledAt != nil { return .canceled }
    guard facts.publishedAt != nil, let start = fields.start, let end = fields.end else {
      return .draft
    }
    if facts.closedAt != nil || now >= end { return .completed }
    return facts.startedAt != nil || now >= start ? .ongoing : .scheduled
  }
}

/// What an event is told to do. Each answers the event as it shall be, the same one when it is so
/// already, and throws why it cannot be.
enum EventCommand: Equatable, Sendable {
  case publish
  case start
  case complete
  case cancel(reason: String, byAdmin: Bool)

  func apply(to event: EventRecord, _ now: Instant) throws(Refusal) -> EventRecord {
    let status = event.status(now)
    var next = event
    switch self {
    case .publish: try publish(&next, status, now)
    case .start: try start(&next, status, now)
    case .complete: try complete(&next, status, now)
    case .cancel(let reason, let byAdmin): try cancel(&next, status, reason, byAdmin, now)
    }
    // The change itself tells of the crossings that it makes.
    if next != event { next.noteCrossings(now) }
    return next
  }

  private func publish(
    _ event: inout EventRecord, _ status: EventStatus, _ now: Instant
  ) throws(Refusal) {
    if status == .canceled { throw refusal("published", status, from: [.draft]) }
    guard status == .draft else { return }
    try event.fields.checkPublishable()
    event.facts.publishedAt = now
  }

  private func start(
    _ event: inout EventRecord, _ status: EventStatus, _ now: Instant
  ) throws(Refusal) {
    if status == .ongoing { return }
    guard status == .scheduled else { throw refusal("started", status, from: [.scheduled]) }
    event.facts.startedAt = now
  }

  /// One that the clock has ended can still be closed: that shuts its doors.
  private func complete(
    _ event: inout EventRecord, _ status: EventStatus, _ now: Instant
  ) throws(Refusal) {
    guard status == .ongoing || status == .completed else {
      throw refusal("completed", status, from: [.ongoing])
    }
    event.facts.closedAt = event.facts.closedAt ?? now
  }

  private func cancel(
    _ event: inout EventRecord, _ status: EventStatus, _ reason: String, _ byAdmin: Bool,
    _ now: Instant
  ) throws(Refusal) {
    if status == .canceled { return }
    if status == .ongoing && !byAdmin {
      throw Refusal(
        kind: .denied, reason: "ADMIN_REQUIRED",
        message: "an event that has begun is canceled by an ADMIN only",
        facts: ["status": status.rawValue])
    }
    guard status != .completed else {
      throw refusal("canceled", status, from: [.draft, .scheduled, .ongoing])
    }
    event.facts.canceledAt = now
    event.facts.cancelReason = try Self.check(reason: reason)
  }

  /// Why something is canceled, as it is kept.
  @discardableResult
  static func check(reason: String) throws(Refusal) -> String {
    let reason = reason.trimmed
    guard reason.unicodeScalars.count <= 500 else {
      throw .invalid("reason", "must be at most 500 characters")
    }
    return reason
  }

  private func refusal(
    _ verb: String, _ status: EventStatus, from allowed: [EventStatus]
  ) -> Refusal {
    let names = allowed.map(\.rawValue)
    return .state(
      "EVENT_STATUS",
      "an event that is \(status.rawValue) cannot be \(verb), one that is "
        + "\(names.joined(separator: " or ")) can",
      ["status": status.rawValue, "allowed": names.joined(separator: ",")])
  }
}

extension EventRecord {
  /// Takes note that the feed is told of what the clock or the command has brought about.
  mutating func noteCrossings(_ now: Instant) {
    let status = status(now)
    if status == .ongoing || status == .completed { facts.startTold = true }
    if status == .completed { facts.endTold = true }
  }

  /// How many crossings the clock has made that the feed was not told of.
  func untoldCrossings(_ now: Instant) -> Int {
    var told = self
    guard status(now).isOpen || status(now) == .completed else { return 0 }
    told.noteCrossings(now)
    return (told.facts.startTold != facts.startTold ? 1 : 0)
      + (told.facts.endTold != facts.endTold ? 1 : 0)
  }
}
