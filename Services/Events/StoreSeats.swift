internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

// How claims on seats are written. The caller holds the event's lock.
extension Store {
  /// The statement that tells followers what became of claims, and of the event: every change of
  /// an enrollment passes here, in the transaction that makes it, and by `NoticeStatements.keep`,
  /// which tells people.
  func tell(_ news: [SeatNews], of events: [EventRecord] = []) throws -> Query<Void> {
    feed.publish(try events.map(told) + news.map { try told($0.claim) })
  }

  /// Writes claims and what people said of coming, which follows them; lets those move up that
  /// fit into what came free; saves the seats and tells.
  func settle(
    _ news: [SeatNews], _ event: inout EventRecord, _ now: Instant, _ transaction: Transaction
  ) async throws {
    _ = try await transaction.batch(
      EnrollmentStatements.keep(news.map(\.claim)), following(news, at: event.id, now))
    let promoted = try await promote(&event, now, transaction)
    // Whose smaller party fits is told of as let in, once.
    let all = news.filter { news in !promoted.contains { $0.claim.id == news.claim.id } }
    _ = try await transaction.batch(
      saving(event.seats, of: event.id), try tell(all + promoted),
      NoticeStatements.keep(all + promoted, now))
  }

  func following(_ news: [SeatNews], at id: EventID, _ now: Instant) -> Query<Void> {
    RsvpStatements.follow(id, news.map(\.claim.userID), news.map(\.claim.status), now)
  }

  func saving(_ seats: EventSeats, of id: EventID) -> Query<Void> {
    EventStatements.saveSeats(id, seats.taken, seats.overbooked, seats.lastQueueNumber)
  }

  /// Cancels a claim and lets those that wait move up.
  func giveUp(
    _ claim: EnrollmentRecord, _ cause: SeatNews.Cause, _ event: inout EventRecord,
    _ now: Instant, _ transaction: Transaction
  ) async throws {
    if claim.status == .enrolled {
      event.seats.release(claim.seats, capacity: event.fields.capacity)
    }
    var claim = claim
    claim.status = .canceled
    claim.canceledAt = now
    try await settle([SeatNews(claim: claim, cause: cause)], &event, now, transaction)
  }

  private static let promotionsAtOnce: Int32 = 500

  /// Lets people move up as long as somebody fits; counts their seats in `event`, which the caller
  /// saves.
  func promote(
    _ event: inout EventRecord, _ now: Instant, _ transaction: Transaction
  ) async throws -> [SeatNews] {
    var all: [SeatNews] = []
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
      event.seats.taken += next.reduce(0) { $0 + $1.seats }
      all += promoted.sorted { $0.queueNumber < $1.queueNumber }
        .map { SeatNews(claim: $0, cause: .promoted) }
    }
  }
}
