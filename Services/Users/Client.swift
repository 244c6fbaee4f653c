internal import Contracts
internal import Daemon
internal import RPC

/// Whoever is behind a call, as far as a service that speaks for people says.
struct Client: Sendable {
  /// The network address; empty when not known.
  let address: String
  /// What the client calls itself; may be empty.
  let agent: String

  init(_ access: Access, _ call: CallContext) {
    address = String((access.said("client-address", call) ?? "").prefix(64))
    agent = Rules.agent(access.said("user-agent", call) ?? "")
  }

  /// What failures are counted under; nil when not known.
  var network: String? { address.isEmpty ? nil : Rules.network(of: address) }
}

/// A session that goes on, and the token that refreshes it.
struct Opened: Sendable {
  let person: Person
  let session: UUID128
  let token: RandomToken
}

/// What became of a password that was tried.
enum PasswordOutcome: Sendable {
  case right(Opened)
  case wrong
  /// Right or wrong, nobody is told before then.
  case closed(Duration)
}
