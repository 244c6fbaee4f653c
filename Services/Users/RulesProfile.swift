internal import Contracts
internal import Identity

/// What a person may say about themselves, fit to be kept.
struct Profile: Sendable, Equatable {
  var email: String?
  var phone: String?
  var firstName = ""
  var lastName = ""
  var bio = ""
  var picture = ""
  var interests: [String] = []

  /// Somebody without any of these could never be found again.
  var isNobody: Bool { email == nil && phone == nil && firstName.isEmpty }
}

/// A person to be added.
struct Draft: Sendable {
  var profile: Profile
  var role: Role
  var passwordHash: String?
}

extension Profile {
  init(_ person: Person) {
    let user = person.user
    email = user.email.isEmpty ? nil : user.email
    phone = user.phone.isEmpty ? nil : user.phone
    firstName = user.firstName
    lastName = user.lastName
    bio = user.bio
    picture = user.profilePictureUrl
    interests = user.interests
  }

  init(_ request: CreateUserRequest, _ region: PhoneRegion) throws(Unfit) {
    email = try Rules.email(request.email)
    phone = try Rules.phone(request.phone, region)
    firstName = try Rules.name(request.firstName, "first_name")
    lastName = try Rules.name(request.lastName, "last_name")
    bio = try Rules.bio(request.bio)
    picture = try Rules.picture(request.profilePictureUrl)
    interests = try Rules.interests(request.interests)
    if isNobody {
      throw Unfit(field: "email", rule: "or phone or first_name is needed")
    }
    if email == nil, !request.password.isEmpty {
      throw Unfit(field: "email", rule: "is needed to sign in with a password")
    }
  }
}

/// What of a person only its own call, or nobody, may set.
enum ProtectedFields {
  static let names: Set<String> = [
    "id", "role", "is_organizer", "email_verified", "phone_verified", "active",
    "deactivated_reason", "last_login_at", "external_id", "external_issuer", "reputation",
    "rating_count", "created_at", "updated_at", "version", "password", "points",
  ]
}

/// Which fields of a profile to write, and what.
struct ProfileEdit: Sendable {
  enum Field: String, CaseIterable, Sendable {
    case email
    case phone
    case firstName = "first_name"
    case lastName = "last_name"
    case bio
    case picture = "profile_picture_url"
    case interests
  }

  /// Why an edit cannot be applied to the person as it is.
  enum Refusal: Error, Equatable {
    /// Nothing would be left to find the person by.
    case nobody
    /// Who signs in with a password needs an address.
    case addressNeeded
  }

  let fields: Set<Field>
  let values: Profile

  /// - Throws: `Unfit` for a name in the mask that is no such field, or a value named by it.
  init(_ request: UpdateUserRequest, _ region: PhoneRegion) throws(Unfit) {
    var fields: Set<Field> = []
    for path in request.updateMask?.paths ?? [] {
      guard let field = Field(rawValue: path) else {
        if ProtectedFields.names.contains(path) {
          throw Unfit(field: path, rule: "is not set by an edit of the profile")
        }
        throw Unfit(
          field: "update_mask",
          rule: "must name of \(Field.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      fields.insert(field)
    }
    guard !fields.isEmpty else {
      throw Unfit(field: "update_mask", rule: "must name what to change")
    }
    self.fields = fields
    values = try Self.values(request, fields, region)
  }

  /// What the mask does not name is not looked at.
  private static func values(
    _ request: UpdateUserRequest, _ fields: Set<Field>, _ region: PhoneRegion
  ) throws(Unfit) -> Profile {
    var values = Profile()
    if fields.contains(.email) { values.email = try Rules.email(request.email) }
    if fields.contains(.phone) { values.phone = try Rules.phone(request.phone, region) }
    if fields.contains(.firstName) {
      values.firstName = try Rules.name(request.firstName, "first_name")
    }
    if fields.contains(.lastName) {
      values.lastName = try Rules.name(request.lastName, "last_name")
    }
    if fields.contains(.bio) { values.bio = try Rules.bio(request.bio) }
    if fields.contains(.picture) { values.picture = try Rules.picture(request.profilePictureUrl) }
    if fields.contains(.interests) { values.interests = try Rules.interests(request.interests) }
    return values
  }

  /// The profile as it is afterwards.
  func applied(to before: Profile, hasPassword: Bool) throws(Refusal) -> Profile {
    var after = before
    if fields.contains(.email) { after.email = values.email }
    if fields.contains(.phone) { after.phone = values.phone }
    if fields.contains(.firstName) { after.firstName = values.firstName }
    if fields.contains(.lastName) { after.lastName = values.lastName }
    if fields.contains(.bio) { after.bio = values.bio }
    if fields.contains(.picture) { after.picture = values.picture }
    if fields.contains(.interests) { after.interests = values.interests }
    if after.isNobody { throw .nobody }
    if after.email == nil, hasPassword { throw .addressNeeded }
    return after
  }
}
