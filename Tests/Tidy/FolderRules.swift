extension Rule {
  static let folders: [Rule] = [
    Rule(
      name: "every module and room has a README.md",
      wayOut: "Write what it owns, who uses it and what it refuses, in at most 40 lines.",
      check: { files in
        let paths = Set(files.map(\.path))
        // A folder without Swift is the map of a system library or generated C.
        let modules = Set(files.filter(\.isSwift).compactMap(\.moduleFolder))
        return modules.filter { !paths.contains("\($0)/README.md") }.sorted()
          .map { Finding(path: "\($0)/README.md", line: 1) }
      },
      violation: [SourceFile("Services/A/main.swift", "")],
      remedy: [
        SourceFile("Services/A/main.swift", ""), SourceFile("Services/A/README.md", "# A\n"),
        SourceFile("Shared/CA/module.modulemap", ""),
      ]),
    .each(
      "a module's README.md has at most 40 lines",
      in: { $0.isProduct && $0.name == "README.md" },
      find: { $0.lineCount > 40 ? [Finding(path: $0.path, line: 41)] : [] },
      wayOut: "Keep what a caller needs; the why of the whole belongs in ARCHITECTURE.md.",
      violation: SourceFile("Shared/A/README.md", String(repeating: "a\n", count: 41)),
      remedy: SourceFile("Shared/A/README.md", String(repeating: "a\n", count: 40))),
    .each(
      "the README.md has at most 150 lines",
      in: { $0.path == "README.md" },
      find: { $0.lineCount > 150 ? [Finding(path: $0.path, line: 151)] : [] },
      wayOut: "A newcomer reads it standing: move detail to ARCHITECTURE.md or the room.",
      violation: SourceFile("README.md", String(repeating: "a\n", count: 151)),
      remedy: SourceFile("README.md", String(repeating: "a\n", count: 150))),
  ]

  static let wording: [Rule] = [
    .never(
      "nothing is left for later in a comment", { /\b(?:TODO|FIXME|XXX|HACK)\b/ },
      in: { !$0.isTidy && !$0.isGenerated }, text: \.text,
      wayOut: "Do it, or say what is so today and why.",
      violation: .swift("// TODO: more"), remedy: .swift("// Enough for 1 MiB.")),
    .never(
      "no path of somebody's machine",
      { /(?:^|[\s"'=(])\/(?:home|root|Users|work|opt\/swift)\/[\w.-]+/.anchorsMatchLineEndings() },
      in: { !$0.isTidy }, text: \.text,
      wayOut: "Derive it from the script's own folder, or take it from the environment.",
      violation: SourceFile("deploy/a", "cd /home/me/a\n"),
      remedy: SourceFile("deploy/a", "cd \"$(dirname \"$0\")/..\"\n")),
    .never(
      "no host of a package registry",
      { /\b(?:pypi\.org|files\.pythonhosted\.org|deb\.debian\.org|registry\.npmjs\.org)\b/ },
      in: { !$0.isTidy }, text: \.text,
      wayOut: "Leave the choice of mirror to the machine's own configuration.",
      violation: SourceFile("deploy/a", "pip install -i https://pypi.org/simple a\n"),
      remedy: SourceFile("deploy/a", "pip install a==1.0\n")),
  ]
}

extension SourceFile {
  /// `Shared/X` or `Services/X`.
  fileprivate var moduleFolder: String? {
    module.map { "\(path.prefix { $0 != "/" })/\($0)" }
  }
}
