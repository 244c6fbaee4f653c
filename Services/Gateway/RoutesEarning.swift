// What earns points, and points given by hand.
extension Routes {
  private static let rules = "credopass.loyalty.v1.EarningService/"

  static let earning: [Route] = [
    Route(
      method: "POST", path: "/v1/loyalty/rules", rpc: rules + "CreateRule", audience: .role(.admin),
      needsKey: true, success: .created("/v1/loyalty/rules/{id}")),
    Route(
      method: "GET", path: "/v1/loyalty/rules", rpc: rules + "ListRules",
      audience: .role(.organizer)),
    Route(
      method: "GET", path: "/v1/loyalty/rules/{id}", rpc: rules + "GetRule",
      audience: .role(.organizer)),
    Route(
      method: "GET", path: "/v1/loyalty/rules/{id}/versions", rpc: rules + "ListRuleVersions",
      audience: .role(.organizer)),
    Route(
      method: "POST", path: "/v1/loyalty/rules/{id}/versions", rpc: rules + "UpdateRule",
      audience: .role(.admin), needsKey: true),
    Route(
      method: "POST", path: "/v1/loyalty/rules/{id}/deactivate", rpc: rules + "DeactivateRule",
      audience: .role(.admin), needsKey: true),
    Route(
      method: "POST", path: "/v1/loyalty/rules/preview", rpc: rules + "PreviewRule",
      audience: .role(.admin)),
    Route(
      method: "GET", path: "/v1/loyalty/rules/{id}/rejudgement", rpc: rules + "GetRejudgement",
      audience: .role(.admin), fields: ["id": "rule_id"]),
    Route(
      method: "POST", path: "/v1/users/{id}/awards", rpc: rules + "AwardPoints",
      audience: .role(.organizer), needsKey: true, fields: ["id": "patron_id"]),
  ]
}
