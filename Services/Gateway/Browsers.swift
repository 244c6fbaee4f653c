internal import HTTPTypes

/// What browsers are told beside an answer: who may read it (CORS, by the Fetch standard), and what
/// must never be done with it.
struct Browsers: Sendable {
  /// Pages of these origins may read our answers; of no other.
  let origins: Set<String>
  /// Seconds that browsers must insist on TLS; 0 says nothing. For deployments behind a TLS proxy.
  let hsts: Int

  static let exposed =
    "ETag, Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate, X-Request-Id"
  static let accepted =
    "Authorization, Connect-Protocol-Version, Connect-Timeout-Ms, Content-Type, Idempotency-Key, "
    + "If-Match, If-None-Match, X-Request-Id, traceparent"
  /// Seconds that a browser need not ask again.
  static let preflightAge = 7200
  /// Nothing of ours is a page, unless its answer says otherwise.
  static let policy = "default-src 'none'; frame-ancestors 'none'"

  /// Adds to `answer` what is not said yet. Credentials are never allowed: tokens travel in a
  /// field that a page has to set itself, so no other page can borrow them.
  func dress(_ answer: inout Answer, for request: Incoming?) {
    var fields = [
      ("X-Content-Type-Options", "nosniff"), ("Content-Security-Policy", Self.policy),
      ("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-store"),
    ]
    if hsts > 0 { fields.append(("Strict-Transport-Security", "max-age=\(hsts)")) }
    if !origins.isEmpty { fields.append(("Vary", "Origin")) }
    if let origin = allowedOrigin(request) {
      fields.append(("Access-Control-Allow-Origin", origin))
      fields.append(("Access-Control-Expose-Headers", Self.exposed))
    }
    for field in fields where !answer.headers.contains(where: { $0.0 == field.0 }) {
      answer.headers.append(field)
    }
  }

  /// The answer to OPTIONS where `methods` are known; a page's question when it is one.
  func options(_ request: Incoming, _ methods: [String]) -> Answer {
    let allowed = methods.joined(separator: ", ")
    var answer = Answer(status: 204, headers: [("Allow", allowed)])
    guard request.head.headerFields[.accessControlRequestMethod] != nil,
      allowedOrigin(request) != nil
    else { return answer }
    answer.headers += [
      ("Access-Control-Allow-Methods", allowed), ("Access-Control-Allow-Headers", Self.accepted),
      ("Access-Control-Max-Age", "\(Self.preflightAge)"),
      ("Vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"),
    ]
    return answer
  }

  private func allowedOrigin(_ request: Incoming?) -> String? {
    let said = request?.head.headerFields[values: .origin] ?? []
    guard said.count == 1, origins.contains(said[0]) else { return nil }
    return said[0]
  }

  /// Whether a browser could ever send `text` as an origin (RFC 6454 section 6.2).
  static func isOrigin(_ text: String) -> Bool {
    for (scheme, port) in [("http://", ":80"), ("https://", ":443")] where text.hasPrefix(scheme) {
      let authority = text.dropFirst(scheme.count)
      return !authority.isEmpty && HeadRules.isAuthority(authority) && text == text.lowercased()
        && !text.hasSuffix(port) && !text.hasSuffix(":")
    }
    return false
  }
}
