import Foundation
import ProcessKit

/// Why the test's own PostgreSQL could not be had.
public struct TestKitError: Error, CustomStringConvertible {
  public let description: String
  public init(_ description: String) { self.description = description }
}

/// Runs a PostgreSQL program; these refuse root, who therefore becomes `postgres` for them.
@discardableResult
func runPostgres(
  _ program: String, _ arguments: [String], environment: [String: String]? = nil
) async throws -> String {
  let path = try postgresBinaries() + "/" + program
  guard getuid() == 0 else {
    return try await Child.output(of: path, arguments, environment: environment)
  }
  let drop = ["--reuid=postgres", "--regid=postgres", "--init-groups", "--", path]
  return try await Child.output(
    of: "/usr/bin/setpriv", drop + arguments, environment: environment)
}

/// The directory of initdb and postgres: the newest that Debian's packages installed.
func postgresBinaries() throws -> String {
  let base = "/usr/lib/postgresql"
  let versions = try FileManager.default.contentsOfDirectory(atPath: base).compactMap(Int.init)
  for version in versions.sorted(by: >) {
    let directory = "\(base)/\(version)/bin"
    if FileManager.default.isExecutableFile(atPath: directory + "/initdb") { return directory }
  }
  throw TestKitError("no PostgreSQL server under \(base): apt-get install postgresql-15")
}
