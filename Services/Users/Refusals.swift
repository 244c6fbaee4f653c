internal import Daemon
internal import Postgres
internal import RPC

/// The room's refusals, each with a reason that programs know.
enum Refusals {
  static let notFound = Status.refused(.notFound, "USER_NOT_FOUND", "no such user")
  static let lastAdmin = Status.refused(
    .failedPrecondition, "LAST_ADMIN", "the last administrator has to stay one")
  static let oneself = Status.refused(
    .failedPrecondition, "ONESELF", "role and access are changed by somebody else, not by oneself")
  static let linkedOtherwise = Status.refused(
    .failedPrecondition, "LINKED_OTHERWISE",
    "the user has another outside identity; unlink that one first")
  static let externalTaken = Status.refused(
    .alreadyExists, "EXTERNAL_ID_TAKEN", "someone has this outside identity")
  static let importNotFound = Status.refused(.notFound, "IMPORT_NOT_FOUND", "no such import")
  static let importUndone = Status.refused(
    .failedPrecondition, "IMPORT_UNDONE",
    "this import was taken back; send the file under another Idempotency-Key to take it again")
  static let importUsed = Status.refused(
    .failedPrecondition, "IMPORT_USED",
    "an event has learned of this import's people; only what nothing has used is taken back")
  static let roleGiven = Status(
    .permissionDenied, "role: only an administrator gives a role above PARTICIPANT")
  /// One answer for an unknown address, no password, a wrong one, and somebody shut out.
  static let login = Status.refused(
    .unauthenticated, "LOGIN_FAILED", "e-mail address or password is wrong")

  /// One answer for a refresh token that is unknown, used up, or whose session is over.
  static let refresh = Status.refused(
    .unauthenticated, "REFRESH_FAILED", "sign in again: the session is over")
  static let noSession = Status.refused(
    .notFound, "SESSION_NOT_FOUND", "no such session of yours")
  static let passwordWrong = field("current_password", "PASSWORD_WRONG", "is wrong")

  /// One answer for a token that is unknown, used up, too old, or void by what came after it.
  static let token = field(
    "token", "TOKEN_INVALID", "is used up or too old; ask for another mail")
  static let code = field("code", "CODE_INVALID", "is wrong or too old; ask for another one")

  private static func field(_ name: String, _ reason: String, _ rule: String) -> Status {
    var status = Status.invalid(name, rule)
    status.details?.errorInfo = Status.refused(.invalidArgument, reason, "").details?.errorInfo
    return status
  }

  static func tooManyMessages(_ pause: Duration) -> Status {
    var status = Status.refused(
      .resourceExhausted, "TOO_MANY_MESSAGES", "too many messages were asked for; wait a while")
    status.retryAfter = pause
    return status
  }

  static func tooManyFailures(_ pause: Duration) -> Status {
    var status = Status.refused(
      .resourceExhausted, "TOO_MANY_FAILURES", "too many failed sign-ins; wait before the next")
    status.retryAfter = pause
    return status
  }

  static func versionMismatch(_ version: Int64) -> Status {
    .refused(
      .failedPrecondition, "VERSION_MISMATCH", "the user was changed since it was read",
      [("version", String(version))])
  }

  static func emailTaken(_ facts: [(String, String)] = []) -> Status {
    .refused(.alreadyExists, "EMAIL_TAKEN", "someone has this e-mail address", facts)
  }

  static func phoneTaken(_ facts: [(String, String)] = []) -> Status {
    .refused(.alreadyExists, "PHONE_TAKEN", "someone has this phone number", facts)
  }

  /// What an edit met that someone else did first; nil for any other error.
  static func taken(_ error: PostgresError) -> Status? {
    guard case .uniqueViolation(let constraint) = error.failure else { return nil }
    switch constraint {
    case "users_email_key": return emailTaken()
    case "users_phone_key": return phoneTaken()
    case "users_external_key": return externalTaken
    default: return nil
    }
  }

  static func of(_ refusal: ProfileEdit.Refusal) -> Status {
    switch refusal {
    case .nobody:
      .refused(
        .failedPrecondition, "NOBODY", "e-mail, phone and first name cannot all be empty")
    case .addressNeeded:
      .refused(
        .failedPrecondition, "EMAIL_NEEDED", "who has a password needs an e-mail address")
    }
  }

  static func of(_ refusal: StandingRefusal) -> Status {
    switch refusal {
    case .notAllowed: Access.denied
    case .lastAdmin: lastAdmin
    case .oneself: oneself
    }
  }

  static func of(_ unfit: Unfit) -> Status { .invalid(unfit.field, unfit.rule) }
}

/// What `body` gives; a rule that is broken becomes the status that says so.
func judged<Value>(_ body: () throws(Unfit) -> Value) throws(Status) -> Value {
  do { return try body() } catch { throw Refusals.of(error) }
}
