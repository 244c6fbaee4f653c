import Testing

/// One thing a machine can read off the source: what is judged, and the way out for who trips.
///
/// `violation` is a tree that must be caught and `remedy` one that must pass, so that no rule can
/// stand here without biting, or bite what it advises.
struct Rule: Sendable, CustomTestStringConvertible {
  let name: String
  let wayOut: String
  let check: @Sendable ([SourceFile]) -> [Finding]
  let violation: [SourceFile]
  let remedy: [SourceFile]

  var testDescription: String { name }
}

/// Where a rule is broken.
struct Finding: Sendable {
  let path: String
  let line: Int
  var detail = ""

  func told(_ rule: Rule) -> String {
    "\(path):\(line): \(rule.name)\(detail.isEmpty ? "" : " (\(detail))"). \(rule.wayOut)"
  }
}

extension Rule {
  /// A rule that judges each file by itself; `files` says which.
  static func each(
    _ name: String, in files: @escaping @Sendable (SourceFile) -> Bool,
    find: @escaping @Sendable (SourceFile) -> [Finding], wayOut: String,
    violation: SourceFile, remedy: SourceFile
  ) -> Rule {
    Rule(
      name: name, wayOut: wayOut, check: { $0.filter(files).flatMap(find) },
      violation: [violation], remedy: [remedy])
  }

  /// A rule that nothing in `text` (code alone, unless told otherwise) may match `pattern`.
  static func never(
    _ name: String, _ pattern: @escaping @Sendable () -> Regex<Substring>,
    in files: @escaping @Sendable (SourceFile) -> Bool,
    text: @escaping @Sendable (SourceFile) -> String = { $0.code },
    wayOut: String, violation: SourceFile, remedy: SourceFile
  ) -> Rule {
    each(
      name, in: files,
      find: { file in
        let text = text(file)
        return text.matches(of: pattern()).map { match in
          let line = SourceFile.line(of: match.range.lowerBound, in: text)
          return Finding(path: file.path, line: line)
        }
      }, wayOut: wayOut, violation: violation, remedy: remedy)
  }

  static let all: [Rule] = sizes + swift + sql + arrows + folders + wording
}
