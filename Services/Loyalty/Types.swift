internal import Postgres

// What is what among UUIDs, so that one is never taken for the other.

struct PatronID: RawRepresentable, Hashable, Comparable, Sendable, PostgresElement {
  let rawValue: UUID128

  static func < (left: PatronID, right: PatronID) -> Bool { left.rawValue < right.rawValue }
}

struct AttendanceID: RawRepresentable, Hashable, Comparable, Sendable, PostgresElement {
  let rawValue: UUID128

  static func < (left: AttendanceID, right: AttendanceID) -> Bool {
    left.rawValue < right.rawValue
  }
}

struct EventID: RawRepresentable, Hashable, Comparable, Sendable, PostgresElement {
  let rawValue: UUID128

  static func < (left: EventID, right: EventID) -> Bool { left.rawValue < right.rawValue }
}

struct SeriesID: RawRepresentable, Hashable, Sendable, PostgresElement {
  let rawValue: UUID128
}

/// An earning rule; the same in all its versions.
struct RuleID: RawRepresentable, Hashable, Comparable, Sendable, PostgresElement {
  let rawValue: UUID128

  static func < (left: RuleID, right: RuleID) -> Bool { left.rawValue < right.rawValue }
}

/// A line of the ledger.
struct EntryID: RawRepresentable, Hashable, Sendable, PostgresElement {
  let rawValue: UUID128

  /// When it was made, to the millisecond: a UUIDv7 begins with it.
  var madeAt: Moment { Moment(microseconds: Int64(rawValue.high >> 16) * 1000) }
}

/// The domain's word for a point in time.
typealias Moment = Instant

struct RewardID: RawRepresentable, Hashable, Comparable, Sendable, PostgresElement {
  let rawValue: UUID128

  static func < (left: RewardID, right: RewardID) -> Bool { left.rawValue < right.rawValue }
}

/// A reward that somebody spent points on.
struct RedemptionID: RawRepresentable, Hashable, Comparable, Sendable, PostgresElement {
  let rawValue: UUID128

  static func < (left: RedemptionID, right: RedemptionID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// Somebody else's row: an event, a user.
typealias Reference = UUID128
