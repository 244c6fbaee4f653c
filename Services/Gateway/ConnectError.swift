internal import RPC

extension Answer {
  /// An error of the Connect protocol (connectrpc.com/docs/protocol, "Error end-stream and unary").
  static func connect(_ refusal: Refusal) -> Answer {
    var members: [(String, JSON)] = [
      ("code", .text(name(refusal.code))), ("message", .text(refusal.detail)),
    ]
    let details = details(of: refusal)
    if !details.isEmpty { members.append(("details", .list(details))) }
    return Answer(
      status: status(refusal), contentType: "application/json", headers: refusal.headers,
      body: JSON.object(members).bytes)
  }

  /// Connect's own table, except where HTTP itself is at fault.
  private static func status(_ refusal: Refusal) -> Int {
    if [405, 408, 413, 414, 415, 431].contains(refusal.status) { return refusal.status }
    return switch refusal.code {
    case .cancelled: 499
    case .invalidArgument, .failedPrecondition, .outOfRange: 400
    case .deadlineExceeded: 504
    case .notFound: 404
    case .alreadyExists, .aborted: 409
    case .permissionDenied: 403
    case .resourceExhausted: 429
    case .unimplemented: 501
    case .unavailable: 503
    case .unauthenticated: 401
    default: 500
    }
  }

  /// Connect spells CANCELLED with one l.
  private static func name(_ code: Code) -> String {
    code == .cancelled ? "canceled" : code.name.lowercased()
  }

  /// Our details have the field numbers of their namesakes in google.rpc.
  private static func details(of refusal: Refusal) -> [JSON] {
    var details = refusal.details ?? ErrorDetails()
    if details.badRequest == nil, !refusal.places.isEmpty {
      var request = BadRequest()
      request.fieldViolations = refusal.places.map { place in
        var violation = BadRequest.FieldViolation()
        violation.field = place.pointer.split(separator: "/").joined(separator: ".")
        violation.description = place.detail
        return violation
      }
      details.badRequest = request
    }
    return [
      details.badRequest.flatMap { detail("google.rpc.BadRequest", $0) },
      details.errorInfo.flatMap { detail("google.rpc.ErrorInfo", $0) },
      details.retryInfo.flatMap { detail("google.rpc.RetryInfo", $0) },
    ].compactMap { $0 }
  }

  /// Nil when it cannot be encoded: the code and the message say enough.
  private static func detail(_ type: String, _ message: some Message) -> JSON? {
    do {
      return .object([
        ("type", .text(type)), ("value", .text(Base64Text.unpadded(try message.encode()))),
      ])
    } catch {
      return nil
    }
  }
}

/// Base64 (RFC 4648 section 4) without padding, as Connect writes it.
enum Base64Text {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func unpadded(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var buffer: UInt32 = 0
    var bits: UInt32 = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      bits += 8
      while bits >= 6 {
        bits -= 6
        text.append(letters[Int(buffer >> bits & 63)])
      }
      buffer &= (1 << bits) - 1
    }
    if bits > 0 { text.append(letters[Int(buffer << (6 - bits) & 63)]) }
    return String(decoding: text, as: UTF8.self)
  }
}
