internal import Outbox

/// What people are told by mail and text message. Nothing that a stranger typed is in it: whoever
/// asks in somebody's name sends them our words, not theirs.
struct Letters: Sendable {
  /// Where the links lead; PUBLIC_URL.
  let base: String

  func subject(_ reply: Reply) -> String {
    switch reply {
    case .registration: "Open your account"
    case .known, .shut: "You have an account already"
    case .proof: "Confirm your e-mail address"
    case .reset: "Choose a new password"
    }
  }

  func body(_ reply: Reply, _ token: RandomToken?) -> String {
    switch reply {
    case .registration:
      """
      Somebody, we hope you, asked for an account with this e-mail address.
      To open it, follow this link within a day:

      \(link("verify-email", token))

      If it was not you, do nothing: no account is opened then.

      """
    case .known:
      """
      Somebody, we hope you, asked for an account with this e-mail address,
      but there is one already. Sign in with your password. If you have
      forgotten it, this link sets a new one within the next hour:

      \(link("reset-password", token))

      If it was not you, do nothing: nothing has changed.

      """
    case .shut:
      """
      Somebody, we hope you, asked for an account with this e-mail address,
      but there is one already, and it has been shut. Please talk to the
      people who run it.

      """
    case .proof:
      """
      To confirm that this e-mail address is yours, follow this link within
      a day:

      \(link("verify-email", token))

      If you do not know what this is about, do nothing.

      """
    case .reset:
      """
      Somebody, we hope you, has forgotten the password of the account with
      this e-mail address. This link sets a new one within the next hour:

      \(link("reset-password", token))

      If it was not you, do nothing: the password stays as it is.

      """
    }
  }

  func code(_ code: String) -> String {
    "\(code) is your code. It counts for 10 minutes. Give it to nobody."
  }

  private func link(_ path: String, _ token: RandomToken?) -> String {
    "\(base)/\(path)?token=\(token?.text ?? "")"
  }
}
