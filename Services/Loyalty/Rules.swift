// What an attendance earns, and what is taken back. Values in, values out.

/// What attendance says of one presence.
struct Presence: Equatable, Sendable {
  let attendance: AttendanceID
  let patron: PatronID
  var isAttended: Bool
  let eventName: String
  /// Where attendance's feed says so; a later position knows better.
  let position: Int64
}

/// What one rule has given for one attendance so far.
struct Award: Equatable, Sendable {
  /// The line of the ledger that has not been taken back.
  struct Standing: Equatable, Sendable {
    let entry: EntryID
    let patron: PatronID
    let points: Int32
  }

  /// How often it was given, taken back or not.
  var given: Int32 = 0
  var standing: Standing?
  /// The latest position that was judged.
  var position: Int64 = 0
}

/// One movement that a change of attendance asks for.
enum Step: Equatable, Sendable {
  case takeBack(Award.Standing)
  /// `number` counts the awards of this attendance: 1 first.
  case give(number: Int32, to: PatronID)
}

enum Rules {
  /// The name of the rule that rewards presence; it stands in source keys for good.
  static let attended = "attended"

  /// What a change asks for. An attendance is rewarded once however often it is told, and again
  /// only after the award before was taken back; when it turns out to be another person's, the
  /// points move with it.
  static func steps(_ presence: Presence, _ award: Award) -> [Step] {
    guard presence.position > award.position else { return [] }
    let give = Step.give(number: award.given + 1, to: presence.patron)
    guard let standing = award.standing else { return presence.isAttended ? [give] : [] }
    guard presence.isAttended else { return [.takeBack(standing)] }
    return standing.patron == presence.patron ? [] : [.takeBack(standing), give]
  }

  /// Names an award, so that the ledger takes it once.
  static func sourceKey(_ attendance: AttendanceID, _ number: Int32) -> String {
    "attendance:\(attendance.rawValue):\(attended):\(number)"
  }

  /// What the statement says; an event's name is cut to what the ledger takes.
  static func description(of presence: Presence) -> String {
    let name = String(String.UnicodeScalarView(presence.eventName.unicodeScalars.prefix(255)))
    return name.isEmpty ? "Attended an event" : "Attended \(name)"
  }

  static func description(takingBack eventName: String) -> String { "Taken back: \(eventName)" }
}
