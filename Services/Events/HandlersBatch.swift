internal import Contracts
internal import Postgres
internal import RPC

extension EnrollmentsHandlers {
  func batchEnroll(
    _ request: BatchEnrollRequest, _ call: CallContext
  ) async throws -> BatchEnrollResponse {
    try await desk.answer(call) { viewer in
      let id = try Input.event(request.eventId)
      let batch = try Input.id(request.batchId, "batch_id")
      guard (1...500).contains(request.rows.count) else {
        throw Refusal.invalid("rows", "must be 1 to 500")
      }
      // The event is looked for before anybody is, so that strangers learn of neither.
      let event = try await desk.store.event(id, viewer)
      try viewer.checkRuns(event, claim: nil)
      let judged = await judge(request.rows, by: try strangers(request.rows, call))
      let rows = judged.compactMap(\.row)
      let changed =
        rows.isEmpty ? [:] : try await desk.store.takeOver(rows, of: batch, at: id, viewer)
      return BatchEnrollResponse(
        results: judged.map { judged in
          .init(
            userId: judged.userID, changed: judged.row.flatMap { changed[$0.userID] } ?? false,
            refusal: judged.refusal)
        })
    }
  }

  private struct Judged {
    let userID: String
    let row: BatchRow?
    var refusal = ""
  }

  /// People that users does not know; an upload by users itself names only people it knows.
  private func strangers(
    _ rows: [BatchEnrollRequest.Row], _ call: CallContext
  ) async throws -> Set<UserID> {
    if call.caller.description == "users" { return [] }
    let ids = Set(rows.compactMap { UUID128($0.userId).map(UserID.init(rawValue:)) })
    return try await desk.store.strangers(among: Array(ids))
  }

  private func judge(_ rows: [BatchEnrollRequest.Row], by strangers: Set<UserID>) -> [Judged] {
    var seen: Set<UserID> = []
    return rows.map { row in
      do throws(Refusal) {
        let read = try BatchRow(row)
        guard seen.insert(read.userID).inserted else {
          throw .invalid("user_id", "comes twice in this batch")
        }
        if strangers.contains(read.userID) { throw .invalid("user_id", "no such user") }
        return Judged(userID: row.userId, row: read)
      } catch {
        return Judged(userID: row.userId, row: nil, refusal: "\(error.reason): \(error.message)")
      }
    }
  }
}

extension BatchRow {
  fileprivate init(_ row: BatchEnrollRequest.Row) throws(Refusal) {
    guard let user = try Input.user(row.userId) else {
      throw .invalid("user_id", "must be a UUID")
    }
    guard (0...10).contains(row.guests) else {
      throw .invalid("guests", "must be from 0 to 10")
    }
    guard row.status == .enrolled || row.status == .canceled else {
      throw .invalid("status", "must be ENROLLED or CANCELED")
    }
    self.init(
      userID: user, status: row.status == .enrolled ? .enrolled : .canceled, guests: row.guests,
      enrolledAt: try Input.time(row.enrolledAt, "enrolled_at"))
  }
}
