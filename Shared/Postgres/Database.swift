/// A service's access to PostgreSQL: a pool of connections and the statements it may run.
///
/// Calls may come from any task. A call never blocks a thread; it ends with rows or with a
/// `PostgresError`, at the latest at its deadline. Nothing is ever sent twice, except
/// transactions that PostgreSQL itself asks to repeat.
public final class Database: Sendable {
  public let configuration: Configuration
  private let statements: [StatementDefinition]
  private let inbox = Inbox()
  private let deadline: @Sendable () -> ContinuousClock.Instant?

  /// - Parameters:
  ///   - statements: all that will be run; each is prepared and checked on every connection.
  ///   - deadline: asked at each call, in the caller's task; nil is none.
  public init(
    _ configuration: Configuration, statements: [any Preparable],
    deadline: @escaping @Sendable () -> ContinuousClock.Instant? = { nil }
  ) {
    self.configuration = configuration
    self.statements = (Internals.all + statements).map(\.definition)
    self.deadline = deadline
    let names = self.statements.map(\.name)
    precondition(Set(names).count == names.count, "two statements of one name in \(names)")
    precondition(names.allSatisfy { 1...63 ~= $0.utf8.count }, "a statement's name is too long")
    precondition(1...64 ~= configuration.sharedConnections)
    precondition(1...1000 ~= configuration.leasedConnections)
  }

  deinit { inbox.post(.close(nil)) }

  /// Opens the first connections and checks every statement; call it once, before anything else.
  ///
  /// Throws `.unreachable`, or `.statements` with all faults; the pool is then of no use.
  public func start() async throws(PostgresError) {
    let result = await withCheckedContinuation { starting in
      startThread { [configuration, statements, inbox] in
        Loop(
          configuration: configuration, statements: statements, inbox: inbox, starting: starting
        ).run()
      }
    }
    try result.get()
  }

  /// Refuses new calls, lets running ones finish (up to the statement timeout), disconnects.
  public func close() async {
    await withCheckedContinuation { closer in
      if !inbox.post(.close(closer)) { closer.resume() }
    }
  }

  /// The pool's numbers as of a moment ago; costs next to nothing.
  public var snapshot: Snapshot { inbox.snapshot }

  /// Runs a statement: all its rows.
  ///
  /// - Parameter timeout: from now; the earlier of this and the pool's deadline counts.
  public func query<Row>(
    _ query: Query<Row>, timeout: Duration? = nil
  ) async throws(PostgresError) -> [Row] {
    try await alone(query, timeout).rows(query.columns)
  }

  /// Runs a statement that sums over whole tables: all its rows. Where reading tables as they lie
  /// is quicker than going by index it does so, which a session's statements otherwise avoid.
  public func querySumming<Row>(
    _ query: Query<Row>, timeout: Duration? = nil
  ) async throws(PostgresError) -> [Row] {
    try await batch(Internals.readsWholeTables(), query, timeout: timeout).1
  }

  /// Runs a statement: its first row, or nil when there is none.
  public func first<Row>(
    _ query: Query<Row>, timeout: Duration? = nil
  ) async throws(PostgresError) -> Row? {
    try await alone(query, timeout).rows(query.columns).first
  }

  /// Runs a statement: how many rows it touched.
  @discardableResult
  public func execute<Row>(
    _ query: Query<Row>, timeout: Duration? = nil
  ) async throws(PostgresError) -> Int {
    try await alone(query, timeout).affected
  }

  /// Which of fsync, full_page_writes and synchronous_commit are off, so that an acknowledged
  /// commit may be lost when the machine fails; a daemon says so when it starts.
  public func unsafeSettings() async throws(PostgresError) -> [String] {
    try await query(Internals.unsafeSettings())
  }

  private func alone<Row>(
    _ query: Query<Row>, _ timeout: Duration?
  ) async throws(PostgresError) -> QueryResult {
    switch query.definition.lane {
    case .shared: try await results(shared: query.step, bound(timeout))
    case .leased: try await results(leased: [query.step], bound(timeout))[0]
    }
  }

  private func results(
    shared step: Step, _ deadline: ContinuousClock.Instant?
  ) async throws(PostgresError) -> QueryResult {
    try await run(Call(steps: [step], deadline: deadline)).get()[0]
  }

  /// Runs steps as one implicit transaction, the server's own timeout set first.
  func results(
    leased steps: [Step], _ deadline: ContinuousClock.Instant?
  ) async throws(PostgresError) -> [QueryResult] {
    let prologue = deadline.map { [Internals.bound(by: $0)] } ?? []
    let call = Call(
      steps: prologue + steps, deadline: deadline, lease: Lease(), endsLease: true)
    return Array(try await run(call).get().dropFirst(prologue.count))
  }

  /// The earlier of the caller's timeout and the deadline it runs under.
  func bound(_ timeout: Duration?) -> ContinuousClock.Instant? {
    let own = timeout.map { ContinuousClock.now + $0 }
    guard let outer = deadline() else { return own }
    return own.map { min($0, outer) } ?? outer
  }

  /// Hands a call to the loop and waits for it; cancelling the task ends the wait.
  func run(_ call: Call) async -> Outcome {
    await withTaskCancellationHandler {
      await runToEnd(call)
    } onCancel: {
      inbox.post(.cancel(call))
    }
  }

  /// Like `run`, deaf to cancellation: for COMMIT, whose outcome somebody must learn.
  func runToEnd(_ call: Call) async -> Outcome {
    let hasExecutor = unsafe withUnsafeCurrentTask { unsafe $0?.unownedTaskExecutor != nil }
    return await withCheckedContinuation { continuation in
      call.waiter = Waiter(continuation: continuation, hasExecutor: hasExecutor)
      if !inbox.post(.submit(call)) { continuation.resume(returning: .failure(.closed)) }
    }
  }

  func release(_ lease: Lease) { inbox.post(.release(lease)) }
}
