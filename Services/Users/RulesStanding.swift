internal import Identity

/// Why somebody's role or state stays as it is.
enum StandingRefusal: Error, Equatable {
  /// Who asks is no active administrator any more.
  case notAllowed
  /// Nobody would be left to administer.
  case lastAdmin
  /// Nobody takes their own access away, nor gives themselves another role.
  case oneself
}

/// What decides whether somebody may lose their role or their access.
struct StandingChange: Sendable {
  /// Who is to change, and what they are now.
  let userID: UUID128
  let isActiveAdmin: Bool
  /// The active administrators, whose rows are locked.
  let admins: Set<UUID128>
  /// The administrator who asks; nil for a service of ours.
  let asker: UUID128?

  /// - Parameter remains: whether the person is an active administrator afterwards.
  func check(remains: Bool) throws(StandingRefusal) {
    if let asker, !admins.contains(asker) { throw .notAllowed }
    if isActiveAdmin, !remains, admins.subtracting([userID]).isEmpty { throw .lastAdmin }
    if userID == asker { throw .oneself }
  }

  /// Whether they may be erased, or purged: by themselves or by an administrator.
  func checkDeletion(purge: Bool) throws(StandingRefusal) {
    if let asker, asker != userID || purge, !admins.contains(asker) { throw .notAllowed }
    if isActiveAdmin, admins.subtracting([userID]).isEmpty { throw .lastAdmin }
  }
}
