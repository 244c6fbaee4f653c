import Contracts
import Daemon
import Postgres
import RPC

/// Which column of a history file is what.
struct HistoryColumns: Sendable {
  enum Column: String, CaseIterable {
    case eventID = "eventid"
    case event, starttime, endtime, timezone, location, category
    case userID = "userid"
    case email, phone, firstname, lastname, status, checkintime, headcount
  }

  private var places: [Column: Int] = [:]
  private let names: [String]

  /// - Throws: INVALID_ARGUMENT when no row could be understood by these columns.
  init(header: [UInt8]) throws {
    let records = CSV.records(header)
    guard records.count == 1, case .success(let names) = records[0].cells else {
      throw Status.invalid("header", "must be one line of CSV in UTF-8")
    }
    self.names = names.map { trimmed($0) }
    for (place, name) in names.enumerated() {
      let plain = name.lowercased().filter { $0.isLetter }
      if let column = Column(rawValue: plain), places[column] == nil { places[column] = place }
    }
    guard has(.eventID) || has(.event) && has(.starttime) else {
      throw Status.invalid("header", "must have a column eventId, or event and startTime")
    }
    guard has(.userID) || has(.email) || has(.phone) || has(.headcount) else {
      throw Status.invalid("header", "must have a column userId, email, phone or headCount")
    }
  }

  private func has(_ column: Column) -> Bool { places[column] != nil }

  /// The column as the file calls it.
  func name(_ column: Column) -> String { places[column].map { names[$0] } ?? column.rawValue }

  /// A record's cells by column.
  /// - Throws: `HistoryFault` when it is no record, or another one than the header says.
  func cells(_ record: CSVRecord) throws(HistoryFault) -> (Column) -> String {
    let cells: [String]
    do { cells = try record.cells.get() } catch {
      throw HistoryFault(line: record.line, field: "", reason: error.description)
    }
    guard cells.count == names.count else {
      throw HistoryFault(
        line: record.line, field: "",
        reason: "has \(cells.count) cells, the header has \(names.count)")
    }
    return { column in places[column].map { trimmed(CSVCell.restored(cells[$0])) } ?? "" }
  }
}

/// Why a row is not taken; quotes nothing of it.
struct HistoryFault: Error, Equatable {
  let line: Int32
  let field: String
  let reason: String
}

/// The event that a row speaks of.
enum HistoryEvent: Sendable, Hashable {
  case known(UUID128)
  /// By its name and start. Times without an offset are of the zone's clocks.
  case told(
    name: String, start: HistoryTime, end: HistoryTime?, zone: String, location: String,
    category: String)
}

/// A time as the file gives it.
struct HistoryTime: Sendable, Hashable {
  let microseconds: Int64
  let isUTC: Bool
}

/// Who a row speaks of.
enum HistoryPerson: Sendable, Hashable {
  case known(UUID128)
  case told(Newcomer)
}

/// What a row says.
struct HistoryRow: Sendable {
  enum Fact: Sendable {
    case presence(HistoryPerson, PresenceStatus, HistoryTime?)
    case headCount(Int32)
  }

  let line: Int32
  let event: HistoryEvent
  let fact: Fact
}

extension HistoryColumns {
  /// - Throws: `HistoryFault` when nothing of the record can be taken.
  func row(_ record: CSVRecord) throws(HistoryFault) -> HistoryRow {
    let cell = try cells(record)
    let line = record.line
    let event = try event(cell, line)
    let hasPerson = [Column.userID, .email, .phone].contains { !cell($0).isEmpty }
    if !hasPerson {
      guard let count = Int32(cell(.headcount)), (0...1_000_000).contains(count) else {
        throw HistoryFault(
          line: line, field: name(.headcount),
          reason: "a row without userId, email and phone needs a count of 0 to 1000000")
      }
      return HistoryRow(line: line, event: event, fact: .headCount(count))
    }
    let status: PresenceStatus
    switch cell(.status).lowercased().filter({ $0.isLetter }) {
    case "", "attended", "present", "checkedin", "yes": status = .attended
    case "noshow", "absent", "no": status = .noShow
    case "excused": status = .excused
    default:
      throw HistoryFault(
        line: line, field: name(.status), reason: "must be attended, no_show or excused")
    }
    let time = try time(.checkintime, cell, line)
    return HistoryRow(
      line: line, event: event,
      fact: .presence(try person(cell, line), status, status == .attended ? time : nil))
  }

  private func event(
    _ cell: (Column) -> String, _ line: Int32
  ) throws(HistoryFault) -> HistoryEvent {
    if !cell(.eventID).isEmpty {
      guard let id = UUID128(cell(.eventID)) else {
        throw HistoryFault(line: line, field: name(.eventID), reason: "must be a UUID")
      }
      return .known(id)
    }
    let title = cell(.event)
    guard (1...255).contains(title.unicodeScalars.count) else {
      throw HistoryFault(
        line: line, field: name(.event), reason: "must have 1 to 255 characters, or an eventId")
    }
    guard let start = try time(.starttime, cell, line) else {
      throw HistoryFault(line: line, field: name(.starttime), reason: "is needed")
    }
    return .told(
      name: title, start: start, end: try time(.endtime, cell, line),
      zone: cell(.timezone).isEmpty ? "UTC" : cell(.timezone), location: cell(.location),
      category: cell(.category))
  }

  private func person(
    _ cell: (Column) -> String, _ line: Int32
  ) throws(HistoryFault) -> HistoryPerson {
    if !cell(.userID).isEmpty {
      guard let id = UUID128(cell(.userID)) else {
        throw HistoryFault(line: line, field: name(.userID), reason: "must be a UUID")
      }
      return .known(id)
    }
    do {
      return .told(
        try Newcomer(
          firstName: cell(.firstname), lastName: cell(.lastname), email: cell(.email),
          phone: cell(.phone)
        ) { field, reason in Unfit(field: field, reason: reason) })
    } catch let unfit {
      throw HistoryFault(
        line: line, field: name(Column(rawValue: unfit.field) ?? .email), reason: unfit.reason)
    }
  }

  private struct Unfit: Error {
    let field: String
    let reason: String
  }

  private func time(
    _ column: Column, _ cell: (Column) -> String, _ line: Int32
  ) throws(HistoryFault) -> HistoryTime? {
    if cell(column).isEmpty { return nil }
    guard let time = CSVTime(cell(column)) else {
      throw HistoryFault(
        line: line, field: name(column), reason: "must be a time such as 2026-10-01 19:00")
    }
    return HistoryTime(microseconds: time.microseconds, isUTC: time.isUTC)
  }
}

/// A chunk of a history file, fit to be taken.
struct HistoryChunk: Sendable {
  let batch: UUID128
  let isDryRun: Bool
  let columns: HistoryColumns
  let rows: [HistoryRow]
  let faults: [HistoryFault]

  /// - Throws: INVALID_ARGUMENT; single rows that are wrong are no reason.
  init(_ request: ImportHistoryRequest) throws {
    let upload = try UUID128(checked: request.batchId, "batch_id")
    guard request.chunk >= 0 else { throw Status.invalid("chunk", "must not be negative") }
    guard request.chunks == 0 || request.chunk < request.chunks else {
      throw Status.invalid("chunks", "must be more than chunk, or 0")
    }
    guard request.firstLine >= 0 else {
      throw Status.invalid("first_line", "must not be negative")
    }
    guard request.header.count <= 16 * 1024 else {
      throw Status.invalid("header", "must have at most 16 KiB")
    }
    guard request.records.count <= 512 * 1024 else {
      throw Status.invalid("records", "must have at most 512 KiB")
    }
    // Somebody may come in several chunks, and each is to count.
    batch = UUID128(high: upload.high, low: upload.low ^ UInt64(request.chunk))
    isDryRun = request.dryRun
    columns = try HistoryColumns(header: request.header)
    let firstLine = request.firstLine == 0 ? 2 : request.firstLine
    let records = CSV.records(request.records, firstLine: firstLine)
    guard records.count <= 500 else {
      throw Status.invalid("records", "must be at most 500 records")
    }
    var rows: [HistoryRow] = []
    var faults: [HistoryFault] = []
    for record in records {
      do { rows.append(try columns.row(record)) } catch { faults.append(error) }
    }
    self.rows = rows
    self.faults = faults
  }
}
