internal import Synchronization

/// Wakes those that wait for news.
final class Signal: Sendable {
  private struct Waiter {
    let until: ContinuousClock.Instant
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var rings = 0
    var nextID = 0
    var waiters: [Int: Waiter] = [:]
    /// Cancelled before they began to wait.
    var gone: Set<Int> = []
  }

  private let state = Mutex(State())

  /// How often it rang: what `wait` compares, so that no ring between is missed.
  var rings: Int { state.withLock { $0.rings } }

  var hasWaiters: Bool { state.withLock { !$0.waiters.isEmpty } }

  func ring() {
    let woken = state.withLock { state in
      state.rings += 1
      defer { state.waiters = [:] }
      return Array(state.waiters.values)
    }
    for waiter in woken { waiter.continuation.resume() }
  }

  /// Wakes those whose time is over.
  func expire(_ now: ContinuousClock.Instant) {
    let late = state.withLock { state in
      let late = state.waiters.filter { $0.value.until <= now }
      for id in late.keys { state.waiters[id] = nil }
      return Array(late.values)
    }
    for waiter in late { waiter.continuation.resume() }
  }

  /// Returns when it rang more than `rings` times, when `expire` finds `until` passed, or when the
  /// task is cancelled.
  func wait(past rings: Int, until: ContinuousClock.Instant) async {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let waits = state.withLock { state in
          if state.gone.remove(id) != nil || state.rings > rings { return false }
          state.waiters[id] = Waiter(until: until, continuation: continuation)
          return true
        }
        if !waits { continuation.resume() }
      }
    } onCancel: {
      let waiter = state.withLock { state in
        if let waiter = state.waiters.removeValue(forKey: id) { return waiter as Waiter? }
        state.gone.insert(id)
        return nil
      }
      waiter?.continuation.resume()
    }
    // A cancel that came after the wake left its mark.
    state.withLock { _ = $0.gone.remove(id) }
  }
}
