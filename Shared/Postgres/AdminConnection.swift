internal import CPostgres

/// A plain connection for maintenance: creating databases, roles and schemas.
///
/// Its calls block, so it exists only inside `with`, on a thread of its own. It has no timeouts
/// but those its user sets; services use `Database`.
@safe public final class AdminConnection {
  private let handle: Handle

  private init(_ handle: Handle) { self.handle = handle }

  /// Connects, runs `body` on a thread of its own, disconnects.
  ///
  /// The search path is empty. Throws `.unreachable`, and what `body` throws.
  public static func with<Value: Sendable>(
    _ url: String, _ body: @escaping @Sendable (AdminConnection) throws -> Value
  ) async throws -> Value {
    try await onOwnThread {
      let handle = try Handle.connect(
        url: url, defaults: [("application_name", "admin"), ("connect_timeout", "10")],
        forced: [("options", "-c search_path="), ("client_encoding", "UTF8")])
      return try body(AdminConnection(handle))
    }
  }

  /// Runs one or more statements; several that hold no BEGIN are one transaction.
  public func run(_ sql: String) throws(PostgresError) {
    _ = unsafe try check(PQexec(handle.raw, sql))
  }

  /// Runs one statement with text parameters: all rows, all columns as text.
  public func rows(_ sql: String, _ parameters: String...) throws(PostgresError) -> [[String?]] {
    let values = CStrings(parameters)
    let result = unsafe try check(
      PQexecParams(
        handle.raw, sql, Int32(parameters.count), nil, values.pointers, nil, nil, 0))
    return try result.textRows()
  }

  /// The server is inside a transaction that is not aborted.
  public var isInTransaction: Bool {
    unsafe PQtransactionStatus(handle.raw) == PQTRANS_INTRANS
  }

  /// A password as the server stores it (SCRAM), so that the plain one is in no statement or log.
  func encrypted(password: String, of user: String) throws(PostgresError) -> String {
    guard let text = unsafe PQencryptPasswordConn(handle.raw, password, user, "scram-sha-256")
    else { throw .unreachable(handle.message) }
    defer { unsafe PQfreemem(text) }
    return unsafe String(cString: text)
  }

  private func check(_ raw: OpaquePointer?) throws(PostgresError) -> QueryResult {
    guard let raw = unsafe raw else { throw .unreachable(handle.message) }
    let result = unsafe QueryResult(owning: raw, statement: "admin")
    switch result.status {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return result
    default:
      if handle.isBroken { throw .connectionLost(sent: true) }
      throw .server(result.error)
    }
  }
}

extension QueryResult {
  /// A result in text form, whole.
  fileprivate func textRows() throws(PostgresError) -> [[String?]] {
    let columns = Int32(columnTypes.count)
    do {
      return try (0..<rowCount).map { row in
        try (0..<columns).map { column in
          try String?.decode(cell(row: row, column: column))
        }
      }
    } catch let error as DecodeError {
      throw .decode(statement: statement, column: "", error)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
