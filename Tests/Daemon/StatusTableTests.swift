import RPC
import Testing

@testable import Daemon
@testable import Postgres

@Suite struct StatusTableTests {
  @Test(arguments: [
    ("23505", Code.alreadyExists), ("23503", .failedPrecondition), ("23514", .failedPrecondition),
    ("22001", .invalidArgument), ("22P02", .invalidArgument), ("40001", .aborted),
    ("40P01", .aborted), ("55P03", .aborted), ("57014", .deadlineExceeded),
    ("53300", .unavailable), ("57P01", .unavailable), ("08006", .unavailable),
    ("25006", .unavailable),
  ])
  func `each SQLSTATE has its code, and tells no value`(state: String, code: Code) {
    let status = Status(.server(Self.error(state)))
    #expect(status?.code == code)
    #expect(!"\(String(describing: status))".contains("someone@example.org"))
  }

  @Test(arguments: ["42601", "42501", "XX000", "23502"])
  func `what is our own fault is told to nobody`(state: String) {
    #expect(Status(.server(Self.error(state))) == nil)
  }

  @Test(arguments: [
    (PostgresError.unreachable("x"), Code.unavailable),
    (.connectionLost(sent: true), .unavailable), (.poolExhausted, .unavailable),
    (.closed, .unavailable), (.timeout(sent: false), .deadlineExceeded),
    (.canceled(sent: true), .cancelled),
  ])
  func `each failure of the pool has its code`(error: PostgresError, code: Code) {
    #expect(Status(error)?.code == code)
  }

  private static func error(_ state: String) -> ServerError {
    var error = ServerError(sqlState: state, message: "someone@example.org", statement: "s")
    error.detail = "someone@example.org"
    return error
  }
}
