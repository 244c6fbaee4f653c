internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

/// What events and attendance have to learn of an upload. Calls are made as the service itself;
/// who may import for an event was decided before.
struct Parties: Sendable {
  private let events: EventsClient
  private let enrollments: EnrollmentsClient
  private let rsvps: RsvpsClient
  private let attendance: AttendanceClient
  private static let asService = CallOptions(accessToken: "")

  init(_ daemon: Daemon) throws {
    let channel = try daemon.channel("events")
    events = EventsClient(channel)
    enrollments = EnrollmentsClient(channel)
    rsvps = RsvpsClient(channel)
    attendance = AttendanceClient(try daemon.channel("attendance"))
  }

  /// The event, as far as the caller of the call being answered may see it.
  /// - Throws: NOT_FOUND and what else events answers.
  func event(_ id: String) async throws -> Event {
    try await events.getEvent(GetEventRequest(id: id), CallOptions())
  }

  /// Which of these people have been enrolled, have said that they come, or were seen anywhere.
  func used(_ ids: [UUID128]) async throws -> Set<UUID128> {
    var used: Set<UUID128> = []
    for start in stride(from: 0, to: ids.count, by: Self.width) {
      let some = ids[start..<min(start + Self.width, ids.count)]
      used.formUnion(
        try await withThrowingTaskGroup(of: UUID128?.self) { group in
          for id in some { group.addTask { try await isUsed(id.description) ? id : nil } }
          return try await group.reduce(into: [UUID128]()) { found, id in
            if let id { found.append(id) }
          }
        })
    }
    return used
  }

  /// People asked about at once.
  private static let width = 16

  private func isUsed(_ id: String) async throws -> Bool {
    let claims = try await enrollments.listEnrollments(
      ListEnrollmentsRequest(pageSize: 1, userId: id), Self.asService)
    if !claims.enrollments.isEmpty { return true }
    let said = try await rsvps.listRsvps(
      ListRsvpsRequest(pageSize: 1, userId: id), Self.asService)
    if !said.rsvps.isEmpty { return true }
    let presences = try await attendance.listUserAttendance(
      ListUserAttendanceRequest(userId: id, pageSize: 1), Self.asService)
    return !presences.attendances.isEmpty
  }

  /// Tells of a chunk's rises, then of whatever other chunks have raised meanwhile: their news may
  /// have arrived before ours, and the strongest must be the last.
  func learn(
    _ chunk: ImportChunk, _ rises: [ImportRise], at time: Instant, _ store: ImportStore,
    _ response: inout ImportUsersResponse
  ) async throws {
    var told: [UUID128: ImportStatus] = [:]
    var next = rises
    for round in 0..<4 where !next.isEmpty {
      let batch = chunk.sub(round)
      let count = try await tell(next, chunk.event, batch, time, &response)
      if round == 0 {
        response.enrolled += count.enrolled
        response.checkedIn += count.present
      }
      for rise in next { told[rise.userID] = rise.after }
      let now = try await store.standings(of: rises.map(\.userID), in: chunk.batch)
      next = rises.compactMap { rise in
        guard let status = now[rise.userID], let old = told[rise.userID], status > old else {
          return nil
        }
        return ImportRise(
          userID: rise.userID, line: rise.line, before: old, after: status, guests: rise.guests,
          enrolledAt: rise.enrolledAt, checkInAt: rise.checkInAt)
      }
    }
  }

  private func tell(
    _ rises: [ImportRise], _ event: String, _ batch: UUID128, _ time: Instant,
    _ response: inout ImportUsersResponse
  ) async throws -> (enrolled: Int32, present: Int32) {
    let at = Timestamp(time)
    let lines = Dictionary(rises.map { ($0.userID.description, $0.line) }) { $1 }
    // Who was told to come before need not be told again.
    let claims = rises.filter { $0.before < .coming }.map { rise in
      BatchEnrollRequest.Row(
        userId: rise.userID.description, status: rise.after >= .coming ? .enrolled : .canceled,
        guests: rise.guests, enrolledAt: rise.enrolledAt.map { Timestamp($0) } ?? at)
    }
    let coming = Set(claims.filter { $0.status == .enrolled }.map(\.userId))
    var enrolled: Int32 = 0
    if !claims.isEmpty {
      let request = BatchEnrollRequest(
        eventId: event, batchId: batch.description, rows: claims)
      let answer = try await Self.repeated {
        try await enrollments.batchEnroll(request, Self.asService)
      }
      for result in answer.results {
        response.note(result.refusal, lines[result.userId])
        if result.changed, coming.contains(result.userId) { enrolled += 1 }
      }
    }
    let present = rises.filter { $0.after == .present }.map { rise in
      BatchRecordRequest.Row(
        userId: rise.userID.description, status: .attended,
        checkInTime: rise.checkInAt.map { Timestamp($0) },
        enrolledAt: rise.enrolledAt.map { Timestamp($0) } ?? at)
    }
    if present.isEmpty { return (enrolled, 0) }
    let request = BatchRecordRequest(
      eventId: event, batchId: batch.description, rows: present)
    let answer = try await Self.repeated {
      try await attendance.batchRecord(request, Self.asService)
    }
    for result in answer.results { response.note(result.refusal, lines[result.userId]) }
    return (enrolled, Int32(clamping: answer.results.count { $0.changed }))
  }

  /// A batch has one effect however often it is told, so one that met others in its way is told
  /// again. One that met nobody is for whoever sent the chunk to repeat.
  private static func repeated<Answer>(
    _ call: () async throws -> Answer
  ) async throws -> Answer {
    for round in 1...3 {
      do {
        return try await call()
      } catch let status as Status where status.code == .aborted {
        try await ContinuousClock().sleep(for: .milliseconds(Int.random(in: 1...50 * round)))
      }
    }
    return try await call()
  }
}

extension ImportChunk {
  /// The id under which a round of this chunk is known to events and attendance: they give a row
  /// of one id one effect, and a person may come in several chunks.
  func sub(_ round: Int) -> UUID128 {
    UUID128(high: batch.high, low: batch.low ^ (UInt64(number) << 2 | UInt64(round)))
  }
}

extension ImportUsersResponse {
  fileprivate mutating func note(_ refusal: String, _ line: Int32?) {
    if refusal.isEmpty { return }
    errors.append(RowError(line: line ?? 0, field: "event_id", reason: refusal))
  }
}
