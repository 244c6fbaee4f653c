import Contracts
import Postgres
import RPC

/// Where a page of a roster begins: after this row.
struct RosterPosition: Sendable {
  let lastName: String
  let firstName: String
  let id: UUID128
}

/// Where a page of a person's history begins: after this row.
struct HistoryPosition: Sendable {
  let startTime: Instant
  let id: UUID128
}

/// Where a page of the scan log begins: after this row.
struct ScanPosition: Sendable {
  let receivedAt: Instant
  let id: UUID128
}

extension Store {
  /// - Parameter part: of a name; empty lets everyone pass.
  func roster(
    _ eventID: UUID128, states: [String], part: String, after: RosterPosition?, limit: Int
  ) async throws -> [NamedPresence] {
    try await database.query(
      Statements.roster(
        eventID, states, part.isEmpty ? nil : "%\(escapedPattern(part))%", after?.lastName,
        after?.firstName, after?.id, Int64(limit)))
  }

  func history(
    _ patronID: UUID128, after: HistoryPosition?, limit: Int
  ) async throws -> [NamedPresence] {
    try await database.query(
      Statements.history(patronID, after?.startTime, after?.id, Int64(limit)))
  }

  /// An event's figures, and how many came to no event before; nil where that says nothing.
  /// - Throws: NOT_FOUND.
  func figures(
    _ eventID: UUID128, now: Instant
  ) async throws -> (figures: Figures, firstTimers: Int32?) {
    guard let figures = try await database.first(Statements.figures(eventID)) else {
      throw Status.unknownEvent
    }
    guard figures.counts, let start = try await event(eventID).startTime else {
      return (figures, nil)
    }
    return (figures, try await database.first(Statements.firstTimers(eventID, now, start)))
  }
}

/// The text so that LIKE takes it as it is.
func escapedPattern(_ text: String) -> String {
  var pattern = ""
  for character in text.unicodeScalars {
    if "\\%_".unicodeScalars.contains(character) { pattern.unicodeScalars.append("\\") }
    pattern.unicodeScalars.append(character)
  }
  return pattern
}
