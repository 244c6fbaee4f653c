// swift-format-ignore-file
// Generated from credopass/users/v1/user.proto by deploy/generate.

internal import CContracts
public import RPC

/// A person the organization knows. Who has no password cannot sign in.
public struct User: Message {
  /// UUIDv7.
  public var id: String
  /// Lower case, at most 255 characters; empty for people known otherwise.
  public var email: String
  /// E.164, such as "+4930123456"; empty when not known.
  public var phone: String
  /// At most 100 characters.
  public var firstName: String
  /// At most 100 characters; may be empty.
  public var lastName: String
  /// What the person may do.
  public var role: User.Role
  /// Whether a mailed link proved the address.
  public var emailVerified: Bool
  /// Whether a code proved the number.
  public var phoneVerified: Bool
  /// Whether the person takes part; false after deactivation.
  public var active: Bool
  /// Why the person was deactivated; empty while active.
  public var deactivatedReason: String
  /// The last time a password or an outside issuer let the person in; absent for never.
  public var lastLoginAt: Timestamp?
  /// What an outside identity provider calls the person (its "sub"), or empty.
  public var externalId: String
  /// A few words about oneself.
  public var bio: String
  /// Address of a picture, or empty.
  public var profilePictureUrl: String
  /// At most 50 of at most 50 characters.
  public var interests: [String]
  /// Mean of the ratings received, 0 to 5; 0 when there are none.
  public var reputation: Double
  /// How many ratings the mean is of.
  public var ratingCount: Int32
  /// When the record was made.
  public var createdAt: Timestamp?
  /// When the record last changed.
  public var updatedAt: Timestamp?
  /// Counts the record's edits; give it back as expected_version to edit only what was seen.
  public var version: Int64
  /// Whether the role lets the person create events; follows the role.
  public var isOrganizer: Bool
  /// Whose external_id it is (the provider's "iss"); empty without one.
  public var externalIssuer: String

  public init() {
    id = ""
    email = ""
    phone = ""
    firstName = ""
    lastName = ""
    role = .unspecified
    emailVerified = false
    phoneVerified = false
    active = false
    deactivatedReason = ""
    lastLoginAt = nil
    externalId = ""
    bio = ""
    profilePictureUrl = ""
    interests = []
    reputation = 0
    ratingCount = 0
    createdAt = nil
    updatedAt = nil
    version = 0
    isOrganizer = false
    externalIssuer = ""
  }

  public init(
    id: String = "",
    email: String = "",
    phone: String = "",
    firstName: String = "",
    lastName: String = "",
    role: User.Role = .unspecified,
    emailVerified: Bool = false,
    phoneVerified: Bool = false,
    active: Bool = false,
    deactivatedReason: String = "",
    lastLoginAt: Timestamp? = nil,
    externalId: String = "",
    bio: String = "",
    profilePictureUrl: String = "",
    interests: [String] = [],
    reputation: Double = 0,
    ratingCount: Int32 = 0,
    createdAt: Timestamp? = nil,
    updatedAt: Timestamp? = nil,
    version: Int64 = 0,
    isOrganizer: Bool = false,
    externalIssuer: String = ""
  ) {
    self.id = id
    self.email = email
    self.phone = phone
    self.firstName = firstName
    self.lastName = lastName
    self.role = role
    self.emailVerified = emailVerified
    self.phoneVerified = phoneVerified
    self.active = active
    self.deactivatedReason = deactivatedReason
    self.lastLoginAt = lastLoginAt
    self.externalId = externalId
    self.bio = bio
    self.profilePictureUrl = profilePictureUrl
    self.interests = interests
    self.reputation = reputation
    self.ratingCount = ratingCount
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.version = version
    self.isOrganizer = isOrganizer
    self.externalIssuer = externalIssuer
  }

  /// What a person may do; each role includes the ones before it.
  public enum Role: Enumeration {
    /// Not said.
    case unspecified
    /// Sees and edits itself.
    case participant
    /// Works doors.
    case staff
    /// Creates events and sees their rosters.
    case organizer
    /// May do everything.
    case admin
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .participant, .staff, .organizer, .admin]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .participant
      case 2: self = .staff
      case 3: self = .organizer
      case 4: self = .admin
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .participant: 1
      case .staff: 2
      case .organizer: 3
      case .admin: 4
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "ROLE_UNSPECIFIED"
      case .participant: "PARTICIPANT"
      case .staff: "STAFF"
      case .organizer: "ORGANIZER"
      case .admin: "ADMIN"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

extension User {
  public static var fullName: String { "credopass.users.v1.User" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Users__V1__User.self, credopass__users__v1__user__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Users__V1__User.self)
    id = try unsafe readText(c.pointee.id)
    email = try unsafe readText(c.pointee.email)
    phone = try unsafe readText(c.pointee.phone)
    firstName = try unsafe readText(c.pointee.first_name)
    lastName = try unsafe readText(c.pointee.last_name)
    role = unsafe User.Role(rawValue: Int32(bitPattern: c.pointee.role.rawValue))
    emailVerified = unsafe c.pointee.email_verified != 0
    phoneVerified = unsafe c.pointee.phone_verified != 0
    active = unsafe c.pointee.active != 0
    deactivatedReason = try unsafe readText(c.pointee.deactivated_reason)
    if let inner = unsafe c.pointee.last_login_at {
      lastLoginAt = try unsafe Timestamp(unpacked: inner)
    }
    externalId = try unsafe readText(c.pointee.external_id)
    bio = try unsafe readText(c.pointee.bio)
    profilePictureUrl = try unsafe readText(c.pointee.profile_picture_url)
    interests = try unsafe readTexts(c.pointee.n_interests, c.pointee.interests)
    reputation = unsafe c.pointee.reputation
    ratingCount = unsafe c.pointee.rating_count
    if let inner = unsafe c.pointee.created_at {
      createdAt = try unsafe Timestamp(unpacked: inner)
    }
    if let inner = unsafe c.pointee.updated_at {
      updatedAt = try unsafe Timestamp(unpacked: inner)
    }
    version = unsafe c.pointee.version
    isOrganizer = unsafe c.pointee.is_organizer != 0
    externalIssuer = try unsafe readText(c.pointee.external_issuer)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Users__V1__User.self, credopass__users__v1__user__init)
    unsafe c.pointee.id = try arena.text(id)
    unsafe c.pointee.email = try arena.text(email)
    unsafe c.pointee.phone = try arena.text(phone)
    unsafe c.pointee.first_name = try arena.text(firstName)
    unsafe c.pointee.last_name = try arena.text(lastName)
    unsafe c.pointee.role = .init(rawValue: UInt32(bitPattern: role.rawValue))
    unsafe c.pointee.email_verified = emailVerified ? 1 : 0
    unsafe c.pointee.phone_verified = phoneVerified ? 1 : 0
    unsafe c.pointee.active = active ? 1 : 0
    unsafe c.pointee.deactivated_reason = try arena.text(deactivatedReason)
    unsafe c.pointee.last_login_at = try lastLoginAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.external_id = try arena.text(externalId)
    unsafe c.pointee.bio = try arena.text(bio)
    unsafe c.pointee.profile_picture_url = try arena.text(profilePictureUrl)
    unsafe c.pointee.n_interests = interests.count
    unsafe c.pointee.interests = try arena.list(interests) { (value) throws(EncodeError) in try unsafe arena.text(value) }
    unsafe c.pointee.reputation = reputation
    unsafe c.pointee.rating_count = ratingCount
    unsafe c.pointee.created_at = try createdAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.updated_at = try updatedAt?.layOut(in: arena).assumingMemoryBound(to: Google__Protobuf__Timestamp.self)
    unsafe c.pointee.version = version
    unsafe c.pointee.is_organizer = isOrganizer ? 1 : 0
    unsafe c.pointee.external_issuer = try arena.text(externalIssuer)
    return UnsafeMutableRawPointer(c)
  }
}
