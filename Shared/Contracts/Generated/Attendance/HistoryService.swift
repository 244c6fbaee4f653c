// swift-format-ignore-file
// Generated from credopass/attendance/v1/history_service.proto by deploy/generate.

internal import CContracts
public import RPC

/// A part of a CSV file.
public struct ImportHistoryRequest: Message {
  /// UUIDv7 made by the caller; all chunks of an upload share it.
  public var batchId: String
  /// The chunk's place in the upload, from 0.
  public var chunk: Int32
  /// How many chunks the upload has; 0 when that is not known.
  public var chunks: Int32
  /// The file's header line.
  public var header: [UInt8]
  /// Whole records, at most 500 and at most 512 KiB.
  public var records: [UInt8]
  /// Line of the file on which the first record starts, for messages.
  public var firstLine: Int32
  /// Only say what would happen.
  public var dryRun: Bool

  public init() {
    batchId = ""
    chunk = 0
    chunks = 0
    header = []
    records = []
    firstLine = 0
    dryRun = false
  }

  public init(
    batchId: String = "",
    chunk: Int32 = 0,
    chunks: Int32 = 0,
    header: [UInt8] = [],
    records: [UInt8] = [],
    firstLine: Int32 = 0,
    dryRun: Bool = false
  ) {
    self.batchId = batchId
    self.chunk = chunk
    self.chunks = chunks
    self.header = header
    self.records = records
    self.firstLine = firstLine
    self.dryRun = dryRun
  }
}

/// What became of a chunk's rows.
public struct ImportHistoryResponse: Message {
  /// The upload's id.
  public var batchId: String
  /// Events made.
  public var eventsCreated: Int32
  /// People made.
  public var peopleCreated: Int32
  /// Presences and head counts that the rows changed.
  public var recorded: Int32
  /// Rows that said nothing new.
  public var unchanged: Int32
  /// Rows not taken.
  public var rejected: Int32
  /// Every row that was not taken, or not whole, in order.
  public var errors: [ImportHistoryResponse.RowError]

  public init() {
    batchId = ""
    eventsCreated = 0
    peopleCreated = 0
    recorded = 0
    unchanged = 0
    rejected = 0
    errors = []
  }

  public init(
    batchId: String = "",
    eventsCreated: Int32 = 0,
    peopleCreated: Int32 = 0,
    recorded: Int32 = 0,
    unchanged: Int32 = 0,
    rejected: Int32 = 0,
    errors: [ImportHistoryResponse.RowError] = []
  ) {
    self.batchId = batchId
    self.eventsCreated = eventsCreated
    self.peopleCreated = peopleCreated
    self.recorded = recorded
    self.unchanged = unchanged
    self.rejected = rejected
    self.errors = errors
  }
  /// A row that was not taken, or not whole.
  public struct RowError: Message {
    /// Line of the file on which the row starts.
    public var line: Int32
    /// The column's name; empty for the row as a whole.
    public var field: String
    /// A plain sentence.
    public var reason: String

    public init() {
      line = 0
      field = ""
      reason = ""
    }

    public init(
      line: Int32 = 0,
      field: String = "",
      reason: String = ""
    ) {
      self.line = line
      self.field = field
      self.reason = reason
    }
  }
}

extension ImportHistoryRequest {
  public static var fullName: String { "credopass.attendance.v1.ImportHistoryRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ImportHistoryRequest.self, credopass__attendance__v1__import_history_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ImportHistoryRequest.self)
    batchId = try unsafe readText(c.pointee.batch_id)
    chunk = unsafe c.pointee.chunk
    chunks = unsafe c.pointee.chunks
    header = unsafe readBytes(c.pointee.header.len, c.pointee.header.data)
    records = unsafe readBytes(c.pointee.records.len, c.pointee.records.data)
    firstLine = unsafe c.pointee.first_line
    dryRun = unsafe c.pointee.dry_run != 0
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ImportHistoryRequest.self, credopass__attendance__v1__import_history_request__init)
    unsafe c.pointee.batch_id = try arena.text(batchId)
    unsafe c.pointee.chunk = chunk
    unsafe c.pointee.chunks = chunks
    unsafe c.pointee.header = .init(len: header.count, data: try arena.bytes(header))
    unsafe c.pointee.records = .init(len: records.count, data: try arena.bytes(records))
    unsafe c.pointee.first_line = firstLine
    unsafe c.pointee.dry_run = dryRun ? 1 : 0
    return UnsafeMutableRawPointer(c)
  }
}

extension ImportHistoryResponse {
  public static var fullName: String { "credopass.attendance.v1.ImportHistoryResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ImportHistoryResponse.self, credopass__attendance__v1__import_history_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ImportHistoryResponse.self)
    batchId = try unsafe readText(c.pointee.batch_id)
    eventsCreated = unsafe c.pointee.events_created
    peopleCreated = unsafe c.pointee.people_created
    recorded = unsafe c.pointee.recorded
    unchanged = unsafe c.pointee.unchanged
    rejected = unsafe c.pointee.rejected
    errors = try unsafe readMessages(c.pointee.n_errors, c.pointee.errors)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ImportHistoryResponse.self, credopass__attendance__v1__import_history_response__init)
    unsafe c.pointee.batch_id = try arena.text(batchId)
    unsafe c.pointee.events_created = eventsCreated
    unsafe c.pointee.people_created = peopleCreated
    unsafe c.pointee.recorded = recorded
    unsafe c.pointee.unchanged = unchanged
    unsafe c.pointee.rejected = rejected
    unsafe c.pointee.n_errors = errors.count
    unsafe c.pointee.errors = try arena.list(errors) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Attendance__V1__ImportHistoryResponse__RowError.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension ImportHistoryResponse.RowError {
  public static var fullName: String { "credopass.attendance.v1.ImportHistoryResponse.RowError" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Attendance__V1__ImportHistoryResponse__RowError.self, credopass__attendance__v1__import_history_response__row_error__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Attendance__V1__ImportHistoryResponse__RowError.self)
    line = unsafe c.pointee.line
    field = try unsafe readText(c.pointee.field)
    reason = try unsafe readText(c.pointee.reason)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Attendance__V1__ImportHistoryResponse__RowError.self, credopass__attendance__v1__import_history_response__row_error__init)
    unsafe c.pointee.line = line
    unsafe c.pointee.field = try arena.text(field)
    unsafe c.pointee.reason = try arena.text(reason)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.attendance.v1.HistoryService.
public enum HistoryMethods {
  public static let importHistory = Method<ImportHistoryRequest, ImportHistoryResponse>(
    name: "credopass.attendance.v1.HistoryService/ImportHistory", idempotency: .idempotent)
  /// Their names, in the contract's order.
  public static let names = [importHistory.name]
}

/// What happened before the door was ours.
public protocol HistoryService: Service {
  /// Takes a chunk of a CSV file of past attendance: who was at which event, and how many were
  /// counted where nobody wrote down names. Answers each row by itself; a chunk sent again changes
  /// nothing. Columns, whatever their order, case and blanks:
  /// eventId, or event (a name), startTime, location and perhaps endTime, timeZone and category: the
  /// caller's event of that name and start, made and published when there is none. A time without
  /// an offset is what clocks show in that zone, or in UTC.
  /// userId, email or phone, with firstName and lastName: who it was; made when users knows nobody
  /// by them. status: attended (also when empty), no_show or excused; checkInTime if it is known.
  /// headCount, in a row without a person: how many were counted.
  func importHistory(
    _ request: ImportHistoryRequest, _ call: CallContext
  ) async throws -> ImportHistoryResponse
}

extension HistoryService {
  public static var name: String { "credopass.attendance.v1.HistoryService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(HistoryMethods.importHistory) { try await self.importHistory($0, $1) },
    ]
  }
}

/// Calls credopass.attendance.v1.HistoryService.
public struct HistoryClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Takes a chunk of a CSV file of past attendance: who was at which event, and how many were
  /// counted where nobody wrote down names. Answers each row by itself; a chunk sent again changes
  /// nothing. Columns, whatever their order, case and blanks:
  /// eventId, or event (a name), startTime, location and perhaps endTime, timeZone and category: the
  /// caller's event of that name and start, made and published when there is none. A time without
  /// an offset is what clocks show in that zone, or in UTC.
  /// userId, email or phone, with firstName and lastName: who it was; made when users knows nobody
  /// by them. status: attended (also when empty), no_show or excused; checkInTime if it is known.
  /// headCount, in a row without a person: how many were counted.
  public func importHistory(
    _ request: ImportHistoryRequest, _ options: CallOptions = CallOptions()
  ) async throws -> ImportHistoryResponse {
    try await caller.call(HistoryMethods.importHistory, request, options)
  }
}
