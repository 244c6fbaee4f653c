internal import CSodium
public import Identity

/// A token that must not count, and the reason why it must be refused: refused for another reason,
/// it would prove nothing about its trick.
public struct Forgery: Sendable, CustomStringConvertible {
  public let description: String
  public let token: [UInt8]
  public let refusal: TokenRefusal
}

/// Makes tokens that are right in everything but one thing.
public struct Forge {
  let deployment: Deployment

  public init(deployment: Deployment) { self.deployment = deployment }

  var header: String { #"{"alg":"EdDSA","kid":"\#(kid)","typ":"at+jwt"}"# }
  var kid: String { deployment.key.publicKey.id }

  var claims: String {
    """
    {"iss":"https://id.example.org","aud":"credopass","sub":"\(Deployment.userID)",\
    "iat":\(deployment.now),"exp":\(deployment.now + 600),"role":"PARTICIPANT",\
    "sid":"\(Deployment.sessionID)","epoch":0}
    """
  }

  /// The token of these parts, signed by our live key unless told otherwise.
  public func token(
    header: String? = nil, claims: String? = nil, key: SigningKey? = nil
  ) -> [UInt8] {
    signed(input(header ?? self.header, Array((claims ?? self.claims).utf8)), key)
  }

  func token(claimBytes: [UInt8]) -> [UInt8] { signed(input(header, claimBytes), nil) }

  func input(_ header: String, _ claims: [UInt8]) -> [UInt8] {
    Base64URL.encode(header.utf8) + [UInt8(ascii: ".")] + Base64URL.encode(claims)
  }

  func signed(_ input: [UInt8], _ key: SigningKey?) -> [UInt8] {
    joined(input, (key ?? deployment.key).sign(input))
  }

  func joined(_ input: [UInt8], _ signature: [UInt8]) -> [UInt8] {
    input + [UInt8(ascii: ".")] + Base64URL.encode(signature)
  }

  /// Signed the way of HS256, with `secret` taken for the shared one.
  func hmac(header: String, secret: [UInt8]) -> [UInt8] {
    let input = input(header, Array(claims.utf8))
    var state = crypto_auth_hmacsha256_state()
    var tag = [UInt8](repeating: 0, count: 32)
    unsafe crypto_auth_hmacsha256_init(&state, secret, secret.count)
    unsafe crypto_auth_hmacsha256_update(&state, input, UInt64(input.count))
    unsafe crypto_auth_hmacsha256_final(&state, &tag)
    return joined(input, tag)
  }

  /// Our claims with `old` replaced, once.
  func claims(_ old: String, _ new: String) -> String {
    precondition(claims.contains(old))
    return claims.replacing(old, with: new, maxReplacements: 1)
  }
}
