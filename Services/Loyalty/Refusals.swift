internal import Daemon
internal import RPC

extension Refusal {
  /// What the caller is told, with a reason that programs know.
  var status: Status {
    switch self {
    case .tooFewPoints(let asked, let has):
      .refused(
        .failedPrecondition, reason, "there are \(has) points, not \(asked)",
        [("asked", "\(asked)"), ("has", "\(has)")])
    case .outOfRange:
      .refused(
        .failedPrecondition, reason, "nobody has or owes more than a billion points")
    case .nothingToGiveBack:
      .refused(
        .failedPrecondition, reason, "this line was given back, or took nothing")
    }
  }

  var reason: String {
    switch self {
    case .tooFewPoints: "TOO_FEW_POINTS"
    case .outOfRange: "TOO_MANY_POINTS"
    case .nothingToGiveBack: "NOTHING_TO_GIVE_BACK"
    }
  }
}
