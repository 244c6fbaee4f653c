/// What happens to calls: from the queue onto a connection and back to whoever waits.
extension Loop {
  func submit(_ call: Call) {
    if call.canceled { return finish(call, .failure(.canceled(sent: false))) }
    if let deadline = call.deadline {
      if deadline <= now { return finish(call, .failure(.timeout(sent: false))) }
      due(deadline)
    }
    if let lease = call.lease { submit(call, to: lease) } else { submitShared(call) }
  }

  private func submitShared(_ call: Call) {
    if closeBy != nil { return finish(call, .failure(.closed)) }
    if waitingCalls.isEmpty, let slot = sharedSlot() { return send(call, on: slot) }
    if waitingCalls.count >= configuration.maxWaiting { return refuse(call) }
    enqueue(call)
    waitingCalls.append(call)
  }

  private func submit(_ call: Call, to lease: Lease) {
    if let end = lease.end { return finish(call, .failure(end)) }
    if let slot = lease.slot { return send(call, on: slot) }
    if closeBy != nil { return finish(call, .failure(.closed)) }
    if waitingLeases.isEmpty, let slot = slots.first(where: isFreeLeased) {
      bind(lease, to: slot)
      return send(call, on: slot)
    }
    if !lease.isQueued {
      if waitingLeases.count >= configuration.maxWaiting { return refuse(call) }
      lease.isQueued = true
      waitingLeases.append(lease)
    }
    enqueue(call)
    lease.pending.append(call)
  }

  private func enqueue(_ call: Call) {
    call.phase = .waiting
    let limit = now + configuration.waitTimeout
    call.waitUntil = limit
    due(limit)
  }

  private func refuse(_ call: Call) {
    counters.refused += 1
    finish(call, .failure(.poolExhausted))
  }

  func cancel(_ call: Call) {
    switch call.phase {
    case .new: call.canceled = true
    case .waiting: abandon(call, .canceled(sent: false))
    case .sent: abandon(call, .canceled(sent: true))
    case .finished: break
    }
  }

  /// The caller stops waiting; a connection that worked for this call alone is cleaned.
  private func abandon(_ call: Call, _ error: PostgresError) {
    hasAbandoned = hasAbandoned || call.phase == .waiting
    finish(call, .failure(error))
    if call.endsLease, let lease = call.lease { release(lease) }
  }

  /// Every call ends here, once.
  func finish(_ call: Call, _ outcome: Outcome) {
    if call.phase == .finished { return }
    call.phase = .finished
    if let waiter = call.waiter { deliveries.append((waiter, outcome)) }
    call.waiter = nil
  }

  /// The call's sync was answered.
  func answered(_ call: Call) {
    finish(call, call.outcome)
    if call.endsLease, let lease = call.lease { release(lease) }
  }

  func send(_ call: Call, on slot: Slot) {
    guard let connection = slot.connection else {
      return finish(call, .failure(.connectionLost(sent: false)))
    }
    if connection.isIdle { dueStall(now) }
    counters.statements += call.steps.count
    if !connection.send(call, now: now) { lose(slot) }
  }

  /// Gives waiting calls the connections that are free.
  func pump() {
    if hasAbandoned { dropAbandoned() }
    while let call = waitingCalls.first, let slot = sharedSlot() {
      waitingCalls.removeFirst()
      send(call, on: slot)
    }
    while let lease = waitingLeases.first, let slot = slots.first(where: isFreeLeased) {
      waitingLeases.removeFirst()
      bind(lease, to: slot)
    }
    openLeased()
  }

  private func bind(_ lease: Lease, to slot: Slot) {
    lease.isQueued = false
    lease.slot = slot
    slot.use = .leased(lease)
    let calls = lease.pending
    lease.pending = []
    for call in calls where call.phase == .waiting { send(call, on: slot) }
  }

  /// The live shared connection with the fewest calls in flight, if one has room.
  private func sharedSlot() -> Slot? {
    let load = { (slot: Slot) in slot.connection?.inFlight.count ?? .max }
    let best = slots[..<configuration.sharedConnections].min { load($0) < load($1) }
    guard let best, load(best) < configuration.pipelineDepth else { return nil }
    return best
  }

  private func isFreeLeased(_ slot: Slot) -> Bool { slot.lane == .leased && slot.isIdle }

  private func dropAbandoned() {
    hasAbandoned = false
    waitingCalls.removeAll { $0.phase == .finished }
    waitingLeases.removeAll { lease in
      lease.pending.removeAll { $0.phase == .finished }
      if lease.pending.isEmpty { lease.isQueued = false }
      return lease.pending.isEmpty
    }
  }

  /// Ends the calls whose time is up, and notes when the next one's is.
  func checkCalls() {
    for call in waitingCalls.all { check(call) }
    for lease in waitingLeases.all { lease.pending.forEach(check) }
    for slot in slots { slot.connection?.inFlight.all.forEach(check) }
  }

  private func check(_ call: Call) {
    if call.phase == .finished { return }
    if let deadline = call.deadline {
      if deadline <= now { return abandon(call, .timeout(sent: call.phase == .sent)) }
      due(deadline)
    }
    if call.phase == .waiting, let limit = call.waitUntil {
      if limit <= now {
        return abandon(call, .unreachable(counters.connectError ?? "no connection became free"))
      }
      due(limit)
    }
  }
}
