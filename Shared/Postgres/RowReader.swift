internal import CPostgres

/// Reads the cells of one row from left to right.
struct RowReader: ~Copyable {
  let result: QueryResult
  let row: Int32
  let names: [String]
  private var column: Int32 = 0

  init(_ result: QueryResult, row: Int32, names: [String]) {
    self.result = result
    self.row = row
    self.names = names
  }

  mutating func next<Value: PostgresValue>(
    _: Value.Type = Value.self
  ) throws(PostgresError) -> Value {
    defer { column += 1 }
    do {
      return try Value.decode(result.cell(row: row, column: column))
    } catch {
      throw .decode(statement: result.statement, column: names[Int(column)], error)
    }
  }
}

/// Owns one result of libpq, which nobody changes any more: any thread may read it.
@safe final class QueryResult: @unchecked Sendable {
  let statement: String
  private let handle: OpaquePointer

  init(owning handle: OpaquePointer, statement: String) {
    unsafe self.handle = handle
    self.statement = statement
  }

  deinit { unsafe PQclear(handle) }

  var rowCount: Int32 { unsafe PQntuples(handle) }

  /// How many rows an INSERT, UPDATE, DELETE or SELECT touched.
  var affected: Int { Int(unsafe String(cString: PQcmdTuples(handle))) ?? 0 }

  var status: ExecStatusType { unsafe PQresultStatus(handle) }

  /// The error this result is.
  var error: ServerError {
    ServerError(
      sqlState: field("C") ?? "", constraint: field("n"),
      table: field("t"), column: field("c"),
      message: field("M") ?? message, detail: field("D"), statement: statement)
  }

  private var message: String { unsafe String(cString: PQresultErrorMessage(handle)) }

  /// The server ends the connection with this error; or libpq made it up for lack of a server.
  var isFatal: Bool { field("V") != "ERROR" }

  var parameterTypes: [UInt32] {
    unsafe (0..<PQnparams(handle)).map { unsafe PQparamtype(handle, $0) }
  }

  var columnTypes: [UInt32] {
    unsafe (0..<PQnfields(handle)).map { unsafe PQftype(handle, $0) }
  }

  func columnName(_ index: Int) -> String {
    unsafe PQfname(handle, Int32(index)).map { unsafe String(cString: $0) } ?? ""
  }

  /// A field of the error by its letter in the protocol (manual, 55.8).
  private func field(_ code: Unicode.Scalar) -> String? {
    unsafe PQresultErrorField(handle, Int32(code.value)).map { unsafe String(cString: $0) }
  }

  func cell(row: Int32, column: Int32) -> Cell {
    if unsafe PQgetisnull(handle, row, column) != 0 { return unsafe Cell(start: nil, count: 0) }
    return unsafe Cell(
      start: UnsafeRawPointer(PQgetvalue(handle, row, column)),
      count: Int(PQgetlength(handle, row, column)))
  }

  func rows<Row>(_ columns: Columns<Row>) throws(PostgresError) -> [Row] {
    var rows: [Row] = []
    rows.reserveCapacity(Int(rowCount))
    for row in 0..<rowCount {
      var reader = RowReader(self, row: row, names: columns.names)
      rows.append(try columns.read(&reader))
    }
    return rows
  }
}
