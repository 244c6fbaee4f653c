internal import Identity

/// Who may do what with whom.
enum Rights {
  /// A person sees themselves; staff and our own services see everybody.
  static func sees(_ actor: Requester, _ userID: String) -> Bool {
    switch actor {
    case .user(let principal): principal.userID == userID || principal.role >= .staff
    case .service: true
    case .anonymous: false
    }
  }

  /// A person edits themselves, an administrator everybody.
  static func edits(_ actor: Requester, _ userID: String) -> Bool {
    switch actor {
    case .user(let principal): principal.userID == userID || principal.role >= .admin
    case .service(let name): name.description == "ctl"
    case .anonymous: false
    }
  }

  /// A person leaves by themselves or by an administrator, who alone takes everything along.
  static func deletes(_ actor: Requester, _ userID: String, purge: Bool) -> Bool {
    switch actor {
    case .user(let principal):
      principal.role >= .admin || principal.userID == userID && !purge
    case .service(let name): name.description == "ctl"
    case .anonymous: false
    }
  }

  /// A role above the lowest is given by an administrator or an operator's tool.
  static func gives(_ actor: Requester, _ role: Role) -> Bool {
    if role == .participant { return true }
    return switch actor {
    case .user(let principal): principal.role >= .admin
    case .service(let name): name.description == "ctl"
    case .anonymous: false
    }
  }
}
