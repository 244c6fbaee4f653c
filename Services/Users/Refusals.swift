internal import Postgres
internal import RPC

/// The room's refusals, each with a reason that programs know.
enum Refusals {
  static let notFound = Status.refused(.notFound, "USER_NOT_FOUND", "no such user")
  static let lastAdmin = Status.refused(
    .failedPrecondition, "LAST_ADMIN", "the last administrator cannot be deactivated")
  /// One answer for an unknown address, no password, a wrong one, and somebody shut out.
  static let login = Status.refused(
    .unauthenticated, "LOGIN_FAILED", "e-mail address or password is wrong")

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

  static func of(_ unfit: Unfit) -> Status { .invalid(unfit.field, unfit.rule) }
}

/// What `body` gives; a rule that is broken becomes the status that says so.
func judged<Value>(_ body: () throws(Unfit) -> Value) throws(Status) -> Value {
  do { return try body() } catch { throw Refusals.of(error) }
}
