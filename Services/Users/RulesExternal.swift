internal import Contracts

/// What an outside identity provider calls a person.
struct ExternalName: Sendable, Equatable {
  let issuer: String
  let subject: String

  init(checked issuer: String, _ subject: String) throws(Unfit) {
    self.issuer = try Rules.external(issuer, "issuer")
    self.subject = try Rules.external(subject, "subject")
  }
}

/// What an outside identity provider says of a person, fit to be used. An address that it does not
/// vouch for is left out: it might be somebody else's.
struct ExternalPerson: Sendable {
  let name: ExternalName
  let email: String?
  let firstName: String
  let lastName: String

  init(checked request: FindOrCreateExternalUserRequest) throws(Unfit) {
    name = try ExternalName(checked: request.issuer, request.subject)
    email = request.emailVerified ? try Rules.email(request.email) : nil
    firstName = try Rules.name(request.firstName, "first_name")
    lastName = try Rules.name(request.lastName, "last_name")
    if !canBeMade {
      throw Unfit(field: "first_name", rule: "or a verified e-mail address is needed")
    }
  }

  /// Of what a token says. A name or an address that fits no profile is left out: whoever signs in
  /// cannot mend it.
  init(claimed name: ExternalName, email: String, firstName: String, lastName: String) {
    func fit(_ text: String) -> String {
      do throws(Unfit) { return try Rules.name(text, "name") } catch { return "" }
    }
    self.name = name
    self.email = Rules.address(email)
    self.firstName = fit(firstName)
    self.lastName = fit(lastName)
  }

  /// Whether there is anything to know a new person by.
  var canBeMade: Bool { email != nil || !firstName.isEmpty }

  /// What becomes of whoever has the verified address.
  enum Verdict: Equatable {
    case link
    /// The address is theirs by their word alone, and a password stands: whoever set it might not
    /// be whom the provider means, and would get in by it afterwards.
    case unproven
    case linkedOtherwise
  }

  static func verdict(isLinked: Bool, hasPassword: Bool, isVerified: Bool) -> Verdict {
    if isLinked { return .linkedOtherwise }
    return isVerified || !hasPassword ? .link : .unproven
  }
}
