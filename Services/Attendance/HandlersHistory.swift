import Contracts
import Daemon
import Postgres
import RPC

struct HistoryHandlers: HistoryService {
  let store: Store
  let access: Access
  var now: @Sendable () -> Instant = { .now }

  func importHistory(
    _ request: ImportHistoryRequest, _ call: CallContext
  ) async throws -> ImportHistoryResponse {
    let actor = try await access.require(.organizer, or: ["ctl"], call)
    let chunk = try HistoryChunk(request)
    var intake = HistoryIntake(chunk, by: actor, store, now: now())
    try await intake.take()
    return intake.response(request.batchId)
  }
}
