import Contracts
import Daemon
import Postgres
import RPC

extension Store {
  /// Judges a scan and gives it effect, asking owners for what the copies lack.
  ///
  /// - Throws: NOT_FOUND for an unknown event, PERMISSION_DENIED, FAILED_PRECONDITION for a scan
  ///   id that was used for another scan, UNAVAILABLE when only an owner could tell who it is.
  func checkIn(_ first: Scan) async throws -> LoggedScan {
    var scan = first
    while true {
      switch try await doors.take(scan.eventID, scan, fly) {
      case .answered(let logged): return logged
      case .denied(let denial): throw denial.status
      case .lacks(let lack): try await ask(lack, for: &scan)
      }
    }
  }

  /// Brings what a scan lacks from its owner; each is asked for once.
  private func ask(_ lack: Lack, for scan: inout Scan) async throws {
    guard scan.asked.insert(lack).inserted else { throw Status.unknownEvent }
    switch lack {
    case .event: _ = try await event(scan.eventID)
    case .person: try await askPerson(&scan)
    case .enrollment: try await askEnrollment(scan)
    case .newcomer: try await askNewcomer(&scan)
    }
  }

  private func askPerson(_ scan: inout Scan) async throws {
    guard let id = scan.patronID else { return }
    // The door may still have the id under which a walk-in was let in.
    if let real = try await database.first(Statements.walkInOf(id)) {
      scan.patronID = real
      scan.asked.remove(.person)
    } else if let user = try await owners.user(id) {
      try await learn([user])
    }
  }

  /// When events cannot be asked the copy's word stands: the door goes on.
  private func askEnrollment(_ scan: Scan) async throws {
    guard let patronID = scan.patronID else { return }
    do {
      let found = try await owners.enrollment(event: scan.eventID, user: patronID)
      if let found, found.status == .enrolled { try await apply(found) }
    } catch let status as Status where status.isOutage { return }
  }

  /// When users cannot be asked the door makes the id; a job finds out later who it is.
  private func askNewcomer(_ scan: inout Scan) async throws {
    guard case .walkIn(let newcomer) = scan.subject else { return }
    let event = try await event(scan.eventID)
    do {
      let user = try await owners.identify(
        newcomer, key: scan.requestKey, creates: !event.enrollmentRequired)
      guard let user else { return }
      try await learn([user])
      scan.patronID = UUID128(user.id)
    } catch let status as Status where status.isOutage {
      scan.patronID = .v7()
      scan.isProvisional = true
    }
  }

  /// One flight: a transaction that holds the event's door.
  func fly(_ eventID: UUID128, _ scans: [Scan]) async throws -> [Door.Outcome] {
    let people = Array(Set(scans.compactMap(\.patronID))).sorted()
    return try await feed.transaction(timeout: .seconds(5)) { transaction in
      // Each statement sees what was committed before it began: all but the first see what the
      // door's last holder wrote.
      let (live, events, known, presences, log) = try await transaction.batch(
        Statements.lockDoor(eventID), Statements.event(eventID), Statements.findPeople(people),
        Statements.presences(eventID, people),
        Statements.logged(scans.map(\.key.device), scans.map(\.key.scanID)))
      guard let live = live.first, let event = events.first else {
        return scans.map { _ in .lacks(.event) }
      }
      let bearers = scans.filter(\.isPass).compactMap(\.patronID)
      let passes =
        bearers.isEmpty
        ? [] : try await transaction.query(Statements.passNumbers(eventID, bearers))
      var door = Door(
        event: event, present: live.present, people: known, presences: presences, log: log,
        passes: passes)
      let outcomes = scans.map { door.take($0) { .v7() } }
      try await write(door, transaction)
      return outcomes
    }
  }

  private func write(_ door: Door, _ transaction: Transaction) async throws {
    let changes = door.changes
    if changes.scans.isEmpty { return }
    for scan in changes.bypasses {
      try await transaction.execute(audit.entry(bypass: scan))
    }
    let log = Statements.log(door.event.id, changes.scans)
    if changes.stays.isEmpty {
      try await transaction.execute(log)
      return
    }
    if !changes.provisional.isEmpty {
      _ = try await transaction.batch(
        Statements.keepWalkIn(changes.provisional),
        Statements.keepProvisional(changes.provisional))
    }
    if changes.isLate { try await transaction.execute(Statements.unsettle(door.event.id)) }
    let entries = try door.published.map { try FeedEntry($0, at: door.event) }
    _ = try await transaction.batch(
      Statements.letIn(door.event.id, changes.admissions), Statements.openStays(changes.stays),
      Statements.comeBack(changes.returned), log,
      Statements.moveLive(
        door.event.id, Int32(changes.stays.count), Int32(changes.admissions.count)),
      feed.publish(entries))
  }
}

extension FeedEntry {
  /// What followers learn of a presence.
  init(_ presence: Presence, at event: DoorEvent) throws {
    try self.init(
      presence.id,
      AttendanceChanged(
        id: presence.id.description, eventId: event.id.description,
        patronId: presence.patronID.description,
        status: PresenceStatus(name: presence.status) ?? .unspecified,
        checkInTime: presence.checkInTime.map(Timestamp.init),
        checkOutTime: presence.checkOutTime.map(Timestamp.init), eventName: event.name,
        seriesId: event.seriesID?.description ?? "", category: event.category,
        startTime: event.startTime.map(Timestamp.init)))
  }
}

extension Status {
  /// The service asked could not answer; nothing is wrong with the question.
  var isOutage: Bool {
    switch code {
    case .invalidArgument, .failedPrecondition: false
    default: true
    }
  }
}
