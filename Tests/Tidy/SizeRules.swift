extension Rule {
  static let sizes: [Rule] = [
    .each(
      "a file has at most 400 lines",
      in: {
        $0.isSwift && !$0.isGenerated
          || $0.path.hasPrefix("deploy/") && !$0.isMarkdown && !$0.path.hasSuffix(".csv")
      },
      find: { $0.lineCount > 400 ? [Finding(path: $0.path, line: 401)] : [] },
      wayOut: "Make it a folder of the same name, a file per noun.",
      violation: SourceFile("Shared/A/A.swift", String(repeating: "let a = 1\n", count: 401)),
      remedy: SourceFile("Shared/A/A.swift", String(repeating: "let a = 1\n", count: 400))),
    .each(
      "a function has at most 70 lines",
      in: { $0.isSwift && !$0.isGenerated },
      find: { file in
        file.functions.filter { $0.lines > 70 }.map {
          Finding(path: file.path, line: $0.line, detail: "\($0.lines) lines")
        }
      },
      wayOut: "Name its steps: each becomes a function of its own.",
      violation: function(bodyLines: 69), remedy: function(bodyLines: 68)),
    .each(
      "a line has at most 100 columns",
      in: {
        ($0.isSwift || $0.isSQL || $0.path.hasSuffix(".proto") || $0.path.hasPrefix("deploy/"))
          && !$0.isGenerated && !$0.isMarkdown && !$0.path.hasSuffix(".csv")
      },
      find: { file in
        file.lines.enumerated().filter { $0.element.count > 100 }
          .map { Finding(path: file.path, line: $0.offset + 1) }
      },
      wayOut: "Break it where the thought breaks; `swift format -i` does most of it.",
      violation: SourceFile("Shared/A/A.swift", "let a = \(String(repeating: "1", count: 93))\n"),
      remedy: SourceFile("Shared/A/A.swift", "let a = \(String(repeating: "1", count: 92))\n")),
  ]

  private static func function(bodyLines: Int) -> SourceFile {
    let body = String(repeating: "  step()\n", count: bodyLines)
    return SourceFile("Shared/A/A.swift", "func long(\n  a: Int) {\n\(body)}\n".dropFirstLine())
  }
}

extension String {
  /// Joins the first two lines, so that the snippet above counts as written: head, body, brace.
  fileprivate func dropFirstLine() -> String { replacing("(\n  ", with: "(", maxReplacements: 1) }
}

/// A function as the reader sees it: from its `func` (or init, deinit, subscript) to its brace.
struct Function: Sendable {
  let line: Int
  let lines: Int
}

extension SourceFile {
  var functions: [Function] {
    let code = code
    return code.matches(of: /(^|[^.\w])(func|init|deinit|subscript)\b/.anchorsMatchLineEndings())
      .compactMap { match in
        guard let body = Self.body(after: match.range.upperBound, in: code) else { return nil }
        let first = Self.line(of: match.range.upperBound, in: code)
        return Function(line: first, lines: Self.line(of: body, in: code) - first + 1)
      }
  }

  /// The closing brace of the body that follows `start`; nil for a requirement without one.
  private static func body(after start: String.Index, in code: String) -> String.Index? {
    var depth = 0
    var parentheses = 0
    for index in code[start...].indices {
      switch code[index] {
      case "(", "[": parentheses += 1
      case ")", "]":
        parentheses -= 1
        if parentheses < 0 { return nil }
      case "{" where parentheses == 0 || depth > 0: depth += 1
      case "}":
        if parentheses == 0 || depth > 0 { depth -= 1 }
        if depth == 0, parentheses <= 0 { return index }
        if depth < 0 { return nil }
      case "\n" where depth == 0 && parentheses == 0:
        if !continues(code[index...]) { return nil }
      default: break
      }
    }
    return nil
  }

  private static func continues(_ rest: Substring) -> Bool {
    rest.prefixMatch(of: /\s*(\{|->|where|async|throws|\()/) != nil
  }
}
