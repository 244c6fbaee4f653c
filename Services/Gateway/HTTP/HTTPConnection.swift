internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes
internal import NIOHTTPTypesHTTP1

/// One client's connection: requests in order, each answered before the next is read.
struct HTTPConnection: Sendable {
  typealias Stream = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

  /// How long a client may go on sending what nobody reads, so that it can read our answer.
  static let lingering = TimeAmount.seconds(5)

  let gateway: Gateway

  /// Answers what comes over a connection just accepted, until it ends. Called on its event loop.
  func begin(on channel: any Channel) throws {
    var limits = NIOHTTPDecoderLimitConfiguration()
    // A little more than we allow: we answer 431 ourselves, the decoder only closes.
    limits.maxHeaderFieldSize = 2 * Gateway.headerLimit
    limits.maxHeaderListSize = 2 * Gateway.headerLimit
    let pipeline = channel.pipeline.syncOperations
    try pipeline.configureHTTPServerPipeline(
      withPipeliningAssistance: false, withErrorHandling: false,
      withOutboundHeaderValidation: false, withEncoderConfiguration: .init(),
      withDecoderLimitConfiguration: limits)
    let departure = Departure()
    try pipeline.addHandler(HTTP1ToHTTPServerCodec(secure: false))
    try pipeline.addHandler(ConnectionWatch(gateway, departure))
    let stream = try Stream(
      wrappingChannelSynchronously: channel,
      configuration: .init(isOutboundHalfClosureEnabled: true))
    // Begun here and not where an accepting loop would take it: a stream that nobody takes traps.
    let task = Task {
      do { try await serve(stream) } catch { gateway.lostConnection() }
    }
    departure.whenLeft { task.cancel() }
  }

  private func serve(_ stream: Stream) async throws {
    let peer = stream.channel.remoteAddress?.ipAddress ?? ""
    try await stream.executeThenClose { inbound, outbound in
      var reader = RequestReader(inbound, outbound)
      do {
        while let head = try await reader.head() {
          let answer = await gateway.answer(head, &reader, from: peer)
          let isLast = try await isLast(head, &reader)
          try await Self.send(answer, to: head, isLast: isLast, outbound)
          if isLast { break }
        }
      } catch let error where Self.isMalformed(error) {
        let refusal = Self.refusal(of: error)
        let answer = Answer.problem(refusal, RequestID.make())
        try await Self.send(answer, to: nil, isLast: true, outbound)
      }
      outbound.finish()
      try await linger(stream.channel, &reader)
    }
  }

  /// Whether the connection ends with this answer.
  private func isLast(_ head: HTTPRequest, _ reader: inout RequestReader) async throws -> Bool {
    if head.headerFields[.connection]?.lowercased() == "close" || gateway.isDraining {
      return true
    }
    return try await !reader.skipLittle()
  }

  /// A close with unread bytes resets the connection, and the client loses our answer: so we read
  /// on for a while, with our side closed.
  private func linger(_ channel: any Channel, _ reader: inout RequestReader) async throws {
    if reader.isAtEnd { return }
    let end = channel.eventLoop.scheduleTask(in: Self.lingering) { channel.close(promise: nil) }
    defer { end.cancel() }
    try await reader.discardAll()
  }

  private static func send(
    _ answer: Answer, to head: HTTPRequest?, isLast: Bool,
    _ outbound: NIOAsyncChannelOutboundWriter<HTTPResponsePart>
  ) async throws {
    var response = HTTPResponse(status: .init(code: answer.status))
    if let type = answer.contentType { response.headerFields[.contentType] = type }
    if answer.status != 204 && answer.status != 304 && answer.pieces == nil {
      response.headerFields[.contentLength] = String(answer.body.count)
    }
    response.headerFields[.date] = DateText.now()
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { response.headerFields[name] = value }
    }
    if isLast { response.headerFields[.connection] = "close" }
    if let pieces = answer.pieces, head?.method != .head {
      try await outbound.write(.head(response))
      try await pieces { try await outbound.write(.body(ByteBuffer(bytes: $0))) }
      try await outbound.write(.end(nil))
    } else if answer.body.isEmpty || head?.method == .head {
      try await outbound.write(contentsOf: [.head(response), .end(nil)])
    } else {
      let body = ByteBuffer(bytes: answer.body)
      try await outbound.write(contentsOf: [.head(response), .body(body), .end(nil)])
    }
  }

  private static func isMalformed(_ error: any Error) -> Bool {
    error is HTTPParserError || error is HTTP1TypeConversionError
  }

  private static func refusal(of error: any Error) -> Refusal {
    if error as? HTTPParserError == .headerOverflow { return Gateway.headersTooLarge }
    return .badRequest("this is not HTTP/1.1")
  }
}
