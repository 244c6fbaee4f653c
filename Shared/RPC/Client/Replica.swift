internal import NNG
internal import Synchronization

/// One replica of a service as a client sees it: its two sockets, and whether to choose it.
final class Replica: Sendable {
  let endpoint: Endpoint
  private let data: SlotPool
  private let side: SlotPool
  private let calls = Atomic<Int>(0)
  private let health = Mutex(ReplicaHealth())

  init(_ endpoint: Endpoint, slotLimit: Int, resends: Bool) throws(NNGError) {
    self.endpoint = endpoint
    data = try SlotPool(endpoint.url(.data), resends: resends, limit: slotLimit)
    side = try SlotPool(endpoint.url(.side), resends: resends, limit: slotLimit)
  }

  func slots(_ lane: Lane) -> SlotPool { lane == .data ? data : side }

  /// Data calls of this client under way here.
  var outstanding: Int { calls.load(ordering: .relaxed) }

  func enter() { calls.add(1, ordering: .relaxed) }
  func leave() { calls.subtract(1, ordering: .relaxed) }

  /// Attempts under way on either socket.
  var busySlots: Int { data.busy + side.busy }

  func isConnected(_ lane: Lane) -> Bool { slots(lane).socket.isConnected }

  /// Whether new calls may go here now.
  func isReady(_ lane: Lane) -> Bool {
    guard isConnected(lane) else { return false }
    return health.withLock { !$0.isDraining(data.socket.connectionsMade) }
  }

  var isEjected: Bool { health.withLock { $0.isEjected(at: .now) } }

  func sawDraining() {
    let connection = data.socket.connectionsMade
    health.withLock { $0.drainingConnection = connection }
  }

  func succeeded() { health.withLock { $0.succeeded() } }
  func failed() { health.withLock { $0.failed(at: .now) } }

  /// Answered no ping: leave it alone for a while, and give up what may be tried elsewhere.
  func wentSilent(canSpare: Bool) {
    health.withLock { $0.eject(at: .now) }
    if canSpare { data.abandon(.silent) }
  }

  /// Whether it has had no connection for `span`; asked about once a second.
  func isCutOff(for span: Duration) -> Bool {
    let connected = isConnected(.data) && isConnected(.side)
    return health.withLock { $0.isCutOff(connected, at: .now, for: span) }
  }

  func close() {
    data.close()
    side.close()
  }
}

/// What a client remembers of a replica. Pure, so that each rule shows in a test.
struct ReplicaHealth {
  /// The connection over which the replica said that it goes away; another one is believed anew.
  var drainingConnection: Int?
  private var failures = 0
  private var ejections = 0
  private var ejectedUntil: ContinuousClock.Instant?
  private var cutOffSince: ContinuousClock.Instant?

  static let failuresToEject = 3
  static let longestEjection = Duration.seconds(30)

  func isDraining(_ connection: Int) -> Bool { drainingConnection == connection }

  func isEjected(at now: ContinuousClock.Instant) -> Bool {
    ejectedUntil.map { now < $0 } ?? false
  }

  mutating func succeeded() {
    guard failures > 0 || ejections > 0 else { return }
    failures = 0
    ejections = 0
    ejectedUntil = nil
  }

  /// Three failures in a row eject.
  mutating func failed(at now: ContinuousClock.Instant) {
    failures += 1
    if failures >= Self.failuresToEject { eject(at: now) }
  }

  /// Ejects for 1 s, then 2 s, 4 s, up to 30 s.
  mutating func eject(at now: ContinuousClock.Instant) {
    failures = 0
    ejectedUntil = now + min(.seconds(1 << min(ejections, 5)), Self.longestEjection)
    ejections += 1
  }

  mutating func isCutOff(
    _ connected: Bool, at now: ContinuousClock.Instant, for span: Duration
  ) -> Bool {
    if connected {
      cutOffSince = nil
      return false
    }
    guard let since = cutOffSince else {
      cutOffSince = now
      return false
    }
    return now - since >= span
  }
}
