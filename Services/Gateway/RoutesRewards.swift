// Levels, what points are spent on, and what they come to.
extension Routes {
  private static let tiers = "credopass.loyalty.v1.TiersService/"
  private static let shop = "credopass.loyalty.v1.RewardsService/"
  private static let reports = "credopass.loyalty.v1.ReportsService/"

  static let rewards: [Route] = levels + catalogue + redemptions + sums

  private static let levels: [Route] = [
    Route(
      method: "GET", path: "/v1/loyalty/tiers", rpc: tiers + "GetLadder", audience: .signedIn),
    Route(
      method: "POST", path: "/v1/loyalty/tiers", rpc: tiers + "SetLadder", audience: .role(.admin)),
    Route(
      method: "GET", path: "/v1/loyalty/members", rpc: tiers + "ListTierMembers",
      audience: .role(.admin)),
    Route(
      method: "GET", path: "/v1/users/{id}/points/tier/changes", rpc: tiers + "ListTierChanges",
      audience: .own("id", or: .admin), fields: ["id": "patron_id"]),
    Route(
      method: "POST", path: "/v1/users/{id}/points/tier/pin", rpc: tiers + "PinTier",
      audience: .role(.admin), fields: ["id": "patron_id"]),
    Route(
      method: "DELETE", path: "/v1/users/{id}/points/tier/pin", rpc: tiers + "UnpinTier",
      audience: .role(.admin), fields: ["id": "patron_id"]),
  ]

  private static let catalogue: [Route] = [
    Route(
      method: "GET", path: "/v1/loyalty/rewards", rpc: shop + "ListRewards", audience: .signedIn),
    Route(
      method: "POST", path: "/v1/loyalty/rewards", rpc: shop + "CreateReward",
      audience: .role(.admin), needsKey: true, success: .created("/v1/loyalty/rewards/{id}")),
    Route(
      method: "GET", path: "/v1/loyalty/rewards/{id}", rpc: shop + "GetReward",
      audience: .signedIn),
    Route(
      method: "PATCH", path: "/v1/loyalty/rewards/{id}", rpc: shop + "UpdateReward",
      audience: .role(.admin)),
    Route(
      method: "POST", path: "/v1/loyalty/rewards/{id}/deactivate", rpc: shop + "DeactivateReward",
      audience: .role(.admin)),
  ]

  private static let given = [
    "id", "patronId", "rewardName", "points", "status", "issuedAt", "expiresAt", "usedAt", "usedBy",
    "endedAt", "refunded",
  ]

  private static let redemptions: [Route] =
    both("/v1/loyalty/redemptions", shop + "ListRedemptions", .signedIn, given)
    + [
      Route(
        method: "POST", path: "/v1/loyalty/redemptions", rpc: shop + "RedeemReward",
        audience: .signedIn, needsKey: true, success: .created("/v1/loyalty/redemptions/{id}")),
      Route(
        method: "GET", path: "/v1/loyalty/redemptions/{id}", rpc: shop + "GetRedemption",
        audience: .signedIn),
      Route(
        method: "POST", path: "/v1/loyalty/redemptions/{id}/use", rpc: shop + "UseRedemption",
        audience: .role(.staff)),
      Route(
        method: "POST", path: "/v1/loyalty/redemptions/{id}/cancel", rpc: shop + "CancelRedemption",
        audience: .signedIn),
      Route(
        method: "GET", path: "/v1/loyalty/vouchers/{code}", rpc: shop + "LookUpVoucher",
        audience: .role(.staff)),
      Route(
        method: "POST", path: "/v1/loyalty/vouchers/{code}/use", rpc: shop + "UseRedemption",
        audience: .role(.staff)),
    ]

  private static let sums: [Route] = [
    both(
      "/v1/loyalty/reports/months", reports + "ListPointMonths", .role(.organizer),
      [
        "month", "issued", "burned", "expired", "reversed", "adjusted", "outstanding", "owed",
        "movements",
      ]),
    both(
      "/v1/loyalty/reports/rules", reports + "ListRuleFigures", .role(.organizer),
      ["ruleId", "name", "awards", "people", "issued", "takenBack"]),
    both(
      "/v1/loyalty/reports/rewards", reports + "ListRewardFigures", .role(.organizer),
      [
        "rewardId", "name", "redemptions", "people", "burned", "givenBack", "issued", "used",
        "canceled", "expired",
      ]),
    both(
      "/v1/loyalty/leaderboard", reports + "ListLeaderboard", .signedIn,
      ["rank", "points", "patronId", "firstName", "lastName"]),
  ].flatMap { $0 }

  /// As JSON and, under the same path with .csv, as a file.
  private static func both(
    _ path: String, _ rpc: String, _ audience: Audience, _ columns: [String]
  ) -> [Route] {
    [("", Service.call), (".csv", Service.export(columns))].map { end, service in
      Route(method: "GET", path: path + end, rpc: rpc, audience: audience, service: service)
    }
  }
}
