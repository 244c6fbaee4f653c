internal import NNG
internal import Synchronization

/// How one attempt ended, as far as its sender can know.
enum Outcome: Sendable {
  /// It never left: another attempt cannot double anything.
  case notSent(Ending)
  /// It left and no answer came: it may have run.
  case maybe(Ending)
  /// The slot holds the answer.
  case answered
}

/// Why an attempt ended without an answer.
enum Ending: Sendable, Equatable {
  case deadline
  /// The caller's task was cancelled.
  case cancelled
  /// The replica answered no ping.
  case silent
  case failed(NNGError)

  static let cutOff = Ending.failed(.connectionReset)
}

/// One context of a replica's socket: sends a request, waits for the answer, and is used again.
///
/// Submission, cancellation and the step from sending to receiving all happen under the slot's
/// lock; see `Context` for what nng does otherwise.
final class ClientSlot: Expiring, @unchecked Sendable {
  // Sendable by hand: `context` is set once, its message belongs to whoever holds the slot.
  private enum Phase { case idle, sending, receiving }

  @safe private struct State {
    var phase = Phase.idle
    /// Set when something wanted the attempt to end.
    var ending: Ending?
    var waiter: UnsafeContinuation<Outcome, Never>?
    /// Whether an attempt may be made elsewhere even if this one has run.
    var mayRepeat = false
  }

  private let state = Mutex(State())
  private let deadline = Atomic<Int64>(.max)
  private let socket: Socket
  private var context: Context!

  init(on socket: Socket) throws(NNGError) {
    self.socket = socket
    context = try Context(on: socket) { [self] error in completed(error) }
  }

  /// Sends `message` and waits for the answer, until `expiry` or until the task is cancelled.
  func exchange(
    _ message: consuming NNGMessage, until expiry: Int64, mayRepeat: Bool
  ) async -> Outcome {
    context.hold(message)
    state.withLock { $0.mayRepeat = mayRepeat }
    return await withTaskCancellationHandler {
      await unsafe withUnsafeContinuation { waiter in unsafe begin(waiter, expiry) }
    } onCancel: {
      end(.cancelled) { _ in true }
    }
  }

  private func begin(_ waiter: UnsafeContinuation<Outcome, Never>, _ expiry: Int64) {
    let refused = state.withLock { state in
      // Cancelled before it began.
      if state.ending != nil { return true }
      unsafe state.waiter = waiter
      state.phase = .sending
      deadline.store(expiry, ordering: .sequentiallyConsistent)
      context.send()
      // Cut off since it was chosen: the socket told so when there was nothing to recall.
      if !socket.isConnected { end(.cutOff, &state) }
      return false
    }
    if refused { return unsafe waiter.resume(returning: .notSent(.cancelled)) }
    Deadlines.shared.note(expiry)
  }

  /// nng's report on the send or on the receive.
  private func completed(_ error: NNGError?) {
    var outcome: Outcome?
    let waiter = unsafe state.withLock { state in
      outcome = step(&state, error)
      if outcome == nil { return unsafe UnsafeContinuation<Outcome, Never>?.none }
      defer { unsafe state.waiter = nil }
      return unsafe state.waiter
    }
    // The last act, for what resumes runs at once.
    if let outcome, let waiter = unsafe waiter { unsafe waiter.resume(returning: outcome) }
  }

  /// What the report means; nil while the attempt goes on.
  private func step(_ state: inout State, _ error: NNGError?) -> Outcome? {
    let ended = error.map { state.ending ?? .failed($0) } ?? state.ending
    let outcome: Outcome
    switch (state.phase, error) {
    case (.idle, _): return nil
    case (.receiving, nil): outcome = .answered
    case (.sending, nil) where ended == nil:
      state.phase = .receiving
      context.receive()
      return nil
    case (.sending, nil): outcome = .maybe(ended ?? .cancelled)
    case (.sending, .some(let error)): outcome = .notSent(ended ?? .failed(error))
    case (.receiving, .some(let error)): outcome = .maybe(ended ?? .failed(error))
    }
    deadline.store(.max, ordering: .sequentiallyConsistent)
    state.phase = .idle
    return outcome
  }

  /// Lends the bytes of the answer.
  func withAnswer<R>(_ body: (UnsafeRawBufferPointer) throws -> R) rethrows -> R {
    try unsafe context.withMessage(body)
  }

  /// Makes the slot fit for the next attempt.
  func reset() {
    context.drop()
    state.withLock { $0.ending = nil }
  }

  /// Ends the slot for good; an attempt under way fails.
  func close() { context.close() }

  // MARK: Ending early

  var expiresAt: Int64 { deadline.load(ordering: .sequentiallyConsistent) }

  func expire(_ now: Int64) { end(.deadline) { _ in expiresAt <= now } }

  /// Gives up an attempt that may be made elsewhere.
  func abandon(_ ending: Ending) { end(ending) { $0.mayRepeat && $0.phase != .idle } }

  /// Gives up what has not left: its connection is gone.
  func recall() { end(.cutOff) { $0.phase == .sending } }

  private func end(_ ending: Ending, if isMeant: (borrowing State) -> Bool) {
    state.withLock { state in
      if state.ending == nil && isMeant(state) { end(ending, &state) }
    }
  }

  private func end(_ ending: Ending, _ state: inout State) {
    deadline.store(.max, ordering: .sequentiallyConsistent)
    state.ending = ending
    if state.phase != .idle { context.cancel() }
  }
}
