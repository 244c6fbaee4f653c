internal import Daemon

/// Takes note of what happens around signing in: the one place through which all of it goes.
struct AuthNotes: Sendable {
  enum Event: String, Sendable {
    case signIn = "sign_in"
    case external
    case refresh
    case logout
    case logoutAll = "logout_all"
    case revokeSession = "revoke_session"
    case changePassword = "change_password"
    case register
    case verifyEmail = "verify_email"
    case resend
    case forgot
    case resetPassword = "reset_password"
    case startPhone = "start_phone"
    case verifyPhone = "verify_phone"
  }

  enum Outcome: String, Sendable {
    case done
    case refused
    case throttled
  }

  let metrics: Metrics
  let audit: Audit

  /// - Parameter user: whose access it is about, when that is known. No label: it is a person.
  func note(_ event: Event, _ outcome: Outcome, of user: UUID128?) {
    // Whoever guesses gets one line a minute, however many they try.
    if event == .signIn || event == .external, outcome != .done {
      audit.count(.anonymous, .signInFailed, user.map { .user($0) } ?? AuditObject("user"))
    }
    metrics.add(
      "credopass_users_auth_total", "What happened around signing in.",
      [("event", event.rawValue), ("outcome", outcome.rawValue)])
  }
}
