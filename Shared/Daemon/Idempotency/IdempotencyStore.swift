internal import Identity
public import Postgres
public import RPC

/// Gives each effect that has a name once, whatever is repeated, by whichever replica.
///
/// The row that remembers the answer is written by the transaction that has the effect, so only
/// committed answers are ever repeated. It is kept for 24 hours.
public struct IdempotencyStore: Sendable {
  let statements: IdempotencyStatements
  let feed: Feed
  let access: Access
  /// Seals what is kept of a request: a plain digest of one that holds a password could be tried
  /// against a list of passwords.
  let key: Secret

  /// Runs `body` in a transaction and keeps its answer under the call's idempotency key; a repeat
  /// of the same request gets the same answer and has no effect. What `body` throws undoes all.
  ///
  /// - Throws: INVALID_ARGUMENT (IDEMPOTENCY_KEY_REQUIRED) without a key, FAILED_PRECONDITION
  ///   (IDEMPOTENCY_KEY_REUSED) when the key named another request, or (ANSWER_ERASED) when the
  ///   answer was about somebody erased since, ABORTED when the first call of that key still runs
  ///   after the lock timeout.
  public func run<Response: Message>(
    _ call: CallContext, timeout: Duration? = nil,
    _ body: @Sendable (Transaction) async throws -> Response
  ) async throws -> Response {
    let ticket = try await ticket(call)
    let (subject, name) = (ticket.name.subject, ticket.name.key)
    return try await feed.transaction(timeout: timeout) { transaction in
      let claimed = try await transaction.first(
        statements.claim(subject, name, ticket.method, ticket.request))
      if claimed == nil { return try await stored(ticket, transaction) }
      let response = try await body(transaction)
      try await transaction.execute(statements.save(subject, name, try response.encode()))
      return response
    }
  }

  static func name(of call: CallContext) throws -> String {
    let name = call.idempotencyKey
    guard !name.isEmpty else {
      throw Status.refused(
        .invalidArgument, "IDEMPOTENCY_KEY_REQUIRED", "this call needs an idempotency key")
    }
    guard name.unicodeScalars.count <= 255, !name.utf8.contains(0) else {
      throw Status.invalid("idempotency_key", "must be at most 255 characters without NUL")
    }
    return name
  }

  /// The claim waited until the one before it had ended, so its answer is there.
  private func stored<Response: Message>(
    _ ticket: Ticket, _ transaction: Transaction
  ) async throws -> Response {
    guard let answer = try await transaction.first(find([ticket])) else {
      throw Status(.aborted, "the first call of this key has just ended; repeat it")
    }
    return try ticket.answer(answer)
  }
}
