internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

/// What the handlers of both services share: who asks, and how a refusal is told.
struct Desk: Sendable {
  let store: Store
  let access: Access
  let pages: PageTokens

  func viewer(_ call: CallContext) async throws -> Viewer {
    switch try await access.actor(call) {
    case .user(let principal):
      guard let id = UUID128(principal.userID) else { throw Access.denied }
      return .person(UserID(rawValue: id), principal.role)
    case .service(let name): return .service(name.description)
    case .anonymous: return .anonymous
    }
  }

  /// Answers for a viewer; a refusal by the rules becomes its status.
  /// - Parameter strangers: whether it answers those who are not signed in.
  func answer<Response>(
    _ call: CallContext, strangers: Bool = false, _ body: (Viewer) async throws -> Response
  ) async throws -> Response {
    do {
      let viewer = try await viewer(call)
      guard strangers || viewer != .anonymous else { throw Access.notSignedIn }
      return try await body(viewer)
    } catch let refusal as Refusal {
      throw refusal.status
    } catch let faults as Faults {
      throw faults.status
    }
  }

  /// Refuses who speaks for others without keeping the event's roster: they learn nothing of those
  /// they name.
  func checkNames(_ user: UserID, at id: EventID, _ viewer: Viewer) async throws {
    if user == viewer.userID { return }
    let event = try await store.event(id, viewer)
    guard viewer.keepsRoster(of: event) else { throw Refusal.denied }
    try await store.checkPerson(user)
  }
}

/// Everything that is wrong with a request's values; at least one.
struct Faults: Error {
  let all: [Refusal]

  /// Throws when there is any.
  static func check(_ all: [Refusal]) throws { if !all.isEmpty { throw Faults(all: all) } }

  var status: Status {
    var status = all[0].status
    let violations = all.compactMap { $0.status.details?.badRequest?.fieldViolations.first }
    status.details?.badRequest?.fieldViolations = violations
    return status
  }
}

extension Refusal {
  var status: Status {
    let facts = facts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    return switch kind {
    case .invalid: .invalid(reason, message)
    case .state: .refused(.failedPrecondition, reason, message, facts)
    case .notFound: Status(.notFound, message)
    case .denied:
      self == .denied ? Access.denied : .refused(.permissionDenied, reason, message, facts)
    }
  }
}
