internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

/// Reads the requests of one connection, one after the other.
struct RequestReader {
  /// The client left in the middle of a request.
  struct Truncated: Error {}

  private var parts: NIOAsyncChannelInboundStream<RequestPart>.AsyncIterator
  private let outbound: NIOAsyncChannelOutboundWriter<HTTPResponsePart>
  /// Whether the client waits to be told that its body is wanted.
  private var awaitsContinue = false
  /// Whether the body of the last request was read whole.
  private(set) var isAtEnd = true
  /// Whether what came is not HTTP/1.1: there is no next request.
  private(set) var isBroken = false
  /// Bytes of the body; nil when that is not known before.
  private(set) var length: Int?

  init(
    _ inbound: NIOAsyncChannelInboundStream<RequestPart>,
    _ outbound: NIOAsyncChannelOutboundWriter<HTTPResponsePart>
  ) {
    parts = inbound.makeAsyncIterator()
    self.outbound = outbound
  }

  /// The next request; nil when the client has no more.
  /// - Throws: `Refusal` for what is no request.
  mutating func head() async throws -> HTTPRequest? {
    while let part = try await parts.next() {
      if case .malformed(let refusal) = part { throw breaking(refusal) }
      guard case .head(let head) = part else { continue }
      isAtEnd = false
      awaitsContinue = head.headerFields[.expect]?.lowercased() == "100-continue"
      let isChunked = head.headerFields[.transferEncoding] != nil
      length = isChunked ? nil : head.headerFields[.contentLength].flatMap { Int($0) } ?? 0
      return head
    }
    return nil
  }

  private mutating func breaking(_ refusal: Refusal) -> Refusal {
    isBroken = true
    return refusal
  }

  /// The body's next bytes; nil at its end.
  /// - Throws: `Refusal` for what is no body; `Truncated`.
  mutating func next() async throws -> ByteBuffer? {
    if isAtEnd { return nil }
    if awaitsContinue {
      awaitsContinue = false
      try await outbound.write(.head(HTTPResponse(status: .continue)))
    }
    switch try await parts.next() {
    case .body(let buffer): return buffer
    case .end:
      isAtEnd = true
      return nil
    case .malformed(let refusal): throw breaking(refusal)
    case .head, nil: throw Truncated()
    }
  }

  /// The whole body; nil when it is longer than `limit` bytes.
  mutating func collect(upTo limit: Int) async throws -> [UInt8]? {
    if let length, length > limit { return nil }
    var bytes: [UInt8] = []
    while let buffer = try await next() {
      if bytes.count + buffer.readableBytes > limit { return nil }
      bytes += buffer.readableBytesView
    }
    return bytes
  }

  /// Reads what is left of a body nobody wanted, if that is little.
  /// - Returns: whether the next request can be read.
  mutating func skipLittle() async throws -> Bool {
    if isBroken { return false }
    if isAtEnd { return true }
    // Who waits for leave to send sends nothing.
    if awaitsContinue || length ?? .max > 65_536 { return false }
    while try await next() != nil {}
    return true
  }

  /// Throws away whatever still comes, to the end of the connection.
  mutating func discardAll() async throws {
    while try await parts.next() != nil {}
  }
}
