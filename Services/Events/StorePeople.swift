internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

extension Store {
  /// Refuses people who are known not to be there. The copy may lag, so users are asked before
  /// anything is refused; while they do not answer, an id is taken at the word of who may give it.
  func checkPerson(_ id: UserID) async throws {
    let known = try await database.query(Statements.people([id])).first
    if let known, known.isActive { return }
    switch await ask(id) {
    case .found(let person):
      guard person.isActive else { throw Refusal.inactive }
      try await database.execute(
        Statements.addPerson(id, person.firstName, person.lastName, person.isActive))
    case .absent: throw Refusal.notFound("user")
    case .unheard: if known != nil { throw Refusal.inactive }
    }
  }

  private enum Answer {
    case found(Person)
    case absent
    case unheard
  }

  private func ask(_ id: UserID) async -> Answer {
    do {
      let user = try await users.getUser(
        GetUserRequest(id: id.rawValue.description),
        CallOptions(timeout: .seconds(1), accessToken: ""))
      return .found(
        Person(
          id: id, firstName: user.firstName, lastName: user.lastName, isActive: user.active))
    } catch let status as Status where status.code == .notFound {
      return .absent
    } catch {
      return .unheard
    }
  }

  /// Which of these ids nobody has. Empty while users do not answer.
  func strangers(among ids: [UserID]) async throws -> Set<UserID> {
    let known = Set(try await database.query(Statements.people(ids)).map(\.id))
    let unknown = ids.filter { !known.contains($0) }
    var strangers: Set<UserID> = []
    for start in stride(from: 0, to: unknown.count, by: 200) {
      let chunk = unknown[start..<min(start + 200, unknown.count)]
      strangers.formUnion(await askWhoIsNot(Array(chunk)))
    }
    return strangers
  }

  private func askWhoIsNot(_ ids: [UserID]) async -> Set<UserID> {
    do {
      let answer = try await users.batchGetUsers(
        BatchGetUsersRequest(ids: ids.map(\.rawValue.description)),
        CallOptions(timeout: .seconds(2), accessToken: ""))
      return Set(ids).subtracting(
        answer.users.compactMap { UUID128($0.id).map(UserID.init(rawValue:)) })
    } catch {
      return []
    }
  }

  /// Asks users anew of everybody in the copy, when its feed no longer reaches back. Whom users
  /// does not know any more has no name here either; who is missing is asked for when needed.
  func rebuildPeople() async throws {
    var last = UserID(rawValue: UUID128(high: 0, low: 0))
    while true {
      let ids = try await database.query(Statements.copiedPeople(last, 200))
      guard let end = ids.last else { return }
      let answer = try await users.batchGetUsers(
        BatchGetUsersRequest(ids: ids.map(\.rawValue.description)),
        CallOptions(timeout: .seconds(2), accessToken: ""))
      let known = Dictionary(answer.users.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
      for id in ids {
        let user = known[id.rawValue.description]
        try await database.execute(
          Statements.keepPerson(
            id, user?.firstName ?? "", user?.lastName ?? "", user?.active ?? false))
      }
      last = end
    }
  }

  /// Follows users: names and who takes part.
  func applyUser(_ change: Change, _ transaction: Transaction) async throws {
    guard change.kind == "UserChanged" else { return }
    let user = try UserChanged.decode(change.payload)
    guard let id = UUID128(user.id).map(UserID.init(rawValue:)) else {
      throw Status.invalid("id", "must be a UUID")
    }
    if user.state == .erased || user.state == .purged {
      try await forgetNotices(id, transaction)
      try await transaction.execute(CalendarStatements.deleteLink(id))
    }
    if user.state == .purged {
      try await purge(id, transaction)
    } else {
      try await transaction.execute(
        Statements.keepPerson(id, user.firstName, user.lastName, user.state == .active))
      // A claim is history that others reckon with; what somebody said of coming is theirs alone.
      if user.state == .erased { try await transaction.execute(RsvpStatements.forget(id)) }
    }
  }
}

extension Refusal {
  static let inactive = Refusal.state("USER_INACTIVE", "the user does not take part any more")
}
