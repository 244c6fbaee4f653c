import ArgumentParser
import Foundation

extension Database {
  struct Backup: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes the whole database to a file, as of one moment.")

    @Argument(help: "The file; it must not be there yet.") var file: String

    func run() throws {
      guard !FileManager.default.fileExists(atPath: file) else {
        throw Failure.usage("\(file) is there already; choose another name")
      }
      try Session.run { data in
        try data.tool(
          "pg_dump", ["--format=custom", "--file=\(file)", "--dbname=\(try data.toolURL())"])
        Terminal.say("saved in \(file)")
      }
    }
  }

  struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Replaces everything in the private PostgreSQL by what a backup holds.")

    @Argument(help: "A file that `db backup` wrote.") var file: String
    @OptionGroup var consent: Consent

    func run() throws {
      guard FileManager.default.isReadableFile(atPath: file) else {
        throw Failure.usage("\(file): no such file")
      }
      try consent.ask("Replace all data by what \(file) holds?")
      try Session.run { data in
        guard data.isPrivate else {
          throw Failure.configuration("for DATABASE_URL use pg_restore into an empty database")
        }
        try waiting { try await data.recreate() }
        try data.tool(
          "pg_restore",
          ["--exit-on-error", "--single-transaction", "--dbname=\(try data.toolURL())", file])
        // Rights on the database itself are not part of a backup.
        let applied = try waiting { try await data.migrate() }
        Terminal.say("restored; \(applied.count) migrations applied on top")
      }
    }
  }

  struct Dump: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes all, a schema or a table as SQL to standard output.")

    @Option(help: "Only this schema.") var schema: String?
    @Option(help: "Only this table, as in loyalty.ledger.") var table: String?

    func run() throws {
      try Session.run { data in
        var arguments = ["--dbname=\(try data.toolURL())"]
        if let schema { arguments.append("--schema=\(schema)") }
        if let table { arguments.append("--table=\(table)") }
        try data.tool("pg_dump", arguments)
      }
    }
  }
}
