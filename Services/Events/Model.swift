internal import Postgres

// Rules know times and ids as values, without the module that stores them.
typealias Instant = Postgres.Instant
typealias UUID128 = Postgres.UUID128

struct EventID: RawRepresentable, PostgresElement, Hashable {
  let rawValue: UUID128
}

struct SeriesID: RawRepresentable, PostgresElement, Hashable {
  let rawValue: UUID128
}

struct UserID: RawRepresentable, PostgresElement, Hashable, Comparable {
  let rawValue: UUID128

  static func < (left: UserID, right: UserID) -> Bool { left.rawValue < right.rawValue }
}

/// PostgreSQL's date counts just like it.
extension LocalDate: PostgresElement {
  static var oid: UInt32 { 1082 }
  static var arrayOID: UInt32 { 1182 }
  static func accepts(oid: UInt32) -> Bool { oid == 1082 }
  static func acceptsArray(oid: UInt32) -> Bool { oid == 1182 }
}

/// What people say of an event; what is left out has the default that needs no thought.
struct EventFields: Equatable, Sendable {
  var name = ""
  var description = ""
  var category = ""
  var location = ""
  var address = ""
  var latitude: Double?
  var longitude: Double?
  var timeZone = ""
  var start: Instant?
  var end: Instant?
  var capacity: Int32?
  var isPublic = true
  var registrationOpensAt: Instant?
  var registrationClosesAt: Instant?
  var selfCancelUntil: Instant?
  var waitlist = true
  var overtaking = false
  var enrollmentRequired = false
  var reentry = true
  var selfCheckIn = false
  var doorLimit: Int32?
}

/// What happened to an event; with the clock it says where the event stands.
struct EventFacts: Equatable, Sendable {
  var publishedAt: Instant?
  var startedAt: Instant?
  var closedAt: Instant?
  var canceledAt: Instant?
  var cancelReason = ""
  var didNotMeet = false
  /// Whether the feed has told of the start, and of the end.
  var startTold = false
  var endTold = false
}

/// Who holds an event's seats and who waits. Read and written under the event's lock.
struct EventSeats: Equatable, Sendable {
  var taken: Int32 = 0
  /// Seats beyond the capacity that were taken elsewhere.
  var overbooked: Int32 = 0
  var lastQueueNumber: Int64 = 0
}

/// The place that the rule of a series gives to an occurrence, wherever that was moved.
struct Slot: Hashable, Sendable {
  let day: LocalDate
  let start: Instant
}

/// An event as it is stored.
struct EventRecord: Equatable, Sendable {
  let id: EventID
  var seriesID: UUID128?
  var slot: Slot?
  let hostID: UserID
  var fields: EventFields
  var facts = EventFacts()
  var seats = EventSeats()
  var createdAt = Instant(microseconds: 0)
  var updatedAt = Instant(microseconds: 0)
  var version: Int64 = 1
}

/// Where a claim on seats stands.
enum EnrollmentStatus: String, PostgresElement {
  case enrolled = "ENROLLED"
  case waitlisted = "WAITLISTED"
  case canceled = "CANCELED"
}

/// A claim on seats as it is stored.
struct EnrollmentRecord: Equatable, Sendable {
  let id: UUID128
  let eventID: EventID
  let userID: UserID
  var status: EnrollmentStatus
  var priority: Int32
  var queueNumber: Int64
  var guests: Int32
  var enrolledAt: Instant
  var canceledAt: Instant?

  var seats: Int32 { 1 + guests }
}

/// What became of a claim, and why: what followers are told, and people.
struct SeatNews: Equatable, Sendable {
  enum Cause: Equatable, Sendable {
    /// Somebody asked and got a seat.
    case enrolled
    /// Somebody asked and waits.
    case waitlisted
    /// Seats came free for who waited.
    case promoted
    /// Guests or place on the list are others.
    case changed
    /// Given up by the person, or gone with them.
    case canceled
    /// Given up by somebody else.
    case revoked
    /// An upload said so.
    case takenOver
  }

  let claim: EnrollmentRecord
  let cause: Cause
}

/// How many wait for seats.
struct QueueLength: Equatable, Sendable {
  /// All of them.
  var waiting: Int32
  /// Those whom a newcomer comes after.
  var ahead: Int32
}

/// What a person says of an event.
enum RsvpStatus: String, PostgresElement {
  case going = "GOING"
  case interested = "INTERESTED"
  case notGoing = "NOT_GOING"
}

/// What a person says of an event, as it is stored.
struct RsvpRecord: Equatable, Sendable {
  let eventID: EventID
  let userID: UserID
  let status: RsvpStatus
  let createdAt: Instant
  let updatedAt: Instant
}

/// What a person says, with the name that is looked up when it is shown.
struct ShownRsvp: Sendable {
  let record: RsvpRecord
  let firstName: String
  let lastName: String
}

/// A claim with what is computed or looked up when it is shown.
struct ShownEnrollment: Sendable {
  let record: EnrollmentRecord
  /// From 1; nil when not waiting.
  var position: Int32?
  let firstName: String
  let lastName: String
}

/// A person as last heard from users.
struct Person: Equatable, Sendable {
  let id: UserID
  let firstName: String
  let lastName: String
  let isActive: Bool
}
