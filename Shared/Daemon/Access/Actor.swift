public import Identity
public import RPC

/// On whose behalf a call is made.
public enum Actor: Sendable, Equatable {
  /// A person, by an access token that this daemon verified itself.
  case user(Principal)
  /// Another service of ours, by itself: background work, or an operator's tool.
  case service(ServiceName)
  /// A person who is not signed in, by way of the gateway.
  case anonymous(ServiceName)

  /// The person, if it is one that is signed in.
  public var principal: Principal? {
    if case .user(let principal) = self { principal } else { nil }
  }

  /// Whose idempotency keys these are.
  var subject: String {
    switch self {
    case .user(let principal): "user:\(principal.userID)"
    case .service(let name), .anonymous(let name): "service:\(name)"
    }
  }
}
