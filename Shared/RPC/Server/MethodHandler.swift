internal import NNG

/// A group of rpcs that a server offers; generated protocols refine it, one function per rpc.
public protocol Service: Sendable {
  /// Such as "credopass.users.v1.UsersService".
  static var name: String { get }
  var handlers: [MethodHandler] { get }
}

/// One rpc with the code that answers it.
public struct MethodHandler: Sendable {
  public let name: String
  let idempotency: Idempotency
  let lane: Lane
  let admission: Admission
  /// Decodes what the slot received, answers it, and leaves the sealed response with the slot.
  let run: @Sendable (ServerSlot, CallContext) async throws -> Void

  /// - Parameter body: runs on one of nng's threads until its first await, and again after each:
  ///   long computing and anything that blocks must leave it.
  public init<Request: Payload, Response: Payload>(
    _ method: Method<Request, Response>,
    _ body: @escaping @Sendable (Request, CallContext) async throws -> Response
  ) {
    name = method.name
    idempotency = method.idempotency
    lane = method.lane
    admission = Admission(method.name, method.lane)
    run = { slot, call in
      let request: Request = try slot.decodeRequest()
      try slot.hold(response: try await body(request, call))
    }
  }
}

/// What a call has to be counted in for.
enum Admission {
  /// Health, control, reflection: never refused, open to every caller with a key.
  case always
  case call
  case longPoll

  init(_ method: String, _ lane: Lane) {
    if method.hasPrefix("credopass.rpc.") {
      self = .always
    } else {
      self = lane == .data ? .call : .longPoll
    }
  }
}
