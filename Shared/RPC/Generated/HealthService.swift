// swift-format-ignore-file
// Generated from credopass/rpc/v1/health_service.proto by deploy/generate.

internal import CContracts

/// Asks for the health of one service.
public struct CheckRequest: Message {
  /// Full name of the service; empty asks for the whole daemon.
  public var service: String

  public init() {
    service = ""
  }

  public init(
    service: String = ""
  ) {
    self.service = service
  }
}

/// The health of one service.
public struct CheckResponse: Message {
  /// The service's state at the moment of the answer.
  public var status: CheckResponse.ServingStatus

  public init() {
    status = .unspecified
  }

  public init(
    status: CheckResponse.ServingStatus = .unspecified
  ) {
    self.status = status
  }

  /// Whether calls make sense.
  public enum ServingStatus: Enumeration {
    /// Not known.
    case unspecified
    /// Calls are answered.
    case serving
    /// Calls would fail or are refused.
    case notServing
    /// This daemon has no service of that name.
    case serviceUnknown
    /// A number that this version does not know.
    case unrecognized(Int32)

    public static let allCases: [Self] = [.unspecified, .serving, .notServing, .serviceUnknown]

    public init(rawValue: Int32) {
      switch rawValue {
      case 0: self = .unspecified
      case 1: self = .serving
      case 2: self = .notServing
      case 3: self = .serviceUnknown
      default: self = .unrecognized(rawValue)
      }
    }

    public var rawValue: Int32 {
      switch self {
      case .unspecified: 0
      case .serving: 1
      case .notServing: 2
      case .serviceUnknown: 3
      case .unrecognized(let number): number
      }
    }

    public var name: String {
      switch self {
      case .unspecified: "SERVING_STATUS_UNSPECIFIED"
      case .serving: "SERVING"
      case .notServing: "NOT_SERVING"
      case .serviceUnknown: "SERVICE_UNKNOWN"
      case .unrecognized(let number): String(number)
      }
    }
  }
}

extension CheckRequest {
  public static var fullName: String { "credopass.rpc.v1.CheckRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Rpc__V1__CheckRequest.self, credopass__rpc__v1__check_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Rpc__V1__CheckRequest.self)
    service = try unsafe readText(c.pointee.service)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Rpc__V1__CheckRequest.self, credopass__rpc__v1__check_request__init)
    unsafe c.pointee.service = try arena.text(service)
    return UnsafeMutableRawPointer(c)
  }
}

extension CheckResponse {
  public static var fullName: String { "credopass.rpc.v1.CheckResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Rpc__V1__CheckResponse.self, credopass__rpc__v1__check_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Rpc__V1__CheckResponse.self)
    status = unsafe CheckResponse.ServingStatus(rawValue: Int32(bitPattern: c.pointee.status.rawValue))
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Rpc__V1__CheckResponse.self, credopass__rpc__v1__check_response__init)
    unsafe c.pointee.status = .init(rawValue: UInt32(bitPattern: status.rawValue))
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.rpc.v1.HealthService.
public enum HealthMethods {
  public static let check = Method<CheckRequest, CheckResponse>(
    name: "credopass.rpc.v1.HealthService/Check", idempotency: .noSideEffects)
  /// Their names, in the contract's order.
  public static let names = [check.name]
}

/// Tells whether a service can do its work, as grpc.health.v1 does.
public protocol HealthService: Service {
  /// Answers for the whole daemon or for one service by name.
  func check(
    _ request: CheckRequest, _ call: CallContext
  ) async throws -> CheckResponse
}

extension HealthService {
  public static var name: String { "credopass.rpc.v1.HealthService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(HealthMethods.check) { try await self.check($0, $1) },
    ]
  }
}

/// Calls credopass.rpc.v1.HealthService.
public struct HealthClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Answers for the whole daemon or for one service by name.
  public func check(
    _ request: CheckRequest, _ options: CallOptions = CallOptions()
  ) async throws -> CheckResponse {
    try await caller.call(HealthMethods.check, request, options)
  }
}
