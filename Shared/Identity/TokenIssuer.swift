/// Issues access tokens: JWT (RFC 7519, profile of RFC 9068) signed with Ed25519 (RFC 8037).
public struct TokenIssuer: Sendable {
  /// Seconds that a token counts.
  public static let lifetime: Int64 = 600

  private let scope: TokenScope
  private let key: SigningKey

  public init(scope: TokenScope, key: SigningKey) {
    self.scope = scope
    self.key = key
  }

  /// A token for `userID` (a UUID in lower case, as `sessionID`) that counts from `now`, in
  /// seconds of Unix time, for `lifetime` seconds. About 450 bytes.
  public func issue(
    userID: String, role: Role, sessionID: String, epoch: Int64, now: Int64
  ) -> String {
    precondition(UUIDText.isCanonical(userID) && UUIDText.isCanonical(sessionID))
    precondition(epoch >= 0 && now >= 0)
    let principal = Principal(
      userID: userID, role: role, sessionID: sessionID, epoch: epoch, issuedAt: now,
      expiresAt: now + Self.lifetime)
    let claims = Claims(issuer: scope.issuer, audience: scope.audience, principal: principal)
    var token = TokenHeader.encoded(for: key.publicKey)
    token.append(UInt8(ascii: "."))
    token += Base64URL.encode(claims.json)
    let signature = key.sign(token)
    token.append(UInt8(ascii: "."))
    token += Base64URL.encode(signature)
    return String(decoding: token, as: UTF8.self)
  }
}

/// Who issues and for whom: the `iss` and `aud` of every token of one deployment.
public struct TokenScope: Sendable, Equatable {
  public let issuer: String
  public let audience: String

  /// Nil unless both are 1 to 200 printable ASCII characters without quote and backslash.
  public init?(issuer: String, audience: String) {
    for text in [issuer, audience] {
      let plain = text.utf8.allSatisfy {
        (0x20...0x7E).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
      }
      guard plain, (1...200).contains(text.utf8.count) else { return nil }
    }
    self.issuer = issuer
    self.audience = audience
  }
}

/// The protected header, of which there is one spelling per key.
enum TokenHeader {
  static func encoded(for key: PublicKey) -> [UInt8] {
    Base64URL.encode(#"{"alg":"EdDSA","kid":"\#(key.id)","typ":"at+jwt"}"#.utf8)
  }
}
