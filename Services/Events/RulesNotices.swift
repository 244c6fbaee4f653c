/// What people are told of their claims.
enum NoticeKind: String, CaseIterable, Sendable {
  case enrolled = "ENROLLED"
  case waitlisted = "WAITLISTED"
  /// A place came free for somebody who waited.
  case promoted = "PROMOTED"
  /// The event is called off; or somebody else has given up the claim.
  case canceled = "CANCELED"
  /// Time, place or name of the event are others than before.
  case changed = "CHANGED"
  case reminder = "REMINDER"

  /// The kinds that one may do without; the others change somebody's plans.
  static let optional: [NoticeKind] = [.enrolled, .waitlisted, .reminder]

  /// Which claims it is for: what has become of one meanwhile is told by another notice.
  func isFor(_ claim: EnrollmentStatus, everybody: Bool) -> Bool {
    switch self {
    case .enrolled, .promoted, .reminder: claim == .enrolled
    case .waitlisted: claim == .waitlisted
    case .canceled: everybody ? claim != .canceled : claim == .canceled
    case .changed: claim != .canceled
    }
  }
}

extension EventFields {
  /// Whether those who want to come have to know of the difference.
  func differsForGuests(from old: EventFields) -> Bool {
    name != old.name || start != old.start || end != old.end || timeZone != old.timeZone
      || location != old.location || address != old.address
  }
}

extension EventRecord {
  /// What everybody with a claim is told when the event becomes another; nil when nothing.
  func notice(of next: EventRecord, _ now: Instant) -> NoticeKind? {
    guard facts.publishedAt != nil, status(now).isOpen else { return nil }
    if next.facts.canceledAt != nil { return .canceled }
    return next.fields.differsForGuests(from: fields) ? .changed : nil
  }
}

/// An event in a person's words.
struct EventWords: Equatable, Sendable {
  let name: String
  /// The local time, as "Friday, 3 July 2026, 20:00 to 22:00 (Europe/Berlin)".
  let when: String
  let place: String

  var lines: String { [name, when, place].filter { !$0.isEmpty }.joined(separator: "\n") }

  /// A line for each thing that was different before.
  func differences(from old: EventWords) -> [String] {
    [("Name", name, old.name), ("When", when, old.when), ("Where", place, old.place)]
      .filter { $0.1 != $0.2 }
      .map { "\($0.0): \($0.1)\n  before: \($0.2.isEmpty ? "not said" : $0.2)" }
  }
}

/// A mail about an event.
struct EventLetter: Equatable, Sendable {
  let subject: String
  let body: String

  /// Nil when there is nothing to tell: what was changed was changed back.
  /// - Parameters:
  ///   - was: of a change, the event as the person knew it.
  ///   - reason: why the event was canceled; nil when it was not.
  init?(
    _ kind: NoticeKind, _ event: EventWords, was: EventWords? = nil, guests: Int32 = 0,
    canceled reason: String? = nil
  ) {
    let (head, text): (String, String)
    switch kind {
    case .enrolled: (head, text) = ("You are enrolled", "Your place is kept" + Self.with(guests))
    case .waitlisted:
      (head, text) = (
        "You are on the waiting list", "You will hear from us when a place comes free"
      )
    case .promoted:
      (head, text) = (
        "A place came free", "You have moved up and your place is kept" + Self.with(guests)
      )
    case .canceled:
      let because = reason.map { $0.isEmpty ? "" : ":\n\($0)" }
      head = "Canceled"
      text =
        because.map { "The event is called off" + $0 }
        ?? "Your place was given up by the organizers"
    case .changed:
      let differences = was.map(event.differences) ?? []
      if differences.isEmpty { return nil }
      (head, text) = ("Changed", differences.joined(separator: "\n"))
    case .reminder: (head, text) = ("Soon", "Your place is kept" + Self.with(guests))
    }
    subject = "\(head): \(Self.line(event.name))"
    let foot =
      NoticeKind.optional.contains(kind) ? "\nMessages of this kind can be turned off.\n" : ""
    body = "\(Self.sentence(text))\n\n\(event.lines)\n\(foot)"
  }

  private static func with(_ guests: Int32) -> String {
    guests == 0 ? "" : guests == 1 ? ", with one guest" : ", with \(guests) guests"
  }

  private static func sentence(_ text: String) -> String { text.contains("\n") ? text : text + "." }

  /// Fit for a mail's subject: one line that is not too long.
  private static func line(_ text: String) -> String {
    let plain = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .lineSeparator, .paragraphSeparator: " "
          default: scalar
          }
        }))
    return plain.unicodeScalars.count <= 150
      ? plain : String(String.UnicodeScalarView(plain.unicodeScalars.prefix(149))) + "…"
  }
}
