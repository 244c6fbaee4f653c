/// Which of our modules a module may import: arrows point down only.
enum Arrows {
  /// By module; a room's are those that it alone needs.
  static let own: [String: Set<String>] = [
    "Ctl": ["CSpawn"],
    "NNG": ["CNNG"],
    "Postgres": ["CPostgres"],
    "Identity": ["CSodium"],
    "RPC": ["NNG", "CSodium", "CContracts"],
    "Contracts": ["RPC", "CContracts"],
    "Daemon": ["Contracts", "RPC", "NNG", "Postgres", "Identity"],
    "Curl": ["CCurl"],
    "QRCode": ["CQRCode"],
    "OpenID": ["CJose", "Curl", "Daemon", "Identity"],
    "Outbox": ["Curl", "Daemon", "Postgres", "Identity"],
  ]
  /// What every room under Services/ may use.
  static let rooms: Set<String> = [
    "OpenID", "Outbox", "QRCode", "Daemon", "Contracts", "RPC", "NNG", "Postgres", "Identity",
  ]

  /// The imports of `file` that point up or sideways, of those modules that are ours.
  static func wrong(in file: SourceFile, ours: Set<String>) -> [Finding] {
    guard let module = file.module, file.isSwift else { return [] }
    let isRoom = file.path.hasPrefix("Services/")
    let allowed = (own[module] ?? []).union(isRoom ? rooms : [])
    let code = file.code
    let imports = /(?:^|\s)import\s+(?:(?:struct|enum|class|func|protocol)\s+)?(?<name>\w+)/
    return code.matches(of: imports.anchorsMatchLineEndings()).compactMap { match in
      let name = String(match.output.name)
      guard ours.contains(name), name != module, !allowed.contains(name) else { return nil }
      let line = SourceFile.line(of: match.output.name.startIndex, in: code)
      return Finding(path: file.path, line: line, detail: "\(module) imports \(name)")
    }
  }
}

extension Rule {
  static let arrows: [Rule] = [
    Rule(
      name: "imports point down: rooms, Daemon, Contracts, RPC, NNG; rooms never meet",
      wayOut: "Move what both need further down, or ask over RPC; Tests/Tidy has the table.",
      check: { files in
        let ours = Set(files.compactMap(\.module)).union(Arrows.own.keys).union(["TestKit"])
        return files.flatMap { Arrows.wrong(in: $0, ours: ours) }
      },
      violation: [
        SourceFile("Services/Users/Store.swift", "internal import Events\n"),
        SourceFile("Services/Events/Store.swift", "internal import Postgres\n"),
      ],
      remedy: [
        SourceFile("Services/Users/Store.swift", "internal import Postgres\nimport Foundation\n"),
        SourceFile("Services/Events/Store.swift", "public import struct RPC.Status\n"),
      ]),
    Rule(
      name: "a shared module never imports a room",
      wayOut: "Turn it round: the room passes in what the module needs.",
      check: { files in
        let rooms = Set(files.filter { $0.path.hasPrefix("Services/") }.compactMap(\.module))
        return files.filter { $0.path.hasPrefix("Shared/") }
          .flatMap { Arrows.wrong(in: $0, ours: rooms) }
      },
      violation: [
        SourceFile("Shared/Daemon/Daemon.swift", "import Users\n"),
        SourceFile("Services/Users/main.swift", "import Daemon\n"),
      ],
      remedy: [
        SourceFile("Shared/Daemon/Daemon.swift", "import RPC\n"),
        SourceFile("Services/Users/main.swift", "import Daemon\n"),
      ]),
    .never(
      "Rules files decide without clock, chance, waiting or I/O",
      {
        /\b(?:async|await|Foundation|Postgres|RPC|Daemon|Date\(\)|UUID\(\))\b|\.now\b|\.random\(/
      },
      in: { $0.isSwift && $0.path.contains(/^Services\/\w+\/Rules/) },
      wayOut: "Take the time or the number as a parameter; reading and writing is Store's.",
      violation: SourceFile("Services/A/Rules.swift", "func late() -> Bool { .now > end }\n"),
      remedy: SourceFile("Services/A/Rules.swift", "func late(now: Instant) -> Bool { true }\n")),
  ]
}
