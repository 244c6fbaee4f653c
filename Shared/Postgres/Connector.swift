internal import CPostgres

/// Opens connections, ready for the pool: in pipeline mode, with every statement prepared and
/// checked. Everything here blocks and runs on a thread of its own.
struct Connector: Sendable {
  let configuration: Database.Configuration
  let statements: [StatementDefinition]

  func open() throws(PostgresError) -> Handle {
    let handle = try Handle.connect(
      url: configuration.url, defaults: defaults, forced: [("options", sessionOptions)])
    let raw = unsafe handle.raw
    guard unsafe PQsetnonblocking(raw, 1) == 0, unsafe PQenterPipelineMode(raw) == 1 else {
      throw .unreachable(handle.message)
    }
    try prepare(on: handle)
    return handle
  }

  private var defaults: [(String, String)] {
    let seconds = max(2, configuration.connectTimeout.components.seconds)
    return [
      ("application_name", configuration.applicationName),
      ("connect_timeout", String(seconds)),
      ("client_encoding", "UTF8"),
      // A host that vanished is noticed in some 20 s, not in two hours.
      ("keepalives_idle", "10"), ("keepalives_interval", "5"), ("keepalives_count", "2"),
      ("tcp_user_timeout", "20000"),
    ]
  }

  /// An empty search path: every name in a statement must be qualified.
  ///
  /// Plans are kept for as long as the connection, and on a fresh database they are made when ten
  /// rows are in a table: reading it whole is the best of plans then, and the worst an hour later.
  /// So where there is an index it is used; what sums over whole tables says so (`querySumming`).
  /// Nothing is compiled before it runs: what is asked takes milliseconds, compiling it thirty.
  private var sessionOptions: String {
    """
    -c search_path= \
    -c jit=off -c enable_seqscan=off \
    -c statement_timeout=\(configuration.statementTimeout.milliseconds) \
    -c lock_timeout=\(configuration.lockTimeout.milliseconds) \
    -c idle_in_transaction_session_timeout=\(configuration.idleInTransactionTimeout.milliseconds)
    """
  }

  /// Prepares and describes all in one pipeline, a sync behind each so that all faults are found.
  private func prepare(on handle: Handle) throws(PostgresError) {
    let deadline = ContinuousClock.now + configuration.connectTimeout
    let raw = unsafe handle.raw
    for statement in statements {
      // No types: PostgreSQL infers them, which is what ours are compared with.
      guard unsafe PQsendPrepare(raw, statement.name, statement.sql, 0, nil) == 1,
        unsafe PQsendDescribePrepared(raw, statement.name) == 1,
        unsafe PQpipelineSync(raw) == 1
      else { throw .unreachable(handle.message) }
    }
    var faults: [StatementFault] = []
    for statement in statements {
      if let problem = try check(statement, on: handle, before: deadline) {
        faults.append(StatementFault(statement: statement.name, problem: problem))
      }
    }
    if !faults.isEmpty { throw .statements(faults) }
  }

  /// Reads what comes up to the statement's sync: what is wrong, or nil.
  private func check(
    _ statement: StatementDefinition, on handle: Handle, before deadline: ContinuousClock.Instant
  ) throws(PostgresError) -> String? {
    var problem: String?
    var answers = 0
    while true {
      guard let raw = unsafe try handle.nextResult(before: deadline) else { continue }
      let result = unsafe QueryResult(owning: raw, statement: statement.name)
      switch result.status {
      case PGRES_PIPELINE_SYNC: return problem
      case PGRES_COMMAND_OK:
        answers += 1
        // First the answer to prepare, then the description.
        if answers == 2 { problem = result.mismatch(with: statement) }
      case PGRES_PIPELINE_ABORTED: break
      default: problem = problem ?? result.error.logText
      }
    }
  }
}
