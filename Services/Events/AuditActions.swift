internal import Daemon

// What the record of this room tells.
extension AuditAction {
  /// Somebody was enrolled while registration was not open.
  static let outsideWindow = AuditAction("enrollment.outside_window")
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
