import Contracts
import Daemon
import Postgres
import RPC

extension Store {
  /// Judges a scan and gives it effect, asking owners for what the copies lack.
  ///
  /// - Throws: NOT_FOUND for an unknown event, PERMISSION_DENIED, FAILED_PRECONDITION for a scan
  ///   id that was used for another scan, UNAVAILABLE when only an owner could tell who it is.
  func take(_ first: Scan) async throws -> LoggedScan {
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
    } else if scan.kind != .out, let user = try await owners.user(id) {
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
    try await feed.transaction(timeout: .seconds(5)) { transaction in
      guard var door = try await lock(eventID, for: scans, transaction) else {
        return scans.map { _ in .lacks(.event) }
      }
      let outcomes = scans.map { door.take($0) { .v7() } }
      try await write(door, transaction)
      return outcomes
    }
  }

  /// The event's door with all that scans are judged by; nil when the event is not known here.
  func lock(
    _ eventID: UUID128, for scans: [Scan], _ transaction: Transaction
  ) async throws -> Door? {
    let people = Array(Set(scans.compactMap(\.patronID))).sorted()
    let now = scans.map(\.receivedAt).max() ?? .now
    return try await lock(
      eventID, people, keys: scans.map(\.key),
      bearers: scans.filter(\.isPass).compactMap(\.patronID), now: now, transaction)
  }

  /// The event's door with what is known of some people.
  ///
  /// - Parameters:
  ///   - keys: of scans that may have been answered before.
  ///   - bearers: who shows a pass.
  func lock(
    _ eventID: UUID128, _ people: [UUID128], keys: [ScanKey] = [], bearers: [UUID128] = [],
    now: Instant, _ transaction: Transaction
  ) async throws -> Door? {
    // Each statement sees what was committed before it began: all but the first see what the
    // door's last holder wrote.
    let (live, events, known, presences, stays, facts, log) = try await transaction.batch(
      Statements.lockDoor(eventID), Statements.event(eventID), Statements.findPeople(people),
      Statements.presences(eventID, people), Statements.stays(eventID, people),
      Statements.facts(eventID, people), Statements.logged(keys.map(\.device), keys.map(\.scanID)))
    guard let live = live.first, let event = events.first else { return nil }
    let passes =
      bearers.isEmpty
      ? [] : try await transaction.query(Statements.passNumbers(eventID, bearers))
    let state = DoorState(
      event: event, present: live.present, people: known, presences: presences, stays: stays,
      facts: facts, log: log, passes: passes)
    return Door(state, now: now)
  }

  /// Writes what became of a door, once.
  func write(_ door: Door, _ transaction: Transaction) async throws {
    let (changes, difference) = (door.changes, door.difference { .v7() })
    for scan in changes.bypasses {
      try await transaction.execute(audit.entry(bypass: scan))
    }
    let log = Statements.log(door.event.id, changes.scans)
    if difference.isEmpty {
      if !changes.scans.isEmpty { try await transaction.execute(log) }
      return
    }
    if !changes.provisional.isEmpty {
      _ = try await transaction.batch(
        Statements.keepWalkIn(changes.provisional),
        Statements.keepProvisional(changes.provisional))
    }
    if !difference.droppedStays.isEmpty || !difference.dropped.isEmpty {
      _ = try await transaction.batch(
        Statements.dropStays(difference.droppedStays),
        Statements.dropPresences(difference.dropped))
    }
    let entries = try difference.told.map {
      try FeedEntry($0.presence, at: door.event, isRemoved: $0.isRemoved)
    }
    _ = try await transaction.batch(
      Statements.keep(difference.kept, at: door.event.id), Statements.keepStays(of: difference),
      log, Statements.moveLive(door.event.id, difference.present, difference.attended),
      feed.publish(entries))
  }
}

extension FeedEntry {
  /// What followers learn of a presence.
  init(_ presence: Presence, at event: DoorEvent, isRemoved: Bool = false) throws {
    try self.init(
      presence.id,
      AttendanceChanged(
        id: presence.id.description, eventId: event.id.description,
        patronId: presence.patronID.description,
        status: PresenceStatus(name: presence.status) ?? .unspecified,
        checkInTime: presence.checkInTime.map(Timestamp.init),
        checkOutTime: presence.checkOutTime.map(Timestamp.init), eventName: event.name,
        seriesId: event.seriesID?.description ?? "", category: event.category,
        startTime: event.startTime.map(Timestamp.init), removed: isRemoved))
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
