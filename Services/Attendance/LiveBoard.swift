import Daemon
import Postgres
import RPC
import Synchronization

/// Wakes those that wait for news of an event's door. One look serves all: at once after a commit
/// of this replica, and often enough to see those of others in time.
final class LiveBoard: Sendable {
  /// How long another replica's commit may stay unseen; with the look itself less than 100 ms.
  private static let pause = Duration.milliseconds(60)

  private struct Waiter {
    let event: UUID128
    let version: Int64
    let end: ContinuousClock.Instant
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var nextID = 0
    var waiters: [Int: Waiter] = [:]
    /// Cancelled before they began to wait.
    var gone: Set<Int> = []
    /// The look, while nobody waits.
    var idle: CheckedContinuation<Void, Never>?
  }

  private let store: Store
  private let state = Mutex(State())

  init(_ store: Store) { self.store = store }

  /// Returns when the event's version is another than `version`, when `end` has passed, or when the
  /// task is cancelled. Holds nothing meanwhile.
  func wait(
    _ event: UUID128, past version: Int64, until end: ContinuousClock.Instant
  ) async {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let (waits, idle) = state.withLock { state in
          if state.gone.remove(id) != nil {
            return (false, nil as CheckedContinuation<Void, Never>?)
          }
          state.waiters[id] = Waiter(
            event: event, version: version, end: end, continuation: continuation)
          defer { state.idle = nil }
          return (true, state.idle)
        }
        idle?.resume()
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

  /// Looks again and again until cancelled.
  func run() async throws {
    while true {
      await awaitWaiters()
      try Task.checkCancellation()
      let rings = store.feed.commits
      do { try await look() } catch {
        // Said now and then, not as often as it is tried.
        try await ContinuousClock().sleep(for: .milliseconds(500))
        throw error
      }
      await store.feed.commit(past: rings, within: Self.pause)
    }
  }

  private func look() async throws {
    let events = Set(state.withLock { $0.waiters.values.map(\.event) })
    if events.isEmpty { return }
    let rows = try await store.database.query(Statements.liveVersions(Array(events)))
    let versions = Dictionary(rows.map { ($0.eventID, $0.version) }) { first, _ in first }
    let now = ContinuousClock.now
    let woken = state.withLock { state in
      // An event that is gone is news, too.
      let woken = state.waiters.filter {
        versions[$0.value.event] != $0.value.version || $0.value.end <= now
      }
      for id in woken.keys { state.waiters[id] = nil }
      return Array(woken.values)
    }
    for waiter in woken { waiter.continuation.resume() }
  }

  /// Costs nothing while nobody watches.
  private func awaitWaiters() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isDue = state.withLock { state in
          if !state.waiters.isEmpty || Task.isCancelled { return true }
          state.idle = continuation
          return false
        }
        if isDue { continuation.resume() }
      }
    } onCancel: {
      let idle = state.withLock { state in
        defer { state.idle = nil }
        return state.idle
      }
      idle?.resume()
    }
  }
}
