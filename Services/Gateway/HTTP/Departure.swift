internal import Synchronization

/// Tells once that the client has closed its side.
final class Departure: Sendable {
  private struct State {
    var hasLeft = false
    var left: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  /// Calls `body` once, when the client closes its side; at once if it has.
  func whenLeft(_ body: @escaping @Sendable () -> Void) {
    let late = state.withLock { state in
      state.left = body
      return state.hasLeft
    }
    if late { body() }
  }

  func leave() {
    let body = state.withLock { state in
      defer { state.hasLeft = true }
      return state.hasLeft ? nil : state.left
    }
    body?()
  }
}
