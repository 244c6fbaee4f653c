internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

/// The transactions of imports: one per chunk, and short.
struct ImportStore: Sendable {
  private let database: Database
  private let feed: Feed
  private let audit: Audit
  private let region: PhoneRegion

  /// Somebody else took an address or a number between the look and the write.
  private struct Raced: Error {}

  init(_ daemon: Daemon, _ region: PhoneRegion) {
    database = daemon.database
    feed = daemon.feed
    audit = daemon.audit
    self.region = region
  }

  /// Writes the chunk's people, or says what was written when it was taken before.
  /// - Throws: FAILED_PRECONDITION (CHUNK_REUSED) when another chunk had its number.
  func take(_ chunk: ImportChunk, by actor: Requester) async throws -> ImportOutcome {
    for _ in 0..<5 {
      do {
        return try await feed.transaction { transaction in
          if let known = try await claim(chunk, transaction) { return known }
          return try await write(chunk, by: actor, transaction)
        }
      } catch is Raced {
        continue
      } catch let error as PostgresError {
        guard case .uniqueViolation = error.failure else { throw error }
      }
    }
    throw Status(.aborted, "others change the same people; repeat it")
  }

  /// Nil when the chunk is ours to take.
  private func claim(
    _ chunk: ImportChunk, _ transaction: Transaction
  ) async throws -> ImportOutcome? {
    let (batch, dry, number) = (chunk.batch, chunk.isDryRun, chunk.number)
    if try await transaction.first(ImportStatements.claim(batch, dry, number, chunk.bytes))
      != nil
    {
      return nil
    }
    guard
      let stored = try await transaction.first(
        ImportStatements.chunk(batch, dry, number, chunk.bytes)), let people = stored.people
    else { throw Status(.aborted, "the chunk was just forgotten; repeat it") }
    guard stored.isSame else {
      throw Status.refused(
        .failedPrecondition, "CHUNK_REUSED", "another chunk of this upload had this number")
    }
    if let response = stored.response {
      return .answered(try ImportUsersResponse.decode(response))
    }
    let rises = stored.userIDs.indices.map {
      ImportRise(
        userID: stored.userIDs[$0], line: stored.lines[$0], before: stored.before[$0],
        after: stored.after[$0])
    }
    return .people(try ImportUsersResponse.decode(people), rises, at: stored.createdAt)
  }

  private func write(
    _ chunk: ImportChunk, by actor: Requester, _ transaction: Transaction
  ) async throws -> ImportOutcome {
    let plan = try await plan(chunk, transaction)
    if !chunk.isDryRun {
      try await write(plan, transaction)
      try await transaction.execute(
        audit.entry(
          actor, .imported, AuditObject("import", chunk.batch),
          [
            "chunk": .number(chunk.number), "created": .number(plan.created),
            "updated": .number(plan.updated),
          ]))
    }
    let rises = try await keep(plan, chunk, transaction)
    var response = plan.response(chunk.batch)
    let isWhole = chunk.isDryRun || chunk.event.isEmpty || rises.isEmpty
    if chunk.isDryRun, !chunk.event.isEmpty { response.foresee(rises) }
    let bytes = try response.encode()
    try await transaction.execute(
      ImportStatements.save(
        chunk.batch, chunk.isDryRun, chunk.number, bytes, rises.map(\.userID), rises.map(\.line),
        rises.map(\.before), rises.map(\.after), isWhole ? bytes : nil))
    return isWhole ? .answered(response) : .people(response, rises, at: .now)
  }

  /// Decides what becomes of each row.
  private func plan(
    _ chunk: ImportChunk, _ transaction: Transaction
  ) async throws -> ImportPlan {
    let rows = chunk.records.map { record in
      Result { () throws(ImportFault) in try chunk.columns.row(record, region) }
    }
    let taken = rows.compactMap { row in if case .success(let row) = row { row.row } else { nil } }
    let known = try await known(
      Array(Set(taken.compactMap(\.email))), Array(Set(taken.compactMap(\.phone))), chunk,
      transaction)
    var plan = ImportPlan(known: known, phoneName: chunk.columns.name(chunk.columns.phone))
    for row in rows {
      switch row {
      case .success(let (row, faults)): plan.take(row, faults: faults) { .v7() }
      case .failure(let fault): plan.reject(fault)
      }
    }
    return plan
  }

  private func known(
    _ emails: [String], _ phones: [String], _ chunk: ImportChunk, _ transaction: Transaction
  ) async throws -> [ImportPerson] {
    guard chunk.isDryRun else {
      return try await transaction.query(ImportStatements.match(emails, phones))
    }
    let people = try await transaction.query(ImportStatements.matchDry(emails, phones))
    let staged = try await transaction.query(
      ImportStatements.staged(chunk.batch, emails, phones, people.map(\.id)))
    let replaced = Set(staged.map(\.id))
    return people.filter { !replaced.contains($0.id) } + staged
  }

  /// Makes and fills people, in the order of what is unique, so that two uploads at once wait for
  /// each other instead of deadlocking.
  private func write(_ plan: ImportPlan, _ transaction: Transaction) async throws {
    let made = plan.made.compactMap { plan.people[$0] }
      .sorted { ($0.email ?? "", $0.phone ?? "") < ($1.email ?? "", $1.phone ?? "") }
    let filled = plan.filled.sorted().compactMap { plan.people[$0] }
    var changed: [Person] = []
    if !made.isEmpty {
      changed += try await transaction.query(
        ImportStatements.insert(
          made.map(\.id), made.map(\.email), made.map(\.phone), made.map(\.firstName),
          made.map(\.lastName)))
    }
    guard changed.count == made.count else { throw Raced() }
    if !filled.isEmpty {
      changed += try await transaction.query(
        ImportStatements.fill(
          filled.map(\.id), filled.map(\.email), filled.map(\.phone), filled.map(\.firstName),
          filled.map(\.lastName)))
    }
    if changed.isEmpty { return }
    let entries = try changed.map { try FeedEntry($0.id, $0.changed) }
    try await transaction.execute(feed.publish(entries))
  }

  /// Keeps the strongest status of each person: whose rose by this chunk.
  private func keep(
    _ plan: ImportPlan, _ chunk: ImportChunk, _ transaction: Transaction
  ) async throws -> [ImportRise] {
    let ids = plan.statuses.keys.sorted()
    if ids.isEmpty { return [] }
    let people = ids.map { chunk.isDryRun ? plan.people[$0] : nil }
    // Locked by being written; read before it would be what a neighbour is about to change.
    try await transaction.execute(
      ImportStatements.hold(chunk.batch, chunk.isDryRun, ids, people.map { $0 == nil ? nil : "" }))
    let before = try await standings(of: ids, chunk, transaction)
    try await transaction.execute(
      ImportStatements.keep(
        chunk.batch, chunk.isDryRun, ids, ids.map { plan.statuses[$0] ?? .none },
        people.map { $0?.email }, people.map { $0?.phone }, people.map { $0?.firstName },
        people.map { $0?.lastName }))
    return ids.compactMap { id in
      let (old, new) = (before[id] ?? .none, plan.statuses[id] ?? .none)
      return new > old
        ? ImportRise(userID: id, line: plan.lines[id] ?? 0, before: old, after: new) : nil
    }
  }

  private func standings(
    of ids: [UUID128], _ chunk: ImportChunk, _ transaction: Transaction
  ) async throws -> [UUID128: ImportStatus] {
    let standings = try await transaction.query(
      ImportStatements.statuses(chunk.batch, chunk.isDryRun, ids))
    return Dictionary(standings.map { ($0.userID, $0.status) }, uniquingKeysWith: { $1 })
  }

  /// The strongest status of people in an upload so far.
  func standings(of ids: [UUID128], in batch: UUID128) async throws -> [UUID128: ImportStatus] {
    let standings = try await database.query(ImportStatements.statuses(batch, false, ids))
    return Dictionary(standings.map { ($0.userID, $0.status) }, uniquingKeysWith: { $1 })
  }

  /// Keeps the whole answer of a chunk.
  func answer(_ chunk: ImportChunk, _ response: ImportUsersResponse) async throws {
    try await database.execute(
      ImportStatements.answer(chunk.batch, chunk.number, try response.encode()))
  }

  /// Forgets old uploads; their chunks would be taken as new ones, and change nothing.
  func forget(after age: Duration) async throws {
    let limit = Instant(
      microseconds: Instant.now.microseconds - age.components.seconds * 1_000_000)
    _ = try await database.batch(
      ImportStatements.forgetChunks(limit), ImportStatements.forgetPeople(limit))
  }
}

extension ImportPlan {
  func response(_ batch: UUID128) -> ImportUsersResponse {
    var response = ImportUsersResponse(batchId: batch.description)
    response.created = created
    response.updated = updated
    response.unchanged = unchanged
    response.rejected = rejected
    response.errors = faults.sorted { $0.line < $1.line }.map {
      ImportUsersResponse.RowError(line: $0.line, field: $0.field, reason: $0.reason)
    }
    return response
  }
}

extension ImportUsersResponse {
  /// Counts what an event that knows nobody of the upload would answer.
  fileprivate mutating func foresee(_ rises: [ImportRise]) {
    for rise in rises {
      if rise.before < .coming, rise.after >= .coming { enrolled += 1 }
      if rise.after == .present { checkedIn += 1 }
    }
  }
}
