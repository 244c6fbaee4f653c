import Foundation
import Postgres

/// Work on the database while it runs: beside a supervisor, at a given URL, or, when nothing runs,
/// with the private PostgreSQL started for as long as it takes.
enum Session {
  static func run(_ body: (DataHome) throws -> Void) throws {
    let deployment = try Deployment.found()
    try deployment.prepare()
    let data = DataHome(deployment)
    try data.keys.make()
    if !data.isPrivate { return try body(data) }
    guard let lock = try SupervisorLock.take(deployment) else { return try body(data) }
    defer { withExtendedLifetime(lock) {} }
    // From here on a Ctrl-C is for the tool that runs: we go on, to end PostgreSQL after it.
    _ = SignalWait()
    let cluster = Cluster(deployment)
    if !cluster.exists { try cluster.initialize(data.keys) }
    let process = try cluster.start(data.keys)
    defer { Cluster.stop(process) }
    try body(data)
  }
}

extension DataHome {
  /// For PostgreSQL's own tools, which find the password in the file `pgpass`.
  func toolURL() throws -> String {
    isPrivate ? url.text + " user=\(Keys.superuser)" : try adminURL()
  }

  /// Runs one of PostgreSQL's tools on our terminal.
  func tool(_ name: String, _ arguments: [String]) throws {
    var command = Command(program: try Cluster.program(name), arguments: arguments)
    if isPrivate { command.environment["PGPASSFILE"] = "\(keys.folder)/pgpass" }
    let status = try command.run()
    guard status == 0 else { throw Failure.no("\(name) ended with \(status), as it says above") }
  }

  /// Drops the schemas and what was recorded of them.
  func dropSchemas(_ schemas: [String]) async throws {
    try await AdminConnection.with(try adminURL()) { admin in
      for schema in schemas + ["migrations"] {
        try admin.run("DROP SCHEMA IF EXISTS \"\(schema)\" CASCADE")
      }
    }
  }
}
