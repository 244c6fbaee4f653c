public import Identity

/// One deployment's identity, with fixed keys and a time that stands.
public struct Deployment: Sendable {
  public static let now: Int64 = 1_800_000_000
  public static let userID = "0192f0c1-2b3c-7d4e-8f50-123456789abc"
  public static let sessionID = "0192f0c1-aaaa-7bbb-8ccc-ddddeeeeffff"

  public let scope: TokenScope
  public let key: SigningKey
  /// Signed yesterday; it stopped counting one second ago.
  public let retired: SigningKey
  /// Somebody else's.
  public let foreign: SigningKey

  /// The time at which its tokens are made, in seconds of Unix time.
  public let now: Int64

  public init(now: Int64 = Self.now) {
    guard let scope = TokenScope(issuer: "https://id.example.org", audience: "credopass") else {
      preconditionFailure("the issuer is plain text")
    }
    self.scope = scope
    self.now = now
    key = SigningKey(seed: Self.secret(1))
    retired = SigningKey(seed: Self.secret(2))
    foreign = SigningKey(seed: Self.secret(3))
  }

  public static func secret(_ filling: UInt8) -> Secret {
    guard let secret = Secret([UInt8](repeating: filling, count: 32)) else {
      preconditionFailure("a secret has 32 bytes")
    }
    return secret
  }

  public var keys: KeySet {
    KeySet([
      KeySet.Entry(key.publicKey), KeySet.Entry(retired.publicKey, retiresAt: now - 1),
    ])
  }

  public func verifier(cacheLimit: Int = 100) -> TokenVerifier {
    TokenVerifier(scope: scope, keys: keys, cacheLimit: cacheLimit)
  }

  public func issue(
    by key: SigningKey? = nil, role: Role = .participant, epoch: Int64 = 0,
    now: Int64? = nil
  ) -> String {
    TokenIssuer(scope: scope, key: key ?? self.key).issue(
      userID: Self.userID, role: role, sessionID: Self.sessionID, epoch: epoch, now: now ?? self.now
    )
  }
}

extension TokenVerifier {
  /// Verifies where nothing is known of the user beside the token.
  public func verify(_ token: String, now: Int64 = Deployment.now) throws(TokenRefusal) -> Principal
  {
    try verify(Array(token.utf8), now: now, standing: { _ in nil })
  }
}
