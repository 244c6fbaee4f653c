/// Why a statement has no result.
///
/// `description` names SQLSTATE and constraint only and may be shown; `logText` holds everything.
public enum PostgresError: Error, Sendable, Equatable {
  /// The server refused the statement; nothing of its transaction stands.
  case server(ServerError)
  /// No connection could be had; the text is libpq's. Not executed.
  case unreachable(String)
  /// The connection broke. `sent`: it may have been executed; otherwise it was not.
  case connectionLost(sent: Bool)
  /// The deadline passed. `sent`: it may have been executed; otherwise it was not.
  case timeout(sent: Bool)
  /// The task was cancelled. `sent`: it may have been executed; otherwise it was not.
  case canceled(sent: Bool)
  /// Too many calls wait for a connection already. Not executed.
  case poolExhausted
  /// The pool is closed or was never started, or the transaction is over. Not executed.
  case closed
  /// The statement was executed, but a column could not be read.
  case decode(statement: String, column: String, DecodeError)
  /// PostgreSQL understands these statements otherwise than we do.
  case statements([StatementFault])

  /// True when nobody knows whether the statement took effect.
  public var outcomeUnknown: Bool {
    switch self {
    case .connectionLost(let sent), .timeout(let sent), .canceled(let sent): sent
    default: false
    }
  }
}

/// A statement that does not fit the database, found when a connection opens.
public struct StatementFault: Sendable, Equatable {
  public let statement: String
  /// What was expected and what came.
  public let problem: String
}

/// What the server said about a failed statement.
public struct ServerError: Error, Sendable, Equatable {
  /// Five characters (PostgreSQL manual, appendix A).
  public var sqlState: String
  public var constraint: String?
  public var table: String?
  public var column: String?
  /// May quote values: for no eyes.
  public var message: String
  /// Quotes values: for no eyes.
  public var detail: String?
  /// The name of our statement.
  public var statement: String
}

extension PostgresError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .server(let error): error.description
    case .unreachable: "database unreachable"
    case .connectionLost(let sent): "database connection lost, \(Self.outcome(sent))"
    case .timeout(let sent): "database deadline passed, \(Self.outcome(sent))"
    case .canceled(let sent): "database call canceled, \(Self.outcome(sent))"
    case .poolExhausted: "too many calls wait for the database"
    case .closed: "database pool closed"
    case .decode(let statement, let column, let error):
      "statement \(statement): column \(column): \(error)"
    case .statements(let faults):
      faults.map { "statement \($0.statement): \($0.problem)" }.joined(separator: "\n")
    }
  }

  /// Everything known that names nobody: for the log and the operator.
  public var logText: String {
    switch self {
    case .server(let error): error.logText
    case .unreachable(let reason): "\(description): \(reason)"
    default: description
    }
  }

  private static func outcome(_ sent: Bool) -> String {
    sent ? "outcome unknown" : "not executed"
  }
}

extension ServerError: CustomStringConvertible {
  public var description: String {
    "SQLSTATE \(sqlState)" + (constraint.map { " (\($0))" } ?? "")
  }

  /// What the server said, without what it quotes of rows and parameters: the detail names values
  /// always, the message when it is about data (class 22), and values are persons and secrets.
  public var logText: String {
    let place = [table, column].compactMap { $0 }.joined(separator: ".")
    let said = sqlState.hasPrefix("22") ? "a value does not fit" : message
    return "\(description) in \(statement) \(place): \(said)"
  }
}
