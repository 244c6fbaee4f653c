/// How a call failed: gRPC's codes, a sentence for the caller, and what a program can read.
///
/// A handler throws it to answer; a client gets it thrown. Anything else that a handler throws
/// becomes INTERNAL and tells the caller nothing.
public struct Status: Error, Sendable, Equatable, CustomStringConvertible {
  public var code: Code
  /// Safe to show to the caller; no SQL, no stack, no person.
  public var message: String
  public var details: ErrorDetails?
  /// How far the handler got, as far as the caller can know.
  public var executed: ResponseHeader.Executed
  /// When another try makes sense; nil says nothing.
  public var retryAfter: Duration?

  public init(
    _ code: Code, _ message: String, details: ErrorDetails? = nil,
    executed: ResponseHeader.Executed = .unspecified, retryAfter: Duration? = nil
  ) {
    self.code = code
    self.message = message
    self.details = details
    self.executed = executed
    self.retryAfter = retryAfter
  }

  public var description: String { "\(code.name): \(message)" }

  /// A wrong field of the request: INVALID_ARGUMENT that names it and says what is allowed.
  public static func invalid(_ field: String, _ description: String) -> Status {
    var violation = BadRequest.FieldViolation()
    violation.field = field
    violation.description = description
    var details = ErrorDetails()
    details.badRequest = BadRequest()
    details.badRequest?.fieldViolations = [violation]
    return Status(.invalidArgument, "\(field): \(description)", details: details)
  }

  /// A refusal that programs tell apart by `reason`, an upper-case name that never changes.
  public static func refused(
    _ code: Code, _ reason: String, _ message: String, _ facts: [(String, String)] = []
  ) -> Status {
    var info = ErrorInfo()
    info.reason = reason
    info.metadata = facts.map { key, value in
      var fact = Metadata()
      fact.key = key
      fact.value = value
      return fact
    }
    var details = ErrorDetails()
    details.errorInfo = info
    return Status(code, message, details: details)
  }
}
