#if DEBUG  // Release builds do not open a module's insides.
  import ContractsKit
  @testable import RPC

  /// A frame that was not treated as it must be.
  struct FrameFault: Error {
    let what: String
    let frame: [UInt8]
  }

  /// Breaks request and response frames and has a server and a client judge them.
  ///
  /// Most broken frames are sealed again, so that they get past the MAC and into the decoders. A
  /// step depends on its own seed alone (but for the time and the call's id), so one can be
  /// replayed by itself.
  struct FrameFuzzer {
    let server: Server
    private(set) var outcomes: [String: Int] = [:]

    static let caller = ServiceName("client")!
    static let stranger = ServiceName("stranger")!
    static let other = ServiceName("other")!
    static let key = ServiceKey([UInt8](repeating: 1, count: 32))!

    init() throws {
      server = try Server(
        ServerConfiguration(
          name: ServiceName("replica")!, replica: "r1",
          keys: [Self.caller: Self.key, Self.other: Self.key], allowedCallers: [Self.caller]),
        services: [Echo()])
    }

    private struct Echo: Service {
      static let name = "test.v1.EchoService"
      let handlers = [
        MethodHandler(
          Method<RawPayload, RawPayload>(name: "\(name)/Echo", idempotency: .noSideEffects)
        ) { request, _ in request }
      ]
    }

    mutating func step(seed: UInt64) throws {
      var random = SeededRandom(seed: seed)
      if Bool.random(using: &random) {
        try request(&random)
      } else {
        try response(&random)
      }
    }

    mutating func note(_ outcome: String) { outcomes[outcome, default: 0] += 1 }

    /// What a run of some length must have met, or it has tested little.
    var missed: [String] {
      let refusals = Refusal.allCases.filter { ![.draining, .overLimit].contains($0) }
      let all =
        refusals.map(\.rawValue) + ["run", "no answer", "answer", "failure", "unsigned refusal"]
      return all.filter { outcomes[$0] == nil }
    }

    // MARK: Requests

    private mutating func request(_ random: inout SeededRandom) throws {
      let caller =
        [Self.caller, Self.caller, Self.caller, Self.other, Self.stranger]
        .randomElement(using: &random)!
      let frame = try broken(
        .request, caller, try Samples.requestHeader(&random).encode(),
        Samples.payload(&random), &random)
      let lane: Lane = Bool.random(using: &random) ? .data : .side
      try withExactCopy(frame) { try unsafe judge($0, lane) }
    }

    private mutating func judge(_ frame: UnsafeRawBufferPointer, _ lane: Lane) throws {
      func expect(_ holds: Bool, _ what: String) throws {
        if !holds { throw unsafe FrameFault(what: what, frame: [UInt8](frame)) }
      }
      let prefix = unsafe Frame.Prefix(frame)
      let before = server.refusalCounts
      switch unsafe server.judge(frame, lane) {
      case .drop:
        try expect(prefix?.kind != .request, "a request was dropped")
      case .refuse(let reply):
        let sealed: Bool
        do { sealed = try check(reply, isRefusal: true) } catch {
          throw unsafe FrameFault(what: "no reply: \(error)", frame: [UInt8](frame))
        }
        let known = prefix.map { $0.caller != Self.stranger && Self.key.verifies(frame) }
        try expect(!sealed || known == true, "a seal for one without a key")
      case .run(let call):
        try expect(unsafe Self.key.verifies(frame), "a call without a MAC runs")
        try expect(prefix?.caller == call.context.caller, "a call of another")
        try expect(lane == call.handler.lane, "a call on the wrong port")
        server.ended(call, .ok)
        note("run")
        let payload = unsafe UnsafeRawBufferPointer(rebasing: frame[call.payload])
        do { _ = try unsafe CheckRequest.decode(payload) } catch { note("malformed_request") }
        try expect(try check(Reply.success(to: call, server), isRefusal: false), "no seal")
      }
      for (reason, count) in server.refusalCounts where before[reason] != count {
        note(reason.rawValue)
      }
    }

    /// Whether the reply is sealed; it must be a whole frame in either case.
    func check(_ reply: Reply, isRefusal: Bool) throws -> Bool {
      try reply.message().withBytes { bytes in
        func expect(_ holds: Bool, _ what: String) throws {
          if !holds { throw unsafe FrameFault(what: what, frame: [UInt8](bytes)) }
        }
        guard let prefix = unsafe Frame.Prefix(bytes) else {
          throw unsafe FrameFault(what: "a reply that is no frame", frame: [UInt8](bytes))
        }
        let header = try unsafe ResponseHeader.decode(
          UnsafeRawBufferPointer(rebasing: bytes[prefix.headerRange]))
        try expect(prefix.kind == .response, "a reply of another kind")
        try expect(header.code == reply.header.code, "a reply of another code")
        if isRefusal { try expect(header.code != .ok, "a refusal that says OK") }
        if reply.key == nil { try expect(prefix.flags.contains(.unsigned), "no flag") }
        return unsafe Self.key.verifies(bytes)
      }
    }

    // MARK: Responses

    private mutating func response(_ random: inout SeededRandom) throws {
      let call = OutgoingCall(
        Method<RawPayload, CheckResponse>(name: "test/Echo", idempotency: .keyed), RawPayload(),
        CallOptions())
      let frame = try broken(
        .response, Self.caller, try Samples.responseHeader(call.callID, &random).encode(),
        Samples.payload(&random), &random)
      try withExactCopy(frame) { frame in
        do {
          guard
            let answer = try unsafe call.answer(in: frame, caller: Self.caller, key: Self.key)
          else { return note("no answer") }
          try check(answer.header, answer.response != nil, call.callID, frame)
        } catch is DecodeError {
          note("no answer")
        }
      }
    }

    private mutating func check(
      _ header: ResponseHeader, _ isAnswer: Bool, _ callID: CallID, _ frame: UnsafeRawBufferPointer
    ) throws {
      let isProven = unsafe Self.key.verifies(frame) && header.callId == callID.bytes
      let isHint = !isAnswer && header.code == .unauthenticated && header.callId.isEmpty
      if !isProven && !isHint {
        throw unsafe FrameFault(what: "believed without proof", frame: [UInt8](frame))
      }
      note(isAnswer ? "answer" : isProven ? "failure" : "unsigned refusal")
      if isAnswer { return }
      // A handler that passes on how its own call failed must get that out as well.
      do {
        let passedOn = Reply.refusal(
          Status(header), callID: callID.bytes, to: Self.caller, key: Self.key, server)
        _ = try check(passedOn, isRefusal: false)
      } catch {
        throw unsafe FrameFault(what: "cannot be passed on: \(error)", frame: [UInt8](frame))
      }
    }
  }
#endif
