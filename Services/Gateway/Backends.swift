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
    let domain = Self.domain(of: method.name)
    guard let caller = callers[domain] else {
      throw .unavailable("\(domain) is not part of this deployment")
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
    let last = parts.last?.utf8
    let isVersion =
      last?.first == UInt8(ascii: "v") && (0x30...0x39).contains(last?.dropFirst().first ?? 0)
    return String((isVersion ? parts.dropLast() : parts).last ?? "")
  }

  /// Every domain that `routes` need.
  static func domains(_ routes: [Route]) -> Set<String> { Set(routes.map { domain(of: $0.rpc) }) }
}
