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
  static let unknownSeries = Status.refused(.notFound, "SERIES_NOT_FOUND", "no such series")
  static let unknownDevice = Status.refused(.notFound, "DEVICE_NOT_FOUND", "no such device")
  static let wrongPage = Status.invalid("page_token", "must be next_page_token of the same query")
}

extension Denial {
  var status: Status {
    switch self {
    case .notAllowed: Access.denied
    case .unknownEvent: .unknownEvent
    case .reusedScan: .reusedScan
    }
  }
}
