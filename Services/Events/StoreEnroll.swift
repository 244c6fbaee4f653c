internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

/// Somebody who asks for a seat, with the name under which the answer is kept.
struct Applicant: Sendable {
  let user: UserID
  let guests: Int32
  let viewer: Viewer
  let ticket: Ticket
}

/// What one of a flight is told.
typealias Enrolling = Result<Enrollment, any Error>

extension Store {
  /// Gives a seat or a place on the waiting list, once per idempotency key; a claim that stands
  /// already stays as it is. Those who ask at one event at once share a transaction.
  func enroll(
    _ user: UserID, at id: EventID, guests: Int32, _ viewer: Viewer, _ call: CallContext
  ) async throws -> Enrollment {
    let applicant = Applicant(
      user: user, guests: guests, viewer: viewer, ticket: try await idempotency.ticket(call))
    var tries = 1
    while true {
      do {
        return try await flights.take(id, applicant, enrollTogether).get()
      } catch is TicketTaken {
        // What took the key has ended: its answer is there now.
        guard tries < 3 else {
          throw Status(.aborted, "the first call of this key has just ended; repeat it")
        }
        tries += 1
      }
    }
  }

  /// One flight: the event is locked once, each is judged in order of coming as if alone, all is
  /// written at once. Who is refused leaves nothing behind.
  private func enrollTogether(_ id: EventID, _ all: [Applicant]) async throws -> [Enrolling] {
    let people = Array(Set(all.map(\.user))).sorted()
    return try await feed.transaction(timeout: .seconds(5)) { transaction in
      // One round trip. What comes after the lock sees what was committed before it was had.
      let (names, events, claims, queue, places, kept) = try await transaction.batch(
        Statements.people(people), EventStatements.lock(id),
        EnrollmentStatements.ofPeople(id, people), EnrollmentStatements.queue(id),
        EnrollmentStatements.places(id, people), idempotency.find(all.map(\.ticket)))
      var flight = EnrollFlight(
        seating: events.first.map { Seating($0, claims, queue.first) }, places: places,
        kept: kept, now: clock())
      let outcomes = all.map { applicant in
        Enrolling { try flight.take(applicant) }.map { $0.named(names, applicant.user) }
      }
      try await write(flight, id, transaction)
      return outcomes
    }
  }

  private func write(
    _ flight: EnrollFlight, _ id: EventID, _ transaction: Transaction
  ) async throws {
    if flight.answers.isEmpty { return }
    for override in flight.overrides {
      try await transaction.execute(outsideWindow(override.viewer, id, override.user))
    }
    let keeping = try idempotency.keep(flight.answers)
    let kept: [Bool]
    if let seating = flight.seating, !seating.news.isEmpty {
      (_, _, _, _, _, kept) = try await transaction.batch(
        EnrollmentStatements.keep(seating.news.map(\.claim)),
        following(seating.news, at: id, flight.now), saving(seating.event.seats, of: id),
        try tell(seating.news), NoticeStatements.keep(seating.news, flight.now), keeping)
    } else {
      kept = try await transaction.query(keeping)
    }
    try IdempotencyStore.check(kept, of: flight.answers.count)
  }

  func outsideWindow(_ viewer: Viewer, _ id: EventID, _ user: UserID) -> Query<Void> {
    audit.entry(
      viewer.actor, .outsideWindow, .event(id.rawValue), ["user": .id(user.rawValue)])
  }
}

/// What becomes of a flight, before it is written.
private struct EnrollFlight {
  /// Nil when there is no such event.
  private(set) var seating: Seating?
  let now: Instant
  /// What is kept under the keys. It bears no name; names are put in as they are now.
  private(set) var answers: [(ticket: Ticket, response: Enrollment)] = []
  /// Who was enrolled while registration was not open.
  private(set) var overrides: [Applicant] = []
  private let places: [UUID128: Int32]
  private let kept: [Ticket.Name: StoredAnswer]
  private var index: [Ticket.Name: Int] = [:]

  init(seating: Seating?, places: [QueuePlace], kept: [StoredAnswer], now: Instant) {
    self.seating = seating
    self.now = now
    self.places = Dictionary(places.map { ($0.id, $0.position) }, uniquingKeysWith: { $1 })
    self.kept = Dictionary(kept.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
  }

  mutating func take(_ applicant: Applicant) throws -> Enrollment {
    let ticket = applicant.ticket
    if let stored = kept[ticket.name] { return try ticket.answer(stored) }
    if let first = index[ticket.name].map({ answers[$0] }) {
      try ticket.checkSame(first.ticket)
      return first.response
    }
    let answer = try judge(applicant)
    index[ticket.name] = answers.count
    answers.append((ticket, answer))
    return answer
  }

  private mutating func judge(_ applicant: Applicant) throws -> Enrollment {
    let (user, viewer) = (applicant.user, applicant.viewer)
    guard var seating, viewer.sees(seating.event, claim: seating.claim(of: user)?.status) else {
      throw Refusal.notFound("event")
    }
    let event = seating.event
    guard user == viewer.userID || viewer.keepsRoster(of: event) else { throw Refusal.denied }
    let verdict = try seating.enroll(
      user, guests: applicant.guests, overridesWindow: viewer.overridesWindow(of: event), now,
      newID: .v7())
    guard let claim = seating.claim(of: user) else { throw Refusal.notFound("enrollment") }
    self.seating = seating
    if verdict != .unchanged && !event.isInsideWindow(now) { overrides.append(applicant) }
    var answer = Enrollment(claim)
    answer.position = seating.positions[claim.id] ?? places[claim.id]
    answer.alreadyEnrolled = verdict == .unchanged
    return answer
  }
}

extension Enrollment {
  fileprivate func named(_ people: [Person], _ user: UserID) -> Enrollment {
    guard let person = people.first(where: { $0.id == user }) else { return self }
    var named = self
    named.firstName = person.firstName
    named.lastName = person.lastName
    return named
  }
}
