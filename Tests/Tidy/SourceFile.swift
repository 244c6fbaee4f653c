import Foundation

/// One file of the tree: its path from the repository's root, and its text.
struct SourceFile: Sendable {
  let path: String
  let text: String

  init(_ path: String, _ text: String) {
    self.path = path
    self.text = text
  }

  var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  var folder: String { path.split(separator: "/").dropLast().joined(separator: "/") }
  var isSwift: Bool { path.hasSuffix(".swift") }
  var isSQL: Bool { path.hasSuffix(".sql") }
  var isMarkdown: Bool { path.hasSuffix(".md") }
  var isProduct: Bool { path.hasPrefix("Shared/") || path.hasPrefix("Services/") }
  var isTest: Bool { path.hasPrefix("Tests/") }
  var isGenerated: Bool { path.contains("/Generated/") || path.hasPrefix("Shared/CContracts/") }
  /// The rules' own folder quotes what it forbids.
  var isTidy: Bool { path.hasPrefix("Tests/Tidy/") }

  /// The module a file under Shared/ or Services/ belongs to, else nil.
  var module: String? {
    let parts = path.split(separator: "/")
    return isProduct && parts.count > 2 ? String(parts[1]) : nil
  }

  var lines: [Substring] { Self.lines(of: text) }
  var lineCount: Int { lines.count - (text.hasSuffix("\n") ? 1 : 0) }

  static func lines(of text: String) -> [Substring] {
    text.split(separator: "\n" as Character, omittingEmptySubsequences: false)
  }

  /// The 1-based line that holds `index` of `text`, or of any text with the same line breaks.
  static func line(of index: String.Index, in text: String) -> Int {
    text[..<index].utf8.count { $0 == UInt8(ascii: "\n") } + 1
  }
}

/// The files that a checkout holds, read once; build folders, caches and binary files stay out.
enum Tree {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().standardizedFileURL

  static func load() throws -> [SourceFile] {
    let keys: Set<URLResourceKey> = [.isDirectoryKey, .isRegularFileKey]
    guard
      let walk = FileManager.default.enumerator(
        at: root, includingPropertiesForKeys: Array(keys))
    else { throw CocoaError(.fileReadNoSuchFile) }
    var files: [SourceFile] = []
    for case let url as URL in walk {
      let values = try url.resourceValues(forKeys: keys)
      if values.isDirectory == true, isForeign(url.lastPathComponent) { walk.skipDescendants() }
      // In a linked worktree .git is a file.
      guard values.isRegularFile == true, url.lastPathComponent != ".git" else { continue }
      // What is not UTF-8 (descriptor sets, pictures) has no lines to judge.
      guard let text = String(data: try Data(contentsOf: url), encoding: .utf8) else { continue }
      let path = url.standardizedFileURL.path.dropFirst(root.path.count)
      files.append(SourceFile(String(path.drop { $0 == "/" }), text))
    }
    return files.sorted { $0.path < $1.path }
  }

  private static func isForeign(_ folder: String) -> Bool {
    (folder.hasPrefix(".") && folder != ".ci") || folder == "__pycache__"
      || folder == "node_modules"
  }
}
