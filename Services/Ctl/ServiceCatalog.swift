/// What a deployment is made of, in the order in which it starts. The one list of services.
enum ServiceCatalog {
  struct Entry: Sendable, Equatable {
    /// Executable, schema, role, folder in lower case: one name everywhere.
    let name: String
    /// The services it asks or follows; each pair has a key of its own.
    let calls: [String]
    /// Whether it keeps data: a schema, a role, migrations.
    let hasData: Bool
  }

  /// The name under which this tool calls.
  static let tool = "ctl"

  /// The services that keep data.
  private static let rooms = [
    Entry(name: "users", calls: ["events", "attendance"], hasData: true),
    Entry(name: "events", calls: ["users", "attendance"], hasData: true),
    Entry(name: "attendance", calls: ["users", "events"], hasData: true),
    Entry(name: "loyalty", calls: ["users", "events", "attendance"], hasData: true),
  ]
  /// Those that answer calls.
  static let domains = rooms.map(\.name)
  /// The one that the public reaches.
  static let front = "gateway"
  static let all = rooms + [Entry(name: front, calls: domains, hasData: false)]

  /// Every caller and callee that share a key.
  static var pairs: [(caller: String, callee: String)] {
    (all + [Entry(name: tool, calls: domains, hasData: false)]).flatMap { entry in
      entry.calls.map { (entry.name, $0) }
    }
  }

  static func entry(_ name: String) throws -> Entry {
    guard let entry = all.first(where: { $0.name == name }) else {
      throw Failure(
        description: "no service \(name); there are \(all.map(\.name).joined(separator: ", "))",
        code: 64)
    }
    return entry
  }

  /// The service whose contract a name belongs to: `credopass.<domain>.v1.…`; nil for contracts
  /// that several answer, such as the feed's.
  static func owner(of contract: String) -> String? {
    let parts = contract.split(separator: ".")
    guard parts.count > 1, domains.contains(String(parts[1])) else { return nil }
    return String(parts[1])
  }
}
