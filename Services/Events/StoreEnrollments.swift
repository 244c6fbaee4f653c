internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

extension Store {
  /// Gives a claim up and lets those that wait move up in the same moment.
  func cancel(
    _ user: UserID, at id: EventID, _ viewer: Viewer
  ) async throws -> ShownEnrollment {
    try await feed.transaction { transaction in
      let (events, claims) = try await transaction.batch(
        EventStatements.lock(id), EnrollmentStatements.find(id, user))
      // One answer for all that is not there for these eyes: the event, the claim, its person.
      guard var event = events.first, let claim = claims.first,
        user == viewer.userID || viewer.keepsRoster(of: event)
      else { throw Refusal.notFound("enrollment") }
      let now = clock()
      if claim.status != .canceled {
        if !viewer.keepsRoster(of: event) { try event.checkSelfCancel(claim.status, now) }
        try await giveUp(
          claim, user == viewer.userID ? .canceled : .revoked, &event, now, transaction)
      }
      return try await show(id, user, transaction)
    }
  }

  /// Changes what an edit says of a claim and lets those that wait move up where that frees seats
  /// or changes their order. What it leaves as it is stays untold.
  func update(
    _ edit: ClaimEdit, of user: UserID, at id: EventID, _ viewer: Viewer
  ) async throws -> ShownEnrollment {
    try await feed.transaction { transaction in
      let (events, claims, queue) = try await transaction.batch(
        EventStatements.lock(id), EnrollmentStatements.find(id, user),
        EnrollmentStatements.queue(id))
      guard var event = events.first, let claim = claims.first,
        user == viewer.userID || viewer.keepsRoster(of: event)
      else { throw Refusal.notFound("enrollment") }
      let now = clock()
      let next = try edit.apply(
        to: claim, at: event, hasWaiters: queue.contains { $0.waiting > 0 }, by: viewer, now)
      if next != claim {
        if next.guests > claim.guests && !event.isInsideWindow(now) {
          try await transaction.execute(outsideWindow(viewer, id, user))
        }
        if next.priority != claim.priority {
          try await transaction.execute(
            audit.entry(
              viewer.actor, .prioritySet, .event(id.rawValue),
              ["user": .id(user.rawValue), "priority": .number(next.priority)]))
        }
        if claim.status == .enrolled {
          event.seats.resize(claim.seats, to: next.seats, capacity: event.fields.capacity)
        }
        try await settle([SeatNews(claim: next, cause: .changed)], &event, now, transaction)
      }
      return try await show(id, user, transaction)
    }
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

  func claimShown(_ id: EventID, _ user: UserID) async throws -> ShownEnrollment? {
    try await database.first(EnrollmentStatements.show(id, user))
  }

  /// One page of an event's enrollments, one more than asked when there are more.
  func enrollments(
    of event: EventID, _ status: EnrollmentStatus?, after place: ListPlace, limit: Int32
  ) async throws -> [ShownEnrollment] {
    var page =
      if let status {
        try await database.query(
          EnrollmentLists.ofEventStanding(event, place.time, place.id, status, limit))
      } else {
        try await database.query(EnrollmentLists.ofEvent(event, place.time, place.id, limit))
      }
    let waiting = page.filter { $0.record.status == .waitlisted }.map(\.record.userID)
    if waiting.isEmpty { return page }
    let places = Dictionary(
      try await database.query(EnrollmentStatements.places(event, waiting))
        .map { ($0.id, $0.position) }, uniquingKeysWith: { $1 })
    for index in page.indices { page[index].position = places[page[index].record.id] }
    return page
  }

  func enrollments(
    of user: UserID, _ status: EnrollmentStatus?, after place: ListPlace, limit: Int32
  ) async throws -> [ShownEnrollment] {
    try await database.query(
      EnrollmentLists.ofPerson(user, status, place.time, place.id, limit))
  }

  func waitlist(
    _ id: EventID, after: (priority: Int32, queueNumber: Int64)?, limit: Int32
  ) async throws -> [ShownEnrollment] {
    try await database.query(
      EnrollmentLists.waitlist(id, after?.priority ?? .max, after?.queueNumber ?? -1, limit))
  }
}

/// Where a page of a list in order of time ended.
struct ListPlace: Sendable {
  let time: Instant
  let id: UUID128

  /// Before everything.
  static let start = ListPlace(time: .first, id: UUID128(high: 0, low: 0))
}
