import Contracts

// Reports as the peer is given them.

extension PointMonth {
  var row: [String: Any] {
    [
      "month": month, "issued": issued, "burned": burned, "expired": expired,
      "reversed": reversed, "adjusted": adjusted, "outstanding": outstanding, "owed": owed,
      "movements": movements,
    ]
  }
}

extension RuleFigures {
  var row: [String: Any] {
    [
      "ruleId": ruleId, "awards": awards, "people": people, "issued": issued,
      "takenBack": takenBack,
    ]
  }
}

extension RewardFigures {
  var row: [String: Any] {
    [
      "rewardId": rewardId, "people": people, "redemptions": redemptions, "burned": burned,
      "givenBack": givenBack, "issued": issued, "used": used, "canceled": canceled,
      "expired": expired,
    ]
  }
}

extension Rank {
  var row: [String: Any] {
    ["rank": Int(rank), "points": points, "patronId": patronId]
  }
}
