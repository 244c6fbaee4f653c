/// What somebody who is not signed in may ask for by mail.
enum Purpose: String, Sendable {
  case register = "REGISTER"
  /// The mail with the link once more, or for an address that was changed.
  case resend = "RESEND"
  case forgot = "FORGOT"
}

/// What a mailed token does.
enum TokenPurpose: String, Sendable {
  /// Makes an account, or lets who is known by the address claim theirs.
  case register = "REGISTER"
  case verifyEmail = "VERIFY_EMAIL"
  case resetPassword = "RESET_PASSWORD"

  /// How long it counts, in seconds.
  var life: Int64 { self == .resetPassword ? 3600 : 86_400 }
}

/// What goes to an address that something was asked for.
enum Reply: Equatable, CaseIterable {
  /// The link that makes or claims the account.
  case registration
  /// There is an account already; a link for who has forgotten the password.
  case known
  /// There is an account, and it is shut.
  case shut
  /// The link that proves the address.
  case proof
  /// The link that sets another password.
  case reset

  /// What is known of whoever has the address.
  struct Holder {
    let isActive: Bool
    let hasPassword: Bool
    let isVerified: Bool
  }

  /// What to send; nil says nothing to anybody.
  /// - Parameters:
  ///   - holder: nil when nobody is known by the address.
  ///   - isPending: whether an account was asked for that nobody has opened yet.
  static func to(_ purpose: Purpose, _ holder: Holder?, isPending: Bool) -> Reply? {
    let isFree = holder.map { $0.isActive && !$0.hasPassword } ?? true
    switch purpose {
    case .register:
      return isFree ? .registration : holder?.isActive == true ? .known : .shut
    case .resend:
      if isFree && isPending { return .registration }
      guard let holder, holder.isActive, !holder.isVerified else { return nil }
      return .proof
    case .forgot:
      return holder?.isActive == true ? .reset : nil
    }
  }

  /// What its link does; nil has none.
  var token: TokenPurpose? {
    switch self {
    case .registration: .register
    case .known, .reset: .resetPassword
    case .proof: .verifyEmail
    case .shut: nil
    }
  }
}

/// A code that was sent to a phone.
struct PhoneCode: Sendable {
  /// How long it counts, in seconds, and how many wrong ones void it.
  static let life: Int64 = 600
  static let attempts: Int32 = 5

  /// Of numbers there are a million.
  static func text(_ number: UInt32) -> String {
    let digits = String(number % 1_000_000)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// - Throws: `Unfit` for anything but six digits.
  static func checked(_ text: String) throws(Unfit) -> String {
    let code = text.tidy
    guard code.utf8.count == 6, code.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw Unfit(field: "code", rule: "must be the six digits that were sent")
    }
    return code
  }
}
