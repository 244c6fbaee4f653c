// Stand-ins until the server and channel exist.

public struct CallContext: Sendable {}

public struct CallOptions: Sendable {
  public init() {}
}

public protocol Caller: Sendable {
  func call<Request, Response>(
    _ method: Method<Request, Response>, _ request: Request, _ options: CallOptions
  ) async throws -> Response
}

public struct MethodHandler: Sendable {
  public let name: String

  public init<Request, Response>(
    _ method: Method<Request, Response>,
    _ body: @escaping @Sendable (Request, CallContext) async throws -> Response
  ) {
    name = method.name
  }
}

public protocol Service: Sendable {
  static var name: String { get }
  var handlers: [MethodHandler] { get }
}
