import Contracts
import Daemon
import Postgres
import RPC

struct ScansHandlers: ScansService {
  let door: AttendanceHandlers
  private var store: Store { door.store }

  func uploadScans(
    _ request: UploadScansRequest, _ call: CallContext
  ) async throws -> UploadScansResponse {
    let doorkeeper = try await door.doorkeepers.doorkeeper(of: call)
    let event = try await store.event(try UUID128(checked: request.eventId, "event_id"))
    guard doorkeeper.works(event) else { throw Access.denied }
    guard (1...500).contains(request.scans.count) else {
      throw Status.invalid("scans", "must be 1 to 500")
    }
    let batch = UploadBatch(
      eventID: event.id, doorkeeper: doorkeeper.trusted,
      deviceID: try doorkeeper.checkedDevice(request.deviceId),
      snapshotAt: try checkedTime(request.snapshotMadeAt, "snapshot_made_at"), now: door.now())
    guard !batch.deviceID.isEmpty else { throw Status.invalid("device_id", "must be said") }
    var items: [UploadItem] = []
    for scan in request.scans {
      var pass: PassClaims?
      if case .pass(let text) = scan.subject {
        pass = try await door.passes.claims(of: text, store)
      }
      items.append(UploadItem(scan, pass, batch))
    }
    let uploaded = try await store.upload(items, of: batch, event)
    for result in uploaded.results.compactMap(\.logged) { door.count(result.answer.result) }
    let people = try await store.people(
      uploaded.results.compactMap { $0.logged?.answer.presence?.patronID })
    return UploadScansResponse(
      results: zip(request.scans, uploaded.results).map {
        UploadScansResponse.Result(scanId: $0.scanId, $1, people)
      }, liveCount: uploaded.present)
  }

  func listScans(
    _ request: ListScansRequest, _ call: CallContext
  ) async throws -> ListScansResponse {
    let subject = try await door.logged(request.eventId, request.userId, call)
    let limit = try checkedPageSize(request.pageSize)
    let query = ListScansRequest(
      eventId: subject.eventID?.description ?? "", userId: subject.patronID?.description ?? "")
    let after = try door.pages.position(request.pageToken, of: query).map(ScanPosition.init)
    let rows = try await store.scans(
      subject.eventID, subject.patronID, after: after, limit: limit + 1)
    let page = rows.prefix(limit)
    return ListScansResponse(
      scans: page.map { ScanEntry($0) },
      nextPageToken: rows.count > limit
        ? try door.pages.token(after: page.last?.position ?? [], of: query) : "")
  }
}

extension AttendanceHandlers {
  /// Whose lines of a log are asked for: those at an event by who works its door, those of a person
  /// by the person and staff.
  func logged(
    _ event: String, _ user: String, _ call: CallContext
  ) async throws -> (eventID: UUID128?, patronID: UUID128?) {
    if event.isEmpty { return (nil, try await historian(user, call)) }
    let eventID = try UUID128(checked: event, "event_id")
    let patronID = user.isEmpty ? nil : try UUID128(checked: user, "user_id")
    try await authorizeRoster(eventID, call)
    return (eventID, patronID)
  }
}

extension UploadScansResponse.Result {
  fileprivate init(scanId: String, _ result: Uploaded.Result, _ people: [UUID128: Person]) {
    switch result {
    case .answered(let logged):
      let answer = logged.answer
      self.init(
        scanId: scanId, result: answer.result, message: answer.message,
        alreadyRecorded: answer.alreadyRecorded,
        attendance: answer.presence.map {
          Contracts.Attendance($0, at: logged.eventID, people[$0.patronID])
        }, forced: logged.isForced, clockBounded: logged.isClockBounded)
    case .unknownNow:
      self.init(
        scanId: scanId, message: "It cannot be told now who this is; send it again.", retry: true)
    case .faulty(let error): self.init(scanId: scanId, error: error)
    }
  }
}

extension ScanEntry {
  fileprivate init(_ row: ScanRow) {
    self.init(
      id: row.id.description, eventId: row.eventID.description,
      kind: Kind(name: row.kind) ?? .unspecified, userId: row.patronID?.description ?? "",
      deviceId: row.deviceID, scanId: row.scanID, actorId: row.actorID.description,
      method: Method(name: row.method) ?? .unspecified,
      occurredAt: row.occurredAt.map(Timestamp.init), receivedAt: Timestamp(row.receivedAt),
      result: DoorResult(name: row.result) ?? .unspecified, message: row.message,
      alreadyRecorded: row.alreadyRecorded, forced: row.isForced,
      clockBounded: row.isClockBounded, annulledAt: row.annulledAt.map(Timestamp.init),
      annulledBy: row.annulledBy?.description ?? "")
  }
}
