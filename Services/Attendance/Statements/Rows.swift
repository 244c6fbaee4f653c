import Contracts
import Postgres

// Values as the arrays that statements take.
extension Statements {
  static func log(_ eventID: UUID128, _ scans: [LoggedScan]) -> Query<Void> {
    let presences = scans.map(\.answer.presence)
    return log(
      eventID, scans.map(\.id), scans.map(\.key.device), scans.map(\.key.scanID),
      scans.map(\.askedID), scans.map(\.patronID), scans.map(\.actorID), scans.map(\.method),
      scans.map(\.occurredAt), scans.map(\.receivedAt), scans.map(\.answer.result.name),
      scans.map(\.answer.message), scans.map(\.answer.alreadyRecorded),
      scans.map(\.answer.liveCount), presences.map { $0?.id }, presences.map { $0?.enrolledAt },
      presences.map { $0?.checkInTime }, presences.map { $0?.checkOutTime },
      presences.map { $0?.method }, presences.map { $0?.deviceID },
      presences.map { $0?.checkedInBy })
  }

  static func letIn(_ eventID: UUID128, _ admitted: [Presence]) -> Query<Void> {
    letIn(
      admitted.map(\.id), eventID, admitted.map(\.patronID), admitted.map(\.checkInTime),
      admitted.map(\.method), admitted.map(\.deviceID), admitted.map(\.checkedInBy))
  }

  static func openStays(_ stays: [NewStay]) -> Query<Void> {
    openStays(stays.map(\.id), stays.map(\.attendanceID), stays.map(\.inTime))
  }

  static func keepProvisional(_ people: [Provisional]) -> Query<Void> {
    keepProvisional(
      people.map(\.id), people.map(\.requestKey), people.map(\.newcomer.firstName),
      people.map(\.newcomer.lastName), people.map(\.newcomer.email),
      people.map(\.newcomer.phone), people.map(\.createdAt))
  }

  static func keepWalkIn(_ people: [Provisional]) -> Query<Void> {
    keepWalkIn(
      people.map(\.id), people.map { _ in Person.provisional },
      people.map(\.newcomer.firstName), people.map(\.newcomer.lastName))
  }

  static func adopt(_ presence: Presence) -> Query<Void> {
    adopt(
      presence.id, presence.status, presence.checkInTime, presence.checkOutTime, presence.method,
      presence.deviceID, presence.checkedInBy)
  }
}
