import ArgumentParser
import Foundation
import Postgres

struct Database: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db",
    abstract: "Migrates, looks into, saves and restores the database.",
    discussion: "Starts the private PostgreSQL for as long as it takes when nothing runs.",
    subcommands: [
      Migrate.self, Pending.self, Rollback.self, Shell.self, Backup.self, Restore.self,
      Reset.self, New.self, Dump.self, Verify.self, Plant.self,
    ])
}

extension Database {
  struct Migrate: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes database and roles where missing and applies pending migrations.")

    func run() throws {
      try Session.run { data in
        let applied = try waiting { try await data.migrate() }
        for name in applied { Terminal.say("applied \(name)") }
        if applied.isEmpty { Terminal.say("nothing pending") }
      }
    }
  }

  struct Pending: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "status", abstract: "Shows what is applied; exits 1 when something is pending.")

    @Flag(help: "As JSON.") var json = false

    struct Row: Codable {
      let schema: String
      let applied: [String]
      let pending: [String]
    }

    func run() throws {
      try Session.run { data in
        let rows = try waiting { try await data.migrator().status() }
          .map { Row(schema: $0.schema, applied: $0.applied, pending: $0.pending) }
        if json {
          try Terminal.json(rows)
        } else {
          Terminal.table(
            ["SCHEMA", "AT", "PENDING"],
            rows.map {
              let pending = $0.pending.joined(separator: ", ")
              return [$0.schema, $0.applied.last ?? "-", pending.isEmpty ? "-" : pending]
            })
        }
        guard rows.allSatisfy(\.pending.isEmpty) else {
          throw Failure.no("migrations are pending; run: credopass db migrate")
        }
      }
    }
  }

  struct Rollback: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Undoes the last migrations of one service, with the data they hold.")

    @Argument(help: "Such as loyalty.") var service: String
    @Argument(help: "How many.") var count = 1
    @OptionGroup var consent: Consent

    func run() throws {
      guard count > 0 else { throw Failure.usage("COUNT: 1 or more") }
      _ = try ServiceCatalog.entry(service)
      try consent.ask("Undo \(count) of \(service)'s migrations, with the data they hold?")
      try Session.run { [service, count] data in
        let undone = try waiting { try await data.migrator().rollback(count, of: service) }
        for name in undone { Terminal.say("undid \(name)") }
        if undone.isEmpty { Terminal.say("nothing to undo") }
      }
    }
  }

  struct Shell: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Opens psql, or runs one statement with -c.")

    @Option(help: "Sign in as this role; the superuser when left out.") var role: String?
    @Option(name: .short, help: "The statement to run.") var command: String?

    func run() throws {
      try Session.run { data in
        let url = try role.map { data.url.text + " user=\($0)" } ?? data.toolURL()
        var arguments = ["--dbname=\(url)", "--set=ON_ERROR_STOP=1"]
        if let command { arguments += ["--command=\(command)"] }
        try data.tool("psql", arguments)
      }
    }
  }

  struct Reset: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Throws all data away and makes empty schemas.")

    @OptionGroup var consent: Consent

    func run() throws {
      try consent.ask("Throw all data away?")
      try Session.run { data in
        let sets = try data.sets()
        if data.isPrivate {
          try waiting { try await data.recreate() }
        } else {
          try waiting { try await data.dropSchemas(sets.map(\.schema)) }
        }
        try Seed(data.deployment).forget()
        let applied = try waiting { try await data.migrate() }
        Terminal.say("made anew: \(applied.count) migrations")
      }
    }
  }

  struct New: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Makes the files of a service's next migration.")

    @Argument(help: "Such as loyalty.") var service: String
    @Argument(help: "What it does: small letters, digits and underscores.") var name: String

    func run() throws {
      let entry = try ServiceCatalog.entry(service)
      guard entry.hasData else { throw Failure.usage("\(service) keeps no data") }
      let isPlain = name.utf8.allSatisfy {
        (97...122).contains($0) || (48...57).contains($0) || $0 == 95
      }
      guard isPlain, !name.isEmpty else {
        throw Failure.usage("NAME: small letters, digits and underscores")
      }
      let folder = try Deployment.found().migrations(of: service)
      let last = try MigrationSet(schema: service, directory: folder).migrations.last?.number ?? 0
      let digits = String(last + 1)
      let stem = String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "_" + name
      for (suffix, text) in [
        (".sql", "-- What this makes.\n"), (".down.sql", "-- What undoes it.\n"),
      ] {
        let path = "\(folder)/\(stem)\(suffix)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
        Terminal.say(path)
      }
    }
  }
}

extension Database {
  struct Plant: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "seed",
      abstract: "Puts in demo data, once, while users and events run.",
      discussion: "`up` does so at its first start, unless told not to.")

    func run() throws {
      let seed = Seed(try Deployment.found())
      try seed.plant()
      guard let account = try seed.account() else {
        throw Failure.unavailable("no demo data; see: credopass status")
      }
      Terminal.say("sign in: \(account.email) \(account.password)")
    }
  }
}

/// Leave for what cannot be undone.
struct Consent: ParsableArguments {
  @Flag(help: "Do not ask.") var yes = false

  func ask(_ question: String) throws {
    if yes { return }
    guard isatty(0) == 1 else { throw Failure.usage("\(question) Say so with --yes") }
    FileHandle.standardOutput.write(Data("\(question) [y/N] ".utf8))
    guard ["y", "yes"].contains(readLine()?.lowercased()) else { throw Failure.no("left as it is") }
  }
}
