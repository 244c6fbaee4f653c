internal import NNG
internal import Synchronization

/// One context of a server's socket: receives a request, has it answered, sends the reply, and
/// receives again. Exactly one reply leaves on every path but for garbage.
final class ServerSlot: Expiring, @unchecked Sendable {
  // Sendable by hand: `context` is set once; `call` and `replied` belong to the one callback or
  // task that the phase names; the lock guards the phase itself.
  private enum Phase { case receiving, handling, replying, closed }

  private struct State {
    var phase = Phase.receiving
    /// The slot ends as soon as no handler uses its context.
    var isEnding = false
    var task: Task<Void, Never>?
  }

  private let server: Server
  private let lane: Lane
  private let state = Mutex(State())
  private let deadline = Atomic<Int64>(.max)
  private var context: Context!
  private var call: IncomingCall!
  private var replied = false
  /// Whether the request was decoded, after which its handler may have done anything.
  private var started = false

  init(_ server: Server, on socket: Socket, lane: Lane) throws(NNGError) {
    self.server = server
    self.lane = lane
    context = try Context(on: socket) { [self] error in completed(error) }
  }

  func start() { state.withLock { _ in context.receive() } }

  // MARK: What nng reports

  private func completed(_ error: NNGError?) {
    switch state.withLock({ $0.phase }) {
    case .receiving: error == nil ? received() : closed()
    // What could not be sent is dropped: its caller is gone.
    case .replying: receive()
    case .handling, .closed: break
    }
  }

  /// Only a context that is being closed fails a receive.
  private func closed() { state.withLock { $0.phase = .closed } }

  /// Ends the slot for good: now, or when its handler has ended, for that still holds an answer.
  func close() {
    let (isFree, task) = state.withLock { state in
      state.isEnding = true
      return (state.phase != .handling, state.task)
    }
    // Not under the lock: what it makes ready to run may run here and now.
    task?.cancel()
    if isFree { context.close() }
  }

  private func receive() {
    state.withLock { state in
      state.phase = .receiving
      context.drop()
      context.receive()
    }
  }

  private func send() {
    state.withLock { state in
      state.phase = .replying
      context.send()
    }
  }

  private func received() {
    switch unsafe context.withMessage({ frame in unsafe server.judge(frame, lane) }) {
    case .drop: receive()
    case .run(let call): begin(call)
    case .refuse(let refusal):
      do {
        context.hold(try refusal.message())
        send()
      } catch {
        server.report(error)
        receive()
      }
    }
  }

  // MARK: A call

  private func begin(_ call: IncomingCall) {
    self.call = call
    replied = false
    started = false
    let expiry = Tick.of(call.context.deadline)
    // Under the lock, so that a cancel finds the task; the task itself starts when the callback
    // that brought the request returns.
    let begins = state.withLock { state in
      // The context is freed when the callback that brought the request returns.
      if state.isEnding { return false }
      state.phase = .handling
      deadline.store(expiry, ordering: .sequentiallyConsistent)
      state.task = Task(executorPreference: InlineExecutor.shared) { await self.answer(call) }
      return true
    }
    if begins { Deadlines.shared.note(expiry) } else { server.ended(call, .unavailable) }
  }

  private func answer(_ call: IncomingCall) async {
    var code = Code.ok
    do {
      try await CallContext.$current.withValue(call.context) {
        try await call.handler.run(self, call.context)
      }
    } catch {
      let status = server.status(of: error, call)
      code = status.code
      refuse(call, status)
    }
    state.withLock { state in
      deadline.store(.max, ordering: .sequentiallyConsistent)
      state.task = nil
    }
    server.ended(call, code)
    self.call = nil
    finish()
  }

  /// Goes on, or ends if `close` found the handler at work.
  private func finish() {
    let isEnding = state.withLock { state in
      if state.isEnding { return true }
      state.phase = replied ? .replying : .receiving
      if replied {
        context.send()
      } else {
        context.drop()
        context.receive()
      }
      return false
    }
    if isEnding { context.close() }
  }

  private func refuse(_ call: IncomingCall, _ status: Status) {
    do {
      context.hold(try Reply.failure(status, to: call, started: started, server).message())
      replied = true
    } catch {
      server.report(error)
    }
  }

  /// - Throws: INVALID_ARGUMENT when the payload is not the method's request.
  func decodeRequest<Request: Payload>() throws -> Request {
    do {
      let request = try unsafe context.withMessage { (frame) throws(DecodeError) in
        try unsafe Request.decode(UnsafeRawBufferPointer(rebasing: frame[call.payload]))
      }
      started = true
      return request
    } catch {
      server.refusals.add(.malformedRequest)
      throw Status(.invalidArgument, "the request is not a valid message: \(error)")
    }
  }

  /// Seals the response and holds it until the task ends.
  func hold<Response: Payload>(response: Response) throws {
    context.hold(try Reply.success(to: call, server).message(response))
    replied = true
  }

  // MARK: Ending early

  var expiresAt: Int64 { deadline.load(ordering: .sequentiallyConsistent) }

  func expire(_ now: Int64) { end { _ in expiresAt <= now } }

  /// Cancels the call if it is the one that `caller` means.
  func cancel(_ callID: CallID, of caller: ServiceName) -> Bool {
    end { $0.context.callID == callID && $0.context.caller == caller }
  }

  /// Cancels the call if it is one that waits for news.
  func endLongPoll() { end { $0.handler.admission == .longPoll } }

  /// Cancels the call under way if it is meant. In a batch, for what a cancellation makes ready
  /// to run must not run under the lock.
  @discardableResult
  private func end(_ isMeant: (IncomingCall) -> Bool) -> Bool {
    var ended = false
    InlineExecutor.shared.batch {
      state.withLock { state in
        guard let task = state.task, isMeant(call) else { return }
        deadline.store(.max, ordering: .sequentiallyConsistent)
        task.cancel()
        ended = true
      }
    }
    return ended
  }
}
