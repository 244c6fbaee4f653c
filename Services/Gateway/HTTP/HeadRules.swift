internal import HTTPTypes
internal import NIOHTTP1
internal import NIOHTTPTypesHTTP1

/// What a request's head must be on top of what the parser checks, so that nobody between a client
/// and us can have read it otherwise (RFC 9112; section numbers below).
enum HeadRules {
  static let targetLimit = 8 * 1024
  static let headerLimit = 32 * 1024

  /// The request, in origin form, with `Connection: close` when it must be the last.
  /// - Throws: 400, 414, 431.
  static func check(_ head: HTTPRequestHead) throws(Refusal) -> HTTPRequest {
    guard head.uri.utf8.count <= targetLimit else { throw Gateway.targetTooLong }
    let size = head.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
    guard size <= headerLimit else { throw Gateway.headersTooLarge }
    let path = try path(head)
    let authority = try host(head)
    try checkLength(head)
    try checkCoding(head)
    let method: HTTPRequest.Method
    do { method = try HTTPRequest.Method(head.method) } catch {
      throw .badRequest("the method is no token")
    }
    var request = HTTPRequest(
      method: method, scheme: "http", authority: authority, path: path,
      headerFields: HTTPFields(head.headers, splitCookie: false))
    if isLast(head) { request.headerFields[.connection] = "close" }
    // Section 10.1.1 of RFC 9110: HTTP/1.0 knows no interim answers.
    if head.version == .http1_0 { request.headerFields[.expect] = nil }
    return request
  }

  /// Section 3.2. All hosts are ours, so an absolute form counts as its path.
  private static func path(_ head: HTTPRequestHead) throws(Refusal) -> String {
    let target = head.uri
    if head.method == .CONNECT { throw .badRequest("this is no proxy") }
    guard !target.utf8.contains(UInt8(ascii: "#")) else {
      throw .badRequest("the request's target has a fragment")
    }
    if target.utf8.first == UInt8(ascii: "/") { return target }
    if target == "*", head.method == .OPTIONS { return target }
    for scheme in ["http://", "https://"] where target.lowercased().hasPrefix(scheme) {
      let rest = target.dropFirst(scheme.count)
      let authority = rest.prefix { $0 != "/" && $0 != "?" }
      guard !authority.isEmpty, isAuthority(authority) else { break }
      let path = rest.dropFirst(authority.count)
      return path.first == "/" ? String(path) : "/\(path)"
    }
    throw .badRequest("the request's target must be a path")
  }

  /// Section 3.2: exactly one, and one that could be a host.
  private static func host(_ head: HTTPRequestHead) throws(Refusal) -> String {
    let hosts = head.headers["Host"]
    if hosts.isEmpty && head.version == .http1_0 { return "" }
    guard hosts.count == 1 else { throw .badRequest("Host must be there, once") }
    guard isAuthority(hosts[0][...]) else { throw .badRequest("Host must be a host and a port") }
    return hosts[0]
  }

  /// A registered name or an address, and a port; or nothing at all.
  static func isAuthority(_ text: Substring) -> Bool {
    let host: Substring
    if text.first == "[" {
      host = text.prefix { $0 != "]" }
      let inner = host.dropFirst()
      let isAddress = inner.utf8.allSatisfy { hexadecimals.contains($0) || ".:".utf8.contains($0) }
      guard host.endIndex < text.endIndex, isAddress, inner.contains(":") else { return false }
      return isPort(text[host.endIndex...].dropFirst())
    }
    host = text.prefix { $0 != ":" }
    guard host.utf8.allSatisfy(isNamePart), !host.isEmpty || text.isEmpty else { return false }
    return isPort(text[host.endIndex...])
  }

  private static let hexadecimals = Set("0123456789abcdefABCDEF".utf8)

  private static func isNamePart(_ byte: UInt8) -> Bool {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return letters ~= byte | 0x20 || digits ~= byte || "-._~".utf8.contains(byte)
  }

  private static func isPort(_ text: Substring) -> Bool {
    if text.isEmpty { return true }
    let digits = text.dropFirst().utf8
    return text.first == ":" && digits.count <= 5
      && digits.allSatisfy { (0x30...0x39).contains($0) }
  }

  /// Section 6.2. The parser takes 64 bits without sign, which is more than any number here.
  private static func checkLength(_ head: HTTPRequestHead) throws(Refusal) {
    for length in head.headers["Content-Length"] where Int(length) == nil {
      throw .badRequest("Content-Length is too large")
    }
  }

  /// Section 6.1. We decode nothing but chunks, once, and older clients know none.
  private static func checkCoding(_ head: HTTPRequestHead) throws(Refusal) {
    let codings = head.headers["Transfer-Encoding"]
    if codings.isEmpty { return }
    guard codings.count == 1, codings[0].lowercased() == "chunked", head.version == .http1_1 else {
      throw .badRequest("Transfer-Encoding must be chunked, once, in HTTP/1.1")
    }
  }

  /// Section 9.3; and who speaks of another protocol gets no say in what the next bytes mean.
  private static func isLast(_ head: HTTPRequestHead) -> Bool {
    let options = head.headers[canonicalForm: "Connection"].map { $0.lowercased() }
    return head.version == .http1_0 || options.contains("close") || options.contains("upgrade")
  }
}
