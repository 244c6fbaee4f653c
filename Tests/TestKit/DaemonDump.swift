import Foundation
import Postgres
import ProcessKit

extension TestDatabase {
  /// Dumps the database and restores it into another cluster, as an operator would.
  public func copied(to other: TestCluster, roles: [String]) async throws -> TestDatabase {
    let copy = try await TestDatabase.make(on: other)
    let logins = roles.map { Roles.Login(name: $0, password: other.password) }
    try await Roles(services: logins, migratorPassword: other.password).install(on: copy.url())
    let file = NSTemporaryDirectory() + "dump-\(UUID().uuidString)"
    defer { remove(file) }
    _ = try await Child.output(
      of: "\(try postgresBinaries())/pg_dump", ["--format=custom", "--file=\(file)", url()])
    _ = try await Child.output(
      of: "\(try postgresBinaries())/pg_restore",
      ["--exit-on-error", "--dbname=\(copy.url())", file])
    return copy
  }
}

extension TestDatabase {
  /// The whole database as pg_dump writes it.
  public func dumped() async throws -> String {
    let file = NSTemporaryDirectory() + "dump-\(UUID().uuidString)"
    defer { remove(file) }
    _ = try await Child.output(
      of: "\(try postgresBinaries())/pg_dump", ["--format=plain", "--file=\(file)", url()])
    return try String(contentsOfFile: file, encoding: .utf8)
  }
}

/// Which of the words stand in a text, in any case, or as bytes in hexadecimal as a dump shows
/// them.
public func found(_ canaries: [String], in text: String) -> [String] {
  let text = text.lowercased()
  return canaries.filter { canary in
    let hex = canary.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    return text.contains(canary.lowercased()) || text.contains(hex)
  }
}

private func remove(_ path: String) {
  do { try FileManager.default.removeItem(atPath: path) } catch { print(error) }
}
