import Daemon
import Foundation
import Postgres

/// What the tables of feeds and followers say, read and marked by an operator's tool. No daemon is
/// asked, so it works while they are down.
struct Feeds: Sendable {
  let url: String

  /// How far a follower is behind its source.
  struct Lag: Codable, Sendable {
    let service: String
    let source: String
    let cursor: String
    /// The last change that took effect.
    let position: Int64
    /// Changes of the source that did not yet.
    let behind: Int64
    /// Age of the oldest of them, in seconds; 0 when there is none.
    let seconds: Double
    /// Changes set aside because they could not be applied.
    let parked: Int64
  }

  /// A change set aside.
  struct Parked: Codable, Sendable {
    let service: String
    let cursor: String
    let position: Int64
    let kind: String
    let key: String
    let madeAt: String
    let parkedAt: String
    let reason: String
    /// An operator has asked for another try.
    let isMarked: Bool
  }

  func lag(of service: String, among services: [String]) async throws -> [Lag] {
    let own = try SchemaName(checked: service)
    return try await AdminConnection.with(url) { admin in
      let cursors = try admin.rows(
        own.fill(
          """
          SELECT c.source, c.position,
            (SELECT count(*) FROM {schema}.parked AS p WHERE p.source = c.source)
          FROM {schema}.cursor AS c ORDER BY c.source
          """))
      return try cursors.map { row in
        let (cursor, position) = (row[0] ?? "", row[1] ?? "0")
        let source = Follower.source(ofCursor: cursor)
        // A feed that is not in this database cannot be compared with.
        let state =
          services.contains(source)
          ? try admin.rows(
            try SchemaName(checked: source).fill(
              """
              SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)
              FROM {schema}.feed WHERE position > $1::bigint OR position IS NULL
              """), position) : [["0", "0"]]
        return Lag(
          service: service, source: source, cursor: cursor, position: Int64(position) ?? 0,
          behind: Int64(state[0][0] ?? "") ?? 0, seconds: max(0, Double(state[0][1] ?? "") ?? 0),
          parked: Int64(row[2] ?? "") ?? 0)
      }
    }
  }

  func parked(of service: String) async throws -> [Parked] {
    let own = try SchemaName(checked: service)
    let rows = try await AdminConnection.with(url) { admin in
      try admin.rows(
        own.fill(
          """
          SELECT source, position, kind, key, created_at AT TIME ZONE 'UTC',
            parked_at AT TIME ZONE 'UTC', reason, retry_at IS NOT NULL
          FROM {schema}.parked ORDER BY source, position
          """))
    }
    return rows.map { row in
      let cells = row.map { $0 ?? "" }
      return Parked(
        service: service, cursor: cells[0], position: Int64(cells[1]) ?? 0, kind: cells[2],
        key: cells[3], madeAt: cells[4], parkedAt: cells[5], reason: cells[6],
        isMarked: cells[7] == "t")
    }
  }

  /// Marks parked changes for another try, which the service makes within seconds of running.
  /// - Parameter key: nil marks all.
  /// - Returns: how many changes are marked.
  func mark(_ service: String, key: UUID128?) async throws -> Int {
    let own = try SchemaName(checked: service)
    return try await AdminConnection.with(url) { admin in
      try admin.rows(
        own.fill(
          """
          UPDATE {schema}.parked SET retry_at = now() WHERE $1 = '' OR key::text = $1
          RETURNING position
          """), key?.description ?? ""
      ).count
    }
  }
}

extension SchemaName {
  init(checked service: String) throws {
    guard let name = SchemaName(service) else { throw Failure.usage("no service \(service)") }
    self = name
  }
}
