import Contracts
import Daemon
import Identity
import Postgres
import RPC

struct CorrectionsHandlers: CorrectionsService {
  let door: AttendanceHandlers
  private var store: Store { door.store }

  func undoCheckIn(
    _ request: UndoCheckInRequest, _ call: CallContext
  ) async throws -> UndoCheckInResponse {
    let remedy = try await remedy(
      .undo, request.eventId, request.userId, request.reason, call)
    var response = try await store.correct(remedy, call) { done in
      UndoCheckInResponse(
        attendance: done.presence.map { Contracts.Attendance($0, at: remedy.eventID, nil) },
        annulled: Int32(clamping: done.count), liveCount: done.present)
    } _: { door, patronID throws(Denial) in
      try door.undo(patronID, by: remedy.deviceID, now: remedy.now) { .v7() }
    }
    if let attendance = response.attendance { response.attendance = try await named(attendance) }
    return response
  }

  func recordPresence(
    _ request: RecordPresenceRequest, _ call: CallContext
  ) async throws -> Contracts.Attendance {
    let remedy = try await remedy(
      .record, request.eventId, request.userId, request.reason, call)
    let time = try checkedTime(request.checkInTime, "check_in_time")
    if let time, time > remedy.now {
      throw Status.invalid("check_in_time", "must not lie ahead")
    }
    try await checkHasBegun(remedy)
    try await store.checkPerson(remedy.patronID)
    return try await corrected(remedy, call) { door, patronID throws(Denial) in
      let scan = Scan(
        key: ScanKey(device: "user:\(remedy.actorID)", scanID: "\(remedy.id)"),
        eventID: remedy.eventID, subject: .known(patronID),
        doorkeeper: Doorkeeper(actorID: remedy.actorID, isStaff: true), method: .manual,
        deviceID: "", occurredAt: remedy.now,
        receivedAt: remedy.now, patronID: patronID, kind: .said)
      return door.record(scan, at: time) { .v7() } ? 1 : 0
    }
  }

  func excuse(_ request: ExcuseRequest, _ call: CallContext) async throws -> Contracts.Attendance {
    let remedy = try await remedy(
      .excuse, request.eventId, request.userId, request.reason, call)
    try await store.learnEnrollment(of: remedy.patronID, at: remedy.eventID)
    return try await corrected(remedy, call) { door, patronID throws(Denial) in
      try door.excuse(patronID, now: remedy.now) { .v7() } ? 1 : 0
    }
  }

  func withdrawExcuse(
    _ request: WithdrawExcuseRequest, _ call: CallContext
  ) async throws -> Contracts.Attendance {
    let remedy = try await remedy(
      .withdrawExcuse, request.eventId, request.userId, request.reason, call)
    return try await corrected(remedy, call) { door, patronID throws(Denial) in
      try door.withdrawExcuse(patronID) { .v7() } ? 1 : 0
    }
  }

  func listCorrections(
    _ request: ListCorrectionsRequest, _ call: CallContext
  ) async throws -> ListCorrectionsResponse {
    let subject = try await door.logged(request.eventId, request.userId, call)
    let limit = try checkedPageSize(request.pageSize)
    let query = ListCorrectionsRequest(
      eventId: subject.eventID?.description ?? "", userId: subject.patronID?.description ?? "")
    let before = try door.pages.position(request.pageToken, of: query).map { position in
      guard let id = position.first.flatMap({ UUID128($0) }) else { throw Status.wrongPage }
      return id
    }
    let rows = try await store.corrections(
      subject.eventID, subject.patronID, before: before, limit: limit + 1)
    let page = rows.prefix(limit)
    return ListCorrectionsResponse(
      corrections: page.map { Correction($0) },
      nextPageToken: rows.count > limit
        ? try door.pages.token(after: page.last.map { [$0.id.description] } ?? [], of: query) : "")
  }

  // MARK: Parts

  private func corrected(
    _ remedy: Remedy, _ call: CallContext,
    _ change: @escaping @Sendable (inout Door, UUID128) throws(Denial) -> Int
  ) async throws -> Contracts.Attendance {
    let attendance = try await store.correct(
      remedy, call,
      { done in
        done.presence.map { Contracts.Attendance($0, at: remedy.eventID, nil) }
          ?? Contracts.Attendance()
      }, change)
    return try await named(attendance)
  }

  /// Names are put in last: what is kept under an idempotency key has none.
  private func named(_ attendance: Contracts.Attendance) async throws -> Contracts.Attendance {
    guard let id = UUID128(attendance.patronId), let person = try await store.person(id) else {
      return attendance
    }
    var attendance = attendance
    attendance.firstName = person.firstName
    attendance.lastName = person.lastName
    return attendance
  }

  private func remedy(
    _ kind: Correction.Kind, _ event: String, _ user: String, _ reason: String,
    _ call: CallContext
  ) async throws -> Remedy {
    let doorkeeper = try await door.doorkeepers.doorkeeper(of: call)
    // A device takes back what it did, and nothing else.
    guard doorkeeper.device == nil || kind == .undo else { throw Access.denied }
    let eventID = try UUID128(checked: event, "event_id")
    let patronID = try UUID128(checked: user, "user_id")
    let event = try await store.event(eventID)
    guard doorkeeper.works(event) else { throw Access.denied }
    let now = door.now()
    guard doorkeeper.mayCorrect(event, now: now) else { throw Status.doorShut }
    return Remedy(
      kind: kind, eventID: eventID, patronID: patronID, actorID: doorkeeper.actorID,
      deviceID: doorkeeper.deviceID?.description,
      reason: try checkedReason(reason, atLeast: kind == .withdrawExcuse ? 0 : 1), now: now)
  }

  private func checkHasBegun(_ remedy: Remedy) async throws {
    let event = try await store.event(remedy.eventID)
    guard event.canceledAt == nil, !event.isDraft, let opensAt = event.opensAt,
      remedy.now >= opensAt
    else { throw Status.doorNotOpen }
  }
}

extension Correction {
  fileprivate init(_ row: CorrectionRow) {
    self.init(
      id: row.id.description, eventId: row.eventID.description,
      userId: row.patronID.description, kind: Kind(name: row.kind) ?? .unspecified,
      actorId: row.actorID.description, deviceId: row.deviceID, reason: row.reason,
      correctedAt: Timestamp(row.correctedAt))
  }
}
