internal import Contracts

extension ClaimEdit {
  /// What an edit's mask names.
  init(_ request: UpdateEnrollmentRequest) throws(Refusal) {
    self.init()
    let mask = request.updateMask?.paths ?? []
    guard !mask.isEmpty else { throw .invalid("update_mask", "must name what to change") }
    for path in mask {
      switch path {
      case "guests": guests = request.guests
      case "priority": priority = request.priority
      default: throw .invalid("update_mask", "\(path.prefix(60)) cannot be changed")
      }
    }
  }
}

extension Rsvp {
  init(_ shown: ShownRsvp) {
    self.init(
      eventId: shown.record.eventID.rawValue.description,
      userId: shown.record.userID.rawValue.description, status: Status(shown.record.status),
      createdAt: Timestamp(shown.record.createdAt), updatedAt: Timestamp(shown.record.updatedAt),
      firstName: shown.firstName, lastName: shown.lastName)
  }
}

extension Rsvp.Status {
  init(_ status: RsvpStatus) {
    switch status {
    case .going: self = .going
    case .interested: self = .interested
    case .notGoing: self = .notGoing
    }
  }

  /// Nil when nothing is said.
  func known() throws(Refusal) -> RsvpStatus? {
    switch self {
    case .unspecified: nil
    case .going: .going
    case .interested: .interested
    case .notGoing: .notGoing
    case .unrecognized: throw .invalid("status", "must be GOING, INTERESTED or NOT_GOING")
    }
  }
}

extension RsvpCounts {
  init(_ tallies: [RsvpTally]) {
    func count(_ status: RsvpStatus) -> Int32 {
      tallies.first { $0.status == status }?.count ?? 0
    }
    self.init(
      going: count(.going), interested: count(.interested), notGoing: count(.notGoing))
  }
}
