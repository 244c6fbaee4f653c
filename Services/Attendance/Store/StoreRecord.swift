import Contracts
import Daemon
import Postgres
import RPC

extension Store {
  /// Takes over presences of an upload; rows that came before are answered as they were then.
  func record(
    _ eventID: UUID128, _ batchID: UUID128, _ rows: [RecordRow], by actor: Actor
  ) async throws -> [BatchRow] {
    let event = try await event(eventID)
    let known = try await knownPeople(rows.map(\.patronID))
    return try await feed.transaction { transaction in
      let people = rows.map(\.patronID)
      let (live, before, presences) = try await transaction.batch(
        Statements.lockDoor(eventID), Statements.batchRows(batchID, eventID, people),
        Statements.existing(eventID, people))
      guard !live.isEmpty else { throw Status.unknownEvent }
      let plan = Plan(rows, at: event, known: known, before: before, presences: presences)
      try await write(plan, event, batchID, by: actor, transaction)
      return plan.results
    }
  }

  private func write(
    _ plan: Plan, _ event: DoorEvent, _ batchID: UUID128, by actor: Actor,
    _ transaction: Transaction
  ) async throws {
    let (fresh, changed) = (plan.fresh, plan.changed)
    if !changed.isEmpty {
      let entries = try plan.news.map { try FeedEntry($0, at: event) }
      _ = try await transaction.batch(
        Statements.record(
          event.id, changed.map(\.id), changed.map(\.patronID), changed.map(\.status),
          changed.map(\.enrolledAt), changed.map(\.checkInTime), changed.map(\.excusedAt)),
        Statements.log(plan.said(in: batchID, by: actor)),
        Statements.moveLive([event.id], [0], [plan.newlyAttended]), Statements.unsettle(event.id),
        feed.publish(entries))
    }
    if fresh.isEmpty { return }
    _ = try await transaction.batch(
      Statements.keepBatchRows(
        batchID, event.id, fresh.map(\.patronID), fresh.map(\.changed), fresh.map(\.refusal)),
      audit.entry(
        actor, .imported, .event(event.id),
        ["batch": .id(batchID), "changed": .number(changed.count)]))
  }

  /// Which of the ids users has; those that the copy lacks are asked for.
  func knownPeople(_ ids: [UUID128]) async throws -> Set<UUID128> {
    let people = try await database.query(Statements.findPeople(ids))
    var known = Set(people.filter { !$0.isProvisional && !$0.isGone }.map(\.id))
    let unknown = ids.filter { !known.contains($0) }
    if !unknown.isEmpty {
      let users = try await owners.users(unknown)
      try await learn(users)
      known.formUnion(users.compactMap { UUID128($0.id) })
    }
    return known
  }
}

/// What an upload's rows do to a roster. Pure.
struct Plan: Sendable {
  private(set) var results: [BatchRow] = []
  /// Results that are not kept yet.
  private(set) var fresh: [BatchRow] = []
  private(set) var changed: [Presence] = []
  /// When those came, as the upload says.
  private var times: [Instant?] = []
  private let eventID: UUID128
  /// What followers are told.
  private(set) var news: [Presence] = []
  private(set) var newlyAttended: Int32 = 0

  init(
    _ rows: [RecordRow], at event: DoorEvent, known: Set<UUID128>, before: [BatchRow],
    presences: [Presence]
  ) {
    eventID = event.id
    let before = Dictionary(before.map { ($0.patronID, $0) }) { first, _ in first }
    let presences = Dictionary(presences.map { ($0.patronID, $0) }) { first, _ in first }
    for row in rows {
      if let answered = before[row.patronID] {
        results.append(answered)
        continue
      }
      let refusal = refusal(of: row, at: event, isKnown: known.contains(row.patronID))
      let presence =
        refusal == nil ? fold(row, into: presences[row.patronID], newID: .v7()) : nil
      let result = BatchRow(
        patronID: row.patronID, changed: presence != nil, refusal: refusal ?? "")
      results.append(result)
      fresh.append(result)
      if let presence { note(presence, was: presences[row.patronID], at: row.checkInTime) }
    }
  }

  /// The lines of the scan log: an upload's word that somebody was there.
  func said(in batchID: UUID128, by actor: Actor, now: Instant = .now) -> [LoggedScan] {
    let actorID = actor.principal.flatMap { UUID128($0.userID) } ?? UUID128(high: 0, low: 0)
    return zip(changed, times).filter { $0.0.attended }.map { presence, time in
      let answer = Answer(
        result: .ok, message: "Taken over.", liveCount: 0, presence: presence)
      return LoggedScan(
        id: .v7(),
        key: ScanKey(device: "import:\(batchID):\(eventID)", scanID: "\(presence.patronID)"),
        eventID: eventID, askedID: presence.patronID, patronID: presence.patronID,
        actorID: actorID, method: Method.import.name, occurredAt: time, receivedAt: now,
        answer: answer, kind: .said)
    }
  }

  private mutating func note(_ presence: Presence, was known: Presence?, at time: Instant?) {
    changed.append(presence)
    times.append(time)
    if presence.attended, !(known?.attended ?? false) {
      newlyAttended += 1
      news.append(presence)
    } else if presence.status != known?.status, !presence.attended,
      presence.status != PresenceStatus.registered.name
    {
      news.append(presence)
    }
  }
}
