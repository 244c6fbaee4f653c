internal import Contracts
internal import RPC

/// Why a request is not answered as asked, before it is spelled as one of our two kinds of error.
struct Refusal: Error, Sendable {
  struct Place: Sendable, Equatable {
    /// RFC 6901 pointer into the request.
    let pointer: String
    let detail: String
  }

  /// The status under /v1.
  var status: Int
  /// gRPC's code: what Connect clients are told.
  var code: Code
  /// Upper-case name that never changes, for programs.
  var reason: String
  var detail: String
  var places: [Place] = []
  var headers: [(String, String)] = []
  /// What a daemon gave beside the code.
  var details: ErrorDetails?

  init(_ status: Int, _ code: Code, _ reason: String, _ detail: String) {
    self.status = status
    self.code = code
    self.reason = reason
    self.detail = detail
  }

  static func badRequest(_ detail: String) -> Refusal {
    Refusal(400, .invalidArgument, "INVALID_ARGUMENT", detail)
  }

  static func invalid(_ pointer: String, _ detail: String) -> Refusal {
    var refusal = badRequest(
      pointer.isEmpty ? detail : "\(pointer.dropFirst()): \(detail)")
    refusal.places = [Place(pointer: pointer, detail: detail)]
    return refusal
  }

  init(_ error: JSONError) { self = .invalid(error.pointer, error.detail) }

  static let notSignedIn = {
    var refusal = Refusal(401, .unauthenticated, "UNAUTHENTICATED", "sign in first")
    refusal.headers = [("WWW-Authenticate", "Bearer")]
    return refusal
  }()
  static let badToken = {
    var refusal = Refusal(
      401, .unauthenticated, "UNAUTHENTICATED", "the access token does not count (any more)")
    refusal.headers = [("WWW-Authenticate", #"Bearer error="invalid_token""#)]
    return refusal
  }()
  static let denied = Refusal(
    403, .permissionDenied, "PERMISSION_DENIED", "your role does not allow this")
  static let notFound = Refusal(404, .notFound, "NOT_FOUND", "there is no such thing")
  static let tooLarge = Refusal(
    413, .resourceExhausted, "TOO_LARGE", "the body is larger than allowed")
  static let `internal` = Refusal(500, .internal, "INTERNAL", "internal error")

  static func unavailable(_ detail: String) -> Refusal {
    var refusal = Refusal(503, .unavailable, "UNAVAILABLE", detail)
    refusal.headers = [("Retry-After", "1")]
    return refusal
  }
}

extension Refusal {
  /// What a daemon, or the way to it, answered.
  init(_ status: Status) {
    let reason = status.details?.errorInfo?.reason ?? ""
    let isOurs = status.code == .internal || status.code == .unknown || status.code == .dataLoss
    self.init(
      Self.httpStatus(status.code, reason), status.code,
      reason.isEmpty ? status.code.name : reason,
      isOurs ? "internal error" : status.message)
    details = isOurs ? nil : status.details
    places = (details?.badRequest?.fieldViolations ?? []).map {
      Place(pointer: Self.pointer($0.field), detail: $0.description)
    }
    if self.status == 429 || self.status == 503 {
      let seconds = (status.retryAfter ?? .seconds(1)) / .seconds(1)
      headers = [("Retry-After", String(max(1, Int(seconds.rounded(.up)))))]
    }
    if self.status == 401 { headers = Self.badToken.headers }
  }

  private static func httpStatus(_ code: Code, _ reason: String) -> Int {
    switch reason {
    case "VERSION_MISMATCH": return 412
    case "IDEMPOTENCY_KEY_REUSED": return 422
    default: break
    }
    return switch code {
    case .invalidArgument: 400
    case .unauthenticated: 401
    case .permissionDenied: 403
    case .notFound: 404
    case .failedPrecondition, .aborted, .alreadyExists: 409
    case .resourceExhausted: 429
    case .unavailable: 503
    case .deadlineExceeded: 504
    // Who left reads nothing; the status is for our counters.
    case .cancelled: 499
    default: 500
    }
  }

  /// "walk_in.email" and "rows[2].user_id" as pointers in JSON's spelling.
  static func pointer(_ field: String) -> String {
    let parts = field.split { $0 == "." || $0 == "[" || $0 == "]" }
    return parts.map { "/" + camelCase($0) }.joined()
  }

  private static func camelCase(_ name: Substring) -> String {
    let words = name.split(separator: "_")
    guard let first = words.first else { return String(name) }
    return first + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }
}
