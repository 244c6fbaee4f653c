/// Finds the route of a request; fixed words go before parameters.
struct RouteTable: Sendable {
  enum Match: Sendable {
    case found(Route, parameters: [(name: String, text: String)])
    /// The path is known, with these methods.
    case otherMethods([String])
    case unknown
  }

  private struct Node: Sendable {
    var words: [String: Int] = [:]
    var parameter: Int?
    /// By method; with the names of the parameters on the way.
    var routes: [String: (route: Route, names: [String])] = [:]
  }

  let routes: [Route]
  private var nodes = [Node()]

  init(_ routes: [Route]) {
    self.routes = routes
    for route in routes { add(route) }
  }

  private mutating func add(_ route: Route) {
    var at = 0
    for word in route.path.split(separator: "/") {
      let isParameter = word.hasPrefix("{")
      let known = isParameter ? nodes[at].parameter : nodes[at].words[String(word)]
      let next = known ?? nodes.count
      if known == nil {
        nodes.append(Node())
        if isParameter { nodes[at].parameter = next } else { nodes[at].words[String(word)] = next }
      }
      at = next
    }
    precondition(
      nodes[at].routes[route.method] == nil, "\(route.method) \(route.path) is there twice")
    nodes[at].routes[route.method] = (route, route.parameters)
  }

  /// - Parameter path: without the query; HEAD finds what GET does.
  /// - Throws: `Refusal` when the path is not well formed.
  func match(_ method: String, _ path: Substring) throws(Refusal) -> Match {
    guard path.first == "/" else { return .unknown }
    var at = 0
    var texts: [String] = []
    for word in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let text = PercentEncoding.decoded(word, plusIsSpace: false) else {
        throw .badRequest("the path is not percent-encoded UTF-8")
      }
      if let next = nodes[at].words[text] {
        at = next
      } else if let next = nodes[at].parameter, !text.isEmpty {
        texts.append(text)
        at = next
      } else {
        return .unknown
      }
    }
    return verdict(nodes[at], method == "HEAD" ? "GET" : method, texts)
  }

  private func verdict(_ node: Node, _ method: String, _ texts: [String]) -> Match {
    if let (route, names) = node.routes[method] {
      return .found(route, parameters: zip(names, texts).map { ($0, $1) })
    }
    if node.routes.isEmpty { return .unknown }
    return .otherMethods(
      (node.routes.keys + (node.routes["GET"] == nil ? [] : ["HEAD"]) + ["OPTIONS"]).sorted())
  }
}
