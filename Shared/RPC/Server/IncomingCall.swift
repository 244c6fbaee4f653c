internal import NNG

/// A request that passed every check up to its handler.
struct IncomingCall: Sendable {
  let context: CallContext
  let handler: MethodHandler
  let key: ServiceKey
  /// Where the payload lies in the frame.
  let payload: Range<Int>
  let startedAt: Int64
}

/// What a server makes of a message.
enum Verdict {
  /// Not one of ours: no answer.
  case drop
  case refuse(Reply)
  case run(IncomingCall)
}

/// The header of a response with what seals it.
struct Reply {
  var header: ResponseHeader
  let caller: ServiceName
  /// Nil: there is no key to seal with.
  let key: ServiceKey?

  static func success(to call: IncomingCall, _ server: Server) -> Reply {
    answer(call, server)
  }

  /// - Parameter started: whether the handler ran. What the status itself says of that is of
  ///   another call, one that the handler made.
  static func failure(
    _ status: Status, to call: IncomingCall, started: Bool, _ server: Server
  ) -> Reply {
    var reply = answer(call, server)
    reply.fill(status)
    if !started { reply.header.executed = .notStarted }
    return reply
  }

  private static func answer(_ call: IncomingCall, _ server: Server) -> Reply {
    let header = ResponseHeader(
      callId: call.context.callID.bytes, executed: .finished, draining: server.isDraining,
      replica: server.configuration.replica, handlerUs: (Tick.now - call.startedAt) / 1000)
    return Reply(header: header, caller: call.context.caller, key: call.key)
  }

  /// An answer given before any handler ran.
  static func refusal(
    _ status: Status, callID: [UInt8], to caller: ServiceName, key: ServiceKey?, _ server: Server
  ) -> Reply {
    let header = ResponseHeader(
      callId: callID, executed: .notStarted, draining: server.isDraining,
      replica: server.configuration.replica)
    var reply = Reply(header: header, caller: caller, key: key)
    reply.fill(status)
    return reply
  }

  private mutating func fill(_ status: Status) {
    header.code = status.code
    header.message = status.message
    header.details = status.details
    if let pause = status.retryAfter { header.retryAfterMs = max(1, pause.microseconds / 1000) }
  }

  func message<Response: Payload>(_ response: Response) throws -> NNGMessage {
    do {
      return try Frame.make(.response, caller: caller, header: header, payload: response, key: key)
    } catch is EncodeError, is Frame.SizeError {
      throw Status(.resourceExhausted, "the answer is larger than a frame may be; ask for less")
    }
  }

  /// The answer without a payload. When its words or details fit in no frame it keeps its code, for
  /// an answer must leave.
  func message() throws -> NNGMessage {
    let nothing = RawPayload()
    do {
      return try Frame.make(.response, caller: caller, header: header, payload: nothing, key: key)
    } catch is EncodeError, is Frame.SizeError {
      var header = header
      header.message = "what is wrong takes more words than an answer may hold"
      header.details = nil
      return try Frame.make(.response, caller: caller, header: header, payload: nothing, key: key)
    }
  }
}
