import Contracts
import Daemon
import Postgres
import RPC

/// Which part of a snapshot is asked for.
struct SnapshotCut: Sendable {
  /// What the pages together bring up to.
  let version: SnapshotVersion
  /// Nil: the whole.
  let since: SnapshotVersion?
  /// After whom.
  let after: UUID128
}

extension Store {
  /// So many may have got another name since a version before the whole is given instead.
  private static let renamedLimit: Int64 = 1000

  /// Where an event's roster stands, and the first page of what somebody lacks who holds `since`.
  ///
  /// - Throws: NOT_FOUND.
  func snapshotStart(
    _ eventID: UUID128, since: SnapshotVersion?
  ) async throws -> SnapshotCut {
    let head = try await snapshotHead(eventID)
    let first = UUID128(high: 0, low: 0)
    var since = since
    if let known = since {
      let renamed = try await renamed(since: known)
      if !known.isKnown(to: head) || renamed.count > Self.renamedLimit { since = nil }
    }
    return SnapshotCut(version: SnapshotVersion(head), since: since, after: first)
  }

  func snapshotHead(_ eventID: UUID128) async throws -> SnapshotHead {
    guard let head = try await database.first(Statements.snapshotHead(eventID)) else {
      throw Status.unknownEvent
    }
    return head
  }

  /// A page. Pages are read as things stand, not as they stood when the first one was: what
  /// changes meanwhile bears a greater number than the version that the pages bring up to, and
  /// comes with the next delta at the latest.
  func snapshotPage(
    _ eventID: UUID128, _ cut: SnapshotCut, limit: Int
  ) async throws -> SnapshotPage {
    let (since, count) = (cut.since, Int64(limit))
    let renamed: [UUID128] =
      if let since { Array(try await renamed(since: since).prefix(Int(Self.renamedLimit))) } else {
        []
      }
    async let people = database.query(
      Statements.snapshotPeople(eventID, cut.after, since?.roster, renamed, count))
    async let revocations = database.query(
      Statements.snapshotRevocations(eventID, cut.after, since?.roster, count))
    let gone: [UUID128] =
      if let since {
        try await database.query(
          Statements.snapshotGone(eventID, cut.after, since.roster, count))
      } else { [] }
    return SnapshotPage(
      people: try await people, gone: gone, revocations: try await revocations, limit: limit)
  }

  private func renamed(since: SnapshotVersion) async throws -> [UUID128] {
    try await database.query(Statements.renamed(since.names, Self.renamedLimit + 1))
  }
}
