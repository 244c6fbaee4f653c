import Foundation
import Postgres
import Testing

/// A directory of migrations that a test writes; it goes with its last holder.
final class MigrationFiles: Sendable {
  let directory: String

  /// - Parameter files: names without `.sql` and their text.
  init(_ files: [String: String] = [:]) throws {
    directory = NSTemporaryDirectory() + "/migrations-" + UUID().uuidString
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true)
    for (name, text) in files { try write(name, text) }
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: directory)
    } catch {
      Issue.record(error)
    }
  }

  func write(_ name: String, _ text: String) throws {
    try text.write(toFile: "\(directory)/\(name).sql", atomically: true, encoding: .utf8)
  }

  func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: "\(directory)/\(name).sql")
  }

  func set(_ schema: String) throws -> MigrationSet {
    try MigrationSet(schema: schema, directory: directory)
  }

  /// Three migrations of a schema with tables, a view, a function and a sequence.
  static func sample(_ schema: String) throws -> MigrationFiles {
    try MigrationFiles([
      "0001_tables": """
      CREATE TABLE \(schema).item (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
      CREATE SEQUENCE \(schema).number;
      GRANT SELECT, INSERT ON \(schema).item TO \(schema);
      INSERT INTO \(schema).item (name) VALUES ('first');
      """,
      "0001_tables.down": "DROP SEQUENCE \(schema).number; DROP TABLE \(schema).item;",
      "0002_view": "CREATE VIEW \(schema).names AS SELECT name FROM \(schema).item;",
      "0002_view.down": "DROP VIEW \(schema).names;",
      "0003_purge": """
      CREATE FUNCTION \(schema).purge(which bigint) RETURNS void
      LANGUAGE sql SECURITY DEFINER SET search_path = ''
      AS 'DELETE FROM \(schema).item WHERE id = $1';
      GRANT EXECUTE ON FUNCTION \(schema).purge TO \(schema);
      """,
      "0003_purge.down": "DROP FUNCTION \(schema).purge;",
    ])
  }
}
