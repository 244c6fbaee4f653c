/// One prepared statement with its parameters.
struct Step: Sendable {
  let statement: String
  let parameters: ParameterBuffer
}

/// The answers to a call's steps, in order.
typealias Outcome = Result<[QueryResult], PostgresError>

/// Statements sent together before one sync, and whoever waits for their results.
///
/// Made by the caller, who sets `waiter` before handing it over; from then on only the loop
/// touches it.
final class Call: @unchecked Sendable {
  enum Phase { case new, waiting, sent, finished }

  let steps: [Step]
  let deadline: ContinuousClock.Instant?
  /// nil: the call runs on a shared connection.
  let lease: Lease?
  /// The lease is for this call alone.
  let endsLease: Bool
  var waiter: Waiter?

  var phase = Phase.new
  var canceled = false
  /// When waiting for a connection ends, whatever the deadline.
  var waitUntil: ContinuousClock.Instant?
  private var results: [QueryResult] = []
  private var error: PostgresError?

  init(
    steps: [Step], deadline: ContinuousClock.Instant?, lease: Lease? = nil, endsLease: Bool = false
  ) {
    self.steps = steps
    self.deadline = deadline
    self.lease = lease
    self.endsLease = endsLease
  }

  func add(_ result: QueryResult) { results.append(result) }

  /// Keeps the first error; those that follow only say that the pipeline is aborted.
  func fail(_ error: PostgresError) { self.error = self.error ?? error }

  /// The name of the statement whose answer comes next.
  var current: String { results.count < steps.count ? steps[results.count].statement : "sync" }

  /// What the call came to, once its sync is answered.
  var outcome: Outcome { error.map { .failure($0) } ?? .success(results) }
}

/// A claim on a connection of one's own, bound to one when its first call is sent.
///
/// Only the loop touches it.
final class Lease: @unchecked Sendable {
  /// Calls that wait for the lease to be bound.
  var pending: [Call] = []
  var slot: Slot?
  var isQueued = false
  /// Why no further call is taken: given back, or its connection is lost.
  var end: PostgresError?
}

/// A suspended task and where it may be resumed.
struct Waiter: Sendable {
  let continuation: CheckedContinuation<Outcome, Never>
  /// The task prefers an executor which may run it on the thread that resumes it.
  let hasExecutor: Bool
}
