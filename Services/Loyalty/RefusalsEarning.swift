internal import RPC

/// Why rules refuse, each with a reason that programs know.
extension Status {
  static let unknownRule = Status.refused(.notFound, "RULE_NOT_FOUND", "no such rule")
  static let unknownPerson = Status.refused(.notFound, "USER_NOT_FOUND", "no such person")
  static let unknownEvent = Status.refused(.notFound, "EVENT_NOT_FOUND", "no such event")
  static let unknownRejudgement = Status.refused(
    .notFound, "REJUDGEMENT_NOT_FOUND", "nobody was judged anew by this rule")
  static let rejudgementRunning = Status.refused(
    .failedPrecondition, "REJUDGEMENT_RUNNING",
    "everybody is being judged anew by a rule; wait until that is done")
  static let givesNothingByHand = Status.refused(
    .failedPrecondition, "RULE_NOT_MANUAL", "this rule gives nothing by hand now")
  static let capReached = Status.refused(
    .failedPrecondition, "CAP_REACHED", "this person has got all that the rule gives for now")
}
