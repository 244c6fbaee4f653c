public import Contracts
public import Postgres

/// How a service follows another one's feed.
///
/// Each change takes effect exactly once and in order: the transaction that applies a page of them
/// moves the cursor. A page that fails is applied change by change, and what `apply` throws then is
/// tried again; after five tries the change is parked with all later ones of its key, and the
/// others go on. What says "not now" (no connection, UNAVAILABLE,
/// lock timeout) is tried for ever instead.
public struct Follower: Sendable {
  /// Applies changes, in their order, in the transaction that moves the cursor behind the last.
  /// Kinds that are unknown are to be passed over. It has no effect but through its transaction,
  /// for it may run again. There is one change at least, and no more than the follower's limit.
  public typealias Apply = @Sendable ([Change], Transaction) async throws -> Void
  /// Fills the copy from the owner's lists, when the changes it lacks are no longer kept. What it
  /// lists may be newer than the changes applied after it.
  public typealias Rebuild = @Sendable () async throws -> Void

  let source: String
  let cursor: String
  let limit: Int32
  let rebuild: Rebuild?
  let replaces: @Sendable (Change) -> Bool
  let apply: Apply

  /// - Parameters:
  ///   - source: the service followed, such as "users".
  ///   - cursor: its name here, one per follower; nil is the source's name.
  ///   - limit: changes per transaction, 1 to 1000.
  ///   - replacing: whether a change says all there is to say of its key: it is applied although
  ///     earlier ones are parked, which are forgotten; in a transaction of its own.
  public init(
    of source: String, cursor: String? = nil, limit: Int32 = 100, rebuild: Rebuild? = nil,
    replacing: @escaping @Sendable (Change) -> Bool = { _ in false }, _ apply: @escaping Apply
  ) {
    precondition(1...1000 ~= limit)
    self.source = source
    self.cursor = cursor ?? source
    self.limit = limit
    self.rebuild = rebuild
    replaces = replacing
    self.apply = apply
  }

  /// The cursor of the follower by which each daemon learns who may still come in.
  static let accessCursor = "access"

  /// For what takes one change at a time.
  public static func each(
    _ apply: @escaping @Sendable (Change, Transaction) async throws -> Void
  ) -> Apply {
    { changes, transaction in
      for change in changes { try await apply(change, transaction) }
    }
  }

  /// Whose feed a cursor stands in.
  public static func source(ofCursor cursor: String) -> String {
    cursor == accessCursor ? "users" : cursor
  }
}
