internal import Contracts
internal import Postgres
internal import RPC

// How a feed is read.
extension Feed {
  /// How many rows are given positions in one transaction.
  static let stampLimit: Int64 = 5000

  /// The changes after a position, stamping those that have none yet; empty when there are none.
  func changes(after: Int64, limit: Int64) async throws -> (rows: [FeedRow], oldest: Int64) {
    let rows = try await database.query(statements.read(after, limit))
    let state = try await state()
    if !rows.isEmpty || after < state.readableFrom - 1 { return (rows, state.readableFrom) }
    if after > state.position { throw Self.unknownPosition(after, state.position) }
    guard state.hasFresh || state.position > after else { return ([], state.readableFrom) }
    if state.hasFresh { try await stamp() }
    let stamped = try await database.query(statements.read(after, limit))
    return (stamped, stamped.isEmpty ? state.readableFrom : min(state.readableFrom, after + 1))
  }

  /// Gives positions to what is committed. One transaction, of two statements: the second sees
  /// what was committed by whoever held the lock before.
  func stamp() async throws {
    _ = try await database.batch(statements.lockHead(), statements.stamp(Self.stampLimit))
  }

  func state() async throws -> FeedState {
    guard let state = try await database.first(statements.state()) else {
      throw Status(.internal, "the feed has no head")
    }
    return state
  }

  /// A follower that has seen more than there is follows a service restored to an older state.
  private static func unknownPosition(_ after: Int64, _ head: Int64) -> Status {
    .refused(
      .outOfRange, "FEED_POSITION_UNKNOWN", "the feed ends before the position asked for",
      [("after", String(after)), ("head", String(head))])
  }

  /// Looks for other replicas' commits on behalf of all that wait, and ends waits whose time is
  /// over. Runs until cancelled.
  func watch(_ report: @Sendable (any Error) -> Void) async {
    var last: Int64 = -1
    while !Task.isCancelled {
      do {
        try await ContinuousClock().sleep(for: .milliseconds(60))
        signal.expire(.now)
        guard signal.hasWaiters else { continue }
        let state = try await state()
        if state.hasFresh || state.position > last { signal.ring() }
        last = state.position
      } catch is CancellationError {
        return
      } catch {
        report(error)
      }
    }
  }
}
