internal import Daemon
internal import Postgres

// Who is judged again later. The facts tell what people deserve, so it does not matter when they
// are judged: one page with the change that concerns them, the rest by a job.
extension Store {
  /// After how many microseconds somebody is judged again to whom nothing could be given, unless
  /// something is told before.
  static let secondTry: Int64 = 3_600_000_000

  /// Judges everybody who waits and is due, page by page. Several replicas may run it at once, and
  /// stop anywhere.
  /// - Parameter now: nil: each page's own.
  func judgeWaiting(now: Moment? = nil) async throws {
    guard try await database.first(JudgingStatements.waits(now ?? .now)) == true else { return }
    while try await feed.transaction({ try await sweepNext(now ?? .now, $0) }) {
      try Task.checkCancellation()
    }
    while try await feed.transaction({ try await judgeNext(now ?? .now, $0) }) {
      try Task.checkCancellation()
    }
  }

  /// Writes down who was at the next events of those that a change left over.
  /// - Returns: whether there may be more.
  private func sweepNext(_ now: Moment, _ transaction: Transaction) async throws -> Bool {
    let (_, since) = try await transaction.batch(
      EarningStatements.lockJudging(), JudgingStatements.takeSweep())
    guard let since = since.first else { return false }
    _ = try await touch(Concerned(since: since), judging: 0, now, transaction)
    return true
  }

  /// Has people judged whom changes concern; of those who were at later events as many events'
  /// as one transaction bears.
  /// - Returns: the first of them, to be judged now.
  func touch(
    _ concerned: Concerned, judging page: Int32, _ now: Moment, _ transaction: Transaction
  ) async throws -> [PatronID] {
    var until: Moment?
    if let since = concerned.since {
      until = try await transaction.first(JudgingStatements.sweep(since, now, sweptEvents))
    }
    return try await transaction.query(
      JudgingStatements.touch(
        concerned.awaiting, concerned.turned, concerned.since, until, now, page))
  }

  /// Judges the next page of those who are due.
  /// - Returns: whether there may be more.
  private func judgeNext(_ now: Moment, _ transaction: Transaction) async throws -> Bool {
    let (_, people, rows) = try await transaction.batch(
      EarningStatements.lockJudging(), JudgingStatements.next(now, judgingPage),
      RuleStatements.versions(zone, now))
    if people.isEmpty { return false }
    let book = RuleBook(rows.map(\.version))
    var verdict = Verdict { EntryID(rawValue: .v7(now: now)) }
    try await judge(Set(people), book, &verdict, transaction)
    let refused = try await settle(verdict, book, now, transaction)
    try await transaction.execute(JudgingStatements.judged(people.filter { !refused.contains($0) }))
    return people.count == Int(judgingPage)
  }

  /// Has those judged again who were at events from a moment on: who came before the start was
  /// judged by the version that held when they came.
  func judgeEarly(since start: Moment, _ now: Moment, _ transaction: Transaction) async throws {
    // Under the lock nobody is missed: who comes later is judged by what this transaction writes.
    try await transaction.execute(EarningStatements.lockJudging())
    _ = try await touch(Concerned(since: start), judging: 0, now, transaction)
  }

  /// Has people judged again later, and reports those of whom no problem was known.
  func postpone(
    _ problems: [PatronID: Refusal], _ now: Moment, _ transaction: Transaction
  ) async throws {
    let due = Moment(microseconds: now.microseconds + Self.secondTry)
    for patron in try await transaction.query(JudgingStatements.postpone(problems, until: due)) {
      if let problem = problems[patron] { refused(patron, problem) }
    }
  }

  /// How many wait to be judged.
  func waiting() async throws -> Waiting {
    try await database.first(JudgingStatements.counts()) ?? Waiting(people: 0, problems: 0)
  }
}
