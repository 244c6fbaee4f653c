internal import Contracts
internal import HTTPTypes
internal import Identity

extension Gateway {
  typealias Parameters = [(name: String, text: String)]

  /// A request under /v1.
  func rest(
    _ request: Incoming, _ route: Route, _ path: Parameters, _ reader: inout RequestReader,
    _ trail: inout Trail
  ) async throws(Refusal) -> Answer {
    let ticket = try ticket(request, route).map { (text: $0, event: path.last?.text ?? "") }
    let asker = try await admit(request, Exposure(route), ticket: ticket, &trail)
    let path = try rights(request, route, asker, path)
    guard let method = schema.method(route.rpc) else { throw Self.noRoute }
    let key = try request.idempotencyKey()
    if route.needsKey && key.isEmpty { throw Self.keyRequired }
    let query = try request.target.parameters()
    switch route.service {
    case .call, .document: break
    case .keySet: return keySet()
    case .live: return try await live(request, asker, path, query)
    case .upload:
      guard let chunk = Self.uploads.first(where: { $0.fullName == method.input.name }) else {
        throw Self.noRoute
      }
      return try await upload(chunk, request, asker, route, method, path, query, key, &reader)
    case .export(let columns):
      return try await export(request, asker, route, method, columns, path, query)
    case .dossier(let parts):
      if let first = query.first { throw .invalid("/\(first.name)", "is no query parameter here") }
      return try await dossier(path.last?.text ?? "", request, asker, parts)
    }
    let parameters = try parameters(request, route, method, path, query)
    let body = route.takesBody ? try await json(request, &reader) : nil
    let message: [UInt8]
    do {
      message = try method.input.wire(
        fromJSON: body, parameters: parameters, masked: route.isMasked)
    } catch { throw Refusal(error) }
    let answer = try await backends.call(
      method, message, options(request, asker, key: key, timeout: settings.timeout))
    if case .document(let type) = route.service {
      return try document(answer, type, request, method)
    }
    var shown = try shown(answer, request, route, method)
    // What everybody is told may be kept, to be asked about again; the rest is somebody's own.
    if asker.principal == nil && route.method == "GET" {
      shown.headers.append(("Cache-Control", "no-cache"))
    }
    return shown
  }

  private func rights(
    _ request: Incoming, _ route: Route, _ asker: Asker, _ path: Parameters
  ) throws(Refusal) -> Parameters {
    // Which routes are for devices is judged with who asks.
    if asker.device != nil { return path }
    do throws(Refusal) { return try Rights.check(route, asker.principal, path) } catch {
      note(refused: route.rpc, request, asker)
      throw error
    }
  }

  static let keyRequired = Refusal(
    400, .invalidArgument, "IDEMPOTENCY_KEY_REQUIRED",
    "this needs an Idempotency-Key header: your own name for what is to happen once")

  private func keySet() -> Answer {
    if tokens.keys.entries.isEmpty {
      return .problem(.unavailable("the keys are not known yet"), RequestID.make())
    }
    var answer = Answer.json(200, tokens.jwks())
    answer.headers = [("Cache-Control", "public, max-age=60")]
    return answer
  }

  /// Everything that is said outside the body, as fields of the request.
  private func parameters(
    _ request: Incoming, _ route: Route, _ method: MethodSchema, _ path: Parameters,
    _ query: Parameters
  ) throws(Refusal) -> Parameters {
    var parameters: Parameters = path.map { (route.field($0.name), $0.text) }
    if route.takesBody {
      if let first = query.first { throw .invalid("/\(first.name)", "is no query parameter here") }
    } else {
      try Self.checkQuery(query, method.input, besides: path.map { route.field($0.name) })
      parameters += query
    }
    let match = request.head.headerFields[.ifMatch]
    guard method.input.fields.contains(where: { $0.name == "expected_version" }) else {
      if match != nil && route.method != "GET" {
        throw .badRequest("If-Match has no meaning here")
      }
      return parameters
    }
    var version: Int64 = 0
    if let match, match != "*" {
      guard let said = EntityTag.version(match) else {
        throw .badRequest("If-Match must be one ETag as it was given, or *")
      }
      version = said
    }
    return parameters + [("expected_version", "\(version)")]
  }

  static func checkQuery(
    _ query: Parameters, _ input: MessageSchema, besides path: [String]
  ) throws(Refusal) {
    for (name, text) in query {
      guard let field = input.fields.first(where: { $0.name == name || $0.jsonName == name }),
        !path.contains(field.name)
      else {
        let allowed = input.fields.filter { !path.contains($0.name) }.map(\.jsonName)
        let words =
          allowed.isEmpty ? "there is none" : "allowed are " + allowed.joined(separator: ", ")
        throw .invalid("/\(name)", "is no query parameter here: \(words)")
      }
      if field.name == "page_size", let size = Int(text), !(0...200).contains(size) {
        throw .invalid("/pageSize", "must be from 1 to 200")
      }
    }
  }

  /// The body as JSON; nil when there is none.
  private func json(
    _ request: Incoming, _ reader: inout RequestReader
  ) async throws(Refusal) -> [UInt8]? {
    if let encoding = request.head.headerFields[.contentEncoding], encoding != "identity" {
      throw Self.wrongType("send the body without Content-Encoding")
    }
    if let type = request.mediaType, type != "application/json" {
      throw Self.wrongType("send application/json")
    }
    let bytes = try await body(&reader)
    if bytes.isEmpty { return nil }
    guard request.mediaType != nil else { throw Self.wrongType("send application/json") }
    return bytes
  }

  static func wrongType(_ detail: String) -> Refusal {
    Refusal(415, .invalidArgument, "UNSUPPORTED_MEDIA_TYPE", detail)
  }

  private func shown(
    _ message: [UInt8], _ request: Incoming, _ route: Route, _ method: MethodSchema
  ) throws(Refusal) -> Answer {
    let body: [UInt8]
    do { body = try method.output.json(fromWire: message) } catch {
      log.error("\(method.name) answered what is no \(method.output.name)")
      throw .internal
    }
    var answer = Answer.json(200, body)
    if let tag = EntityTag.make(message, method.output, body) {
      answer.headers.append(("ETag", tag))
      if route.method == "GET", request.head.headerFields[.ifNoneMatch] == tag {
        return Answer(status: 304, headers: answer.headers)
      }
    }
    if route.success == .accepted { answer.status = 202 }
    if case .created(let template, let unless) = route.success {
      let view = WireView(message)
      let wasThere = unless.flatMap { view?.number($0, method.output) } ?? 0
      answer.status = wasThere == 0 ? 201 : 200
      answer.headers.append(("Location", Self.location(template, view, method.output)))
    }
    return answer
  }

  private static func location(
    _ template: String, _ view: WireView?, _ schema: MessageSchema
  ) -> String {
    template.split(separator: "/").map { word in
      guard word.hasPrefix("{") else { return "/\(word)" }
      let text = view?.text(String(word.dropFirst().dropLast()), schema) ?? ""
      return "/" + PercentEncoding.segment(text)
    }.joined()
  }
}

/// What can be told of rights before the body is read.
enum Rights {
  /// The path's parameters, with "me" replaced by who asks.
  /// - Throws: 401, 403; 404 for somebody else's things.
  static func check(
    _ route: Route, _ principal: Principal?, _ path: Gateway.Parameters
  ) throws(Refusal) -> Gateway.Parameters {
    if route.audience == .anyone { return path }
    guard let principal else { throw .notSignedIn }
    switch route.audience {
    case .anyone, .signedIn: return path
    case .role(let role):
      guard principal.role >= role else { throw .denied }
      return path
    case .own(let name, let role):
      var path = path
      for index in path.indices where path[index].name == name {
        if path[index].text == "me" { path[index].text = principal.userID }
        let isOwn = path[index].text.lowercased() == principal.userID
        guard isOwn || principal.role >= role else { throw .notFound }
      }
      return path
    }
  }
}
