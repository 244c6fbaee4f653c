/// Why a token lets nobody in.
public enum OpenIDRefusal: Error, Sendable, Equatable {
  /// It does not count; the word says which part, for logs and never for whoever sent it.
  case token(String)
  /// The provider's keys cannot be had now.
  case unavailable(String)
}

/// What the provider says of a person.
public struct OpenIDClaims: Sendable, Equatable, CustomReflectable {
  public let subject: String
  /// Empty when it says none.
  public let email: String
  public let isEmailVerified: Bool
  public let firstName: String
  public let lastName: String

  static let leeway: Int64 = 60

  /// Judges what a key of the issuer has signed.
  /// - Parameter now: seconds of Unix time.
  init(_ json: [UInt8], _ provider: OpenIDProvider, now: Int64) throws(OpenIDRefusal) {
    guard let claims = JSONObject(json) else { throw .token("claims") }
    guard claims.text("iss") == provider.issuer else { throw .token("iss") }
    guard let audiences = claims.texts("aud"), audiences.contains(provider.audience) else {
      throw .token("aud")
    }
    if audiences.count > 1 || claims.has("azp") {
      guard claims.text("azp") == provider.audience else { throw .token("azp") }
    }
    guard let expiresAt = claims.seconds("exp"), expiresAt > now - Self.leeway else {
      throw .token("exp")
    }
    guard let issuedAt = claims.seconds("iat"), issuedAt <= now + Self.leeway else {
      throw .token("iat")
    }
    if claims.has("nbf") {
      guard let from = claims.seconds("nbf"), from <= now + Self.leeway else { throw .token("nbf") }
    }
    guard let subject = claims.text("sub"), (1...255).contains(subject.unicodeScalars.count) else {
      throw .token("sub")
    }
    self.subject = subject
    email = claims.text("email") ?? ""
    isEmailVerified = claims.isTrue("email_verified")
    let given = claims.text("given_name") ?? ""
    firstName = given.isEmpty ? claims.text("name") ?? "" : given
    lastName = given.isEmpty ? "" : claims.text("family_name") ?? ""
  }

  public var customMirror: Mirror { Mirror(self, children: []) }
}
