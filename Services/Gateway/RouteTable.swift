/// Finds the route of a request; fixed words go before parameters, and parameters with a fixed end,
/// such as "{id}.ics", before those without.
struct RouteTable: Sendable {
  enum Match: Sendable {
    case found(Route, parameters: [(name: String, text: String)])
    /// The path is known, with these methods.
    case otherMethods([String])
    case unknown
  }

  private struct Node: Sendable {
    var words: [String: Int] = [:]
    /// By what has to stand behind it, longest first; "" fits all.
    var parameters: [(end: String, next: Int)] = []
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
      let end = String(word.drop { $0 != "}" }.dropFirst())
      let known =
        isParameter
        ? nodes[at].parameters.first { $0.end == end }?.next : nodes[at].words[String(word)]
      let next = known ?? nodes.count
      if known == nil {
        nodes.append(Node())
        if isParameter {
          nodes[at].parameters.append((end, next))
          nodes[at].parameters.sort { $0.end.utf8.count > $1.end.utf8.count }
        } else {
          nodes[at].words[String(word)] = next
        }
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
      } else if let (end, next) = nodes[at].parameters.first(where: {
        text.hasSuffix($0.end) && text.utf8.count > $0.end.utf8.count
      }) {
        texts.append(String(text.dropLast(end.count)))
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
