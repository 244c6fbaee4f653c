internal import NNG
internal import Synchronization

/// Calls one service, whichever of its replicas is the best to ask.
///
/// Each call goes to the ready replica with the fewest calls of this channel under way. A replica
/// that drains is left alone; one that fails three times in a row or answers no ping is ejected
/// for a while. A call that was not sent, or was refused before its handler ran, is tried
/// elsewhere; one that may have run only when a repeat does no harm. At most three attempts,
/// inside the deadline and a retry budget; what may have run is repeated by the outermost caller
/// only.
public final class Channel: Caller, Sendable {
  static let maximumAttempts = 3

  let configuration: ChannelConfiguration
  let known = Mutex<[Replica]>([])
  /// Replicas no longer chosen whose last calls are still under way.
  let retired = Mutex<[Replica]>([])
  private let budget = Mutex(RetryBudget())
  let counts = Mutex(ChannelCounts())
  private let monitor = Mutex<Task<Void, Never>?>(nil)

  public init(_ configuration: ChannelConfiguration) {
    self.configuration = configuration
    let task = Task.detached { [weak self] in
      while !Task.isCancelled {
        guard let pause = await self?.look() else { return }
        do { try await ContinuousClock().sleep(for: pause) } catch { return }
      }
    }
    monitor.withLock { $0 = task }
  }

  deinit {
    monitor.withLock { $0?.cancel() }
    for replica in known.withLock({ $0 }) + retired.withLock({ $0 }) { replica.close() }
  }

  /// What happened so far.
  public var statistics: ChannelCounts { counts.withLock { $0 } }

  /// Attempts under way now, over all replicas.
  public var busySlots: Int { replicas.reduce(0) { $0 + $1.busySlots } }

  var replicas: [Replica] { known.withLock { $0 } }

  // MARK: Calls

  public func call<Request: Payload, Response: Payload>(
    _ method: Method<Request, Response>, _ request: Request, _ options: CallOptions
  ) async throws -> Response {
    let call = OutgoingCall(method, request, options)
    var attempt = 0
    var last: Replica?
    while true {
      let failure: Failure
      do {
        let replica = try await choose(for: call, not: last)
        last = replica
        return try await self.attempt(call, attempt, on: replica)
      } catch let error as Failure {
        failure = error
      }
      attempt += 1
      guard mayRetry(call, failure, attempt) else { throw failure.status }
      counts.withLock { $0.retries += 1 }
      try await pause(before: attempt, call)
    }
  }

  private func mayRetry<Q, A>(_ call: OutgoingCall<Q, A>, _ failure: Failure, _ attempt: Int)
    -> Bool
  {
    guard attempt < Self.maximumAttempts, failure.isWorthAnother else { return false }
    guard failure.isHarmless || call.mayRepeat else { return false }
    guard call.deadline > .now else { return false }
    return budget.withLock { $0.take() }
  }

  /// A few milliseconds, at random, so that callers that failed together do not return together.
  private func pause<Q, A>(before attempt: Int, _ call: OutgoingCall<Q, A>) async throws {
    let longest = 10_000 << attempt
    let until = ContinuousClock.now + .microseconds(Int.random(in: 0...longest))
    do {
      try await ContinuousClock().sleep(until: min(until, call.deadline))
    } catch {
      throw Status(.cancelled, "the caller gave up")
    }
  }

  /// One attempt on one replica. The slot is given back on every path.
  func attempt<Request, Response>(
    _ call: OutgoingCall<Request, Response>, _ number: Int, on replica: Replica
  ) async throws -> Response {
    let pool = replica.slots(call.method.lane)
    guard let slot = pool.take() else {
      throw Failure.refused(
        Status(.resourceExhausted, "too many calls are under way", executed: .notStarted))
    }
    defer { pool.give(back: slot) }
    let frame = try call.frame(
      attempt: number, caller: configuration.caller, key: configuration.key)
    if call.method.lane == .data { replica.enter() }
    let outcome = await slot.exchange(
      frame, until: Tick.of(call.deadline), mayRepeat: call.mayRepeat)
    if call.method.lane == .data { replica.leave() }
    switch outcome {
    case .answered: return try read(slot, call, replica)
    case .notSent(let ending): throw lost(ending, call, replica, sent: false)
    case .maybe(let ending): throw lost(ending, call, replica, sent: true)
    }
  }

  private func read<Request, Response>(
    _ slot: ClientSlot, _ call: OutgoingCall<Request, Response>, _ replica: Replica
  ) throws -> Response {
    let answer: (header: ResponseHeader, response: Response?)?
    do {
      answer = try unsafe slot.withAnswer { frame in
        try unsafe call.answer(in: frame, caller: configuration.caller, key: configuration.key)
      }
    } catch {
      answer = nil
    }
    guard let answer else {
      counts.withLock { $0.badAnswers += 1 }
      replica.failed()
      throw Failure.maybe(
        Status(.internal, "\(configuration.callee) gave an answer that is not one"))
    }
    replica.succeeded()
    if answer.header.draining { replica.sawDraining() }
    if let response = answer.response {
      budget.withLock { $0.giveBack() }
      return response
    }
    let status = Status(answer.header)
    throw status.isRefusal ? Failure.refused(status) : Failure.answered(status)
  }

  private func lost<Q, A>(
    _ ending: Ending, _ call: OutgoingCall<Q, A>, _ replica: Replica, sent: Bool
  ) -> Failure {
    let executed: ResponseHeader.Executed = sent ? .unspecified : .notStarted
    switch ending {
    case .deadline:
      return .answered(Status(.deadlineExceeded, "time ran out", executed: executed))
    case .cancelled:
      if sent { forward(call.callID, replica) }
      return .answered(Status(.cancelled, "the caller gave up", executed: executed))
    case .silent, .failed:
      if case .failed(let error) = ending {
        // nng itself never gives up here: none of its time limits is set.
        if error == .timedOut { counts.withLock { $0.strangeTimeouts += 1 } }
        replica.failed()
      }
      let words = sent ? "the connection was lost before the answer came" : "it cannot be reached"
      let status = Status(
        .unavailable, "\(configuration.callee): \(words)", executed: executed)
      return sent ? .maybe(status) : .refused(status)
    }
  }

  /// Lets the replica know that nobody waits any more; no harm when that fails.
  private func forward(_ callID: CallID, _ replica: Replica) {
    // Detached: the call being answered has ended, and its deadline with it.
    Task.detached { [self] in
      let call = OutgoingCall(
        ControlMethods.cancel, CancelRequest(callId: callID.bytes),
        CallOptions(timeout: .seconds(1), accessToken: "", traceparent: ""))
      do { _ = try await attempt(call, 0, on: replica) } catch {
        counts.withLock { $0.lostCancels += 1 }
      }
    }
  }

  // MARK: Choice

  /// The best replica, waiting a little for a first connection.
  private func choose<Q, A>(
    for call: OutgoingCall<Q, A>, not last: Replica?
  ) async throws -> Replica {
    let limit = min(call.deadline, .now + configuration.connectWait)
    while true {
      if let best = pick(call.method.lane, not: last) { return best }
      if ContinuousClock.now >= limit { break }
      do {
        try await ContinuousClock().sleep(for: .milliseconds(5))
      } catch {
        throw Status(.cancelled, "the caller gave up", executed: .notStarted)
      }
    }
    throw Failure.unreachable(
      Status(
        .unavailable, "no replica of \(configuration.callee) can be reached",
        executed: .notStarted))
  }

  /// The ready replica with the fewest calls under way, ties at random; one just tried, or one
  /// ejected, only when there is no other.
  private func pick(_ lane: Lane, not last: Replica?) -> Replica? {
    let ready = replicas.filter { $0.isReady(lane) }
    guard ready.count > 1 else { return ready.first }
    let sound = ready.filter { !$0.isEjected }
    let others = sound.filter { $0 !== last }
    let candidates = !others.isEmpty ? others : !sound.isEmpty ? sound : ready
    let least = candidates.map(\.outstanding).min() ?? 0
    return candidates.filter { $0.outstanding <= least }.randomElement() ?? candidates.first
  }
}
