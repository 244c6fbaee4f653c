internal import HTTPTypes
internal import Identity
internal import RPC

/// One request, as far as it is known before its body.
struct Incoming: Sendable {
  let head: HTTPRequest
  let target: RequestTarget
  let id: String
  let traceparent: String
  /// The client's address.
  let address: String

  init(_ head: HTTPRequest, from peer: String, proxies: Set<String>) {
    self.head = head
    target = RequestTarget(head.path ?? "")
    id = RequestID.accept(head.headerFields[.xRequestID])
    traceparent = TraceParent.accept(head.headerFields[.traceparent])
    let hops = head.headerFields[.xForwardedFor]?.split(separator: ",").map {
      $0.filter { $0 != " " }
    }
    address = proxies.contains(peer) ? hops?.last ?? peer : peer
  }

  var method: String { head.method.rawValue }

  /// What the client calls itself, as far as it is plain and short; may be empty.
  var agent: String {
    let plain = (head.headerFields[.userAgent] ?? "").utf8.filter { (0x20...0x7E).contains($0) }
    return String(decoding: plain.prefix(200), as: UTF8.self)
  }

  /// The media type, without parameters, in lower case.
  var mediaType: String? {
    head.headerFields[.contentType].map { type in
      String(type.prefix { $0 != ";" }.filter { $0 != " " }).lowercased()
    }
  }

  /// The client's name for the effect; empty without one.
  func idempotencyKey() throws(Refusal) -> String {
    let keys = head.headerFields[values: .idempotencyKey]
    guard let key = keys.first else { return "" }
    let isPlain = key.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    guard keys.count == 1, isPlain, (1...255).contains(key.utf8.count) else {
      throw .badRequest("Idempotency-Key must be 1 to 255 visible ASCII characters, said once")
    }
    return key
  }
}

/// A request whose sender is known.
struct Asker: Sendable {
  let principal: Principal?
  /// The door device that asks in its own name.
  var device: String?
  let token: String
}

extension HTTPField.Name {
  // Constants that are names by their look.
  static let xRequestID = known("X-Request-Id")
  static let traceparent = known("traceparent")
  static let xForwardedFor = known("X-Forwarded-For")
  static let idempotencyKey = known("Idempotency-Key")
  static let connectTimeout = known("Connect-Timeout-Ms")
  static let connectVersion = known("Connect-Protocol-Version")

  static func known(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no field name") }
    return name
  }
}
