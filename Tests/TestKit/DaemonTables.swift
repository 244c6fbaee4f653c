import Foundation
public import Postgres

/// The tables that every service has, made for a schema from the one text they have.
public enum SharedTables {
  /// The text of `Shared/Daemon/Tables/<name>` for a schema.
  public static func text(_ name: String, schema: String) throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let path = root.appendingPathComponent("Shared/Daemon/Tables/\(name)").path
    return try String(contentsOfFile: path, encoding: .utf8)
      .replacingOccurrences(of: "{schema}", with: schema)
  }

  /// The migrations that every service has, and as the last whatever SQL the test adds.
  public static func migrations(_ schema: String, own: String = "") throws -> MigrationSet {
    let folder = NSTemporaryDirectory() + "migrations-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var files = own.isEmpty ? [:] : ["0004_own.sql": own, "0004_own.down.sql": ""]
    for name in ["0001_shared.sql", "0001_shared.down.sql"] {
      files[name] = try text(name, schema: schema)
    }
    for (number, name) in [("0002_", "audit"), ("0003_", "sessions")] {
      for end in [".sql", ".down.sql"] {
        files[number + name + end] = try text(name + end, schema: schema)
      }
    }
    for (name, text) in files {
      try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
    }
    defer { unlinkAll(folder) }
    return try MigrationSet(schema: schema, directory: folder)
  }

  private static func unlinkAll(_ folder: String) {
    do { try FileManager.default.removeItem(atPath: folder) } catch { print(error) }
  }
}
