/// An answer, before it goes out.
struct Answer: Sendable {
  /// Makes a body piece by piece while it goes out; waits when the client reads slowly. When it
  /// throws, the connection ends before the body does, by which the client knows that it is not
  /// whole.
  typealias Pieces = @Sendable (_ write: ([UInt8]) async throws -> Void) async throws -> Void

  var status: Int
  var contentType: String?
  var headers: [(String, String)] = []
  var body: [UInt8] = []
  /// Instead of `body`, when that would be too large to hold.
  var pieces: Pieces?

  static func json(_ status: Int, _ body: [UInt8]) -> Answer {
    Answer(status: status, contentType: "application/json", body: body)
  }

  static func text(_ status: Int, _ text: String) -> Answer {
    Answer(status: status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
  }
}

extension Answer {
  /// RFC 9457; with the facts that a daemon gave for programs, such as how many points there are.
  static func problem(_ refusal: Refusal, _ requestID: String) -> Answer {
    var members: [(String, JSON)] = [
      ("type", .text("urn:credopass:problem:\(refusal.reason.lowercased())")),
      ("title", .text(title(refusal.status))), ("status", .number(refusal.status)),
      ("detail", .text(refusal.detail)), ("code", .text(refusal.reason)),
      ("requestId", .text(requestID)),
    ]
    if !refusal.places.isEmpty {
      let errors = refusal.places.map { place in
        JSON.object([("pointer", .text(place.pointer)), ("detail", .text(place.detail))])
      }
      members.append(("errors", .list(errors)))
    }
    // But what our tables call their rules.
    let metadata = (refusal.details?.errorInfo?.metadata ?? []).filter { $0.key != "constraint" }
    if !metadata.isEmpty {
      members.append(("metadata", .object(metadata.map { ($0.key, .text($0.value)) })))
    }
    return Answer(
      status: refusal.status, contentType: "application/problem+json", headers: refusal.headers,
      body: JSON.object(members).bytes)
  }

  private static func title(_ status: Int) -> String {
    switch status {
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 412: "Precondition Failed"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 422: "Unprocessable Content"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 499: "Client Closed Request"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    default: "Internal Server Error"
    }
  }
}
