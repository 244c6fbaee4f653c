internal import Synchronization

/// A running transaction: the way to run statements inside `Database.transaction`.
public struct Transaction: Sendable {
  private let database: Database
  private let deadline: ContinuousClock.Instant?
  private let state = TransactionState()

  init(database: Database, deadline: ContinuousClock.Instant?) {
    self.database = database
    self.deadline = deadline
  }

  /// Runs a statement: all its rows.
  public func query<Row>(_ query: Query<Row>) async throws(PostgresError) -> [Row] {
    try await results([query.step])[0].rows(query.columns)
  }

  /// Runs a statement: its first row, or nil when there is none.
  public func first<Row>(_ query: Query<Row>) async throws(PostgresError) -> Row? {
    try await self.query(query).first
  }

  /// Runs a statement: how many rows it touched.
  @discardableResult
  public func execute<Row>(_ query: Query<Row>) async throws(PostgresError) -> Int {
    try await results([query.step])[0].affected
  }

  /// Runs statements that do not need each other's results in one round trip.
  public func batch<each Row>(
    _ query: repeat Query<each Row>
  ) async throws(PostgresError) -> (repeat [each Row]) {
    var steps: [Step] = []
    for step in repeat (each query).step { steps.append(step) }
    var results = try await results(steps).makeIterator()
    return (repeat try results.rows(of: each query))
  }

  /// Runs statements and commits, all in one round trip. What is run after it fails with `closed`.
  public func commit<each Row>(
    after query: repeat Query<each Row>
  ) async throws(PostgresError) -> (repeat [each Row]) {
    var steps: [Step] = []
    for step in repeat (each query).step { steps.append(step) }
    var results = try await commit(steps).makeIterator()
    return (repeat try results.rows(of: each query))
  }

  func results(_ steps: [Step]) async throws(PostgresError) -> [QueryResult] {
    if state.isCommitted { throw .closed }
    let prologue = state.takePrologue(deadline)
    let call = Call(steps: prologue + steps, deadline: deadline, lease: state.lease)
    switch await database.run(call) {
    case .success(let results): return Array(results.dropFirst(prologue.count))
    case .failure(let error):
      // Without its COMMIT the transaction does not stand, whatever became of this statement.
      state.note(error.beforeCommit)
      throw error.beforeCommit
    }
  }

  /// What failed first, and so decides that the transaction cannot be committed.
  var failure: PostgresError? { state.failure }

  /// Commits what was begun; a body that ran nothing costs nothing.
  func commit() async throws(PostgresError) {
    guard state.hasBegun, !state.isCommitted else { return }
    _ = try await commit([])
  }

  /// Of what is lost on the way nobody knows whether it was committed.
  private func commit(_ steps: [Step]) async throws(PostgresError) -> [QueryResult] {
    if state.isCommitted { throw .closed }
    if let failure { throw failure }
    let prologue = state.takePrologue(deadline)
    let call = Call(
      steps: prologue + steps + [Internals.commit().step], deadline: deadline, lease: state.lease)
    switch await database.runToEnd(call) {
    case .success(let results):
      state.commits()
      return Array(results.dropFirst(prologue.count))
    case .failure(let error):
      state.note(error)
      throw error
    }
  }

  /// Gives the connection back; the loop rolls back what is not committed.
  func end() { database.release(state.lease) }
}

private final class TransactionState: Sendable {
  private struct Progress {
    var hasBegun = false
    var isCommitted = false
    var failure: PostgresError?
  }

  let lease = Lease()
  private let progress = Mutex(Progress())

  var hasBegun: Bool { progress.withLock { $0.hasBegun } }
  var isCommitted: Bool { progress.withLock { $0.isCommitted } }
  var failure: PostgresError? { progress.withLock { $0.failure } }

  func commits() { progress.withLock { $0.isCommitted = true } }

  func note(_ error: PostgresError) {
    progress.withLock { $0.failure = $0.failure ?? error }
  }

  /// BEGIN travels with the first statements, before one sync: were it to fail, they are skipped.
  func takePrologue(_ deadline: ContinuousClock.Instant?) -> [Step] {
    let begins = progress.withLock { progress in
      defer { progress.hasBegun = true }
      return !progress.hasBegun
    }
    if !begins { return [] }
    return [Internals.begin().step] + (deadline.map { [Internals.bound(by: $0)] } ?? [])
  }
}

extension PostgresError {
  /// The same error of a statement whose transaction was never committed.
  var beforeCommit: PostgresError {
    switch self {
    case .connectionLost: .connectionLost(sent: false)
    case .timeout: .timeout(sent: false)
    case .canceled: .canceled(sent: false)
    default: self
    }
  }
}
