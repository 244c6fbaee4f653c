/// What a channel needs to know; every field has the default that production wants.
public struct ChannelConfiguration: Sendable {
  /// The calling service.
  public var caller: ServiceName
  /// The called service.
  public var callee: ServiceName
  /// The key they share.
  public var key: ServiceKey
  /// Where the replicas are; asked again every `pingInterval`, so that new ones take load and
  /// gone ones are forgotten without a restart. When it throws, what was known stays.
  public var endpoints: @Sendable () async throws -> [Endpoint]
  /// Calls under way at once to one replica, on each of its sockets.
  public var slotLimit: Int
  /// Time between pings to each replica.
  public var pingInterval: Duration
  /// A ping unanswered for so long ejects.
  public var pingTimeout: Duration
  /// How long a call waits for a first connection before it fails as not sent.
  public var connectWait: Duration
  /// A replica without a connection for so long that does answer a plain connect gets new sockets.
  public var cutOffLimit: Duration
  /// Whether nng repeats requests by itself. Only a test that shows the harm turns it on.
  public var resends: Bool

  public init(
    caller: ServiceName, callee: ServiceName, key: ServiceKey,
    endpoints: @escaping @Sendable () async throws -> [Endpoint], slotLimit: Int = 1024,
    pingInterval: Duration = .seconds(1), pingTimeout: Duration = .milliseconds(750),
    connectWait: Duration = .seconds(1), cutOffLimit: Duration = .seconds(3), resends: Bool = false
  ) {
    self.caller = caller
    self.callee = callee
    self.key = key
    self.endpoints = endpoints
    self.slotLimit = slotLimit
    self.pingInterval = pingInterval
    self.pingTimeout = pingTimeout
    self.connectWait = connectWait
    self.cutOffLimit = cutOffLimit
    self.resends = resends
  }
}
