internal import Contracts
internal import Daemon
internal import Outbox
internal import Postgres
internal import RPC

/// Tells people what happens to their claims: each notice once, whatever replicas run this. Their
/// addresses are asked of users when a notice leaves; while users does not answer, notices wait.
struct Notices: Sendable {
  let store: Store
  let outbox: Outbox
  /// How long an event has to be left alone before its changes are told.
  let settle: Duration

  private static let noticesAtOnce: Int32 = 100
  private static let addresseesAtOnce: Int32 = 200

  /// Hands everything that is due to the outbox.
  func send() async throws {
    while try await sendSome() { try Task.checkCancellation() }
  }

  /// False when nothing is due.
  private func sendSome() async throws -> Bool {
    let now = store.clock()
    let due = try await store.database.query(
      NoticeStatements.due(now, now.adding(seconds: -settle.components.seconds), Self.noticesAtOnce)
    )
    if due.isEmpty { return false }
    let people = try await store.database.query(
      NoticeStatements.addressees(due.map(\.id), Self.addresseesAtOnce))
    let addresses = try await addresses(of: Set(people.map(\.userID)))
    try await store.feed.transaction { transaction in
      // Events before notices, as whoever cancels or moves an event takes them.
      _ = try await transaction.query(
        NoticeStatements.holdEvents(Array(Set(due.map(\.eventID)))))
      let known = Dictionary(
        due.map { ($0.id, $0.toldTo) }, uniquingKeysWith: { first, _ in first })
      for notice in try await transaction.query(NoticeStatements.lock(due.map(\.id)))
      where known[notice.id] == notice.toldTo {
        let own = people.filter { $0.noticeID == notice.id }
        try await tell(notice, own, addresses, now, transaction)
      }
    }
    return true
  }

  private func tell(
    _ notice: DueNotice, _ people: [Addressee], _ addresses: [UserID: String], _ now: Instant,
    _ transaction: Transaction
  ) async throws {
    for person in people {
      guard !person.isDeclined, let address = addresses[person.userID],
        notice.kind.isFor(person.status, everybody: notice.userID == nil),
        let mail = mail(notice, person, to: address, now)
      else { continue }
      try await transaction.execute(outbox.enqueue(mail))
    }
    if people.count == Self.addresseesAtOnce, let last = people.last {
      try await transaction.execute(NoticeStatements.goOn(notice.id, last.userID))
    } else {
      try await transaction.execute(NoticeStatements.end([notice.id]))
    }
  }

  /// Nil when there is nothing to tell any more, or the address takes no mail.
  private func mail(
    _ notice: DueNotice, _ person: Addressee, to address: String, _ now: Instant
  ) -> OutboxMessage? {
    var life = Duration.seconds(3 * 86_400)
    if notice.kind == .reminder {
      guard let start = notice.start, start > now else { return nil }
      life = max(.seconds(1), min(life, .microseconds(start.microseconds - now.microseconds)))
    }
    let isEventCanceled = notice.kind == .canceled && notice.userID == nil
    let letter = EventLetter(
      notice.kind, notice.event, was: notice.was, guests: person.guests,
      canceled: isEventCanceled ? notice.cancelReason ?? "" : nil)
    guard let letter else { return nil }
    let name = "\(Self.name(notice.kind, notice.eventID))\(person.userID.rawValue):\(notice.id)"
    do throws(OutboxMessage.Unfit) {
      return try .mail(
        name, to: address, subject: letter.subject, body: letter.body,
        person: person.userID.rawValue, life: life)
    } catch {
      return nil
    }
  }

  /// How the names of an event's messages of one kind begin.
  static func name(_ kind: NoticeKind, _ event: EventID) -> String {
    "\(kind.rawValue.lowercased()):\(event.rawValue):"
  }

  /// Addresses of those who take part and have one.
  private func addresses(of people: Set<UserID>) async throws -> [UserID: String] {
    let ids = people.map(\.rawValue.description).sorted()
    var addresses: [UserID: String] = [:]
    for start in stride(from: 0, to: ids.count, by: 200) {
      let answer = try await store.users.batchGetUsers(
        BatchGetUsersRequest(ids: Array(ids[start..<min(start + 200, ids.count)])),
        CallOptions(timeout: .seconds(2), accessToken: ""))
      for user in answer.users where user.active && !user.email.isEmpty {
        if let id = UUID128(user.id) { addresses[UserID(rawValue: id)] = user.email }
      }
    }
    return addresses
  }
}

extension Store {
  /// What is to be told, beside the feed, of an event that becomes another.
  func note(
    _ event: EventRecord, becoming next: EventRecord, _ now: Instant, _ transaction: Transaction
  ) async throws {
    let kind = event.notice(of: next, now)
    if kind == .canceled || next.fields.start != event.fields.start {
      _ = try await transaction.batch(
        NoticeStatements.withdraw(event.id, kind == .canceled),
        withdrawMessages(Notices.name(.reminder, event.id)))
    }
    switch kind {
    case .canceled:
      try await transaction.execute(
        NoticeStatements.keep(.canceled, ofEverybodyAt: event.id, now))
    case .changed: try await transaction.execute(NoticeStatements.keepChange(of: event, now))
    default: break
    }
  }

  /// Reminds of each start once, a day ahead or as soon as it is seen after that.
  func remind() async throws {
    let now = clock()
    let limit: Int32 = 200
    while true {
      let reminded = try await database.query(
        NoticeStatements.remind(now, now.adding(hours: 24), limit))
      if reminded.count < limit { return }
    }
  }

  // MARK: What people choose

  func declinedNotices(_ person: UserID) async throws -> Set<NoticeKind> {
    Set(
      try await database.first(NoticeStatements.declined(person))?
        .compactMap(NoticeKind.init(rawValue:)) ?? [])
  }

  /// Changes which notices a person declines: what is named, to what is said.
  func decline(_ choices: [NoticeKind: Bool], _ person: UserID) async throws -> Set<NoticeKind> {
    try await database.transaction { transaction in
      let kept = try await transaction.first(NoticeStatements.lockDeclined(person)) ?? []
      var declined = Set(kept.compactMap(NoticeKind.init(rawValue:)))
      for (kind, declines) in choices {
        if declines { declined.insert(kind) } else { declined.remove(kind) }
      }
      try await transaction.execute(
        NoticeStatements.decline(person, declined.map(\.rawValue).sorted()))
      return declined
    }
  }

  /// Takes away what is kept of somebody who is gone, but for their claims.
  func forgetNotices(_ person: UserID, _ transaction: Transaction) async throws {
    _ = try await transaction.batch(
      NoticeStatements.forget(person), NoticeStatements.forgetSettings(person),
      forgetMessages(person.rawValue))
  }
}
