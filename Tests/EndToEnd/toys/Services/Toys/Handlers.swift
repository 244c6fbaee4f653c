internal import Contracts
internal import Daemon
internal import Postgres
internal import RPC

/// Answers `ToysService`: organizers add toys, whoever is signed in sees them.
struct ToysHandlers: ToysService {
  let store: Store
  let access: Access

  func createToy(_ request: CreateToyRequest, _ call: CallContext) async throws -> Toy {
    try await access.require(.organizer, or: ["ctl"], call)
    guard Rules.isName(request.name) else {
      throw Status.invalid("name", "must be 1 to 50 characters without NUL")
    }
    return try await store.create(request.name, call)
  }

  func getToy(_ request: GetToyRequest, _ call: CallContext) async throws -> Toy {
    try await access.require(.participant, or: ["ctl"], call)
    guard let id = UUID128(request.id) else { throw Status.invalid("id", "must be a UUID") }
    guard let toy = try await store.find(id) else {
      throw Status.refused(.notFound, "TOY_NOT_FOUND", "no such toy")
    }
    return toy
  }
}
