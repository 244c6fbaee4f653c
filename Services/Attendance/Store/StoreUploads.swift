import Contracts
import Daemon
import Postgres
import RPC

/// An upload whose people are found out.
struct Upload: Sendable {
  let batch: UploadBatch
  fileprivate let entries: [UploadEntry]
}

private struct UploadEntry: Sendable {
  /// Nil: cannot be judged at all, because of `fault`.
  var scan: Scan?
  var fault = ""
  var isReady = true

  /// The name of the scan that tells who it is.
  var follows: String? {
    if case .personOf(let name) = scan?.subject { name } else { nil }
  }
}

extension Store {
  /// Takes in what a device saw without network: all of it in one transaction, each scan answered
  /// by itself.
  func upload(
    _ items: [UploadItem], of batch: UploadBatch, _ event: DoorEvent
  ) async throws -> Uploaded {
    let upload = Upload(batch: batch, entries: try await resolved(items, of: batch, event))
    return try await uploads.take(event.id, upload) { _, uploads in
      var uploaded: [Uploaded] = []
      for upload in uploads { uploaded.append(try await take(upload)) }
      return uploaded
    }
  }

  private func take(_ upload: Upload) async throws -> Uploaded {
    let batch = upload.batch
    let ready = upload.entries.compactMap { $0.isReady ? $0.scan : nil }
    return try await feed.transaction(timeout: .seconds(10)) { transaction in
      let doors = try await lock([batch.eventID], for: ready, transaction)
      guard var door = doors[batch.eventID] else {
        throw Status.unknownEvent
      }
      let results = upload.entries.map { entry -> Uploaded.Result in
        guard let scan = entry.scan else { return .faulty(entry.fault) }
        guard entry.isReady else { return .unknownNow }
        switch door.take(scan, newID: { .v7() }) {
        case .answered(let logged): return .answered(logged)
        case .lacks: return .unknownNow
        case .denied(let denial): return .faulty(denial.status.message)
        }
      }
      try await write([door], transaction)
      let forced = door.changes.scans.count { $0.isForced }
      if forced > 0 {
        try await transaction.execute(
          audit.entry(
            .user(batch.doorkeeper.actorID), .forced, .event(batch.eventID),
            ["scans": .number(forced)]))
      }
      return Uploaded(results: results, present: door.present)
    }
  }

  /// People as last heard of, by id; also by the ids under which walk-ins were let in.
  func people(_ ids: [UUID128]) async throws -> [UUID128: Person] {
    let wanted = Array(Set(ids))
    var known = Dictionary(
      try await database.query(Statements.findPeople(wanted)).map { ($0.id, $0) }
    ) { first, _ in first }
    for id in wanted where known[id] == nil { known[id] = try await person(id) }
    return known
  }

  func scans(
    _ eventID: UUID128?, _ patronID: UUID128?, after: ScanPosition?, limit: Int
  ) async throws -> [ScanRow] {
    try await database.query(
      Statements.listScans(eventID, patronID, after?.receivedAt, after?.id, Int64(limit)))
  }

  // MARK: Who it is

  /// Finds out who the scans are about, as one question to each owner where that is possible. When
  /// users does not answer a walk-in gets an id of ours, and whom nobody here knows is asked for
  /// again when the scan is sent again.
  private func resolved(
    _ items: [UploadItem], of batch: UploadBatch, _ event: DoorEvent
  ) async throws -> [UploadEntry] {
    var entries = items.map { item in
      switch item {
      case .scan(let scan): UploadEntry(scan: scan)
      case .faulty(let fault): UploadEntry(fault: fault)
      }
    }
    let keys = entries.compactMap { $0.scan?.key }
    let answered = Set(
      try await database.query(Statements.logged(keys.map(\.device), keys.map(\.scanID)))
        .map(\.key))
    try await findNewcomers(&entries, answered, event)
    try await followOthers(&entries, batch)
    try await findPeople(&entries)
    if event.enrollmentRequired { try await findEnrollments(&entries, answered) }
    return entries
  }

  private func findNewcomers(
    _ entries: inout [UploadEntry], _ answered: Set<ScanKey>, _ event: DoorEvent
  ) async throws {
    // Nobody is made for a door that does not exist.
    guard event.canceledAt == nil, !event.isDraft else { return }
    var isDown = false
    for index in entries.indices {
      guard let scan = entries[index].scan, !answered.contains(scan.key),
        case .walkIn(let newcomer) = scan.subject
      else { continue }
      var user: User?
      do {
        if !isDown { user = try await owners.identify(newcomer, key: scan.requestKey) }
      } catch let status as Status {
        // What users refuses a job will try with less; the person came all the same.
        isDown = status.isOutage
      }
      if let user { try await learn([user]) }
      entries[index].scan?.patronID = user.flatMap { UUID128($0.id) } ?? .v7()
      entries[index].scan?.isProvisional = user == nil
    }
  }

  private func followOthers(_ entries: inout [UploadEntry], _ batch: UploadBatch) async throws {
    let names = entries.compactMap(\.follows)
    if names.isEmpty { return }
    var known: [String: UUID128] = [:]
    for entry in entries where entry.follows == nil {
      if let scan = entry.scan, let id = scan.patronID { known[scan.key.scanID] = id }
    }
    let before = try await database.query(
      Statements.scansNamed(batch.eventID, "device:\(batch.deviceID)", names))
    for scan in before { known[scan.scanID] = scan.patronID }
    for index in entries.indices {
      guard let name = entries[index].follows else { continue }
      guard let id = known[name] else {
        entries[index].isReady = false
        continue
      }
      entries[index].scan?.patronID = id
    }
  }

  private func findPeople(_ entries: inout [UploadEntry]) async throws {
    let asked = entries.filter { $0.isReady }.compactMap { entry in
      entry.scan.flatMap { $0.isProvisional ? nil : $0.patronID }
    }
    let ids = Set(asked)
    let known = Set(try await database.query(Statements.findPeople(Array(ids))).map(\.id))
    var real: [UUID128: UUID128] = [:]
    for id in ids.subtracting(known) {
      real[id] = try await database.first(Statements.walkInOf(id))
    }
    let unknown = ids.subtracting(known).subtracting(real.keys)
    var isDown = false
    do {
      if !unknown.isEmpty { try await learn(try await owners.users(unknown.sorted())) }
    } catch let status as Status where status.isOutage { isDown = true }
    for index in entries.indices {
      guard let id = entries[index].scan?.patronID else { continue }
      if let person = real[id] { entries[index].scan?.patronID = person }
      if !isDown || !unknown.contains(id) { entries[index].scan?.asked.insert(.person) }
    }
  }

  /// When events cannot be asked the copy's word stands.
  private func findEnrollments(
    _ entries: inout [UploadEntry], _ answered: Set<ScanKey>
  ) async throws {
    var isDown = false
    for index in entries.indices {
      entries[index].scan?.asked.formUnion([.enrollment, .newcomer])
      guard let scan = entries[index].scan, scan.kind == .in, !answered.contains(scan.key),
        let id = scan.patronID, !scan.isProvisional, !isDown
      else { continue }
      do { try await learnEnrollment(of: id, at: scan.eventID) } catch let status as Status
        where status.isOutage
      { isDown = true }
    }
  }

  /// Asks events for an enrollment that the copy lacks.
  func learnEnrollment(of patronID: UUID128, at eventID: UUID128) async throws {
    if try await database.first(Statements.knownEnrollment(eventID, patronID)) != nil { return }
    let found = try await owners.enrollment(event: eventID, user: patronID)
    if let found, found.status == .enrolled { try await apply(found) }
  }
}
