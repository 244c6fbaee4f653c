/// What a person may do beyond their own things; each role includes those before it.
public enum Role: String, Sendable, Comparable, CaseIterable {
  case participant = "PARTICIPANT"
  case staff = "STAFF"
  case organizer = "ORGANIZER"
  case admin = "ADMIN"

  public static func < (left: Role, right: Role) -> Bool { left.rank < right.rank }

  private var rank: Int {
    switch self {
    case .participant: 0
    case .staff: 1
    case .organizer: 2
    case .admin: 3
    }
  }
}

/// Who asks, as a verified access token says. Times are seconds of Unix time.
public struct Principal: Sendable, Equatable {
  /// A UUID in lower case, as is `sessionID`.
  public let userID: String
  public let role: Role
  /// The sign-in that the token came from.
  public let sessionID: String
  /// How often all of the user's access had been ended when the token was issued.
  public let epoch: Int64
  public let issuedAt: Int64
  public let expiresAt: Int64
}

/// What is known of a user beside the token: from the users feed, or from users' own table.
public struct Standing: Sendable, Equatable {
  /// Tokens of an earlier epoch are void (role changed, password changed, logged out everywhere).
  public let epoch: Int64
  public let isActive: Bool

  public init(epoch: Int64, isActive: Bool) {
    self.epoch = epoch
    self.isActive = isActive
  }
}

/// Why a token does not count. The caller is told none of this, only that it is not signed in;
/// the name is a label for counters.
public enum TokenRefusal: String, Error, Sendable, CaseIterable {
  /// Not three parts of canonical base64url, or too long.
  case malformed
  /// No live key of ours writes this header: another alg, typ or kid, or one member more.
  case unknownHeader
  case badSignature
  /// A claim is missing, unknown, twice there, or not what we issue.
  case wrongClaims
  case notYetValid
  case expired
  /// The user is inactive or has ended all access since.
  case revoked
}
