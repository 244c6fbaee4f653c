/// `/docs`: one page with everything in it, that reads `/openapi.json` and lets one try a call.
enum DocsPage {
  /// The page's pieces, between which the nonce stands.
  private static let pieces: [Substring] = {
    let css = String(decoding: PackageResources.docs_css, as: UTF8.self)
    let script = String(decoding: PackageResources.docs_js, as: UTF8.self)
    return String(decoding: PackageResources.docs_html, as: UTF8.self)
      .replacing("{css}", with: css).replacing("{js}", with: script)
      .split(separator: "{nonce}", omittingEmptySubsequences: false)
  }()

  /// Its own style and script run, once, by this answer's nonce, and nothing else does.
  static func answer() -> Answer {
    let nonce = RequestID.make()
    var answer = Answer(
      status: 200, contentType: "text/html; charset=utf-8",
      body: Array(pieces.joined(separator: nonce).utf8))
    answer.headers = [
      (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'nonce-\(nonce)'; style-src 'nonce-\(nonce)'; "
          + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
      )
    ]
    return answer
  }
}
