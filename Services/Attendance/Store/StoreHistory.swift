import Contracts
import Daemon
import Postgres
import RPC

/// Takes a chunk of history: finds its events and people, or makes them, and records what it says.
/// Each step may be done again, so a chunk that broke off is sent again.
struct HistoryIntake {
  private let chunk: HistoryChunk
  private let actor: Actor
  private let store: Store
  private let now: Instant
  private var events: [HistoryEvent: Result<Found, Reason>] = [:]
  private var people: [HistoryPerson: Result<UUID128?, Reason>] = [:]
  private var eventsCreated: Int32 = 0
  private var peopleCreated: Int32 = 0
  private var recorded: Int32 = 0
  private var unchanged: Int32 = 0
  private var faults: [HistoryFault]

  /// An event; in a dry run nil may stand for one that would be made.
  private struct Found {
    let event: DoorEvent?
    let start: Instant
    /// Of the event's clocks.
    let zone: String
  }

  private struct Reason: Error {
    let column: HistoryColumns.Column
    let text: String
  }

  init(_ chunk: HistoryChunk, by actor: Actor, _ store: Store, now: Instant) {
    self.chunk = chunk
    self.actor = actor
    self.store = store
    self.now = now
    faults = chunk.faults
  }

  func response(_ batchID: String) -> ImportHistoryResponse {
    ImportHistoryResponse(
      batchId: batchID, eventsCreated: eventsCreated, peopleCreated: peopleCreated,
      recorded: recorded, unchanged: unchanged, rejected: Int32(faults.count),
      errors: faults.sorted { $0.line < $1.line }.map {
        .init(line: $0.line, field: $0.field, reason: $0.reason)
      })
  }

  /// - Throws: UNAVAILABLE when users or events do not answer: sent again the chunk goes on.
  mutating func take() async throws {
    for row in chunk.rows where events[row.event] == nil {
      events[row.event] = try await found(row.event)
    }
    // Nobody is made for the sake of rows that are not taken.
    let taken = chunk.rows.filter { if case .success = events[$0.event] { true } else { false } }
    try await findPeople(taken)
    for row in chunk.rows {
      if case .failure(let reason) = events[row.event] { reject(row.line, reason) }
    }
    for (event, rows) in Dictionary(grouping: taken, by: \.event) {
      guard case .success(let found) = events[event] else { continue }
      try await record(rows, at: found)
    }
  }

  private mutating func reject(_ line: Int32, _ reason: Reason) {
    faults.append(
      HistoryFault(line: line, field: chunk.columns.name(reason.column), reason: reason.text))
  }

  // MARK: Events

  private mutating func found(_ event: HistoryEvent) async throws -> Result<Found, Reason> {
    do {
      switch event {
      case .known(let id): return .success(try await known(id))
      case .told(let name, let start, let end, let zone, let location, let category):
        return .success(try await told(name, start, end, zone, location, category))
      }
    } catch let reason as Reason {
      return .failure(reason)
    }
  }

  private func known(_ id: UUID128) async throws -> Found {
    let event: DoorEvent
    do { event = try await store.event(id) } catch let status as Status
      where status.code == .notFound
    {
      throw Reason(column: .eventID, text: "there is no such event")
    }
    if let principal = actor.principal, principal.role < .admin,
      event.hostID.description != principal.userID
    {
      throw Reason(column: .eventID, text: "is somebody else's event")
    }
    guard let start = event.startTime, start <= now, !event.isDraft else {
      throw Reason(column: .eventID, text: "has not begun yet")
    }
    let zone = try await store.owners.event(id)?.timeZone ?? ""
    return Found(event: event, start: start, zone: zone.isEmpty ? "UTC" : zone)
  }

  private mutating func told(
    _ name: String, _ start: HistoryTime, _ end: HistoryTime?, _ zone: String, _ location: String,
    _ category: String
  ) async throws -> Found {
    guard let host = actor.principal?.userID else {
      throw Reason(column: .event, text: "needs somebody signed in whose event it is")
    }
    let begins = try await moment(start, zone)
    guard begins <= now else { throw Reason(column: .starttime, text: "must have passed") }
    if let event = try await store.owners.event(of: host, name, start: begins) {
      return Found(event: try await published(event), start: begins, zone: zone)
    }
    guard !location.isEmpty else {
      throw Reason(column: .location, text: "is needed to make the event")
    }
    if chunk.isDryRun {
      eventsCreated += 1
      return Found(event: nil, start: begins, zone: zone)
    }
    var ends: Instant?
    if let end { ends = try await moment(end, zone) }
    do {
      let made = try await store.owners.make(
        CreateEventRequest(
          name: name, category: category, location: location, timeZone: zone,
          startTime: Timestamp(begins), endTime: ends.map(Timestamp.init)),
        key: "history \(begins.microseconds) \(name)")
      eventsCreated += 1
      return Found(event: try await published(made), start: begins, zone: zone)
    } catch let status as Status
      where status.code == .invalidArgument || status.code == .failedPrecondition
    {
      throw Reason(column: .event, text: "cannot be made: \(status.message)")
    }
  }

  /// The event as the door knows it, published if it is not.
  private func published(_ event: Event) async throws -> DoorEvent? {
    var event = event
    if event.status == .draft, !chunk.isDryRun { event = try await store.owners.publish(event.id) }
    return try await store.learned(event)
  }

  private func moment(_ time: HistoryTime, _ zone: String) async throws -> Instant {
    let moment = Instant(microseconds: time.microseconds)
    if time.isUTC { return moment }
    do {
      return try await store.database.first(Statements.zoned([moment], zone)) ?? moment
    } catch {
      guard error.failure == .invalidData else { throw error }
      throw Reason(column: .timezone, text: "must be a zone such as Europe/Berlin")
    }
  }

  // MARK: People

  private mutating func findPeople(_ rows: [HistoryRow]) async throws {
    var wanted: [HistoryPerson] = []
    for row in rows {
      guard case .presence(let person, _, _) = row.fact, people[person] == nil else { continue }
      people[person] = .success(nil)
      wanted.append(person)
    }
    let ids = wanted.compactMap { person in
      if case .known(let id) = person { id } else { nil }
    }
    let known = try await store.knownPeople(ids)
    for id in ids where !known.contains(id) {
      people[.known(id)] = .failure(Reason(column: .userID, text: "there is nobody of this id"))
    }
    for id in known { people[.known(id)] = .success(id) }
    let newcomers = wanted.compactMap { person in
      if case .told(let newcomer) = person { newcomer } else { nil }
    }
    for start in stride(from: 0, to: newcomers.count, by: 16) {
      try await identify(Array(newcomers[start..<min(start + 16, newcomers.count)]))
    }
  }

  private mutating func identify(_ newcomers: [Newcomer]) async throws {
    let (store, isDryRun) = (store, chunk.isDryRun)
    let found = try await withThrowingTaskGroup(
      of: (Newcomer, Result<Identified, Reason>).self
    ) { group in
      for newcomer in newcomers {
        group.addTask { (newcomer, try await Self.identify(newcomer, store, creates: !isDryRun)) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    var users: [User] = []
    for (newcomer, result) in found {
      if case .success(let identified) = result {
        if let user = identified.user { users.append(user) }
        if identified.isNew { peopleCreated += 1 }
      }
      people[.told(newcomer)] = result.map { $0.user.flatMap { UUID128($0.id) } }
    }
    try await store.learn(users)
  }

  /// A person that was found, or made, or, in a dry run, would be.
  private struct Identified {
    let user: User?
    let isNew: Bool
  }

  private static func identify(
    _ newcomer: Newcomer, _ store: Store, creates: Bool
  ) async throws -> Result<Identified, Reason> {
    let key = "history \(newcomer.email) \(newcomer.phone)"
    if let known = try await store.owners.identified(newcomer, key: key, creates: false) {
      return .success(Identified(user: known.user, isNew: false))
    }
    // In a dry run a chunk before may be what would make the person.
    if newcomer.firstName.isEmpty, creates {
      return .failure(Reason(column: .firstname, text: "is needed to make the person"))
    }
    do {
      let made = try await store.owners.identified(newcomer, key: key, creates: creates)
      return .success(Identified(user: made?.user, isNew: made?.isNew ?? true))
    } catch let status as Status where status.code == .invalidArgument {
      return .failure(Reason(column: .email, text: "users refuses it: \(status.message)"))
    }
  }

  // MARK: What happened

  private mutating func record(_ rows: [HistoryRow], at found: Found) async throws {
    var presences: [UUID128: RecordRow] = [:]
    var lines: [UUID128: [Int32]] = [:]
    for row in rows {
      switch row.fact {
      case .headCount(let count): try await record(count, at: found)
      case .presence(let person, let status, let time):
        switch people[person] {
        case .failure(let reason): reject(row.line, reason)
        case .success(let id?):
          var came: Instant?
          if let time { came = try await moment(time, found.zone) }
          let said = RecordRow(
            patronID: id, status: status, checkInTime: came,
            enrolledAt: status == .attended ? nil : found.start)
          presences[id] = presences[id].map { stronger($0, said) } ?? said
          lines[id, default: []].append(row.line)
        case .success(nil), nil: recorded += 1
        }
      }
    }
    guard let event = found.event, !presences.isEmpty else {
      recorded += Int32(lines.values.joined().count)
      return
    }
    let results =
      chunk.isDryRun
      ? try await store.foresee(event, Array(presences.values))
      : try await store.record(event.id, chunk.batch, Array(presences.values), by: actor)
    for result in results {
      let count = Int32(lines[result.patronID]?.count ?? 0)
      if !result.refusal.isEmpty {
        for line in lines[result.patronID] ?? [] {
          faults.append(HistoryFault(line: line, field: "", reason: result.refusal))
        }
      } else if result.changed {
        recorded += 1
        unchanged += count - 1
      } else {
        unchanged += count
      }
    }
  }

  private mutating func record(_ count: Int32, at found: Found) async throws {
    let isNews: Bool
    if let event = found.event {
      isNews =
        chunk.isDryRun
        ? try await store.database.first(Statements.headCount(event.id)) != count
        : try await store.keepHeadCount(count, at: event.id, by: actor)
    } else {
      isNews = true
    }
    if isNews { recorded += 1 } else { unchanged += 1 }
  }

  /// Of two rows for one person: the stronger status, and the earlier time.
  private func stronger(_ one: RecordRow, _ other: RecordRow) -> RecordRow {
    var row = one.status.strength >= other.status.strength ? one : other
    if row.status == .attended {
      row.checkInTime = [one.checkInTime, other.checkInTime].compactMap(\.self).min()
      row.enrolledAt = [one.enrolledAt, other.enrolledAt].compactMap(\.self).min()
    }
    return row
  }
}

extension Store {
  /// Keeps how many were counted; the one who told it is on record. False when it was known.
  func keepHeadCount(_ count: Int32, at eventID: UUID128, by actor: Actor) async throws -> Bool {
    try await database.transaction { transaction in
      guard try await transaction.first(Statements.keepHeadCount(eventID, count)) != nil else {
        return false
      }
      try await transaction.execute(
        audit.entry(actor, .imported, .event(eventID), ["counted": .number(count)]))
      return true
    }
  }

  /// What `record` would answer.
  func foresee(_ event: DoorEvent, _ rows: [RecordRow]) async throws -> [BatchRow] {
    let people = rows.map(\.patronID)
    let presences = try await database.query(Statements.existing(event.id, people))
    return Plan(rows, at: event, known: Set(people), before: [], presences: presences).results
  }

  /// Keeps an event that its owner answered, and gives it as the door knows it.
  func learned(_ event: Event) async throws -> DoorEvent? {
    try await learn(event)
    return try await database.first(
      Statements.findEvent(try UUID128(checked: event.id, "id")))
  }
}
