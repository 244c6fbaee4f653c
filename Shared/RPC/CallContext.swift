/// What a handler knows about the call it answers.
public struct CallContext: Sendable {
  /// Such as "credopass.users.v1.UsersService/GetUser".
  public let method: String
  public let callID: CallID
  /// The service that calls; proven by the frame's MAC.
  public let caller: ServiceName
  /// When the caller stops waiting; the handler's task is cancelled then.
  public let deadline: ContinuousClock.Instant
  /// W3C trace context, or empty.
  public let traceparent: String
  /// Names the effect so that a repeat has it once, or empty.
  public let idempotencyKey: String
  /// BLAKE2b-256 of the request's bytes when there is an idempotency key, otherwise empty: what
  /// tells a repeat from another request under the same key.
  public let requestDigest: [UInt8]
  /// The end user's access token as the gateway got it, or empty. Not verified yet.
  public let accessToken: String
  public let metadata: [Metadata]

  /// The call that the current task answers; calls made meanwhile inherit its deadline, trace and
  /// access token.
  @TaskLocal public static var current: CallContext?
}

/// What a caller may say about one call.
public struct CallOptions: Sendable {
  /// How long to wait; the deadline of the call being answered still holds. Nil: that deadline,
  /// else 5 s.
  public var timeout: Duration?
  /// Names the effect: with it a call that has one may be tried again.
  public var idempotencyKey: String
  /// Nil: the access token of the call being answered. Empty: the service acts as itself.
  public var accessToken: String?
  /// Nil: the trace of the call being answered.
  public var traceparent: String?
  public var metadata: [Metadata]

  public init(
    timeout: Duration? = nil, idempotencyKey: String = "", accessToken: String? = nil,
    traceparent: String? = nil, metadata: [Metadata] = []
  ) {
    self.timeout = timeout
    self.idempotencyKey = idempotencyKey
    self.accessToken = accessToken
    self.traceparent = traceparent
    self.metadata = metadata
  }

  static let defaultTimeout = Duration.seconds(5)
}

/// Whoever can make calls: a channel to a service's replicas.
public protocol Caller: Sendable {
  /// Makes one call and answers its response.
  /// - Throws: `Status`, always.
  func call<Request: Payload, Response: Payload>(
    _ method: Method<Request, Response>, _ request: Request, _ options: CallOptions
  ) async throws -> Response
}
