extension Gateway {
  /// What the gateway answers by itself; nil for any other path.
  func own(_ request: Incoming) -> Answer? {
    guard request.method == "GET" || request.method == "HEAD" else { return nil }
    switch request.target.path {
    case "/livez": return .text(200, "alive\n")
    case "/readyz":
      let fault = fault
      return .text(fault == nil ? 200 : 503, "\(fault ?? "ready")\n")
    case "/metrics":
      var answer = Answer.text(200, metrics.render())
      answer.contentType = "text/plain; version=0.0.4; charset=utf-8"
      return answer
    case "/openapi.json": return .json(200, document)
    default: return nil
    }
  }

  /// Why no requests should be sent here. A service that is down is no reason: the door still
  /// opens.
  private var fault: String? {
    if isDraining { return "draining" }
    return tokens.keys.entries.isEmpty ? "no keys to verify access tokens with" : nil
  }
}
