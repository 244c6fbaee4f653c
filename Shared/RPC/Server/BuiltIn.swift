internal import Synchronization

// The services that every server offers beside its own. They hold their server weakly, for the
// server holds them.

final class WeakServer: Sendable {
  private let reference = Mutex<Weak>(Weak())

  private struct Weak: Sendable { weak var server: Server? }

  func set(_ server: Server) { reference.withLock { $0.server = server } }

  /// - Throws: UNAVAILABLE when the server is gone.
  func get() throws -> Server {
    guard let server = reference.withLock({ $0.server }) else {
      throw Status(.unavailable, "the server has ended")
    }
    return server
  }

  static let serviceNames = [Health.name, Control.name, Reflection.name]

  var handlers: [MethodHandler] {
    Health(weak: self).handlers + Control(weak: self).handlers + Reflection(weak: self).handlers
  }
}

private struct Health: HealthService {
  let weak: WeakServer

  func check(_ request: CheckRequest, _ call: CallContext) async throws -> CheckResponse {
    let server = try weak.get()
    guard request.service.isEmpty || server.serviceNames.contains(request.service) else {
      return CheckResponse(status: .serviceUnknown)
    }
    if server.isDraining { return CheckResponse(status: .notServing) }
    let serving = await server.hooks.isServing(request.service)
    return CheckResponse(status: serving ? .serving : .notServing)
  }
}

private struct Control: ControlService {
  let weak: WeakServer

  func cancel(_ request: CancelRequest, _ call: CallContext) async throws -> CancelResponse {
    guard let callID = CallID(request.callId) else {
      throw Status.invalid("call_id", "must be 16 bytes")
    }
    return CancelResponse(found: try weak.get().cancel(callID, of: call.caller))
  }

  func ping(_ request: PingRequest, _ call: CallContext) async throws -> PingResponse {
    PingResponse()
  }
}

private struct Reflection: ReflectionService {
  let weak: WeakServer

  func getDescriptors(
    _ request: GetDescriptorsRequest, _ call: CallContext
  ) async throws -> GetDescriptorsResponse {
    let server = try weak.get()
    return GetDescriptorsResponse(
      fileDescriptorSet: server.hooks.descriptors, services: server.serviceNames)
  }
}
