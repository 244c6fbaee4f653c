import Contracts
import Postgres

// What a door knows and decides upon: values, as they are stored.

typealias UUID128 = Postgres.UUID128
typealias Instant = Postgres.Instant
typealias PresenceStatus = Contracts.Attendance.Status
typealias Method = Contracts.Attendance.Method
typealias DoorResult = CheckInResponse.Result

/// An event as far as a door needs it, from the copy of what events has.
struct DoorEvent: Sendable, Equatable {
  var id: UUID128
  var seriesID: UUID128?
  var hostID: UUID128
  var name: String
  var category: String
  /// Absent only in a draft, as are the bounds of the door's window.
  var startTime: Instant?
  var capacity: Int32?
  var doorLimit: Int32?
  var enrollmentRequired: Bool
  var reentry: Bool
  var selfCheckIn: Bool
  var isDraft: Bool
  var canceledAt: Instant?
  var opensAt: Instant?
  var shutsAt: Instant?
}

/// A person, from the copy of what users has.
struct Person: Sendable, Equatable {
  var id: UUID128
  var state: String
  var firstName: String
  var lastName: String

  /// Takes part: neither deactivated nor gone.
  var isActive: Bool { state == Self.active || isProvisional }
  /// Bears an id of our own until users can be asked.
  var isProvisional: Bool { state == Self.provisional }

  /// Erased or purged: nobody of that id comes any more.
  var isGone: Bool {
    [UserChanged.State.erased, .purged].contains { $0.name == state }
  }

  static let active = UserChanged.State.active.name
  static let provisional = "PROVISIONAL"
}

/// One person at one event.
struct Presence: Sendable, Equatable {
  var id: UUID128
  var patronID: UUID128
  var status: String
  /// Nil for a walk-in.
  var enrolledAt: Instant?
  var checkInTime: Instant?
  var checkOutTime: Instant?
  var method: String?
  var deviceID: String
  var checkedInBy: UUID128?
  /// Has a stay that is open.
  var isInside: Bool

  var attended: Bool { status == PresenceStatus.attended.name }
}

/// Who is at the door.
enum Subject: Sendable, Equatable {
  case known(UUID128)
  /// Nil: what was shown is no pass of ours.
  case pass(PassClaims?)
  case walkIn(Newcomer)
}

/// Someone who comes without an id; checked by `Newcomer.init(_:)`.
struct Newcomer: Sendable, Hashable {
  var firstName: String
  var lastName: String
  var email: String
  var phone: String
}

/// What makes two scans one.
struct ScanKey: Sendable, Hashable {
  var device: String
  var scanID: String
}

/// One attempt at a door.
struct Scan: Sendable {
  var key: ScanKey
  var eventID: UUID128
  var subject: Subject
  /// Who works the door, or scans itself.
  var actorID: UUID128
  /// May work every door.
  var isStaff: Bool
  var method: Method
  var deviceID: String
  /// The doorkeeper lets in although the door is not open.
  var bypassesWindow = false
  /// Not after `receivedAt`.
  var occurredAt: Instant
  var receivedAt: Instant
  /// Who it is, once that is found out.
  var patronID: UUID128?
  /// Set when the person was let in under an id of our own, still to be made known to users.
  var isProvisional = false
  /// What its owner was asked for, so that what is still lacking is not there.
  var asked: Set<Lack> = []
}

/// What a copy may lack although its owner has it.
enum Lack: Sendable, Hashable {
  case event, person, enrollment, newcomer
}

/// The door's answer to a scan, as the scan log keeps it.
struct Answer: Sendable, Equatable {
  var result: DoorResult
  /// The sentence that a doorkeeper reads.
  var message: String
  var alreadyRecorded = false
  /// People inside after the scan.
  var liveCount: Int32
  /// The presence at that moment; nil when refused.
  var presence: Presence?
}
