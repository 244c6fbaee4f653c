internal import Contracts
internal import Daemon
internal import Outbox
internal import Postgres
internal import RPC

/// The room's transactions. Whoever writes an event, its seats or its waiting list locks the event
/// first, looks then, and asks the rules; so there is one writer per event at a time.
struct Store: Sendable {
  let database: Database
  let feed: Feed
  let idempotency: IdempotencyStore
  let audit: Audit
  let users: UsersClient
  /// Names of the time zones that PostgreSQL reckons with.
  let zones: Set<String>
  let clock: @Sendable () -> Instant
  /// Who asks for a seat at one event at once shares a commit.
  let flights = Flights<EventID, Applicant, Enrolling>()
  let calendars: CalendarKey
  let withdrawMessages = Outbox.withdrawal(of: "events")
  let forgetMessages = Outbox.forgetting(of: "events")

  /// - Throws: `StartFailure` without a key to call users, `PostgresError`.
  init(_ daemon: Daemon, clock: @escaping @Sendable () -> Instant) async throws {
    database = daemon.database
    feed = daemon.feed
    idempotency = daemon.idempotency
    audit = daemon.audit
    users = UsersClient(try daemon.channel("users"))
    zones = Set(try await daemon.database.query(EventStatements.zones()))
    calendars = CalendarKey(key: daemon.secret(for: "credopass calendar links v1"))
    self.clock = clock
  }

  /// Locks an event.
  /// - Throws: `Refusal` when there is none.
  func lock(_ id: EventID, _ transaction: Transaction) async throws -> EventRecord {
    guard let event = try await transaction.first(EventStatements.lock(id)) else {
      throw Refusal.notFound("event")
    }
    return event
  }

  /// Where a person's claim stands; nil when there is none, or no person.
  func claim(_ id: EventID, _ user: UserID?) async throws -> EnrollmentStatus? {
    guard let user else { return nil }
    return try await database.first(EnrollmentStatements.find(id, user))?.status
  }

  // MARK: What the feed tells

  func told(_ event: EventRecord) throws -> FeedEntry { try told(event.id) }

  func told(_ event: EventID) throws -> FeedEntry {
    try FeedEntry(event.rawValue, EventChanged(id: event.rawValue.description, event: nil))
  }

  func told(_ enrollment: EnrollmentRecord) throws -> FeedEntry {
    try FeedEntry(enrollment.id, EnrollmentChanged(enrollment: Enrollment(enrollment)))
  }
}
