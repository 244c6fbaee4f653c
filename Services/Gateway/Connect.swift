internal import Contracts
internal import HTTPTypes
internal import Identity

/// Who may call an rpc by its name: whoever may by any of its routes; the daemon has the last word
/// on whose object it is.
struct Exposure: Sendable {
  let audience: Audience
  let criticality: Criticality
  /// Whether any of its routes is for door devices.
  var forDevices: Bool

  init(_ route: Route, audience: Audience? = nil) {
    self.audience = audience ?? route.audience
    criticality = route.criticality
    forDevices = route.forDevices
  }

  static func all(of routes: [Route]) -> [String: Exposure] {
    Dictionary(
      routes.map { route in
        (route.rpc, Exposure(route, audience: widened(route.audience)))
      },
      uniquingKeysWith: { one, other in
        var widest = rank(one.audience) <= rank(other.audience) ? one : other
        widest.forDevices = one.forDevices || other.forDevices
        return widest
      })
  }

  /// Whose object it is stands in the message, not in the path.
  private static func widened(_ audience: Audience) -> Audience {
    if case .own = audience { .signedIn } else { audience }
  }

  private static func rank(_ audience: Audience) -> Int {
    switch audience {
    case .anyone: 0
    case .signedIn, .own: 1
    case .role(let role): 2 + (Role.allCases.firstIndex(of: role) ?? 0)
    }
  }
}

extension Gateway {
  private enum Codec { case json, proto }

  /// A unary call of the Connect protocol.
  func connect(
    _ request: Incoming, _ method: MethodSchema, _ exposure: Exposure,
    _ reader: inout RequestReader, _ trail: inout Trail
  ) async -> Answer {
    do throws(Refusal) {
      guard request.method == "POST" else { throw Self.wrongMethod(["OPTIONS", "POST"]) }
      let codec: Codec
      switch request.mediaType {
      case "application/json": codec = .json
      case "application/proto": codec = .proto
      default:
        return Answer(
          status: 415, headers: [("Accept-Post", "application/json, application/proto")])
      }
      let asker = try await admit(request, exposure, &trail)
      if asker.device == nil, case .role(let role) = exposure.audience {
        guard let principal = asker.principal, principal.role >= role else {
          note(refused: method.name, request, asker)
          throw .denied
        }
      }
      let timeout = try connectTimeout(request)
      let key = try request.idempotencyKey()
      let body = try await body(&reader)
      let message: [UInt8]
      switch codec {
      case .proto: message = body
      case .json:
        do { message = try method.input.wire(fromJSON: body) } catch { throw Refusal(error) }
      }
      let answer = try await backends.call(
        method, message, options(request, asker, key: key, timeout: timeout))
      guard codec == .json else {
        return Answer(status: 200, contentType: "application/proto", body: answer)
      }
      do { return .json(200, try method.output.json(fromWire: answer)) } catch {
        throw .internal
      }
    } catch {
      return .connect(error)
    }
  }

  /// How long the call may take, by Connect's fields; also judges the others.
  private func connectTimeout(_ request: Incoming) throws(Refusal) -> Duration {
    let fields = request.head.headerFields
    if let version = fields[.connectVersion], version != "1" {
      throw .badRequest("Connect-Protocol-Version must be 1")
    }
    if let encoding = fields[.contentEncoding], encoding != "identity" {
      throw Refusal(415, .unimplemented, "UNIMPLEMENTED", "only Content-Encoding identity is known")
    }
    guard let text = fields[.connectTimeout] else { return settings.timeout }
    guard text.utf8.count <= 10, let milliseconds = Int64(text), milliseconds > 0 else {
      throw .badRequest("Connect-Timeout-Ms must be a positive number of at most 10 digits")
    }
    return min(.milliseconds(milliseconds), settings.timeout)
  }
}
