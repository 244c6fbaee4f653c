internal import CPostgres

/// What happens to connections: opened, lost, given back, cleaned.
extension Loop {
  /// Opens all shared connections and the first leased one, for which `start` waits.
  func openFirst() {
    for slot in slots[...configuration.sharedConnections] { open(slot) }
  }

  private func open(_ slot: Slot) {
    slot.state = .connecting
    startThread { [connector, inbox, index = slot.index] in
      let result = Result { () throws(PostgresError) in try connector.open() }
      inbox.post(.opened(index, result))
    }
  }

  func opened(_ slot: Slot, _ result: Result<Handle, PostgresError>) {
    switch result {
    case .success(let handle):
      slot.state = .ready(Connection(handle))
      slot.use = .idle
      slot.failures = 0
      counters.connectError = nil
    case .failure(let error):
      slot.failures += 1
      slot.state = .down(until: now + slot.backoff(most: configuration.maxBackoff))
      nextDue = now
      counters.connectError = error.logText
    }
    report(result)
  }

  /// Tells `start` once the first connections are open, or one of them cannot be.
  private func report(_ result: Result<Handle, PostgresError>) {
    guard let starting else { return }
    if case .failure(let error) = result {
      starting.resume(returning: .failure(error))
      self.starting = nil
      closeBy = now
    } else if slots[...configuration.sharedConnections].allSatisfy({ $0.connection != nil }) {
      starting.resume(returning: .success(()))
      self.starting = nil
    }
  }

  /// Opens as many leased connections as wait for one, where pauses allow.
  func openLeased() {
    let leased = slots[configuration.sharedConnections...]
    var wanted = waitingLeases.count
    for slot in leased { if case .connecting = slot.state { wanted -= 1 } }
    for slot in leased where wanted > 0 {
      guard case .down(let until) = slot.state else { continue }
      wanted -= 1
      if until <= now { open(slot) } else { due(until) }
    }
  }

  func receive(_ slot: Slot) {
    guard let connection = slot.connection else { return }
    if !connection.receive(now: now, done: answered) { return lose(slot) }
    if case .cleaning = slot.use { clean(slot) }
  }

  /// The connection is gone: what was sent has an unknown outcome, what waits stays queued.
  func lose(_ slot: Slot) {
    guard let connection = slot.connection else { return }
    if case .leased(let lease) = slot.use {
      lease.end = .connectionLost(sent: false)
      lease.slot = nil
    }
    slot.use = .idle
    slot.state = .down(until: now + slot.backoff(most: configuration.maxBackoff))
    counters.lost += 1
    nextDue = now
    for call in connection.inFlight.all { finish(call, .failure(.connectionLost(sent: true))) }
  }

  func release(_ lease: Lease) {
    if lease.end != nil { return }
    lease.end = .closed
    for call in lease.pending { finish(call, .failure(.closed)) }
    hasAbandoned = hasAbandoned || lease.isQueued
    guard let slot = lease.slot, let connection = slot.connection else { return }
    lease.slot = nil
    if connection.isIdle, connection.isOutsideTransaction {
      slot.use = .idle
      return
    }
    startCleaning(slot, connection)
  }

  private func startCleaning(_ slot: Slot, _ connection: Connection) {
    let until = now + configuration.stallGrace
    due(until)
    var cleaning = Slot.Cleaning(until: until)
    if !connection.isIdle { cleaning.cancellation = sendCancel(connection.handle) }
    slot.use = .cleaning(cleaning)
    clean(slot)
  }

  /// Asks the server to stop what runs on the connection; blocks, so on a thread of its own.
  private func sendCancel(_ handle: Handle) -> Int {
    cancellations += 1
    let cancellation = Cancellation(of: handle)
    startThread { [inbox, number = cancellations] in
      cancellation.send()
      inbox.post(.cancelDelivered(number))
    }
    return cancellations
  }

  func cancelDelivered(_ number: Int) {
    for slot in slots {
      guard case .cleaning(var cleaning) = slot.use, cleaning.cancellation == number else {
        continue
      }
      cleaning.cancellation = nil
      slot.use = .cleaning(cleaning)
      clean(slot)
    }
  }

  /// Takes the next step once all is answered and no cancellation is under way: ROLLBACK, which
  /// also absorbs a cancellation that came late, until the server is between transactions.
  private func clean(_ slot: Slot) {
    guard case .cleaning(var cleaning) = slot.use, cleaning.cancellation == nil,
      let connection = slot.connection, connection.isIdle
    else { return }
    if cleaning.rollbacks > 0, connection.isOutsideTransaction {
      slot.use = .idle
      return
    }
    if cleaning.rollbacks == 3 { return lose(slot) }
    cleaning.rollbacks += 1
    slot.use = .cleaning(cleaning)
    send(Call(steps: [Internals.rollback().step], deadline: nil), on: slot)
  }

  /// Looks at everything that has a time, and notes when the next one comes.
  func checkDue() {
    nextDue = now + .seconds(3600)
    checkCalls()
    for slot in slots {
      switch slot.state {
      case .connecting: break
      case .down(let until) where slot.lane == .shared:
        if until > now { due(until) } else if closeBy == nil { open(slot) }
      case .down: break
      case .ready(let connection): checkHealth(slot, connection)
      }
    }
    if let closeBy { due(closeBy) }
  }

  private func checkHealth(_ slot: Slot, _ connection: Connection) {
    if case .cleaning(let cleaning) = slot.use {
      if cleaning.until <= now { return lose(slot) }
      due(cleaning.until)
    }
    guard configuration.statementTimeout > .zero, let call = connection.inFlight.first else {
      return
    }
    // A leased call with a deadline may outlast the statement timeout; its deadline ends it.
    if call.lease != nil, call.deadline != nil { return }
    let limit = connection.lastProgress + configuration.statementTimeout + configuration.stallGrace
    if limit <= now { return lose(slot) }
    due(limit)
  }

  func dueStall(_ since: ContinuousClock.Instant) {
    if configuration.statementTimeout > .zero {
      due(since + configuration.statementTimeout + configuration.stallGrace)
    }
  }

  /// Refuses what waits, lets what runs finish.
  func close(_ closer: CheckedContinuation<Void, Never>?) {
    if let closer { closers.append(closer) }
    if closeBy != nil { return }
    closeBy = now + configuration.statementTimeout + configuration.stallGrace
    nextDue = now
    for call in waitingCalls.all { finish(call, .failure(.closed)) }
    for call in waitingLeases.all.flatMap(\.pending) { finish(call, .failure(.closed)) }
    hasAbandoned = true
  }

  var isFinished: Bool {
    guard let closeBy else { return false }
    return now >= closeBy || slots.allSatisfy { $0.connection == nil || $0.isIdle }
  }
}

/// A cancellation for whatever runs on one connection, usable from any thread (manual, 34.7).
@safe private final class Cancellation: @unchecked Sendable {
  private let raw: OpaquePointer?

  init(of handle: Handle) { unsafe raw = PQgetCancel(handle.raw) }

  deinit { unsafe PQfreeCancel(raw) }

  /// Blocks until the server has passed it on. A failure changes nothing: the caller waits no
  /// more, and the connection is closed when it does not come clean.
  func send() {
    var message = [CChar](repeating: 0, count: 256)
    _ = unsafe PQcancel(raw, &message, Int32(message.count))
  }
}
