/// What a repeat of a call may do.
public enum Idempotency: Sendable, Equatable {
  /// Nothing changes, however often it is called.
  case noSideEffects
  /// A repeat has no further effect.
  case idempotent
  /// A repeat has its effect again unless both carry one idempotency key.
  case keyed
}

/// One rpc of the contract: its name and what goes in and out.
public struct Method<Request: Payload, Response: Payload>: Sendable {
  /// Such as "credopass.users.v1.UsersService/GetUser".
  public let name: String
  public let idempotency: Idempotency
  let lane: Lane

  public init(name: String, idempotency: Idempotency) {
    self.name = name
    self.idempotency = idempotency
    lane = Lane(of: name)
  }
}
