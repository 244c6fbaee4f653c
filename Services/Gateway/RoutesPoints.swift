// A person's points: what they have, how it came to be, what expires, what they want told.
extension Routes {
  private static let loyalty = "credopass.loyalty.v1.LoyaltyService/"

  static let points: [Route] = [
    own("GET", "/points", "GetPoints"),
    own("GET", "/statement", "ListStatement"),
    own(
      "GET", "/statement.csv", "ListStatement",
      .export([
        "issuedAt", "kind", "points", "balanceAfter", "description", "expiresAt", "ruleId",
        "eventId", "rewardId", "reverses", "lotId", "actorId", "id",
      ])),
    own("GET", "/points/at", "GetBalanceAt"),
    own("GET", "/points/preferences", "GetPreferences"),
    own("PATCH", "/points/preferences", "UpdatePreferences"),
    Route(
      method: "GET", path: "/v1/loyalty/expiring", rpc: loyalty + "ListExpiring",
      audience: .signedIn),
    Route(
      method: "GET", path: "/v1/loyalty/expiring.csv", rpc: loyalty + "ListExpiring",
      audience: .signedIn, service: .export(["lastDay", "points", "expiresAt"])),
    Route(
      method: "POST", path: "/v1/loyalty/adjustments", rpc: loyalty + "AdjustPoints",
      audience: .role(.admin), needsKey: true),
  ]

  /// Of the person themselves, and of others for an ADMIN: the daemon has the last word.
  private static func own(
    _ method: String, _ path: String, _ rpc: String, _ service: Service = .call
  ) -> Route {
    Route(
      method: method, path: "/v1/users/{id}" + path, rpc: loyalty + rpc,
      audience: .own("id", or: .admin), fields: ["id": "patron_id"], service: service)
  }
}
