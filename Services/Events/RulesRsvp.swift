extension RsvpStatus {
  /// What becomes of the person's seat.
  enum Effect: Equatable, Sendable {
    case none
    case enroll
    case giveUp
  }

  /// GOING is a claim, and nothing else is: INTERESTED after GOING gives it up, too.
  func effect(on claim: EnrollmentStatus?) -> Effect {
    let isHeld = claim == .enrolled || claim == .waitlisted
    if self == .going { return isHeld ? .none : .enroll }
    return isHeld ? .giveUp : .none
  }
}
