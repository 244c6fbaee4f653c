internal import CSodium

// Every check between a message's arrival and its handler, in order.
extension Server {
  /// The least time a caller must have left for a call to be worth starting.
  private static let leastTime = 500  // microseconds

  /// The most time a call is given, whatever its header says.
  private static let mostTime: Int64 = 3_600_000_000  // microseconds

  func judge(_ frame: UnsafeRawBufferPointer, _ lane: Lane) -> Verdict {
    guard let prefix = unsafe Frame.Prefix(frame), prefix.kind == .request else {
      refusals.add(.garbage)
      return .drop
    }
    guard let key = configuration.keys[prefix.caller] else {
      return reject(.unknownCaller, prefix.caller)
    }
    guard unsafe key.verifies(frame) else { return reject(.wrongMAC, prefix.caller) }
    let header: RequestHeader
    do {
      header = try unsafe RequestHeader.decode(
        UnsafeRawBufferPointer(rebasing: frame[prefix.headerRange]))
    } catch {
      return refuse(
        .malformedHeader, Status(.invalidArgument, "the call's header is not valid"), [],
        prefix.caller, key)
    }
    return unsafe judge(header, prefix, key, frame, lane)
  }

  private func judge(
    _ header: RequestHeader, _ prefix: Frame.Prefix, _ key: ServiceKey,
    _ frame: UnsafeRawBufferPointer, _ lane: Lane
  ) -> Verdict {
    func no(_ reason: Refusal, _ status: Status) -> Verdict {
      refuse(reason, status, header.callId, prefix.caller, key)
    }
    guard let callID = CallID(header.callId) else {
      return no(.malformedHeader, Status(.invalidArgument, "call_id must be 16 bytes"))
    }
    let age = WallClock.microseconds().subtractingReportingOverflow(header.sentAtUs)
    let limit = UInt64(configuration.staleness.microseconds)
    guard !age.overflow, age.partialValue.magnitude <= limit else {
      return no(
        .stale, Status(.unauthenticated, "the call was sent too far from now; compare the clocks"))
    }
    guard let handler = handler(header.method, lane) else {
      return no(
        .unknownMethod, Status(.unimplemented, "\(configuration.name) has no \(header.method)"))
    }
    guard handler.admission == .always || configuration.allowedCallers.contains(prefix.caller)
    else {
      return no(
        .forbiddenCaller,
        Status(.permissionDenied, "\(prefix.caller) may not call \(configuration.name)"))
    }
    guard header.remainingUs >= Self.leastTime else {
      return no(.expired, Status(.deadlineExceeded, "too little time is left"))
    }
    if isDraining && handler.admission != .always {
      return no(.draining, Status(.unavailable, "the replica is shutting down"))
    }
    guard admit(handler) else {
      return no(
        .overLimit,
        Status(
          .resourceExhausted, "all \(configuration.limit) places are taken",
          retryAfter: .milliseconds(50)))
    }
    let keyed = !header.idempotencyKey.isEmpty
    let context = CallContext(
      method: handler.name, callID: callID, caller: prefix.caller,
      deadline: .now + .microseconds(min(header.remainingUs, Self.mostTime)),
      traceparent: header.traceparent, idempotencyKey: header.idempotencyKey,
      requestDigest: keyed ? unsafe Self.digest(frame, prefix.payloadRange) : [],
      accessToken: header.accessToken, metadata: header.metadata)
    return .run(
      IncomingCall(
        context: context, handler: handler, key: key, payload: prefix.payloadRange,
        startedAt: Tick.now))
  }

  /// Turns away one whose key we do not have: the answer cannot be sealed.
  private func reject(_ reason: Refusal, _ caller: ServiceName) -> Verdict {
    let status = Status(.unauthenticated, "\(configuration.name) does not know the caller's key")
    return refuse(reason, status, [], caller, nil)
  }

  private func refuse(
    _ reason: Refusal, _ status: Status, _ callID: [UInt8], _ caller: ServiceName,
    _ key: ServiceKey?
  ) -> Verdict {
    refusals.add(reason)
    return .refuse(Reply.refusal(status, callID: callID, to: caller, key: key, self))
  }

  private static func digest(_ frame: UnsafeRawBufferPointer, _ range: Range<Int>) -> [UInt8] {
    let payload = unsafe UnsafeRawBufferPointer(rebasing: frame[range])
    return unsafe [UInt8](unsafeUninitializedCapacity: 32) { buffer, count in
      let result = unsafe crypto_generichash(
        buffer.baseAddress!, 32, payload.baseAddress?.assumingMemoryBound(to: UInt8.self),
        UInt64(payload.count), nil, 0)
      precondition(result == 0, "BLAKE2b refuses only sizes it cannot have")
      count = 32
    }
  }
}
