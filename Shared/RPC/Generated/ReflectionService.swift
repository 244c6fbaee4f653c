// swift-format-ignore-file
// Generated from credopass/rpc/v1/reflection_service.proto by deploy/generate.

internal import CContracts

/// Asks for a daemon's contracts.
public struct GetDescriptorsRequest: Message {

  public init() {
  }
}

/// A daemon's contracts.
public struct GetDescriptorsResponse: Message {
  /// A google.protobuf.FileDescriptorSet with every import, comments included.
  public var fileDescriptorSet: [UInt8]
  /// Full names of the services answered here, in order.
  public var services: [String]

  public init() {
    fileDescriptorSet = []
    services = []
  }

  public init(
    fileDescriptorSet: [UInt8] = [],
    services: [String] = []
  ) {
    self.fileDescriptorSet = fileDescriptorSet
    self.services = services
  }
}

extension GetDescriptorsRequest {
  public static var fullName: String { "credopass.rpc.v1.GetDescriptorsRequest" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Rpc__V1__GetDescriptorsRequest.self, credopass__rpc__v1__get_descriptors_request__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Rpc__V1__GetDescriptorsRequest.self, credopass__rpc__v1__get_descriptors_request__init)
    return UnsafeMutableRawPointer(c)
  }
}

extension GetDescriptorsResponse {
  public static var fullName: String { "credopass.rpc.v1.GetDescriptorsResponse" }

  public static let descriptor = unsafe MessageDescriptor(
    Credopass__Rpc__V1__GetDescriptorsResponse.self, credopass__rpc__v1__get_descriptors_response__init)

  @unsafe public init(unpacked: UnsafeRawPointer) throws(DecodeError) {
    self.init()
    let c = unsafe unpacked.assumingMemoryBound(to: Credopass__Rpc__V1__GetDescriptorsResponse.self)
    fileDescriptorSet = unsafe readBytes(c.pointee.file_descriptor_set.len, c.pointee.file_descriptor_set.data)
    services = try unsafe readTexts(c.pointee.n_services, c.pointee.services)
  }

  @unsafe public func layOut(in arena: borrowing Arena) throws(EncodeError) -> UnsafeMutableRawPointer {
    let c = try unsafe arena.make(Credopass__Rpc__V1__GetDescriptorsResponse.self, credopass__rpc__v1__get_descriptors_response__init)
    unsafe c.pointee.file_descriptor_set = .init(len: fileDescriptorSet.count, data: try arena.bytes(fileDescriptorSet))
    unsafe c.pointee.n_services = services.count
    unsafe c.pointee.services = try arena.list(services) { (value) throws(EncodeError) in try unsafe arena.text(value) }
    return UnsafeMutableRawPointer(c)
  }
}

/// The rpcs of credopass.rpc.v1.ReflectionService.
public enum ReflectionMethods {
  public static let getDescriptors = Method<GetDescriptorsRequest, GetDescriptorsResponse>(
    name: "credopass.rpc.v1.ReflectionService/GetDescriptors", idempotency: .noSideEffects)
  /// Their names, in the contract's order.
  public static let names = [getDescriptors.name]
}

/// Tells what a daemon offers, for tools that know no contract.
public protocol ReflectionService: Service {
  /// Gives the contracts and the services answered here.
  func getDescriptors(
    _ request: GetDescriptorsRequest, _ call: CallContext
  ) async throws -> GetDescriptorsResponse
}

extension ReflectionService {
  public static var name: String { "credopass.rpc.v1.ReflectionService" }

  public var handlers: [MethodHandler] {
    [
      MethodHandler(ReflectionMethods.getDescriptors) { try await self.getDescriptors($0, $1) },
    ]
  }
}

/// Calls credopass.rpc.v1.ReflectionService.
public struct ReflectionClient: Sendable {
  private let caller: any Caller

  public init(_ caller: any Caller) { self.caller = caller }

  /// Gives the contracts and the services answered here.
  public func getDescriptors(
    _ request: GetDescriptorsRequest, _ options: CallOptions = CallOptions()
  ) async throws -> GetDescriptorsResponse {
    try await caller.call(ReflectionMethods.getDescriptors, request, options)
  }
}
