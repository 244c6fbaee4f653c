import Foundation

/// Returns once `holds`; throws after `limit`, which only a broken test should reach: a slow
/// machine must not.
public func eventually(
  _ what: String, within limit: Duration = .seconds(60), _ holds: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + limit
  while try await !holds() {
    if ContinuousClock.now > end { throw ChildError("not within \(limit): \(what)") }
    try await ContinuousClock().sleep(for: .milliseconds(5))
  }
}

/// Runs what blocks on a thread of its own: the pool that runs all tests has few.
public func blocking<Value: Sendable>(
  _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
  try await withCheckedThrowingContinuation { waiter in
    Thread.detachNewThread { waiter.resume(with: Result(catching: body)) }
  }
}
