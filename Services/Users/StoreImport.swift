internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

/// The transactions of imports: one per chunk, and short.
struct ImportStore: Sendable {
  private let database: Database
  private let feed: Feed
  private let region: PhoneRegion

  /// Somebody else took an address or a number between the look and the write.
  private struct Raced: Error {}

  init(_ daemon: Daemon, _ region: PhoneRegion) {
    database = daemon.database
    feed = daemon.feed
    self.region = region
  }

  /// Writes the chunk's people, or says what was written when it was taken before.
  /// - Throws: FAILED_PRECONDITION (CHUNK_REUSED) when another chunk had its number.
  func take(_ chunk: ImportChunk) async throws -> ImportOutcome {
    for _ in 0..<5 {
      do {
        return try await feed.transaction { transaction in
          try await open(chunk, transaction)
          if let known = try await claim(chunk, transaction) { return known }
          return try await write(chunk, transaction)
        }
      } catch is Raced {
        continue
      } catch let error as PostgresError {
        guard case .uniqueViolation = error.failure else { throw error }
      }
    }
    throw Status(.aborted, "others change the same people; repeat it")
  }

  private func open(_ chunk: ImportChunk, _ transaction: Transaction) async throws {
    let state = try await transaction.first(
      ImportStatements.open(
        chunk.batch, chunk.isDryRun, chunk.source, UUID128(chunk.event), chunk.asker, chunk.count))
    if state != "TAKING" { throw Refusals.importUndone }
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
      return .answered(try ImportUsersResponse.decode(response), wasTaken: true)
    }
    let rises = stored.userIDs.indices.map(stored.rise)
    return .people(
      try ImportUsersResponse.decode(people), rises, at: stored.createdAt, wasTaken: true)
  }

  private func write(
    _ chunk: ImportChunk, _ transaction: Transaction
  ) async throws -> ImportOutcome {
    let plan = try await plan(chunk, transaction)
    let versions = chunk.isDryRun ? [:] : try await write(plan, transaction)
    let rises = try await timed(
      keep(plan, versions, chunk, transaction), plan, chunk.zone, transaction)
    var response = plan.response(chunk.batch)
    let isWhole = chunk.isDryRun || chunk.event.isEmpty || rises.isEmpty
    if chunk.isDryRun, !chunk.event.isEmpty { response.foresee(rises) }
    let bytes = try response.encode()
    _ = try await transaction.batch(
      ImportStatements.save(
        chunk.batch, chunk.isDryRun, chunk.number, bytes, rises.map(\.userID), rises.map(\.line),
        rises.map(\.before), rises.map(\.after), rises.map(\.guests), rises.map(\.enrolledAt),
        rises.map(\.checkInAt), isWhole ? bytes : nil),
      ImportStatements.tally(
        chunk.batch, chunk.isDryRun, Int32(chunk.records.count), response.created,
        response.updated, response.unchanged, response.rejected, response.enrolled,
        response.checkedIn, isWhole))
    return isWhole
      ? .answered(response, wasTaken: false)
      : .people(response, rises, at: .now, wasTaken: false)
  }

  /// Decides what becomes of each row.
  private func plan(
    _ chunk: ImportChunk, _ transaction: Transaction
  ) async throws -> ImportPlan {
    let rows = chunk.records.map { record in
      Result { () throws(ImportFault) in try chunk.columns.row(record, region) }
    }
    let taken = rows.compactMap { row in if case .success(let row) = row { row.row } else { nil } }
    let members = try await members(Array(Set(taken.compactMap(\.member))), chunk, transaction)
    let known = try await known(
      Array(Set(taken.compactMap(\.email))), Array(Set(taken.compactMap(\.phone))),
      Array(Set(members.values)), chunk, transaction)
    var plan = ImportPlan(
      known: known, byMember: members, phoneName: chunk.columns.name(chunk.columns.phone))
    for row in rows {
      switch row {
      case .success(let (row, faults)): plan.take(row, faults: faults) { .v7() }
      case .failure(let fault): plan.reject(fault)
      }
    }
    return plan
  }

  private func members(
    _ names: [String], _ chunk: ImportChunk, _ transaction: Transaction
  ) async throws -> [String: UUID128] {
    if names.isEmpty { return [:] }
    var known = try await transaction.query(
      ImportStatements.members(ImportColumns.memberSource, names))
    if chunk.isDryRun {
      known += try await transaction.query(ImportStatements.stagedMembers(chunk.batch, names))
    }
    return Dictionary(known.map { ($0.member, $0.userID) }) { first, _ in first }
  }

  private func known(
    _ emails: [String], _ phones: [String], _ ids: [UUID128], _ chunk: ImportChunk,
    _ transaction: Transaction
  ) async throws -> [ImportPerson] {
    guard chunk.isDryRun else {
      return try await transaction.query(ImportStatements.match(emails, phones, ids))
    }
    let people = try await transaction.query(ImportStatements.matchDry(emails, phones, ids))
    let staged = try await transaction.query(
      ImportStatements.staged(chunk.batch, emails, phones, people.map(\.id) + ids))
    let replaced = Set(staged.map(\.id))
    return people.filter { !replaced.contains($0.id) } + staged
  }

  /// Makes and fills people, in the order of what is unique, so that two uploads at once wait for
  /// each other instead of deadlocking.
  /// - Returns: the versions they have now.
  private func write(
    _ plan: ImportPlan, _ transaction: Transaction
  ) async throws -> [UUID128: Int64] {
    let made = plan.made.compactMap { plan.people[$0] }
      .sorted { ($0.email ?? "", $0.phone ?? "") < ($1.email ?? "", $1.phone ?? "") }
    let filled = plan.filled.keys.sorted().compactMap { plan.people[$0] }
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
    try await name(plan.members, transaction)
    if changed.isEmpty { return [:] }
    let entries = try changed.map { try FeedEntry($0.id, $0.changed) }
    try await transaction.execute(feed.publish(entries))
    return Dictionary(changed.map { ($0.id, $0.user.version) }) { $1 }
  }

  private func name(_ members: [String: UUID128], _ transaction: Transaction) async throws {
    if members.isEmpty { return }
    let names = members.keys.sorted()
    let added = try await transaction.query(
      ImportStatements.addMembers(
        ImportColumns.memberSource, names, names.compactMap { members[$0] }))
    guard added.count == names.count else { throw Raced() }
  }

  /// The rises with what the first row of each says of guests and times; those without a zone are
  /// what clocks show at the event.
  private func timed(
    _ rises: [ImportRise], _ plan: ImportPlan, _ zone: String, _ transaction: Transaction
  ) async throws -> [ImportRise] {
    let times = rises.flatMap { rise in
      [plan.claims[rise.userID]?.enrolledAt, plan.presences[rise.userID]?.checkInAt]
    }
    let local = times.compactMap { $0 }.filter { !$0.isUTC }
    var placed =
      local.isEmpty
      ? []
      : try await transaction.query(
        ImportStatements.zoned(local.map { Instant(microseconds: $0.microseconds) }, zone))[...]
    let instants = times.map { time in
      time.map { $0.isUTC ? Instant(microseconds: $0.microseconds) : placed.removeFirst() }
    }
    return rises.enumerated().map { index, rise in
      var rise = rise
      rise.guests = plan.claims[rise.userID]?.guests ?? 0
      rise.enrolledAt = instants[2 * index]
      rise.checkInAt = instants[2 * index + 1]
      return rise
    }
  }

  /// Keeps the strongest status of each person: whose rose by this chunk.
  private func keep(
    _ plan: ImportPlan, _ versions: [UUID128: Int64], _ chunk: ImportChunk,
    _ transaction: Transaction
  ) async throws -> [ImportRise] {
    let ids = plan.statuses.keys.sorted()
    if ids.isEmpty { return [] }
    let people = ids.map { chunk.isDryRun ? plan.people[$0] : nil }
    let members = Dictionary(plan.members.map { ($0.value, $0.key) }) { first, _ in first }
    let made = Set(plan.made)
    // Locked by being written; read before it would be what a neighbour is about to change.
    try await transaction.execute(
      ImportStatements.hold(chunk.batch, chunk.isDryRun, ids, people.map { $0 == nil ? nil : "" }))
    let before = try await standings(of: ids, chunk, transaction)
    try await transaction.execute(
      ImportStatements.keep(
        chunk.batch, chunk.isDryRun, ids, ids.map { plan.statuses[$0] ?? .none },
        people.map { $0?.email }, people.map { $0?.phone }, people.map { $0?.firstName },
        people.map { $0?.lastName },
        ids.map { chunk.isDryRun ? members[$0] : nil }, ids.map { made.contains($0) },
        ids.map { plan.filled[$0]?.sorted().joined(separator: ",") ?? "" },
        ids.map { versions[$0] }))
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
      ImportStatements.answer(
        chunk.batch, chunk.number, try response.encode(), response.enrolled, response.checkedIn))
  }

  /// Forgets old uploads; their chunks would be taken as new ones, and change nothing.
  func forget(after age: Duration) async throws {
    let limit = Instant(
      microseconds: Instant.now.microseconds - age.components.seconds * 1_000_000)
    _ = try await database.batch(
      ImportStatements.forgetChunks(limit), ImportStatements.forgetPeople(limit),
      ImportStatements.forgetImports(limit))
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
