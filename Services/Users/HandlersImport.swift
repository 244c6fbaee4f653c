internal import Contracts
internal import Daemon
internal import RPC

// Uploads.
extension UsersHandlers {
  func importUsers(
    _ request: ImportUsersRequest, _ call: CallContext
  ) async throws -> ImportUsersResponse {
    let actor = try await access.require(.organizer, or: ["ctl"], call)
    let chunk = try ImportChunk(request)
    try await authorize(actor, chunk)
    switch try await imports.take(chunk, by: actor) {
    case .answered(let response): return response
    case .people(var response, let rises, let time):
      try await parties.learn(chunk, rises, at: time, imports, &response)
      try await imports.answer(chunk, response)
      return response
    }
  }

  /// An administrator imports anything, an organizer into an event of their own.
  private func authorize(_ actor: Actor, _ chunk: ImportChunk) async throws {
    let principal = actor.principal
    let isOrganizer = principal.map { $0.role < .admin } ?? false
    if chunk.event.isEmpty {
      if isOrganizer { throw Access.denied }
      return
    }
    // Also for those who may anyway: an event that is not there is found out before people are
    // written.
    let host = try await parties.host(of: chunk.event)
    if isOrganizer, host != principal?.userID { throw Access.denied }
  }
}
