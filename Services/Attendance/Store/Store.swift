import Contracts
import Daemon
import Identity
import Postgres
import RPC

/// The room's transactions; nothing else runs statements.
struct Store: Sendable {
  let database: Database
  let feed: Feed
  let audit: Audit
  let owners: Owners
  let idempotency: IdempotencyStore
  /// Where figures are counted.
  let lane = HashingLane(width: 1, bound: 8)
  /// Scans share a commit, at one door and at several.
  let doors = Flights<Gate, Scan, Landing>()
  /// Uploads to one door wait for each other here, not with a connection each at its lock.
  let uploads = Flights<UUID128, Upload, Uploaded>(of: 1)

  init(_ daemon: Daemon) throws {
    let users = try daemon.channel("users")
    let events = try daemon.channel("events")
    self.init(
      database: daemon.database, feed: daemon.feed, audit: daemon.audit,
      owners: Owners(
        users: UsersClient(users), events: EventsClient(events),
        enrollments: EnrollmentsClient(events), courses: SeriesClient(events)),
      idempotency: daemon.idempotency)
  }

  init(
    database: Database, feed: Feed, audit: Audit, owners: Owners, idempotency: IdempotencyStore
  ) {
    self.idempotency = idempotency
    self.database = database
    self.feed = feed
    self.audit = audit
    self.owners = owners
  }

  /// An event as the door knows it; its owner is asked when the copy has none, or a draft, of
  /// which it may have been announced just now.
  /// - Throws: NOT_FOUND when there is none, UNAVAILABLE when nothing is known of it and its owner
  ///   cannot be asked.
  func event(_ id: UUID128) async throws -> DoorEvent {
    let copy = try await database.first(Statements.findEvent(id))
    if let copy, !copy.isDraft { return copy }
    do {
      guard let event = try await owners.event(id) else { throw Status.unknownEvent }
      if let copy, event.status == .draft { return copy }
      try await learn(event)
    } catch let status as Status where status.isOutage {
      guard let copy else { throw status }
      return copy
    }
    guard let known = try await database.first(Statements.findEvent(id)) else {
      throw Status.unknownEvent
    }
    return known
  }

  /// A person as last heard of, also by the id under which a walk-in was let in.
  func person(_ id: UUID128) async throws -> Person? {
    if let person = try await database.first(Statements.findPerson(id)) { return person }
    guard let real = try await database.first(Statements.walkInOf(id)) else { return nil }
    return try await database.first(Statements.findPerson(real))
  }
}
