import Contracts
import Daemon
import Foundation
import RPC

/// Calls to the services of a deployment, under this tool's own name.
struct Asking: Sendable {
  let deployment: Deployment

  /// To any replica of a service, or to one of them.
  func channel(_ service: String, _ endpoint: Endpoint? = nil) throws -> Channel {
    let registry = Registry(state: deployment.state)
    if endpoint == nil, try registry.endpoints(of: service).isEmpty {
      throw Failure.unavailable("no \(service) runs here; run: credopass up")
    }
    let keys = try Keys(deployment).pairs(of: ServiceCatalog.tool)
    guard let bytes = keys.key(caller: ServiceCatalog.tool, callee: service),
      let key = ServiceKey(bytes), let caller = ServiceName(ServiceCatalog.tool),
      let callee = ServiceName(service)
    else { throw Failure.usage("\(service) answers no calls") }
    return Channel(
      ChannelConfiguration(
        caller: caller, callee: callee, key: key,
        endpoints: {
          if let endpoint { return [endpoint] }
          return try registry.endpoints(of: service)
        }))
  }

  /// A call by names alone: JSON in, JSON out, told by the contract.
  func call(
    _ method: MethodSchema, on service: String, json: [UInt8], _ options: CallOptions
  ) async throws -> [UInt8] {
    let request: [UInt8]
    do { request = try method.input.wire(fromJSON: json) } catch {
      throw Failure.usage(
        "\(error.pointer.isEmpty ? "the request" : error.pointer) \(error.detail)")
    }
    let rpc = Method<RawPayload, RawPayload>(name: method.name, idempotency: method.idempotency)
    let answer = try await channel(service).call(rpc, RawPayload(request), options)
    return try method.output.json(fromWire: answer.bytes)
  }

  /// The method that a name means: whole, or its end from a dot or slash on, when only one fits.
  static func method(_ name: String, in schema: Schema = .contract) throws -> MethodSchema {
    if let method = schema.method(name) { return method }
    let all = schema.services.flatMap(\.methods)
    let fitting = all.filter { $0.name.hasSuffix("." + name) || $0.name.hasSuffix("/" + name) }
    guard let method = fitting.first else {
      throw Failure.usage("no method \(name); see: credopass list")
    }
    guard fitting.count == 1 else {
      throw Failure.usage("\(name) may be \(fitting.map(\.name).joined(separator: " or "))")
    }
    return method
  }
}
