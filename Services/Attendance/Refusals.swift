import Daemon
import RPC

/// The room's refusals, each with a reason that programs know.
extension Status {
  static let unknownEvent = Status.refused(.notFound, "EVENT_NOT_FOUND", "no such event")
  static let unknownPresence = Status.refused(
    .notFound, "ATTENDANCE_NOT_FOUND", "this person has not been at this event")
  static let unknownUser = Status.refused(.notFound, "USER_NOT_FOUND", "no such user")
  static let notExpected = Status.refused(
    .failedPrecondition, "NOT_ENROLLED", "who is not enrolled has no pass")
  static let reusedScan = Status.refused(
    .failedPrecondition, "SCAN_ID_REUSED", "this device used the scan id for another scan")
  static let notInside = Status.refused(
    .failedPrecondition, "NOT_INSIDE", "this person is not inside")
  static let outBeforeIn = Status.refused(
    .failedPrecondition, "OUT_BEFORE_IN", "this person came in after that time")
  static let notItsScan = Status.refused(
    .permissionDenied, "NOT_ITS_SCAN", "another door let this person in")
  static let undoTooLate = Status.refused(
    .failedPrecondition, "UNDO_TOO_LATE", "a device takes back what it did within 15 minutes")
  static let excusesNobody = Status.refused(
    .failedPrecondition, "NOT_EXPECTED", "who is not enrolled needs no excuse")
  static let attendedAlready = Status.refused(
    .failedPrecondition, "ATTENDED_ALREADY", "this person was there")
  static let doorNotOpen = Status.refused(
    .failedPrecondition, "DOOR_NOT_OPEN", "nobody can have been there yet")
  static let doorShut = Status.refused(
    .permissionDenied, "DOOR_SHUT", "the door is shut: the host or an organizer corrects now")
  static let unknownSeries = Status.refused(.notFound, "SERIES_NOT_FOUND", "no such series")
  static let unknownDevice = Status.refused(.notFound, "DEVICE_NOT_FOUND", "no such device")
  static let badTicket = Status.refused(
    .unauthenticated, "TICKET_REFUSED", "the ticket does not count (any more)")
  static let wrongPage = Status.invalid("page_token", "must be next_page_token of the same query")
}

extension Denial {
  var status: Status {
    switch self {
    case .notAllowed: Access.denied
    case .unknownEvent: .unknownEvent
    case .reusedScan: .reusedScan
    case .unknownPresence: .unknownPresence
    case .notInside: .notInside
    case .outBeforeIn: .outBeforeIn
    case .notItsScan: .notItsScan
    case .undoTooLate: .undoTooLate
    case .notExpected: .excusesNobody
    case .attendedAlready: .attendedAlready
    }
  }
}
