public import Postgres
public import RPC

/// What a service tells of one change: the message and the key whose changes keep their order.
public struct FeedEntry: Sendable {
  let kind: String
  let key: UUID128
  let payload: [UInt8]

  /// The kind is the message's name without its package. No personal data: what names a person is
  /// filled in when the feed is read (`Room.fill`).
  /// - Throws: `EncodeError`.
  public init(_ key: UUID128, _ message: some Message) throws {
    let name = type(of: message).fullName
    kind = String(name[name.index(after: name.lastIndex(of: ".") ?? name.startIndex)...])
    self.key = key
    payload = try message.encode()
  }
}

/// A service's ordered changes: written by the transaction that makes them, read by followers.
///
/// A row gets its position when it is read, under the lock of `feed_head`, in the order of its id.
/// So positions are given in order of commit where one change followed the other, a transaction
/// that commits late loses nothing, and one held open stalls nobody.
public final class Feed: Sendable {
  public let database: Database
  let statements: FeedStatements
  let signal = Signal()

  init(_ schema: SchemaName, _ database: Database, _ statements: FeedStatements) {
    self.database = database
    self.statements = statements
  }

  /// The statement that publishes changes, in the order given; run it in the transaction that
  /// makes them, after the row locks that order them are taken.
  public func publish(_ entries: [FeedEntry]) -> Query<Void> {
    statements.publish(entries.map(\.kind), entries.map(\.key), entries.map(\.payload))
  }

  /// `Database.transaction`, after which whoever waits for the feed is woken.
  @discardableResult
  public func transaction<Value: Sendable>(
    timeout: Duration? = nil, _ body: @Sendable (Transaction) async throws -> Value
  ) async throws -> Value {
    let value = try await database.transaction(timeout: timeout, body)
    announce()
    return value
  }

  /// Says that changes were committed in another way, such as by a batch. Without it they are read
  /// up to 100 ms later.
  public func announce() { signal.ring() }

  /// How often a commit was announced: what `commit` compares, so that none between is missed.
  public var commits: Int { signal.rings }

  /// Returns when more than `rings` commits were announced, when `limit` is over, or when the task
  /// is cancelled. For what follows the service's own tables without reading the feed.
  public func commit(past rings: Int, within limit: Duration) async {
    await withTaskGroup { group in
      group.addTask { [signal] in await signal.wait(past: rings, until: .now + limit) }
      group.addTask {
        do { try await ContinuousClock().sleep(for: limit) } catch { return }
      }
      await group.next()
      group.cancelAll()
    }
  }
}
