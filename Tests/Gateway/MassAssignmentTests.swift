import Contracts
import Identity
import Testing

@testable import Gateway

/// What nobody sets by writing it: it follows from what happened, or is somebody's to give.
private let given = [
  "role", "points", "balance", "lifetimePoints", "tier", "verified", "emailVerified",
  "phoneVerified", "reputation", "rating", "ratingCount", "active", "isActive", "epoch", "version",
  "createdAt", "updatedAt", "lastLoginAt", "passwordHash",
]

/// Where a body may say such a word after all; the daemon then asks who says it.
private let exceptions: Set = [
  "POST /v1/users role", "POST /v1/users/{id}/role role",
  "POST /v1/loyalty/adjustments points",
  // A reward's being in the catalogue, and the level that somebody is pinned to: an ADMIN's.
  "POST /v1/loyalty/rewards active", "PATCH /v1/loyalty/rewards/{id} active",
  "POST /v1/users/{id}/points/tier/pin tier",
]
/// Rpcs by which points are given by hand, to somebody who is named.
private let giving: Set = ["credopass.loyalty.v1.LoyaltyService/AdjustPoints"]

@Suite struct MassAssignmentTests {
  @Test func `no body sets role, points, verification or reputation, in either spelling`()
    async throws
  {
    let world = try await World()
    var taken: Set<String> = []
    for route in Routes.all where route.takesBody && route.service == .call {
      for name in given.flatMap({ [$0, snake($0)] }) {
        let answer = try await world.send(
          route.method, route.path(of: someone), as: token(.admin), route.headers,
          body: "{\"\(name)\": \"1\"}")
        let problem = try answer.json
        let pointer = (problem["errors"] as? [[String: String]])?.first?["pointer"]
        let isUnknown = (problem["detail"] as? String)?.contains("unknown") == true
        if answer.status == 400, pointer == "/\(name)", isUnknown { continue }
        taken.insert("\(route.method) \(route.path) \(name)")
      }
    }
    #expect(taken == exceptions)
    let pinning = "credopass.loyalty.v1.TiersService/PinTier"
    #expect(world.calls.allSatisfy { giving.contains($0.method) || $0.method == pinning })
    await world.end()
  }

  @Test func `by their names rpcs refuse it, too`() async throws {
    let world = try await World()
    for rpc in Set(Routes.all.filter(\.takesBody).map(\.rpc)) {
      for name in ["points", "emailVerified", "reputation", "rating", "passwordHash"]
      where name != "points" || !giving.contains(rpc) {
        let answer = try await world.send(
          "POST", "/\(rpc)", as: token(.admin), body: "{\"\(name)\": \"1\"}")
        #expect(answer.status == 400, "\(rpc) \(name): \(answer.text)")
        #expect(answer.text.contains(name), "\(rpc): \(answer.text)")
      }
    }
    #expect(world.calls.isEmpty)
    await world.end()
  }

  private func snake(_ name: String) -> String {
    name.map { $0.isUppercase ? "_\($0.lowercased())" : "\($0)" }.joined()
  }
}
