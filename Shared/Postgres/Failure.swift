/// The few kinds of failure a caller can act upon.
public enum Failure: Sendable, Equatable {
  case uniqueViolation(constraint: String)
  case foreignKeyViolation(constraint: String)
  case checkViolation(constraint: String)
  /// A value PostgreSQL could not take: out of range, NUL in text (class 22).
  case invalidData
  /// Serialization failure or deadlock, after all retries.
  case serialization
  case lockTimeout
  /// The deadline or the statement timeout passed.
  case timeout
  case canceled
  /// Nothing is wrong with the call: the database cannot answer now.
  case unavailable
  case other
}

extension PostgresError {
  /// The kind of failure, by SQLSTATE where the server spoke.
  public var failure: Failure {
    switch self {
    case .server(let error): error.failure
    case .unreachable, .connectionLost, .poolExhausted, .closed: .unavailable
    case .timeout: .timeout
    case .canceled: .canceled
    case .decode, .statements: .other
    }
  }
}

extension ServerError {
  /// The kind of failure, by SQLSTATE.
  ///
  /// 57014 is a timeout: a call that we cancelled no longer waits for the server's answer.
  public var failure: Failure {
    switch sqlState {
    case "23505": .uniqueViolation(constraint: constraint ?? "")
    case "23503": .foreignKeyViolation(constraint: constraint ?? "")
    case "23514": .checkViolation(constraint: constraint ?? "")
    case "40001", "40P01": .serialization
    case "55P03": .lockTimeout
    case "57014": .timeout
    case "25006": .unavailable
    default: byClass
    }
  }

  private var byClass: Failure {
    switch sqlState.prefix(2) {
    case "22": .invalidData
    case "08", "53": .unavailable
    default: sqlState.hasPrefix("57P0") ? .unavailable : .other
    }
  }
}
