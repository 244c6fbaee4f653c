internal import Contracts
internal import Daemon
internal import Identity
internal import Postgres
internal import RPC

// Uploads.
extension UsersHandlers {
  func importUsers(
    _ request: ImportUsersRequest, _ call: CallContext
  ) async throws -> ImportUsersResponse {
    let actor = try await access.require(.organizer, or: ["ctl"], call)
    var chunk = try ImportChunk(request)
    chunk.asker = try actor.principal.map { try Self.id($0.userID) }
    chunk.zone = try await authorize(actor, chunk)
    switch try await imports.take(chunk, by: actor) {
    case .answered(let response, let wasTaken): return response.again(wasTaken)
    case .people(var response, let rises, let time, let wasTaken):
      try await parties.learn(chunk, rises, at: time, imports, &response)
      try await imports.answer(chunk, response)
      return response.again(wasTaken)
    }
  }

  func listImports(
    _ request: ListImportsRequest, _ call: CallContext
  ) async throws -> ListImportsResponse {
    let owner = try await owner(call)
    guard (0...200).contains(request.pageSize) else {
      throw Status.invalid("page_size", "must be from 1 to 200")
    }
    let size = request.pageSize == 0 ? 50 : Int(request.pageSize)
    let place = try pages.position(request.pageToken, of: ListImportsRequest())
    let records = try await undoing.list(
      of: owner, after: try place.map(Self.place) ?? (.farAhead, .greatest), limit: size + 1)
    var response = ListImportsResponse(imports: records.prefix(size).map(\.info))
    if records.count > size, let last = records.prefix(size).last {
      response.nextPageToken = try pages.token(
        after: ["\(last.createdAt.microseconds)", last.id.description], of: ListImportsRequest())
    }
    return response
  }

  func getImport(_ request: GetImportRequest, _ call: CallContext) async throws -> Import {
    let owner = try await owner(call)
    let record = try await undoing.find(try Self.id(request.id))
    guard let record, owner == nil || owner == record.owner else {
      throw Refusals.importNotFound
    }
    return record.info
  }

  /// Goes as far as the time allows; a job of every replica does the rest.
  func undoImport(_ request: UndoImportRequest, _ call: CallContext) async throws -> Import {
    let actor = try await access.require(.admin, or: ["ctl"], call)
    let id = try Self.id(request.id)
    try await undoing.begin(id, by: actor)
    let end = call.deadline - .seconds(2)
    while ContinuousClock.now < end, try await undoing.step(id, parties.used) {}
    guard let record = try await undoing.find(id) else { throw Refusals.importNotFound }
    return record.info
  }

  /// Whose uploads the caller sees; nil for everybody's.
  private func owner(_ call: CallContext) async throws -> UUID128? {
    let actor = try await access.require(.organizer, or: ["ctl"], call)
    guard let principal = actor.principal, principal.role < .admin else { return nil }
    return try Self.id(principal.userID)
  }

  private static func place(_ values: [String]) throws -> (time: Instant, id: UUID128) {
    guard values.count == 2, let time = Int64(values[0]), let id = UUID128(values[1]) else {
      throw Status.invalid("page_token", "must be next_page_token of the same query")
    }
    return (Instant(microseconds: time), id)
  }

  /// An administrator imports anything, an organizer into an event of their own.
  /// - Returns: the zone of the event's clocks.
  private func authorize(_ actor: Actor, _ chunk: ImportChunk) async throws -> String {
    let principal = actor.principal
    let isOrganizer = principal.map { $0.role < .admin } ?? false
    if chunk.event.isEmpty {
      if isOrganizer { throw Access.denied }
      return "UTC"
    }
    // Also for those who may anyway: an event that is not there is found out before people are
    // written.
    let event = try await parties.event(chunk.event)
    if isOrganizer, event.hostId != principal?.userID { throw Access.denied }
    return event.timeZone.isEmpty ? "UTC" : event.timeZone
  }
}
