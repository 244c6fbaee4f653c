import Contracts
import Daemon
import Foundation
import ProcessKit
import RPC
import TestKit
import Testing

@testable import Users

extension Asker {
  /// Imports people of whom only addresses are given.
  func importing(_ emails: [String], event: String = "") async throws -> ImportUsersResponse {
    try await importChunk(
      "email", emails.joined(separator: "\n"), UUID().uuidString, 0, event)
  }

  func importChunk(
    _ header: String, _ records: String, _ batch: String, _ number: Int32, _ event: String
  ) async throws -> ImportUsersResponse {
    try await users.importUsers(
      ImportUsersRequest(
        batchId: batch, chunk: number, header: Array(header.utf8), records: Array(records.utf8),
        firstLine: 2, eventId: event), options())
  }

  /// Uploads a file as the gateway does: in pieces, cut into chunks of whole records.
  func upload(
    _ file: [UInt8], event: String = "", dryRun: Bool = false, size: Int = 500
  ) async throws -> ImportUsersResponse {
    var splitter = CSVSplitter(records: size)
    let batch = UUID().uuidString.lowercased()
    var total = ImportUsersResponse(batchId: batch)
    var chunks: [CSVSplitter.Chunk] = []
    for start in stride(from: 0, to: file.count, by: 1000) {
      chunks += try splitter.append(file[start..<min(start + 1000, file.count)])
    }
    chunks += try splitter.finish()
    for chunk in chunks {
      total.add(
        try await users.importUsers(
          ImportUsersRequest(
            batchId: batch, chunk: chunk.number, source: .eventbrite, header: splitter.header,
            records: chunk.records, firstLine: chunk.firstLine, eventId: event, dryRun: dryRun),
          options()))
    }
    return total
  }
}

extension ImportUsersResponse {
  mutating func add(_ other: ImportUsersResponse) {
    created += other.created
    updated += other.updated
    unchanged += other.unchanged
    rejected += other.rejected
    enrolled += other.enrolled
    checkedIn += other.checkedIn
    errors += other.errors
  }

  /// Created, updated, unchanged, rejected.
  var counts: [Int32] { [created, updated, unchanged, rejected] }
  var faults: [String] { errors.map { "\($0.line) \($0.field)" } }
}

/// What `Tests/Peers/eventbrite.py` says of the demo file.
struct Oracle: Decodable {
  let first: [Int32]
  let second: [Int32]
  let faults: [String]
  let coming: Int32
  let present: Int32
  let notComing: Int32

  static func read(_ file: String = World.root + "/deploy/demo/eventbrite-attendees.csv")
    async throws -> Oracle
  {
    let text = try await Child.output(of: "python3", [Built.peer("eventbrite.py"), file])
    return try JSONDecoder().decode(Oracle.self, from: Data(text.utf8))
  }
}

extension World {
  /// What the file gives in one chunk, people of earlier uploads forgotten.
  static func expected(_ file: [UInt8], _ world: World) async throws -> ImportUsersResponse {
    try await world.database.run(
      "DELETE FROM users.users WHERE role = 'PARTICIPANT'; DELETE FROM users.import_people")
    return try await Asker(try world.channel(as: "ctl")).upload(file)
  }
}
