internal import Daemon

// What the record of this room tells.
extension AuditAction {
  /// Somebody was enrolled while registration was not open.
  static let outsideWindow = AuditAction("enrollment.outside_window")
  /// Somebody was given another place on the waiting list.
  static let prioritySet = AuditAction("enrollment.priority_set")
  /// Claims were taken over that were made elsewhere, past window and capacity.
  static let imported = AuditAction("enrollment.imported")
  /// A draft was removed.
  static let deleted = AuditAction("event.deleted")
  /// A series was ended and what was to come of it canceled.
  static let seriesCanceled = AuditAction("series.canceled")
  /// An edit of a series left occurrences without a place.
  static let occurrencesRemoved = AuditAction("series.occurrences_removed")
}

extension Viewer {
  var actor: AuditActor {
    switch self {
    case .person(let id, _): .user(id.rawValue)
    case .service(let name): .service(name)
    case .anonymous: .anonymous
    }
  }
}
