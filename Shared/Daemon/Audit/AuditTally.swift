internal import Synchronization

/// Counts by kind, in bounded memory.
final class AuditTally: Sendable {
  struct Key: Sendable, Hashable {
    let actor: AuditActor
    let action: AuditAction
    let object: AuditObject
  }

  /// How many kinds are told apart; whoever comes then is one of the others.
  static let limit = 500

  private let counts = Mutex<[Key: Int64]>([:])

  func add(_ key: Key, _ times: Int64 = 1) {
    counts.withLock { counts in
      // Methods and actions are few, so what the others did stays bounded too.
      let isRoom = counts[key] != nil || counts.count < Self.limit
      let key = isRoom ? key : Key(actor: .others, action: key.action, object: key.object)
      counts[key, default: 0] += times
    }
  }

  /// Everything counted so far, which is then forgotten here.
  func take() -> [(key: Key, value: Int64)] {
    let taken = counts.withLock { counts in
      defer { counts = [:] }
      return counts
    }
    return taken.sorted {
      ($0.key.actor.text, $0.key.object.text) < ($1.key.actor.text, $1.key.object.text)
    }
  }
}
