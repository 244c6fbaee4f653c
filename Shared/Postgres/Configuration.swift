extension Database {
  /// The pool's settings; every one has a default that suits a daemon.
  public struct Configuration: Sendable {
    /// A libpq connection string or URL, `host=a,b target_session_attrs=read-write` included.
    public var url: String
    /// Shown in pg_stat_activity.
    public var applicationName = "postgres"
    /// Connections that carry pipelined reads; 1…64.
    public var sharedConnections = 2
    /// Connections for transactions, writes, lists and figures, opened when first needed; 1…1000.
    public var leasedConnections = 8
    /// Calls in flight on one shared connection before others wait.
    public var pipelineDepth = 256
    /// Calls and transactions that may wait for a connection; beyond, they are refused at once.
    public var maxWaiting = 1024
    /// The longest wait for a connection when a call has no deadline of its own.
    public var waitTimeout = Duration.seconds(5)
    /// Opening one connection, per host; whole seconds, at least 2 (libpq's minimum).
    public var connectTimeout = Duration.seconds(5)
    /// statement_timeout of every session; zero is none, and then a stopped server is not noticed.
    public var statementTimeout = Duration.seconds(5)
    /// lock_timeout of every session; zero is none.
    public var lockTimeout = Duration.seconds(2)
    /// idle_in_transaction_session_timeout of every session; zero is none.
    public var idleInTransactionTimeout = Duration.seconds(10)
    /// Past its statement timeout by this much a connection counts as dead.
    public var stallGrace = Duration.seconds(2)
    /// The longest pause between attempts to reconnect; the first is about 20 ms.
    public var maxBackoff = Duration.seconds(2)

    public init(url: String) { self.url = url }
  }
}

extension Duration {
  /// Whole milliseconds, rounded up.
  var milliseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
  }
}
