// swift-format-ignore-file
// Generated from credopass/rpc/v1/control_service.proto by deploy/generate.

internal import CContracts

/// Names the call to cancel.
public struct CancelRequest: Message {
  /// The id in the call's request header.
  public var callId: [UInt8]

  public init() {
    callId = []
  }

  public init(
    callId: [UInt8] = []
  ) {
    self.callId = callId
  }
}

/// The answer to a cancellation.
public struct CancelResponse: Message {
  /// Whether the call was still running here.
  public var found: Bool

  public init() {
    found = false
  }

  public init(
    found: Bool = false
  ) {
    self.found = found
  }
}

/// A sign of life asked for.
public struct PingRequest: Message {

  public init() {
  }
}

/// A sign of life.
public struct PingResponse: Message {

  public init() {
  }
}

extension CancelRequest {
  public static var fullName: String { "credopass.rpc.v1.CancelRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Rpc__V1__CancelRequest.self, credopass__rpc__v1__cancel_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Rpc__V1__CancelRequest.self)
    callId = unsafe readBytes(c.pointee.call_id.len, c.pointee.call_id.data)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Rpc__V1__CancelRequest.self, credopass__rpc__v1__cancel_request__init)
    unsafe c.pointee.call_id = .init(len: callId.count, data: try arena.bytes(callId))
    return UnsafeMutableRawPointer(c)
  }
}

extension CancelResponse {
  public static var fullName: String { "credopass.rpc.v1.CancelResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Rpc__V1__CancelResponse.self, credopass__rpc__v1__cancel_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Rpc__V1__CancelResponse.self)
    found = unsafe c.pointee.found != 0
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Rpc__V1__CancelResponse.self, credopass__rpc__v1__cancel_response__init)
    unsafe c.pointee.found = found ? 1 : 0
    return UnsafeMutableRawPointer(c)
  }
}

extension PingRequest {
  public static var fullName: String { "credopass.rpc.v1.PingRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Rpc__V1__PingRequest.self, credopass__rpc__v1__ping_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Rpc__V1__PingRequest.self, credopass__rpc__v1__ping_request__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension PingResponse {
  public static var fullName: String { "credopass.rpc.v1.PingResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Rpc__V1__PingResponse.self, credopass__rpc__v1__ping_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Rpc__V1__PingResponse.self, credopass__rpc__v1__ping_response__init)
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.rpc.v1.ControlService.
public enum ControlMethods {
  public static let cancel = Method<CancelRequest, CancelResponse>(
    name: "credopass.rpc.v1.ControlService/Cancel", idempotency: .idempotent)
  public static let ping = Method<PingRequest, PingResponse>(
    name: "credopass.rpc.v1.ControlService/Ping", idempotency: .noSideEffects)
  /// Their names, in the contract's order.
  public static let names = [cancel.name, ping.name]
}

/// What a client says to a daemon beside its calls.
public protocol ControlService: Service {
  /// Cancels a call of the same caller that is still running; unknown calls are passed over.
  func cancel(
    _ request: CancelRequest, _ call: CallContext
  ) async throws -> CancelResponse
  /// Answers at once, so that a client knows the daemon lives; the header says if it drains.
  func ping(
    _ request: PingRequest, _ call: CallContext
  ) async throws -> PingResponse
}

extension ControlService {
  public static var name: String { "credopass.rpc.v1.ControlService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(ControlMethods.cancel) { try await self.cancel($0, $1) },
      MethodHandler(ControlMethods.ping) { try await self.ping($0, $1) },
    ]
  }
}

/// Calls credopass.rpc.v1.ControlService.
public struct ControlClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Cancels a call of the same caller that is still running; unknown calls are passed over.
  public func cancel(
    _ request: CancelRequest, _ options: CallOptions = CallOptions()
  ) async throws -> CancelResponse {
    try await caller.call(ControlMethods.cancel, request, options)
  }

  /// Answers at once, so that a client knows the daemon lives; the header says if it drains.
  public func ping(
    _ request: PingRequest, _ options: CallOptions = CallOptions()
  ) async throws -> PingResponse {
    try await caller.call(ControlMethods.ping, request, options)
  }
}
