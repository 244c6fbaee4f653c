internal import Contracts
internal import Identity

/// The public surface as an OpenAPI 3.1 document, from the route table, the descriptors and their
/// comments.
struct OpenAPI {
  let routes: [Route]
  let schema: Schema

  var document: JSON {
    var schemas = OpenAPISchemas()
    var paths: [(String, JSON)] = []
    for path in routes.map(\.path).uniqued() {
      let operations = routes.filter { $0.path == path }.compactMap { route in
        schema.method(route.rpc).map { method in
          (route.method.lowercased(), operation(route, method, &schemas))
        }
      }
      paths.append((path, .object(operations)))
    }
    return .object([
      ("openapi", "3.1.0"),
      (
        "info",
        .object([
          ("title", "CredoPass"), ("version", "1"),
          ("description", "Attendance and loyalty for organizations that meet regularly."),
        ])
      ),
      ("servers", .list([.object([("url", "/")])])),
      ("paths", .object(paths)),
      ("components", components(schemas)),
    ])
  }

  private func components(_ schemas: OpenAPISchemas) -> JSON {
    .object([
      ("schemas", .object(schemas.all + [("Problem", Self.problem)])),
      (
        "responses",
        .object([
          (
            "Problem",
            .object([
              ("description", "Why it was refused (RFC 9457)."),
              ("content", Self.content("application/problem+json", Self.reference("Problem"))),
            ])
          )
        ])
      ),
      (
        "securitySchemes",
        .object([
          (
            "accessToken",
            .object([("type", "http"), ("scheme", "bearer"), ("bearerFormat", "JWT")])
          )
        ])
      ),
    ])
  }

  // MARK: Operations

  private func operation(
    _ route: Route, _ method: MethodSchema, _ schemas: inout OpenAPISchemas
  ) -> JSON {
    var members: [(String, JSON)] = [
      ("operationId", .text(name(of: route))),
      ("tags", .list([.text(Backends.domain(of: route.rpc))])),
      ("summary", .text(String(purpose(of: route, method).prefix { $0 != "." }))),
      ("description", .text(description(of: route, method))),
    ]
    let parameters = parameters(route, method, &schemas)
    if !parameters.isEmpty { members.append(("parameters", .list(parameters))) }
    if let body = requestBody(route, method, &schemas) { members.append(("requestBody", body)) }
    members.append(("responses", responses(route, method, &schemas)))
    let bearer = JSON.object([("accessToken", .list([]))])
    members.append(
      ("security", .list(route.audience == .anyone ? [.object([]), bearer] : [bearer])))
    return .object(members)
  }

  private func name(of route: Route) -> String {
    let rpc = route.rpc.drop { $0 != "/" }.dropFirst()
    let name = rpc.prefix(1).lowercased() + rpc.dropFirst()
    let others = routes.filter { $0.rpc == route.rpc }
    if others.count == 1 || others.first?.path == route.path { return name }
    if case .dossier = route.service { return "exportEverything" }
    if case .export = route.service {
      let isFirst = others.first { $0.path.hasSuffix(".csv") }?.path == route.path
      return name + (isFirst ? "" : Self.of(route.fileName)) + "AsCSV"
    }
    return name + Self.of(route.path.split(separator: "/").dropFirst().first ?? "")
  }

  private static func of(_ noun: Substring) -> String {
    "Of" + noun.prefix(1).uppercased() + noun.dropFirst()
  }

  private func description(of route: Route, _ method: MethodSchema) -> String {
    let who =
      switch route.audience {
      case .anyone: "For everyone."
      case .signedIn: "For people who are signed in."
      case .role(let role): "For \(role.rawValue)\(role == .admin ? "" : " and above")."
      case .own(_, let role):
        "For oneself (\"me\" is an id, too), and for \(role.rawValue) and above."
      }
    let devices = route.forDevices ? " Door devices may, at their events, by their own token." : ""
    return "\(purpose(of: route, method)) \(who)\(devices)"
  }

  /// The method's own words, unless the route makes more of it than one call.
  private func purpose(of route: Route, _ method: MethodSchema) -> String {
    switch route.service {
    case .call, .keySet, .document: method.comment
    case .upload: "Takes a whole CSV file, in parts that each count once. \(method.comment)"
    case .export: "Gives all of it as one CSV file. \(method.comment)"
    case .live:
      """
      Streams an event's door as server-sent events. Each message is the whole, as JSON, and its \
      id the version: sent as Last-Event-ID after a drop, it says what was seen. A comment says \
      now and then that the stream is alive. It ends when the right to it does.
      """
    case .dossier: "Gives everything held about a person, in every service, as one JSON file."
    }
  }

  private func parameters(
    _ route: Route, _ method: MethodSchema, _ schemas: inout OpenAPISchemas
  ) -> [JSON] {
    let text = JSON.object([("type", "string")])
    var parameters = route.parameters.map { name in
      let field = method.input.fields.first { $0.matches(route.field(name)) }
      return Self.parameter(name, "path", field?.comment ?? "", text, isRequired: true)
    }
    for field in queryFields(route, method) {
      parameters.append(
        Self.parameter(field.jsonName, "query", field.comment, schemas.value(field)))
    }
    if route.service == .live {
      let ticket = "A ticket in place of an access token, for browsers."
      parameters.append(Self.parameter("ticket", "query", ticket, text))
      let last = "The id of the last message that was seen."
      parameters.append(Self.parameter("Last-Event-ID", "header", last, text))
    }
    if method.idempotency == .keyed || route.needsKey {
      let comment = "Your own name for what is to happen once, at most 255 characters."
      parameters.append(
        Self.parameter("Idempotency-Key", "header", comment, text, isRequired: route.needsKey))
    }
    if method.input.fields.contains(where: { $0.name == "expected_version" }) {
      let comment = "The ETag that was seen; refuses with 412 when the version is another by now."
      parameters.append(Self.parameter("If-Match", "header", comment, text))
    }
    return parameters
  }

  private func queryFields(_ route: Route, _ method: MethodSchema) -> [FieldSchema] {
    if let names = route.query {
      return method.input.fields.filter { names.contains($0.jsonName) }
    }
    let fields = route.takesBody ? [] : fieldsOutsidePath(route, method)
    guard case .export = route.service else { return fields }
    return fields.filter { !Leaving.ours.contains($0.name) }
  }

  private func fieldsOutsidePath(_ route: Route, _ method: MethodSchema) -> [FieldSchema] {
    let inPath = route.parameters.map(route.field)
    return method.input.fields.filter { field in !inPath.contains { field.matches($0) } }
  }

  private func requestBody(
    _ route: Route, _ method: MethodSchema, _ schemas: inout OpenAPISchemas
  ) -> JSON? {
    if route.service == .upload {
      return .object([
        ("required", .bool(true)),
        ("content", Self.content("text/csv", .object([("type", "string")]))),
      ])
    }
    guard route.takesBody else { return nil }
    let hidden = ["update_mask", "expected_version"]
    let fields = fieldsOutsidePath(route, method).filter { !hidden.contains($0.name) }
    let properties = fields.map { field in
      (field.jsonName, schemas.property(field, isNullable: route.isMasked))
    }
    let body = JSON.object([
      ("type", "object"), ("additionalProperties", .bool(false)),
      ("properties", .object(properties)),
    ])
    return .object([("content", Self.content("application/json", body))])
  }

  // MARK: Answers

  private func responses(
    _ route: Route, _ method: MethodSchema, _ schemas: inout OpenAPISchemas
  ) -> JSON {
    let content =
      switch route.service {
      case .keySet, .dossier: Self.content("application/json", .object([("type", "object")]))
      // Without a schema: what one says of a stream, of the whole or of each event, is disputed.
      case .live: JSON.object([("text/event-stream", JSON.object([]))])
      case .export: Self.content("text/csv", .object([("type", "string")]))
      case .document(let type):
        Self.content(String(type.prefix { $0 != ";" }), .object([("type", "string")]))
      case .call, .upload: Self.content("application/json", schemas.answer(method.output))
      }
    var members: [(String, JSON)] = [
      ("description", .text(method.output.comment)), ("content", content),
    ]
    let headers = headers(route, method)
    if !headers.isEmpty { members.append(("headers", .object(headers))) }
    var responses = route.success.statuses.map { ("\($0)", JSON.object(members)) }
    let problem = JSON.object([("$ref", "#/components/responses/Problem")])
    for status in refusals(route, method) { responses.append((status, problem)) }
    return .object(responses)
  }

  private func headers(_ route: Route, _ method: MethodSchema) -> [(String, JSON)] {
    let text = JSON.object([("schema", .object([("type", "string")]))])
    var headers: [(String, JSON)] = []
    if case .created = route.success { headers.append(("Location", text)) }
    let isDocument = if case .document = route.service { true } else { false }
    if isDocument || method.output.fields.contains(where: { $0.name == "version" }) {
      headers.append(("ETag", text))
    }
    return headers
  }

  private func refusals(_ route: Route, _ method: MethodSchema) -> [String] {
    var statuses = ["400", "401"]
    if route.audience != .anyone { statuses.append("403") }
    if !route.parameters.isEmpty { statuses.append("404") }
    if route.method != "GET" { statuses.append("409") }
    if method.input.fields.contains(where: { $0.name == "expected_version" }) {
      statuses.append("412")
    }
    if route.takesBody { statuses += ["413", "415"] }
    if method.idempotency == .keyed { statuses.append("422") }
    return statuses + ["408", "414", "429", "431", "500", "503", "504"]
  }

  // MARK: Pieces

  static func reference(_ name: String) -> JSON {
    .object([("$ref", .text("#/components/schemas/\(name)"))])
  }

  private static func content(_ type: String, _ schema: JSON) -> JSON {
    .object([(type, .object([("schema", schema)]))])
  }

  private static func parameter(
    _ name: String, _ place: String, _ comment: String, _ schema: JSON, isRequired: Bool = false
  ) -> JSON {
    .object([
      ("name", .text(name)), ("in", .text(place)), ("required", .bool(isRequired)),
      ("description", .text(comment)), ("schema", schema),
    ])
  }

  private static let problem: JSON = {
    let text = JSON.object([("type", "string")])
    let error = JSON.object([
      ("type", "object"), ("properties", .object([("pointer", text), ("detail", text)])),
    ])
    let members: [(String, JSON)] = [
      ("type", text), ("title", text), ("status", .object([("type", "integer")])),
      ("detail", text), ("code", text), ("requestId", text),
    ]
    let some: [(String, JSON)] = [
      ("errors", .object([("type", "array"), ("items", error)])),
      ("metadata", .object([("type", "object"), ("additionalProperties", text)])),
    ]
    return .object([
      ("type", "object"), ("required", .list(members.map { .text($0.0) })),
      ("properties", .object(members + some)),
    ])
  }()
}

extension FieldSchema {
  /// Whether it has that name in either spelling.
  func matches(_ text: String) -> Bool { name == text || jsonName == text }
}

extension Sequence where Element: Hashable {
  /// Each once, in the order of their first coming.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
