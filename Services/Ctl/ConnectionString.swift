/// A libpq connection string, as a URL or as words `name=value`, and what of it is whose.
struct ConnectionString: Equatable, Sendable {
  let text: String

  init(_ text: String) { self.text = text }

  private var isURL: Bool { text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") }

  /// The same server and database without anybody's name and password: services add their own.
  var withoutUser: ConnectionString {
    guard isURL else {
      let kept = words.filter { !["user", "password"].contains($0.name) }
      return ConnectionString(
        kept.map { "\($0.name)=\(Self.quoted($0.value))" }.joined(separator: " "))
    }
    guard let scheme = text.firstRange(of: "://") else { return self }
    let rest = text[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    guard let at = authority.lastIndex(of: "@") else { return self }
    return ConnectionString("\(text[..<scheme.upperBound])\(rest[rest.index(after: at)...])")
  }

  /// The same server and database for this role.
  func signedIn(as role: String, password: String) -> ConnectionString {
    let base = withoutUser.text
    guard isURL else { return ConnectionString("\(base) user=\(role) password=\(password)") }
    return ConnectionString(
      "\(base)\(base.contains("?") ? "&" : "?")user=\(role)&password=\(password)")
  }

  /// The same server and user, another database: of two, libpq takes the last.
  func naming(database: String) -> ConnectionString {
    let sign = !isURL ? " " : text.contains("?") ? "&" : "?"
    return ConnectionString("\(text)\(sign)dbname=\(database)")
  }

  var namesUser: Bool { self != withoutUser }

  /// The words of `name=value`; a value in single quotes may hold blanks, a backslash escapes
  /// (libpq manual, 34.1.1.1).
  private var words: [(name: String, value: String)] {
    var words: [(name: String, value: String)] = []
    var rest = Substring(text)
    while let sign = rest.firstIndex(of: "=") {
      let name = rest[..<sign].filter { !$0.isWhitespace }
      rest = rest[rest.index(after: sign)...].drop { $0.isWhitespace }
      let isQuoted = rest.first == "'"
      if isQuoted { rest.removeFirst() }
      var value = ""
      while let next = rest.popFirst() {
        if next == "\\", let escaped = rest.popFirst() {
          value.append(escaped)
        } else if isQuoted ? next == "'" : next.isWhitespace {
          break
        } else {
          value.append(next)
        }
      }
      words.append((name, value))
    }
    return words
  }

  private static func quoted(_ value: String) -> String {
    let plain = !value.isEmpty && !value.contains { $0.isWhitespace || $0 == "'" || $0 == "\\" }
    if plain { return value }
    let escaped = value.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
    return "'\(escaped)'"
  }
}
