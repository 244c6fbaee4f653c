public import RPC

/// What a service's main makes: what it answers and what it does by itself.
public struct Room: Sendable {
  /// Handlers of the service's own contract; feed, health and reflection come by themselves.
  public var services: [any Service]
  public var followers: [Follower]
  public var jobs: [Job]
  /// Fills in, as the service's feed is read, what the feed does not keep (names).
  public var fill: FeedFill?
  /// Tells again what must not leave the feed for good, by the kind of the change.
  public var renewals: [String: FeedRenewal]

  public init(
    services: [any Service], followers: [Follower] = [], jobs: [Job] = [], fill: FeedFill? = nil,
    renewals: [String: FeedRenewal] = [:]
  ) {
    self.services = services
    self.followers = followers
    self.jobs = jobs
    self.fill = fill
    self.renewals = renewals
  }
}

/// Work that a service does by itself, again and again, on every replica: it must bear running on
/// several at once. Calls it makes are the service's own.
public struct Job: Sendable {
  let name: String
  let interval: Duration
  let body: @Sendable () async throws -> Void

  /// - Parameter interval: from the end of one run to the start of the next.
  public init(
    _ name: String, every interval: Duration, _ body: @escaping @Sendable () async throws -> Void
  ) {
    self.name = name
    self.interval = interval
    self.body = body
  }
}
