internal import Contracts
internal import Daemon
public import Identity
public import Postgres
internal import RPC

/// A person as stored: what the contract shows, and what it does not.
struct Person: Sendable, Equatable {
  var user: User
  let id: UUID128
  let tokenEpoch: Int64
  let hasPassword: Bool
  let createdAt: Instant

  static let columns = Columns(
    [
      "id", "email", "phone", "first_name", "last_name", "role", "email_verified",
      "phone_verified", "is_active", "deactivated_reason", "last_login_at", "external_id", "bio",
      "profile_picture_url", "interests", "reputation", "rating_count", "created_at", "updated_at",
      "version", "token_epoch", "has_password", "external_issuer", "is_organizer",
    ], Person.init)

  @Sendable
  private init(
    _ id: UUID128, _ email: String?, _ phone: String?, _ firstName: String, _ lastName: String,
    _ role: Role, _ emailVerified: Bool, _ phoneVerified: Bool, _ isActive: Bool,
    _ reason: String, _ lastLogin: Instant?, _ externalID: String?, _ bio: String,
    _ picture: String, _ interests: [String], _ reputation: Double, _ ratings: Int32,
    _ created: Instant, _ updated: Instant, _ version: Int64, _ epoch: Int64, _ hasPassword: Bool,
    _ externalIssuer: String?, _ isOrganizer: Bool
  ) {
    self.id = id
    tokenEpoch = epoch
    self.hasPassword = hasPassword
    createdAt = created
    user = User(
      id: id.description, email: email ?? "", phone: phone ?? "", firstName: firstName,
      lastName: lastName, role: User.Role(role), emailVerified: emailVerified,
      phoneVerified: phoneVerified, active: isActive, deactivatedReason: reason,
      lastLoginAt: lastLogin.map { Timestamp($0) }, externalId: externalID ?? "", bio: bio,
      profilePictureUrl: picture, interests: interests, reputation: reputation,
      ratingCount: ratings, createdAt: Timestamp(created), updatedAt: Timestamp(updated),
      version: version, isOrganizer: isOrganizer, externalIssuer: externalIssuer ?? "")
  }

  var isActiveAdmin: Bool { user.role == .admin && user.active }

  /// What the feed says of the person: no name, no address; names are filled in when it is read.
  var changed: UserChanged {
    UserChanged(
      id: user.id, state: user.active ? .active : .deactivated, role: user.role,
      tokenEpoch: tokenEpoch)
  }
}

extension Role: PostgresElement {}

extension User.Role {
  init(_ role: Role) {
    self =
      switch role {
      case .participant: .participant
      case .staff: .staff
      case .organizer: .organizer
      case .admin: .admin
      }
  }
}

extension Role {
  /// Nil for a role that is not said.
  /// - Throws: INVALID_ARGUMENT for one that does not exist.
  static func of(_ role: User.Role) throws(Status) -> Role? {
    switch role {
    case .unspecified: nil
    case .participant: .participant
    case .staff: .staff
    case .organizer: .organizer
    case .admin: .admin
    case .unrecognized: throw Status.invalid("role", "must be a role of the contract")
    }
  }
}
