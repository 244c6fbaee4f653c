internal import Identity
public import Postgres
public import RPC

/// What a keyed call is known by: who makes it, under which key, and what it asks.
public struct Ticket: Sendable {
  /// Whoever holds the same one makes the same call, or uses the key twice.
  public struct Name: Hashable, Sendable {
    let subject: String
    let key: String
  }

  public let name: Name
  let method: String
  /// A seal of the request.
  let request: [UInt8]
}

/// The key was free when it was looked for and is not any more: look again, in a new transaction.
public struct TicketTaken: Error {}

// For many calls that share a transaction: what `run` does for one. Look for kept answers once the
// lock is had that the calls share, keep the new ones with their effects.
extension IdempotencyStore {
  /// - Throws: as `run` without a key, and for who is not signed in.
  public func ticket(_ call: CallContext) async throws -> Ticket {
    Ticket(
      name: Ticket.Name(
        subject: try await access.actor(call).subject, key: try Self.name(of: call)),
      method: call.method, request: key.mac(call.requestDigest))
  }

  /// The statement that finds what was answered before.
  public func find(_ tickets: [Ticket]) -> Query<StoredAnswer> {
    statements.find(tickets.map(\.name.subject), tickets.map(\.name.key))
  }

  /// The statement that keeps answers, each under a name of its own; `check` its rows.
  public func keep<Response: Message>(
    _ answers: [(ticket: Ticket, response: Response)]
  ) throws -> Query<Bool> {
    statements.keep(
      answers.map(\.ticket.name.subject), answers.map(\.ticket.name.key),
      answers.map(\.ticket.method), answers.map(\.ticket.request),
      try answers.map { try $0.response.encode() })
  }

  /// - Throws: `TicketTaken` when one of the keys was used meanwhile for something that does not
  ///   share the lock.
  public static func check(_ kept: [Bool], of count: Int) throws {
    if kept.count != count { throw TicketTaken() }
  }
}

extension Ticket {
  /// The answer that was kept.
  /// - Throws: as `IdempotencyStore.run` when it is for another request or was erased.
  public func answer<Response: Message>(_ stored: StoredAnswer) throws -> Response {
    guard stored.method == method, stored.request == request else { throw Self.reused }
    guard let response = stored.response else {
      throw Status.refused(
        .failedPrecondition, "ANSWER_ERASED",
        "this was done and answered; what it was about has been erased since")
    }
    return try Response.decode(response)
  }

  /// Refuses a name that has just been used, unless for the same.
  public func checkSame(_ other: Ticket) throws {
    guard other.method == method, other.request == request else { throw Self.reused }
  }

  private static let reused = Status.refused(
    .failedPrecondition, "IDEMPOTENCY_KEY_REUSED",
    "the idempotency key was used for another request")
}
