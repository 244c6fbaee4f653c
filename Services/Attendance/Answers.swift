import Contracts
import Daemon
import Postgres

// Values as the contract spells them.

extension CheckInResponse {
  init(_ logged: LoggedScan, _ person: Person?) {
    let answer = logged.answer
    self.init(
      result: answer.result, message: answer.message, alreadyRecorded: answer.alreadyRecorded,
      attendance: answer.presence.map { Contracts.Attendance($0, at: logged.eventID, person) },
      liveCount: answer.liveCount)
  }
}

extension Contracts.Attendance {
  init(_ presence: Presence, at eventID: UUID128, _ person: Person?) {
    self.init(
      id: presence.id.description, eventId: eventID.description,
      patronId: presence.patronID.description,
      status: PresenceStatus(name: presence.status) ?? .unspecified, attended: presence.attended,
      enrolledAt: presence.enrolledAt.map(Timestamp.init),
      checkInTime: presence.checkInTime.map(Timestamp.init),
      checkOutTime: presence.checkOutTime.map(Timestamp.init),
      method: presence.method.flatMap(Contracts.Attendance.Method.init(name:)) ?? .unspecified,
      deviceId: presence.deviceID, checkedInBy: presence.checkedInBy?.description ?? "",
      firstName: person?.firstName ?? "", lastName: person?.lastName ?? "",
      excusedAt: presence.excusedAt.map(Timestamp.init))
  }

  init(_ row: NamedPresence) {
    self.init(
      Presence(
        id: row.id, patronID: row.patronID, status: row.status, enrolledAt: row.enrolledAt,
        checkInTime: row.checkInTime, checkOutTime: row.checkOutTime, method: row.method,
        deviceID: row.deviceID, checkedInBy: row.checkedInBy, excusedAt: row.excusedAt,
        isInside: false),
      at: row.eventID,
      Person(id: row.patronID, state: "", firstName: row.firstName, lastName: row.lastName))
  }
}

extension EventSummary {
  /// What has nothing to be divided by is absent.
  init(_ figures: Figures, firstTimers: Int32?, of eventID: UUID128) {
    self.init(
      eventId: eventID.description, registered: figures.registered, attended: figures.attended,
      walkIns: figures.walkIns, noShows: figures.noShows, excused: figures.excused,
      present: figures.present,
      showRate: figures.counts ? share(figures.attendedRegistered, of: figures.registered) : nil,
      fill: figures.counts ? figures.capacity.flatMap { share(figures.attended, of: $0) } : nil,
      capacity: figures.capacity, version: figures.version,
      firstTimers: firstTimers, returning: firstTimers.map { figures.attended - $0 },
      headCount: figures.headCount)
  }
}

/// A part of a whole; nil when there is no whole.
func share<Number: BinaryInteger>(_ part: Number, of whole: Number) -> Double? {
  whole > 0 ? Double(part) / Double(whole) : nil
}
