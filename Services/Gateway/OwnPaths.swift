extension Gateway {
  static let ownPaths: Set<Substring> = [
    "/livez", "/readyz", "/metrics", "/openapi.json", "/docs",
  ]

  /// What the gateway answers by itself; nil for any other path.
  func own(_ request: Incoming) throws(Refusal) -> Answer? {
    guard Self.ownPaths.contains(request.target.path) else { return nil }
    guard request.method == "GET" || request.method == "HEAD" else {
      throw Self.wrongMethod(Self.readMethods)
    }
    switch request.target.path {
    case "/livez": return .text(200, "alive\n")
    case "/readyz":
      let fault = fault
      return .text(fault == nil ? 200 : 503, "\(fault ?? "ready")\n")
    case "/metrics":
      var answer = Answer.text(200, metrics.render())
      answer.contentType = "text/plain; version=0.0.4; charset=utf-8"
      return answer
    case "/docs": return DocsPage.answer()
    case "/openapi.json":
      var answer = Answer.json(200, document)
      answer.headers = [("Cache-Control", "no-cache")]
      return answer
    default: return nil
    }
  }

  static let readMethods = ["GET", "HEAD", "OPTIONS"]

  /// The methods that a path knows.
  /// - Throws: 404; 400 when the path is not well formed.
  func methods(of path: Substring) throws(Refusal) -> [String] {
    if path == "*" { return ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST"] }
    if Self.ownPaths.contains(path) { return Self.readMethods }
    if let method = schema.method(String(path.dropFirst())), exposed[method.name] != nil {
      return ["OPTIONS", "POST"]
    }
    if case .otherMethods(let methods) = try table.match("OPTIONS", path) { return methods }
    throw Self.noRoute
  }

  /// Why no requests should be sent here. A service that is down is no reason: the door still
  /// opens.
  private var fault: String? {
    if isDraining { return "draining" }
    return tokens.keys.entries.isEmpty ? "no keys to verify access tokens with" : nil
  }
}
