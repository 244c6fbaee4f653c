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

private func remove(_ path: String) {
  do { try FileManager.default.removeItem(atPath: path) } catch { print(error) }
}
