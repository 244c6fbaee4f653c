import Contracts
import Daemon
import Postgres
import RPC

// Where pages begin, and what a page token is bound to.

extension ListRosterRequest {
  var withoutPage: ListRosterRequest {
    var query = self
    query.pageSize = 0
    query.pageToken = ""
    return query
  }
}

extension ListUserAttendanceRequest {
  /// The caller's own history is the same query, by whichever name it goes.
  func withoutPage(of patronID: UUID128) -> ListUserAttendanceRequest {
    ListUserAttendanceRequest(userId: patronID.description)
  }
}

extension NamedPresence {
  var rosterPosition: [String] { [lastName, firstName, id.description] }
  var historyPosition: [String] { ["\(startTime?.microseconds ?? 0)", id.description] }
}

extension ScanRow {
  var position: [String] { ["\(receivedAt.microseconds)", id.description] }
}

extension ScanPosition {
  init(_ position: [String]) throws {
    guard position.count == 2, let time = Int64(position[0]), let id = UUID128(position[1]) else {
      throw Status.wrongPage
    }
    self.init(receivedAt: Instant(microseconds: time), id: id)
  }
}

extension RosterPosition {
  init(_ position: [String]) throws {
    guard position.count == 3, let id = UUID128(position[2]) else { throw Status.wrongPage }
    self.init(lastName: position[0], firstName: position[1], id: id)
  }
}

extension HistoryPosition {
  init(_ position: [String]) throws {
    guard position.count == 2, let time = Int64(position[0]), let id = UUID128(position[1]) else {
      throw Status.wrongPage
    }
    self.init(startTime: Instant(microseconds: time), id: id)
  }
}

extension BatchRecordRequest {
  /// - Throws: INVALID_ARGUMENT for more than 500 rows, none, or a person who comes twice.
  func checkedRows() throws -> [RecordRow] {
    guard (1...500).contains(rows.count) else { throw Status.invalid("rows", "must be 1 to 500") }
    let rows = try rows.map { row in
      RecordRow(
        patronID: try UUID128(checked: row.userId, "rows.user_id"), status: row.status,
        checkInTime: try checkedTime(row.checkInTime, "rows.check_in_time"),
        enrolledAt: try checkedTime(row.enrolledAt, "rows.enrolled_at"))
    }
    guard Set(rows.map(\.patronID)).count == rows.count else {
      throw Status.invalid("rows", "must name each person once")
    }
    return rows
  }
}
