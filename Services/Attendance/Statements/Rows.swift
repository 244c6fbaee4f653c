import Contracts
import Postgres

// Values as the arrays that statements take.
extension Statements {
  static func log(_ scans: [LoggedScan]) -> Query<Void> {
    let presences = scans.map(\.answer.presence)
    return log(
      scans.map(\.eventID), scans.map(\.id), scans.map(\.key.device), scans.map(\.key.scanID),
      scans.map(\.askedID), scans.map(\.patronID), scans.map(\.actorID), scans.map(\.method),
      scans.map(\.occurredAt), scans.map(\.receivedAt), scans.map(\.answer.result.name),
      scans.map(\.answer.message), scans.map(\.answer.alreadyRecorded),
      scans.map(\.answer.liveCount), presences.map { $0?.id }, presences.map { $0?.enrolledAt },
      presences.map { $0?.checkInTime }, presences.map { $0?.checkOutTime },
      presences.map { $0?.method }, presences.map { $0?.deviceID },
      presences.map { $0?.checkedInBy }, scans.map(\.kind.name), scans.map(\.deviceID),
      scans.map(\.isForced), scans.map(\.overrides), scans.map(\.isClockBounded))
  }

  static func keep(_ kept: [(eventID: UUID128, presence: Presence)]) -> Query<Void> {
    let presences = kept.map(\.presence)
    return keepPresences(
      presences.map(\.id), kept.map(\.eventID), presences.map(\.patronID), presences.map(\.status),
      presences.map(\.checkInTime), presences.map(\.checkOutTime), presences.map(\.method),
      presences.map(\.deviceID), presences.map(\.checkedInBy), presences.map(\.excusedAt),
      presences.map(\.enrolledAt))
  }

  static func keepStays(of differences: [DoorDifference]) -> Query<Void> {
    let stays = differences.flatMap(\.keptStays)
    return keepStays(
      stays.map(\.stay.id), stays.map(\.attendanceID), stays.map(\.stay.stay.inTime),
      stays.map(\.stay.stay.outTime), stays.map(\.stay.stay.isAutoClosed))
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
}
