extension Database {
  /// Runs `body` in a transaction at READ COMMITTED and commits it.
  ///
  /// When `body` throws, everything is undone. A serialization failure or deadlock (40001, 40P01)
  /// runs it again, three times in all, so it must have no effect but through its transaction.
  /// A lost connection or passed deadline during COMMIT itself leaves the outcome unknown.
  public func transaction<Value: Sendable>(
    timeout: Duration? = nil, _ body: @Sendable (Transaction) async throws -> Value
  ) async throws -> Value {
    let deadline = bound(timeout)
    var attempts = 1
    while true {
      let transaction = Transaction(database: self, deadline: deadline)
      do {
        return try await attempt(transaction, body)
      } catch {
        guard attempts < 3, transaction.failure?.failure == .serialization else { throw error }
      }
      attempts += 1
      try await ContinuousClock().sleep(for: .milliseconds(Int.random(in: 1...10 * attempts)))
    }
  }

  private func attempt<Value: Sendable>(
    _ transaction: Transaction, _ body: @Sendable (Transaction) async throws -> Value
  ) async throws -> Value {
    defer { transaction.end() }
    let value = try await body(transaction)
    try await transaction.commit()
    return value
  }

  /// Runs statements that do not need each other's results in one round trip and one
  /// transaction: all of them take effect, or none.
  public func batch<each Row>(
    _ query: repeat Query<each Row>, timeout: Duration? = nil
  ) async throws(PostgresError) -> (repeat [each Row]) {
    var steps: [Step] = []
    for step in repeat (each query).step { steps.append(step) }
    var results = try await results(leased: steps, bound(timeout)).makeIterator()
    return (repeat try results.rows(of: each query))
  }
}

extension IndexingIterator<[QueryResult]> {
  /// The rows of the next result, which is the query's.
  mutating func rows<Row>(of query: Query<Row>) throws(PostgresError) -> [Row] {
    guard let result = next() else { preconditionFailure("a result for each statement") }
    return try result.rows(query.columns)
  }
}
