import ArgumentParser
import Daemon
import Foundation
import Identity
import Postgres

struct AuditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "audit",
    abstract: "Reads the record of who did what, and proves that it is as it was written.",
    subcommands: [Verify.self, Lines.self])

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Finds the first line or seal that was changed, removed, reordered or inserted.",
      discussion: """
        Reads every line and every seal of a service, or of all. Exits 1 when one is not as it \
        was written. The last seal that is printed (and logged whenever one is made) is worth \
        keeping elsewhere: given as --seal another day, it shows that the end was not cut off.
        """)

    @Argument(help: "Such as users; all that keep data when left out.") var service: String?
    @Option(
      help: "A seal noted before, as NUMBER:DIGITS; it must still be there.",
      transform: { text in
        guard let mark = AuditMark(text) else {
          throw ValidationError("a number, a colon and 64 hexadecimal digits")
        }
        return mark
      })
    var seal: AuditMark?
    @Option(help: "The file of the service's secret.") var secret: String?
    @Flag(help: "As JSON.") var json = false

    struct Row: Codable {
      let service: String
      let intact: Bool
      let seals: Int64
      let lines: Int64
      let unsealed: Int64
      let oldestUnsealed: String?
      let last: String?
      let fault: String?
    }

    func validate() throws {
      if service == nil, seal != nil || secret != nil {
        throw ValidationError("--seal and --secret: say of which service")
      }
    }

    func run() throws {
      try Session.run { data in
        var rows: [Row] = []
        for name in try data.keepers(service) {
          let secret = try SecretFile.readSecret(
            secret ?? "\(data.deployment.keys)/\(name).secret")
          let url = try data.url(as: Roles.migrator)
          let report = try waiting { [seal] in
            try await AuditReader.with(name, url) { try await $0.verify(secret, noted: seal) }
          }
          rows.append(Row(name, report))
        }
        if json { try Terminal.json(rows) } else { for row in rows { Terminal.say(row.text) } }
        let faulty = rows.filter { !$0.intact }.map(\.service)
        guard faulty.isEmpty else {
          throw Failure.no("not as it was written: \(faulty.joined(separator: ", "))")
        }
      }
    }
  }

  struct Lines: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Shows who did what, the latest first.")

    @Argument(help: "Such as users; all that keep data when left out.") var service: String?
    @Option(help: "Not before this time, or this long before now, such as 24h.")
    var since: Moment?
    @Option(help: "Such as user:<id> or service:ctl.") var actor = ""
    @Option(help: "Such as user.role_changed.") var action = ""
    @Option(help: "Such as event:<id>.") var object = ""
    @Option(help: "How many at most, of each service.") var limit = 100
    @Flag(help: "As JSON.") var json = false

    struct Row: Codable {
      let service: String
      let line: Int64
      let at: String
      let actor: String
      let action: String
      let object: String
      /// A JSON object.
      let details: String
    }

    func run() throws {
      guard (1...100_000).contains(limit) else { throw Failure.usage("--limit: 1 to 100000") }
      try Session.run { data in
        var rows: [Row] = []
        for name in try data.keepers(service) {
          let url = try data.url(as: Roles.migrator)
          let lines = try waiting { [since, actor, action, object, limit] in
            try await AuditReader.with(name, url) {
              try await $0.lines(
                since: since?.instant, actor: actor, action: action, object: object,
                limit: Int64(limit))
            }
          }
          rows += lines.map { Row(name, $0) }
        }
        rows.sort { ($1.at, $1.service, $1.line) < ($0.at, $0.service, $0.line) }
        if json { return try Terminal.json(rows) }
        Terminal.table(
          ["TIME", "SERVICE", "ACTOR", "ACTION", "OBJECT", "DETAILS"],
          rows.map { [$0.at, $0.service, $0.actor, $0.action, $0.object, $0.details] })
      }
    }
  }
}

extension AuditReader {
  fileprivate static func with<Value: Sendable>(
    _ service: String, _ url: String, _ body: (AuditReader) async throws -> Value
  ) async throws -> Value {
    let reader = try await AuditReader(SchemaName(checked: service), url: url)
    do {
      let value = try await body(reader)
      await reader.close()
      return value
    } catch {
      await reader.close()
      throw error
    }
  }
}

extension AuditCommand.Verify.Row {
  fileprivate init(_ service: String, _ report: AuditReport) {
    self.init(
      service: service, intact: report.fault == nil, seals: report.seals, lines: report.lines,
      unsealed: report.unsealed, oldestUnsealed: report.oldestUnsealed?.text,
      last: report.last?.description, fault: report.fault?.description)
  }

  fileprivate var text: String {
    let held = "\(seals) seals over \(lines) lines hold"
    if let fault { return "\(service): \(fault); \(held) before it" }
    var text = "\(service): OK, \(held)"
    if let oldestUnsealed { text += "; not sealed yet: \(unsealed), since \(oldestUnsealed)" }
    return text + (last.map { "; last seal \($0)" } ?? "")
  }
}

extension AuditCommand.Lines.Row {
  fileprivate init(_ service: String, _ line: AuditLine) {
    self.init(
      service: service, line: line.id, at: line.at.text, actor: line.actor, action: line.action,
      object: line.object, details: line.details)
  }
}
