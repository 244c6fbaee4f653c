internal import Daemon
internal import RPC

extension Refusal {
  /// What the caller is told, with a reason that programs know.
  var status: Status {
    switch self {
    case .tooFewPoints(let asked, let has):
      .refused(
        .failedPrecondition, "TOO_FEW_POINTS", "there are \(has) points, not \(asked)",
        [("asked", "\(asked)"), ("has", "\(has)")])
    case .outOfRange:
      .refused(
        .failedPrecondition, "TOO_MANY_POINTS", "nobody has or owes more than a billion points")
    case .nothingToGiveBack:
      .refused(
        .failedPrecondition, "NOTHING_TO_GIVE_BACK", "this line was given back, or took nothing")
    }
  }
}
