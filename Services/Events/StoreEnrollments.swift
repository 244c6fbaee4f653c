internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

extension Store {
  /// Gives a seat or a place on the waiting list, once per idempotency key; a claim that stands
  /// already stays as it is.
  func enroll(
    _ user: UserID, at id: EventID, guests: Int32, _ viewer: Viewer, _ call: CallContext
  ) async throws -> Enrollment {
    // What is kept under the key bears no name; names are put in as they are now.
    let kept = try await idempotency.run(call) { transaction in
      // One round trip; each statement sees what was committed before the lock was had.
      let (events, claims, waits) = try await transaction.batch(
        EventStatements.lock(id), EnrollmentStatements.find(id, user),
        EnrollmentStatements.hasWaiters(id))
      guard let event = events.first, viewer.sees(event, claim: claims.first?.status) else {
        throw Refusal.notFound("event")
      }
      guard user == viewer.userID || viewer.keepsRoster(of: event) else { throw Refusal.denied }
      let now = clock()
      let overrides = viewer.overridesWindow(of: event)
      let application = EnrollApplication(
        guests: guests, existing: claims.first?.status, hasWaiters: waits.first ?? false,
        overridesWindow: overrides)
      let verdict = try application.judge(event, now)
      if verdict != .unchanged {
        if !event.isInsideWindow(now) {
          try await transaction.execute(
            audit.entry(
              viewer.actor, .outsideWindow, .event(id.rawValue), ["user": .id(user.rawValue)]))
        }
        try await admit(
          user, to: event, replacing: claims.first, guests, verdict, now, transaction)
      }
      var enrollment = Enrollment(try await show(id, user, transaction), named: false)
      enrollment.alreadyEnrolled = verdict == .unchanged
      return enrollment
    }
    return try await named(kept, user)
  }

  private func named(_ enrollment: Enrollment, _ user: UserID) async throws -> Enrollment {
    var enrollment = enrollment
    if let person = try await database.query(Statements.people([user])).first {
      enrollment.firstName = person.firstName
      enrollment.lastName = person.lastName
    }
    return enrollment
  }

  /// Writes a claim that the rules have allowed.
  private func admit(
    _ user: UserID, to event: EventRecord, replacing old: EnrollmentRecord?, _ guests: Int32,
    _ verdict: EnrollVerdict, _ now: Instant, _ transaction: Transaction
  ) async throws {
    var seats = event.seats
    seats.lastQueueNumber += 1
    let record = EnrollmentRecord(
      id: old?.id ?? .v7(), eventID: event.id, userID: user,
      status: verdict == .enrolled ? .enrolled : .waitlisted, priority: 0,
      queueNumber: seats.lastQueueNumber, guests: guests, enrolledAt: now, canceledAt: nil)
    if record.status == .enrolled { seats.taken += record.seats }
    let kind = verdict == .enrolled ? NoticeKind.enrolled : .waitlisted
    _ = try await transaction.batch(
      record.keeping, saving(seats, of: event.id), feed.publish([told(record)]),
      NoticeStatements.keep(kind, of: [record], now))
  }

  /// Gives a claim up and lets those that wait move up in the same moment.
  func cancel(
    _ user: UserID, at id: EventID, _ viewer: Viewer
  ) async throws -> ShownEnrollment {
    try await feed.transaction { transaction in
      let (events, claims) = try await transaction.batch(
        EventStatements.lock(id), EnrollmentStatements.find(id, user))
      // One answer for all that is not there for these eyes: the event, the claim, its person.
      guard var event = events.first, var claim = claims.first,
        user == viewer.userID || viewer.keepsRoster(of: event)
      else { throw Refusal.notFound("enrollment") }
      let now = clock()
      if claim.status != .canceled {
        if !viewer.keepsRoster(of: event) { try event.checkSelfCancel(claim.status, now) }
        try await giveUp(&claim, &event, now, transaction)
        if user != viewer.userID {
          try await transaction.execute(NoticeStatements.keep(.canceled, of: [claim], now))
        }
      }
      return try await show(id, user, transaction)
    }
  }

  /// Cancels a claim and lets those that wait move up; the caller holds the event's lock.
  func giveUp(
    _ claim: inout EnrollmentRecord, _ event: inout EventRecord, _ now: Instant,
    _ transaction: Transaction
  ) async throws {
    if claim.status == .enrolled {
      event.seats.release(claim.seats, capacity: event.fields.capacity)
    }
    claim.status = .canceled
    claim.canceledAt = now
    try await transaction.execute(claim.keeping)
    let promoted = try await promote(&event, now, transaction)
    _ = try await transaction.batch(
      saving(event.seats, of: event.id), feed.publish([told(claim)] + promoted.map(told)))
  }

  // MARK: The waiting list

  private static let promotionsAtOnce: Int32 = 500

  /// Lets people move up as long as somebody fits; counts their seats in `event`, which the caller
  /// holds locked and saves.
  func promote(
    _ event: inout EventRecord, _ now: Instant, _ transaction: Transaction
  ) async throws -> [EnrollmentRecord] {
    var all: [EnrollmentRecord] = []
    guard event.status(now).isOpen else { return all }
    while true {
      let free = event.seats.free(event.fields.capacity)
      if free == 0 { return all }
      let overtaking = event.fields.overtaking
      let waiting = try await transaction.query(
        EnrollmentStatements.waiting(
          event.id, overtaking ? free ?? .max : .max,
          min(free ?? .max, Self.promotionsAtOnce)))
      let next = Queue.promote(waiting, free: free, overtaking: overtaking)
      if next.isEmpty { return all }
      let promoted = try await transaction.query(EnrollmentStatements.promote(next.map(\.id)))
      try await transaction.execute(NoticeStatements.keep(.promoted, of: promoted, now))
      event.seats.taken += next.reduce(0) { $0 + $1.seats }
      all += promoted.sorted { $0.queueNumber < $1.queueNumber }
    }
  }

  func saving(_ seats: EventSeats, of id: EventID) -> Query<Void> {
    EventStatements.saveSeats(id, seats.taken, seats.overbooked, seats.lastQueueNumber)
  }

  // MARK: Reading

  func show(
    _ id: EventID, _ user: UserID, _ transaction: Transaction
  ) async throws -> ShownEnrollment {
    guard let shown = try await transaction.first(EnrollmentStatements.show(id, user)) else {
      throw Refusal.notFound("enrollment")
    }
    return shown
  }

  func enrollment(_ id: EventID, _ user: UserID) async throws -> ShownEnrollment {
    guard let shown = try await database.first(EnrollmentStatements.show(id, user)) else {
      throw Refusal.notFound("enrollment")
    }
    return shown
  }

  func enrollments(
    event: EventID?, user: UserID?, _ status: EnrollmentStatus?,
    after: (Instant, UUID128)?, limit: Int32
  ) async throws -> [ShownEnrollment] {
    try await database.query(
      EnrollmentStatements.list(
        event, user, status, after == nil, after?.0 ?? Instant(microseconds: 0),
        after?.1 ?? UUID128(high: 0, low: 0), limit))
  }

  func waitlist(
    _ id: EventID, after: (priority: Int32, queueNumber: Int64)?, limit: Int32
  ) async throws -> [ShownEnrollment] {
    try await database.query(
      EnrollmentStatements.waitlist(
        id, after?.priority ?? .max, after?.queueNumber ?? -1, limit))
  }
}
