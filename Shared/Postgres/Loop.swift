internal import Glibc

/// The thread that drives all connections of one pool.
///
/// Everything here happens on that thread, so nothing is locked; tasks reach it by `Inbox` only,
/// and it runs nobody else's code.
final class Loop {
  let configuration: Database.Configuration
  let connector: Connector
  let inbox: Inbox
  let slots: [Slot]
  var now = ContinuousClock.now
  /// Calls for shared connections, and leases, that wait for a connection.
  var waitingCalls = Queue<Call>()
  var waitingLeases = Queue<Lease>()
  /// A waiting call was given up: the queues hold entries that no longer count.
  var hasAbandoned = false
  var deliveries: [(Waiter, Outcome)] = []
  var counters = Snapshot()
  var cancellations = 0
  /// What poll watches: one entry per slot, then the inbox.
  private var polled: [pollfd] = []
  /// When something is next due at the latest; to be early costs one look at everything.
  var nextDue: ContinuousClock.Instant
  var starting: CheckedContinuation<Result<Void, PostgresError>, Never>?
  var closers: [CheckedContinuation<Void, Never>] = []
  /// Set by closing: when what still runs is given up.
  var closeBy: ContinuousClock.Instant?

  init(
    configuration: Database.Configuration, statements: [StatementDefinition], inbox: Inbox,
    starting: CheckedContinuation<Result<Void, PostgresError>, Never>
  ) {
    self.configuration = configuration
    self.inbox = inbox
    self.starting = starting
    connector = Connector(configuration: configuration, statements: statements)
    nextDue = now
    let shared = configuration.sharedConnections
    slots = (0..<shared + configuration.leasedConnections).map { [now] index in
      Slot(index: index, lane: index < shared ? .shared : .leased, now: now)
    }
  }

  func run() {
    openFirst()
    while !isFinished {
      wait()
      now = .now
      // Answers first: they free connections, and tell which of them are gone.
      for slot in slots where polled[slot.index].revents != 0 { receive(slot) }
      inbox.take().forEach(handle)
      if now >= nextDue { checkDue() }
      pump()
      flush()
      // Before the answers: who gets one and then looks must see that it is no longer waiting.
      inbox.snapshot = counted()
      deliver()
    }
    end()
  }

  private func handle(_ command: Command) {
    switch command {
    case .submit(let call): submit(call)
    case .cancel(let call): cancel(call)
    case .release(let lease): release(lease)
    case .opened(let index, let result): opened(slots[index], result)
    case .cancelDelivered(let number): cancelDelivered(number)
    case .close(let closer): close(closer)
    }
  }

  /// Sleeps until a socket, the inbox or the clock has something.
  private func wait() {
    polled.removeAll(keepingCapacity: true)
    for slot in slots {
      // A negative descriptor is passed over.
      var entry = pollfd(fd: -1, events: Int16(POLLIN), revents: 0)
      if let connection = slot.connection {
        entry.fd = connection.handle.socket
        if connection.wantsWrite { entry.events |= Int16(POLLOUT) }
      }
      polled.append(entry)
    }
    polled.append(pollfd(fd: inbox.wakeup, events: Int16(POLLIN), revents: 0))
    let left = max(0, (nextDue - now).milliseconds)
    unsafe poll(&polled, nfds_t(polled.count), Int32(clamping: left))
  }

  private func flush() {
    for slot in slots {
      if let connection = slot.connection, connection.wantsWrite, !connection.flush() {
        lose(slot)
      }
    }
  }

  func due(_ instant: ContinuousClock.Instant) { nextDue = min(nextDue, instant) }

  private func counted() -> Snapshot {
    counters.open = 0
    counters.busy = 0
    for slot in slots where slot.connection != nil {
      counters.open += 1
      if !slot.isIdle { counters.busy += 1 }
    }
    counters.waiting = waitingCalls.count + waitingLeases.count
    return counters
  }

  /// Resumes the tasks whose calls are answered, off this thread.
  ///
  /// A task without an executor of its own is resumed by the runtime on the cooperative pool; one
  /// with a preferred executor might run right here, so those are resumed from the pool.
  private func deliver() {
    if deliveries.isEmpty { return }
    var elsewhere: [(Waiter, Outcome)] = []
    for (waiter, outcome) in deliveries {
      if waiter.hasExecutor {
        elsewhere.append((waiter, outcome))
      } else {
        waiter.continuation.resume(returning: outcome)
      }
    }
    deliveries.removeAll(keepingCapacity: true)
    if elsewhere.isEmpty { return }
    Task.detached { [elsewhere] in
      for (waiter, outcome) in elsewhere { waiter.continuation.resume(returning: outcome) }
    }
  }

  /// Answers everybody who still waits; from here on the inbox refuses.
  private func end() {
    let last = inbox.shut()
    for slot in slots { lose(slot) }
    for command in last {
      if case .submit(let call) = command { finish(call, .failure(.closed)) }
      if case .close(let closer?) = command { closers.append(closer) }
    }
    counters.waiting = 0
    inbox.snapshot = counted()
    deliver()
    for closer in closers { closer.resume() }
  }
}
