internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes

/// One client's connection: requests in order, each answered before the next is read.
struct HTTPConnection: Sendable {
  typealias Stream = NIOAsyncChannel<RequestPart, HTTPResponsePart>

  /// How long a client may go on sending what nobody reads, so that it can read our answer.
  static let lingering = TimeAmount.seconds(5)

  let gateway: Gateway

  /// Answers what comes over a connection just accepted, until it ends. Called on its event loop.
  func begin(on channel: any Channel) throws {
    var limits = NIOHTTPDecoderLimitConfiguration()
    // More than we allow, so that a target that is too long is told so.
    limits.maxHeaderFieldSize = 2 * HeadRules.headerLimit
    limits.maxHeaderListSize = 2 * HeadRules.headerLimit
    let surplus = count(channel)
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandler(ArrivalBell())
    try pipeline.configureHTTPServerPipeline(
      withPipeliningAssistance: false, withErrorHandling: false,
      withOutboundHeaderValidation: false, withEncoderConfiguration: .init(),
      withDecoderLimitConfiguration: limits)
    let departure = Departure()
    try pipeline.addHandler(RequestJudge())
    try pipeline.addHandler(ConnectionWatch(gateway, departure))
    let stream = try Stream(
      wrappingChannelSynchronously: channel,
      configuration: .init(isOutboundHalfClosureEnabled: true))
    // Begun here and not where an accepting loop would take it: a stream that nobody takes traps.
    let task = Task {
      do { try await serve(stream, surplus) } catch { gateway.lostConnection() }
    }
    departure.whenLeft { task.cancel() }
  }

  /// Counts the connection until it closes.
  /// - Returns: what is answered to it when there are too many.
  private func count(_ channel: any Channel) -> Refusal? {
    let open = gateway.openConnection()
    channel.closeFuture.whenComplete { [gateway] _ in gateway.closeConnection() }
    // Telling keeps a connection for seconds: so that is bounded as well.
    let limit = gateway.settings.connectionLimit
    if open > 2 * limit { channel.close(promise: nil) }
    return open > limit ? .unavailable("too many connections") : nil
  }

  /// An answer that could not be brought to its end.
  private struct Unfinished: Error {}

  /// - Parameter surplus: why nothing is read from this connection, if so.
  private func serve(_ stream: Stream, _ surplus: Refusal?) async throws {
    let peer = stream.channel.remoteAddress?.ipAddress ?? ""
    try await stream.executeThenClose { inbound, outbound in
      var reader = RequestReader(inbound, outbound)
      do {
        if let surplus { throw surplus }
        while let head = try await reader.head() {
          let answer = await gateway.answer(head, &reader, from: peer)
          let isLast = try await isLast(head, &reader)
          try await Self.send(answer, to: head, isLast: isLast, outbound)
          if isLast { break }
        }
      } catch let refusal as Refusal {
        try await Self.send(gateway.answer(malformed: refusal), to: nil, isLast: true, outbound)
      }
      outbound.finish()
      if surplus == nil && reader.isAtEnd && !reader.isBroken { return }
      try await linger(stream.channel, &reader)
    }
  }

  /// Whether the connection ends with this answer.
  private func isLast(_ head: HTTPRequest, _ reader: inout RequestReader) async throws -> Bool {
    if head.headerFields[.connection] == "close" || gateway.isDraining {
      return true
    }
    // Who does not send the rest in time gets the answer all the same.
    do { return try await !reader.skipLittle() } catch is Refusal { return true }
  }

  /// A close with unread bytes resets the connection, and the client loses our answer: so we read
  /// on for a while, with our side closed.
  private func linger(_ channel: any Channel, _ reader: inout RequestReader) async throws {
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
      do {
        try await pieces { try await outbound.write(.body(ByteBuffer(bytes: $0))) }
      } catch is Refusal {
        // The answer is on its way: no other may follow it on this connection.
        throw Unfinished()
      }
      try await outbound.write(.end(nil))
    } else if answer.body.isEmpty || head?.method == .head {
      try await outbound.write(contentsOf: [.head(response), .end(nil)])
    } else {
      let body = ByteBuffer(bytes: answer.body)
      try await outbound.write(contentsOf: [.head(response), .body(body), .end(nil)])
    }
  }
}
