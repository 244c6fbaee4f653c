extension Rule {
  static let swift: [Rule] = [
    .never(
      "errors are not swallowed with `try?`", { /\btry\s*\?/ },
      in: { $0.isSwift && !$0.isGenerated },
      wayOut: "Catch the one error you expect by type, and let the others through.",
      violation: .swift("let a = try? read()"), remedy: .swift("let a = try read()")),
    .never(
      "nothing traps on an error with `try!`", { /\btry\s*!/ },
      in: { $0.isSwift && !$0.isGenerated },
      wayOut: "Throw on, or handle it; the world's mistakes must never stop a daemon.",
      violation: .swift("let a = try! read()"), remedy: .swift("let a = try b() // try!")),
    .never(
      "no forced cast", { /\bas\s*!/ }, in: { $0.isSwift && !$0.isGenerated },
      wayOut: "Use `as?` with a guard that throws, or a type that needs no cast.",
      violation: .swift("let a = b as! Int"), remedy: .swift("let a = b as? Int")),
    .never(
      "no `fatalError`", { /\bfatalError\s*\(/ }, in: { $0.isSwift && !$0.isGenerated },
      wayOut: "`precondition` for our own mistake, `throw` for the world's.",
      violation: .swift("fatalError(\"no\")"), remedy: .swift("check(\"fatalError()\")")),
    .never(
      "a catch does something", { /\bcatch\b[^{}\n]*\{\s*\}/ },
      in: { $0.isSwift && !$0.isGenerated },
      wayOut: "Count it, log it or turn it into an answer; a comment alone is still empty.",
      violation: .swift("do { try a() } catch { /* fine */ }"),
      remedy: .swift("do { try a() } catch { failures += 1 }")),
    .never(
      "product code does not sleep", { /\bTask\s*\.\s*sleep\b|\b(?:u|nano)?sleep\s*\(\s*\d/ },
      in: { $0.isSwift && $0.isProduct && !$0.isGenerated },
      wayOut: "Wait for the condition itself, or on the clock that was passed in.",
      violation: .swift("try await Task.sleep(for: .seconds(1))"),
      remedy: .swift("try await clock.sleep(for: pause)")),
    .never(
      "only the command line prints", { /(?:^|[^.\w])print\s*\(/.anchorsMatchLineEndings() },
      in: { $0.isSwift && $0.isProduct && !$0.isGenerated && $0.module != "Ctl" },
      wayOut: "Log it: a daemon's standard output is JSON lines.",
      violation: .swift("print(1)"), remedy: .swift("document.print(1)")),
    .each(
      "a promise that the compiler cannot check has its reason on the line above",
      in: { $0.isSwift && !$0.isGenerated }, find: \.unexplainedPromises,
      wayOut: "Write one comment line above: what makes it safe (which lock, which owner).",
      violation: .swift("let a = 1\nfinal class A: @unchecked Sendable {}"),
      remedy: .swift("// `lock` guards every field.\nfinal class A: @unchecked Sendable {}")),
    .never(
      "C handles stay in the modules that own them", { /\bOpaquePointer\b/ },
      in: {
        $0.isSwift && $0.isProduct && !$0.isGenerated
          && !["NNG", "OpenID", "Postgres"].contains($0.module)
      },
      wayOut: "Move it into Shared/NNG, OpenID or Postgres and hand out a type of your own.",
      violation: .swift("var handle: OpaquePointer"),
      remedy: SourceFile("Shared/NNG/Socket.swift", "var handle: OpaquePointer\n")),
    .each(
      "a test file expects something",
      in: { $0.isSwift && $0.isTest && $0.code.contains("@Test") },
      find: { file in
        file.code.contains(/#expect\b|#require\b|\bIssue\.record\b|\bconfirmation\b/)
          ? [] : [Finding(path: file.path, line: 1)]
      },
      wayOut: "A test that cannot fail is a defect: say with #expect what must hold.",
      violation: SourceFile("Tests/A/ATests.swift", "@Test func a() { run() }\n"),
      remedy: SourceFile("Tests/A/ATests.swift", "@Test func a() { #expect(run()) }\n")),
  ]
}

extension SourceFile {
  /// A snippet for a rule's self-test.
  static func swift(_ text: String) -> SourceFile { SourceFile("Shared/A/A.swift", text + "\n") }

  /// The lines that say `@unchecked Sendable` or `nonisolated(unsafe)` under no comment.
  fileprivate var unexplainedPromises: [Finding] {
    let code = Self.lines(of: code)
    return code.indices.compactMap { index in
      guard code[index].contains(/@unchecked\s+Sendable|nonisolated\(unsafe\)/) else { return nil }
      // Attributes may stand between the comment and the declaration.
      var above = index - 1
      while above >= 0, lines[above].contains(/^\s*@/) { above -= 1 }
      if above >= 0, lines[above].contains(/^\s*\/\//) { return nil }
      return Finding(path: path, line: index + 1)
    }
  }
}
