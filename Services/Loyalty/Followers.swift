internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

extension Store {
  /// Follows attendance: who was there earns points, who was not after all loses them again.
  func applyAttendance(_ change: Change, _ transaction: Transaction) async throws {
    guard change.kind == "AttendanceChanged" else { return }
    try await apply(try Presence(change), transaction)
  }

  /// Gives our own feed's readers the points as they are now.
  func fill(_ changes: [Change]) async throws -> [Change] {
    let patrons = Set(changes.compactMap { UUID128($0.key).map(PatronID.init(rawValue:)) })
    let accounts = try await database.query(Statements.accounts(Array(patrons)))
    let current = Dictionary(
      accounts.map { ($0.patron.rawValue.description, $0.changed) },
      uniquingKeysWith: { first, _ in first })
    return try changes.map { change in
      guard let points = current[change.key] else { return change }
      var filled = change
      filled.payload = try points.encode()
      return filled
    }
  }
}

extension Presence {
  /// - Throws: INVALID_ARGUMENT for what is no presence; the change is parked then.
  init(_ change: Change) throws {
    let changed = try AttendanceChanged.decode(change.payload)
    guard let attendance = UUID128(changed.id) else {
      throw Status.invalid("id", "must be a UUID")
    }
    guard let patron = UUID128(changed.patronId) else {
      throw Status.invalid("patron_id", "must be a UUID")
    }
    self.init(
      attendance: AttendanceID(rawValue: attendance), patron: PatronID(rawValue: patron),
      isAttended: try Self.isAttended(changed.status), eventName: changed.eventName,
      position: change.position)
  }

  private static func isAttended(_ status: Attendance.Status) throws -> Bool {
    switch status {
    case .attended: return true
    case .registered, .noShow, .excused: return false
    // A newer attendance may know what we do not: rather wait than take points away.
    case .unspecified, .unrecognized: throw Status.invalid("status", "is not known here")
    }
  }
}
