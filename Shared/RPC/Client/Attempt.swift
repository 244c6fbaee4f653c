internal import NNG

/// One call as it leaves: the same for every attempt but for the header's attempt and times.
struct OutgoingCall<Request: Payload, Response: Payload>: Sendable {
  let method: Method<Request, Response>
  let request: Request
  let callID = CallID.make()
  let deadline: ContinuousClock.Instant
  let idempotencyKey: String
  let accessToken: String
  let traceparent: String
  let metadata: [Metadata]
  /// Whether it is made while answering another call, whose own caller may try that again.
  let isNested: Bool

  init(_ method: Method<Request, Response>, _ request: Request, _ options: CallOptions) {
    let current = CallContext.current
    self.method = method
    self.request = request
    let wanted = options.timeout.map { ContinuousClock.now + $0 }
    switch (wanted, current?.deadline) {
    case (let wanted?, let limit?): deadline = min(wanted, limit)
    case (let one?, nil), (nil, let one?): deadline = one
    case (nil, nil): deadline = .now + CallOptions.defaultTimeout
    }
    idempotencyKey = options.idempotencyKey
    accessToken = options.accessToken ?? current?.accessToken ?? ""
    traceparent = options.traceparent ?? current?.traceparent ?? ""
    metadata = options.metadata
    isNested = current != nil
  }

  /// Whether it may be tried again although it may have run: a second effect is impossible or
  /// harmless, and nobody above tries again too, which would multiply the attempts.
  var mayRepeat: Bool {
    !isNested && (method.idempotency != .keyed || !idempotencyKey.isEmpty)
  }

  func frame(attempt: Int, caller: ServiceName, key: ServiceKey) throws -> NNGMessage {
    let header = RequestHeader(
      method: method.name, callId: callID.bytes, attempt: UInt32(attempt),
      remainingUs: ContinuousClock.now.duration(to: deadline).microseconds,
      sentAtUs: WallClock.microseconds(), traceparent: traceparent, idempotencyKey: idempotencyKey,
      accessToken: accessToken, metadata: metadata)
    do {
      return try Frame.make(.request, caller: caller, header: header, payload: request, key: key)
    } catch {
      throw Status(
        .invalidArgument, "the request cannot be sent: \(error)", executed: .notStarted)
    }
  }

  /// What a received frame answers; nil when it is not the answer to this call.
  func answer(
    in frame: UnsafeRawBufferPointer, caller: ServiceName, key: ServiceKey
  ) throws(DecodeError) -> (header: ResponseHeader, response: Response?)? {
    guard let prefix = unsafe Frame.Prefix(frame), prefix.kind == .response,
      prefix.caller == caller
    else { return nil }
    let isSigned = !prefix.flags.contains(.unsigned)
    guard unsafe !isSigned || key.verifies(frame) else { return nil }
    let header = try unsafe ResponseHeader.decode(
      UnsafeRawBufferPointer(rebasing: frame[prefix.headerRange]))
    guard isSigned else {
      // Nobody vouches for it: it may tell why we are not known, and nothing else.
      guard header.code == .unauthenticated else { return nil }
      return (ResponseHeader(code: .unauthenticated, message: header.message), nil)
    }
    guard CallID(header.callId) == callID else { return nil }
    guard header.code == .ok else { return (header, nil) }
    let payload = unsafe UnsafeRawBufferPointer(rebasing: frame[prefix.payloadRange])
    return (header, try unsafe Response.decode(payload))
  }
}

extension Status {
  init(_ header: ResponseHeader) {
    self.init(
      header.code, header.message, details: header.details, executed: header.executed,
      retryAfter: header.retryAfterMs > 0 ? .milliseconds(header.retryAfterMs) : nil)
  }

  /// Turned away before its handler ran, for a reason that another replica may not have.
  var isRefusal: Bool {
    executed == .notStarted && (code == .unavailable || code == .resourceExhausted)
  }
}
