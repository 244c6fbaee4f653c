/// The pool at one moment, for metrics.
public struct Snapshot: Sendable, Equatable {
  /// Connections ready for use.
  public var open = 0
  /// Of these, connections with a call in flight or a lease.
  public var busy = 0
  /// Calls and transactions that wait for a connection.
  public var waiting = 0
  /// Since the start: refused because too many waited.
  public var refused = 0
  /// Since the start: connections lost.
  public var lost = 0
  /// Since the start: statements sent.
  public var statements = 0
  /// Why the last attempt to connect failed; nil after one that succeeded. For the log only.
  public var connectError: String?
}
