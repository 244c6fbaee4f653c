import Contracts
import Daemon
import Foundation
import ProcessKit
import RPC
import Testing

@testable import Ctl
@testable import Gateway

/// What daemons answer by themselves, to calls that come as the gateway's but passed none of its
/// checks: every rpc of the contract, whoever added it.
@Suite(.serialized) struct `Rights behind the gateway: integration` {
  /// By rpc: who may call it over HTTP; nothing for what only services call.
  private let audiences = Dictionary(grouping: Routes.all, by: \.rpc)
    .mapValues { $0.map(\.audience) }

  private var methods: [MethodSchema] {
    Schema.contract.services.filter { ServiceCatalog.owner(of: $0.name) != nil }
      .flatMap(\.methods)
  }

  @Test func `who is not signed in gets nothing that is not for everybody`() async throws {
    try await withDeployment { front in
      for method in methods {
        let answer = try await front.answer(method, "")
        if audiences[method.name, default: []].contains(.anyone) {
          #expect(!isStranger(answer), "\(method.name)")
        } else {
          #expect([.unauthenticated, .permissionDenied].contains(answer?.code), "\(method.name)")
        }
      }
    }
  }

  @Test func `a member gets nothing that takes a higher role`() async throws {
    try await withDeployment { front in
      let member = try await front.member()
      for method in methods {
        let answer = try await front.answer(method, member)
        #expect(!isStranger(answer), "\(method.name): the token counts")
        let isForRoles = audiences[method.name].map { audiences in
          audiences.allSatisfy { if case .role = $0 { true } else { false } }
        }
        guard isForRoles == true else { continue }
        #expect([.permissionDenied, .notFound].contains(answer?.code), "\(method.name)")
      }
    }
  }
}

/// Whether an answer is for who is not signed in; a failed sign-in is not, and has a reason.
private func isStranger(_ answer: Status?) -> Bool {
  answer?.code == .unauthenticated && answer?.details?.errorInfo == nil
}

/// A deployment as the gateway sees it.
private struct Front {
  let deployment: Deployment

  func channel(_ service: String) throws -> Channel {
    let gateway = ServiceCatalog.front
    let bytes = try Keys(deployment).pairs(of: gateway).key(caller: gateway, callee: service)
    let registry = Registry(state: deployment.state)
    return Channel(
      ChannelConfiguration(
        caller: try #require(ServiceName(gateway)), callee: try #require(ServiceName(service)),
        key: try #require(bytes.flatMap { ServiceKey($0) }),
        endpoints: { try registry.endpoints(of: service) }))
  }

  /// How a call ends whose ids name nothing; nil is success.
  func answer(_ method: MethodSchema, _ token: String) async throws -> Status? {
    let service = try #require(ServiceCatalog.owner(of: method.name))
    let ids = method.input.fields.filter { $0.name == "id" || $0.name.hasSuffix("_id") }
      .map { "\"\($0.jsonName)\": \"\(UUID())\"" }
    let request = try method.input.wire(fromJSON: Array("{\(ids.joined(separator: ", "))}".utf8))
    let rpc = Method<RawPayload, RawPayload>(name: method.name, idempotency: method.idempotency)
    let options = CallOptions(idempotencyKey: "\(UUID())", accessToken: token)
    do {
      _ = try await channel(service).call(rpc, RawPayload(request), options)
      return nil
    } catch let refusal as Status {
      return refusal
    }
  }

  /// The token of somebody who just joined.
  func member() async throws -> String {
    let tool = UsersClient(try Asking(deployment: deployment).channel("users"))
    let (email, password) = ("member@example.org", "correct horse battery")
    _ = try await tool.createUser(
      CreateUserRequest(email: email, firstName: "Member", password: password),
      CallOptions(idempotencyKey: "member", accessToken: ""))
    let signedIn = try await AuthClient(try channel("users")).login(
      LoginRequest(email: email, password: password), CallOptions(accessToken: ""))
    return signedIn.accessToken
  }
}

/// Runs `body` with a deployment that is gone afterwards, however that ends.
private func withDeployment(_ body: (Front) async throws -> Void) async throws {
  let deployment = Deployment(
    programs: try Built.folder(), checkout: Built.root,
    state: "/tmp/rights-\(UUID().uuidString.prefix(8))", databaseURL: nil)
  let result: Result<Void, any Error>
  do {
    try await tool(deployment, "up", "--detach", "--no-seed", "--port", String(freePort()))
    try await body(Front(deployment: deployment))
    result = .success(())
  } catch {
    result = .failure(error)
  }
  try await tool(deployment, "down")
  try FileManager.default.removeItem(atPath: deployment.state)
  try result.get()
}

private func tool(_ deployment: Deployment, _ arguments: String...) async throws {
  var environment = ProcessInfo.processInfo.environment
  environment["CREDOPASS_STATE"] = deployment.state
  environment["DATABASE_URL"] = nil
  try await Child.output(
    of: deployment.program("credopass"), arguments, environment: environment)
}
