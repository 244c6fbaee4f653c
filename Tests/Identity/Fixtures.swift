import Identity
import Testing

/// One deployment's identity, with fixed keys and a fixed time.
struct Deployment {
  static let now: Int64 = 1_800_000_000
  static let userID = "0192f0c1-2b3c-7d4e-8f50-123456789abc"
  static let sessionID = "0192f0c1-aaaa-7bbb-8ccc-ddddeeeeffff"

  let scope: TokenScope
  let key: SigningKey
  /// Signed yesterday; it stopped counting one second ago.
  let retired: SigningKey
  /// Somebody else's.
  let foreign: SigningKey

  init() throws {
    scope = try #require(
      TokenScope(issuer: "https://id.example.org", audience: "credopass"))
    key = SigningKey(seed: try Self.secret(1))
    retired = SigningKey(seed: try Self.secret(2))
    foreign = SigningKey(seed: try Self.secret(3))
  }

  static func secret(_ filling: UInt8) throws -> Secret {
    try #require(Secret([UInt8](repeating: filling, count: 32)))
  }

  var keys: KeySet {
    KeySet([
      KeySet.Entry(key.publicKey), KeySet.Entry(retired.publicKey, retiresAt: Self.now - 1),
    ])
  }

  func verifier(cacheLimit: Int = 100) -> TokenVerifier {
    TokenVerifier(scope: scope, keys: keys, cacheLimit: cacheLimit)
  }

  func issue(
    by key: SigningKey? = nil, role: Role = .participant, epoch: Int64 = 0,
    now: Int64 = Self.now
  ) -> String {
    TokenIssuer(scope: scope, key: key ?? self.key).issue(
      userID: Self.userID, role: role, sessionID: Self.sessionID, epoch: epoch, now: now)
  }
}

extension TokenVerifier {
  /// Verifies where nothing is known of the user beside the token.
  func verify(_ token: String, now: Int64 = Deployment.now) throws(TokenRefusal) -> Principal {
    try verify(Array(token.utf8), now: now, standing: { _ in nil })
  }
}
