/// An event's seats while its lock is held: claims are judged one after the other, each as if the
/// one before it were written, and what became of them is written at once.
struct Seating: Sendable {
  private(set) var event: EventRecord
  private(set) var news: [SeatNews] = []
  /// Places on the waiting list of those who joined it here.
  private(set) var positions: [UUID128: Int32] = [:]
  private var claims: [UserID: EnrollmentRecord]
  private var queue: QueueLength

  /// - Parameter queue: nil when nobody waits.
  init(_ event: EventRecord, _ claims: [EnrollmentRecord], _ queue: QueueLength?) {
    self.event = event
    self.claims = Dictionary(claims.map { ($0.userID, $0) }, uniquingKeysWith: { $1 })
    self.queue = queue ?? QueueLength(waiting: 0, ahead: 0)
  }

  func claim(of user: UserID) -> EnrollmentRecord? { claims[user] }

  /// Gives a seat or a place on the waiting list; a claim that stands stays as it is.
  /// - Parameter newID: of a claim by who never had one.
  mutating func enroll(
    _ user: UserID, guests: Int32, overridesWindow: Bool, _ now: Instant,
    newID: @autoclosure () -> UUID128
  ) throws(Refusal) -> EnrollVerdict {
    let old = claims[user]
    let application = EnrollApplication(
      guests: guests, existing: old?.status, hasWaiters: queue.waiting > 0,
      overridesWindow: overridesWindow)
    let verdict = try application.judge(event, now)
    if verdict == .unchanged { return verdict }
    event.seats.lastQueueNumber += 1
    // Who comes back comes to the end: neither number nor priority of before counts.
    let claim = EnrollmentRecord(
      id: old?.id ?? newID(), eventID: event.id, userID: user,
      status: verdict == .enrolled ? .enrolled : .waitlisted, priority: 0,
      queueNumber: event.seats.lastQueueNumber, guests: guests, enrolledAt: now, canceledAt: nil)
    if verdict == .enrolled {
      event.seats.taken += claim.seats
    } else {
      queue.waiting += 1
      queue.ahead += 1
      positions[claim.id] = queue.ahead
    }
    claims[user] = claim
    news.append(SeatNews(claim: claim, cause: verdict == .enrolled ? .enrolled : .waitlisted))
    return verdict
  }
}
