internal import NNG
internal import Synchronization

/// Answers the calls of other services on two sockets.
///
/// The data socket takes the domain's calls. The side socket takes health, control, reflection and
/// long polls, so that a daemon whose data socket is saturated still says that it lives.
///
/// Order for each message: sizes, MAC, header, age, method, caller, time left, admission, decode,
/// handler, encode; exactly one reply leaves on every path, except that what is no frame at all
/// gets none. Above the limit of running calls the answer is an immediate refusal: there is no
/// queue to hide in.
public final class Server: Sendable {
  /// What the daemon around a server adds to it.
  public struct Hooks: Sendable {
    /// Makes a status of an error of the daemon's own; nil makes INTERNAL of it.
    public var status: @Sendable (any Error) -> Status?
    /// Called after each call.
    public var ended: @Sendable (CallSummary) -> Void
    /// Called with what no caller is told: errors that became INTERNAL.
    public var report: @Sendable (any Error, _ method: String) -> Void
    /// Whether the service of that name can do its work; "" asks for the whole daemon.
    public var isServing: @Sendable (String) async -> Bool
    /// The contracts, as a google.protobuf.FileDescriptorSet.
    public var descriptors: [UInt8]

    public init(
      status: @escaping @Sendable (any Error) -> Status? = { _ in nil },
      ended: @escaping @Sendable (CallSummary) -> Void = { _ in },
      report: @escaping @Sendable (any Error, String) -> Void = { _, _ in },
      isServing: @escaping @Sendable (String) async -> Bool = { _ in true },
      descriptors: [UInt8] = []
    ) {
      self.status = status
      self.ended = ended
      self.report = report
      self.isServing = isServing
      self.descriptors = descriptors
    }
  }

  let configuration: ServerConfiguration
  let hooks: Hooks
  /// Full names of the services offered, in order.
  let serviceNames: [String]
  let refusals = RefusalCounters()

  private let methods: [String: MethodHandler]
  private let running = Atomic<Int>(0)
  private let polling = Atomic<Int>(0)
  private let draining = Atomic<Bool>(false)
  private let sockets = Mutex<[Socket]>([])
  private let slots = Mutex<[ServerSlot]>([])

  /// - Throws: `ServerConfiguration.Fault`.
  public init(
    _ configuration: ServerConfiguration, services: [any Service], hooks: Hooks = Hooks()
  ) throws {
    try configuration.check()
    self.configuration = configuration
    self.hooks = hooks
    serviceNames = (services.map { type(of: $0).name } + WeakServer.serviceNames).sorted()
    var methods: [String: MethodHandler] = [:]
    for handler in services.flatMap(\.handlers) {
      if methods.updateValue(handler, forKey: handler.name) != nil {
        throw ServerConfiguration.Fault.methodTwice(handler.name)
      }
    }
    let weak = WeakServer()
    for handler in weak.handlers { methods[handler.name] = handler }
    self.methods = methods
    weak.set(self)
  }

  /// Listens and begins to answer.
  /// - Returns: where others reach it.
  /// - Throws: `NNGError`, such as NNG_EADDRINUSE.
  public func start() throws -> Endpoint {
    let data = try Socket(.reply, Socket.Options(receiveLimit: Frame.messageLimit))
    let side = try Socket(.reply, Socket.Options(receiveLimit: Frame.messageLimit))
    // As many more contexts as make sure that one always receives, if only to refuse.
    let spare = 16
    let dataSlots = try (0..<configuration.limit + spare).map { _ in
      try ServerSlot(self, on: data, lane: .data)
    }
    let sideSlots = try (0..<configuration.longPollLimit + spare).map { _ in
      try ServerSlot(self, on: side, lane: .side)
    }
    let all = dataSlots + sideSlots
    Deadlines.shared.watch(all)
    sockets.withLock { $0 = [data, side] }
    slots.withLock { $0 = all }
    for slot in all { slot.start() }
    let host = configuration.host
    return Endpoint(
      host: host, port: try data.listen("tcp://\(host):\(configuration.port)"),
      sidePort: try side.listen("tcp://\(host):\(configuration.sidePort)"))
  }

  /// Stops as a process about to end should: says so in every answer, refuses new calls, lets
  /// those under way finish.
  ///
  /// The sockets stay open, for closing them can hang: leave the process instead.
  /// - Returns: whether every call finished within `limit`.
  public func drain(within limit: Duration = .seconds(25)) async -> Bool {
    let clock = ContinuousClock()
    let end = clock.now + limit
    let noticed = clock.now + configuration.drainNotice
    draining.store(true, ordering: .sequentiallyConsistent)
    let all = slots.withLock { $0 }
    InlineExecutor.shared.batch { for slot in all { slot.endLongPoll() } }
    do {
      try await clock.sleep(until: min(noticed, end))
      while !isIdle && clock.now < end { try await clock.sleep(for: .milliseconds(5)) }
      // A reply counts as sent before its bytes have left.
      try await clock.sleep(for: .milliseconds(50))
    } catch {
      return isIdle
    }
    return isIdle
  }

  /// Ends the server inside a process that goes on, such as a test's.
  public func close() {
    let all = slots.withLock { slots in
      defer { slots = [] }
      return slots
    }
    Deadlines.shared.forget { one in all.contains { $0 === one } }
    for slot in all { slot.close() }
    for socket in sockets.withLock({ $0 }) { socket.close() }
  }

  public var isDraining: Bool { draining.load(ordering: .relaxed) }

  /// How many calls run now.
  public var runningCalls: Int { running.load(ordering: .relaxed) }

  /// How many long polls wait now.
  public var runningPolls: Int { polling.load(ordering: .relaxed) }

  /// How many messages were turned away since the start, by reason.
  public var refusalCounts: [Refusal: Int] { refusals.all }

  private var isIdle: Bool {
    running.load(ordering: .sequentiallyConsistent) == 0
      && polling.load(ordering: .sequentiallyConsistent) == 0
  }

  func cancel(_ callID: CallID, of caller: ServiceName) -> Bool {
    slots.withLock { $0 }.contains { $0.cancel(callID, of: caller) }
  }

  // MARK: Admission

  /// Counts a call in when there is room for it.
  func admit(_ handler: MethodHandler) -> Bool {
    switch handler.admission {
    case .always: return true
    case .call: return enter(running, configuration.limit)
    case .longPoll: return enter(polling, configuration.longPollLimit)
    }
  }

  private func enter(_ counter: borrowing Atomic<Int>, _ limit: Int) -> Bool {
    if counter.add(1, ordering: .sequentiallyConsistent).newValue <= limit { return true }
    counter.subtract(1, ordering: .sequentiallyConsistent)
    return false
  }

  func ended(_ call: IncomingCall, _ code: Code) {
    switch call.handler.admission {
    case .always: break
    case .call: running.subtract(1, ordering: .sequentiallyConsistent)
    case .longPoll: polling.subtract(1, ordering: .sequentiallyConsistent)
    }
    hooks.ended(
      CallSummary(
        context: call.context, code: code,
        duration: .nanoseconds(Tick.now - call.startedAt)))
  }

  func handler(_ method: String, _ lane: Lane) -> MethodHandler? {
    guard let handler = methods[method], handler.lane == lane else { return nil }
    return handler
  }

  // MARK: Errors

  /// The one place where an error becomes a status.
  func status(of error: any Error, _ call: IncomingCall) -> Status {
    if let status = error as? Status { return status }
    if error is CancellationError {
      if call.context.deadline <= .now { return Status(.deadlineExceeded, "time ran out") }
      if isDraining { return Status(.unavailable, "the replica is shutting down") }
      return Status(.cancelled, "the caller gave up")
    }
    if let status = hooks.status(error) { return status }
    hooks.report(error, call.handler.name)
    return Status(.internal, "internal error")
  }

  func report(_ error: any Error) { hooks.report(error, "") }
}
