extension Rule {
  static let sql: [Rule] = [
    .never(
      "SQL names its columns", { /(?i:\bSELECT\s+(?:DISTINCT\s+)?(?:\w+\.)?\*)/ },
      in: { ($0.isSwift && $0.isProduct || $0.isSQL) && !$0.isGenerated }, text: \.text,
      wayOut: "List them: a column added later must not change what a statement returns.",
      violation: SourceFile("Services/A/Statements.swift", "let a = \"SELECT u.* FROM u\"\n"),
      remedy: SourceFile("Services/A/Statements.swift", "let a = \"SELECT count(*) FROM u\"\n")),
    .each(
      "SQL is a constant", in: { $0.isProduct },
      find: { file in
        file.statementArguments.filter { $0.text.contains("\\(") }
          .map { Finding(path: file.path, line: $0.line) }
      },
      wayOut: "Pass it as a parameter: $1 for a value, `= ANY($1)` for a list.",
      violation: SourceFile(
        "Services/A/Statements.swift",
        "let a = Statement<A>(\"a\",\n  \"\"\"\n  a \\(b)\n  \"\"\")\n"),
      remedy: SourceFile(
        "Services/A/Statements.swift", "let a = Statement<A, B>(\n  \"\"\"\n  a $1\n  \"\"\")\n")),
    .never(
      "a room keeps its SQL in Statements", { /\bStatement\s*(?:<[^\n]*?>)?\s*\(/ },
      in: {
        $0.isSwift && $0.path.hasPrefix("Services/") && !$0.path.contains("/Statements")
      },
      wayOut: "Move the statement to the room's Statements.swift and its list of all.",
      violation: SourceFile("Services/A/Store.swift", "let a = Statement<A>(b)\n"),
      remedy: SourceFile("Services/A/Statements.swift", "let a = Statement<A>(b)\n")),
    Rule(
      name: "a migration can be undone",
      wayOut: "Add the .down.sql beside it that restores what was there before.",
      check: { files in
        let paths = Set(files.map(\.path))
        return files.filter { $0.isMigration && !$0.path.hasSuffix(".down.sql") }
          .filter { !paths.contains("\($0.path.dropLast(4)).down.sql") }
          .map { Finding(path: $0.path, line: 1) }
      },
      violation: [SourceFile("Services/A/Migrations/0001_a.sql", "")],
      remedy: [
        SourceFile("Services/A/Migrations/0001_a.sql", ""),
        SourceFile("Services/A/Migrations/0001_a.down.sql", ""),
      ]),
    Rule(
      name: "migrations of a room count 0001, 0002, … without gap or twin",
      wayOut: "Rename yours to the next free number; a landed migration is never renumbered.",
      check: { files in
        let ups = files.filter { $0.isMigration && !$0.path.hasSuffix(".down.sql") }
        return Dictionary(grouping: ups, by: \.folder).values.flatMap { room in
          room.sorted { $0.path < $1.path }.enumerated()
            .filter { Int($0.element.name.prefix(4)) != $0.offset + 1 }
            .map { Finding(path: $0.element.path, line: 1) }
        }
      },
      violation: [
        SourceFile("Services/A/Migrations/0001_a.sql", ""),
        SourceFile("Services/A/Migrations/0001_b.sql", ""),
      ],
      remedy: [
        SourceFile("Services/A/Migrations/0001_a.sql", ""),
        SourceFile("Services/A/Migrations/0002_b.sql", ""),
        SourceFile("Services/B/Migrations/0001_b.sql", ""),
      ]),
  ]
}

extension SourceFile {
  fileprivate var isMigration: Bool {
    isSQL && path.hasPrefix("Services/") && path.contains("/Migrations/")
  }

  /// What stands between the parentheses of each `Statement(…)`, with its line.
  fileprivate var statementArguments: [(line: Int, text: Substring)] {
    let code = code
    return code.matches(of: /\bStatement\s*(?:<[^\n]*?>)?\s*\(/).compactMap { match in
      var depth = 1
      let end = code[match.range.upperBound...].utf8.firstIndex { byte in
        if byte == UInt8(ascii: "(") { depth += 1 }
        if byte == UInt8(ascii: ")") { depth -= 1 }
        return depth == 0
      }
      guard let end else { return nil }
      // Blanking keeps every byte's place, so the same offsets hold in the text.
      let start = code.utf8.distance(from: code.startIndex, to: match.range.upperBound)
      let length = code.utf8.distance(from: match.range.upperBound, to: end)
      let lower = text.utf8.index(text.startIndex, offsetBy: start)
      let upper = text.utf8.index(lower, offsetBy: length)
      return (Self.line(of: match.range.lowerBound, in: code), text[lower..<upper])
    }
  }
}
