internal import Logging
internal import OpenID
internal import RPC

/// The outside identity provider whose word lets people in.
struct Outside: Sendable {
  let issuer: String
  private let verifier: OpenIDVerifier
  private let log: Logger

  init(_ provider: OpenIDProvider, _ log: Logger) {
    issuer = provider.issuer
    verifier = OpenIDVerifier(provider)
    self.log = log
  }

  /// What the provider says of whoever has the token.
  /// - Throws: UNAUTHENTICATED (EXTERNAL_TOKEN_REFUSED), UNAVAILABLE while its keys cannot be had.
  func judge(_ token: String, now: Int64) async throws -> OpenIDClaims {
    do { return try await verifier.verify(token, now: now) } catch let refusal as OpenIDRefusal {
      switch refusal {
      case .token(let part):
        log.info("outside token refused", metadata: ["part": "\(part)"])
        throw Refusals.externalToken
      case .unavailable(let reason):
        log.warning("outside identity provider", metadata: ["reason": "\(reason)"])
        throw Status(
          .unavailable, "the outside identity provider does not answer; try again later",
          retryAfter: .seconds(5))
      }
    }
  }
}
