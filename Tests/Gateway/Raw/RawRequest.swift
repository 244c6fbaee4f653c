/// Bytes that a client may send, and the only way to take them.
struct RawRequest: Sendable, CustomStringConvertible {
  enum Reading: Sendable, Equatable {
    /// One answer of this status, which ends the connection; nothing of it reaches a daemon.
    case refused(Int)
    /// These reach the daemons, in order and no others: the ids of events asked for, the e-mail
    /// addresses of sign-ins.
    case read([String])
    /// The same, and the connection ends with the answer.
    case readLast([String])
  }

  let description: String
  let bytes: [UInt8]
  let reading: Reading

  /// - Parameter text: each scalar is one byte.
  init(_ text: String, _ reading: Reading) {
    description = String(text.prefix(200)).debugDescription
    bytes = text.unicodeScalars.map { UInt8($0.value) }
    self.reading = reading
  }
}

/// What stands behind every request of the corpus, on the same connection.
let sentBehind = "GET /v1/events/behind HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"

/// Somebody else's request, hidden in what only looks like a body.
let hidden = "GET /v1/events/hidden HTTP/1.1\r\nHost: t\r\n\r\n"

func rawGet(_ lines: String..., line: String = "GET /v1/events/a HTTP/1.1") -> String {
  ([line] + lines).joined(separator: "\r\n") + "\r\n\r\n"
}

func rawPost(_ lines: String..., body: String) -> String {
  (["POST /v1/auth/login HTTP/1.1", "Host: t", "Content-Type: application/json"] + lines)
    .joined(separator: "\r\n") + "\r\n\r\n" + body
}

func rawChunked(_ body: String) -> String { rawPost("Transfer-Encoding: chunked", body: body) }

func refused(_ texts: String...) -> [RawRequest] {
  texts.map { RawRequest($0, .refused(400)) }
}

func readOnly(_ names: String, _ texts: String...) -> [RawRequest] {
  texts.map { RawRequest($0, .read([names])) }
}

/// {"email":"a"} has thirteen bytes.
let rawBody = #"{"email":"a"}"#
let rawChunk = "d\r\n\(rawBody)\r\n"
