import Contracts
import Daemon
import Postgres
import RPC

extension Store {
  /// People's names and states; kinds that are not known are passed over.
  func applyUser(_ change: Change, _ transaction: Transaction) async throws {
    guard change.kind == "UserChanged" else { return }
    let user = try UserChanged.decode(change.payload)
    let id = try UUID128(checked: user.id, "id")
    let isGone = user.state == .erased || user.state == .purged
    try await transaction.execute(
      Statements.keepUser(
        id, user.state.name, isGone ? "" : user.firstName, isGone ? "" : user.lastName))
    if isGone { try await transaction.execute(Statements.forgetReasons(id)) }
    if user.state == .purged { try await transaction.execute(Statements.purgePerson(id)) }
  }

  /// Events' windows and policies, and the roster from enrollments.
  func applyEvent(_ change: Change, _ transaction: Transaction) async throws {
    switch change.kind {
    case "EventChanged":
      let changed = try EventChanged.decode(change.payload)
      if let event = changed.event {
        try await transaction.execute(try event.kept(by: Statements.keepEvent))
      } else {
        try await transaction.execute(
          Statements.purgeEvent(try UUID128(checked: changed.id, "id")))
      }
    case "EnrollmentChanged":
      let changed = try EnrollmentChanged.decode(change.payload)
      if let enrollment = changed.enrollment { try await Self.apply(enrollment, transaction) }
    default: break
    }
  }
}

// What fills the copies when the feeds no longer reach back.
extension Store {
  func rebuildUsers() async throws {
    try await owners.eachUser { users in
      try await database.transaction { transaction in
        for user in users {
          let state = user.active ? UserChanged.State.active : .deactivated
          try await transaction.execute(
            Statements.keepUser(
              try UUID128(checked: user.id, "id"), state.name, user.firstName, user.lastName))
        }
      }
    }
    try await forgetTheGone()
  }

  func rebuildEvents() async throws {
    try await owners.eachEvent { event in
      try await database.execute(try event.kept(by: Statements.keepEvent))
      try await owners.eachEnrollment(of: event.id) { enrollments in
        try await database.transaction { transaction in
          for enrollment in enrollments { try await Self.apply(enrollment, transaction) }
        }
      }
    }
  }
}
