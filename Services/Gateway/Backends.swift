internal import Contracts
internal import RPC

/// Whom to call for which rpc.
struct Backends: Sendable {
  private let callers: [String: any Caller]

  /// - Parameter callers: by domain, such as "users".
  init(_ callers: [String: any Caller]) { self.callers = callers }

  /// Makes one call for a request, in messages' wire form.
  func call(
    _ method: MethodSchema, _ message: [UInt8], _ options: CallOptions
  ) async throws(Refusal) -> [UInt8] {
    guard let caller = callers[Self.domain(of: method.name)] else {
      throw .unavailable("\(Self.domain(of: method.name)) is not part of this deployment")
    }
    let rpc = Method<RawPayload, RawPayload>(name: method.name, idempotency: method.idempotency)
    do {
      return try await caller.call(rpc, RawPayload(message), options).bytes
    } catch let status as Status {
      throw Refusal(status)
    } catch {
      throw .internal
    }
  }

  /// "users" of "credopass.users.v1.UsersService/GetUser".
  static func domain(of method: String) -> String {
    let parts = method.prefix { $0 != "/" }.split(separator: ".").dropLast()
    let isVersion = parts.last?.wholeMatch(of: /v\d+\w*/) != nil
    return String((isVersion ? parts.dropLast() : parts).last ?? "")
  }

  /// Every domain that `routes` need.
  static func domains(_ routes: [Route]) -> Set<String> { Set(routes.map { domain(of: $0.rpc) }) }
}
