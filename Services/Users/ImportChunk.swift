internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

/// A chunk of an upload, fit to be taken.
struct ImportChunk: Sendable {
  let batch: UUID128
  let number: Int32
  let isDryRun: Bool
  let event: String
  let source: String
  /// How many the upload has; 0 when that is not known.
  let count: Int32
  /// Who sends it; nil for the operator's tool.
  var asker: UUID128?
  /// Where the event's clocks are.
  var zone = "UTC"
  let columns: ImportColumns
  let records: [CSVRecord]
  /// What tells a repeat from another chunk under the same number.
  let bytes: [UInt8]

  /// - Throws: INVALID_ARGUMENT; single rows that are wrong are no reason.
  init(_ request: ImportUsersRequest) throws {
    guard let batch = UUID128(request.batchId) else {
      throw Status.invalid("batch_id", "must be a UUID")
    }
    guard request.chunk >= 0 else { throw Status.invalid("chunk", "must not be negative") }
    guard request.firstLine >= 0 else {
      throw Status.invalid("first_line", "must not be negative")
    }
    guard request.header.count <= 16 * 1024 else {
      throw Status.invalid("header", "must have at most 16 KiB")
    }
    guard request.records.count <= 512 * 1024 else {
      throw Status.invalid("records", "must have at most 512 KiB")
    }
    guard request.eventId.isEmpty || UUID128(request.eventId) != nil else {
      throw Status.invalid("event_id", "must be a UUID")
    }
    self.batch = batch
    number = request.chunk
    isDryRun = request.dryRun
    event = request.eventId
    guard request.chunks >= 0, request.chunks == 0 || request.chunk < request.chunks else {
      throw Status.invalid("chunks", "must be more than chunk, or 0")
    }
    if case .unrecognized = request.source {
      throw Status.invalid("source", "must be a source of the contract")
    }
    source = request.source.name
    count = request.chunks
    columns = try judged { () throws(Unfit) in
      try ImportColumns(header: CSV.records(request.header))
    }
    // Without a word the header was the first line.
    let firstLine = request.firstLine == 0 ? 2 : request.firstLine
    records = CSV.records(request.records, firstLine: firstLine)
    guard records.count <= 500 else {
      throw Status.invalid("records", "must be at most 500 records")
    }
    bytes = try request.encode()
  }
}

/// Whose status rose by a chunk: what events and attendance have to learn.
struct ImportRise: Sendable, Equatable {
  let userID: UUID128
  let line: Int32
  let before: ImportStatus
  let after: ImportStatus
  var guests: Int32 = 0
  var enrolledAt: Instant?
  var checkInAt: Instant?
}

/// What is left to do for a chunk.
enum ImportOutcome: Sendable {
  /// It was taken before, or there is nothing more to do.
  case answered(ImportUsersResponse, wasTaken: Bool)
  /// People are written; events and attendance have to learn of the rises.
  case people(ImportUsersResponse, [ImportRise], at: Instant, wasTaken: Bool)
}

extension ImportUsersResponse {
  /// The answer of a chunk whose rows an earlier run had taken.
  func again(_ wasTaken: Bool) -> ImportUsersResponse {
    var response = self
    response.takenBefore = wasTaken ? created + updated + unchanged + rejected : 0
    return response
  }
}
