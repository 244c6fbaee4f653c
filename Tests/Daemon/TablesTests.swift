import Foundation
import TestKit
import Testing

@testable import Daemon

/// The first migration of every service is the shared one, in its name.
@Suite struct TablesTests {
  /// Every service that keeps data, with the folder of its migrations.
  private static func rooms() throws -> [(String, URL)] {
    let services = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Services")
    let files = FileManager.default
    return try files.contentsOfDirectory(atPath: services.path).compactMap { room in
      let folder = services.appendingPathComponent("\(room)/Migrations")
      return files.fileExists(atPath: folder.path) ? (room.lowercased(), folder) : nil
    }
  }

  @Test func `each room's first migration is what the template makes`() throws {
    for (room, folder) in try Self.rooms() {
      for name in ["0001_shared.sql", "0001_shared.down.sql"] {
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        let expected = try SharedTables.text(name, schema: room)
        #expect(text == expected, "make \(name) of \(room) from Shared/Daemon/Tables")
      }
    }
  }

  /// Events has a table of its own to bring along.
  @Test func `each room has the tables that the later templates make`() throws {
    let files = FileManager.default
    for (room, folder) in try Self.rooms() {
      for end in ["audit.sql", "audit.down.sql", "sessions.sql", "sessions.down.sql"] {
        let name = try #require(
          try files.contentsOfDirectory(atPath: folder.path).first { $0.hasSuffix("_" + end) },
          "\(room) has no migration that ends in \(end)")
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        let expected = try SharedTables.text(end, schema: room)
        #expect(
          room == "events" ? text.contains(expected) : text == expected,
          "make \(name) of \(room) from Shared/Daemon/Tables/\(end)")
      }
    }
  }

  @Test func `the outbox of a room is what the template makes`() throws {
    let services = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Services")
    var found = 0
    for room in try FileManager.default.contentsOfDirectory(atPath: services.path) {
      let folder = services.appendingPathComponent("\(room)/Migrations")
      guard FileManager.default.fileExists(atPath: folder.path) else { continue }
      for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
        guard let end = ["outbox.sql", "outbox.down.sql"].first(where: name.hasSuffix) else {
          continue
        }
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        let expected = try SharedTables.text(end, schema: room.lowercased())
        #expect(text == expected, "make \(name) of \(room) from Shared/Daemon/Tables/\(end)")
        found += 1
      }
    }
    #expect(found >= 2)
  }

  @Test func `the template names no schema but the service's`() throws {
    for name in ["0001_shared", "audit", "sessions"].flatMap({ [$0 + ".sql", $0 + ".down.sql"] }) {
      let text = try SharedTables.text(name, schema: "alpha")
      #expect(text.contains("alpha.") && !text.contains("{schema}"))
    }
  }
}
