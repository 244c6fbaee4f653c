internal import Identity

/// On whose behalf something is asked.
enum Viewer: Equatable, Sendable {
  case person(UserID, Role)
  /// One of our services by itself, which may do everything.
  case service(String)
  /// Somebody who is not signed in.
  case anonymous

  var userID: UserID? { if case .person(let id, _) = self { id } else { nil } }

  func holds(_ role: Role) -> Bool {
    switch self {
    case .person(_, let own): own >= role
    case .service: true
    case .anonymous: false
    }
  }

  /// Whether they edit the event: its host, an ADMIN.
  func runs(_ event: EventRecord) -> Bool { holds(.admin) || userID == event.hostID }

  /// Whether the event is there for them. Drafts are for those who run them; what is not public,
  /// also for the doors' staff and those who have a claim on a seat.
  func sees(_ event: EventRecord, claim: EnrollmentStatus?) -> Bool {
    if runs(event) { return true }
    guard event.facts.publishedAt != nil else { return false }
    return event.fields.isPublic || holds(.staff) || claim == .enrolled || claim == .waitlisted
  }

  /// Whether they see and change other people's claims.
  func keepsRoster(of event: EventRecord) -> Bool { holds(.staff) || runs(event) }

  /// Whether the registration window is no limit to them.
  func overridesWindow(of event: EventRecord) -> Bool { holds(.organizer) || runs(event) }

  /// Refuses an edit by who may not: strangers to the event do not learn that it is there.
  func checkRuns(_ event: EventRecord, claim: EnrollmentStatus?) throws(Refusal) {
    if runs(event) { return }
    throw sees(event, claim: claim) ? .denied : .notFound("event")
  }

  /// Whom a claim is for: themselves unless said, somebody else for those who keep the roster.
  func claimant(_ named: UserID?) throws(Refusal) -> UserID {
    if let id = named ?? userID { return id }
    throw .invalid("user_id", "must be said by who is not a person")
  }

  /// Whose own choices are meant: their own, anybody's for an ADMIN.
  func chooser(_ named: UserID?) throws(Refusal) -> UserID {
    let person = try claimant(named)
    guard person == userID || holds(.admin) else { throw .notFound("user") }
    return person
  }

  /// Whose event a new one is.
  func host(_ named: UserID?) throws(Refusal) -> UserID {
    guard holds(.organizer) else { throw .denied }
    if let named, named != userID, !holds(.admin) { throw .denied }
    guard let host = named ?? userID else {
      throw .invalid("host_id", "must be said by who is not a person")
    }
    return host
  }
}
