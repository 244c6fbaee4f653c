import Contracts
import Daemon
import Postgres
import RPC

/// What scans wait at for a flight.
enum Gate: Hashable, Sendable {
  /// Doors share a flight, which takes those that nobody holds.
  case shared(Int)
  /// A door that somebody holds: its scans wait for it by themselves, so that nobody else does.
  case door(UUID128)

  /// Two, so that one is judged and encoded here while PostgreSQL writes the other.
  private static let lanes = 2

  static func shared(by eventID: UUID128) -> Gate { .shared(abs(eventID.hashValue % lanes)) }
}

/// What became of a scan in a flight.
enum Landing: Sendable {
  /// With the person, as known at the door.
  case judged(Door.Outcome, Person?)
  case isHeld
}

extension Store {
  /// Judges a scan and gives it effect, asking owners for what the copies lack.
  ///
  /// - Returns: the answer, and who it is about where anybody was let in or out.
  /// - Throws: NOT_FOUND for an unknown event, PERMISSION_DENIED, FAILED_PRECONDITION for a scan
  ///   id that was used for another scan, UNAVAILABLE when only an owner could tell who it is.
  func take(_ first: Scan) async throws -> (logged: LoggedScan, person: Person?) {
    var scan = first
    let door = Gate.door(scan.eventID)
    var gate = doors.hasFlight(at: door) ? door : Gate.shared(by: scan.eventID)
    while true {
      switch try await doors.take(gate, scan, fly) {
      case .isHeld: gate = door
      case .judged(.answered(let logged), let known):
        guard let presence = logged.answer.presence else { return (logged, nil) }
        if let known { return (logged, known) }
        return (logged, try await person(presence.patronID))
      case .judged(.denied(let denial), _): throw denial.status
      case .judged(.lacks(let lack), _): try await ask(lack, for: &scan)
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

  /// One flight: a transaction that holds doors. What one scan makes fail at all doors is tried
  /// again at each by itself.
  func fly(_ gate: Gate, _ scans: [Scan]) async throws -> [Landing] {
    do {
      return try await attempt(gate, scans)
    } catch let error as PostgresError {
      guard gate.isShared, case .server = error, scans.count > 1 else { throw error }
      return scans.map { _ in .isHeld }
    }
  }

  private func attempt(_ gate: Gate, _ scans: [Scan]) async throws -> [Landing] {
    try await feed.transaction(timeout: .seconds(5)) { transaction in
      var doors = try await lock(
        Set(scans.map(\.eventID)), for: scans, isShared: gate.isShared, transaction)
      let landings = scans.map { scan -> Landing in
        guard let outcome = doors[scan.eventID]?.take(scan, newID: { .v7() }) else {
          return gate.isShared ? .isHeld : .judged(.lacks(.event), nil)
        }
        guard case .answered(let logged) = outcome else { return .judged(outcome, nil) }
        let patronID = logged.answer.presence?.patronID
        return .judged(outcome, patronID.flatMap { doors[scan.eventID]?.people[$0] })
      }
      try await write(Array(doors.values), isLast: true, transaction)
      return landings
    }
  }

  /// Doors with all that scans at them are judged by. Those of events that are not known here are
  /// missing.
  ///
  /// - Parameter isShared: those that somebody holds are missing, too; otherwise they are waited
  ///   for.
  func lock(
    _ eventIDs: Set<UUID128>, for scans: [Scan], isShared: Bool = false, _ transaction: Transaction
  ) async throws -> [UUID128: Door] {
    try await lock(
      eventIDs, Set(scans.compactMap(DoorPerson.init)), isShared: isShared, keys: scans.map(\.key),
      bearers: Set(scans.filter(\.isPass).compactMap(DoorPerson.init)), transaction
    ) { eventID in
      scans.filter { $0.eventID == eventID }.map(\.receivedAt).max() ?? .now
    }
  }

  /// An event's door with what is known of a person; nil when the event is not known here.
  func lock(
    _ eventID: UUID128, of patronID: UUID128, now: Instant, _ transaction: Transaction
  ) async throws -> Door? {
    let person = DoorPerson(eventID: eventID, patronID: patronID)
    return try await lock([eventID], [person], transaction) { _ in now }[eventID]
  }

  /// - Parameters:
  ///   - keys: of scans that may have been answered before.
  ///   - bearers: who shows a pass.
  ///   - now: when an event's door is judged.
  private func lock(
    _ eventIDs: Set<UUID128>, _ comers: Set<DoorPerson>, isShared: Bool = false,
    keys: [ScanKey] = [], bearers: Set<DoorPerson> = [], _ transaction: Transaction,
    now: (UUID128) -> Instant
  ) async throws -> [UUID128: Door] {
    let (ids, comers, bearers) = (Array(eventIDs), Array(comers), Array(bearers))
    let (places, people) = (comers.map(\.eventID), comers.map(\.patronID))
    // Each statement sees what was committed before it began: all but the first see what the
    // doors' last holders wrote.
    let (live, events, persons, presences, stays, facts, log, numbers) =
      try await transaction.batch(
        isShared ? Statements.lockFreeDoors(ids) : Statements.lockDoors(ids),
        Statements.events(ids), Statements.findPeople(Array(Set(people))),
        Statements.presences(places, people), Statements.stays(places, people),
        Statements.facts(places, people),
        Statements.logged(keys.map(\.device), keys.map(\.scanID)),
        Statements.passNumbers(bearers.map(\.eventID), bearers.map(\.patronID)))
    let present = Dictionary(live.map { ($0.eventID, $0.present) }) { first, _ in first }
    let (known, stayed) = (grouped(presences), grouped(stays))
    let (said, numbered) = (grouped(facts), grouped(numbers))
    var doors: [UUID128: Door] = [:]
    for event in events {
      guard let present = present[event.id] else { continue }
      let state = DoorState(
        event: event, present: present, people: persons, presences: known[event.id] ?? [],
        stays: stayed[event.id] ?? [], facts: said[event.id] ?? [], log: log,
        passes: numbered[event.id] ?? [])
      doors[event.id] = Door(state, now: now(event.id))
    }
    return doors
  }

  /// Writes what became of doors, once.
  ///
  /// - Parameter isLast: nothing is to be done after it but to commit, which it does.
  func write(_ doors: [Door], isLast: Bool = false, _ transaction: Transaction) async throws {
    let changes = doors.map(\.changes)
    let moved = doors.map { ($0.event, $0.difference { .v7() }) }.filter { !$0.1.isEmpty }
    let differences = moved.map(\.1)
    for scan in changes.flatMap(\.bypasses) {
      try await transaction.execute(audit.entry(bypass: scan))
    }
    let scans = changes.flatMap(\.scans)
    if scans.isEmpty, moved.isEmpty { return }
    let provisional = changes.flatMap(\.provisional)
    if !provisional.isEmpty {
      _ = try await transaction.batch(
        Statements.keepWalkIn(provisional), Statements.keepProvisional(provisional))
    }
    let dropped = (differences.flatMap(\.droppedStays), differences.flatMap(\.dropped))
    if !dropped.0.isEmpty || !dropped.1.isEmpty {
      _ = try await transaction.batch(
        Statements.dropStays(dropped.0), Statements.dropPresences(dropped.1))
    }
    let entries = try moved.flatMap { event, difference in
      try difference.told.map { try FeedEntry($0.presence, at: event, isRemoved: $0.isRemoved) }
    }
    let (kept, stays, log, live, told) = (
      Statements.keep(
        moved.flatMap { event, difference in difference.kept.map { (event.id, $0) } }),
      Statements.keepStays(of: differences), Statements.log(scans),
      Statements.moveLive(
        moved.map(\.0.id), differences.map(\.present), differences.map(\.attended)),
      feed.publish(entries)
    )
    if isLast {
      _ = try await transaction.commit(after: kept, stays, log, live, told)
    } else {
      _ = try await transaction.batch(kept, stays, log, live, told)
    }
  }
}

extension Gate {
  fileprivate var isShared: Bool {
    if case .shared = self { true } else { false }
  }
}

/// A person at a door.
private struct DoorPerson: Hashable {
  let eventID: UUID128
  let patronID: UUID128

  init(eventID: UUID128, patronID: UUID128) {
    self.eventID = eventID
    self.patronID = patronID
  }

  /// Nil while it is not known who it is.
  init?(_ scan: Scan) {
    guard let patronID = scan.patronID else { return nil }
    self.init(eventID: scan.eventID, patronID: patronID)
  }
}

private func grouped<Row>(_ rows: [(key: UUID128, row: Row)]) -> [UUID128: [Row]] {
  Dictionary(grouping: rows, by: \.key).mapValues { $0.map(\.row) }
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
