internal import Contracts
internal import Daemon
internal import Outbox
internal import Postgres
internal import RPC

/// Tells people of points that expire soon: of each day once, whatever replicas run this. Their
/// addresses are asked of users when a notice leaves; while users does not answer, notices wait.
struct Notices: Sendable {
  let store: Store
  let people: People
  let outbox: Outbox
  /// How many days ahead; 0 tells nobody.
  let ahead: Int32

  private static let peopleAtOnce: Int32 = 100

  /// Hands everything that is due to the outbox.
  func send(now: Moment = .now) async throws {
    if ahead == 0 { return }
    try await store.database.execute(ExpiryStatements.forgetNotices(now, store.zone))
    while try await sendSome(now) { try Task.checkCancellation() }
  }

  /// False when nothing is due, or others have it in hand.
  private func sendSome(_ now: Moment) async throws -> Bool {
    guard
      let until = try await store.database.first(
        ExpiryStatements.dayEnd(Expiry.idle(ahead, after: now), store.zone))
    else { return false }
    let due = try await store.database.query(
      ExpiryStatements.unnoticed(now, until, Self.peopleAtOnce))
    if due.isEmpty { return false }
    let addresses = try await people.addresses(of: due)
    return try await store.feed.transaction { transaction in
      let held = try await transaction.query(ExpiryStatements.lockUnnoticed(due))
      let days = try await transaction.query(
        ExpiryStatements.days(held, now, until, store.zone))
      for (patron, days) in Dictionary(grouping: days, by: \.patron) {
        guard let address = addresses[patron], let mail = mail(patron, days, to: address, now)
        else { continue }
        try await transaction.execute(outbox.enqueue(mail))
      }
      _ = try await transaction.batch(
        ExpiryStatements.addNotices(days.map(\.patron), days.map(\.lastDay)),
        ExpiryStatements.noticed(held, now, until))
      return !held.isEmpty
    }
  }

  /// Nil when the address takes no mail.
  private func mail(
    _ patron: PatronID, _ days: [NoticeDay], to address: String, _ now: Moment
  ) -> OutboxMessage? {
    let letter = ExpiryLetter(days.map { ($0.points, $0.words) })
    let left = (days.map(\.expiresAt.microseconds).min() ?? 0) - now.microseconds
    do throws(OutboxMessage.Unfit) {
      return try .mail(
        "expiry:\(patron.rawValue):\(UUID128.v7(now: now))", to: address,
        subject: ExpiryLetter.subject, body: letter.body, person: patron.rawValue,
        life: max(.seconds(1), min(.seconds(3 * 86_400), .microseconds(left))))
    } catch {
      return nil
    }
  }
}
