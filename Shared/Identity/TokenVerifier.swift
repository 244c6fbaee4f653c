internal import Synchronization

/// Judges access tokens against our own live keys, and remembers the good ones until they expire.
public final class TokenVerifier: Sendable {
  /// Seconds that the clocks of two of our hosts may lie apart.
  public static let leeway: Int64 = 5
  /// Bytes; ours have about 450, more with long `iss` and `aud`.
  public static let sizeLimit = 1536

  private struct State {
    var keys: [[UInt8]: KeySet.Entry] = [:]
    /// Counts changes of `keys`, so that a verdict by older keys is not remembered.
    var generation = 0
    var cache: TokenCache
  }

  private let scope: TokenScope
  private let state: Mutex<State>

  /// Remembers at most `cacheLimit` tokens (of about 250 bytes each); 0 remembers none.
  public init(scope: TokenScope, keys: KeySet, cacheLimit: Int = 20_000) {
    self.scope = scope
    state = Mutex(State(cache: TokenCache(limit: cacheLimit)))
    use(keys)
  }

  /// Counts tokens of these keys, and of no others, from now on.
  public func use(_ keys: KeySet) {
    // A header is the attacker's until the signature holds. Ours has one spelling per key, so it
    // is looked up whole and never parsed: no alg, jku, crit or doubled member to be tricked by.
    let byHeader = Dictionary(
      keys.entries.map { (TokenHeader.encoded(for: $0.key), $0) }, uniquingKeysWith: { $1 })
    state.withLock {
      $0.keys = byHeader
      $0.generation += 1
      $0.cache.clear()
    }
  }

  /// Whether any key counts; without one no token does.
  public var hasKeys: Bool { state.withLock { !$0.keys.isEmpty } }

  /// The person that `token` stands for at `now`, in seconds of Unix time.
  ///
  /// `standing` is asked with the user's id every time, also for remembered tokens; nil says that
  /// nothing is known of the user (yet), and then the token's word counts. A token seen before
  /// costs one BLAKE2b, a new one an Ed25519 verification.
  public func verify(
    _ token: [UInt8], now: Int64, standing: (_ userID: String) -> Standing?
  ) throws(TokenRefusal) -> Principal {
    guard token.count <= Self.sizeLimit else { throw .malformed }
    let digest = Sodium.blake2b(token)
    let (known, keys, generation) = state.withLock {
      ($0.cache.find(digest), $0.keys, $0.generation)
    }
    let verdict: TokenCache.Entry
    if let known {
      verdict = known
    } else {
      verdict = try judge(token, keys)
    }
    try checkTime(verdict, now)
    if known == nil {
      state.withLock {
        if $0.generation == generation { $0.cache.keep(digest, verdict) }
      }
    }
    let principal = verdict.principal
    if let standing = standing(principal.userID),
      !standing.isActive || principal.epoch < standing.epoch
    {
      throw .revoked
    }
    return principal
  }

  /// Everything about a token that does not change with time.
  private func judge(
    _ token: [UInt8], _ keys: [[UInt8]: KeySet.Entry]
  ) throws(TokenRefusal) -> TokenCache.Entry {
    let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, let payload = Base64URL.decode(parts[1]),
      let signature = Base64URL.decode(parts[2])
    else { throw .malformed }
    guard let entry = keys[Array(parts[0])] else { throw .unknownHeader }
    guard entry.key.verifies(signature, of: Array(token[..<parts[1].endIndex])) else {
      throw .badSignature
    }
    guard let claims = Claims(json: payload), claims.issuer == scope.issuer,
      claims.audience == scope.audience
    else { throw .wrongClaims }
    let (life, overflow) = claims.principal.expiresAt.subtractingReportingOverflow(
      claims.principal.issuedAt)
    guard !overflow, (1...TokenIssuer.lifetime).contains(life) else { throw .wrongClaims }
    return TokenCache.Entry(principal: claims.principal, retiresAt: entry.retiresAt ?? .max)
  }

  private func checkTime(_ verdict: TokenCache.Entry, _ now: Int64) throws(TokenRefusal) {
    let (earliest, _) = now.addingReportingOverflow(Self.leeway)
    guard verdict.principal.issuedAt <= earliest else { throw .notYetValid }
    guard now < verdict.retiresAt, now - Self.leeway < verdict.principal.expiresAt else {
      throw .expired
    }
  }
}
