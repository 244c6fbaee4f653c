// swift-format-ignore-file
// Generated from credopass/rpc/v1/header.proto by deploy/generate.

internal import CContracts

/// What travels ahead of every request. The calling service is named in the frame, not here.
public struct RequestHeader: Message {
  /// Full name of the method, such as "credopass.users.v1.UsersService/GetUser".
  public var method: String
  /// The call's id, a UUIDv7 in 16 bytes; a retry keeps it.
  public var callId: [UInt8]
  /// 0 for the first try, one more for each retry.
  public var attempt: UInt32
  /// Time the caller still waits, in microseconds.
  public var remainingUs: Int64
  /// When this try was sent, in microseconds since 1970 UTC.
  public var sentAtUs: Int64
  /// W3C trace context, or empty.
  public var traceparent: String
  /// Names the effect, so that a repeat has it once; or empty.
  public var idempotencyKey: String
  /// The end user's access token as the gateway got it, or empty for calls of a service itself.
  public var accessToken: String
  /// Anything else that travels along, at most 8 KiB.
  public var metadata: [Metadata]

  public init() {
    method = ""
    callId = []
    attempt = 0
    remainingUs = 0
    sentAtUs = 0
    traceparent = ""
    idempotencyKey = ""
    accessToken = ""
    metadata = []
  }

  public init(
    method: String = "",
    callId: [UInt8] = [],
    attempt: UInt32 = 0,
    remainingUs: Int64 = 0,
    sentAtUs: Int64 = 0,
    traceparent: String = "",
    idempotencyKey: String = "",
    accessToken: String = "",
    metadata: [Metadata] = []
  ) {
    self.method = method
    self.callId = callId
    self.attempt = attempt
    self.remainingUs = remainingUs
    self.sentAtUs = sentAtUs
    self.traceparent = traceparent
    self.idempotencyKey = idempotencyKey
    self.accessToken = accessToken
    self.metadata = metadata
  }
}

/// What travels ahead of every response.
public struct ResponseHeader: Message {
  /// The id of the call that this answers.
  public var callId: [UInt8]
  /// How the call ended.
  public var code: Code
  /// A sentence that may be shown to the caller; empty when OK.
  public var message: String
  /// What a program can read about the failure.
  public var details: ErrorDetails?
  /// How far the handler got.
  public var executed: ResponseHeader.Executed
  /// How long to wait before trying again, in milliseconds; 0 says nothing.
  public var retryAfterMs: Int64
  /// This replica is going away; choose another for new calls.
  public var draining: Bool
  /// Which replica answers.
  public var replica: String
  /// Time from receipt to the handler's start, in microseconds.
  public var queueUs: Int64
  /// Time the handler took, in microseconds.
  public var handlerUs: Int64

  public init() {
    callId = []
    code = .ok
    message = ""
    details = nil
    executed = .unspecified
    retryAfterMs = 0
    draining = false
    replica = ""
    queueUs = 0
    handlerUs = 0
  }

  public init(
    callId: [UInt8] = [],
    code: Code = .ok,
    message: String = "",
    details: ErrorDetails? = nil,
    executed: ResponseHeader.Executed = .unspecified,
    retryAfterMs: Int64 = 0,
    draining: Bool = false,
    replica: String = "",
    queueUs: Int64 = 0,
    handlerUs: Int64 = 0
  ) {
    self.callId = callId
    self.code = code
    self.message = message
    self.details = details
    self.executed = executed
    self.retryAfterMs = retryAfterMs
    self.draining = draining
    self.replica = replica
    self.queueUs = queueUs
    self.handlerUs = handlerUs
  }

  /// How far the handler got.
  public enum Executed: Enumeration {
    /// Not known, so treat it as "perhaps".
    case unspecified
    /// The handler never ran; trying again elsewhere is safe.
    case notStarted
    /// The handler ran to its end.
    case finished
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .notStarted, .finished]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .notStarted
      case 2: self = .finished
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .notStarted: 1
      case .finished: 2
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "EXECUTED_UNSPECIFIED"
      case .notStarted: "NOT_STARTED"
      case .finished: "FINISHED"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

extension RequestHeader {
  public static var fullName: String { "credopass.rpc.v1.RequestHeader" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Rpc__V1__RequestHeader.self, credopass__rpc__v1__request_header__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Rpc__V1__RequestHeader.self)
    method = try unsafe readText(c.pointee.method)
    callId = unsafe readBytes(c.pointee.call_id.len, c.pointee.call_id.data)
    attempt = unsafe c.pointee.attempt
    remainingUs = unsafe c.pointee.remaining_us
    sentAtUs = unsafe c.pointee.sent_at_us
    traceparent = try unsafe readText(c.pointee.traceparent)
    idempotencyKey = try unsafe readText(c.pointee.idempotency_key)
    accessToken = try unsafe readText(c.pointee.access_token)
    metadata = try unsafe readMessages(c.pointee.n_metadata, c.pointee.metadata)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Rpc__V1__RequestHeader.self, credopass__rpc__v1__request_header__init)
    unsafe c.pointee.method = try arena.text(method)
    unsafe c.pointee.call_id = .init(len: callId.count, data: try arena.bytes(callId))
    unsafe c.pointee.attempt = attempt
    unsafe c.pointee.remaining_us = remainingUs
    unsafe c.pointee.sent_at_us = sentAtUs
    unsafe c.pointee.traceparent = try arena.text(traceparent)
    unsafe c.pointee.idempotency_key = try arena.text(idempotencyKey)
    unsafe c.pointee.access_token = try arena.text(accessToken)
    unsafe c.pointee.n_metadata = metadata.count
    unsafe c.pointee.metadata = try arena.list(metadata) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Rpc__V1__Metadata.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension ResponseHeader {
  public static var fullName: String { "credopass.rpc.v1.ResponseHeader" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Rpc__V1__ResponseHeader.self, credopass__rpc__v1__response_header__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Rpc__V1__ResponseHeader.self)
    callId = unsafe readBytes(c.pointee.call_id.len, c.pointee.call_id.data)
    code = unsafe Code(rawValue: Int32(bitPattern: c.pointee.code.rawValue))
    message = try unsafe readText(c.pointee.message)
    if let inner = unsafe c.pointee.details {
      details = try unsafe ErrorDetails(unpacked: inner)
    }
    executed = unsafe ResponseHeader.Executed(rawValue: Int32(bitPattern: c.pointee.executed.rawValue))
    retryAfterMs = unsafe c.pointee.retry_after_ms
    draining = unsafe c.pointee.draining != 0
    replica = try unsafe readText(c.pointee.replica)
    queueUs = unsafe c.pointee.queue_us
    handlerUs = unsafe c.pointee.handler_us
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Rpc__V1__ResponseHeader.self, credopass__rpc__v1__response_header__init)
    unsafe c.pointee.call_id = .init(len: callId.count, data: try arena.bytes(callId))
    unsafe c.pointee.code = .init(rawValue: UInt32(bitPattern: code.rawValue))
    unsafe c.pointee.message = try arena.text(message)
    unsafe c.pointee.details = try details?.layOut(in: arena).assumingMemoryBound(to: Credopass__Rpc__V1__ErrorDetails.self)
    unsafe c.pointee.executed = .init(rawValue: UInt32(bitPattern: executed.rawValue))
    unsafe c.pointee.retry_after_ms = retryAfterMs
    unsafe c.pointee.draining = draining ? 1 : 0
    unsafe c.pointee.replica = try arena.text(replica)
    unsafe c.pointee.queue_us = queueUs
    unsafe c.pointee.handler_us = handlerUs
    return UnsafeMutableRawPointer(c)
  }
}
