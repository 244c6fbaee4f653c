internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

/// What judging some people takes.
struct Facts: Sendable {
  var presences: [PatronID: [Presence]] = [:]
  /// By the person whose presence it is.
  var awards: [PatronID: [AwardKey: Award]] = [:]
  var gatherings = Gatherings([])
  var tiers: [PatronID: String] = [:]
  var lowest = ""

  func tier(of patron: PatronID) -> String { tiers[patron] ?? lowest }
}

// How presences come to points. Whoever judges holds the lock of judging from before it reads
// until it commits; only then accounts are locked, by `post`.
extension Store {
  /// Follows attendance: who was there earns points, who was not after all loses them again.
  func applyAttendance(_ changes: [Change], _ transaction: Transaction) async throws {
    let told = try Presence.latest(of: changes)
    if told.isEmpty { return }
    let now = Moment.now
    let (_, purged, known, events, rows) = try await transaction.batch(
      EarningStatements.lockJudging(), EarningStatements.purged(Array(Set(told.map(\.patron)))),
      EarningStatements.presences(told.map(\.attendance)),
      EarningStatements.gatherings(Array(Set(told.compactMap(\.event)))),
      RuleStatements.versions(zone, now))
    let gatherings = Gatherings(events)
    let before = Dictionary(
      known.map { ($0.attendance, $0) }, uniquingKeysWith: { first, _ in first })
    let news = told.filter { $0.position > before[$0.attendance]?.position ?? .min }
      .map { $0.placed(by: gatherings[$0.event]) }
    if news.isEmpty { return }
    // Nobody who is purged was anywhere.
    let gone = Set(purged)
    try await take(
      news.filter { !gone.contains($0.patron) }, dropping: news.filter { gone.contains($0.patron) },
      before, gatherings, RuleBook(rows.map(\.version)), now, transaction)
  }

  private func take(
    _ kept: [Presence], dropping dropped: [Presence], _ before: [AttendanceID: Presence],
    _ gatherings: Gatherings, _ book: RuleBook, _ now: Moment, _ transaction: Transaction
  ) async throws {
    let ids = kept.map(\.attendance) + dropped.map(\.attendance)
    let rows: [AwardRow]
    if dropped.isEmpty {
      (_, rows) = try await transaction.batch(
        EarningStatements.keep(kept), EarningStatements.awards(ids))
    } else {
      (_, _, rows) = try await transaction.batch(
        EarningStatements.keep(kept), EarningStatements.dropPresences(dropped.map(\.attendance)),
        EarningStatements.awards(ids))
    }
    var awards = Dictionary(grouping: rows.map(\.award), by: \.key.attendance)
    var verdict = Verdict { EntryID(rawValue: .v7(now: now)) }
    var people = Set(kept.map(\.patron))
    for presence in kept + dropped {
      guard let old = before[presence.attendance] else { continue }
      let isGone = dropped.contains { $0.attendance == presence.attendance }
      guard isGone || old.patron != presence.patron else { continue }
      people.insert(old.patron)
      awards[presence.attendance] = verdict.leave(
        old, from: old.patron, awards[presence.attendance] ?? [])
    }
    try await judge(kept, awards, gatherings, book.byPresence, &verdict, transaction)
    let historic = book.byHistory
    if !historic.isEmpty {
      try await judge(people, historic, &verdict, overriding: awards, transaction)
    }
    try await settle(verdict, book, now, transaction)
  }

  /// Judges presences each by itself.
  private func judge(
    _ presences: [Presence], _ awards: [AttendanceID: [Award]], _ gatherings: Gatherings,
    _ book: RuleBook, _ verdict: inout Verdict, _ transaction: Transaction
  ) async throws {
    if book.isEmpty { return }
    let people = Dictionary(grouping: presences, by: \.patron)
    var facts = Facts()
    facts.gatherings = gatherings
    if book.looksAtTiers { try await readTiers(of: people.keys.sorted(), &facts, transaction) }
    let judge = Judge(book: book, gatherings: facts.gatherings)
    for (patron, own) in people.sorted(by: { $0.key < $1.key }) {
      let made = own.flatMap { awards[$0.attendance] ?? [] }.filter {
        book.rules[$0.key.rule] != nil
      }
      verdict.settle(own, of: patron, made.byKey, judge, tier: facts.tier(of: patron))
    }
  }

  /// Judges all presences of people.
  /// - Parameter overriding: awards that this transaction has changed, by attendance.
  func judge(
    _ people: Set<PatronID>, _ book: RuleBook, _ verdict: inout Verdict,
    overriding: [AttendanceID: [Award]] = [:], _ transaction: Transaction
  ) async throws {
    let people = people.sorted()
    let facts = try await facts(of: people, book, transaction)
    let judge = Judge(book: book, gatherings: facts.gatherings)
    for patron in people {
      var made = facts.awards[patron] ?? [:]
      for award in overriding.values.joined() where made[award.key] != nil {
        made[award.key] = award
      }
      let own = made.filter { book.rules[$0.key.rule] != nil }
      verdict.settle(
        facts.presences[patron] ?? [], of: patron, own, judge, tier: facts.tier(of: patron))
    }
  }

  private func facts(
    of people: [PatronID], _ book: RuleBook, _ transaction: Transaction
  ) async throws -> Facts {
    var facts = Facts()
    let (presences, awards) = try await transaction.batch(
      EarningStatements.presencesOf(people, zone), EarningStatements.awardsOf(people))
    facts.presences = Dictionary(grouping: presences, by: \.patron)
    let owners = Dictionary(
      presences.map { ($0.attendance, $0.patron) }, uniquingKeysWith: { first, _ in first })
    for row in awards {
      guard let owner = owners[row.award.key.attendance] else { continue }
      facts.awards[owner, default: [:]][row.award.key] = row.award
    }
    if book.awaitsCompletion || book.hasStreaks {
      let events = Array(Set(presences.compactMap(\.event)))
      var known = try await transaction.query(EarningStatements.gatherings(events))
      let starts = presences.map(\.start)
      if book.hasStreaks, let first = starts.min(), let last = starts.max() {
        known += try await transaction.query(EarningStatements.gatheringsBetween(first, last))
      }
      facts.gatherings = Gatherings(known)
    }
    if book.looksAtTiers { try await readTiers(of: people, &facts, transaction) }
    return facts
  }

  private func readTiers(
    of people: [PatronID], _ facts: inout Facts, _ transaction: Transaction
  ) async throws {
    for (patron, tier) in try await transaction.query(EarningStatements.tiersOf(people)) {
      facts.tiers[patron] = tier
    }
    facts.lowest = facts.tiers[Self.nobody] ?? ""
  }

  private static let nobody = PatronID(rawValue: UUID128(high: 0, low: 0))

  /// Writes what judging came to: awards, lines, and what is pending. To whom nothing can be posted
  /// nothing is given: they are judged again later, and all others go on.
  /// - Returns: those people.
  @discardableResult
  func settle(
    _ verdict: Verdict, _ book: RuleBook, _ now: Moment, _ transaction: Transaction
  ) async throws -> Set<PatronID> {
    if verdict.moves.isEmpty { return [] }
    var verdict = verdict
    var refused = try await refusedPending(verdict, transaction)
    verdict.leaveOut(refused.keys)
    let posted = try await post(
      verdict.postings(book, leaving: true) { EntryID(rawValue: .v7(now: now)) },
      offering: verdict.postings(book, leaving: false) { EntryID(rawValue: .v7(now: now)) },
      now: now, transaction)
    refused.merge(posted.refused) { first, _ in first }
    verdict.leaveOut(posted.refused.keys)
    let pending = verdict.pending.sorted { $0.key < $1.key }
    let keep = EarningStatements.keep(verdict.awards)
    if pending.isEmpty {
      try await transaction.execute(keep)
    } else {
      _ = try await transaction.batch(
        EarningStatements.addPending(
          pending.map(\.key), pending.map { Int32(clamping: $0.value) }), keep)
    }
    if !refused.isEmpty { try await postpone(refused, now, transaction) }
    return Set(refused.keys)
  }

  /// Locks the accounts of all to whom a verdict is about, in order, as everybody locks them, where
  /// more is to change than lines do.
  /// - Returns: whose pending points would be more than anybody has.
  private func refusedPending(
    _ verdict: Verdict, _ transaction: Transaction
  ) async throws -> [PatronID: Refusal] {
    let pending = verdict.pending
    if pending.isEmpty { return [:] }
    let people = Set(verdict.moves.map(\.patron)).sorted()
    let (_, accounts) = try await transaction.batch(
      LedgerStatements.openAccounts(people), LedgerStatements.lockAccounts(people))
    let refused = accounts.filter { account in
      Int64(account.pending) + pending[account.patron, default: 0] > Int64(Account.limit)
    }
    return Dictionary(uniqueKeysWithValues: refused.map { ($0.patron, .outOfRange) })
  }
}

extension [Award] {
  var byKey: [AwardKey: Award] {
    Dictionary(map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Verdict {
  /// As above, by what a judge says.
  mutating func settle(
    _ presences: [Presence], of patron: PatronID, _ made: [AwardKey: Award], _ judge: Judge,
    tier: String
  ) {
    settle(presences, of: patron, made, judge.deserved(presences, made, tier: tier))
  }
}
