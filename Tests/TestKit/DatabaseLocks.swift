import Glibc
import Postgres

extension TestDatabase {
  /// Holds locks, such as `SELECT … FOR UPDATE` takes, until so many wait for one; `body` is what
  /// runs into them.
  public func whileLocked<Value: Sendable>(
    _ sql: String, waiting count: Int, _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    let (locked, hold) = AsyncStream<Void>.makeStream()
    async let held: Void = AdminConnection.with(url()) { admin in
      try admin.run("BEGIN; \(sql)")
      hold.finish()
      let end = ContinuousClock.now + .seconds(20)
      let waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
      while Int(try admin.rows(waiting)[0][0] ?? "") ?? 0 < count {
        if ContinuousClock.now > end { throw Lone() }
        usleep(2000)
      }
      try admin.run("COMMIT")
    }
    for await _ in locked {}
    async let value = body()
    try await held
    return try await value
  }
}

/// Fewer than expected waited for a lock.
private struct Lone: Error {}
