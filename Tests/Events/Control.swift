import Postgres
import Synchronization
import TestKit

@testable import Events

extension Store {
  /// Enrolls under a key of its own, as a call does.
  func enrollOnce(
    _ user: UserID, at id: EventID, guests: Int32, _ viewer: Viewer
  ) async throws {
    _ = try await enroll(user, at: id, guests: guests, viewer, try .sample("Enroll"))
  }
}

/// The way seats are given, on a copy of the tables without the CHECK, so that the row lock can be
/// left out: the control that shows what the lock is for.
struct Control {
  private let database: Database
  /// Without the lock: everybody looks before anybody writes, the moment that the lock forbids.
  private let meeting: Meeting?
  private let lock: Statement<EventRecord, EventID>
  private let find: Statement<EnrollmentRecord, EventID, UserID>
  private let queue: Statement<QueueLength, EventID>
  private let keep:
    Statement<
      Void, [UUID128], [EventID], [UserID], [EnrollmentStatus], [Int32], [Int64], [Int32],
      [Instant], [Instant?]
    >
  private let save: Statement<Void, EventID, Int32, Int32, Int64>
  private let make: Statement<Void, EventID, Int32>

  /// As many transactions run at once.
  static let connections = 20

  init(_ world: TestDatabase, locking: Bool) async throws {
    try await world.run(
      """
      CREATE SCHEMA control;
      CREATE TABLE control.events (LIKE events.events INCLUDING DEFAULTS);
      CREATE TABLE control.enrollments (LIKE events.enrollments INCLUDING DEFAULTS,
        UNIQUE (event_id, user_id));
      """)
    func text(_ statement: any Preparable) -> String {
      let sql = statement.definition.sql.replacing("events.events", with: "control.events")
        .replacing("events.enrollments", with: "control.enrollments")
      return locking ? sql : sql.replacing(" FOR UPDATE", with: "")
    }
    lock = Statement("lock", text(EventStatements.lock), EventRecord.columns, on: .leased)
    find = Statement("find", text(EnrollmentStatements.find), EnrollmentRecord.columns)
    queue = Statement(
      "queue", text(EnrollmentStatements.queue),
      Columns(["waiting", "ahead"], QueueLength.init(waiting:ahead:)))
    keep = Statement("keep", text(EnrollmentStatements.keep), on: .leased)
    save = Statement("save", text(EventStatements.saveSeats), on: .leased)
    make = Statement(
      "make",
      """
      INSERT INTO control.events (
        id, host_id, name, description, category, location, address, time_zone, start_time,
        end_time, capacity, is_public, waitlist, overtaking, enrollment_required, reentry,
        self_check_in, published_at)
      VALUES ($1, $1, 'a', '', '', 'b', '', 'UTC', '2030-06-02', '2030-06-03', $2, true, true,
        false, false, true, false, '2030-05-01')
      """, on: .leased)
    meeting = locking ? nil : Meeting(of: Self.connections)
    var configuration = Database.Configuration.patient(world.url())
    configuration.leasedConnections = Self.connections
    database = Database(configuration, statements: [lock, find, queue, keep, save, make])
    try await database.start()
  }

  func close() async { await database.close() }

  /// Everybody asks at once: how many were given a seat.
  func race(people: Int, seats: Int32) async throws -> Int {
    let id = EventID(rawValue: .v7())
    try await database.execute(make(id, seats))
    return try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<people { group.addTask { try await enroll(at: id) } }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
  }

  private func enroll(at id: EventID) async throws -> Bool {
    let user = UserID(rawValue: .v7())
    return try await database.transaction { transaction in
      let (events, claims, waiters) = try await transaction.batch(
        lock(id), find(id, user), queue(id))
      await meeting?.join()
      var seating = Seating(events[0], claims, waiters.first)
      let verdict = try seating.enroll(
        user, guests: 0, overridesWindow: false, TestClock.start, newID: .v7())
      let (claim, seats) = (seating.news[0].claim, seating.event.seats)
      _ = try await transaction.batch(
        keep(
          [claim.id], [id], [user], [claim.status], [0], [claim.queueNumber], [0],
          [claim.enrolledAt], [nil]),
        save(id, seats.taken, seats.overbooked, seats.lastQueueNumber))
      return verdict == .enrolled
    }
  }
}

/// Lets nobody go on before all have come; who comes later passes.
private actor Meeting {
  private var missing: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(of count: Int) { missing = count }

  func join() async {
    missing -= 1
    if missing > 0 { return await withCheckedContinuation { waiting.append($0) } }
    for waiter in waiting { waiter.resume() }
    waiting = []
  }
}
