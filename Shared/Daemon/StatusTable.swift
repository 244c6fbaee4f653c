internal import Postgres
internal import RPC

extension Status {
  /// The status that tells a caller of a database failure; nil is one to be logged whole and told
  /// to nobody, INTERNAL.
  ///
  /// | SQLSTATE | code |
  /// |---|---|
  /// | 23505 | ALREADY_EXISTS |
  /// | 23503, 23514 | FAILED_PRECONDITION |
  /// | class 22 | INVALID_ARGUMENT |
  /// | 40001, 40P01 after three tries, 55P03 | ABORTED |
  /// | 57014, deadline | DEADLINE_EXCEEDED |
  /// | cancelled by the caller | CANCELLED |
  /// | class 08, 53, 57P0x, 25006, no connection | UNAVAILABLE |
  init?(_ error: PostgresError) {
    switch error.failure {
    case .uniqueViolation(let constraint):
      self = .refused(
        .alreadyExists, "ALREADY_EXISTS", "it exists already", [("constraint", constraint)])
    case .foreignKeyViolation(let constraint), .checkViolation(let constraint):
      self = .refused(
        .failedPrecondition, "CONSTRAINT", "it does not fit what is stored",
        [("constraint", constraint)])
    case .invalidData: self = Status(.invalidArgument, "a value cannot be stored")
    case .serialization: self = Status(.aborted, "others changed the same; repeat it")
    case .lockTimeout: self = Status(.aborted, "others hold the same for long; repeat it")
    case .timeout: self = Status(.deadlineExceeded, "time ran out")
    case .canceled: self = Status(.cancelled, "the caller gave up")
    case .unavailable:
      self = Status(
        .unavailable, "the database cannot answer now", retryAfter: .milliseconds(100))
    case .other: return nil
    }
  }

  /// The status of an error that a handler let through; nil for what is told to nobody.
  static func of(_ error: any Error) -> Status? {
    switch error {
    case let error as Status: error
    case let error as PostgresError: Status(error)
    default: nil
    }
  }

  /// Nothing is wrong with what was asked; another try may well succeed.
  var isPassing: Bool {
    switch code {
    case .unavailable, .deadlineExceeded, .aborted, .resourceExhausted, .cancelled: true
    default: false
    }
  }
}
