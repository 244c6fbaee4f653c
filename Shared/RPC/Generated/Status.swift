// swift-format-ignore-file
// Generated from credopass/rpc/v1/status.proto by deploy/generate.

internal import CContracts

/// How a call ended: gRPC's codes with gRPC's numbers.
public enum Code: Enumeration {
  /// The call did what it was asked to do.
  case ok
  /// The caller gave the call up.
  case cancelled
  /// An error of a kind the answering side could not tell.
  case unknown
  /// The request is wrong whatever the state of the system.
  case invalidArgument
  /// Time ran out; the effect may or may not have happened.
  case deadlineExceeded
  /// There is no such thing, or the caller may not know of it.
  case notFound
  /// What should be created is there already.
  case alreadyExists
  /// The caller is known and may not do this.
  case permissionDenied
  /// A limit, a quota or a size is reached.
  case resourceExhausted
  /// The system is not in the state that this call needs.
  case failedPrecondition
  /// A concurrent call got in the way; trying the whole again may succeed.
  case aborted
  /// A position lies beyond the valid range.
  case outOfRange
  /// The method is not known or not offered.
  case unimplemented
  /// An invariant is broken; nothing more is told.
  case `internal`
  /// The service cannot answer now; trying again later may succeed.
  case unavailable
  /// Data is lost or damaged for good.
  case dataLoss
  /// The caller did not say, or could not prove, who it is.
  case unauthenticated
  /// A number that this version does not know.
  case unrecognized(Int32)

  public static let allCases: [Self] = [.ok, .cancelled, .unknown, .invalidArgument, .deadlineExceeded, .notFound, .alreadyExists, .permissionDenied, .resourceExhausted, .failedPrecondition, .aborted, .outOfRange, .unimplemented, .`internal`, .unavailable, .dataLoss, .unauthenticated]

  public init(rawValue: Int32) {
    switch rawValue {
    case 0: self = .ok
    case 1: self = .cancelled
    case 2: self = .unknown
    case 3: self = .invalidArgument
    case 4: self = .deadlineExceeded
    case 5: self = .notFound
    case 6: self = .alreadyExists
    case 7: self = .permissionDenied
    case 8: self = .resourceExhausted
    case 9: self = .failedPrecondition
    case 10: self = .aborted
    case 11: self = .outOfRange
    case 12: self = .unimplemented
    case 13: self = .`internal`
    case 14: self = .unavailable
    case 15: self = .dataLoss
    case 16: self = .unauthenticated
    default: self = .unrecognized(rawValue)
    }
  }

  public var rawValue: Int32 {
    switch self {
    case .ok: 0
    case .cancelled: 1
    case .unknown: 2
    case .invalidArgument: 3
    case .deadlineExceeded: 4
    case .notFound: 5
    case .alreadyExists: 6
    case .permissionDenied: 7
    case .resourceExhausted: 8
    case .failedPrecondition: 9
    case .aborted: 10
    case .outOfRange: 11
    case .unimplemented: 12
    case .`internal`: 13
    case .unavailable: 14
    case .dataLoss: 15
    case .unauthenticated: 16
    case .unrecognized(let number): number
    }
  }

  public var name: String {
    switch self {
    case .ok: "OK"
    case .cancelled: "CANCELLED"
    case .unknown: "UNKNOWN"
    case .invalidArgument: "INVALID_ARGUMENT"
    case .deadlineExceeded: "DEADLINE_EXCEEDED"
    case .notFound: "NOT_FOUND"
    case .alreadyExists: "ALREADY_EXISTS"
    case .permissionDenied: "PERMISSION_DENIED"
    case .resourceExhausted: "RESOURCE_EXHAUSTED"
    case .failedPrecondition: "FAILED_PRECONDITION"
    case .aborted: "ABORTED"
    case .outOfRange: "OUT_OF_RANGE"
    case .unimplemented: "UNIMPLEMENTED"
    case .`internal`: "INTERNAL"
    case .unavailable: "UNAVAILABLE"
    case .dataLoss: "DATA_LOSS"
    case .unauthenticated: "UNAUTHENTICATED"
    case .unrecognized(let number): String(number)
    }
  }
}

/// What a program can read about a failure beyond its code.
/// The members have the field numbers of their namesakes in google.rpc.
public struct ErrorDetails: Message {
  /// Which fields of the request are wrong.
  public var badRequest: BadRequest?
  /// The failure's stable name.
  public var errorInfo: ErrorInfo?
  /// When trying again makes sense.
  public var retryInfo: RetryInfo?

  public init() {
    badRequest = nil
    errorInfo = nil
    retryInfo = nil
  }

  public init(
    badRequest: BadRequest? = nil,
    errorInfo: ErrorInfo? = nil,
    retryInfo: RetryInfo? = nil
  ) {
    self.badRequest = badRequest
    self.errorInfo = errorInfo
    self.retryInfo = retryInfo
  }
}

/// The fields of a request that are wrong.
public struct BadRequest: Message {
  /// Every violation found, in the request's order.
  public var fieldViolations: [BadRequest.FieldViolation]

  public init() {
    fieldViolations = []
  }

  public init(
    fieldViolations: [BadRequest.FieldViolation] = []
  ) {
    self.fieldViolations = fieldViolations
  }
  /// One wrong field.
  public struct FieldViolation: Message {
    /// Path of the field inside the request, such as "walk_in.email".
    public var field: String
    /// A plain sentence that says what is allowed.
    public var description: String

    public init() {
      field = ""
      description = ""
    }

    public init(
      field: String = "",
      description: String = ""
    ) {
      self.field = field
      self.description = description
    }
  }
}

/// A failure's stable name, for programs.
public struct ErrorInfo: Message {
  /// Upper-case name that never changes, such as "EVENT_FULL".
  public var reason: String
  /// The service that gave the reason, such as "events".
  public var domain: String
  /// Facts that go with the reason, such as the capacity.
  public var metadata: [Metadata]

  public init() {
    reason = ""
    domain = ""
    metadata = []
  }

  public init(
    reason: String = "",
    domain: String = "",
    metadata: [Metadata] = []
  ) {
    self.reason = reason
    self.domain = domain
    self.metadata = metadata
  }
}

/// When trying again makes sense.
public struct RetryInfo: Message {
  /// The least time to wait before the next try.
  public var retryDelay: RetryInfo.Delay?

  public init() {
    retryDelay = nil
  }

  public init(
    retryDelay: RetryInfo.Delay? = nil
  ) {
    self.retryDelay = retryDelay
  }
  /// A span of time.
  public struct Delay: Message {
    /// Whole seconds.
    public var seconds: Int64
    /// Nanoseconds on top, 0 to 999,999,999.
    public var nanos: Int32

    public init() {
      seconds = 0
      nanos = 0
    }

    public init(
      seconds: Int64 = 0,
      nanos: Int32 = 0
    ) {
      self.seconds = seconds
      self.nanos = nanos
    }
  }
}

/// A named text.
public struct Metadata: Message {
  /// The name, lower case.
  public var key: String
  /// The text.
  public var value: String

  public init() {
    key = ""
    value = ""
  }

  public init(
    key: String = "",
    value: String = ""
  ) {
    self.key = key
    self.value = value
  }
}

extension ErrorDetails {
  public static var fullName: String { "credopass.rpc.v1.ErrorDetails" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Rpc__V1__ErrorDetails.self, credopass__rpc__v1__error_details__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Rpc__V1__ErrorDetails.self)
    if let inner = unsafe c.pointee.bad_request {
      badRequest = try unsafe BadRequest(unpacked: inner)
    }
    if let inner = unsafe c.pointee.error_info {
      errorInfo = try unsafe ErrorInfo(unpacked: inner)
    }
    if let inner = unsafe c.pointee.retry_info {
      retryInfo = try unsafe RetryInfo(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Rpc__V1__ErrorDetails.self, credopass__rpc__v1__error_details__init)
    unsafe c.pointee.bad_request = try badRequest?.layOut(in: arena).assumingMemoryBound(to: Credopass__Rpc__V1__BadRequest.self)
    unsafe c.pointee.error_info = try errorInfo?.layOut(in: arena).assumingMemoryBound(to: Credopass__Rpc__V1__ErrorInfo.self)
    unsafe c.pointee.retry_info = try retryInfo?.layOut(in: arena).assumingMemoryBound(to: Credopass__Rpc__V1__RetryInfo.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension BadRequest {
  public static var fullName: String { "credopass.rpc.v1.BadRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Rpc__V1__BadRequest.self, credopass__rpc__v1__bad_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Rpc__V1__BadRequest.self)
    fieldViolations = try unsafe readMessages(c.pointee.n_field_violations, c.pointee.field_violations)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Rpc__V1__BadRequest.self, credopass__rpc__v1__bad_request__init)
    unsafe c.pointee.n_field_violations = fieldViolations.count
    unsafe c.pointee.field_violations = try arena.list(fieldViolations) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Rpc__V1__BadRequest__FieldViolation.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension BadRequest.FieldViolation {
  public static var fullName: String { "credopass.rpc.v1.BadRequest.FieldViolation" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Rpc__V1__BadRequest__FieldViolation.self, credopass__rpc__v1__bad_request__field_violation__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Rpc__V1__BadRequest__FieldViolation.self)
    field = try unsafe readText(c.pointee.field)
    description = try unsafe readText(c.pointee.description)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Rpc__V1__BadRequest__FieldViolation.self, credopass__rpc__v1__bad_request__field_violation__init)
    unsafe c.pointee.field = try arena.text(field)
    unsafe c.pointee.description = try arena.text(description)
    return UnsafeMutableRawPointer(c)
  }
}

extension ErrorInfo {
  public static var fullName: String { "credopass.rpc.v1.ErrorInfo" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Rpc__V1__ErrorInfo.self, credopass__rpc__v1__error_info__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Rpc__V1__ErrorInfo.self)
    reason = try unsafe readText(c.pointee.reason)
    domain = try unsafe readText(c.pointee.domain)
    metadata = try unsafe readMessages(c.pointee.n_metadata, c.pointee.metadata)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Rpc__V1__ErrorInfo.self, credopass__rpc__v1__error_info__init)
    unsafe c.pointee.reason = try arena.text(reason)
    unsafe c.pointee.domain = try arena.text(domain)
    unsafe c.pointee.n_metadata = metadata.count
    unsafe c.pointee.metadata = try arena.list(metadata) { (value) throws(EncodeError) in try unsafe value.layOut(in: arena).assumingMemoryBound(to: Credopass__Rpc__V1__Metadata.self) }
    return UnsafeMutableRawPointer(c)
  }
}

extension RetryInfo {
  public static var fullName: String { "credopass.rpc.v1.RetryInfo" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Rpc__V1__RetryInfo.self, credopass__rpc__v1__retry_info__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Rpc__V1__RetryInfo.self)
    if let inner = unsafe c.pointee.retry_delay {
      retryDelay = try unsafe RetryInfo.Delay(unpacked: inner)
    }
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Rpc__V1__RetryInfo.self, credopass__rpc__v1__retry_info__init)
    unsafe c.pointee.retry_delay = try retryDelay?.layOut(in: arena).assumingMemoryBound(to: Credopass__Rpc__V1__RetryInfo__Delay.self)
    return UnsafeMutableRawPointer(c)
  }
}

extension RetryInfo.Delay {
  public static var fullName: String { "credopass.rpc.v1.RetryInfo.Delay" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Rpc__V1__RetryInfo__Delay.self, credopass__rpc__v1__retry_info__delay__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Rpc__V1__RetryInfo__Delay.self)
    seconds = unsafe c.pointee.seconds
    nanos = unsafe c.pointee.nanos
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Rpc__V1__RetryInfo__Delay.self, credopass__rpc__v1__retry_info__delay__init)
    unsafe c.pointee.seconds = seconds
    unsafe c.pointee.nanos = nanos
    return UnsafeMutableRawPointer(c)
  }
}

extension Metadata {
  public static var fullName: String { "credopass.rpc.v1.Metadata" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Rpc__V1__Metadata.self, credopass__rpc__v1__metadata__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Rpc__V1__Metadata.self)
    key = try unsafe readText(c.pointee.key)
    value = try unsafe readText(c.pointee.value)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Rpc__V1__Metadata.self, credopass__rpc__v1__metadata__init)
    unsafe c.pointee.key = try arena.text(key)
    unsafe c.pointee.value = try arena.text(value)
    return UnsafeMutableRawPointer(c)
  }
}
