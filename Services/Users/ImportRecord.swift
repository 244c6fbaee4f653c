internal import Contracts
internal import Daemon
internal import Postgres

/// An upload as it stands.
struct ImportRecord: Sendable {
  let info: Import
  let id: UUID128
  let owner: UUID128?
  let createdAt: Instant

  static let columns = Columns(
    [
      "batch_id", "dry_run", "source", "event_id", "user_id", "state", "chunks", "chunks_taken",
      "row_count", "created", "updated", "unchanged", "rejected", "enrolled", "checked_in",
      "removed", "restored", "kept", "created_at", "updated_at",
    ], ImportRecord.init)

  @Sendable
  private init(
    _ id: UUID128, _ isDryRun: Bool, _ source: String, _ event: UUID128?, _ user: UUID128?,
    _ state: String, _ chunks: Int32, _ taken: Int32, _ rows: Int32, _ created: Int32,
    _ updated: Int32, _ unchanged: Int32, _ rejected: Int32, _ enrolled: Int32, _ present: Int32,
    _ removed: Int32, _ restored: Int32, _ kept: Int32, _ createdAt: Instant,
    _ updatedAt: Instant
  ) {
    self.id = id
    owner = user
    self.createdAt = createdAt
    let isTaken = chunks > 0 && taken >= chunks
    let sources: [ImportUsersRequest.Source] = [.csv, .eventbrite, .meetup]
    var info = Import(id: id.description, dryRun: isDryRun)
    info.state = Self.state(state, isTaken: isTaken)
    info.source = sources.first { $0.name == source } ?? .unspecified
    info.eventId = event?.description ?? ""
    info.userId = user?.description ?? ""
    info.chunks = chunks
    info.chunksTaken = taken
    info.rows = rows
    info.created = created
    info.updated = updated
    info.unchanged = unchanged
    info.rejected = rejected
    info.enrolled = enrolled
    info.checkedIn = present
    info.removed = removed
    info.restored = restored
    info.kept = kept
    info.createdAt = Timestamp(createdAt)
    info.updatedAt = Timestamp(updatedAt)
    self.info = info
  }

  private static func state(_ stored: String, isTaken: Bool) -> Import.State {
    switch stored {
    case "UNDOING": .undoing
    case "UNDONE": .undone
    default: isTaken ? .taken : .taking
    }
  }
}
