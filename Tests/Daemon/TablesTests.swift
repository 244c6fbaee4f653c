import Foundation
import TestKit
import Testing

@testable import Daemon

/// The first migration of every service is the shared one, in its name.
@Suite struct TablesTests {
  @Test func `each room's first migration is what the template makes`() throws {
    let services = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Services")
    let files = FileManager.default
    guard files.fileExists(atPath: services.path) else { return }
    for room in try files.contentsOfDirectory(atPath: services.path) {
      let folder = services.appendingPathComponent("\(room)/Migrations")
      guard files.fileExists(atPath: folder.path) else { continue }
      for name in ["0001_shared.sql", "0001_shared.down.sql"] {
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        let expected = try SharedTables.text(name, schema: room.lowercased())
        #expect(text == expected, "make \(room)/Migrations/\(name) from Shared/Daemon/Tables")
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
    for name in ["0001_shared.sql", "0001_shared.down.sql"] {
      let text = try SharedTables.text(name, schema: "alpha")
      #expect(text.contains("alpha.feed") && !text.contains("{") && !text.contains("}"))
    }
  }
}
