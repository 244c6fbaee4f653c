internal import Dispatch
internal import Synchronization

/// Threads of their own for work that computes long, with a short queue in front: a flood of
/// logins hurts only logins.
public final class HashingLane: Sendable {
  /// The queue is full; nothing was done. Try again later.
  public struct Full: Error, Equatable {
    public init() {}
  }

  private struct State {
    var idle: [DispatchQueue]
    var waiting: [Job] = []
    var nextID: UInt64 = 0
  }

  private struct Job {
    let id: UInt64
    /// Called with false when the caller has gone and nothing is to be done.
    let run: @Sendable (Bool) -> Void
  }

  private let bound: Int
  private let state: Mutex<State>

  /// `width` computations at once and `bound` waiting for their turn.
  public init(width: Int = 1, bound: Int = 32) {
    precondition(width > 0 && bound >= 0)
    self.bound = bound
    // A serial queue brings a thread of its own; the global queues share the cooperative pool's.
    let queues = (0..<width).map { DispatchQueue(label: "hashing-\($0)") }
    state = Mutex(State(idle: queues))
  }

  /// How many wait for their turn, for whoever watches the queue.
  public var waiting: Int { state.withLock { $0.waiting.count } }

  /// What `work` returns, computed in the lane, first come first served. Throws `Full` beyond the
  /// bound, and CancellationError when the task is cancelled before its turn.
  public func run<Value: Sendable>(
    _ work: @escaping @Sendable () -> Value
  ) async throws -> Value {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let job = Job(id: id) { wanted in
          if wanted {
            continuation.resume(returning: work())
          } else {
            continuation.resume(throwing: CancellationError())
          }
        }
        // Cancelled before there was a job to withdraw.
        if Task.isCancelled { return job.run(false) }
        if !admit(job) { continuation.resume(throwing: Full()) }
      }
    } onCancel: {
      withdraw(id)
    }
  }

  private func admit(_ job: Job) -> Bool {
    state.withLock { state in
      if let queue = state.idle.popLast() {
        queue.async { self.drain(queue, from: job) }
        return true
      }
      guard state.waiting.count < bound else { return false }
      state.waiting.append(job)
      return true
    }
  }

  /// Runs jobs one after the other until none waits.
  private func drain(_ queue: DispatchQueue, from first: Job) {
    var next: Job? = first
    while let job = next {
      job.run(true)
      next = state.withLock { state in
        if state.waiting.isEmpty {
          state.idle.append(queue)
          return nil
        }
        return state.waiting.removeFirst()
      }
    }
  }

  private func withdraw(_ id: UInt64) {
    let job = state.withLock { state in
      state.waiting.firstIndex { $0.id == id }.map { state.waiting.remove(at: $0) }
    }
    job?.run(false)
  }
}
