import Contracts
import Foundation
import Identity
import IdentityKit
import RPC
import Testing

@testable import Gateway

extension Route {
  /// Its path, with `user` for people and an event for everything else.
  func path(of user: String) -> String {
    parameters.reduce(path) { path, name in
      let isPerson = name == "userId" || self.path.hasPrefix("/v1/users/{id}")
      return path.replacing("{\(name)}", with: isPerson ? user : anEvent)
    }
  }

  /// The fields without which it is refused.
  var headers: [String: String] {
    service == .upload ? ["Content-Type": "text/csv"] : needsKey ? ["Idempotency-Key": "k"] : [:]
  }
}

/// Cells of the matrix whose asker is known by the token, but does not count.
@Suite struct TokenTests {
  private let deployment = Deployment(now: Int64(Date().timeIntervalSince1970))

  private func world() async throws -> World {
    try await World(keySet: deployment.keys, scope: deployment.scope)
  }

  /// A request that nothing but the token stands against.
  private func call(
    _ route: Route, _ token: String?, _ world: World
  ) async throws -> RawAnswer {
    let body = route.service == .upload ? "email\r\nada@example.org\r\n" : "{}"
    let query = route.query?.contains("source") ?? false ? "?source=csv" : ""
    return try await world.send(
      route.method, route.path(of: Deployment.userID) + query, as: token, route.headers,
      body: route.takesBody ? body : nil)
  }

  @Test func `a token that expired or was forged opens no route, public ones included`()
    async throws
  {
    let world = try await world()
    let tokens = [
      "expired": deployment.issue(role: .admin, now: deployment.now - 700),
      "of the future": deployment.issue(role: .admin, now: deployment.now + 700),
      "of a retired key": deployment.issue(by: deployment.retired, role: .admin),
      "of a foreign key": deployment.issue(by: deployment.foreign, role: .admin),
    ]
    for route in Routes.all {
      for (name, token) in tokens {
        let answer = try await call(route, token, world)
        #expect(answer.status == 401, "\(name): \(route.method) \(route.path)")
        #expect(answer.header("WWW-Authenticate")?.contains("invalid_token") == true)
      }
    }
    #expect(world.calls.isEmpty)
    await world.end()
  }

  @Test func `by their names rpcs are not opened by such a token either`() async throws {
    let world = try await world()
    for rpc in Set(Routes.all.map(\.rpc)) {
      let expired = deployment.issue(role: .admin, now: deployment.now - 700)
      let answer = try await world.send("POST", "/\(rpc)", as: expired, body: "{}")
      #expect(answer.status == 401, "\(rpc)")
    }
    #expect(world.calls.isEmpty)
    await world.end()
  }

  /// Only the daemons know who was deactivated; what they say must come through on every route.
  @Test func `whom the daemon knows as deactivated is not signed in, on every route`() async throws
  {
    let routes = Routes.all.filter { $0.service != .keySet }
    let refusal: RawHandler = { _, _ in throw Status(.unauthenticated, "not signed in") }
    let world = try await World(
      routes.map { ($0.rpc, refusal) }, keySet: deployment.keys, scope: deployment.scope)
    for route in routes {
      let answer = try await call(route, deployment.issue(role: .admin), world)
      #expect(answer.status == 401, "\(route.method) \(route.path): \(answer.text)")
      #expect(answer.header("WWW-Authenticate")?.contains("invalid_token") == true)
    }
    #expect(world.calls.count == routes.count)
    await world.end()
  }

  @Test func `control: the same requests with a good token reach their daemons`() async throws {
    let world = try await world()
    let routes = Routes.all.filter { $0.service != .keySet }
    for route in routes {
      let answer = try await call(route, deployment.issue(role: .admin), world)
      #expect((200...202).contains(answer.status), "\(route.path): \(answer.text)")
    }
    let expected = routes.flatMap { route in
      if case .dossier(let parts) = route.service { parts.map(\.rpc) } else { [route.rpc] }
    }
    #expect(world.calls.map(\.method) == expected)
    await world.end()
  }

  @Test func `no forged token is taken for its original, as a header or beside one`() async throws {
    let world = try await world()
    let forge = Forge(deployment: deployment)
    let good = String(decoding: forge.token(), as: UTF8.self)
    #expect(try await world.send("GET", "/v1/users/me", as: good).status == 200)
    // A field's value has no space at its ends, so these two are the original.
    let forgeries = forge.all.filter {
      String(decoding: $0.token, as: UTF8.self).trimmingCharacters(in: [" "]) != good
    }
    #expect(forgeries.count == forge.all.count - 2)
    for forgery in forgeries {
      let start =
        "GET /v1/events HTTP/1.1\r\nHost: t\r\nConnection: close\r\nAuthorization: Bearer "
      let bytes = Array(start.utf8) + forgery.token + Array("\r\n\r\n".utf8)
      let answer = try await exchange(world.port, bytes)
      // What no field can hold is refused as HTTP already.
      let isField = forgery.token.allSatisfy { $0 >= 0x20 && $0 != 0x7F }
      #expect(answer.status == (isField ? 401 : 400), "\(forgery)")
    }
    #expect(world.calls.count == 1)
    await world.end()
  }

  @Test func `two tokens are none`() async throws {
    let world = try await world()
    let good = deployment.issue()
    let text = """
      GET /v1/users/me HTTP/1.1\r
      Host: t\r
      Authorization: Bearer \(good)\r
      Authorization: Bearer \(deployment.issue(role: .admin))\r
      \r\n
      """
    #expect(try await exchange(world.port, Array(text.utf8)).status == 401)
    #expect(world.calls.isEmpty)
    await world.end()
  }
}
