public import Identity
public import Logging
public import Postgres
public import RPC

/// What a service's main builds its store and handlers from.
public struct Daemon: Sendable {
  /// The service's name: its schema, role, label and name in calls.
  public let name: String
  public let config: DaemonConfig
  public let log: Logger
  public let metrics: Metrics
  public let database: Database
  public let feed: Feed
  public let idempotency: IdempotencyStore
  public let access: Access
  public let audit: Audit
  public let pages: PageTokens
  let secret: Secret
  let channels: [String: Channel]

  /// A secret of the service for one purpose, the same on all its replicas.
  public func secret(for purpose: String) -> Secret { secret.derived(for: purpose) }

  /// Calls another service, whichever of its replicas is the best to ask. One channel per service.
  /// - Throws: `StartFailure` when there is no key for it; ask while the room is made, not later.
  public func channel(_ service: String) throws -> Channel {
    guard let channel = channels[service] else {
      throw StartFailure.configuration([
        "\(name) has no key to call \(service); make one with `credopass keys`"
      ])
    }
    return channel
  }
}
