internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

/// What users is asked of people; nothing of the answers is kept.
struct People: Sendable {
  let users: UsersClient

  /// - Throws: NOT_FOUND when there is nobody of that id, UNAVAILABLE when users does not answer.
  func check(_ patron: PatronID) async throws {
    if try await ask([patron]).isEmpty { throw Status(.notFound, "no such person") }
  }

  /// Addresses of those who take part and have one.
  func addresses(of people: [PatronID]) async throws -> [PatronID: String] {
    var addresses: [PatronID: String] = [:]
    for start in stride(from: 0, to: people.count, by: 200) {
      let part = Array(people[start..<min(start + 200, people.count)])
      for user in try await ask(part) where user.active && !user.email.isEmpty {
        if let id = UUID128(user.id) { addresses[PatronID(rawValue: id)] = user.email }
      }
    }
    return addresses
  }

  /// Those names that users tells now; it may be down, and a list without names is one.
  func names(of people: [PatronID]) async -> [String: User] {
    var names: [String: User] = [:]
    let ids = people.map(\.rawValue.description)
    do {
      // As many as users tells at once.
      for start in stride(from: 0, to: ids.count, by: 200) {
        let answer = try await users.batchGetUsers(
          BatchGetUsersRequest(ids: Array(ids[start..<min(start + 200, ids.count)])),
          CallOptions(timeout: .seconds(2), accessToken: ""))
        for user in answer.users { names[user.id] = user }
      }
    } catch {
      return names
    }
    return names
  }

  private func ask(_ people: [PatronID]) async throws -> [User] {
    try await users.batchGetUsers(
      BatchGetUsersRequest(ids: people.map(\.rawValue.description)),
      CallOptions(timeout: .seconds(2), accessToken: "")
    ).users
  }
}
