/// A place in the pool for one connection, through all its lives.
final class Slot {
  enum State {
    case down(until: ContinuousClock.Instant)
    case connecting
    case ready(Connection)
  }

  /// What a leased connection is doing.
  enum Use {
    case idle
    case leased(Lease)
    case cleaning(Cleaning)
  }

  /// Brings a connection that was given back in the middle of something to a clean state.
  struct Cleaning {
    /// When it is given up.
    let until: ContinuousClock.Instant
    /// The cancellation that is on its way and could hit whatever runs next.
    var cancellation: Int?
    var rollbacks = 0
  }

  let index: Int
  let lane: Lane
  var state: State
  var use = Use.idle
  /// Attempts to connect that failed in a row.
  var failures = 0

  init(index: Int, lane: Lane, now: ContinuousClock.Instant) {
    self.index = index
    self.lane = lane
    self.state = .down(until: now)
  }

  var connection: Connection? {
    if case .ready(let connection) = state { connection } else { nil }
  }

  var isIdle: Bool {
    if case .idle = use { connection?.isIdle ?? false } else { false }
  }

  /// Doubles from 20 ms with each failure up to `most`, then half of it is random, so that the
  /// pools of many replicas do not come back at one moment.
  func backoff(most: Duration) -> Duration {
    let full = min(most, .milliseconds(20 << min(failures, 10)))
    return full * Double.random(in: 0.5...1)
  }
}
