import Contracts
import Daemon
import Postgres
import RPC

// The copies of what users and events own.
extension Store {
  /// Keeps what users answered, unless the feed has brought the person meanwhile.
  func learn(_ users: [User]) async throws {
    let people = users.filter { UUID128($0.id) != nil }
    let learn = Statements.learnUser(
      people.compactMap { UUID128($0.id) },
      people.map { ($0.active ? UserChanged.State.active : .deactivated).name },
      people.map(\.firstName), people.map(\.lastName))
    try await database.transaction { transaction in
      _ = try await transaction.batch(Statements.lockUsersCursor(), learn)
    }
  }

  /// Keeps what events answered, unless the feed has brought the event meanwhile.
  func learn(_ event: Event) async throws {
    try await database.execute(try event.kept(by: Statements.learnEvent))
  }

  /// Asks for what copies from before lack.
  func completeEvents() async throws {
    while true {
      let ids = try await database.query(Statements.incompleteEvents(100))
      if ids.isEmpty { return }
      for id in ids {
        // Of one that its owner has no more the feed has yet to tell.
        let event = try await owners.event(id) ?? Event()
        try await database.execute(
          Statements.completeEvent(
            id, try checkedTime(event.closedAt, "closed_at"),
            try checkedTime(event.endTime, "end_time"), event.zone, event.didNotMeet))
      }
    }
  }

  func apply(_ enrollment: Enrollment) async throws {
    try await database.transaction { try await Self.apply(enrollment, $0) }
  }

  /// An enrollment puts its person on the roster, or takes them off.
  static func apply(_ enrollment: Enrollment, _ transaction: Transaction) async throws {
    let event = try UUID128(checked: enrollment.eventId, "event_id")
    let user = try UUID128(checked: enrollment.userId, "user_id")
    _ = try await transaction.batch(Statements.makeDoor(event), Statements.lockDoor(event))
    let changed: [Bool]
    if enrollment.status == .enrolled {
      let since = try checkedTime(enrollment.enrolledAt, "enrolled_at") ?? .now
      changed = try await transaction.query(Statements.enroll(.v7(), event, user, since))
    } else {
      let (expected, present) = try await transaction.batch(
        Statements.unenrollExpected(event, user), Statements.unenrollPresent(event, user))
      changed = expected + present
    }
    if changed.isEmpty { return }
    _ = try await transaction.batch(Statements.stamped(event), Statements.unsettle(event))
  }
}

extension Event {
  /// The event as parameters of a statement that keeps it.
  func kept(by statement: Statements.KeepEvent) throws -> Query<Void> {
    statement(
      try UUID128(checked: id, "id"),
      seriesId.isEmpty ? nil : try UUID128(checked: seriesId, "series_id"),
      try UUID128(checked: hostId, "host_id"), name, category,
      try checkedTime(startTime, "start_time"), capacity, doorLimit, enrollmentRequired, reentry,
      selfCheckIn, status == .draft || publishedAt == nil && status == .unspecified,
      try checkedTime(canceledAt, "canceled_at"), try checkedTime(closedAt, "closed_at"),
      try checkedTime(endTime, "end_time"), zone, didNotMeet)
  }

  /// Empty only in a draft.
  fileprivate var zone: String { timeZone.isEmpty ? "UTC" : timeZone }
}
