import ArgumentParser
import Daemon
import Foundation
import Postgres

extension Database {
  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Compares schemas with their migrations, and services' data with each other's.",
      discussion: """
        Migrates a scratch database on the same server, which is thrown away again, and shows what \
        somebody changed by hand: lines with - are what the migrations make, with + what is there. \
        Then looks for what no service can see alone: history of people who are not there, names \
        of people who are gone, sums that are none. What a follower has not applied yet is a fault \
        too: see that `feed lag` shows nothing behind. Exits 1 where anything is wrong.
        """)

    func run() throws {
      try Session.run { data in
        let there = try data.schemas(in: data.toolURL())
        let wanted = try data.withScratch { try data.schemas(in: $0) }
        guard there == wanted else {
          for line in wanted.difference(from: there).inverse() { Self.show(line) }
          throw Failure.no("the schemas are not what the migrations make, as it says above")
        }
        Terminal.say("the schemas are what the migrations make")
        let integrity = Integrity(url: try data.url(as: Roles.migrator))
        let services = try data.keepers()
        let faults = try waiting { try await integrity.faults(services) }
        for fault in faults {
          Terminal.say("\(fault.count) \(fault.text), such as \(fault.example)")
        }
        if !faults.isEmpty { throw Failure.no("the data are not whole, as it says above") }
        Terminal.say("the data are whole")
      }
    }

    private static func show(_ change: CollectionDifference<String>.Change) {
      switch change {
      case .insert(_, let line, _): Terminal.say("+ \(line)")
      case .remove(_, let line, _): Terminal.say("- \(line)")
      }
    }
  }
}

extension DataHome {
  /// The lines of SQL that make our schemas as they are in a database.
  fileprivate func schemas(in url: String) throws -> [String] {
    let file = FileManager.default.temporaryDirectory.path + "/schemas-\(UUID().uuidString).sql"
    defer { _ = unsafe unlink(file) }
    let names = try sets().map { "--schema=\($0.schema)" }
    try tool("pg_dump", ["--schema-only", "--file=\(file)", "--dbname=\(url)"] + names)
    return try String(contentsOfFile: file, encoding: .utf8)
      .split(separator: "\n").map(String.init)
      // Newer tools put a word at random around the whole.
      .filter { !$0.hasPrefix("\\") && !$0.hasPrefix("--") }
  }

  /// Lends the address of a database that the migrations have just made; it is dropped again.
  fileprivate func withScratch<Value>(_ body: (String) throws -> Value) throws -> Value {
    let name = "credopass_verify_\(UInt32.random(in: 0 ... .max))"
    let admin = ConnectionString(try adminURL())
    try waiting {
      try await AdminConnection.with(admin.text) { try $0.run("CREATE DATABASE \(name)") }
    }
    let result = Result {
      try waiting {
        try await installRoles(on: admin.naming(database: name).text)
        let url = ConnectionString(try url(as: Roles.migrator)).naming(database: name).text
        _ = try await Migrator(url: url, sets: try sets()).migrate()
      }
      return try body(ConnectionString(try toolURL()).naming(database: name).text)
    }
    try waiting {
      try await AdminConnection.with(admin.text) { try $0.run("DROP DATABASE \(name)") }
    }
    return try result.get()
  }
}
